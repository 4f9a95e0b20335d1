#!/usr/bin/env python3
"""Memory ends in every command: out_of_memory.py SWEEP PROGRAM COMMAND [--tries N] [--mode from|only|both|cold] [--case NAME]

Runs the program memory_sweep (sweep.c) on the cases of one command, each in a fresh copy of a small city. --tries says how
many of the requests of a case fail, one a call (0: each of them, which takes hours; paths: of those that come along the
same calls the first, the second and the last, once for all cases); without --tries a few of the first three cases, and
of the first a few in processes of their own.
"""
import argparse, os, shutil, subprocess, sys, tempfile

try:
    import small_city
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

# name, arguments. `old`, in front, makes a file of an earlier run stand where the answer goes: it must stay as it was.
CASES = {
    "run": [
        ("public", "run . -o old.gpkg --threads 1 --language tr"),
        ("secure, two threads", "run . -o old.gpkg --profile secure --threads 2 --quiet"),
        ("public, two threads", "run . -o old.gpkg --threads 2 --quiet"),
        ("internal", "run . -o new.gpkg --profile internal --threads 1 --set need.population=official --format json --language en"),
        ("secure", "run . -o new.gpkg --profile secure --threads 1 --set coverage.metric=euclid --verbose --language en"),
        ("households at their places", "run . -o new.gpkg --profile secure --household-points exact --threads 1 --language en"),
        ("households moved", "run . -o new.gpkg --profile secure --household-points masked --set privacy.mask_seed_file=gizli.txt "
                             "--threads 1 --language tr"),
        ("without a project", "run --households haneler.csv --neighbourhoods mahalle.geojson --service asm=asm.geojson "
                              "--set quarantine.max_rejected_share=1 -o new.gpkg --threads 1"),
    ],
    "check": [
        ("public", "check . --threads 1 --language tr"),
        ("two threads", "check . --threads 2 --verbose --language en"),
        ("rows", "check . --threads 1 --profile secure --format csv -o rows.csv --language en"),
        ("json", "check . --threads 1 --format json --language tr"),
    ],
    "init": [
        ("a folder", "init ham --language tr"),
        ("a sample city", "init --demo ornek --language en"),
    ],
    "query": [
        ("a circle", "query . --near 37.005,38.005 --radius 500 --threads 1 --language tr"),
        ("polygons of a file", "query . --within alan.geojson --format csv --threads 1 --language en"),
        ("with a condition", "query . --where arr_year>=2015 --by origin --profile internal --format json --threads 1"),
        ("by mahalle, as a map", "query . --by mahalle --profile secure -o answer.gpkg --threads 1"),
        ("two threads", "query . --bbox 38,37,38.01,37.01 --by service --threads 2"),
        ("a finished file", "query kent.gpkg --ilce Üçpınar --by mahalle --format geojson -o answer.geojson"),
        ("areas of a finished file", "query kent.gpkg --within alan.geojson --mahalle 101 --wkt "
                                     "POLYGON((38 37,38.01 37,38.01 37.01,38 37))"),
    ],
    "sql": [
        ("a table", ["sql", "kent.gpkg", "SELECT mah_name, mig_rec, ST_Area(geom) FROM mah_indicators ORDER BY 1", "--language", "tr"]),
        ("json", ["sql", "kent.gpkg", "SELECT * FROM mah_service LIMIT 9", "--format", "json", "--language", "en"]),
        ("a file", ["sql", "kent.gpkg", "SELECT * FROM params", "--format", "csv", "-o", "answer.csv"]),
    ],
    "rank": [
        ("all", "rank kent.gpkg --language tr"),
        ("explained", "rank kent.gpkg --for education --explain Iğdırlı --language en"),
        ("by a figure", "rank kent.gpkg --by mig_rec --format csv -o answer.csv"),
        ("a map", "rank kent.gpkg --for health --top 3 -o answer.gpkg"),
    ],
    "site": [
        ("exact", "site . --service primary --sites 2 --threads 1 --language tr"),
        ("greedy, straight", "site . --service asm --sites 2 --method greedy --objective distance --set coverage.metric=euclid "
                             "--format json --threads 1 --language en"),
        ("places with prices", "site . --service primary --budget 30 --candidates arsa.csv --threads 1 -o answer.gpkg"),
        ("two threads", "site . --service park --sites 3 --migrant-weight 2 --profile secure --threads 2 --format csv"),
    ],
    "invest": [
        ("text", "invest kent.gpkg --costs maliyetler.csv --budget eğitim=40000000 --language tr"),
        ("a workbook", "invest kent.gpkg --costs maliyetler.csv --budget education=40000000 --budget health=9000000 -o list.xlsx --language en"),
        ("csv", "invest kent.gpkg --costs maliyetler.csv -o list.csv"),
        ("a map", "invest kent.gpkg --costs maliyetler.csv --budget education=40000000 -o list.gpkg"),
    ],
    "compare": [
        ("text", "compare eski.gpkg kent.gpkg --language tr"),
        ("a map", "compare eski.gpkg kent.gpkg -o answer.gpkg --language en"),
        ("geojson", "compare eski.gpkg kent.gpkg --format geojson -o answer.geojson"),
    ],
    "relink": [("renamed", "relink tasinmis.gpkg --language tr"), ("from", "relink --from kent.gpkg tasinmis.gpkg --language en")],
    "completion": [(shell, "completion " + shell) for shell in ("bash", "zsh", "fish")],
    "help": [("commands", "help --language tr"), ("as a page", "help configuration --format markdown"), ("a manual page", "help run --format man"),
             ("fields", "help fields --language tr"), ("services", "help services"), ("output", "help output --language tr"),
             ("of a command", "query --help"), ("version", "--version"), ("alone", "--language tr")],
}
TRIES = {"help": 40, "completion": 40, "sql": 8, "relink": 3}  # where a call takes no time
FINISHED = ("rank", "invest", "compare", "relink", "sql", "query")


