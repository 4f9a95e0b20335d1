#!/usr/bin/env python3
"""The completions complete: bash, and zsh and fish where they are installed. test_completion.py PROGRAM"""
import os, pty, select, shutil, signal, subprocess, sys, tempfile, time

from command_table import commands, environment, output

program = os.path.abspath(sys.argv[1])
problems = []
names = commands(program)

# the words typed so far, the last one unfinished; words that must be offered; words that must not
CASES = [
    (["ru"], ["run"], ["rank", "--profile"]),
    ([""], names, ["-o"]),
    (["run", "--pro"], ["--profile", "--progress"], ["--where"]),
    (["run", "--profile", ""], ["public", "internal", "secure"], ["public|internal|secure"]),
    (["run", "--profile", "p"], ["public"], ["internal"]),
    (["run", "--format", ""], ["text", "json"], ["csv", "man"]),
    (["sql", "--format", ""], ["text", "json", "csv"], ["geojson"]),
    (["help", "--format", ""], ["text", "markdown", "man"], ["csv"]),
    (["site", "--method", ""], ["exact", "greedy"], []),
    (["site", "--service", "prim"], ["primary", "primary="], []),
    (["run", "--service", "prim"], ["primary="], ["primary"]),
    (["run", "--set", "quarantine.s"], ["quarantine.snap_m="], []),
    (["run", "--language", ""], ["tr", "en"], []),
    (["sql", "o"], ["o.gpkg", "ornek yedek"], ["x.csv"]),
    (["run", "-o", "o"], ["o.gpkg"], []),
    (["completion", ""], ["bash", "zsh", "fish"], []),
    (["help", "con"], ["configuration"], []),
    (["sql", "--time-limit", ""], [], ["o.gpkg"]),
]


def bash(words, folder, script):
    # what readline does with the words: '=' stands alone
    code = ('source "$1"; shift; COMP_WORDS=(mahalle "$@"); COMP_CWORD=$#; _mahalle; printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "--norc", "-c", code, "bash", script, *words], cwd=folder, capture_output=True, text=True, env=environment())
    if done.stderr:
        problems.append(f"bash {words}: {done.stderr}")
    return done.stdout.splitlines()


def fish(words, folder, script):
    line = "mahalle " + " ".join(words)
    done = subprocess.run(["fish", "--no-config", "-c", 'source $argv[1]; complete -C $argv[2]', script, line], cwd=folder, capture_output=True,
                          text=True, env=environment(HOME=folder))
    if done.returncode != 0:
        problems.append(f"fish {words}: {done.stderr}")
    return [row.split("\t")[0].replace("\\ ", " ") for row in done.stdout.splitlines()]


def check(shell, complete, folder, script):
    for words, wanted, unwanted in CASES:
        given = complete(words, folder, script)
        missing = [w for w in wanted if w not in given]
        if missing or any(w in given for w in unwanted):
            problems.append(f"{shell} {words}: {given}, missing {missing}, not wanted {[w for w in unwanted if w in given]}")


def check_zsh(script, folder):
    """zsh completes only at a terminal: it gets one, and types."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-f", "-i"], environment(TERM="dumb", HOME=folder, COLUMNS="200", LINES="60"))

    def read_until(wanted, seconds=20):
        seen, end = "", time.monotonic() + seconds
        while not all(w in seen for w in wanted) and time.monotonic() < end:
            if select.select([terminal], [], [], 0.1)[0]:
                seen += os.read(terminal, 65536).decode("utf-8", "replace")
        return seen

    os.write(terminal, f"fpath=({os.path.dirname(script)} $fpath); autoload -U compinit; compinit -u -D; echo rea''dy\n".encode())
    started = read_until(["ready"])
    if "ready" not in started:
        problems.append(f"zsh does not start: {started}")
    for typed, wanted in (("ru\t", ["mahalle run "]), ("run --prof\t", ["--profile"]), ("run --profile p\t", ["public"]),
                          ("run --profile \t\t", ["internal", "public", "secure"]), ("sql --format \t\t", ["text", "csv", "json"]),
                          ("sql o.\t", ["o.gpkg"]), ("site --service=prima\t", ["primary"]), ("completion f\t", ["fish"])):
        os.write(terminal, ("mahalle " + typed).encode())
        seen = read_until(wanted, 10)
        if not all(w in seen for w in wanted):
            problems.append(f"zsh {typed!r}: {seen!r}")
        os.write(terminal, b"\x15")
        read_until(["\0"], 0.2)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


skipped = []
with tempfile.TemporaryDirectory() as folder:
    here = os.path.join(folder, "here")
    os.mkdir(here)
    for name in ("o.gpkg", "x.csv", "ornek yedek"):
        open(os.path.join(here, name), "w").close()
    for shell, name in (("bash", "mahalle.bash"), ("zsh", "_mahalle"), ("fish", "mahalle.fish")):
        script = os.path.join(folder, name)
        for language in ("tr", "en"):  # Turkish help has apostrophes too
            with open(script, "w") as file:
                file.write(output(program, "completion", shell, "--language", language))
            if not shutil.which(shell):
                skipped.append(shell)
            elif shell == "zsh":
                check_zsh(script, here)
            else:
                check(shell, bash if shell == "bash" else fish, here, script)
    # the whole word with '=' as readline cuts it
    given = bash(["run", "--profile", "=", "se"], here, os.path.join(folder, "mahalle.bash"))
    if given != ["secure"]:
        problems.append(f"bash --profile=se: {given}")
    given = bash(["run", "--service", "primary", "=", "x"], here, os.path.join(folder, "mahalle.bash"))
    if given != ["x.csv"]:
        problems.append(f"bash --service primary=x: {given}")
if problems:
    sys.exit("\n".join(problems))
print(f"{len(CASES)} cases; not installed: {', '.join(sorted(set(skipped))) or 'none'}")
