"""The commands of the program, as its own help lists them."""
import os, re, subprocess


def environment(**more):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    return {**keep, "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600", **more}


def output(program, *words):
    done = subprocess.run([program, *words], capture_output=True, text=True, env=environment())
    assert done.returncode == 0, f"mahalle {' '.join(words)}: {done.stderr}"
    return done.stdout


def commands(program):
    names = re.findall(r"^  (\w+) ", output(program, "help").split("Commands:\n")[1], re.M)
    assert "run" in names and "help" in names and len(names) > 8, f"the list of commands is read wrongly: {names}"
    return names


def example(program, command):
    lines = output(program, "help", command).split("\nExample:\n")[1].strip().splitlines()
    return "\n".join(line.strip() for line in lines)
