#!/usr/bin/env python3
"""
The example of every command, and the blocks of sh in the pages, run as they stand. test_examples.py PROGRAM

Examples run in the order of the table in one fresh folder, where `mahalle init --demo ornek` and `mahalle run` made the sample city. A block of a
page runs there if its first line begins with "mahalle "; a line "# does not run here" in front keeps it from that. What a line writes with -o is
removed before, so that pages may be read twice.
"""
import os, re, subprocess, sys, tempfile

from command_table import commands, environment, example

program = os.path.abspath(sys.argv[1])
docs = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs")
PAGES = ("quickstart.md", "analyst.md", *sorted(n for n in os.listdir(docs) if n.startswith("analyst.d-")))
problems = []


def run(where, code, folder):
    done = subprocess.run(["sh", "-e", "-c", code], cwd=folder, capture_output=True, text=True, timeout=300,
                          env=environment(PATH=folder + "/bin:" + os.environ["PATH"]))
    if done.returncode != 0:
        problems.append(f"{where}: exit {done.returncode}\n  {code.strip()}\n  {done.stderr.strip()}")
    return done.stdout


def remove_outputs(code, folder):
    for name in re.findall(r"\s(?:-o|--output|>)\s+(\S+)", code):
        path = os.path.join(folder, name)
        if name != "ornek.gpkg" and os.path.isfile(path):
            os.remove(path)


with tempfile.TemporaryDirectory() as folder:
    os.mkdir(folder + "/bin")
    os.symlink(program, folder + "/bin/mahalle")
    names = commands(program)
    assert names.index("init") < names.index("run"), "the sample city is made by the first examples"
    for name in names:
        code = example(program, name)
        if not code.startswith(f"mahalle {name}"):
            problems.append(f"help {name}: its example is another command: {code}")
        out = run(f"help {name}", code, folder)
        if not out.strip() and name not in ("run", "init"):
            problems.append(f"help {name}: its example says nothing: {code}")
    blocks = 0
    for page in PAGES:
        path = os.path.join(docs, page)
        if not os.path.exists(path):
            continue
        for block in re.findall(r"^```sh\n(.*?)^```", open(path, encoding="utf-8").read(), re.M | re.S):
            if not block.startswith("mahalle "):
                continue
            remove_outputs(block, folder)
            run(f"docs/{page}", block, folder)
            blocks += 1
if problems:
    sys.exit("\n".join(problems))
print(f"{len(names)} examples of commands, {blocks} blocks of pages")
