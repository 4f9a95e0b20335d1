#!/usr/bin/python3
"""Does QGIS show, by itself, what a GeoPackage of ours says about itself, and is the provenance true?

usage: test_metadata_in_qgis.py FILE.gpkg|PROGRAM

With PROGRAM (the path of mahalle) its demo city is computed in Turkish and English, its hashes are compared with those of the
files, and its figures with params and run_log. Exit code 77: python3-qgis is missing.
"""
import csv
import hashlib
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from qgis_session import rows_of  # noqa: E402

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer  # noqa: E402

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
RIGHTS = {"tr": {"public": "public profili:", "secure": "secure profili: yalnızca korumalı bilgisayar"},
          "en": {"public": "Profile public: for everybody", "secure": "Profile secure: for the protected computer only"}}


def provenance_of(path):
    rows = rows_of(path, "SELECT metadata FROM gpkg_metadata JOIN gpkg_metadata_reference ON md_file_id = id "
                     "WHERE reference_scope = 'geopackage' AND md_standard_uri = 'urn:mahalle:provenance' "
                     "AND mime_type = 'application/json'")
    assert len(rows) == 1, f"{len(rows)} provenances"
    return json.loads(rows[0][0])


def abstracts():
    with open(os.path.join(TOP, "layers", "abstracts.csv"), encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {row["table"]: row for row in rows}


def check_layer(path, name, is_spatial, facts):
    """As the layer is when a user has dragged it into QGIS: nothing is loaded by hand."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid(), name
    shown = layer.metadata()
    language, profile = facts["language"], facts["privacy"]["profile"]
    assert shown.abstract() == abstracts()[name][language], f"{name}: {shown.abstract()!r}"
    assert shown.title().endswith(f" – {facts['title']}"), f"{name}: {shown.title()!r}"
    assert shown.identifier() == f"{shown.parentIdentifier()}:{name}", f"{name}: {shown.identifier()!r}"
    assert shown.type() == "dataset" and shown.language() == {"tr": "TUR", "en": "ENG"}[language], name
    if profile in RIGHTS[language]:
        assert shown.rights()[0].startswith(RIGHTS[language][profile]), f"{name}: {shown.rights()}"
    assert len(shown.licenses()) == 1 and len(shown.history()) == 3 and shown.constraints(), name
    assert facts["program"]["version"] in shown.history()[0], shown.history()
    assert "Society" in shown.categories() and len(shown.keywords("mahalle")) == 3, name
    periods = shown.extent().temporalExtents()
    assert [p.begin().toString("yyyy-MM-dd") for p in periods] == [facts["reference_date"]], name
    assert shown.abstract() in layer.htmlMetadata(), f"{name}: Layer Properties, Information does not show the abstract"
    boxes = shown.extent().spatialExtents()
    assert len(boxes) == (1 if is_spatial and layer.featureCount() and not layer.extent().isNull() else 0), name
    if is_spatial:
        assert shown.crs() == layer.crs(), f"{name}: {shown.crs().authid()}"
    for box in boxes:
        assert box.extentCrs == layer.crs(), name
        same = box.bounds.toRectangle(), layer.extent()
        assert all(abs(a - b) < 1e-9 * max(1, abs(b)) for a, b in
                   zip(*[(r.xMinimum(), r.yMinimum(), r.xMaximum(), r.yMaximum()) for r in same])), f"{name}: {same}"


def check_file(path):
    facts = provenance_of(path)
    before = open(path, "rb").read()
    for name, data_type in rows_of(path, "SELECT table_name, data_type FROM gpkg_contents WHERE table_name <> 'layer_styles'"):
        if name in abstracts():
            check_layer(path, name, data_type == "features", facts)
    check_project(path, facts)
    assert open(path, "rb").read() == before, "reading changed the file"


def check_provenance(path, folder, profile):
    facts = provenance_of(path)
    assert facts["privacy"]["profile"] == profile and facts["books"]["read"] == facts["books"]["located"] + facts["books"]["quarantined"]
    roles = {entry["role"] for entry in facts["inputs"]}
    assert roles >= {"neighbourhoods", "households", "services", "streets"}, roles
    for entry in facts["inputs"]:
        may_be_hashed = profile == "secure" or entry["role"] not in ("households", "persons")
        assert bool(entry["files"]) == may_be_hashed, f"{entry['file']}: {entry['files']}"
        for file in entry["files"]:
            data = open(os.path.join(folder, file["name"]), "rb").read()
            assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest()), file
        if entry["operation"]:
            assert entry["operation"]["accuracy_m"] == 1 and entry["operation"]["pipeline"].startswith("+proj=pipeline"), entry
    told = {(p["key"], p["value"], p["origin"]) for p in facts["parameters"]}
    assert told == set(rows_of(path, "SELECT key, value, origin FROM params")), "parameters are not those of params"
    logged = dict(rows_of(path, "SELECT item, sum(value) FROM run_log WHERE step = 'books' GROUP BY item"))
    assert logged == facts["books"], f"books {facts['books']}, run_log {logged}"


def check_demo(program, folder):
    demo = os.path.join(folder, "demo")
    subprocess.run([program, "init", "--demo", demo], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for language, profile in (("tr", "public"), ("en", "public"), ("en", "secure")):
        path = os.path.join(folder, f"{language}_{profile}.gpkg")
        subprocess.run([program, "run", demo, "-o", path, "--language", language, "--profile", profile, "--quiet"],
                       check=True, stdout=subprocess.DEVNULL)
        check_file(path)
        check_provenance(path, demo, profile)


def check_project(path, facts):
    """A project brings its own metadata and does not ask the file for them."""
    project = QgsProject()
    assert project.read(f"geopackage:{path}?projectName=mahalle"), "the project inside does not open"
    layers = project.mapLayers().values()
    assert layers, "the project is empty"
    for layer in layers:
        table = layer.source().split("layername=")[1].split("|")[0]
        shown = layer.metadata()
        assert shown.abstract() == abstracts()[table][facts["language"]], f"{layer.id()}: {shown.abstract()!r}"
        assert shown.constraints() and shown.rights() and shown.history(), layer.id()
        assert not layer.isSpatial() or shown.crs() == layer.crs(), layer.id()


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    argument = os.path.abspath(sys.argv[1])
    application = QgsApplication([], False)
    application.initQgis()
    with tempfile.TemporaryDirectory(prefix="mahalle-metadata-") as folder:
        if argument.endswith(".gpkg"):
            check_file(argument)
        else:
            check_demo(argument, folder)
    print("ok: QGIS shows what the file says about itself")
    application.exitQgis()


if __name__ == "__main__":
    main()
