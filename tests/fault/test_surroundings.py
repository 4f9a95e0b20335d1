#!/usr/bin/env python3
"""Closed streams, limits, odd environments, threads, signals: the same bytes, or one line that says why not. test_surroundings.py PROGRAM"""
import os, random, resource, signal, subprocess, sys, tempfile, time

from small_city import City, DOCUMENTED, WIDE, count, digest, environment, finish, some, violation

city = City(sys.argv[1], services=True)
city.make_old()
words = city.words(*city.changed)
is_sanitized = b"__asan_init" in open(sys.argv[1], "rb").read()


def same(what, done, codes=(0,)):
    count("surroundings")
    if done.returncode not in codes or digest(city.out) != city.new:
        violation(f"{what}: exit {done.returncode}: {(done.stderr or '')[-300:]}")
    if city.leftovers():
        violation(f"{what}: leaves {city.leftovers()}")
    city.restore()


def closed_streams():
    """A data file must never become 'standard output'."""
    inputs = {n: digest(city.inputs + "/" + n) for n in os.listdir(city.inputs)}
    for closed in range(1, 8):
        which = [fd for fd in range(3) if closed >> fd & 1]
        shell = "exec " + " ".join(f"{fd}{'<' if fd == 0 else '>'}&-" for fd in which) + '; exec "$@"'
        done = city.call(words, before=["sh", "-c", shell, "sh"])
        same(f"closed streams {which}", done)
    if inputs != {n: digest(city.inputs + "/" + n) for n in inputs}:
        violation("closed streams: an input was changed")
    with open("/dev/full", "w") as full:
        done = city.call(words, stdout=full)
        count("surroundings")
        if done.returncode != 1 or digest(city.out) not in (city.old, city.new):
            violation(f"a full standard output: exit {done.returncode}")
        city.restore()
        done = city.call(words, stderr=full)
        same("a full standard error", done)
    reading, writing = os.pipe()
    os.close(reading)
    same("nobody reads the output", city.call(words, stdout=writing), (0, 1))
    os.close(writing)


def odd_environments():
    sane = environment()
    for what, more in (("TZ names a file", {"TZ": ":/etc/passwd"}), ("TZ without sense", {"TZ": "XXX-99:99:99"}), ("a language with a path", {"LANG": "../../../etc", "LC_ALL": "../../etc/passwd"}),
                       ("no home", {"HOME": ""}), ("no place for temporary files", {"TMPDIR": "/nonexistent"}), ("a library path of nobody", {"LD_LIBRARY_PATH": "/nonexistent"}),
                       ("GDAL is to load plug-ins", {"GDAL_DRIVER_PATH": city.inputs, "OGR_DRIVER_PATH": city.inputs, "GDAL_SKIP": "GPKG GeoJSON"}),
                       ("GDAL is to go online", {"PROJ_NETWORK": "ON", "GDAL_HTTP_PROXY": "127.0.0.1:9", "OGR_SQLITE_LOAD_EXTENSIONS": city.inputs + "/x.so"}),
                       ("GDAL is to talk", {"CPL_DEBUG": "ON", "CPL_LOG": city.folder + "/gdal.log", "PROJ_DEBUG": "3"}),
                       ("SQLite is to use another place", {"SQLITE_TMPDIR": "/nonexistent"}), ("much in it", {f"X{n}": "y" * 1000 for n in range(300)}),
                       ("columns of the terminal", {"COLUMNS": "-5", "LINES": "x", "TERM": ""})):
        same(what, city.call(words, env={**sane, **more}))
    same("an empty environment", city.call(words, env={"SOURCE_DATE_EPOCH": sane["SOURCE_DATE_EPOCH"], "ASAN_OPTIONS": sane["ASAN_OPTIONS"]}))
    gone = tempfile.mkdtemp()
    same("the current folder is gone", city.call(words, before=["sh", "-c", f'cd {gone} && rmdir {gone} && exec "$@"', "sh"]))
    for what, content in (("empty", b""), ("of something else", b"SQLite format 3\0" + bytes(4080))):
        place = city.inputs + "/proj"
        os.makedirs(place, exist_ok=True)
        with open(place + "/proj.db", "wb") as out:
            out.write(content)
        done = city.call(words, env=environment(PROJ_DATA=place, PROJ_LIB=place))
        count("surroundings")
        city.judge(done, f"a proj.db that is {what}")
        if done.returncode != 1:
            violation(f"a proj.db that is {what}: exit {done.returncode}")


