#!/usr/bin/env python3
"""How many instructions a household costs, at most: test_instructions.py PROGRAM. Skipped without valgrind.

Counted by callgrind for a run of N households and one of 2 N in the same 36 mahalle, on one thread; the difference is the cost of N households, and
what a run costs before its first household falls out. Instructions, never seconds: a busy machine does not matter. The count still depends on the
compiler and on which variants of memcpy, strlen ... libc takes for the processor (valgrind shows it one with AVX2 at most), on the versions of libc
and SQLite too: hence the slack (two runs of one program differ by 0.2 %; Release and RelWithDebInfo by 8 %). A build with a sanitizer is another program: skipped.

To renew LIMIT after the program has become faster (or slower for a good reason): build as released, run this test, take the number it says."""
import os, random, re, shutil, subprocess, sys, tempfile

LIMIT = 4_700  # instructions a household, as measured; Debian 12, gcc 12, x86-64, RelWithDebInfo or Release
SLACK = 1.1
HOUSEHOLDS = 25_000
SIDE = 6  # mahalle along each side of the city

program = os.path.abspath(sys.argv[1])
if not shutil.which("valgrind"):
    print("valgrind is not installed: instructions are not counted")
    sys.exit(77)
with open(program, "rb") as file:
    code = file.read()
if b"__asan_init" in code or b"__gcov_init" in code:
    print("built with a sanitizer or for coverage: its instructions are not those of the program")
    sys.exit(77)


def write_boundaries(path):
    """Squares of about 1 km whose sides have a vertex every 50 m or so, as real boundaries have many."""
    def side(begin, end):
        return [[round(begin[axis] + (end[axis] - begin[axis]) * step / 20, 6) for axis in (0, 1)] for step in range(20)]

    def square(row, column):
        west, south, size = 37.0 + 0.01 * column, 37.0 + 0.01 * row, 0.01
        corners = [(west, south), (west + size, south), (west + size, south + size), (west, south + size), (west, south)]
        ring = [point for begin, end in zip(corners, corners[1:]) for point in side(begin, end)]
        return (f'{{"type":"Feature","properties":{{"id":{row * SIDE + column + 1},"name":"Mahalle {row}-{column}"}},'
                f'"geometry":{{"type":"Polygon","coordinates":[{ring + ring[:1]}]}}}}')

    with open(path, "w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[' + ",\n".join(square(row, column) for row in range(SIDE) for column in range(SIDE)) + "]}")


def write_households(path, count):
    random.seed(5)
    origins = ["Kütahya", "Ordu", "Şanlıurfa", "İzmir", "Muş", "Çorum", ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("hane_no,boylam,enlem,hane_nufusu,gelis_yili,geldigi_il,oda_sayisi,sebeke_suyu\n")
        for number in range(count):
            x, y = 37 + 0.01 * SIDE * random.random(), 37 + 0.01 * SIDE * random.random()
            file.write(f"H{number:08d},{x:.6f},{y:.6f},{random.randint(1, 8)},{random.randint(1970, 2025)},{random.choice(origins)},"
                       f"{random.randint(1, 5)},{random.randint(0, 1)}\n")


def instructions(folder, count):
    households = f"{folder}/{count}.csv"
    write_households(households, count)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600"}
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind.out", program, "run", "--households", households,
                           "--neighbourhoods", folder + "/mahalle.geojson", "-o", f"{folder}/{count}.gpkg", "--threads", "1", "--quiet",
                           "--set", "reference_date=2025-12-31"], env=environment, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        sys.exit(f"callgrind of {count} households failed:\n{done.stderr}")
    return int(found[1])


with tempfile.TemporaryDirectory() as folder:
    write_boundaries(folder + "/mahalle.geojson")
    once, twice = instructions(folder, HOUSEHOLDS), instructions(folder, 2 * HOUSEHOLDS)
cost = (twice - once) / HOUSEHOLDS
print(f"{cost:,.0f} instructions a household (limit {LIMIT:,} and {SLACK - 1:.0%} more); {once - cost * HOUSEHOLDS:,.0f} before the first")
if cost > LIMIT * SLACK:
    sys.exit("a household costs more than it did")
if cost < LIMIT / SLACK / SLACK:
    print("far below the limit: please renew it (see the head of this file)")
