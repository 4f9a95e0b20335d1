#!/usr/bin/env python3
"""A long CSV that begins in UTF-8 is what a reading of the whole file says, whatever stands far behind. test_long_csv.py PROGRAM"""
import json, os, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
ENVIRONMENT = {**keep, "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600"}
BEGINNING = 8 * 1024 * 1024  # bytes that are looked at before the first row
SQUARES = [[x, 37.0, x + 0.1, 37.1] for x in (37.0, 37.1)]
problems = []


def write_boundaries(path):
    features = [{"type": "Feature", "properties": {"mah_code": str(i), "mah_name": f"M{i}"},
                 "geometry": {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]}}
                for i, (w, s, e, n) in enumerate(SQUARES)]
    json.dump({"type": "FeatureCollection", "features": features}, open(path, "w"))


def row(number, place):
    return f"H{number:07d},{37.01 + number % 17 / 100:.6f},37.05,3,2024,{place},{'-' * 60}\n"


def run(folder, threads):
    done = subprocess.run([program, "run", "--households", "h.csv", "--neighbourhoods", "m.geojson", "-o", f"o{threads}.gpkg", "--language", "en",
                           "--set", "reference_date=2025-12-31", "--set", "quarantine.max_rejected_share=1", "--profile", "secure",
                           "--threads", str(threads)], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=300)
    lines = [line for line in (done.stdout + done.stderr).split("\n") if not line.startswith("Written")]
    return done.returncode, "\n".join(lines).replace(f"o{threads}.gpkg", "o.gpkg")


def check(name, tail, expected):
    """The rows of the tail come after those that are trusted; `expected` are parts of what the program says."""
    with tempfile.TemporaryDirectory() as folder:
        write_boundaries(os.path.join(folder, "m.geojson"))
        with open(os.path.join(folder, "h.csv"), "wb") as file:
            file.write("hane_no,boylam,enlem,hane_nufusu,gelis_yili,geldigi_il,not\n".encode())
            number = 0
            while file.tell() < BEGINNING + 100000:
                file.write(row(number, "Şanlıurfa" if number % 50 == 0 else "Ankara").encode())
                number += 1
            for line in tail:
                file.write(line)
        single, several = run(folder, 1), run(folder, 3)
        if single != several:
            problems.append(f"{name}: one thread says\n{single}\nthree say\n{several}")
        for words in expected:
            if words not in single[1]:
                problems.append(f"{name}: '{words}' is not said:\n{single[1]}")


TAIL = range(500000, 520000)
turkish = [row(i, "Iğdır").encode() for i in TAIL]
check("all of it UTF-8", turkish, ["0 in quarantine"])
check("some broken rows", [line.replace(b"I", b"\xff") if i % 1000 == 7 else line for i, line in enumerate(turkish)],
      ["20 in quarantine", "bad_encoding 20"])
check("cut off in a letter", turkish + [row(520000, "I").encode()[:-1] + b"\xc4"], ["bad_encoding 1"])
check("most of it in another encoding", [row(i, "Iğdır").encode("cp1254") for i in TAIL],
      ["0 in quarantine", "'h.csv' is not UTF-8; it was read as iso-8859-9"])
check("a byte that is no text", turkish[:-1] + [turkish[-1].replace(b"I", b"\0")], ["'h.csv' holds NUL bytes and is no plain text"])

print("\n".join(problems) or "a long CSV is what all of it says")
sys.exit(1 if problems else 0)
