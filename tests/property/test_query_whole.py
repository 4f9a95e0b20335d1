#!/usr/bin/env python3
"""Do answers about whole mahalle hide what a run hides? test_query_whole.py PROGRAM

The sample city without its services, with limits under which some mahalle are hidden as a whole, and with few enough of them that others must be hidden for
their sake. Whichever mahalle are asked for, alone, by ilçe or all together, their figures, those of the city, and what is hidden are those of the file of a run;
and no mahalle that is hidden as a whole is what the city's answer leaves when those of the others are taken off."""
import csv, io, os, re, sqlite3, subprocess, sys, tempfile

PROGRAM = os.path.abspath(sys.argv[1])
AGES = {"0-2": "age_0_2", "3-5": "age_3_5", "6-9": "age_6_9", "10-13": "age_10_13", "14-17": "age_14_17", "18-64": "age_18_64", "65+": "age_65p"}
seen = {"figures": 0, "hidden": 0, "hidden for others": 0, "hidden mahalle": 0, "sums": 0, "years": 0}


def run(*words):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    done = subprocess.run([PROGRAM, *words], env={**keep, "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600"}, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def same(what, mine, theirs):
    mine, theirs = (None if v in ("", None) else float(v) for v in (mine, theirs))
    seen["figures" if theirs is not None else "hidden"] += 1
    if mine != theirs:
        sys.exit(f"{what}: query says {mine}, the run published {theirs}")


def check(project, folder, limits):
    def ask(*words):
        return list(csv.DictReader(io.StringIO(run("query", project, "--language", "en", "--quiet", "--format", "csv", *limits, *words))))
    out = f"{folder}/kent.gpkg"
    run("run", project, "-o", out, "--quiet", *limits)
    file = sqlite3.connect(out)
    file.row_factory = sqlite3.Row
    published = {row["mah_code"]: row for row in file.execute("SELECT * FROM mah_indicators")}
    years = {(row["mah_code"], str(row["year"])): row["persons"] for row in file.execute("SELECT * FROM mah_arrivals")}
    seen["hidden for others"] += file.execute("SELECT count(*) FROM suppression WHERE rule = 'S4'").fetchone()[0]
    file.close()
    os.remove(out)
    fields = [name for name in ask("--mahalle", next(iter(published)))[0] if name not in ("area", "by", "by_name", "note", "area_km2", "flag")]
    together = ask("--by", "mahalle")
    alone = [(code, ask("--mahalle", code)[0]) for code in list(published)[::14]]
    two = ask("--ilce", "Akarsu", "--ilce", "Gündoğdu", "--by", "mahalle")
    for code, row in [(row["by"], row) for row in together + two] + alone:
        for field in fields:
            if field in published[code].keys():
                same(f"{code}, {field}", row[field], published[code][field])
    for code in list(published)[::21]:
        for row in ask("--mahalle", code, "--by", "age"):
            same(f"{code}, {row['by']}", row["persons"], published[code][AGES[row["by"]]])
        for row in ask("--mahalle", code, "--by", "year"):
            same(f"{code}, {row['by']}", row["persons"], years.get((code, row["by"])))
            seen["years"] += 1
    city = ask()[0]
    hidden = [code for code in published if published[code]["flag"] == "S1"]
    seen["hidden mahalle"] += len(hidden)
    for field in ("pop_est", "hh_est", "age_0_2", "age_65p"):
        blanks = [row["by"] for row in together if row[field] == ""]
        seen["sums"] += len(blanks) > 0
        if city[field] != "" and len(blanks) == 1:
            sys.exit(f"{limits}: {field} of {blanks[0]} is what the city and the others leave")


def main():
    with tempfile.TemporaryDirectory() as folder:
        project = f"{folder}/kent"
        run("init", "--demo", project, "--quiet")
        with open(f"{project}/mahalle.yaml", encoding="utf-8") as file:
            text = file.read()
        with open(f"{project}/mahalle.yaml", "w", encoding="utf-8") as file:
            file.write("\n".join(line for line in text.splitlines() if not re.match(r"services:|\s*- \{type: ", line)))
        for profile, least in (("public", 5), ("public", 60), ("internal", 130)):
            check(project, folder, ["--profile", profile, "--set", f"privacy.min_households={least}"])
    if min(seen.values()) == 0:
        sys.exit(f"this test does not test what it should: {seen}")
    print(f"whole mahalle: ok, {seen}")


main()
