#!/usr/bin/env python3
"""What is written under the profile secure is its owner's alone, whatever command writes it and in whatever form. test_readers.py PROGRAM"""
import os, shutil, stat, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
data = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli", "data")
problems, files = [], 0


def wrote(name, wanted, *words):
    """The command writes the file, with these rights from its first byte on: the temporary one is made with them."""
    global files
    files += 1
    done = subprocess.run([program, *words, "-o", name, "--quiet"], capture_output=True, text=True)
    if done.returncode != 0:
        problems.append(f"{' '.join(words)} -o {name}: exit {done.returncode}: {done.stderr}")
    elif (mode := stat.S_IMODE(os.stat(name).st_mode)) != wanted:
        problems.append(f"{' '.join(words)} -o {name}: mode {mode:o}, not {wanted:o}")


with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(data, folder + "/data")
    os.chdir(folder)
    os.umask(0o022)
    project = "data/yatirim"
    subprocess.run([program, "init", "--demo", "ornek", "--quiet"], check=True)
    for profile, wanted in (("secure", 0o600), ("public", 0o644)):
        p, out = ("--profile", profile), profile + ".gpkg"
        wrote(out, wanted, "run", project, *p)
        for form in ("text", "csv", "json", "geojson"):
            f = ("--format", form)
            wrote(f"check-{profile}.{form}", wanted, "check", project, *f, *p)
            wrote(f"query-{profile}.{form}", wanted, "query", project, "--by", "mahalle", *f, *p)
            wrote(f"card-{profile}.{form}", wanted, "query", project, *f, *p)
            wrote(f"site-{profile}.{form}", wanted, "site", "ornek", "--service", "asm", "--sites", "1", "--method", "greedy", *f, *p)
            wrote(f"published-{profile}.{form}", wanted, "query", out, "--by", "mahalle", *f)
            wrote(f"rank-{profile}.{form}", wanted, "rank", out, "--by", "den_pop", *f)
            wrote(f"compare-{profile}.{form}", wanted, "compare", out, out, *f)
            wrote(f"invest-{profile}.{form}", wanted, "invest", out, *f)
            if form != "geojson":
                wrote(f"sql-{profile}.{form}", wanted, "sql", out, "SELECT * FROM params", *f)
                wrote(f"explain-{profile}.{form}", wanted, "rank", out, "--explain", "101", *f)
        for command, words in (("query", (project, "--by", "mahalle", *p)), ("rank", (out, "--by", "den_pop")), ("compare", (out, out)), ("invest", (out,))):
            wrote(f"{command}-{profile}.gpkg", wanted, command, *words)
        wrote(f"invest-{profile}.xlsx", wanted, "invest", out)
    # An answer of both is as one of the secure file; a file that says nothing of a profile is nobody's concern.
    wrote("both.csv", 0o600, "compare", "secure.gpkg", "public.gpkg", "--format", "csv")
    wrote("of-an-answer.csv", 0o600, "sql", "query-secure.gpkg", "SELECT 1", "--format", "csv")
    subprocess.run(["sqlite3", "other.gpkg", "CREATE TABLE gpkg_contents(a); CREATE VIEW params AS SELECT 'privacy.profile' AS key, 'secure' AS value"], check=True)
    wrote("other.csv", 0o644, "sql", "other.gpkg", "SELECT 1", "--format", "csv")
    os.umask(0o277)
    wrote("narrow.csv", 0o400, "sql", "secure.gpkg", "SELECT 1", "--format", "csv")
if problems:
    sys.exit("\n".join(problems))
print(f"{files} files, each readable by whom its profile allows")
