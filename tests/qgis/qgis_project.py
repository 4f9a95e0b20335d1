"""The project inside a GeoPackage of ours: how a test opens it, and what the tables of layers/project say should be in it."""
import csv
import io
import os
import zipfile

from qgis_session import rows_of
from qgis.core import QgsProject

TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "layers", "project")
NAME = "mahalle"


def table_of_templates(name):
    """Rows of layers/project/NAME.csv by the names of its columns."""
    with open(os.path.join(TABLES, f"{name}.csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def open_project(path):
    """The project of the file as QGIS opens it: the only one, where expressions look for layers. clear() it afterwards."""
    project = QgsProject.instance()
    assert project.read(f"geopackage:{path}?projectName={NAME}"), f"the project does not open: {project.error()}"
    return project


def project_xml(path):
    """The .qgs within the hexadecimal .qgz within the file."""
    rows = rows_of(path, "SELECT content FROM qgis_projects WHERE name = ?", NAME)
    assert len(rows) == 1, f"{len(rows)} projects of the name {NAME}"
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(rows[0][0]))) as archive:
        names = [name for name in archive.namelist() if name.endswith(".qgs")]
        assert len(names) == 1, f"in the archive: {archive.namelist()}"
        return archive.read(names[0]).decode("utf-8")


def layers_of(project):
    """All layers by id, in a fixed order."""
    return dict(sorted(project.mapLayers().items()))


def expected_layers(path):
    """Rows of layers.csv whose table is in the file, from top to bottom; a layer may also ask for a style."""
    tables = {name for (name,) in rows_of(path, "SELECT table_name FROM gpkg_contents")}
    return [row for row in table_of_templates("layers") if row["table"] in tables]


def apply_style(layer, name):
    """Shows a style and proves that it is that one."""
    assert name in layer.styleManager().styles(), f"{layer.id()} has no style '{name}'"
    assert layer.styleManager().setCurrentStyle(name), f"{layer.id()}: style '{name}' does not load"
