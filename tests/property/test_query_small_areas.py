#!/usr/bin/env python3
"""Does an answer about an area of one's own choice keep to its thresholds, whatever it is broken down by? test_query_small_areas.py PROGRAM

Circles of every size around places of the sample city, asked for their origins, years of arrival, ages and services under the public
profile. Every count is a multiple of five and so far above the threshold that no draw of chance could have lifted a small one there; a circle
that is hidden as a whole shows nothing of its parts; parts are no more than the whole by more than chance; and the same question has the
same answer however it is asked."""
import csv, io, os, random, re, subprocess, sys, tempfile

PROGRAM = os.path.abspath(sys.argv[1])
# min_persons 10 and min_households 5 are the thresholds; a draw is at most four scales of half of that (differencing_guard.h).
LEAST_PERSONS, LEAST_RECORDS, MOST_MOVED = 10 + 4 * 5, 5 + 4 * 2.5, 4 * 5
seen = {"hidden circles": 0, "shown circles": 0, "shown parts": 0, "hidden parts": 0, "services": 0}


def run(*words):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    done = subprocess.run([PROGRAM, *words], env={**keep, "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600"}, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def ask(project, circles, by):
    words = [word for lat, lon, radius in circles for word in ("--near", f"{lat},{lon}", "--radius", str(radius))]
    return list(csv.DictReader(io.StringIO(run("query", project, "--language", "en", "--quiet", "--format", "csv", *words, *(["--by", by] if by else [])))))


def number(text):
    return None if text in ("", None) else float(text)


def check_count(what, value, least):
    if value is not None and (value % 5 != 0 or value < least - 2.5):
        sys.exit(f"{what}: {value} is shown; nothing below {least} may be, and only multiples of five")


def check_parts(by, circle, whole, rows):
    persons = number(whole["pop_est"])
    if whole["flag"] == "S1":
        shown = [row for row in rows if number(row.get("persons", "")) is not None or number(row.get("pop", "")) is not None]
        if shown:
            sys.exit(f"{circle} is hidden as a whole, but by {by} it shows {shown}")
        return
    for row in rows:
        value = number(row["persons"])
        seen["hidden parts" if value is None else "shown parts"] += 1
        check_count(f"{circle}, {by} {row['by']}", value, LEAST_PERSONS)
        if value is not None and persons is not None and value > persons + 2 * MOST_MOVED + 5:
            sys.exit(f"{circle}, {by} {row['by']}: {value} of {persons} persons")


def check_services(circle, whole, rows):
    for row in rows:
        for field in ("pop", "covered", "uncovered"):
            value = number(row[field])
            check_count(f"{circle}, {row['by']}, {field}", value, LEAST_PERSONS)
            if value is not None and whole["flag"] == "S1":
                sys.exit(f"{circle} is hidden as a whole, but shows {field} of {row['by']}")
            if value is not None and row["pop"] == "":
                sys.exit(f"{circle}, {row['by']}: {field} is shown, the persons it is a part of are not")
            seen["services"] += value is not None
        if number(row["d_med"]) is not None and (number(row["pop"]) is None or number(row["d_med"]) % 10 != 0):
            sys.exit(f"{circle}, {row['by']}: a distance of {row['d_med']} m, of {row['pop']} persons")


def main():
    chance = random.Random(31)
    with tempfile.TemporaryDirectory() as folder:
        project = f"{folder}/kent"
        run("init", "--demo", project, "--quiet")
        with open(f"{project}/haneler.csv", encoding="utf-8", errors="replace") as file:
            sample = file.read(4096)
            file.seek(0)
            homes = list(csv.DictReader(file, dialect=csv.Sniffer().sniff(sample, ",;\t")))
        names = {name.lower(): name for name in homes[0]}
        lat, lon = next(names[n] for n in ("enlem", "lat") if n in names), next(names[n] for n in ("boylam", "lon") if n in names)
        placed = [(float(h[lat]), float(h[lon])) for h in homes
                  if re.fullmatch(r"3\d\.\d+", h[lat] or "") and re.fullmatch(r"3\d\.\d+", h[lon] or "")]
        circles = [(*chance.choice(placed), radius) for radius in (5, 20, 40, 60, 90, 130, 200, 350, 600, 1200) for _ in range(6)]
        wholes = ask(project, circles, None)
        parts = {by: ask(project, circles, by) for by in ("origin", "year", "age", "service")}
        for circle, whole in zip(circles, wholes, strict=True):
            seen["hidden circles" if whole["flag"] == "S1" else "shown circles"] += 1
            check_count(f"{circle}: records", number(whole["n_rec"]), LEAST_RECORDS)
            for field in ("pop_est", "mig_rec", "mig_long", "native", "age_0_2", "age_65p", "ten_tenant", "arr_0_1"):
                if field in whole:
                    check_count(f"{circle}: {field}", number(whole[field]), LEAST_PERSONS if field != "ten_tenant" else LEAST_RECORDS)
            for by in ("origin", "year", "age"):
                check_parts(by, circle, whole, [row for row in parts[by] if row["area"] == whole["area"]])
            check_services(circle, whole, [row for row in parts["service"] if row["area"] == whole["area"]])
        again = ask(project, circles[:12][::-1], None)[::-1]
        if again != wholes[:12]:
            sys.exit("the same circles in another order have other answers")
    if min(seen.values()) == 0:
        sys.exit(f"this test does not test what it should: {seen}")
    print(f"small areas: ok, {seen}")


main()
