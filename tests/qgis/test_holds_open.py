#!/usr/bin/python3
"""Can a new version be published while a QGIS has the old one open, reading or editing?

usage: test_holds_open.py PROGRAM

Reading: the run succeeds; what is open goes on with the old rows, whole and without an error; what is opened or reloaded
afterwards has the new ones. Editing: QGIS has the file in WAL mode, so the run refuses in one line, and neither the edits
nor the file are harmed; when QGIS is done, the next run succeeds. A QGIS that died while editing leaves a log, which must
not be replayed into the new file. Never is there anything else in the folder. Exit code 77: python3-qgis is missing.
"""
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from qgis_session import open_layer, rows_of, start_qgis  # noqa: E402

READING = ("mah_indicators", "mah_service", "gap_grid")  # QGIS has four connections to a file: one is left for the others
SIDE_FILES = ("city.gpkg-wal", "city.gpkg-shm", "city.gpkg-journal")
DIE_WHILE_EDITING = """
import os, sys
from qgis_session import open_layer, start_qgis
application = start_qgis()
layer = open_layer(sys.argv[1], "mah_indicators")
assert layer.startEditing()
feature = next(layer.getFeatures())
name = {layer.fields().indexOf("mah_name"): "ÖLDÜ"}
assert layer.dataProvider().changeAttributeValues({feature.id(): name})
os._exit(0)
"""


class City:
    """The demo city, and its file as two runs make it: the second with half of the households."""

    def __init__(self, program, folder):
        self.program, self.folder = program, os.path.join(folder, "out")
        self.path = os.path.join(self.folder, "city.gpkg")
        self.demo, self.half = os.path.join(folder, "demo"), os.path.join(folder, "half")
        subprocess.run([program, "init", "--demo", self.demo], check=True, capture_output=True)
        shutil.copytree(self.demo, self.half)
        households = os.path.join(self.half, "haneler.csv")
        with open(households, "rb") as file:
            lines = file.readlines()
        with open(households, "wb") as file:
            file.writelines(lines[:len(lines) // 2])
        os.mkdir(self.folder)

    def run(self, project, language="en"):
        command = [self.program, "run", project, "-o", self.path, "--quiet", "--language", language]
        return subprocess.run(command, capture_output=True, text=True)

    def publish(self, project):
        result = self.run(project)
        assert result.returncode == 0, f"the run fails: {result.stderr}"
        assert os.listdir(self.folder) == ["city.gpkg"], f"in the folder: {sorted(os.listdir(self.folder))}"
        check_is_whole(self.path)


def bytes_of(path):
    """Read by another process: closing a file gives up all locks that this one, and the QGIS in it, has on the file."""
    return subprocess.run(["cat", path], check=True, capture_output=True).stdout


def check_is_whole(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def tables_of(path):
    return [name for (name,) in rows_of(path, "SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles'")]


def values_of(layer, features=None):
    """All rows as QGIS reads them; features: an iterator that is under way."""
    return [[value if value else None for value in feature.attributes()]
            for feature in (layer.getFeatures() if features is None else features)]


def check_reading(city):
    city.publish(city.demo)
    layers = [open_layer(city.path, name) for name in tables_of(city.path)]
    old = {layer.name(): values_of(layer) for layer in layers}
    under_way = {layer.name(): layer.getFeatures() for layer in layers if layer.name() in READING}
    begun = {name: [next(rows)] for name, rows in under_way.items()}
    before = bytes_of(city.path)
    city.publish(city.half)
    assert bytes_of(city.path) != before, "the file on disk is still the old one"
    for name in READING:
        assert values_of(None, begun[name] + list(under_way[name])) == old[name], f"{name}: what was being read changed"
    under_way.clear()  # gives the connections back
    for layer in layers:
        name = layer.name()
        assert values_of(layer) == old[name], f"{name}: the open layer does not go on with the old rows"
        assert not layer.dataProvider().hasErrors() and layer.isValid(), f"{name}: {layer.dataProvider().errors()}"
    check_new_rows(city, layers, old)
    print(f"ok: {len(layers)} layers read on while a new version was published")


def check_new_rows(city, layers, old):
    new = {name: values_of(open_layer(city.path, name)) for name in tables_of(city.path)}
    assert new["mah_indicators"] != old["mah_indicators"], "a layer that is opened now has the old rows"
    records = rows_of(city.path, "SELECT n_rec FROM mah_indicators ORDER BY fid")
    index = open_layer(city.path, "mah_indicators").fields().indexOf("n_rec")
    assert [(row[index],) for row in new["mah_indicators"]] == [(count or None,) for (count,) in records]
    for layer in layers:
        layer.dataProvider().reloadData()
        assert values_of(layer) == new[layer.name()], f"{layer.name()}: reloading does not bring the new rows"
    assert os.listdir(city.folder) == ["city.gpkg"], "reading left something beside the file"


def rename_first(layer, name):
    feature = next(layer.getFeatures())
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf("mah_name"), name)


def check_refused(city, language, words):
    before = bytes_of(city.path)
    result = city.run(city.half, language)
    assert result.returncode == 1, f"the run ends with {result.returncode}: {result.stderr}"
    assert result.stderr.count("\n") == 1 and f"'{city.path}'" in result.stderr and words in result.stderr, result.stderr
    assert bytes_of(city.path) == before, "a run that refuses changed the file"
    others = [name for name in os.listdir(city.folder) if name != "city.gpkg" and name not in SIDE_FILES]
    assert not others, f"a run that refuses leaves {others}"


def check_editing(city):
    city.publish(city.demo)
    layer = open_layer(city.path, "mah_indicators")
    assert layer.startEditing()
    rename_first(layer, "DEĞİŞTİ")
    check_refused(city, "en", "is open in another program (QGIS?); close it there and run again")
    check_refused(city, "tr", "başka bir programda")
    assert layer.commitChanges(), f"the edits cannot be saved any more: {layer.commitErrors()}"
    check_is_whole(city.path)
    assert rows_of(city.path, "SELECT mah_name FROM mah_indicators ORDER BY fid LIMIT 1") == [("DEĞİŞTİ",)]
    del layer
    city.publish(city.half)
    print("ok: a run refuses while the file is being edited, and the edits are safe")


def check_died(city):
    """What was saved into the log belongs to the old file and goes with it."""
    city.publish(city.demo)
    environment = dict(os.environ, PYTHONPATH=os.path.dirname(os.path.abspath(__file__)), PYTHONDONTWRITEBYTECODE="1")
    subprocess.run([sys.executable, "-c", DIE_WHILE_EDITING, city.path], check=True, env=environment, capture_output=True)
    assert os.path.getsize(city.path + "-wal") > 0, "the QGIS that died left no log: this is no test"
    city.publish(city.half)
    layer = open_layer(city.path, "mah_indicators")
    names = [feature["mah_name"] for feature in layer.getFeatures()]
    assert "ÖLDÜ" not in names, "the log of the old file was replayed into the new one"
    print("ok: the log of a QGIS that died does not get into the new file")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="mahalle-open-") as folder:
        application = start_qgis(folder)  # noqa: F841
        city = City(os.path.abspath(sys.argv[1]), folder)
        check_reading(city)
        check_editing(city)
        check_died(city)


if __name__ == "__main__":
    main()
