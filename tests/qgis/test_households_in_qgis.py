#!/usr/bin/python3
"""Are households shown as dots where a planner looks for them?

usage: test_households_in_qgis.py PROGRAM

For the demo city, exactly and moved, in both languages: the layer is valid and lies in the group of households, closed; every row gets a symbol; labels, map
tips and the legend are in the language; in the other file it is not. Exit code 77: python3-qgis is missing.
"""
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from qgis_project import layers_of, open_project, table_of_templates  # noqa: E402
from qgis_session import check_symbols, rows_of, start_qgis  # noqa: E402
from sample_file import demo_files  # noqa: E402

LAYERS = {"exact": "mahalle_households", "masked": "mahalle_households_masked"}
LEGEND = {"tr": ["Geliş bilinmiyor", "Yakın dönem göçmeni yok", "Yakın dönem göçmeni var"],
          "en": ["Arrival not known", "No recent migrants", "With recent migrants"]}
GROUP = {"tr": "Haneler", "en": "Households"}
TIP = {"tr": "buraya kaydırıldı", "en": "moved here"}


def check(path, kind, language):
    project = open_project(path)
    layers = layers_of(project)
    mine, other = LAYERS[kind], LAYERS["masked" if kind == "exact" else "exact"]
    assert mine in layers and other not in layers, f"{kind}: {sorted(layers)}"
    layer = layers[mine]
    table = next(row["table"] for row in table_of_templates("layers") if row["id"] == mine)
    assert layer.isValid() and layer.featureCount() == rows_of(path, f"SELECT count(*) FROM {table}")[0][0] > 10000
    group = project.layerTreeRoot().findGroup(GROUP[language])
    assert group is not None and [node.layerId() for node in group.children()] == [mine], f"{kind}: not in its group"
    assert not project.layerTreeRoot().findLayer(mine).isVisible(), f"{kind}: shown before anybody asks"
    legend = [category.label() for category in layer.renderer().categories()]
    assert [word for word in LEGEND[language] if word in legend] == LEGEND[language], f"{kind}: legend {legend}"
    check_symbols(layer)
    for field in layer.fields():
        assert field.name() == "fid" or layer.attributeAlias(layer.fields().indexOf(field.name())), f"{kind}: {field.name()} has no label"
    assert kind == "exact" or TIP[language] in layer.mapTipTemplate(), f"{kind}: map tip {layer.mapTipTemplate()}"
    project.clear()


def main():
    with tempfile.TemporaryDirectory() as folder:
        application = start_qgis(folder)  # noqa: F841
        program = os.path.abspath(sys.argv[1])
        demo_files(program, folder, profiles=(), languages=())
        for kind in LAYERS:
            for language in ("tr", "en"):
                path = os.path.join(folder, f"{kind}_{language}.gpkg")
                subprocess.run([program, "run", os.path.join(folder, "demo"), "-o", path, "--profile", "secure", "--household-points", kind,
                                "--language", language, "--quiet"], check=True, capture_output=True)
                check(path, kind, language)
    print("households in QGIS: exact and moved, in both languages")


main()
