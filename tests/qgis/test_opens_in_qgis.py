#!/usr/bin/python3
"""Does a GeoPackage of ours open in QGIS ready to read: styled, labelled, complete?

usage: test_opens_in_qgis.py FILE.gpkg|PROGRAM [--png PICTURE.png] [--layer LAYER] [--style NAME] [--zoom FACTOR]

With PROGRAM (the path of mahalle) its demo city is computed and checked, in the profiles public and secure.

Asserts: every layer is valid; layers with a style of ours load it by default; every row gets a symbol; aliases are there;
the extent is that of the rows; a spatial filter finds what a slow search finds. Exit code 77: python3-qgis is missing.
"""
import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True
from sample_file import files_to_check  # noqa: E402

from qgis_session import check_symbols, open_layer, rows_of, start_qgis  # noqa: E402
from qgis.core import QgsFeatureRequest, QgsMapRendererParallelJob, QgsMapSettings, QgsRectangle  # noqa: E402
from qgis.PyQt.QtCore import QPoint, QSize, Qt  # noqa: E402
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter  # noqa: E402

OWN_RENDERERS = {"mah_indicators": "RuleRenderer", "gap_grid": "RuleRenderer", "services_out": "RuleRenderer",
                 "unassigned": "categorizedSymbol", "mah_arrivals": "RuleRenderer"}


def check_aliases(path, layer):
    titles = dict(rows_of(path, "SELECT column_name, title FROM gpkg_data_columns WHERE table_name = ?", layer.name()))
    assert titles, f"{layer.name()} has no titles in gpkg_data_columns"
    for field in layer.fields():
        if field.name() != "fid":
            assert field.alias() == titles[field.name()], f"{layer.name()}.{field.name()}: alias '{field.alias()}'"


def check_styles(path, layer):
    """The default style is ours, and so is every other one that is offered under Styles > Manage."""
    styles = rows_of(path, "SELECT styleName, useAsDefault, styleQML FROM layer_styles WHERE f_table_name = ?", layer.name())
    assert styles, f"{layer.name()} has no style"
    assert sum(style[1] for style in styles) == 1, f"{layer.name()} has not exactly one default style"
    wanted = OWN_RENDERERS.get(layer.name())
    if wanted is None:
        return
    assert layer.renderer().type() == wanted, f"{layer.name()} is drawn by {layer.renderer().type()}"
    default = next(style[2] for style in styles if style[1])
    for item in layer.renderer().legendSymbolItems():
        label = item.label().replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;").replace("'", "&apos;")
        assert f'label="{label}"' in default, f"{layer.name()}: '{item.label()}' is not in the default style"
    check_symbols(layer)
    for name, is_default, qml in styles:
        if not is_default:
            apply_style(layer, name, qml)
            check_symbols(layer)
    layer.loadDefaultStyle()


