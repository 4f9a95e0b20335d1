#!/usr/bin/env python3
"""Does the way back to the records lead to the figure? test_explain_records.py PROGRAM

'mahalle rank --explain' tells the formula behind each figure and the numbers in it. Both are taken at their word: the numbers are reckoned
with and must give the figure of the file, under every profile, for every kind of figure that a department may ask for. Where a figure is
missing the reason must be the one that the file gives for it."""
import json, math, os, re, sqlite3, subprocess, sys, tempfile

PROGRAM = os.path.abspath(sys.argv[1])
HEADER = """title_tr: Deneme
title_en: Trial
normalisation: minmax
winsorise: none
aggregation: {aggregation}
least_known: 0.1
least_present: 0.1
indicators:
"""
PATTERNS = ["cov_*", "unc_*", "d50_*", "d90_*", "gap_*", "need_*", "def_*", "acn_*"]
PLAIN = ["net_water", "net_elec", "unh_water", "unh_sewer", "den_mig", "sh_mig", "rent_sh", "gecek_sh", "den_pop", "hh_size", "ppr"]
WORDS = ("with a list", "of the households", "households that")  # formulas told in words have no numbers to reckon with
# Cells of mah_indicators, and of mah_service, that hide a figure where they are hidden.
BEHIND = {"den_mig": ["mig_rec"], "sh_mig": ["mig_rec", "cls_unknown"], "gecek_sh": ["bld_gecekondu", "bld_unknown"], "rent_sh": ["ten_tenant", "ten_unknown"],
          "den_pop": ["pop_est"], "hh_size": ["pop_est", "hh_est"]}
CELLS = {"cov_": ["all", "all.covered", "all.uncovered"], "unc_": ["all", "all.uncovered"], "d50_": ["all", "all.pop", "all.covered", "all.uncovered"],
         "d90_": ["all", "all.pop", "all.covered", "all.uncovered"],
         "gap_": ["mig", "set", "mig.covered", "mig.uncovered", "set.covered", "set.uncovered"], "acn_": ["target"]}
seen = {}


