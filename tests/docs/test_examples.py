#!/usr/bin/env python3
"""
The example of every command, and the blocks of sh in the pages, run as they stand. test_examples.py PROGRAM [--write]

A block that begins with "$ mahalle ..." shows what that answers: its first lines, and after a line "..." others of it. They are compared; --write
writes them anew.

Examples run in the order of the table in one fresh folder, where `mahalle init --demo ornek` and `mahalle run` made the sample city. A block of a
page runs there if its first line begins with "mahalle "; a line "# does not run here" in front keeps it from that. What a line writes with -o is
removed before, so that pages may be read twice.
"""
import os, re, subprocess, sys, tempfile

from command_table import commands, environment, example

program, writes = os.path.abspath(sys.argv[1]), "--write" in sys.argv[2:]
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


def find_part(part, lines, start):
    """Where the lines of a part stand, but for their numbers."""
    words = lambda line: re.sub(r"[^A-Za-zÇĞİÖŞÜçğıöşü]+", " ", line)
    return next((at for at in range(start, len(lines)) if words(lines[at]) == words(part[0])), None)


def shown_anew(where, block, folder):
    """The block as the program answers today."""
    command, _, shown = block.partition("\n")
    lines, start, parts = run(where, command[2:], folder).splitlines(), 0, []
    for number, part in enumerate(shown.rstrip("\n").split("\n...\n")):
        part = part.split("\n")
        at = 0 if number == 0 else find_part(part, lines, start)
        if at is None:
            problems.append(f"{where}: no such line any more: {part[0]}")
            return block
        start = at + len(part)
        parts.append("\n".join(lines[at:start]))
    return command + "\n" + "\n...\n".join(parts) + "\n"


def check_shown(page, text, folder):
    def look(found):
        new = shown_anew(f"docs/{page}", found[1], folder)
        if new != found[1] and not writes:
            problems.append(f"docs/{page} shows what the program no longer answers; --write writes it anew:\n{new}")
        return f"```\n{new}```"

    return re.sub(r"^```\n(\$ mahalle .*?)^```", look, text, flags=re.M | re.S)


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
        text = open(path, encoding="utf-8").read()
        for block in re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S):
            if not block.startswith("mahalle "):
                continue
            remove_outputs(block, folder)
            run(f"docs/{page}", block, folder)
            blocks += 1
        new = check_shown(page, text, folder)
        if writes and new != text:
            open(path, "w", encoding="utf-8").write(new)
if problems:
    sys.exit("\n".join(problems))
print(f"{len(names)} examples of commands, {blocks} blocks of pages")
