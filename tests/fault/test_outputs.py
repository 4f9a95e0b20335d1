#!/usr/bin/env python3
"""Where may an output be placed, and who else is using it? Refused before the work, or whole in the end. test_outputs.py PROGRAM"""
import os, shutil, sqlite3, subprocess, sys

from small_city import City, count, digest, environment, finish, is_one_line, some, violation

city = City(sys.argv[1], services=True)
city.make_old()
words = city.words(*city.changed)
os.chmod(city.folder, 0o755)
os.chmod(city.inputs, 0o755)


def refused(what, done, code=(1, 2)):
    count("outputs refused")
    if done.returncode not in code or not is_one_line(done.stderr):
        violation(f"{what}: exit {done.returncode}: {done.stderr}")
    if digest(city.out) != city.old:
        violation(f"{what}: the old output is not what it was")
    if city.leftovers():
        violation(f"{what}: leaves {city.leftovers()}")


def nobody():
    """Rights hold for somebody who is not root."""
    os.setgid(65534)
    os.setuid(65534)


def rights():
    as_nobody = {"preexec_fn": nobody} if os.getuid() == 0 else {}
    closed = city.folder + "/closed"
    os.mkdir(closed, 0o555)
    refused("a folder that may not be written to", city.call(city.words(out=closed + "/out.gpkg"), **as_nobody))
    refused("a file of somebody else", city.call(words, **as_nobody))
    os.chmod(city.out, 0o444)
    refused("an output that is write-protected", city.call(words, **as_nobody))
    os.chmod(city.out, 0o644)
    os.chmod(city.inputs + "/h.csv", 0)
    refused("households that may not be read", city.call(words, **as_nobody))
    os.chmod(city.inputs + "/h.csv", 0o644)
    os.rmdir(closed)


def read_only_file_system():
    place = city.folder + "/ro"
    os.mkdir(place)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m,ro", "none", place], capture_output=True).returncode != 0:
        print("not tried: a read-only file system, since mounting is not allowed here")
        return
    try:
        refused("a read-only file system", city.call(city.words(out=place + "/out.gpkg")))
    finally:
        subprocess.run(["umount", place])


def names():
    for what, path in (("a name that is too long", "x" * 250 + ".gpkg"), ("a folder that is too long", "x" * 300 + "/out.gpkg"), ("a path without end", "a/" * 3000 + "o.gpkg"),
                       ("a folder", "in"), ("a folder of that ending", "dir.gpkg"), ("no such folder", "none/out.gpkg"), ("a file as a folder", "in/h.csv/out.gpkg"),
                       ("a device", "/dev/null"), ("a network address", "http://127.0.0.1/out.gpkg"), ("/vsimem", "/vsimem/out.gpkg"), ("nothing", ""),
                       ("only the ending", ".gpkg"), ("two lines", "a\nb|c.gpkg"), ("a URI", "file:out.gpkg?mode=memory&x=|.gpkg")):
        if path == "dir.gpkg":
            os.mkdir(city.folder + "/dir.gpkg")
        refused(what + " as an output", city.call(city.words(out=path if path.startswith("/") or not path else city.folder + "/" + path)))
    os.rmdir(city.folder + "/dir.gpkg")
    os.mkfifo(city.folder + "/pipe.gpkg")
    refused("a pipe as an output", city.call(city.words(out=city.folder + "/pipe.gpkg")))


def the_same_file():
    """By any name of it."""
    for what, make in (("a symbolic link", os.symlink), ("a hard link", os.link)):
        for source in ("h.csv", "b.geojson", "s.csv"):
            path = city.folder + "/same.gpkg"
            make(city.inputs + "/" + source, path)
            before = digest(city.inputs + "/" + source)
            refused(f"{what} to {source} as an output", city.call(city.words(out=path)))
            if digest(city.inputs + "/" + source) != before:
                violation(f"{what} to {source}: it was changed")
            os.remove(path)
    shutil.copy(city.out, city.inputs + "/areas.gpkg")  # a file of ours as the boundaries of the next run
    for path in (city.inputs + "/areas.gpkg", city.inputs + "/../in/areas.gpkg"):
        refused("the boundaries as an output", city.call(city.words("--set", "neighbourhoods.layer=mah_indicators", boundaries=city.inputs + "/areas.gpkg", out=path)))
    os.symlink(city.folder, city.inputs + "/folder")
    done = city.call(city.words(*city.changed, out=city.inputs + "/folder/out.gpkg"))  # a link to a folder is a name of it
    if done.returncode != 0 or digest(city.out) != city.new:
        violation(f"through a linked folder: exit {done.returncode}: {done.stderr}")
    city.restore()


