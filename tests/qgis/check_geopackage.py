#!/usr/bin/python3
"""Is a GeoPackage of ours what the standard, GDAL and the rules of public bodies ask for, and does it survive editing?

usage: check_geopackage.py FILE.gpkg|PROGRAM

With PROGRAM (the path of mahalle) its demo city is computed and checked, in the profiles public and secure.

GDAL's validator with all extras and warnings as errors; every layer read by GDAL; spatial filters against a slow search;
the rules of the PDOK validator that can be asked with SQL; then a copy is edited with GDAL, which must keep index and
counts right. Exit code 77: python3-gdal (with osgeo_utils) or ogrinfo is missing.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from sample_file import files_to_check, rows_of  # noqa: E402

try:
    from osgeo import gdal, ogr
    import osgeo_utils.samples.validate_gpkg  # noqa: F401
except ImportError:
    print("skipped: python3-gdal is not installed")
    sys.exit(77)
if shutil.which("ogrinfo") is None:
    print("skipped: ogrinfo (gdal-bin) is not installed")
    sys.exit(77)

gdal.UseExceptions()


def check_validator(path):
    command = [sys.executable, "-m", "osgeo_utils.samples.validate_gpkg", "-q", "--extra", "--warning-as-error", path]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 0 and not result.stdout.strip(), f"validate_gpkg: {result.stdout}{result.stderr}"


def check_ogrinfo(path):
    result = subprocess.run(["ogrinfo", "-ro", "-al", "-so", path], capture_output=True, text=True)
    assert result.returncode == 0 and "ERROR" not in result.stderr and "Warning" not in result.stderr, result.stderr
    for name, data_type in rows_of(path, "SELECT table_name, data_type FROM gpkg_contents"):
        count = rows_of(path, f'SELECT count(*) FROM "{name}"')[0][0]
        block = result.stdout.split(f"Layer name: {name}\n", 1)[1].split("\nLayer name: ", 1)[0]
        assert f"Feature Count: {count}\n" in block, f"{name}: ogrinfo does not count {count} rows"
        if data_type == "features":
            assert "Geometry: None" not in block and "Layer SRS WKT:\n(unknown)" not in block, f"{name}: geometry or CRS is unknown"


def cell(feature, i):
    """As SQLite has it: GDAL reads a column of dates as such, and writes their texts its own way."""
    if feature.GetFieldDefnRef(i).GetType() == ogr.OFTDate and feature.IsFieldSetAndNotNull(i):
        return "%04d-%02d-%02d" % tuple(feature.GetFieldAsDateTime(i)[:3])
    return feature.GetField(i)


def check_layers(path):
    """GDAL reads every cell as SQLite has it."""
    source = ogr.Open(path)
    for name, data_type in rows_of(path, "SELECT table_name, data_type FROM gpkg_contents"):
        layer = source.GetLayerByName(name)
        fields = [layer.GetLayerDefn().GetFieldDefn(i).GetName() for i in range(layer.GetLayerDefn().GetFieldCount())]
        columns = ", ".join(f'"{field}"' for field in fields)
        key = layer.GetFIDColumn()
        rows = rows_of(path, f'SELECT {columns} FROM "{name}" ORDER BY "{key}"')
        for row, feature in zip(rows, layer):
            values = tuple(cell(feature, i) for i in range(len(fields)))
            if name != "layer_styles":
                assert values == row, f"{name} fid {feature.GetFID()}: {values} is not {row}"
            geometry = feature.GetGeometryRef()
            assert geometry is None or geometry.IsValid(), f"{name} fid {feature.GetFID()} is not valid"
        if data_type == "features":
            check_filter(layer, name)


def check_filter(layer, name):
    boxes = {}
    layer.ResetReading()
    for feature in layer:
        geometry = feature.GetGeometryRef()
        if geometry is not None:
            boxes[feature.GetFID()] = geometry.Clone()
    if not boxes:
        return
    min_x, max_x, min_y, max_y = layer.GetExtent()
    assert layer.TestCapability(ogr.OLCFastSpatialFilter), f"{name}: no spatial index"
    for i in range(6):
        for j in range(6):
            x, y = min_x + (max_x - min_x) * i / 7, min_y + (max_y - min_y) * j / 7
            x2, y2 = x + (max_x - min_x) * 0.21, y + (max_y - min_y) * 0.19
            window = ogr.CreateGeometryFromWkt(f"POLYGON(({x} {y},{x2} {y},{x2} {y2},{x} {y2},{x} {y}))")
            layer.SetSpatialFilter(window)
            found = {feature.GetFID() for feature in layer}
            wanted = {fid for fid, geometry in boxes.items() if geometry.Intersects(window)}
            assert found == wanted, f"{name}: the filter finds {sorted(found)}, a slow search {sorted(wanted)}"
    layer.SetSpatialFilter(None)


def ring_area(ring):
    points = ring.GetPoints()
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))


def check_rules(path):
    """Rules of the PDOK validator (RQ1, 4, 6, 7, 9 to 15, 21, 24 in part, RC17 to 20, 25)."""
    snake = re.compile("^[a-z][a-z0-9_]*$")
    assert not rows_of(path, "SELECT name FROM sqlite_schema WHERE type = 'view'"), "there are views"
    systems = {row[0] for row in rows_of(path, "SELECT srs_id FROM gpkg_geometry_columns")}
    assert len(systems) <= 1, "layers have different reference systems"
    for name, column, kind, z, m in rows_of(path, "SELECT table_name, column_name, geometry_type_name, z, m FROM gpkg_geometry_columns"):
        assert snake.match(name) and len(name) <= 57, f"layer name {name}"
        assert column == "geom" and z == 0 and m == 0 and kind in ("POINT", "MULTIPOLYGON")
        for (field,) in rows_of(path, "SELECT name FROM pragma_table_info(?)", name):
            assert snake.match(field), f"{name}.{field}"
        schema = rows_of(path, "SELECT sql FROM sqlite_schema WHERE name = ?", name)[0][0]
        assert "AUTOINCREMENT" in schema, f"{name} has no AUTOINCREMENT key"
        assert rows_of(path, f"SELECT rtreecheck('rtree_{name}_geom')") == [("ok",)], f"{name}: rtreecheck"
        layer_count = rows_of(path, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", name)[0][0]
        assert layer_count == rows_of(path, f'SELECT count(*) FROM "{name}"')[0][0]
    source = ogr.Open(path)  # kept: a layer does not keep its source alive
    for name, kind in rows_of(path, "SELECT table_name, geometry_type_name FROM gpkg_geometry_columns"):
        for feature in source.GetLayerByName(name):
            geometry = feature.GetGeometryRef()
            if geometry is None:
                continue
            assert geometry.GetGeometryName() == kind and not geometry.IsEmpty(), f"{name} fid {feature.GetFID()}"
            for part in geometry if kind == "MULTIPOLYGON" else []:
                areas = [ring_area(part.GetGeometryRef(i)) for i in range(part.GetGeometryCount())]
                assert areas[0] > 0 and all(area < 0 for area in areas[1:]), f"{name} fid {feature.GetFID()}: ring direction"


def edit(path, name):
    """Adds, moves, empties and deletes rows the way an editing user does."""
    source = ogr.Open(path, 1)
    layer = source.GetLayerByName(name)
    fids = [feature.GetFID() for feature in layer if feature.GetGeometryRef() is not None]
    first = layer.GetFeature(fids[0])
    copy = ogr.Feature(layer.GetLayerDefn())
    copy.SetGeometry(first.GetGeometryRef())
    layer.CreateFeature(copy)
    moved = layer.GetFeature(fids[1])
    geometry = moved.GetGeometryRef().Clone()
    if geometry.GetGeometryName() == "POINT":
        geometry = ogr.CreateGeometryFromWkt(f"POINT({geometry.GetX() + 77777} {geometry.GetY()})")
    else:
        geometry = ogr.ForceToMultiPolygon(geometry.Buffer(77777, 4))
    moved.SetGeometry(geometry)
    layer.SetFeature(moved)
    emptied = layer.GetFeature(fids[2])
    emptied.SetGeometry(None)
    layer.SetFeature(emptied)
    layer.DeleteFeature(fids[3])
    return len(fids)


def check_editing(path):
    with tempfile.TemporaryDirectory(prefix="mahalle-edit-") as folder:
        copy = os.path.join(folder, "copy.gpkg")
        shutil.copy(path, copy)
        for (name,) in rows_of(path, "SELECT table_name FROM gpkg_contents WHERE data_type = 'features'"):
            before = edit(copy, name)
            rows, geometries = rows_of(copy, f'SELECT count(*), count(geom) FROM "{name}"')[0]
            assert geometries == before - 1, f"{name}: {geometries} geometries after editing"
            assert rows_of(copy, f'SELECT count(*) FROM "rtree_{name}_geom"')[0][0] == geometries, f"{name}: the index lost rows"
            assert rows_of(copy, f"SELECT rtreecheck('rtree_{name}_geom')") == [("ok",)], f"{name}: rtreecheck after editing"
            assert rows_of(copy, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", name)[0][0] == rows
            source = ogr.Open(copy)  # a layer does not keep its source alive
            check_filter(source.GetLayerByName(name), name)
            source = None


def check_labels(path):
    """Coded columns are coded domains to GDAL; from GDAL 3.7 on titles are alternative names."""
    source = gdal.OpenEx(path, gdal.OF_VECTOR)
    for name, column, constraint in rows_of(path, "SELECT table_name, column_name, constraint_name FROM gpkg_data_columns "
                                              "WHERE constraint_name NOT NULL"):
        field = source.GetLayerByName(name).GetLayerDefn()
        field = field.GetFieldDefn(field.GetFieldIndex(column))
        domain = source.GetFieldDomain(field.GetDomainName())
        values = dict(rows_of(path, "SELECT value, description FROM gpkg_data_column_constraints WHERE constraint_name = ?", constraint))
        assert domain is not None and domain.GetEnumeration() == values, f"{name}.{column}: coded values"


def check_file(path):
    before = open(path, "rb").read()
    check_validator(path)
    check_ogrinfo(path)
    check_layers(path)
    check_rules(path)
    check_labels(path)
    check_editing(path)
    assert open(path, "rb").read() == before, "reading changed the file"
    print(f"ok: {os.path.basename(path)} is a sound GeoPackage")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="mahalle-check-") as folder:
        for path in files_to_check(sys.argv[1], folder):
            check_file(path)


if __name__ == "__main__":
    main()
