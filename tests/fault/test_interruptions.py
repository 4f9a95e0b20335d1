#!/usr/bin/env python3
"""Stopped, killed, without room or in another locale: the old output is whole or the new one is. test_interruptions.py PROGRAM"""
import hashlib, os, random, resource, signal, sqlite3, subprocess, sys, tempfile, time

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


def signals(folder, old):
    """The recent years differ, so that a new output would show."""
    stopped = 0
    assert run(folder, "--set", "recent_years=2").returncode == 0
    new = digest(folder + "/out.gpkg")
    assert new != old and run(folder).returncode == 0
    for signal_number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGHUP, 130), (signal.SIGKILL, -9)) * 6:
        process = subprocess.Popen(command(folder, "--set", "recent_years=2"), env=environment(), stderr=subprocess.PIPE, text=True)
        time.sleep(random.uniform(0.02, 0.25))
        process.send_signal(signal_number)
        message = process.communicate()[1]
        # killed between the rename and the end, the new file stands there whole
        whole = {0: (new,), -9: (old, new)}.get(process.returncode, (old,))
        assert digest(folder + "/out.gpkg") in whole, f"signal {signal_number}, exit {process.returncode}: neither the old output nor the new"
        # before main has set its handlers a signal ends the process as it does any other
        assert process.returncode in (0, code, -signal_number), (process.returncode, message)
        stopped += process.returncode != 0
        if digest(folder + "/out.gpkg") == new:
            assert run(folder).returncode == 0
        if signal_number != signal.SIGKILL:
            assert not leftovers(folder), leftovers(folder)
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


with tempfile.TemporaryDirectory() as place:
    first = prepare(place)
    for test in (signals, no_room, locked, locales, proj_missing):
        test(place, first)
print("interrupted, killed, without room, locked, in other locales: the old output was whole")
