#!/usr/bin/env python3
"""What a file says of other files, addresses and code is not followed, by no command. test_let_in.py PROGRAM"""
import json, os, re, shutil, sqlite3, subprocess, sys

from small_city import City, DOCUMENTED, count, digest, finish, is_one_line, need_strace, violation

need_strace()
city = City(sys.argv[1], services=True)
city.make_old()
secret = city.folder + "/in/secret.txt"
with open(secret, "w") as out:
    out.write("hane_no,boylam,enlem\nSECRET-4711,38.01,37.01\n")
evil = city.folder + "/in/evil.so"
open(evil, "w").close()
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x AS {0} FROM c WHERE x < 0"
LOADS = f"SELECT load_extension('{evil}') AS {{0}}"


def watch(words, what, code=None, read=False):
    """Nothing is dialled, no foreign code or file is opened, and it ends soon. `read`: the file may be used."""
    log = city.inputs + "/trace"
    before = ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto,openat,execve", "-o", log]
    try:
        done = city.call(words, before=before, timeout=90)
    except subprocess.TimeoutExpired:
        violation(f"{what}: takes more than 90 seconds")
        return None
    count("files and names tried")
    lines = open(log, errors="replace").read().splitlines()
    for line in lines:
        if re.search(r"\b(connect|sendto)\(|socket\(AF_(INET|INET6|NETLINK)", line):
            violation(f"{what}: dialled: {line}")
        if "openat(" in line and ('/evil.so' in line or f'"{secret}"' in line):
            violation(f"{what}: opened: {line}")
    if sum("execve(" in line for line in lines) > 1:
        violation(f"{what}: started a program")
    if done.returncode not in DOCUMENTED or (code is not None and done.returncode != code):
        violation(f"{what}: exit {done.returncode}: {done.stderr[-300:]}")
    if done.returncode != 0 and not is_one_line(done.stderr):
        violation(f"{what}: {done.stderr!r}")
    if "SECRET-4711" in done.stdout + done.stderr:
        violation(f"{what}: tells of another file")
    return done


def names():
    """No name of a file is an address, a connection, a document or a way into an archive."""
    hostile = ["http://127.0.0.1:9/x.gpkg", "/vsicurl/http://127.0.0.1:9/x.gpkg", "/vsizip/" + secret + ".zip/x.csv", "PG:host=127.0.0.1",
               '{"type":"FeatureCollection","features":[]}', "<OGRVRTDataSource/>", "/vsistdin/", "file:///etc/passwd", "/dev/zero"]
    program, out = city.program, city.out
    for name in hostile:
        for words in (["query", name, "--by", "mahalle"], ["sql", name, "SELECT 1"], ["rank", name], ["compare", out, name], ["relink", name],
                      ["query", out, "--within", name], ["invest", name, "--budget", "education=1000"], ["check", name],
                      ["site", name, "--service", "pharmacy"], ["init", name]):
            if words[0] in ("query", "sql", "check") or name in hostile[:4]:
                done = watch([program, *words], f"{words[0]} '{name}'")
                if done is not None and done.returncode == 0:
                    violation(f"{words[0]} '{name}': exit 0")


def package(path, *orders):
    """A copy of the boundaries as a GeoPackage, changed by SQL as nobody's GIS would."""
    shutil.copy(city.inputs + "/areas.gpkg", path)
    change(path, *orders)


def change(path, *orders):
    db = sqlite3.connect(path, isolation_level=None)
    for order in orders:
        db.execute(order)
    db.close()


def as_view(table, select):
    """A view where a table should be, with the rows of the table behind it."""
    return [f'ALTER TABLE "{table}" RENAME TO "{table}_real"', f'CREATE VIEW "{table}" AS {select}']


def packages_as_sources():
    from osgeo import gdal
    gdal.UseExceptions()
    gdal.VectorTranslate(city.inputs + "/areas.gpkg", city.inputs + "/b.geojson", options="-f GPKG -nln mahalle -nlt MULTIPOLYGON")
    path = city.inputs + "/hostile.gpkg"
    cases = {"whole": [],
             "the layer is a view": as_view("mahalle", f"SELECT *, load_extension('{evil}') AS x FROM mahalle_real"),
             "the layer is an endless view": as_view("mahalle", ENDLESS.format("mah_code")),
             "the contents are an endless view": as_view("gpkg_contents", ENDLESS.format("table_name")),
             "the contents load code": as_view("gpkg_contents", f"SELECT *, load_extension('{evil}') AS x FROM gpkg_contents_real"),
             "the systems are an endless view": as_view("gpkg_spatial_ref_sys", ENDLESS.format("srs_id")),
             "the geometry columns are an endless view": as_view("gpkg_geometry_columns", ENDLESS.format("table_name")),
             "another view loads code": [f"CREATE VIEW other AS {LOADS.format('x')}",
                                         "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('other', 'attributes', 'other')"],
             "triggers": [f"CREATE TRIGGER t AFTER INSERT ON mahalle BEGIN SELECT load_extension('{evil}'); END"],
             "a generated column loads code": ["ALTER TABLE mahalle ADD COLUMN made TEXT", "PRAGMA writable_schema = ON",
                                               f"UPDATE sqlite_master SET sql = replace(sql, '\"made\" TEXT', 'made TEXT AS (load_extension(''{evil}''))'), "
                                               f"sql = replace(sql, 'made TEXT', 'made TEXT AS (load_extension(''{evil}''))') WHERE name = 'mahalle'"],
             "a generated column of a gigabyte": ["ALTER TABLE mahalle ADD COLUMN made AS (hex(zeroblob(499999999)))"],
             "a virtual table over another file": ["PRAGMA writable_schema = ON",
                                                   f"INSERT INTO sqlite_master VALUES ('table', 'stolen', 'stolen', 0, "
                                                   f"'CREATE VIRTUAL TABLE stolen USING VirtualText(''{secret}'', ''UTF-8'', 1, POINT, DOUBLEQUOTE, '','')')",
                                                   "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('stolen', 'attributes', 'stolen')"],
             "a column that is made of SQL": ['ALTER TABLE mahalle ADD COLUMN "x""); ATTACH \'/tmp/x\' AS y; --" TEXT']}
    for what, orders in cases.items():
        package(path, *orders)
        before = digest(path)
        # boundaries without positions in them; as a list of households its rows have none that is good
        watch(city.words(boundaries=path), f"boundaries, {what}", 0 if not orders else None)
        watch(city.words(households=path), f"households, {what}")
        watch([city.program, "sql", path, "SELECT count(*) FROM mahalle", "--time-limit", "5"], f"sql, {what}")
        if digest(path) != before:
            violation(f"{what}: the file was changed")
    city.restore()


