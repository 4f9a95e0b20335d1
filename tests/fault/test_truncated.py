#!/usr/bin/env python3
"""Files that are cut off, flipped or filled with zeros: refused, quarantined or warned of, never fewer rows in silence. test_truncated.py PROGRAM"""
import json, os, random, sys

from damaged_files import formats_of, words_with
from small_city import City, WIDE, count, digest, finish, is_one_line, some, violation

city = City(sys.argv[1], services=True)
formats = formats_of(city)
if not formats:
    print("not tried: all formats but CSV, since python3-gdal is missing")
    formats = {"households csv": ("households", city.inputs + "/h.csv", [])}
chance = random.Random(5)
CUTS, FLIPS = (50, 30) if WIDE else (1, 1)


def run_on(role, path):
    if os.path.exists(city.out):
        os.remove(city.out)
    return city.call(words_with(city, role, path))


def summary(done):
    return json.loads(done.stdout)


def judge(done, what, name, whole, lines=None):
    """What was lost is said: by a refusal, in the quarantine, or in a warning that names the file."""
    if done.returncode != 0:
        if done.returncode not in (1, 2, 3) or not is_one_line(done.stderr) or os.path.exists(city.out):
            violation(f"{what}: exit {done.returncode}: {done.stderr[-300:]}")
        return
    said, rows = summary(done), summary(done)["rows"]
    wrong = city.books(done)
    if wrong:
        violation(f"{what}: {wrong}")
    is_named = any(name in warning for warning in said["warnings"])
    if rows["read"] < whole["rows"]["read"] and not is_named and said["quarantined_by"].get("bad_row", 0) == 0 and rows["read"] != lines:
        violation(f"{what}: {rows['read']} rows of {whole['rows']['read']} in silence")
    if said["mahalle"] != whole["mahalle"] and not is_named:
        violation(f"{what}: {said['mahalle']} mahalle of {whole['mahalle']} in silence")


def damage(kind, role, path, file, whole, same):
    """`file` is the source itself or one of those beside it."""
    data, name = open(file, "rb").read(), os.path.basename(path)
    is_csv = file.endswith(".csv")

    def attempt(bytes_, what, lines=None):
        with open(file, "wb") as out:
            out.write(bytes_)
        done = run_on(role, path)
        judge(done, f"{kind}, {os.path.basename(file)} {what}", name, whole, lines)
        return done

    for n in [round(len(data) * k / (CUTS + 1)) for k in range(WIDE and 0 or 1, CUTS + 1)]:
        at_line_end = is_csv and data[n - 1:n] == b"\n"
        done = attempt(data[:n], f"cut off at {n} of {len(data)}", data[:n].count(b"\n") - 1 if at_line_end else None)
        count("cuts")
        if done.returncode == 0 and digest(city.out) != same and not at_line_end and not any(name in w for w in summary(done)["warnings"]):
            violation(f"{kind}, {os.path.basename(file)} cut off at {n} of {len(data)}: another output without a warning")
    for n in some([round(len(data) * k / 10) for k in range(1, 10)], 1):
        attempt(data[:n] + bytes(len(data) - n), f"zeros from {n} on")
        count("tails of zeros")
    for _ in range(FLIPS):
        at, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        flipped = bytearray(data)
        flipped[at] ^= bit
        attempt(flipped, f"with bit {bit} of byte {at} flipped ({data[max(0, at - 12):at + 12]})")
        count("flipped bits")
    with open(file, "wb") as out:
        out.write(data)


def texts():
    """Encodings and line ends that come from other programs: the same rows, or a refusal that says what to do."""
    whole = open(city.inputs + "/h.csv", "rb").read()
    head, rows = whole.split(b"\r\n", 1)
    path = city.inputs + "/odd.csv"
    done = run_on("households", city.inputs + "/h.csv")
    same, expected = summary(done)["rows"], summary(done)
    for what, bytes_, code, read in (
            ("LF", whole.replace(b"\r\n", b"\n"), 0, same), ("CR", whole.replace(b"\r\n", b"\r"), 0, same),
            ("BOM", b"\xef\xbb\xbf" + whole, 0, same), ("UTF-16 with a mark", whole.decode().encode("utf-16"), None, same),
            ("UTF-16 without a mark", whole.decode().encode("utf-16-le"), None, same),
            ("Windows-1254", whole.decode().encode("cp1254"), 0, same), ("blanks at the end", whole + b" \r\n\r\n", 0, same),
            ("a NUL in a cell", whole.replace(b"H7,", b"H\x007,"), None, None), ("NUL only", bytes(4096), None, None),
            ("an invalid letter", whole.replace("Ağrı".encode(), b"A\xff\xc3r", 1), None, None),
            ("a quote that is never closed", head + b"\r\n" + rows.replace(b"H50,", b'"H50,'), 1, None),
            ("no line break at the end", whole.rstrip(b"\r\n"), 0, same)):
        with open(path, "wb") as out:
            out.write(bytes_)
        done = run_on("households", path)
        count("odd texts")
        judge(done, what, "odd.csv", expected)
        if code is not None and done.returncode != code:
            violation(f"{what}: exit {done.returncode}: {done.stderr}")
        if done.returncode == 0 and read is not None and summary(done)["rows"] != read:
            violation(f"{what}: {summary(done)['rows']}, without it {read}")
        if what == "no line break at the end" and not any("line break" in w for w in summary(done)["warnings"]):
            violation(f"{what}: no warning")


texts()
for kind, (role, path, beside) in formats.items():
    whole = run_on(role, path)
    assert whole.returncode == 0 and summary(whole)["rows"]["located"] > 100, (kind, whole.stderr, whole.stdout)
    same = digest(city.out)
    for file in [path, *beside]:
        damage(kind, role, path, file, summary(whole), same)
finish("damaged files")
