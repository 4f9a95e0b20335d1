#!/usr/bin/env python3
"""Killed at the n-th system call: is the old output whole or the new one, and does the next run succeed? test_killed.py PROGRAM"""
import os, sys

from small_city import City, count, digest, finish, need_strace, some, traced, violation

need_strace()
city = City(sys.argv[1], services=True)
city.make_old()


def kill_at(words, call, n, what, allowed):
    done = city.call(words, before=["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={call}:signal=KILL:when={n}"])
    count("kills", done.returncode in (-9, 137))
    city.judge(done, f"{what}, killed at {call} {n}", killed=True)
    if digest(city.out) not in allowed:
        violation(f"{what}, killed at {call} {n}: another output")


def next_run(words, what):
    """Removes what the kills left, and succeeds."""
    done = city.call(words)
    if done.returncode != 0 or digest(city.out) != city.new or city.leftovers():
        violation(f"{what}: the next run exits {done.returncode}, leaves {city.leftovers()}: {done.stderr}")
    city.restore()


def sweep(words, what, few, step):
    """Kills anywhere (each step-th call in the wide sweep), and at the calls that change files (in the wide sweep at each of them)."""
    calls = traced(city, words)
    city.restore()
    of = {}
    for number, (name, line) in enumerate(calls, 1):
        of.setdefault(name, []).append((number, line))
    writing = ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate", "fchmod", "link")
    for n in some(range(1, len(calls) + 1, step), few):
        kill_at(words, "all", n, what, (city.old, city.new))
        city.restore()
    for name in writing:
        places = range(1, len(of.get(name, [])) + 1)
        for n in some(places, 3 if name in ("write", "pwrite64") else 6):
            kill_at(words, name, n, what, (city.old, city.new))
            if digest(city.out) == city.new:
                next_run(words, what)  # over a file that was just placed
    next_run(words, what)


def run_over_an_old_file():
    sweep(city.words(*city.changed), "run", few=16, step=4)


def synced_before_it_is_placed():
    """What a power cut needs: nothing is written to the file after its sync, which is before its new name, and the folder is synced after that."""
    calls = [name for name, line in traced(city, city.words(*city.changed), "pwrite64,write,fsync,rename") if name != "write"]
    city.restore()
    placed = calls.index("rename")
    written = max(n for n, name in enumerate(calls) if name == "pwrite64")
    if not (written < placed and "fsync" in calls[written:placed] and "fsync" in calls[placed:]):
        violation(f"not synced before it is placed: {calls[-8:]}")


def relink():
    """The copy of the file that relink changes: a kill leaves the file as it was or as it will be."""
    renamed, home = city.folder + "/kent.gpkg", (city.out, city.old, city.new, city.old_bytes)
    with open(renamed, "wb") as out:
        out.write(city.old_bytes)
    city.out, city.old = renamed, digest(renamed)
    words = [city.program, "relink", "--from", "out.gpkg", renamed, "--quiet"]
    done = city.call(words)
    assert done.returncode == 0, done.stderr
    city.new = digest(renamed)
    assert city.new != city.old
    city.restore()
    sweep(words, "relink", few=6, step=8)
    os.remove(renamed)
    city.out, city.old, city.new, city.old_bytes = home


def where_no_file_was():
    """Killed before the end there is none, after it a whole one, never half of one."""
    os.remove(city.out)
    city.old = None
    words = city.words(*city.changed)
    calls = [name for name, _ in traced(city, words, "pwrite64,rename,fsync")]
    os.remove(city.out)
    for name, few in (("pwrite64", 3), ("fsync", 4), ("rename", 2)):
        for n in some(range(1, calls.count(name) + 1), few):
            kill_at(words, name, n, "new file", (None, city.new))
            if os.path.exists(city.out):
                os.remove(city.out)
    done = city.call(words)
    if done.returncode != 0 or digest(city.out) != city.new or city.leftovers():
        violation(f"after kills without an output: exit {done.returncode}, left {city.leftovers()}: {done.stderr}")


run_over_an_old_file()
synced_before_it_is_placed()
relink()
where_no_file_was()
finish("killed at system calls")