def apply_style(layer, name, qml):
    path = os.path.join("/tmp", f"mahalle-style-{os.getpid()}.qml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(qml)
    message, loaded = layer.loadNamedStyle(path, True)  # True: from the file, not from the database beside the data
    os.unlink(path)
    assert loaded, f"style {name} of {layer.name()} does not load: {message}"


def check_extent(layer):
    rows = QgsRectangle()
    rows.setMinimal()
    for feature in layer.getFeatures():
        if feature.hasGeometry():
            rows.combineExtentWith(feature.geometry().boundingBox())
    extent = layer.extent()
    for a, b in ((extent.xMinimum(), rows.xMinimum()), (extent.yMinimum(), rows.yMinimum()),
                 (extent.xMaximum(), rows.xMaximum()), (extent.yMaximum(), rows.yMaximum())):
        assert abs(a - b) < 1e-6 * max(1, abs(a)), f"{layer.name()}: extent {extent.toString()}, rows {rows.toString()}"


def check_spatial_filter(layer):
    assert layer.hasSpatialIndex() == 2, f"{layer.name()} has no spatial index"
    extent, found_any = layer.extent(), False
    boxes = {f.id(): f.geometry().boundingBox() for f in layer.getFeatures() if f.hasGeometry()}
    for i in range(4):
        for j in range(4):
            window = QgsRectangle(extent.xMinimum() + extent.width() * i / 4, extent.yMinimum() + extent.height() * j / 4,
                                  extent.xMinimum() + extent.width() * (i + 1) / 4,
                                  extent.yMinimum() + extent.height() * (j + 1) / 4)
            request = QgsFeatureRequest().setFilterRect(window)
            found = {feature.id() for feature in layer.getFeatures(request)}
            slow = {fid for fid, box in boxes.items() if box.intersects(window)}
            assert found <= slow, f"{layer.name()}: the filter found rows outside the window"
            exact = QgsFeatureRequest().setFilterRect(window).setFlags(QgsFeatureRequest.ExactIntersect)
            wanted = {f.id() for f in layer.getFeatures() if f.hasGeometry() and f.geometry().intersects(window)}
            assert {f.id() for f in layer.getFeatures(exact)} == wanted, f"{layer.name()}: window {i},{j} differs"
            found_any = found_any or bool(found)
    assert found_any or not boxes, f"{layer.name()}: no window found anything"


def check_coded_values(path, layer):
    coded = rows_of(path, "SELECT column_name FROM gpkg_data_columns WHERE table_name = ? AND constraint_name NOT NULL",
                    layer.name())
    for (name,) in coded:
        setup = layer.editorWidgetSetup(layer.fields().indexOf(name))
        assert setup.type() == "ValueMap", f"{layer.name()}.{name} is not offered as a value map"


def draw_legend(image, layer, width):
    painter = QPainter(image)
    painter.setRenderHint(QPainter.Antialiasing)
    painter.setFont(QFont("Open Sans", 11))
    left, top = image.width() - width + 10, 30
    for item in layer.renderer().legendSymbolItems():
        if item.symbol() is None:
            painter.setPen(QColor(30, 30, 30))
            box = painter.drawText(left, top - 10, width - 20, 60, Qt.TextWordWrap, item.label())
            top += box.height() + 14
            continue
        picture = item.symbol().asImage(QSize(44, 26))
        painter.drawImage(QPoint(left, top), picture)
        painter.setPen(QColor(30, 30, 30))
        painter.drawText(left + 54, top + 19, item.label())
        top += 36
    painter.end()


def draw(layer, out, scale_down=1):
    legend, size = 330, QSize(900, 760)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setBackgroundColor(QColor(250, 250, 248))
    settings.setOutputDpi(110)
    settings.setOutputSize(size)
    extent = layer.extent()
    extent.scale(1.05 / scale_down)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = QImage(size.width() + legend, size.height(), QImage.Format_ARGB32)
    image.fill(Qt.white)
    painter = QPainter(image)
    painter.drawImage(QPoint(0, 0), job.renderedImage())
    painter.end()
    draw_legend(image, layer, legend)
    assert image.save(out), f"cannot write {out}"


def check_file(path):
    tables = rows_of(path, "SELECT table_name, data_type FROM gpkg_contents WHERE table_name <> 'layer_styles'")
    before = open(path, "rb").read()
    for name, data_type in tables:
        layer = open_layer(path, name)
        count = rows_of(path, f'SELECT count(*) FROM "{name}"')[0][0]
        assert layer.featureCount() == count, f"{name}: {layer.featureCount()} of {count} rows"
        check_aliases(path, layer)
        check_styles(path, layer)
        check_coded_values(path, layer)
        if data_type == "features":
            check_extent(layer)
            check_spatial_filter(layer)
    assert open(path, "rb").read() == before, "QGIS changed the file by opening it"
    print(f"ok: {len(tables)} layers of {os.path.basename(path)} open in QGIS")


def draw_file(path, options):
    layer = open_layer(path, options.layer)
    if options.style:
        qml = rows_of(path, "SELECT styleQML FROM layer_styles WHERE f_table_name = ? AND styleName = ?", options.layer,
                      options.style)[0][0]
        apply_style(layer, options.style, qml)
    draw(layer, options.png, options.zoom)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", help="a GeoPackage of ours, or the program")
    parser.add_argument("--png", metavar="OUT", help="write a picture of a layer as QGIS draws it")
    parser.add_argument("--layer", default="mah_indicators", help="the layer of the picture")
    parser.add_argument("--style", help="draw this style instead of the default one")
    parser.add_argument("--zoom", type=float, default=1)
    options = parser.parse_args()
    application = start_qgis()  # noqa: F841
    with tempfile.TemporaryDirectory(prefix="mahalle-qgis-") as folder:
        for path in files_to_check(options.file, folder):
            check_file(path)
            if options.png:
                draw_file(path, options)


if __name__ == "__main__":
    main()
