#!/usr/bin/env python3
"""Every sentence that the program says stands in layers/messages.csv in Turkish, with the same printf conversions, and nothing else does."""
import csv, glob, os, re, sys

top = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
CONVERSION = re.compile(r"%(?:[-+ #0]*)(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|t|L)?[diouxXeEfgGcsp%]")
STRING = r'"(?:[^"\\]|\\.)*"'
PIECES = rf'({STRING}(?:\s*{STRING})*)'


def literal(pieces):
    text = ""
    for piece in re.findall(STRING, pieces):
        text += piece[1:-1]
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


said = {}
for path in sorted(glob.glob(top + "/src/*/*.c") + glob.glob(top + "/src/*/*.h")):
    source = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
    for pattern in (rf"\bmah_fail\s*\([^;]*?,\s*MAH_\w+,\s*{PIECES}", rf"\bmah_context\s*\([^;]*?,\s*\w+,\s*{PIECES}",
                    rf"\bsay\s*\(\s*{PIECES}\s*\)", rf"\bsay_in\s*\(\s*[^,;]+,\s*{PIECES}\s*\)", rf"\bwarnings_add\s*\([^;]*?,\s*err,\s*{PIECES}",
                    rf"\bprint_line\s*\(\s*out,\s*{PIECES}", rf"{{BOUNDARY_\w+,\s*{PIECES}", rf"\bdetail\s*=\s*{PIECES}",
                    rf"BOUNDARY_SAME_POLYGON,\s*a->code,\s*b->code,\s*{PIECES}"):
        for match in re.finditer(pattern, source):
            said.setdefault(literal(match.group(1)), os.path.relpath(path, top))
# Tables whose sentences reach say() through a variable: every string of several words that is no command line.
for path in (top + "/src/cli/commands.c", top + "/src/check/reasons.c", top + "/src/read/service_faults.c", top + "/src/base/system_words.c"):
    source = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
    for match in re.finditer(PIECES, source):
        sentence = literal(match.group(1))
        if " " in sentence and not sentence.startswith("mahalle "):
            said.setdefault(sentence, os.path.relpath(path, top))
wrong = []
rows = list(csv.reader(line for line in open(top + "/layers/messages.csv", encoding="utf-8", newline="")))
turkish = {}
for row in rows[1:]:
    if len(row) != 2:
        wrong.append(f"a row of {len(row)} cells: {row}")
        continue
    if row[0] in turkish:
        wrong.append(f"twice: {row[0]!r}")
    turkish[row[0]] = row[1]
    if CONVERSION.findall(row[0]) != CONVERSION.findall(row[1]):
        wrong.append(f"other conversions in Turkish: {row[0]!r}")
sources = "".join(open(p, encoding="utf-8").read() for p in glob.glob(top + "/src/*/*.c"))
for sentence, path in said.items():
    if sentence not in turkish and re.search(r"[a-z]{2}", CONVERSION.sub("", sentence)):
        wrong.append(f"{path}: no Turkish for {sentence!r}")
if len(said) < 100:
    wrong.append(f"only {len(said)} sentences found: the patterns of this test no longer fit the sources")
if wrong:
    sys.exit("\n".join(wrong) + f"\n{len(wrong)} faults in layers/messages.csv")
print(f"{len(said)} sentences, all in Turkish")
