#!/usr/bin/python3
"""Does the project inside the file open in QGIS as a planner should find it?

usage: test_project_in_qgis.py PROGRAM

For the demo city in both languages and the profiles public and secure: it opens; title and reference system; layers valid,
in the groups and the order of layers/project; themes with their layers and styles; in every style each row gets one symbol
and no legend entry is empty; aliases, value maps and number formats in the language; nothing outside of the file is named;
it opens after the file is moved, from a read-only folder too; opening changes no byte. Exit code 77: python3-qgis is missing.
"""
import os
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree

sys.dont_write_bytecode = True
from qgis_project import (apply_style, expected_layers, layers_of, open_project, project_xml,  # noqa: E402
                          table_of_templates)
from qgis_session import check_symbols, rows_of, start_qgis  # noqa: E402
from sample_file import demo_files  # noqa: E402

from qgis.core import QgsVectorLayer  # noqa: E402

OUTSIDE = re.compile(r"/(?:home|tmp|root|usr|work|var|opt|mnt)/|[A-Za-z]:\\|file://|localhost")


def check_head(path, project):
    title, code = rows_of(path, "SELECT value FROM params WHERE key = 'title'")[0][0], project.crs().authid()
    assert project.title() == title, f"the title is '{project.title()}', not '{title}'"
    assert project.crs().isValid() and code.startswith("EPSG:"), f"the reference system of the project is '{code}'"
    assert not project.crs().isGeographic(), "the map would be drawn in degrees"
    extent = project.viewSettings().defaultViewExtent()
    layer = project.mapLayer("mahalle_borders")
    assert not extent.isEmpty() and extent.crs() == project.crs(), f"the first view is {extent.toString()}"
    assert layer.crs().isValid() and layer.featureCount() > 0


def check_layers(path, project):
    """All there, all ours, in the order of the table."""
    layers = layers_of(project)
    assert "mahalle_borders" in layers and len(layers) >= 10, f"layers: {sorted(layers)}"
    expected = {row["id"]: row for row in expected_layers(path)}
    assert set(layers) <= set(expected), f"layers without a table: {set(layers) - set(expected)}"
    for name, row in expected.items():
        if row["styles"] == "":
            assert name in layers, f"{row['table']} is in the file, and not in the project"
    for name, layer in layers.items():
        assert isinstance(layer, QgsVectorLayer) and layer.isValid(), f"{name} is not valid: {layer.error().summary()}"
        rows = rows_of(path, f'SELECT count(*) FROM "{expected[name]["table"]}"')[0][0]
        assert layer.featureCount() == rows, f"{name}: {layer.featureCount()} of {rows} rows"
        assert layer.source().split("|")[1:] == [f"layername={expected[name]['table']}"], f"{name} shows {layer.source()}"
    return [name for name in expected if name in layers]


def check_tree(project, order, language):
    root, groups = project.layerTreeRoot(), {row["key"]: row for row in table_of_templates("groups")}
    inside = {row["id"]: row["group"] for row in table_of_templates("layers")}
    titles = {key: row[f"title_{language}"] for key, row in groups.items()}
    wanted = [titles[key] for key in groups if any(inside[name] == key for name in order)]
    assert [group.name() for group in root.findGroups()] == wanted, f"groups: {[g.name() for g in root.findGroups()]}"
    words = {row["id"]: row[f"title_{language}"] for row in table_of_templates("layers")}
    for key in ["", *groups]:
        group = root if key == "" else root.findGroup(titles[key])
        found = [] if group is None else [node.layerId() for node in group.children() if hasattr(node, "layerId")]
        assert found == [name for name in order if inside[name] == key], f"group '{key}' has {found}"
    for node in root.findLayers():
        assert node.name() == words[node.layerId()], f"{node.layerId()} is called '{node.name()}'"


def check_themes(project, language):
    themes = project.mapThemeCollection()
    names = themes.mapThemes()
    for row in table_of_templates("themes")[:2]:
        assert row[f"title_{language}"] in names, f"no theme '{row[f'title_{language}']}' in {names}"
    assert len(names) >= 10 and len(set(names)) == len(names), f"themes: {names}"
    for name in names:
        assert name and "{" not in name and "*" not in name, f"theme '{name}'"
        records = themes.mapThemeState(name).layerRecords()
        assert records, f"theme '{name}' shows nothing"
        for record in records:
            assert record.layer() is not None and record.layer().isValid(), f"theme '{name}' has a layer that is not there"
            assert record.currentStyle in record.layer().styleManager().styles(), \
                f"theme '{name}': {record.layer().id()} has no style '{record.currentStyle}'"


