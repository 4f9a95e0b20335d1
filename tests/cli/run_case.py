#!/usr/bin/env python3
"""Runs one command case: run_case.py PROGRAM CASE_FOLDER [--write]

A case folder holds
  cmd      lines for sh, run in a fresh folder with the case's other files in it; $MAHALLE is the program, $DATA the folder tests/cli/data
  exit     the exit code expected of the last line (default 0)
  stdout, stderr   what must be printed, letter by letter; a line "..." stands for any lines, "{...}" for any piece of a line.
           A missing stderr means: nothing may be printed there. A missing stdout means: not looked at.
  absent, present  names of files that must not, or must, exist afterwards
--write writes stdout and stderr as they came out (look at them before you keep them).
"""
import os, re, shutil, subprocess, sys, tempfile


def matches(expected, actual):
    pattern = ""
    for line in expected.splitlines(True):
        if line.strip() == "...":
            pattern += r"(?:.*\n)*"
        else:
            pattern += ".*".join(re.escape(piece) for piece in line.split("{...}"))
    return re.fullmatch(pattern, actual) is not None


def read(folder, name):
    path = os.path.join(folder, name)
    return open(path, encoding="utf-8").read() if os.path.exists(path) else None


def main():
    program, case = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        for name in os.listdir(case):
            if name not in ("cmd", "exit", "stdout", "stderr", "absent", "present"):
                source = os.path.join(case, name)
                (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, os.path.join(folder, name))
        keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
        env = {**keep, "MAHALLE": program, "DATA": os.path.join(os.path.dirname(os.path.abspath(__file__)), "data"), "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600"}
        done = subprocess.run(["sh", "-c", read(case, "cmd")], cwd=folder, env=env, capture_output=True)
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        if "--write" in sys.argv:
            for name, text in (("stdout", out), ("stderr", err)):
                if text:
                    open(os.path.join(case, name), "w", encoding="utf-8").write(text)
        problems = []
        want = int((read(case, "exit") or "0").strip())
        if done.returncode != want:
            problems.append(f"exit {done.returncode}, expected {want}")
        if read(case, "stdout") is not None and not matches(read(case, "stdout"), out):
            problems.append("stdout differs:\n" + out)
        if not matches(read(case, "stderr") or "", err):
            problems.append("stderr differs:\n" + err)
        for name in (read(case, "absent") or "").split():
            if os.path.exists(os.path.join(folder, name)):
                problems.append(f"'{name}' exists")
        for name in (read(case, "present") or "").split():
            if not os.path.exists(os.path.join(folder, name)):
                problems.append(f"'{name}' is missing")
        left = [n for n in os.listdir(folder) if n.startswith(".") and n.endswith(".tmp.gpkg")]
        if left:
            problems.append(f"temporary files left: {left}")
    if problems:
        sys.exit(f"{sys.argv[2]}: " + "\n".join(problems) + (f"\nstderr: {err}" if err else ""))
    print(f"{sys.argv[2]}: ok")


main()