def prepare(program, command, folder):
    """What the command reads, and no more: the folder is compared to the letter after each call."""
    small_city.make(folder)
    os.environ.update({"SOURCE_DATE_EPOCH": "1767225600", "LC_ALL": "C"})

    def run(*words):
        subprocess.run([program, "run", ".", "--quiet", "--threads", "1", *words], check=True)

    if command == "run":
        run("-o", "old.gpkg", "--set", "recent_years=1")
    if command in FINISHED:
        run("-o", "kent.gpkg", "--profile", "internal")
    if command == "compare":
        small_city.boundaries("mahalle.geojson", 4)  # two were split off since then
        small_city.households("haneler.csv", 100, 7)
        run("-o", "eski.gpkg", "--profile", "internal", "--set", "reference_date=2024-12-31")
    if command == "relink":
        os.rename("kent.gpkg", "tasinmis.gpkg")
    if command == "init":
        os.mkdir("ham")
        for name in [n for n in os.listdir(".") if n not in ("ham", "mahalle.yaml", "ek.gpkg", "ek.geojson")]:
            os.rename(name, os.path.join("ham", name))
    if command in ("completion", "help"):
        for name in os.listdir("."):
            os.remove(name)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sweep"), parser.add_argument("program"), parser.add_argument("command", choices=CASES)
    parser.add_argument("--tries"), parser.add_argument("--mode"), parser.add_argument("--case")
    asked = parser.parse_args()
    sweep, program = os.path.abspath(asked.sweep), os.path.abspath(asked.program)
    failed = []
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        prepare(program, asked.command, os.path.join(folder, "kent"))
        os.environ["UBSAN_OPTIONS"] = "print_stacktrace=1"
        os.environ.setdefault("ASAN_OPTIONS", "malloc_context_size=4:quarantine_size_mb=16")  # else long sweeps get slower and slower
        cases = CASES[asked.command]  # all of them where they are many and cheap, as those of help
        for name, words in cases if asked.tries is not None or len(cases) > 7 else cases[:3]:
            if asked.case not in (None, name):
                continue
            first = (name, words) == CASES[asked.command][0]
            for mode in [asked.mode] if asked.mode else ["both", "cold"] if first else ["both"]:
                tries = asked.tries if asked.tries is not None else 1 if mode == "cold" else TRIES.get(asked.command, 2)
                arguments = words if isinstance(words, list) else split(words)
                tries = f"paths={folder}/paths" if tries == "paths" else tries
                done = subprocess.run([sweep, mode, str(tries), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                print(f"{asked.command}, {name}: {done.stdout.decode('utf-8', 'replace').strip()}", flush=True)
                if done.returncode != 0:
                    failed.append(f"{name} ({mode}): exit {done.returncode}")
        os.chdir("/")
    sys.exit("; ".join(failed) or 0)


def split(words):
    """At blanks, except within the brackets of a WKT."""
    parts, depth = [""], 0
    for letter in words:
        depth += (letter == "(") - (letter == ")")
        if letter == " " and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


main()
