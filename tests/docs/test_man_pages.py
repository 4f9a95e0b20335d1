#!/usr/bin/env python3
"""Every command has its manual page, the program one that names them all, and groff or mandoc reads each without complaint. test_man_pages.py PROGRAM"""
import os, shutil, subprocess, sys

from command_table import commands, environment, output

program = os.path.abspath(sys.argv[1])
docs = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", "man")
pages = {"mahalle.1": output(program, "help", "--format", "man"),
         **{f"mahalle-{c}.1": output(program, "help", c, "--format", "man") for c in commands(program)}}
problems = []
if sorted(os.listdir(docs)) != sorted(pages):
    problems.append(f"docs/man has {sorted(os.listdir(docs))}, the program {sorted(pages)}: run scripts/docs")
for name, text in pages.items():
    wanted = ("NAME", "SYNOPSIS", "EXIT STATUS", "SEE ALSO", *(("ENVIRONMENT", "FILES") if name == "mahalle.1" else ("OPTIONS", "EXAMPLE")))
    problems += [f"{name}: no section {section}" for section in wanted if f"\n.SH {section}\n" not in text]
problems += [f"mahalle.1 does not name {name}" for name in pages if name != "mahalle.1" and name[8:-2] not in pages["mahalle.1"]]
if "MAHALLE_RECENT_YEARS" not in pages["mahalle.1"].replace("\\", ""):
    problems.append("mahalle.1 does not name MAHALLE_RECENT_YEARS")
readers = [words for words in (["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-P-cbou"], ["mandoc", "-T", "lint", "-W", "warning"]) if shutil.which(words[0])]
for words in readers:
    for name, text in pages.items():
        done = subprocess.run(words, input=text.encode(), capture_output=True, env=environment())
        complaint = (done.stderr if words[0] == "groff" else done.stdout).decode()
        if words[0] == "mandoc":  # pages without a date are meant: the same input gives the same bytes
            complaint = "\n".join(line for line in complaint.splitlines() if "missing date" not in line)
        if complaint.strip() or (words[0] == "groff" and b"SYNOPSIS" not in done.stdout):
            problems.append(f"{name}: {words[0]}: {complaint.strip()[:500]}")
if problems:
    sys.exit("\n".join(problems))
print(f"{len(pages)} pages, read by {[w[0] for w in readers] or 'nobody here: groff and mandoc are missing'}")
