#!/usr/bin/env python3
"""Stopped, killed, without room or in another locale: the old output is whole or the new one is. test_interruptions.py PROGRAM"""
import hashlib, json, os, random, resource, signal, sqlite3, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "property"))
from city_maker import Made, write_boundaries, write_households  # noqa: E402

program = os.path.abspath(sys.argv[1])
random.seed(11)


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def leftovers(folder):
    return [n for n in os.listdir(folder) if "tmp" in n or n.endswith(("-wal", "-shm", "-journal"))]


def command(folder, *more):
    return [program, "run", "--households", folder + "/h.csv", "--neighbourhoods", folder + "/b.geojson", "-o", folder + "/out.gpkg",
            "--quiet", "--set", "reference_date=2025-12-31", "--set", "quarantine.max_rejected_share=1", *more]


def environment(**more):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    return {**keep, "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600", **more}


def run(folder, *more, **kwargs):
    return subprocess.run(command(folder, *more), capture_output=True, text=True, env=environment(), **kwargs)


def prepare(folder):
    made = Made(5, households=40000)
    write_boundaries(folder + "/b.geojson", made.features)
    write_households(folder + "/h.csv", made.rows)
    done = run(folder)
    assert done.returncode == 0, done.stderr
    return digest(folder + "/out.gpkg")


def stops_whole(process, signal_number, code, folder, old, new):
    """Sends the signal; the output is whole whatever it met. True: it came in time."""
    process.send_signal(signal_number)
    message = process.communicate()[1]
    # killed between the rename and the end, the new file stands there whole
    whole = {0: (new,), -9: (old, new)}.get(process.returncode, (old,))
    assert digest(folder + "/out.gpkg") in whole, f"signal {signal_number}, exit {process.returncode}: neither the old output nor the new"
    # before main has set its handlers a signal ends the process as it does any other
    assert process.returncode in (0, code, -signal_number), (process.returncode, message)
    return process.returncode != 0


def signals(folder, old):
    """The recent years differ, so that a new output would show."""
    stopped = 0
    assert run(folder, "--set", "recent_years=2").returncode == 0
    new = digest(folder + "/out.gpkg")
    assert new != old and run(folder).returncode == 0
    for signal_number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGHUP, 130), (signal.SIGKILL, -9)) * 6:
        process = subprocess.Popen(command(folder, "--set", "recent_years=2"), env=environment(), stderr=subprocess.PIPE, text=True)
        time.sleep(random.uniform(0.02, 0.25))
        stopped += stops_whole(process, signal_number, code, folder, old, new)
        if signal_number != signal.SIGKILL:
            assert not leftovers(folder), leftovers(folder)
        # the next whole run restores the old output, and removes what a kill left; one that is stopped early does not come so far
        if digest(folder + "/out.gpkg") == new or leftovers(folder):
            assert run(folder).returncode == 0
    assert run(folder).returncode == 0 and not leftovers(folder), f"left after a kill and a new run: {leftovers(folder)}"
    assert stopped > 0, "no signal came in time: the test no longer tests anything"


def no_room(folder, old):
    for limit in (0, 1, 4096, 50_000, 90_000):
        done = run(folder, "--set", "recent_years=2", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        assert done.returncode == 1 and done.stderr.count("\n") == 1, (limit, done.returncode, done.stderr)
        assert digest(folder + "/out.gpkg") == old and not leftovers(folder)


def locked(folder, old):
    holder = sqlite3.connect(folder + "/out.gpkg", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    done = run(folder, "--set", "recent_years=2")
    assert done.returncode == 1 and "out.gpkg'" in done.stderr, done.stderr
    holder.execute("ROLLBACK")
    holder.close()
    assert digest(folder + "/out.gpkg") == old and not leftovers(folder)


def locales(folder, old):
    for locale in ("C.UTF-8", "tr_TR.UTF-8", "tr_TR.ISO-8859-9", "de_DE.UTF-8"):
        for zone in ("UTC", "Asia/Istanbul", "Pacific/Kiritimati"):
            done = subprocess.run(command(folder), env=environment(LC_ALL=locale, LANG=locale, TZ=zone), capture_output=True)
            assert done.returncode == 0 and digest(folder + "/out.gpkg") == old, f"{locale}, {zone}: other bytes"


def proj_missing(folder, old):
    done = subprocess.run(command(folder), env=environment(PROJ_DATA="/nonexistent", PROJ_LIB="/nonexistent"), capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "proj.db" in done.stderr, done.stderr
    assert digest(folder + "/out.gpkg") == old


def while_services_are_read(folder, old):
    """Many facilities and streets and few households: a signal at any moment falls while they are read or searched."""
    random_places = lambda count: [(38 + random.random() * .05, 37 + random.random() * .05) for _ in range(count)]
    with open(folder + "/s.csv", "w", encoding="utf-8") as out:
        out.write("no,boylam,enlem,kapasite\n")
        out.writelines(f"{n},{x:.7f},{y:.7f},{n % 9}\n" for n, (x, y) in enumerate(random_places(60_000)))
    json.dump({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[x, y], [x + .001, y + .0005]]}}
        for x, y in random_places(20_000)]}, open(folder + "/y.geojson", "w"))
    rows = open(folder + "/h.csv", encoding="utf-8").readlines()
    open(folder + "/few.csv", "w", encoding="utf-8").writelines(rows[:300])
    os.mkdir(folder + "/tmp")
    killed = set()
    for streets in ([], ["--set", "streets.source=" + folder + "/y.geojson"]):
        words = command(folder, "--service", "asm=" + folder + "/s.csv", *streets)
        words[words.index(folder + "/h.csv")] = folder + "/few.csv"
        start = time.monotonic()
        os.makedirs(folder + "/new", exist_ok=True)  # of the same name: the project in the file names it
        done = subprocess.run([folder + "/new/out.gpkg" if w == folder + "/out.gpkg" else w for w in words],
                              env=environment(TMPDIR=folder + "/tmp"), capture_output=True, text=True)
        seconds, stopped = time.monotonic() - start, 0
        assert done.returncode == 0, done.stderr
        new = digest(folder + "/new/out.gpkg")
        for turn, (signal_number, code) in enumerate(((signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)) * 4):
            process = subprocess.Popen(words, env=environment(TMPDIR=folder + "/tmp"), stderr=subprocess.PIPE, text=True)
            time.sleep(seconds * (turn + .5) / 13)
            stopped += stops_whole(process, signal_number, code, folder, old, new)
            if signal_number == signal.SIGKILL:  # what it leaves goes when a later run comes to write
                killed.add(f".out.gpkg.{process.pid}.tmp.gpkg")
            assert set(leftovers(folder)) - killed == {"tmp"}, leftovers(folder)
            if digest(folder + "/out.gpkg") == new:
                assert run(folder).returncode == 0
        assert stopped >= 6, f"only {stopped} of 12 signals came in time: the test no longer tests anything"
        assert run(folder).returncode == 0 and digest(folder + "/out.gpkg") == old
        assert leftovers(folder) == ["tmp"], leftovers(folder)
        assert not os.listdir(folder + "/tmp"), f"left: {os.listdir(folder + '/tmp')}"


with tempfile.TemporaryDirectory() as place:
    first = prepare(place)
    for test in (signals, no_room, locked, locales, proj_missing, while_services_are_read):
        test(place, first)
print("interrupted, killed, without room, locked, in other locales: the old output was whole")
