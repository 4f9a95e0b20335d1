"""A QGIS without a screen for the tests: how it starts, how layers are opened and what SQLite says beside it. Exit code 77 without it."""
import os
import sys

from sample_file import rows_of  # noqa: F401

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")
try:
    from qgis.core import QgsApplication, QgsRenderContext, QgsVectorLayer
except ImportError:
    print("skipped: python3-qgis is not installed")
    sys.exit(77)


def start_qgis(folder=None):
    """Keep what is returned. folder: where settings go, so that those of the user have no say."""
    if folder is not None:
        os.environ["QGIS_CUSTOM_CONFIG_PATH"] = folder
    application = QgsApplication([], True)
    application.initQgis()
    return application


def open_layer(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid(), f"layer {name} is not valid: {layer.error().summary()}"
    return layer


def check_symbols(layer):
    """Every row with a geometry is drawn, by exactly one symbol, and the legend has no empty class."""
    context = QgsRenderContext()
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    used = set()
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        symbols = renderer.originalSymbolsForFeature(feature, context)
        assert len(symbols) == 1, f"{layer.name()} fid {feature.id()} gets {len(symbols)} symbols"
        used.update(renderer.legendKeysForFeature(feature, context))
    renderer.stopRender(context)
    keys = {item.ruleKey() for item in renderer.legendSymbolItems() if item.symbol() is not None}
    assert keys <= used, f"{layer.name()}: legend entries without rows: {keys - used}"