def check_styles(project):
    """A row without a place has no symbol to be missed: tables without geometry are left out."""
    count = 0
    for name, layer in layers_of(project).items():
        if not layer.isSpatial():
            continue
        first = layer.styleManager().currentStyle()
        for style in layer.styleManager().styles():
            apply_style(layer, style)
            assert layer.renderer().type() != "singleSymbol" or name == "mahalle_borders", f"{name}, {style}: not our style"
            check_symbols(layer)
            count += 1
        apply_style(layer, first)
    return count


def check_fields(path, project):
    """Every field has a title in the language, coded ones their meanings, and no number more decimals than it bears."""
    for name, layer in layers_of(project).items():
        table = layer.source().split("layername=")[1]
        titles = dict(rows_of(path, "SELECT column_name, title FROM gpkg_data_columns WHERE table_name = ?", table))
        coded = dict(rows_of(path, "SELECT column_name, constraint_name FROM gpkg_data_columns "
                                   "WHERE table_name = ? AND constraint_name NOT NULL", table))
        for index, field in enumerate(layer.fields()):
            if field.name() == "fid":
                continue
            assert field.alias() == titles[field.name()], f"{name}.{field.name()}: alias '{field.alias()}'"
            setup = layer.editorWidgetSetup(index)
            if field.name() in coded:
                assert setup.type() == "ValueMap" and setup.config()["map"], f"{name}.{field.name()} is no value map"
            if field.typeName() == "Real":
                check_number(name, field, setup)


def check_number(name, field, setup):
    assert setup.type() in ("Range", "TextEdit"), f"{name}.{field.name()} is shown by {setup.type()}"
    assert setup.type() != "Range" or 0 <= int(setup.config()["Precision"]) <= 3, f"{name}.{field.name()}: {setup.config()}"


def check_value_maps(path, project, language):
    """What values.csv says of coded columns, where the file itself does not say it."""
    meanings = {}
    for row in table_of_templates("values"):
        meanings.setdefault((row["table"], row["column"]), {})[row[language]] = row["value"]
    said = rows_of(path, "SELECT table_name, column_name FROM gpkg_data_columns WHERE constraint_name NOT NULL")
    for name, layer in layers_of(project).items():
        table = layer.source().split("layername=")[1]
        for index, field in enumerate(layer.fields()):
            wanted = meanings.get((table, field.name()))
            if wanted and (table, field.name()) not in said:
                shown = {}
                for part in layer.editorWidgetSetup(index).config()["map"]:
                    shown.update(part)
                assert shown == wanted, f"{name}.{field.name()}: {shown} is not {wanted}"


def check_closed(path):
    """The project names the file beside which it lives, by its name, and nothing else of this machine."""
    text = project_xml(path)
    root = xml.etree.ElementTree.fromstring(text)
    found = OUTSIDE.search(text)
    assert not found, f"the project names a place of this machine: {text[found.start() - 60:found.end() + 60]}"
    assert os.path.dirname(path) not in text
    sources = {node.text for node in root.iter("datasource")} | {node.get("source") for node in root.iter("layer-tree-layer")}
    sources.discard(None)  # the legends of layouts name layers by id only
    for source in sources:
        assert source.startswith(f"./{os.path.basename(path)}|layername="), f"a source outside of the file: {source}"


def check_moved(path, folder):
    """Another folder, which moreover can only be read."""
    place = os.path.join(folder, "başka yer")
    os.makedirs(place)
    moved = shutil.copy(path, place)
    os.chmod(moved, 0o444)
    os.chmod(place, 0o555)
    project = open_project(moved)
    for name, layer in layers_of(project).items():
        assert layer.isValid() and layer.source().startswith(moved), f"moved: {name} shows {layer.source()}"
    project.clear()
    assert os.listdir(place) == [os.path.basename(path)], f"opening left {os.listdir(place)}"
    os.chmod(place, 0o755)
    shutil.rmtree(place)


def check_file(path, language):
    before = open(path, "rb").read()
    project = open_project(path)
    check_head(path, project)
    order = check_layers(path, project)
    check_tree(project, order, language)
    check_themes(project, language)
    styles = check_styles(project)
    check_fields(path, project)
    check_value_maps(path, project, language)
    themes = len(project.mapThemeCollection().mapThemes())
    project.clear()
    check_closed(path)
    assert open(path, "rb").read() == before, "opening the project changed the file"
    print(f"ok: {os.path.basename(path)}: {len(order)} layers, {styles} styles, {themes} themes")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="mahalle-project-") as folder:
        application = start_qgis(folder)  # noqa: F841
        for path, _, language in demo_files(sys.argv[1], folder):
            check_file(path, language)
            check_moved(path, folder)


if __name__ == "__main__":
    main()