def published_files():
    """A file that says it is ours, with something else inside."""
    path = city.folder + "/ours.gpkg"
    cases = {"whole": [],
             "params are an endless view": as_view("params", ENDLESS.format('"key", 1 AS "value"')),
             "params load code": as_view("params", f"SELECT *, load_extension('{evil}') AS x FROM params_real"),
             "indicators are a view": as_view("mah_indicators", f"SELECT *, load_extension('{evil}') AS x FROM mah_indicators_real"),
             "projects are an endless view": as_view("qgis_projects", ENDLESS.format('name, 1 AS metadata, 2 AS content')),
             "triggers": [f"CREATE TRIGGER t{n} AFTER {event} ON qgis_projects BEGIN DELETE FROM mah_indicators; END"
                          for n, event in enumerate(("UPDATE", "INSERT", "DELETE"))],
             "an endless trigger": ["CREATE TRIGGER t AFTER UPDATE ON qgis_projects BEGIN "
                                    "SELECT (WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c WHERE x < 0); END"]}
    for what, orders in cases.items():
        with open(path, "wb") as out:
            out.write(city.old_bytes)
        change(path, *orders)
        before = open(path, "rb").read()
        code = 0 if not orders else None
        for words in (["query", path, "--by", "mahalle"], ["rank", path], ["invest", path, "--budget", "health=1000000"],
                      ["compare", city.out, path], ["compare", path, city.out], ["sql", path, "SELECT * FROM params", "--time-limit", "5"]):
            watch([city.program, *words], f"{words[0]}, {what}", code if words[0] in ("query", "compare") else None)
        if open(path, "rb").read() != before:
            violation(f"{what}: the file was changed by a question")
        watch([city.program, "relink", "--from", "out.gpkg", path], f"relink, {what}", code)
        db = sqlite3.connect(path)
        if "indicators" not in what and db.execute("SELECT count(*) FROM mah_indicators").fetchone() != (9,):
            violation(f"relink, {what}: rows are gone")
        db.close()
        with open(path, "wb") as out:
            out.write(before)
        watch(city.words(out=path), f"run onto it, {what}", code)
        os.remove(path)


def texts():
    """Files of text that name other files."""
    kinds = {"vrt.geojson": f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',
             "vrt.csv": f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',
             "late.geojson": " " * 5000 + f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>',
             "entity.kml": f'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY x SYSTEM "{secret}">]><kml><Document><Placemark><name>&x;</name><Point>'
                           '<coordinates>38.01,37.01</coordinates></Point></Placemark></Document></kml>',
             "link.kml": '<kml><Document><NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink></Document></kml>',
             "layer.gml": '<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink">'
                          '<gml:featureMember><a xlink:href="http://127.0.0.1:9/x"/></gml:featureMember></gml:FeatureCollection>',
             "map.osm": f'<?xml version="1.0"?><!DOCTYPE o [<!ENTITY x SYSTEM "{secret}">]><osm version="0.6"><node id="1" lat="37" lon="38">&x;</node></osm>',
             "billion.kml": '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "' + "a" * 100 + '">' + "".join(
                 f'<!ENTITY {b} "{("&" + a + ";") * 10}">' for a, b in zip("abcdefghi", "bcdefghij")) + ']><kml><name>&j;</name></kml>',
             "crs.geojson": json.dumps({"type": "FeatureCollection", "crs": {"type": "link", "properties": {"href": "http://127.0.0.1:9/", "type": "proj4"}},
                                        "features": [{"type": "Feature", "properties": {"hane_no": "1"}, "geometry": {"type": "Point", "coordinates": [38.01, 37.01]}}]}),
             "name.geojson": json.dumps({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "http://127.0.0.1:9/def/crs/EPSG/0/4326"}},
                                         "features": [{"type": "Feature", "properties": {"hane_no": "1"}, "geometry": {"type": "Point", "coordinates": [38.01, 37.01]}}]})}
    for name, text in kinds.items():
        path = city.inputs + "/" + name
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        for words in (city.words(households=path), city.words(boundaries=path), city.words("--set", "streets.source=" + path),
                      city.words("--service", "park=" + path), [city.program, "query", city.out, "--within", path]):
            watch(words, f"{name} in {words[1]} {' '.join(words[-3:])[-60:]}")
        city.restore()
    for crs in ("http://127.0.0.1:9/", f"+proj=longlat +nadgrids={secret} +type=crs", f"+init={secret}:1", secret, f"+proj=pipeline +step +proj=hgridshift +grids=@{secret}"):
        watch(city.words("--set", "neighbourhoods.crs=" + crs), f"crs: {crs}")
        city.restore()


names()
texts()
packages_as_sources()
published_files()
finish("nothing was dialled, opened or run")
