"""Writes docs/reliability.md from template and results; or notes who measured what, when and where: write_reliability.py [record NAME COMMAND [NOTE]]."""
import csv
import datetime
import os
import platform
import re
import sys
from collections import Counter, defaultdict

RUNS = "tests/reliability/runs.csv"
here = os.path.dirname(os.path.abspath(__file__))


def rows_of(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        cpu = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), platform.machine())
    return f"{cpu}, {os.cpu_count()} cores, {platform.freedesktop_os_release()['PRETTY_NAME']}"


def record(name, command, note=""):
    rows = {row["name"]: row for row in rows_of(RUNS)}
    rows[name] = {"name": name, "command": command, "date": datetime.date.today().isoformat(), "machine": machine(), "note": note}
    with open(RUNS, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, ["name", "command", "date", "machine", "note"], lineterminator="\n")
        out.writeheader()
        out.writerows(rows[key] for key in sorted(rows))


def table(head, body, align="---:"):
    lines = [head, ["---"] + [align] * (len(head) - 1), *body]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def number(text):
    return f"{int(text):,}" if re.fullmatch(r"-?\d+", str(text)) else str(text)


def share(part, whole):
    return f"{100 * int(part) / int(whole):.1f} %" if int(whole) else "–"


def say_run(name):
    row = next((row for row in rows_of(RUNS) if row["name"] == name), None)
    return f"`{row['command']}`, {row['date']}, {row['machine']}. {row['note']}".strip() if row else "Not measured yet."


def say_differential():
    rows = rows_of("tests/reliability/differential.csv")
    body, sums = [], Counter()
    for place in dict.fromkeys(row["place"] for row in rows):
        some = {row["who"]: row for row in rows if row["place"] == place}
        room, run = some["locate room"], some["mahalle run"]
        cells = {name: int(room[name]) for name in ("points", "on_borders", "beside", "outside")} | {"wrong": int(room["wrong"]), "sums": int(run["wrong"])}
        sums.update(cells)
        body.append([place, number(room["mahalle"]), *(f"{value:,}" for value in cells.values())])
    if not body:
        return ""
    names = ("points", "on_borders", "beside", "outside", "wrong", "sums")
    return table(["boundaries", "mahalle", "points", "on borders", "beside", "in no mahalle", "points that differ", "sums that differ"],
                 [*body, ["**all**", "", *(f"**{sums[name]:,}**" for name in names)]])


def say_peers():
    rows = [row for row in rows_of("tests/reliability/differential.csv") if row["who"] not in ("locate room", "mahalle run")]
    sums = defaultdict(Counter)
    for row in rows:
        sums[row["who"], row["by"]].update({name: int(row[name]) for name in ("asked", "lost", "doubled", "wrong")})
    return table(["", "by", "points", "lost", "more than once", "wrong"],
                 [[who, by, *(f"{of[name]:,}" for name in ("asked", "lost", "doubled", "wrong"))] for (who, by), of in sums.items()]) if sums else ""


def say_mutation(path):
    rooms = defaultdict(Counter)
    for row in rows_of(path):
        for room in (row["file"].split("/")[1], "all"):
            rooms[room][row["outcome"]] += 1
    total = rooms.pop("all", None)
    if not total:
        return ""
    body = []
    for room, of in [*sorted(rooms.items()), *[("**all**", total)] * (len(rooms) > 1)]:
        noticed = of["killed"] + of["timeout"]
        counted = noticed + of["survived"] + of["equivalent"]
        body.append([room, counted, of["killed"], of["timeout"], of["survived"], of["equivalent"], share(noticed, counted), share(noticed, counted - of["equivalent"])])
    return table(["room", "mutants", "killed", "by the time limit", "survived", "equivalent", "noticed", "noticed, of those that can be"], body)


def say_coverage():
    body = [[row["room"], number(row["lines"]), share(row["lines_reached"], row["lines"]), number(row["branches"]), share(row["branches_reached"], row["branches"]),
             number(row["other_branches"]), share(row["other_branches_reached"], row["other_branches"])] for row in rows_of("tests/reliability/coverage.csv")]
    return table(["room", "lines", "reached", "branches", "reached", "other branches", "reached"], body) if body else ""


def say_table(*paths):
    for path in paths:
        rows = rows_of(path)
        if rows:
            return table(list(rows[0]), [[number(cell) for cell in row.values()] for row in rows], "---") + f"\n\nFrom `{path}`."
    return "Not measured yet."


def main():
    if sys.argv[1:2] == ["record"]:
        record(*sys.argv[2:5])
        return
    with open(f"{here}/reliability.md.in", encoding="utf-8") as file:
        template = file.read()
    blocks = {"run": say_run, "differential": say_differential, "peers": say_peers, "mutation": say_mutation, "coverage": say_coverage, "table": say_table}

    def fill(found):
        word, *arguments = found[1].split()
        return blocks[word](*arguments)
    with open("docs/reliability.md", "w", encoding="utf-8") as file:
        file.write(re.sub(r"<!-- ([^>]+) -->", fill, template))
    print("written: docs/reliability.md")


main()
