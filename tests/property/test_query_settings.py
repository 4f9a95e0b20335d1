#!/usr/bin/env python3
"""Does asking again with other settings narrow a count about a free set? test_query_settings.py PROGRAM

An attacker who may set whatever he likes asks the sample city for the same households with many thresholds, roundings, systems of coordinates and orders of
services. He takes every answer for the true count moved by at most the cut of the guard, solves the answers as if one draw had been stretched, and averages
them: all answers together must leave what one of them leaves. Whether a count is shown must follow from the moved counts alone, or thresholds would ask for it
by halving. And where a setting changes a count, it must change the draw, too, or the difference of two answers would be exact."""
import csv, io, os, re, subprocess, sys, tempfile

PROGRAM = os.path.abspath(sys.argv[1])
MOVED_PERSONS, MOVED_HOUSEHOLDS = 20, 10  # the cut of the guard: four scales of half of the default limits
HOUSEHOLDS = {"n_rec", "hh_est", "mig_hh"}
COUNTS = ["n_rec", "hh_est", "pop_est", "mig_rec", "mig_long", "native", "mig_hh", "orig_unknown", "arr_1_5", "arr_10_20", "age_0_2", "age_18_64", "age_65p",
          "ten_owner", "ten_tenant", "bld_apartment"]
AREAS = [("37.97,39.17", 702), ("37.97,39.17", 704), ("37.96,39.15", 900), ("37.975,39.165", 400)]
seen = {"answers": 0, "shown": 0, "hidden": 0, "moved": 0, "changed": 0}


