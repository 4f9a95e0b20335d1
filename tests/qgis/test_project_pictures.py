#!/usr/bin/python3
"""Does every theme of the project draw a map, and do the main ones look as they did when somebody looked at them?

usage: test_project_pictures.py PROGRAM [--remake FOLDER]

The demo city, public, in both languages. Every theme draws something; where a theme colours the mahalle, each of them gets a
colour. The pictures of tests/qgis/reference are compared by the mean colour of blocks, so that another font passes, while the
picture of another theme must not. --remake writes the pictures into FOLDER (look at them before they become the reference).
Exit code 77: python3-qgis or python3-numpy is missing.
"""
import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True
from qgis_project import open_project, table_of_templates  # noqa: E402
from qgis_session import start_qgis  # noqa: E402
from sample_file import demo_files  # noqa: E402

try:
    from pictures import difference, save_small
except ImportError:
    print("skipped: python3-numpy is not installed")
    sys.exit(77)
from qgis.core import (QgsCoordinateTransform, QgsLayoutExporter, QgsMapRendererSequentialJob, QgsMapSettings,  # noqa: E402
                       QgsPrintLayout)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor, QImage  # noqa: E402

REFERENCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "reference")
BACKGROUND = QColor(255, 0, 255)  # no map of ours has it
COLOURED = ("mahalle_density", "mahalle_share", "mahalle_population", "mahalle_coverage", "mahalle_gap", "mahalle_infrastructure", "mahalle_quality")
# name of the picture: layer, and the key by which its theme is found
PICTURES = {"density": "mahalle_density:den_mig ", "share": "mahalle_share:sh_mig ", "gap_grid": "mahalle_gap_grid:",
            "coverage": "mahalle_coverage:"}


def draw(project, theme, background=BACKGROUND, only=None, labels=True):
    """only: the id of the one layer of the theme to be drawn."""
    themes = project.mapThemeCollection()
    settings = QgsMapSettings()
    settings.setLayers([layer for layer in themes.mapThemeVisibleLayers(theme) if only in (None, layer.id())])
    settings.setFlag(QgsMapSettings.DrawLabeling, labels)
    settings.setLayerStyleOverrides(themes.mapThemeStyleOverrides(theme))
    settings.setDestinationCrs(project.crs())
    settings.setTransformContext(project.transformContext())
    settings.setBackgroundColor(background)
    settings.setOutputSize(QSize(960, 760))
    settings.setExtent(project.viewSettings().defaultViewExtent())
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors(), f"theme '{theme}': {[error.message for error in job.errors()]}"
    return job.renderedImage(), settings.mapToPixel()


def places_of(project):
    """A point within every mahalle, in the reference system of the map."""
    layer = project.mapLayer("mahalle_borders")
    transform = QgsCoordinateTransform(layer.crs(), project.crs(), project)
    for feature in layer.getFeatures():
        yield feature["mah_name"], transform.transform(feature.geometry().poleOfInaccessibility(0.0001)[0].asPoint())


def check_theme(project, theme):
    image, to_pixel = draw(project, theme)
    inside = [(name, to_pixel.transform(point)) for name, point in places_of(project)]
    first = project.mapThemeCollection().mapThemeState(theme).layerRecords()
    if any(record.layer().id() in COLOURED for record in first):
        for name, pixel in inside:
            colour = image.pixelColor(int(pixel.x()), int(pixel.y()))
            assert colour != BACKGROUND, f"theme '{theme}': {name} has no colour"
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) >= 4, f"theme '{theme}' draws {len(colours)} colours"


def theme_of(project, key, language):
    """The name of the first theme made from the row of themes.csv that begins with the key."""
    title = next(row for row in table_of_templates("themes") if row["layers"].startswith(key))[f"title_{language}"]
    return next(name for name in sorted(project.mapThemeCollection().mapThemes()) if name.startswith(title.split("{")[0]))


def draw_card(project):
    """The first page of the first atlas at 60 dots an inch, or None."""
    layouts = sorted(project.layoutManager().layouts(), key=lambda layout: layout.name())
    for layout in layouts:
        if isinstance(layout, QgsPrintLayout) and layout.atlas().enabled():
            layout.atlas().beginRender()
            layout.atlas().first()
            image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=60)
            layout.atlas().endRender()
            return image
    return None


def draw_all(project, language):
    images = {name: draw(project, theme_of(project, key, language), QColor(252, 252, 252))[0]
              for name, key in PICTURES.items()}
    card = draw_card(project)
    return images if card is None else {**images, "card": card}


def check_pictures(images):
    """Each is like its reference, and unlike that of every other map: else the comparison would prove nothing."""
    for name, image in images.items():
        for other in images:
            reference = QImage(os.path.join(REFERENCE, f"{other}.png"))
            assert not reference.isNull(), f"no picture '{other}' in tests/qgis/reference"
            found = difference(image, reference)
            if other == name:
                assert found is None, f"{name} does not look as before: {found}; see --remake"
            else:
                assert found is not None, f"the comparison takes {name} for {other}"


def check_comparison(project, language):
    """Letters may differ; a layer that is missing and colours that are swapped must not pass."""
    theme = theme_of(project, PICTURES["density"], language)
    white, reference = QColor(252, 252, 252), QImage(os.path.join(REFERENCE, "density.png"))
    silent, whole = (draw(project, theme, white, labels=labels)[0] for labels in (False, True))
    found = difference(silent, reference)
    assert found is None, f"a map without letters counts as another one: {found}"
    assert difference(whole.rgbSwapped(), reference) is not None, "swapped colours pass"
    assert difference(draw(project, theme, white, only="mahalle_borders")[0], reference) is not None, "a missing layer passes"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--remake", metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="mahalle-pictures-") as folder:
        application = start_qgis(folder)  # noqa: F841
        for path, _, language in demo_files(options.program, folder, profiles=("public",)):
            project = open_project(path)
            themes = project.mapThemeCollection().mapThemes()
            for theme in themes:
                check_theme(project, theme)
            if language == "tr":
                images = draw_all(project, language)
                for name, image in images.items() if options.remake else []:
                    save_small(image, os.path.join(options.remake, f"{name}.png"))
                if not options.remake:
                    check_pictures(images)
                    check_comparison(project, language)
            project.clear()
            print(f"ok: {len(themes)} themes of {os.path.basename(path)} are drawn")


if __name__ == "__main__":
    main()
