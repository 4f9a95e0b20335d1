#!/usr/bin/env python3
"""The investment list of the sample city: its formulas give the values stored beside them, its budgets hold, no need is counted twice, and no better
choice is found by trying. usage: test_invest.py PROGRAM"""
import csv, json, os, random, sqlite3, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from workbook import Workbook

program = os.path.abspath(sys.argv[1])
BUDGETS = {"education": 50e6, "health": 10e6, "green": 2.5e6, "infrastructure": 30e6}


def run(*words, code=0, cwd=None):
    done = subprocess.run([program, *words], cwd=cwd, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    assert done.returncode == code, (words, done.returncode, done.stderr)
    return done.stdout


def check_workbook(path, rows):
    book = Workbook(path)
    assert book.names == ["Summary", "List", "Sources"], book.names
    assert book.dates == {(1980, 1, 1, 0, 0, 0)}, book.dates
    count = 0
    for sheet, formulas in book.formulas.items():
        for cell in formulas:
            worked, stored = book.value(sheet, cell), book.sheets[sheet].get(cell, "")
            same = abs(worked - stored) <= 1e-6 * max(1, abs(stored)) if isinstance(worked, float) and stored != "" else worked == stored
            assert same, (sheet, cell, formulas[cell], worked, stored)
            count += 1
    assert count >= 5 * len(rows), count
    assert len([c for c in book.sheets["List"] if c.startswith("W") and int(c[1:]) > 2]) == len(rows)
    # A planner takes the first chosen project out: what is spent falls by what it cost.
    row = next(i for i, r in enumerate(rows, 3) if r["chosen"])
    before = book.value("List", "O1")
    book.sheets["List"][f"N{row}"] = 0.0
    assert abs(before - book.value("List", "O1") - rows[row - 3]["built_cost"]) < 0.01
    assert b"conditionalFormatting" in book.parts["xl/worksheets/sheet1.xml"] and b"dataValidation" in book.parts["xl/worksheets/sheet2.xml"]


def steps_of(row):
    """Costs and persons of the steps, from the figures of the list alone."""
    lot = {"capacity": 1.0, "area": 1000.0, "network": row["quantity"]}[row["kind"]]
    number = max(1, int(row["quantity"] / lot + 1e-9))
    ends = [lot * i for i in range(number)] + [row["quantity"]]
    helped = lambda units: min(row["persons"], units * row["persons_unit"])
    return [((b - a) * row["unit_cost"], helped(b) - helped(a)) for a, b in zip(ends, ends[1:])]


def check_budgets(rows, plans):
    draw = random.Random(5)
    for department, budget in BUDGETS.items():
        mine = [r for r in rows if r["department"] == department]
        spent, helped = sum(r["built_cost"] for r in mine), sum(r["built_persons"] for r in mine)
        plan = plans[department]
        assert spent <= budget and abs(spent - plan["spent"]) < 0.01 and helped == plan["persons"], department
        assert plan["proved"] == 1 and helped <= plan["bound"] + 0.5 * len(mine)
        items = [s for r in mine if r["cost"] is not None and r["persons"] for s in steps_of(r)]
        for _ in range(300):  # greedy by persons a cost, shaken: none beats the answer
            order = sorted(items, key=lambda s: -s[1] / s[0] * draw.uniform(0.7, 1.3))
            left, gain = budget, 0
            for cost, persons in order:
                if cost <= left + 1e-9:
                    left, gain = left - cost, gain + persons
            assert gain <= plan["bound"] + 1e-3, (department, gain, plan["bound"])


def check_needs(rows, city):
    db = sqlite3.connect(city)
    assert len({r["project_id"] for r in rows}) == len(rows)
    capacity = {(r["mah_code"], r["service_type"]) for r in rows if r["kind"] == "capacity"}
    assert not capacity & {(r["mah_code"], r["service_type"]) for r in rows if r["kind"] == "area"}
    people = dict(db.execute("select mah_code, pop_est from mah_indicators"))
    for r in rows:
        if r["persons"] is not None and people[r["mah_code"]] is not None:
            assert r["persons"] <= people[r["mah_code"]] + 5, r
    lacking = db.execute("select count(*) from service_need where level = 'mahalle' and kind = 'capacity' and units > 0").fetchone()[0]
    assert lacking == len([r for r in rows if r["kind"] == "capacity"]), lacking
    unserved = db.execute("select count(*) from mah_infra where grp = 'all' and mah_code is not null and unserved > 0").fetchone()[0]
    assert unserved == len([r for r in rows if r["kind"] == "network"])


with tempfile.TemporaryDirectory() as folder:
    city, costs = os.path.join(folder, "ornek.gpkg"), os.path.join(folder, "ornek", "maliyetler.csv")
    run("init", "--demo", os.path.join(folder, "ornek"))
    run("run", os.path.join(folder, "ornek"), "-o", city, "--quiet")
    asked = ["invest", city, "--costs", costs, "--language", "en", "--quiet"] + [w for d, b in BUDGETS.items() for w in ("--budget", f"{d}={b:.0f}")]
    rows = json.loads(run(*asked, "--format", "json"))["rows"]
    for name in ("a.xlsx", "b.xlsx", "list.gpkg", "list.csv"):
        run(*asked, "-o", os.path.join(folder, name))
    db = sqlite3.connect(os.path.join(folder, "list.gpkg"))
    db.row_factory = sqlite3.Row
    plans = {r["department"]: dict(r) for r in db.execute("select * from investment_budgets")}
    check_needs(rows, city)
    check_budgets(rows, plans)
    check_workbook(os.path.join(folder, "a.xlsx"), rows)
    same = open(os.path.join(folder, "a.xlsx"), "rb").read() == open(os.path.join(folder, "b.xlsx"), "rb").read()
    assert same, "the same list gives other bytes"
    table = list(csv.DictReader(open(os.path.join(folder, "list.csv"), encoding="utf-8")))
    assert [r["project_id"] for r in table] == [r["project_id"] for r in rows]
    assert db.execute("select count(*) from investments where geom is not null").fetchone()[0] == len(rows)
    # Text that begins as a formula does stays text.
    names = sqlite3.connect(city)
    names.create_function("ST_IsEmpty", 1, lambda g: 0)
    for function in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
        names.create_function(function, 1, lambda g: 0)
    names.execute("update mah_indicators set mah_name = '=1+1' where mah_code = ?", (rows[0]["mah_code"],))
    names.commit()
    names.close()
    run(*asked, "-o", os.path.join(folder, "formula.xlsx"))
    book = Workbook(os.path.join(folder, "formula.xlsx"))
    assert book.sheets["List"]["C3"] == "=1+1" and "C3" not in book.formulas["List"]
print(f"{len(rows)} projects, {sum(r['chosen'] for r in rows)} chosen: formulas, budgets and needs agree")
