#!/usr/bin/python3
"""Does a reader that shares no line with GDAL and QGIS read everything in a file of ours?

usage: test_independent_reader.py PROGRAM

@ngageoint/geopackage (JavaScript, SQLite as WebAssembly) reads the demo city in the profiles public and secure. Asserts: it
finds no fault; every table of gpkg_contents is there with its rows; every value is SQLite's; every geometry, parsed and
written again, has the bytes of ours; they span the box of gpkg_contents; a window through the spatial index finds what a slow
search finds. Exit code 77: npm is missing or the package cannot be had.
"""
import json
import os
import sqlite3
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from optional_tools import HERE, install_npm_packages  # noqa: E402
from sample_file import files_to_check  # noqa: E402

ENVELOPE_BYTES = (0, 32, 48, 48, 64)
MULTIPOLYGON = 6


def read_all(packages, path):
    command = ["node", os.path.join(HERE, "independent_reader", "read_geopackage.js"), packages, path]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0, f"the reader fails: {result.stderr}"
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return lines[0]["errors"], {table["name"]: table for table in lines[1:]}


def wkb_of(blob):
    """The geometry of a GeoPackage without its header; NULL and empty ones are None."""
    if blob is None or blob[3] & 0x10:
        return None
    return blob[8 + ENVELOPE_BYTES[(blob[3] >> 1) & 7]:]


def box_of(wkb):
    """Box of a point or of the polygons of a multipolygon, little endian as we write them."""
    if struct.unpack_from("<I", wkb, 1)[0] != MULTIPOLYGON:
        x, y = struct.unpack_from("<dd", wkb, 5)
        return x, y, x, y
    points, at = [], 9
    for _ in range(struct.unpack_from("<I", wkb, 5)[0]):
        rings, at = struct.unpack_from("<I", wkb, at + 5)[0], at + 9
        for _ in range(rings):
            count, at = struct.unpack_from("<I", wkb, at)[0], at + 4
            points.extend(struct.iter_unpack("<dd", wkb[at:at + 16 * count]))
            at += 16 * count
    xs, ys = zip(*points)
    return min(xs), min(ys), max(xs), max(ys)


def plain(value):
    return {"blob": value.hex()} if isinstance(value, bytes) else value


def check_rows(name, table, rows, columns):
    assert table["count"] == len(rows) == len(table["rows"]), f"{name}: {len(table['rows'])} of {len(rows)} rows are read"
    for wanted, got in zip(rows, table["rows"]):
        values = {column: plain(value) for column, value in zip(columns, wanted) if column != "geom"}
        assert got["values"] == values, f"{name}: {got['values']} is not {values}"
        wkb = wkb_of(wanted[columns.index("geom")]) if "geom" in columns else None
        assert got["shape"] == (wkb.hex() if wkb else None), f"{name} fid {wanted[0]}: another geometry is read"


def check_boxes(name, table):
    """True where the window through the index found some rows and not all."""
    boxes = {row["values"]["fid"]: box_of(bytes.fromhex(row["shape"])) for row in table["rows"] if row["shape"]}
    west, south, east, north = zip(*boxes.values())
    around = [min(west), min(south), max(east), max(north)]
    assert table["box"] == around, f"{name}: gpkg_contents says {table['box']}, the geometries span {around}"
    assert table["indexed"], f"{name}: the reader sees no spatial index"

    def within(margin):
        left, lower, right, upper = table["window"]
        return {fid for fid, box in boxes.items() if box[0] <= right + margin and box[2] >= left - margin and
                box[1] <= upper + margin and box[3] >= lower - margin}

    found = set(table["found"])
    assert within(0) <= found <= within(1e-4), f"{name}: the index finds other rows than a slow search"  # 1e-4: floats
    return 0 < len(found) < len(boxes)


def check_file(packages, path):
    errors, tables = read_all(packages, path)
    assert not errors, f"the reader complains: {errors}"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        contents = dict(connection.execute("SELECT table_name, data_type FROM gpkg_contents"))
        assert {name: table["type"] for name, table in tables.items()} == contents, f"the reader lists {sorted(tables)}"
        for name in contents:
            cursor = connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            check_rows(name, tables[name], cursor.fetchall(), [column[0] for column in cursor.description])
    layers = [name for name, data_type in contents.items() if data_type == "features"]
    assert sum([check_boxes(name, tables[name]) for name in layers]) >= 3, "windows that find all or nothing are no test"
    rows = sum(len(table["rows"]) for table in tables.values())
    print(f"ok: an independent reader reads {len(tables)} tables with {rows} rows of {os.path.basename(path)}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    packages = install_npm_packages(sys.argv[1], "independent_reader")
    with tempfile.TemporaryDirectory(prefix="mahalle-reader-") as folder:
        for path in files_to_check(sys.argv[1], folder):
            before = open(path, "rb").read()
            check_file(packages, path)
            assert open(path, "rb").read() == before, "reading changed the file"


if __name__ == "__main__":
    main()
