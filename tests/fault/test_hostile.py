#!/usr/bin/env python3
"""Names and cells that mean harm: are they taken as what they are, text, and do limits hold? test_hostile.py PROGRAM"""
import csv, io, json, os, sqlite3, sys, time, zipfile
from xml.etree import ElementTree

from small_city import City, DOCUMENTED, WIDE, count, environment, finish, is_one_line, violation

city = City(sys.argv[1], services=True)
NAMES = ['x"; DROP TABLE gpkg_contents; --', "'); DELETE FROM mah_indicators; --", "</maplayer><script>alert(1)</script>", "]]>&lt;&amp;&#0;",
         '=cmd|"/c calc"!A1', "+1+1", "@SUM(A1)", "[% env('HOME') %]", "a\u202egpj.exe", "../../etc/passwd", "%s%n%x", "ış\u0130\u0307", "Ü" * 5000,
         "-2+3", "\tTab", "a\nb", "a\x1bb[31m", "\ufeffBOM", "\U0001f3d8", "{{7*7}}", "$(touch /tmp/x)", "`id`", "\\", "'", '"']


def write_boundaries(names):
    """Nine mahalle as before, with these names."""
    text = json.load(open(city.inputs + "/b.geojson", encoding="utf-8"))
    for n, feature in enumerate(text["features"]):
        feature["properties"]["mah_name"] = names[n % len(names)]
        feature["properties"]["mah_code"] = f"{n}" + (names[n % len(names)] if n % 2 and len(names[n % len(names)]) < 100 else "")
    path = city.inputs + "/hostile.geojson"
    json.dump(text, open(path, "w", encoding="utf-8"))
    return path


def well_formed_projects(db):
    for name, content in db.execute("SELECT name, content FROM qgis_projects"):
        archive = zipfile.ZipFile(io.BytesIO(content if isinstance(content, bytes) and content[:2] == b"PK" else bytes.fromhex(
            content.decode() if isinstance(content, bytes) else content)))
        for entry in archive.namelist():
            if entry.endswith((".qgs", ".qgd")) and entry.endswith(".qgs"):
                ElementTree.fromstring(archive.read(entry))
                count("projects parsed")


def names_are_text():
    done = city.call(city.words("--profile", "secure"))
    assert done.returncode == 0, done.stderr
    tables = set(sqlite3.connect(city.out).execute("SELECT name FROM sqlite_master").fetchall())
    for first in range(0, len(NAMES), 9):
        names = NAMES[first:first + 9]
        done = city.call(city.words("--profile", "secure", boundaries=write_boundaries(names)))
        count("hostile names", len(names))
        if done.returncode != 0:
            violation(f"names {names}: exit {done.returncode}: {done.stderr}")
            continue
        db = sqlite3.connect(city.out)
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",) or set(db.execute("SELECT name FROM sqlite_master").fetchall()) != tables:
            violation(f"names {names}: other tables")
        there = {row[0] for row in db.execute("SELECT mah_name FROM mah_indicators")}
        lost = [n for n in names if n.strip("\t\ufeff ") not in there and n not in there]
        if lost:
            violation(f"names that came out otherwise: {[n[:40] for n in lost]} of {sorted(t[:40] for t in there)}")
        well_formed_projects(db)
        db.close()
        answers(names)


def answers(names):
    """What is handed out of the file stays one cell, and no cell is a formula."""
    for form in ("csv", "json", "geojson"):
        done = city.call([city.program, "query", "out.gpkg", "--by", "mahalle", "--format", form, "--quiet"])
        if done.returncode != 0:
            violation(f"query as {form} of {names}: {done.stderr}")
        elif form == "csv":
            rows = list(csv.reader(io.StringIO(done.stdout.lstrip("\ufeff"))))
            if {len(row) for row in rows} != {len(rows[0])}:
                violation(f"CSV of {names}: rows of different widths")
            formulas = [cell for row in rows[1:] for cell in row if cell[:1] in "=+@\t\r" and cell[:1] and not cell[1:2].isdigit()]
            if formulas:
                violation(f"cells that a spreadsheet computes: {formulas}")
        else:
            json.loads(done.stdout)
    text = city.call([city.program, "query", "out.gpkg", "--by", "mahalle"])
    if "\x1b" in text.stdout or "\u202e" in text.stdout:
        violation("a table for people holds signs that steer the terminal")


