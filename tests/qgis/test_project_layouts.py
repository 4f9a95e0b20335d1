#!/usr/bin/python3
"""Can the layouts of the project be printed, and does an atlas have a page for every mahalle?

usage: test_project_layouts.py PROGRAM

The demo city in both languages, public and secure. Every layout of layers/project/layouts.csv is there, and becomes a PNG and
a PDF with something on it; the pages of an atlas are the mahalle. Exit code 77: python3-qgis is missing.
"""
import os
import sys
import tempfile

sys.dont_write_bytecode = True
from qgis_project import open_project, table_of_templates  # noqa: E402
from qgis_session import rows_of, start_qgis  # noqa: E402
from sample_file import demo_files  # noqa: E402

from qgis.core import QgsLayoutExporter  # noqa: E402
from qgis.PyQt.QtGui import QImage  # noqa: E402

DPI = 60


def check_picture(path, where):
    image = QImage(path)
    assert not image.isNull() and image.width() > 300 and image.height() > 300, f"{where}: no picture"
    colours = {image.pixel(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)}
    assert len(colours) >= 10, f"{where}: the page is empty but for {len(colours)} colours"


def export(layout, folder, where):
    """One page of the layout as PNG and as PDF."""
    exporter = QgsLayoutExporter(layout)
    picture, document = os.path.join(folder, "page.png"), os.path.join(folder, "page.pdf")
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi, settings.exportMetadata = DPI, False
    assert exporter.exportToImage(picture, settings) == QgsLayoutExporter.Success, f"{where}: no PNG"
    check_picture(picture, where)
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = DPI
    assert exporter.exportToPdf(document, settings) == QgsLayoutExporter.Success, f"{where}: no PDF"
    with open(document, "rb") as file:
        head = file.read()
    assert head.startswith(b"%PDF") and len(head) > 5000, f"{where}: the PDF has {len(head)} bytes"


def check_texts(layout, where):
    """No expression is left over, and none says NULL."""
    for item in layout.items():
        if hasattr(item, "currentText"):
            text = item.currentText()
            assert "[%" not in text and "{{" not in text and "NULL" not in text, f"{where}: '{text}'"


def check_atlas(layout, path, folder, where):
    atlas = layout.atlas()
    names = [name for (name,) in rows_of(path, "SELECT mah_name FROM mah_indicators")]
    assert atlas.beginRender() and atlas.count() == len(names), f"{where}: {atlas.count()} pages of {len(names)} mahalle"
    pages, more = [], atlas.first()
    while more:
        pages.append(layout.reportContext().feature()["mah_name"])
        check_texts(layout, f"{where}, {pages[-1]}")
        if len(pages) in (1, len(names) // 2):
            export(layout, folder, f"{where}, {pages[-1]}")
        more = atlas.next()
    atlas.endRender()
    assert sorted(pages) == sorted(names), f"{where}: pages {pages}"


def check_file(path, folder):
    project = open_project(path)
    layouts = sorted(project.layoutManager().layouts(), key=lambda layout: layout.name())
    wanted = len(table_of_templates("layouts"))
    assert len(layouts) == wanted, f"{len(layouts)} layouts of {wanted}: {[layout.name() for layout in layouts]}"
    for layout in layouts:
        where = f"{os.path.basename(path)}, {layout.name()}"
        assert layout.name() and layout.pageCollection().pageCount() >= 1, where
        if layout.atlas().enabled():
            check_atlas(layout, path, folder, where)
        else:
            check_texts(layout, where)
            export(layout, folder, where)
    project.clear()
    print(f"ok: {len(layouts)} layouts of {os.path.basename(path)} can be printed")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="mahalle-layouts-") as folder:
        application = start_qgis(folder)  # noqa: F841
        for path, profile, language in demo_files(sys.argv[1], folder):
            if (profile, language) != ("secure", "en"):  # three of the four have every profile and every language
                check_file(path, folder)


if __name__ == "__main__":
    main()