def threads():
    """Of several batches, so that there is something to share."""
    for number in some((1, 2, 3, 5, 8, 13, 16), 3):
        at = words.index("threads=1")
        same(f"{number} threads", city.call([*words[:at], f"threads={number}", *words[at + 1:]]))


def limits():
    for what, kind, values in (("memory", resource.RLIMIT_AS, [] if is_sanitized else [n << 20 for n in (4, 16, 24, 32, 48, 64, 80, 96, 112, 128, 160, 200, 400)]),
                               ("open files", resource.RLIMIT_NOFILE, range(3, 16)), ("stack", resource.RLIMIT_STACK, [n << 10 for n in (256, 512, 1024)]),
                               ("memory of data", resource.RLIMIT_DATA, [] if is_sanitized else [n << 20 for n in (1, 4, 8, 12, 16, 20, 24, 32)])):
        for value in some(values, 4) if values else ():
            def narrow(kind=kind, value=value):
                resource.setrlimit(kind, (value, value))
            done = city.call(words, preexec_fn=narrow)
            count("limits")
            if done.returncode == 127 and "error while loading shared libraries" in done.stderr or done.returncode in (-9, -11) and not done.stderr and value < (24 << 20):
                continue  # it did not begin: the loader found no room
            city.judge(done, f"{what} of at most {value}")
            city.restore()
    done = city.call(words, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (0, 1)))
    count("limits")
    if digest(city.out) not in (city.old, city.new):
        violation(f"a second of the processor: exit {done.returncode} and neither output")
    city.restore()


def signals_in_other_commands():
    """Those that write a file of their own, and those that only ask."""
    chance = random.Random(9)
    folder = city.folder + "/answers"
    os.mkdir(folder)
    commands = (["query", "out.gpkg", "--by", "mahalle", "-o", folder + "/a.gpkg"], ["query", "out.gpkg", "--by", "mahalle", "--format", "csv", "-o", folder + "/a.csv"],
                ["rank", "out.gpkg", "--for", "health"], ["relink", "--from", "out.gpkg", folder + "/../r.gpkg"], ["sql", "out.gpkg", "SELECT count(*) FROM params a, params b, params c"],
                ["check", "--households", city.inputs + "/h.csv", "--neighbourhoods", city.inputs + "/b.geojson"])
    with open(city.folder + "/r.gpkg", "wb") as out:
        out.write(city.old_bytes)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        for command in commands if WIDE else commands[number % 2::3]:
            process = subprocess.Popen([city.program, *command], cwd=city.folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            time.sleep(chance.uniform(.01, .2))
            process.send_signal(number)
            said = process.communicate()[1]
            count("signals")
            if process.returncode not in (*DOCUMENTED, -number):  # before main has set its handlers a signal ends the process as any other
                violation(f"{command[0]}, signal {number}: exit {process.returncode}: {said}")
            left = [n for n in os.listdir(folder) if n not in ("a.gpkg", "a.csv")]
            if left or (process.returncode not in (0, -number) and os.listdir(folder)):
                violation(f"{command[0]}, signal {number}: exit {process.returncode}, leaves {os.listdir(folder)}")
            for name in os.listdir(folder):
                os.remove(folder + "/" + name)


closed_streams()
odd_environments()
threads()
limits()
signals_in_other_commands()
finish("surroundings")