def in_use():
    """Held by a writer, by a reader in WAL mode, by one in the middle of a question: refused or waited for. Only open: replaced."""
    for what, orders, is_refused in (("a writer", ["BEGIN IMMEDIATE", "UPDATE params SET value = 'x'"], True),
                                     ("somebody alone", ["BEGIN EXCLUSIVE"], True),
                                     ("a reader within a question", ["BEGIN", "SELECT count(*) FROM params"], True),
                                     ("a writer with a log", ["PRAGMA journal_mode = WAL", "UPDATE params SET value = value || ' '"], True),
                                     ("a reader", ["SELECT count(*) FROM params"], False)):
        db = sqlite3.connect(city.out, isolation_level=None)
        for order in orders:
            db.execute(order).fetchall()
        done = city.call(words)
        count("outputs in use")
        if is_refused and (done.returncode != 1 or not is_one_line(done.stderr)):
            violation(f"used by {what}: exit {done.returncode}: {done.stderr}")
        if not is_refused and (done.returncode != 0 or digest(city.out) != city.new):
            violation(f"used by {what}: exit {done.returncode}: {done.stderr}")
        if any(".tmp" in name for name in city.leftovers()):
            violation(f"used by {what}: leaves {city.leftovers()}")
        if is_refused and db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            violation(f"used by {what}: their file is damaged")
        if db.in_transaction:
            db.execute("ROLLBACK")
        db.close()
        if is_refused and city.leftovers():
            violation(f"used by {what}: {city.leftovers()} after they closed it")
        city.restore()


def old_log():
    """QGIS was killed: its log lies beside the old file and would be replayed into the new one."""
    for mode in ("WAL", "DELETE"):
        script = (f"import os, sqlite3; d = sqlite3.connect({city.out!r}, isolation_level=None); d.execute('PRAGMA journal_mode={mode}'); d.execute('PRAGMA cache_size=1'); "
                  "d.execute('BEGIN'); d.execute(\"UPDATE params SET value = value || 'STALE'\"); d.execute('UPDATE params SET value = value || hex(randomblob(5000))'); "
                  + ("d.execute('COMMIT'); " if mode == "WAL" else "") + "os.kill(os.getpid(), 9)")
        subprocess.run([sys.executable, "-c", script])
        if not city.leftovers():
            violation(f"{mode}: no log was left: the test no longer tests anything")
        done = city.call(words)
        count("stale logs")
        if done.returncode != 0 or digest(city.out) != city.new or city.leftovers():
            violation(f"a stale log ({mode}): exit {done.returncode}, {city.leftovers()}: {done.stderr}")
        city.restore()


def several_writers():
    """The later one wins, whole; nobody mixes."""
    for turn in some(range(20), 2):
        others = [subprocess.Popen(city.words(*(city.changed if n % 2 else ())), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                   env=environment(), cwd=city.folder) for n in range(4)]
        for other in others:
            said = other.communicate()[1]
            count("writers at once")
            if other.returncode not in (0, 1) or (other.returncode == 1 and "close it there" not in said):
                violation(f"writers at once, turn {turn}: exit {other.returncode}: {said}")
        if digest(city.out) not in (city.old, city.new) or city.leftovers():
            violation(f"writers at once, turn {turn}: {city.leftovers()} and a file that none of them wrote")
    city.restore()


rights()
read_only_file_system()
names()
the_same_file()
in_use()
old_log()
several_writers()
finish("outputs")
