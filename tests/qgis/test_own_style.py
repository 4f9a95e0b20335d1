#!/usr/bin/python3
"""Does a style that a cartographer saved in QGIS travel in the file as it is?

usage: test_own_style.py PROGRAM

A style is made and saved by QGIS ("Save style as QML file"), put beside the templates of layers/styles, named in
styles.csv and used with --layers. Exit code 77: python3-qgis is missing.
"""
import os
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")
try:
    from qgis.core import (QgsApplication, QgsFillSymbol, QgsPalLayerSettings, QgsProperty, QgsSingleSymbolRenderer,
                           QgsSymbolLayer, QgsVectorLayer, QgsVectorLayerSimpleLabeling)
except ImportError:
    print("skipped: python3-qgis is not installed")
    sys.exit(77)

LAYERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "layers")
LABEL = "@layer_name || '@' || \"mah_name\""


def run(program, demo, out, *more):
    subprocess.run([program, "run", demo, "-o", out, "--quiet", *more], check=True, stdout=subprocess.DEVNULL)
    layer = QgsVectorLayer(f"{out}|layername=mah_indicators", "mah_indicators", "ogr")
    assert layer.isValid()
    return layer


def save_style(layer, path):
    symbol = QgsFillSymbol.createSimple({"color": "#123456"})
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.PropertyStrokeWidth,
                                                 QgsProperty.fromExpression("if(@map_scale > 1000, 0.1, 0.5)"))
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    labels = QgsPalLayerSettings()
    labels.fieldName, labels.isExpression = LABEL, True
    layer.setLabeling(QgsVectorLayerSimpleLabeling(labels))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate('<b>[% "mah_name" %]</b> <!-- a note --> [% @layer_name %] gis@example.org')
    message, saved = layer.saveNamedStyle(path)
    assert saved, message


def use_style(folder, path):
    layers = os.path.join(folder, "layers")
    shutil.copytree(LAYERS, layers)
    shutil.copy(path, os.path.join(layers, "styles", "own.qml"))
    sheet = os.path.join(layers, "styles", "styles.csv")
    with open(sheet, encoding="utf-8") as file:
        lines = file.readlines()
    header = next(k for k, line in enumerate(lines) if not line.startswith("#"))
    columns = lines[header].strip().split(",")
    row = {"layer": "mah_indicators", "key": "own", "name_tr": "Benim", "name_en": "Mine", "template": "own.qml", "default": "1"}
    lines.insert(header + 1, ",".join(row.get(column, "") for column in columns) + "\n")
    with open(sheet, "w", encoding="utf-8") as file:
        file.writelines(lines)
    return layers


def main():
    program = os.path.abspath(sys.argv[1])
    application = QgsApplication([], False)
    application.initQgis()
    with tempfile.TemporaryDirectory(prefix="mahalle-own-style-") as folder:
        demo, saved = os.path.join(folder, "demo"), os.path.join(folder, "saved.qml")
        subprocess.run([program, "init", "--demo", demo], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        save_style(run(program, demo, os.path.join(folder, "first.gpkg")), saved)
        layer = run(program, demo, os.path.join(folder, "second.gpkg"), "--layers", use_style(folder, saved))
        symbol = layer.renderer().symbol().symbolLayer(0)
        assert symbol.fillColor().name() == "#123456", "the layer does not open in the style of its own"
        width = symbol.dataDefinedProperties().property(QgsSymbolLayer.PropertyStrokeWidth).expressionString()
        assert width == "if(@map_scale > 1000, 0.1, 0.5)", width
        assert layer.labeling().settings().fieldName == LABEL, layer.labeling().settings().fieldName
        assert "gis@example.org" in layer.mapTipTemplate() and "<!-- a note -->" in layer.mapTipTemplate()
    print("ok: a style saved by QGIS is taken as it is")


if __name__ == "__main__":
    main()
