"""Prints the lines of a room that nothing reached, and how many branches of the others were never taken: missing.py COVERAGE.json ROOM"""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    files = json.load(file)["files"]
for entry in files:
    if entry["file"].split("/")[1] != sys.argv[2]:
        continue
    with open(entry["file"], encoding="utf-8") as file:
        text = file.read().split("\n")
    for line in entry["lines"]:
        number, never = line["line_number"], sum(branch["count"] == 0 for branch in line["branches"])
        if not line.get("gcovr/noncode") and (line["count"] == 0 or never):
            print(f"{entry['file']}:{number}: {'not reached' if line['count'] == 0 else f'{never} branches'}: {text[number - 1].strip()}")
