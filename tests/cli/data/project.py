#!/usr/bin/env python3
"""A QGIS project inside a GeoPackage, made by hand: project.py add FILE SOURCE... | content FILE TEXT | zip FILE NAME | drop FILE | show FILE

add puts in the project `mahalle` with a layer of each source (add_full: and set to full paths); it repeats the source of each in the layer tree, in a form and in a layout.
content puts in a project with this content; zip FILE NAME one with this file in its archive. show prints all sources in it.
"""
import io, re, sqlite3, sys, zipfile
from html import unescape
from xml.sax.saxutils import escape, quoteattr


def archive(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files:
            packed.writestr(name, text)
    return out.getvalue().hex()


def store(db, content):
    db.execute("CREATE TABLE IF NOT EXISTS qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)")
    db.execute("DELETE FROM qgis_projects")
    db.execute("INSERT INTO qgis_projects VALUES('mahalle', ?, ?)", ('{"last_modified_time": "2026-01-01T00:00:00", "last_modified_user": "x" }', content))


command, path, words = sys.argv[1], sys.argv[2], sys.argv[3:]
db = sqlite3.connect(path)
if command in ("add", "add_full"):
    paths = "<properties><Paths><Absolute type=\"bool\">true</Absolute></Paths></properties>" if command == "add_full" else ""
    tree = "".join(f"<layer-tree-layer name='katman' source={quoteattr(s)}/>" for s in words)
    forms = "".join(f'<Option type="QString" name="LayerSource" value={quoteattr(s)}/>' for s in words)
    layers = "".join(f"<maplayer><datasource>{escape(s)}</datasource></maplayer>" for s in words)
    layouts = "".join(f"<Atlas coverageLayerSource={quoteattr(s)}/>" for s in words)
    text = f"<!DOCTYPE qgis>\n<qgis version=\"3.22.16\"><!-- \"<x\" -->{paths}{tree}{layers}{forms}{layouts}</qgis>"
    store(db, archive(("{1}.qgs", text), ("{1}.qgd", "aux")))
elif command == "content":
    store(db, words[0])
elif command == "zip":
    store(db, archive((words[0], "text")))
elif command == "drop":
    db.execute("DROP TABLE IF EXISTS qgis_projects")
else:
    for name, metadata, content in db.execute("SELECT name, metadata, content FROM qgis_projects"):
        packed = zipfile.ZipFile(io.BytesIO(bytes.fromhex(content)))
        text = packed.read("{1}.qgs").decode()
        print(name, metadata, type(content).__name__, *packed.namelist())
        for tag, value in re.findall(r'(<datasource>|[a-zA-Z]*[sS]ource=|value=)"?([^"<]*)', text):
            print(tag, unescape(value))
db.commit()