def run(*arguments):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    done = subprocess.run([PROGRAM, *arguments], env={**keep, "SOURCE_DATE_EPOCH": "1767225600", "LC_ALL": "C"}, capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def count(what):
    seen[what] = seen.get(what, 0) + 1


def value_of(numbers):
    """None where a number is not published, or nothing is divided by nothing."""
    if "–" in numbers or not re.fullmatch(r"[-+*/(), .0-9e]*(max\([-+*/(), .0-9e]*\))?", numbers):
        return None
    try:
        return eval(numbers, {"max": max})
    except ZeroDivisionError:
        return None


def slack(field, profile, value, norm):
    """Under the public profile counts are multiples of five and figures are rounded for themselves; accessibility has three digits
    outside the secure one."""
    if profile == "internal" and field.startswith("acn_"):
        return 0.01 * max(1, abs(value))
    if profile != "public":
        return 1e-6 * max(1, abs(value))
    if field.startswith(("cov_", "net_", "sh_", "rent_", "gecek_")):
        return 0.00501
    if field.startswith("gap_"):
        return 1.01
    if field.startswith(("need_", "def_")):
        return 1  # units are whole
    if field.startswith("acn_"):
        return max(1, norm)  # an accessibility of one more or less in a thousand
    return 0.01 * max(1, abs(value))


def check_figure(where, profile, row, records, columns):
    field = row["field"]
    value = columns[field]
    kind = field.split("_")[0] + "_"
    own = [r for r in records if r["field"] == field]
    if field.startswith("need_"):  # told as "need", of the type that the source names
        own = [r for r in records if r["field"] == "need" and r["source"].startswith(f"service_need: {field[5:]},")]
    assert own, (where, "no record of", field)
    for record in own:
        if record["numbers"] is None:
            assert "/" in record["formula"] or " " in record["formula"], (where, record)
            count("in words")
            continue
        told = value_of(record["numbers"])
        if told is None or value is None:
            # What is shown can be reckoned, and what can be reckoned is shown.
            assert value is None or "–" in record["numbers"] or field.startswith(("need_", "def_", "acn_")), (where, record, value)
            count("hidden")
            continue
        norm = float(record["numbers"].split("*")[-1]) if field.startswith("acn_") else 0
        assert abs(told - value) <= slack(field, profile, value, norm), (where, record, told, value)
        count(kind)


def check_reason(where, row, columns, hidden):
    """hidden: (layer, field, rule) of the mahalle in the table of what is suppressed."""
    flag, field = row["flag"], row["field"]
    if columns[field] is not None:
        assert flag is None, (where, row)
        return
    if columns["flag"] in ("S1", "N"):
        assert flag == columns["flag"], (where, row)
        count("hidden as a whole")
        return
    of = field.split("_", 1)[1]
    rules = {rule for layer, cell, rule in hidden if cell in (field, *BEHIND.get(field, [])) or layer in ("mah_service", "mah_infra") and cell.split(".")[0] == of}
    deciding = [f"{of}.{cell}" for cell in CELLS.get(field[: field.index("_") + 1], [])]
    known = {rule for layer, cell, rule in hidden if layer == "mah_indicators" and cell in (field, *BEHIND.get(field, [])) or layer == "mah_service" and cell in deciding}
    assert flag in rules if known else flag in rules | {"U"}, (where, row, rules, known)
    count(f"reason {flag}")


def check_parts(where, told, aggregation):
    parts = [r["contribution"] for r in told["indicators"] if r["contribution"] is not None]
    score = told["rows"][0]["pri_score"]
    if score is None:
        assert not parts, where
        return
    whole = math.prod(parts) if aggregation == "geometric" else sum(parts)
    assert abs(whole - score) < 1e-3, (where, whole, score)
    count(aggregation)


def check_without_tables(folder):
    """As an older version wrote it, without the long tables: the list of fields still tells how each figure is worked out."""
    path = f"{folder}/old.gpkg"
    run("run", f"{folder}/city", "-o", path, "--quiet")
    database = sqlite3.connect(path)
    for name in ("mah_service", "service_need", "mah_infra", "suppression"):
        database.execute(f"DROP TABLE {name}")
        for registered in ("gpkg_contents", "gpkg_data_columns"):
            database.execute(f"DELETE FROM {registered} WHERE table_name = ?", (name,))
    database.commit()
    code, = database.execute("SELECT mah_code FROM mah_indicators WHERE gap_primary IS NULL AND flag IS NULL LIMIT 1").fetchone()
    database.close()
    with open(f"{folder}/layers/departments/own.yaml", "w", encoding="utf-8") as file:
        file.write(HEADER.format(aggregation="arithmetic"))
        file.writelines(f'  - {{field: "{field}", worse: more, weight: 1}}\n' for field in PATTERNS + PLAIN)
    told = json.loads(run("rank", path, "--for", "own", "--layers", f"{folder}/layers", "--explain", code, "--format", "json"))
    for row in told["indicators"]:
        own = [r for r in told["records"] if r["field"] == row["field"]]
        assert [r["source"] for r in own] == ["mah_indicators"], (row, own)
        assert row["flag"] == (None if row["value"] is not None else "U"), row
    count("without tables")


def main():
    with tempfile.TemporaryDirectory() as folder:
        run("init", "--demo", f"{folder}/city")
        os.makedirs(f"{folder}/layers/departments")
        check_without_tables(folder)
        for profile in ("public", "internal", "secure"):
            path = f"{folder}/{profile}.gpkg"
            run("run", f"{folder}/city", "-o", path, "--profile", profile, "--quiet", "--set", "privacy.min_unit_persons=900")
            database = sqlite3.connect(path)
            database.row_factory = sqlite3.Row
            rows = [dict(row) for row in database.execute("SELECT * FROM mah_indicators")]
            has = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'suppression'").fetchone()[0]
            hidden = [tuple(row) for row in database.execute("SELECT mah_code, layer, field, rule FROM suppression")] if has else []
            database.close()
            for aggregation in ("arithmetic", "geometric"):
                with open(f"{folder}/layers/departments/own.yaml", "w", encoding="utf-8") as file:
                    file.write(HEADER.format(aggregation=aggregation))
                    file.writelines(f'  - {{field: "{field}", worse: more, weight: 1}}\n' for field in PATTERNS + PLAIN)
                flagged = [row["mah_code"] for row in rows if row["flag"] in ("S1", "N")]
                for code in [row["mah_code"] for row in rows][:: 3 if aggregation == "arithmetic" else 20] + flagged:
                    columns = next(row for row in rows if row["mah_code"] == code)
                    told = json.loads(run("rank", path, "--for", "own", "--layers", f"{folder}/layers", "--explain", code, "--format", "json"))
                    for row in told["indicators"]:
                        check_figure((profile, code), profile, row, told["records"], columns)
                        check_reason((profile, code), row, columns, [(layer, field, rule) for own, layer, field, rule in hidden if own == code])
                    check_parts((profile, code), told, aggregation)
    wanted = [p[:-1] for p in PATTERNS] + ["net_", "unh_", "den_", "sh_", "arithmetic", "geometric", "hidden", "in words", "reason S2", "reason S3", "reason S4", "hidden as a whole", "without tables"]
    missing = [kind for kind in wanted if kind not in seen]
    assert not missing, f"this test does not test what it should: never {missing}; {seen}"
    print(f"figures follow from the numbers that are told: {seen}")


main()
