#!/usr/bin/python3
"""Does QGIS find all layers of a project inside a GeoPackage that was renamed and relinked?

usage: test_relink.py PROGRAM

Our own project, and one that QGIS saved into the file itself: with a relation, a widget, a layout, a filtered and a virtual
layer, a layer of another file; with relative and with full paths. Exit code 77: python3-qgis is missing.
"""
import io
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from urllib.parse import quote, unquote

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
try:
    from qgis.core import (QgsApplication, QgsEditorWidgetSetup, QgsLayoutItemAttributeTable, QgsPrintLayout, QgsProject,
                           QgsRelation, QgsVectorLayer)
except ImportError:
    print("skipped: python3-qgis is not installed")
    sys.exit(77)

OLD, NEW = "Şanlı urfa & il 100%.gpkg", "Yeni 'ığüş' & 50%.gpkg"


def address(path, name):
    return f"geopackage:{quote(path)}?projectName={name}"


def text_of_project(path, name):
    with sqlite3.connect(path) as db:
        content, = db.execute("SELECT content FROM qgis_projects WHERE name = ?", (name,)).fetchone()
    archive = zipfile.ZipFile(io.BytesIO(bytes.fromhex(content)))
    return archive.read(next(n for n in archive.namelist() if n.endswith(".qgs"))).decode()


def save_project(path, other, absolute):
    """What a planner does: own layers, own relation, own layout, saved into the file as `plan`."""
    project = QgsProject.instance()
    project.clear()
    project.writeEntryBool("Paths", "/Absolute", absolute)
    source = path + "|layername=mah_indicators"
    areas = QgsVectorLayer(source, "areas", "ogr")
    services = QgsVectorLayer(path + "|layername=mah_origin", "origins", "ogr")
    part = QgsVectorLayer(source + "|subset=\"mah_name\" <> 'x'", "part", "ogr")
    roads = QgsVectorLayer(other + "|layername=mah_indicators", "last year", "ogr")
    virtual = QgsVectorLayer(f"?layer=ogr:{quote(source, safe='')}:x:UTF-8&query=select * from x", "virtual", "virtual")
    project.addMapLayers([areas, services, part, roads, virtual])
    relation = QgsRelation()
    relation.setId("r")
    relation.setName("r")
    relation.setReferencedLayer(areas.id())
    relation.setReferencingLayer(services.id())
    relation.addFieldPair("mah_code", "mah_code")
    project.relationManager().addRelation(relation)
    services.setEditorWidgetSetup(services.fields().indexOf("mah_code"), QgsEditorWidgetSetup("ValueRelation", {
        "Layer": areas.id(), "LayerName": "areas", "LayerSource": areas.publicSource(), "LayerProviderName": "ogr",
        "Key": "mah_code", "Value": "mah_name"}))
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName("layout")
    table = QgsLayoutItemAttributeTable.create(layout)
    table.setVectorLayer(services)
    layout.addMultiFrame(table)
    layout.atlas().setCoverageLayer(areas)
    layout.atlas().setEnabled(True)
    project.layoutManager().addLayout(layout)
    assert all(layer.isValid() for layer in project.mapLayers().values())
    assert project.write(address(path, "plan")), project.error()
    project.clear()


def invalid_layers(path, name):
    project = QgsProject.instance()
    project.clear()
    assert project.read(address(path, name)), project.error()
    layers = list(project.mapLayers().values())
    assert layers, f"{name}: no layers"
    assert all(r.isValid() for r in project.relationManager().relations().values()) or not layers[0].isValid()
    names = sorted(layer.name() for layer in layers if not layer.isValid())
    project.clear()
    return names, len(layers)


def check(program, sample, folder, absolute):
    old, new, other = (os.path.join(folder, n) for n in (OLD, NEW, "2024.gpkg"))
    shutil.copy(sample, old)
    shutil.copy(sample, other)
    if has_project(old):  # the sample was computed under another name
        subprocess.run([program, "relink", "--from", os.path.basename(sample), "--quiet", old], check=True)
    own = ["mahalle"] if has_project(old) else []
    save_project(old, other, absolute)
    os.rename(old, new)
    missing, count = invalid_layers(new, "plan")
    assert len(missing) >= count - 1 - absolute, f"not broken by the new name: {missing} of {count}"
    subprocess.run([program, "relink", new], check=True)
    for name in own + ["plan"]:
        missing, count = invalid_layers(new, name)
        assert not missing, f"{name}: {missing} of {count} layers are missing"
        left = [line for line in text_of_project(new, name).splitlines() if OLD[:-5] in re.sub("&amp;", "&", unquote(line))]
        assert not left, f"{name}: {left[0].strip()}"
    assert "2024.gpkg" in text_of_project(new, "plan")
    before = open(new, "rb").read()
    subprocess.run([program, "relink", "--quiet", new], check=True)
    assert open(new, "rb").read() == before
    os.remove(new)


def has_project(path):
    with sqlite3.connect(path) as db:
        return db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'qgis_projects'").fetchone()[0] > 0


def main():
    program = os.path.abspath(sys.argv[1])
    application = QgsApplication([], False)
    application.initQgis()
    with tempfile.TemporaryDirectory() as folder:
        demo, sample = os.path.join(folder, "demo"), os.path.join(folder, "sample.gpkg")
        subprocess.run([program, "init", "--demo", "--quiet", demo], check=True)
        subprocess.run([program, "run", demo, "-o", sample, "--quiet"], check=True)
        for absolute in (False, True):
            check(program, sample, folder, absolute)
        renamed = os.path.join(folder, "renamed.gpkg")
        if has_project(sample):
            os.rename(sample, renamed)
            assert invalid_layers(renamed, "mahalle")[0], "not broken by the new name"
            subprocess.run([program, "relink", renamed], check=True)
            missing, count = invalid_layers(renamed, "mahalle")
            assert not missing, f"{missing} of {count} layers are missing"
            print(f"all {count} layers of our own project are found")
    print("ok")
    sys.stdout.flush()
    os._exit(0)  # QGIS cleans up in an order of its own


main()