def run(*words):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    done = subprocess.run([PROGRAM, *words], env={**keep, "LC_ALL": "C"}, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def ask(project, *settings, profile="internal", by=None, where=None, boxes=()):
    words = [word for place, radius in AREAS if not boxes for word in ("--near", place, "--radius", str(radius))]
    words += [word for box in boxes for word in ("--bbox", box)]
    words += [word for setting in settings for word in ("--set", setting)]
    words += (["--by", by] if by else []) + (["--where", where] if where else [])
    seen["answers"] += 1
    return list(csv.DictReader(io.StringIO(run("query", project, "--language", "en", "--quiet", "--profile", profile, "--format", "csv", *words))))


def number(text):
    return None if text in ("", None) else float(text)


def narrowed(what, truth, told, cut):
    """What all answers together leave of a count, by bounds, by solving and by averaging, must be what one of them leaves."""
    told = [(limit, value) for limit, value in told if value is not None]
    values = [value for _, value in told]
    if not values:
        return
    low, high = max(values) - cut, min(values) + cut
    if high - low < 2 * cut:
        sys.exit(f"{what}: {sorted(set(values))} leave {low} to {high}, one answer {2 * cut + 1} counts (it is {truth})")
    if not low <= truth <= high:
        sys.exit(f"{what}: {truth} is told as {values[0]}: moved too far")
    solved = {round(a - (b - a) / (t - s) * s) for s, a in told for t, b in told if t != s}  # as if the draw were the limit times a number
    mean = sum(values) / len(values)
    if solved - {values[0]} or abs(mean - values[0]) > 1e-9:
        sys.exit(f"{what}: solving gives {solved}, the mean {mean}, one answer {values[0]} (it is {truth})")
    seen["moved"] += values[0] != truth


def thresholds(project, truth, first, where):
    """The same draw whatever the limits, and shown is what the moved count says."""
    for key, limits in (("persons", [3, 5, 8, 11, 12, 14, 16, 20, 30, 40, 64, 100, 150, 400]), ("households", [3, 4, 7, 10, 20, 33, 60, 150, 400]), ("unit_persons", [0, 1000])):
        told = [(limit, ask(project, f"privacy.min_{key}={limit}", where=where)) for limit in limits]
        for area, real in enumerate(truth):
            for field in COUNTS:
                cut = MOVED_HOUSEHOLDS if field in HOUSEHOLDS or field.startswith(("ten_", "bld_")) else MOVED_PERSONS
                answers = [(limit, number(rows[area][field])) for limit, rows in told]
                narrowed(f"{real['area']}, {field}, min_{key}", number(real[field]) or 0, answers, cut)
                is_own = (key == "persons") == (cut == MOVED_PERSONS) and key != "unit_persons"
                moved = number(first[area][field])
                for limit, value in answers:
                    if value is not None and moved is not None and value != moved:
                        sys.exit(f"{real['area']}, {field}: {moved}, with min_{key} {limit} {value}")
                    if is_own and value is not None and value < limit + cut:
                        sys.exit(f"{real['area']}, {field}: {value} is shown with min_{key} {limit}")
                    if field == "pop_est" and key == "persons" and moved is not None and (value is not None) != (moved >= limit + cut):
                        sys.exit(f"{real['area']}: {moved} persons, min_{key} {limit}: {'shown' if value is not None else 'hidden'}")
                    if field == "n_rec" and key == "households" and moved is not None and (value is not None) != (moved >= limit + cut):
                        sys.exit(f"{real['area']}: {moved} records, min_{key} {limit}: {'shown' if value is not None else 'hidden'}")
                    if field == "pop_est" and key == "households" and number(first[area]["n_rec"]) is not None and \
                            (value is not None) != (number(first[area]["n_rec"]) >= limit + MOVED_HOUSEHOLDS):
                        sys.exit(f"{real['area']}: whether persons are shown with min_households {limit} tells more of the records than their own count")
                    seen["shown" if value is not None else "hidden"] += 1


def roundings(project, first):
    for step in (1, 2, 3, 4, 5, 7, 11, 100):
        for row, moved in zip(ask(project, f"privacy.round_to={step}", profile="public"), first, strict=True):
            for field in COUNTS:
                value = number(row[field])
                if value is not None and number(moved[field]) is not None and abs(value - number(moved[field])) > step / 2:
                    sys.exit(f"{row['area']}, {field}: {value} to the nearest {step}, {moved[field]} not rounded")


def systems(project):
    """Positions in other systems are the same households. Boxes: a circle is another one in each system."""
    def counts(*settings):
        return [[row[field] for field in COUNTS] for row in ask(project, *settings, boxes=("39.16,37.965,39.18,37.975", "39.15,37.95,39.19,37.99"))]
    first = counts()
    for code in (5256, 5258, 32637, 32638):
        if counts(f"crs=EPSG:{code}") != first:
            sys.exit(f"computed in EPSG:{code} the same households have other answers")


def changes(project):
    """Settings that change a count change its draw: the difference of two answers is the true difference hardly more often than by chance."""
    exact = pairs = 0
    told = {years: (ask(project, f"recent_years={years}"), ask(project, f"recent_years={years}", profile="secure")) for years in (1, 2, 3, 4, 5, 6, 8, 10, 12, 15)}
    for a in told:
        for b in told:
            for area in range(len(AREAS)):
                for field in ("mig_rec", "mig_long", "mig_hh"):
                    mine = [number(told[y][0][area][field]) for y in (a, b)]
                    true = [number(told[y][1][area][field]) for y in (a, b)]
                    if a >= b or None in mine or None in true:
                        continue
                    if true[0] == true[1]:
                        if mine[0] != mine[1] and field != "mig_hh":
                            sys.exit(f"{field} with {a} and {b} recent years: {true[0]} both times, told as {mine}")
                        continue
                    pairs += 1
                    exact += mine[1] - mine[0] == true[1] - true[0]
    seen["changed"] += pairs
    if pairs == 0 or exact > pairs / 4:
        sys.exit(f"{exact} of {pairs} differences between two settings are exact")


def services(project):
    """A type is told alike whatever stands beside it; and as many types as one likes, each of which reaches everybody, tell the people once."""
    with open(f"{project}/mahalle.yaml", encoding="utf-8") as file:
        text = file.read()
    lines = [line for line in text.splitlines() if re.match(r"\s*- \{type: (kindergarten|primary|lower_sec|upper_sec|asm|hospital|stop_low|park)", line)]
    if len(lines) < 6:
        sys.exit("the sample city has other services than this test knows")

    def told(chosen, profile="internal"):
        with open(f"{project}/denek.yaml", "w", encoding="utf-8") as file:
            file.write("\n".join(line for line in text.splitlines() if line not in lines).replace("services:", "services:\n" + "\n".join(chosen)))
        return {(row["area"], row["by"]): row for row in ask(f"{project}/denek.yaml", by="service", profile=profile)}
    alone = {}
    for chosen in (lines, lines[::-1], lines[2:], lines[4:5]):
        for key, row in told(chosen).items():
            if alone.setdefault(key, row) != row:
                sys.exit(f"{key}: {row}, beside other services {alone[key]}")
    everywhere = [line.replace("source:", "radius_m: 100000, source:") for line in lines]
    people, real = told(everywhere), told(everywhere, "secure")
    for place in {area for area, _ in people}:
        rows = [(row, real[key]) for key, row in people.items() if key[0] == place]
        whole = {(true["pop"], true["covered"]) for _, true in rows if true["covered"] == true["pop"]}
        values = {value for row, true in rows if (true["pop"], true["covered"]) in whole for value in (row["pop"], row["covered"])}
        if len(whole) == 1 and len(values) != 1:
            sys.exit(f"{place}: {sorted(values)} persons, all of {whole} covered: so many draws of one count")
        seen["whole"] = seen.get("whole", 0) + len(whole)
    at = {detour: (ask(project, f"coverage.detour={detour}", "coverage.metric=euclid", by="service"),
                   ask(project, f"coverage.detour={detour}", "coverage.metric=euclid", by="service", profile="secure")) for detour in (1, 1.01, 1.05, 1.2)}
    exact = pairs = 0
    for a in at:
        for b in at:
            for mine, other, true, later in zip(at[a][0], at[b][0], at[a][1], at[b][1], strict=True):
                if a < b and number(mine["covered"]) is not None and number(other["covered"]) is not None and true["covered"] != later["covered"]:
                    pairs += 1
                    exact += number(other["covered"]) - number(mine["covered"]) == number(later["covered"]) - number(true["covered"])
    if pairs == 0 or exact > pairs / 4:
        sys.exit(f"{exact} of {pairs} differences between two radii are exact")


def sites(project):
    """The gain of a place: the same households, the same number, whatever the limits. They choose the places, so that later ones may be others."""
    def gains(*settings):
        words = [word for setting in settings for word in ("--set", setting)]
        rows = csv.DictReader(io.StringIO(run("site", project, "--language", "en", "--quiet", "--service", "primary", "--sites", "3", "--profile", "internal", "--format", "csv", *words)))
        return [(row["site_id"], number(row["gain"]), number(row["gain_mig"])) for row in rows]
    first = gains()
    seen["gains"] = 0
    for setting in [f"privacy.min_persons={limit}" for limit in (3, 16, 20, 40)] + [f"privacy.min_households={limit}" for limit in (3, 4, 7)]:
        for (place, gain, recent), (again, other, later) in zip(first, gains(setting), strict=True):
            if place != again:
                break
            if None not in (gain, other) and gain != other or None not in (recent, later) and recent != later:
                sys.exit(f"{place}: {gain}, {recent}; with {setting} {other}, {later}")
            seen["gains"] += None not in (gain, other)


def main():
    with tempfile.TemporaryDirectory() as folder:
        project = f"{folder}/kent"
        run("init", "--demo", project, "--quiet")
        first, truth = ask(project), ask(project, profile="secure")
        thresholds(project, truth, first, None)
        for where in ("hh_size >= 4", "recent = 1"):
            thresholds(project, ask(project, profile="secure", where=where), ask(project, where=where), where)
        roundings(project, first)
        systems(project)
        changes(project)
        services(project)
        sites(project)
    if min(seen.values()) == 0:
        sys.exit(f"this test does not test what it should: {seen}")
    print(f"settings: ok, {seen}")


main()
