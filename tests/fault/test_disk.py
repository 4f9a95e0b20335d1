#!/usr/bin/env python3
"""The disk is full, slow of grasp or refuses at the n-th call: is the old output whole, and is it said in one line? test_disk.py PROGRAM"""
import os, resource, shutil, subprocess, sys

from small_city import City, count, environment, finish, is_one_line, need_strace, some, traced, violation

need_strace()
city = City(sys.argv[1], services=True)
city.make_old()
here = os.path.dirname(os.path.abspath(__file__))
WRITING = ("write", "pwrite64", "fsync", "fdatasync", "rename", "ftruncate", "unlink", "fchmod", "openat", "close", "fcntl", "link", "lseek")
READING = ("read", "pread64", "openat", "newfstatat", "mmap", "lseek", "getdents64", "fcntl", "access", "getcwd", "readlink")
ERRORS = {"write": ("ENOSPC", "EIO", "EINTR"), "pwrite64": ("ENOSPC", "EIO", "EINTR", "EDQUOT"), "fsync": ("EIO", "ENOSPC"), "fdatasync": ("EIO",),
          "rename": ("ENOSPC", "EACCES"), "ftruncate": ("EIO",), "unlink": ("EACCES", "EBUSY"), "fchmod": ("EPERM",), "openat": ("EMFILE", "EACCES"),
          "close": ("EIO",), "fcntl": ("ENOLCK", "EINTR"), "link": ("EPERM",), "lseek": ("EIO",), "read": ("EIO", "EINTR"),
          "pread64": ("EIO", "EINTR"), "newfstatat": ("EIO",), "mmap": ("ENOMEM",), "getdents64": ("EIO",), "access": ("EIO",), "getcwd": ("ENOENT",),
          "readlink": ("EIO",)}


def first_of_ours(calls):
    """Before it the loader of the program is at work: what fails there ends the process before it began."""
    for n, (name, line) in enumerate(calls):
        if name == "rt_sigaction" and "SIGPIPE" in line:
            return n
    return 0


def inject(call, error, n, words):
    done = city.call(words, before=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={call}:error={error}:when={n}"])
    count("injections")
    city.judge(done, f"{call} {n} gives {error}")
    city.restore()


def every_call_fails_once():
    """Exit 0 is only for the very output that stands there without a fault: never fewer rows because a page could not be read."""
    words = city.words(*city.changed)
    calls = traced(city, words)
    city.restore()
    begin = first_of_ours(calls)
    for call in sorted({*WRITING, *READING}):
        before = sum(name == call for name, _ in calls[:begin])
        places = range(before + 1, sum(name == call for name, _ in calls) + 1)
        for error in ERRORS[call]:
            for n in some(places, 5 if call in ("write", "pwrite64", "fsync", "rename") else 2):
                inject(call, error, n, words)


def limited_files():
    """A limit writes the piece that fits and fails at the next one, as a full disk does."""
    size = len(city.old_bytes)
    for limit in some([*range(0, size, 1024), size - 4096, size - 1], 8):
        done = city.call(city.words(*city.changed), preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        count("limits of size")
        city.judge(done, f"files of at most {limit} bytes")
        if done.returncode != 1:
            violation(f"files of at most {limit} bytes: exit {done.returncode}")


def small_file_systems():
    """Real ones, where mounting is allowed."""
    place = city.folder + "/small"
    os.mkdir(place)
    for kilobytes in some(range(16, 460, 4), 4):
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", place], capture_output=True).returncode != 0:
            print("not tried: a file system that is full, since mounting is not allowed here")
            break
        try:
            done = city.call(city.words(*city.changed, out=place + "/out.gpkg"))
            count("small file systems")
            there = os.listdir(place)
            if done.returncode == 0 and there != ["out.gpkg"] or done.returncode != 0 and (there or done.returncode != 1 or not is_one_line(done.stderr)):
                violation(f"{kilobytes} KB: exit {done.returncode}, left {there}: {done.stderr}")
        finally:
            subprocess.run(["umount", place])


def short_writes():
    """Each call writes only a part of what it was given: whoever does not look at what it returns loses bytes."""
    library = city.folder + "/in/short_writes.so"
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or subprocess.run([compiler, "-shared", "-fPIC", "-O", "-o", library, here + "/short_writes.c", "-ldl"]).returncode != 0:
        print("not tried: short writes, since there is no compiler")
        return
    for every in some((1, 2, 3, 5, 7, 11, 13), 2):
        done = city.call(city.words(*city.changed), env=environment(LD_PRELOAD=library, SHORT_WRITES=str(every)))
        count("runs of short writes")
        city.judge(done, f"every {every}. write is short")
        if done.returncode != 0 or "short writes: " not in done.stderr:
            violation(f"every {every}. write is short: exit {done.returncode}: {done.stderr}")
        city.restore()


def answers():
    """Tables that go to a file of their own: whole or not there."""
    folder = city.folder + "/answers"
    os.mkdir(folder)
    for name, words in (("a.csv", ["query", "out.gpkg", "--by", "mahalle", "--format", "csv"]),
                        ("a.geojson", ["query", "out.gpkg", "--by", "mahalle", "--format", "geojson"]),
                        ("a.gpkg", ["query", "out.gpkg", "--by", "mahalle"])):
        out = folder + "/" + name
        words = [city.program, *words, "-o", out, "--quiet"]
        done = city.call(words)
        assert done.returncode == 0, done.stderr
        whole = os.path.getsize(out)
        os.remove(out)
        for limit in some(range(0, whole, max(1, whole // 40)), 3):
            done = city.call(words, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
            count("limits of size")
            if done.returncode != 1 or os.listdir(folder) or not is_one_line(done.stderr):
                violation(f"{name} of at most {limit} bytes: exit {done.returncode}, left {os.listdir(folder)}: {done.stderr}")
                for left in os.listdir(folder):
                    os.remove(folder + "/" + left)


every_call_fails_once()
limited_files()
small_file_systems()
short_writes()
answers()
finish("failing calls, full disks, short writes")
