#!/usr/bin/env python3
"""Clocks that are wrong, far off, run backwards or stand in other zones: the same map, and a time of the run that is the clock's, in UTC. test_clock.py PROGRAM"""
import calendar, json, os, re, shutil, sqlite3, sys, time

from small_city import City, count, digest, environment, finish, skip, violation

faketime = shutil.which("faketime")
if faketime is None:
    skip("faketime is missing")
city = City(sys.argv[1], services=True)
city.make_old()
words = city.words(*city.changed)
WHEN = "%Y-%m-%d %H:%M:%S"
MOMENTS = ("1901-12-13 20:45:51", "1969-12-31 23:59:59", "1970-01-01 00:00:01", "1999-12-31 23:59:30", "2016-12-31 23:59:60", "2024-02-29 12:00:00",
           "2038-01-19 03:14:08", "2106-02-07 06:28:16", "2400-02-29 12:00:00", "9999-12-30 12:00:00")  # the last of the years of four digits in every zone
ZONES = ("Europe/Istanbul", "Pacific/Kiritimati", "Etc/GMT+12", "America/St_Johns")
UNFIXED = {"SOURCE_DATE_EPOCH": ""}  # else the clock is not asked
FINISHED = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def at(moment, words, zone="UTC", way="", **more):
    """A call at a moment of UTC, as a clock of the zone shows it; way is how that clock runs."""
    here = calendar.timegm(time.strptime(moment, WHEN))
    kept = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    shown = "%04d-%02d-%02d %02d:%02d:%02d" % time.localtime(here)[:6]
    os.environ.pop("TZ") if kept is None else os.environ.update(TZ=kept)
    time.tzset()
    return city.call(words, before=[faketime, "-f", f"@{shown} {way}".strip()], env=environment(TZ=zone, **more))


def finished(path):
    """What the log of the run says of its end; None where there is no file."""
    if not os.path.exists(path):
        return None
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as file:
        return file.execute("SELECT value FROM run_log WHERE item = 'finished'").fetchone()[0]


def content(path):
    """All bytes, but the time in the log as if it were always the same."""
    said = finished(path)
    return said and open(path, "rb").read().replace(said.encode(), b"T")


def with_a_fixed_time():
    """Who sets SOURCE_DATE_EPOCH gets the same bytes at any time."""
    for moment in MOMENTS:
        for zone in ZONES[:1]:
            count("calls at another time")
            done = at(moment, words, zone)
            if done.returncode != 0 or digest(city.out) != city.new:
                violation(f"at {moment} in {zone}, with SOURCE_DATE_EPOCH: exit {done.returncode}, another file: {done.stderr[-300:]}")
            city.restore()


def as_the_clock_says():
    """Of the clock the map holds the time of the run alone, in UTC whatever the zone."""
    assert city.call(words).returncode == 0
    map_of_any_time = content(city.out)
    city.restore()
    for moment in MOMENTS:
        for zone in ZONES:
            count("calls at another time")
            done = at(moment, words, zone, **UNFIXED)
            if done.returncode != 0 or content(city.out) != map_of_any_time:
                violation(f"at {moment} in {zone}: exit {done.returncode}, another map: {done.stderr[-300:]}")
            else:
                said = calendar.timegm(time.strptime(finished(city.out)[:19], "%Y-%m-%dT%H:%M:%S"))
                late = said - calendar.timegm(time.strptime(moment, WHEN))
                if not 0 <= late <= 120:
                    violation(f"at {moment} in {zone}: the log says {finished(city.out)}")
            city.restore()


def the_year_that_has_ended():
    """Who names no reference date gets the last 31 December, by UTC: two offices, one map."""
    named = words.index("reference_date=2025-12-31")
    unnamed = words[:named - 1] + words[named + 1:]
    for moment, day in (("2025-12-31 23:30:00", "2024-12-31"), ("2026-01-01 00:30:00", "2025-12-31"), ("1970-01-01 00:30:00", "1969-12-31"),
                        ("1969-12-31 23:30:00", "1968-12-31"), ("2038-01-19 03:14:08", "2037-12-31")):
        for zone in ZONES:
            count("calls at another time")
            done = at(moment, unnamed, zone, **UNFIXED)
            if done.returncode != 0 or city.books(done, city.rows):
                violation(f"at {moment} in {zone}, without a reference date: exit {done.returncode}: {done.stderr[-300:]}")
            else:
                with sqlite3.connect(f"file:{city.out}?mode=ro", uri=True) as file:
                    said = file.execute("SELECT value FROM params WHERE key = 'reference_date'").fetchone()[0]
                if said != day:
                    violation(f"at {moment} in {zone}: the reference date is {said}, not {day}")
            city.restore()


def clock_of_1970():
    """A computer that has lost its time takes every arrival for one of the future: it says so, and writes no map."""
    named, allowed = words.index("reference_date=2025-12-31"), words.index("quarantine.max_rejected_share=1")
    bare = [word for i, word in enumerate(words) if i not in (named - 1, named, allowed - 1, allowed)]
    count("calls at another time")
    done = at("1970-01-01 00:00:10", bare, **UNFIXED)
    city.judge(done, "a clock of 1970")
    if done.returncode != 3 or digest(city.out) != city.old:
        violation(f"a clock of 1970: exit {done.returncode}: {done.stderr}")
    city.restore()


def backwards():
    """Each look at the clock finds it an hour earlier. First the time of day, as when it is set; then even the clock that by its promise never goes back."""
    shutil.copy(city.out, city.folder + "/kent.gpkg")
    asked = [words, ["query", "kent.gpkg", "--by", "mahalle", "--format", "csv"], ["rank", "kent.gpkg", "--format", "csv"],
             ["sql", "kent.gpkg", "SELECT count(*) FROM mah_indicators a, mah_indicators b"],
             ["check", "--households", city.inputs + "/h.csv", "--neighbourhoods", city.inputs + "/b.geojson", "--format", "json", "--set", "reference_date=2025-12-31",
              "--set", "quarantine.max_rejected_share=1"],
             ["site", "--households", city.inputs + "/h.csv", "--neighbourhoods", city.inputs + "/b.geojson", *city.more, "--service", "pharmacy", "--sites", "2",
              "--set", "quarantine.max_rejected_share=1"]]
    for command in asked:
        command = command if command[0] == city.program else [city.program, *command]
        straight = city.call(command)
        assert straight.returncode == 0, straight.stderr
        city.restore()
        for of_day_only in ("1", "0"):
            for way in ("i-3600,0", "x-1000"):
                count("calls at another time")
                done = at("2026-06-15 12:00:00", command, way=way, FAKETIME_DONT_FAKE_MONOTONIC=of_day_only)
                what = f"{command[1]}, a clock that runs back ({way}, {'of the day' if of_day_only == '1' else 'every one'})"
                if (done.returncode, plain(done.stdout)) != (straight.returncode, plain(straight.stdout)):
                    violation(f"{what}: exit {done.returncode}: {done.stdout[-300:]} {done.stderr[-300:]}")
                if command is words and digest(city.out) != city.new:
                    violation(f"{what}: another file")
                if city.leftovers():
                    violation(f"{what}: leaves {city.leftovers()}")
                city.restore()


def plain(said):
    """Without what the clock measures."""
    return re.sub(r'"(seconds|peak_rss_mb)": ?[-0-9.e+]+', "", said)


with_a_fixed_time()
as_the_clock_says()
the_year_that_has_ended()
clock_of_1970()
backwards()
finish("clock")
