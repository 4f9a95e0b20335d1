"""service_need a second time: from the tables of standards, the persons counted and the facilities."""
import csv
import math
import os

import numpy as np

import oracle
from oracle import ONE

layers = os.path.join(oracle.here, "..", "..", "layers")
SCOPES = ("plan", "il", "ilce", "mahalle")  # the first that a standard has holds
BALANCED = {"mahalle": 0, "ilce": 1, "il": 2, "plan": 2}


def read_standards(*paths):
    """Rows of later files override earlier ones of the same key; lines that start with # are comments."""
    rows = {}
    for path in paths:
        with open(path if os.sep in path else f"{layers}/standards/{path}.csv", encoding="utf-8") as file:
            lines = [line for line in file if not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter=";"):
            key = tuple(row.get(name) or default for name, default in
                        (("service_type", ""), ("kind", ""), ("scope", "plan"), ("pop_min", "0"), ("pop_max", ""), ("target_group", "all")))
            rows[key] = float(row["value"].replace(",", "."))
    return rows


def find(rows, code, kind, plan):
    """(value, scope, target) of the standard whose band holds the plan population, or None."""
    fits = [(SCOPES.index(key[2]), key, value) for key, value in rows.items()
            if key[:2] == (code, kind) and float(key[3]) <= plan <= float(key[4] or "inf")]
    return min(fits, key=lambda fit: fit[0])[1:] if fits else None


def read_groups():
    with open(f"{layers}/services.csv", encoding="utf-8") as file:
        return {r["code"]: r["group"] for r in csv.DictReader(line for line in file if not line.startswith("#"))}


class Areas:
    """Every mahalle, every ilçe (none where a mahalle has none), the city: which mahalle each holds, and its level."""

    def __init__(self, codes, ilce):
        self.members = {("mahalle", code): [k] for k, code in enumerate(codes)}
        for name in sorted(set(ilce.values()), key=lambda name: name.encode()) if ilce else ():
            self.members["ilce", name] = [k for k, code in enumerate(codes) if ilce[code] == name]
        self.members["city", None] = list(range(len(codes)))
        self.level = {key: ("mahalle", "ilce", "city").index(key[0]) for key in self.members}


def population_of(target, persons, official, members):
    """Who is counted, or the official figure of which a target takes its counted share; None is unknown."""
    if official is not None and not any(official[m] for m in members):
        return 0 # nobody lives there, of whatever age
    if target not in persons:
        return None
    counted, everybody = (float(sum(persons[name][m] for m in members)) for name in (target, "all"))
    if official is None:
        return counted
    lives_here = sum(official[m] for m in members)
    if target == "all":
        return lives_here
    return counted * lives_here / everybody if everybody else None


def check(db, comparison, people, codes, types, ilce, *files, official=None):
    """Every row of service_need, and need, def and units of mah_indicators for the types of the project."""
    standards, groups, areas = read_standards(*files), read_groups(), Areas(codes, ilce)
    count = len(codes)
    persons = {target: np.bincount(people.mahalle, people.of("target", target) / ONE, count) for target in ("all", "age:6-9")}
    plan = round(float(persons["all"].sum() if official is None else sum(official)))
    rows = {(r["service_type"], r["kind"], r["level"], r["mah_code"] or r["ilce_name"]): r
            for r in db.execute("select *, case level when 'ilce' then null else mah_code end as mah_code from service_need")}
    wide = {r["mah_code"]: r for r in db.execute("select * from mah_indicators")}
    asked = {(key[0], "area" if key[1] == "area_m2_pp" else "capacity") for key in standards if key[1] in ("area_m2_pp", "persons_per_unit")}
    comparison.exact("rows of service_need", len(rows), len(asked) * len(areas.members))
    for code, kind in sorted(asked):
        is_area = kind == "area"
        standard = find(standards, code, "area_m2_pp" if is_area else "persons_per_unit", plan)
        least = find(standards, code, "unit_min_m2", plan) if is_area else None
        cost = find(standards, code, "cost_per_m2" if is_area else "cost_per_unit", plan)
        stock = [(m, amount) for name, facts in types.items() if (name == code if code in groups else groups[name] == code)
                 for m, amount, is_open in zip(facts["in"], facts["area" if is_area else "capacity"], facts["open"]) if is_open and m >= 0]
        given = any((name == code if code in groups else groups[name] == code) for name in types)
        for key, members in areas.members.items():
            row, where = rows[code, kind, *key], (code, kind, *key)
            inside = [amount for m, amount in stock if m in members] if len(members) < count else [amount for _, amount in stock]
            known = [amount for amount in inside if not np.isnan(amount)]
            population = population_of(standard[0][5], persons, official, members)
            need = None if population is None else population * standard[1] if is_area else population / standard[1]
            exist = sum(known) if given and (known or not inside) else None
            missing = need - exist if need is not None and exist is not None else None
            deficit = max(0, missing) if missing is not None else None
            unit = 1 if not is_area else least[1] if least else None
            comparison.near((*where, "population"), row["population"], population)
            comparison.exact((*where, "norm"), (row["norm"], row["scope"]), (standard[1], standard[0][2]))
            comparison.near((*where, "need"), row["need"], need)
            comparison.near((*where, "exist"), row["exist"], exist)
            comparison.near((*where, "deficit"), row["deficit"], deficit)
            comparison.near((*where, "surplus"), row["surplus"], max(0, -missing) if missing is not None else None)
            units = None if deficit is None or unit is None else math.ceil(round(deficit / unit, 9))
            comparison.near((*where, "units"), row["units"], units)
            comparison.near((*where, "cost"), row["cost"], deficit * cost[1] if deficit is not None and cost else None)
            comparison.exact((*where, "n_unknown"), row["n_unknown"], len(inside) - len(known) if given else None)
            comparison.exact((*where, "fair_share"), row["fair_share"], int(areas.level[key] < BALANCED[standard[0][2]]))
            land_only = is_area and (code, "capacity") not in asked
            if key[0] == "mahalle" and code in types and (not is_area or land_only):
                for stem, value in (("need", need), ("def", deficit), ("units", units)):
                    comparison.near((*where, stem), wide[key[1]][f"{stem}_{code}"], value)
    return len(rows)
