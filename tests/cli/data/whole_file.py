"""All bytes that a GeoPackage tells: a project in it is hexadecimal digits of a zip, and is looked at as the text it holds."""
import io
import os
import sqlite3
import tempfile
import zipfile


def bytes_told(path):
    with tempfile.TemporaryDirectory(prefix="mahalle-told-") as folder:
        base, rest = sqlite3.connect(f"file:{path}?mode=ro", uri=True), os.path.join(folder, "rest.gpkg")
        base.execute("VACUUM INTO ?", (rest,))
        packed = [content for (content,) in base.execute("SELECT content FROM qgis_projects")]
        base.close()
        without = sqlite3.connect(rest)
        without.executescript("DELETE FROM qgis_projects; VACUUM")
        without.close()
        with open(rest, "rb") as file:
            told = file.read()
    for content in packed:
        with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
            told += b"".join(archive.read(name) for name in archive.namelist())
    return told