def limit(what, words, says=None, seconds=60):
    """Ends soon, and where it refuses it says why."""
    start = time.monotonic()
    done = city.call(words, timeout=300)
    count("limits met")
    if done.returncode not in DOCUMENTED or (done.returncode != 0 and not is_one_line(done.stderr)):
        violation(f"{what}: exit {done.returncode}: {done.stderr[-300:]}")
    if says is not None and (done.returncode == 0 or says not in done.stderr):
        violation(f"{what}: exit {done.returncode} says {done.stderr[-300:]!r}, wanted {says!r}")
    if time.monotonic() - start > seconds and WIDE:
        violation(f"{what}: took {time.monotonic() - start:.0f} s")
    if done.returncode == 0 and words[1] == "run":
        wrong = city.books(done)
        if wrong:
            violation(f"{what}: {wrong}")
    return done


def put(name, text):
    path = city.inputs + "/" + name
    with open(path, "wb") as out:
        out.write(text if isinstance(text, bytes) else text.encode())
    return path


def limits():
    head = "hane_no,boylam,enlem,hane_nufusu\n"
    limit("a cell of 9 MB", city.words(households=put("long.csv", head + "1,38.01,37.01,3\n2," + "x" * (9 << 20) + ",1,1\n")), "8 MB")
    limit("a header of 9 MB", city.words(households=put("long.csv", "x" * (9 << 20) + "," + head + "1,38.01,37.01,3\n")), "")
    limit("100,000 columns", city.words(households=put("wide.csv", head.strip() + "".join(f",k{n}" for n in range(100000)) + "\n1,38.01,37.01,3" + "," * 100000 + "\n")))
    limit("100,000 columns of a service", city.words("--service", "park=" + put("wide.csv", "no,boylam,enlem" + "".join(f",k{n}" for n in range(100000)) + "\n1,38.01,37.01\n")), "columns")
    limit("no column", city.words(households=put("none.csv", "\n\n1\n")))
    limit("a column twice", city.words(households=put("twice.csv", "hane_no,hane_no,boylam,enlem\n1,2,38.01,37.01\n")))
    for what, cell in (("infinity", "1e400"), ("minus infinity", "-inf"), ("nan", "nan"), ("hexadecimal", "0x26"), ("many digits", "38." + "0" * 4000 + "1"),
                       ("next to nothing", "1e-400"), ("a NUL", "38\0.01"), ("Arabic digits", "٣٨.٠١"), ("a formula", "=38+0.01")):
        done = limit("position: " + what, city.words(households=put("odd.csv", head + f"1,{cell},37.01,3\n2,38.01,37.01,3\n3,38.011,37.01,99999999999999999999\n"
                                                                                   f"4,38.012,37.01,{cell}\n5,38.01,37.012,-3\n")))
        if done.returncode == 0 and json.loads(done.stdout)["rows"]["read"] != 5:
            violation(f"position: {what}: {done.stdout[:200]}")
    deep = 200000
    nested = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"mah_code":"1"},"geometry":{"type":"Polygon","coordinates":' + "[" * deep + "]" * deep + "}}]}"
    for role in ("households", "boundaries"):
        limit(f"{role} nested {deep} deep", city.words(**{role: put("deep.geojson", nested)}), "")
    limit("a service nested deep", city.words("--service", "park=" + put("deep.json", "[" * deep + "]" * deep)), "")
    limit("streets nested deep", city.words("--set", "streets.source=" + put("deep2.geojson", nested)), "")
    collections = '{"type":"GeometryCollection","geometries":[' * 5000 + "]}" * 5000
    limit("collections in collections", city.words(boundaries=put("collections.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"mah_code":"1"},"geometry":'
                                                                  + collections + "}]}")), "")
    ring = [[38 + .01 * (n % 1000) / 1000, 37 + (.01 if n >= 1000 else 0)] for n in range(2000)]
    spikes = ring + [[38.02, 37.005]] * 20000 + ring[:1]
    limit("20,000 times the same vertex", city.words(boundaries=put("spikes.geojson", json.dumps({"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"mah_code": "1", "mah_name": "A"}, "geometry": {"type": "Polygon", "coordinates": [spikes]}}]}))))
    limit("a filter of 200 KB", city.words("--set", "streets.source=" + city.inputs + "/b.geojson", "--set", "streets.where=" + "a = 1 or " * 12000 + "a = 1"), "")
    limit("a project of 2 MB", [city.program, "run", put("big.yaml", "households:\n" + "  # x\n" * 300000), "-o", city.out], "1 MB")
    limit("words of 100 KB", [city.program, "query", "out.gpkg", "--mahalle", "x" * 100000])
    limit("a statement of 120 KB", [city.program, "sql", "out.gpkg", "SELECT '" + "x" * 120000 + "'"])


names_are_text()
limits()
finish("hostile names, cells and sizes")
