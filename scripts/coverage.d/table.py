"""Lines and branches reached, by room: table.py COVERAGE.json [RESULT.csv]. Branches are given twice: all of them, and without those that only pass on
a failure of what was called (a line that asks for MAH_OK, returns mah_no_memory or looks at what memory_new gave), most of which need memory to run out."""
import csv
import json
import re
import sys
from collections import defaultdict

PASSED_ON = re.compile(r"MAH_OK|no_memory|memory_(new|resize|copy)|goto done|if \(!\w+(->\w+)?\)$")
with open(sys.argv[1], encoding="utf-8") as file:
    files = json.load(file)["files"]
rooms = defaultdict(lambda: [0] * 6)
for entry in files:
    name = entry["file"]
    with open(name, encoding="utf-8") as file:
        text = file.read().split("\n")
    for line in entry["lines"]:
        if line.get("gcovr/noncode"):
            continue
        reached = [branch["count"] > 0 for branch in line["branches"]]
        other = [] if PASSED_ON.search(text[line["line_number"] - 1]) else reached
        numbers = (1, line["count"] > 0, len(reached), sum(reached), len(other), sum(other))
        for key in (name.split("/")[1], "all"):
            rooms[key] = [old + new for old, new in zip(rooms[key], numbers)]
order = "base turkish geometry config read check locate reach count indicate plan protect write backend run cli".split()
rows = [[room, *rooms[room]] for room in [r for r in order if r in rooms] + ["all"]]


def share(part, whole):
    return f"{100 * part / whole:.1f} %" if whole else "-"


print(f"{'room':<10} {'lines':>7} {'reached':>8} {'branches':>9} {'reached':>8} {'without what only passes on a failure':>40}")
for room, lines, hit, branches, taken, others, others_taken in rows:
    print(f"{room:<10} {lines:>7,} {share(hit, lines):>8} {branches:>9,} {share(taken, branches):>8} {others:>31,} {share(others_taken, others):>8}")
if len(sys.argv) > 2:
    with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["room", "lines", "lines_reached", "branches", "branches_reached", "other_branches", "other_branches_reached"])
        out.writerows(rows)
