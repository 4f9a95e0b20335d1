"""The job by QGIS, without its window: peer_qgis.py CSV BOUNDARIES OUT [within|intersects], or --version. Debian's own Python has its modules.

OUT.gpkg: the mahalle with the number of their households, by "Count points in polygon"; OUT.csv: which household is in which mahalle, by "Join
attributes by location". The text is copied into a GeoPackage first, for its spatial index: else every polygon would read all of the text."""
import os, sys, urllib.parse

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import Qgis, QgsApplication, QgsVectorLayer

if sys.argv[1] == "--version":
    sys.exit(print(f"QGIS {Qgis.QGIS_VERSION}"))
csv, boundaries, out, predicate = (*sys.argv[1:], "within")[:4]
application = QgsApplication([], False)
application.initQgis()
from qgis.analysis import QgsNativeAlgorithms
application.processingRegistry().addProvider(QgsNativeAlgorithms())
sys.path.append(application.pkgDataPath() + "/python/plugins")
import processing

text = QgsVectorLayer(f"file://{urllib.parse.quote(csv)}?delimiter=,&xField=boylam&yField=enlem&crs=EPSG:4326&detectTypes=no",
                      "haneler", "delimitedtext")
copy = out + ".haneler.gpkg"
processing.run("native:savefeatures", {"INPUT": text, "OUTPUT": copy})
households = QgsVectorLayer(copy, "haneler", "ogr")
mahalle = QgsVectorLayer(boundaries, "mahalle", "ogr")
if out.endswith(".csv"):
    processing.run("native:joinattributesbylocation", {
        "INPUT": households, "JOIN": mahalle, "PREDICATE": [{"within": 5, "intersects": 0}[predicate]], "JOIN_FIELDS": ["mah_code"], "METHOD": 0,
        "DISCARD_NONMATCHING": True, "OUTPUT": out})
else:
    processing.run("native:countpointsinpolygon", {"POLYGONS": mahalle, "POINTS": households, "FIELD": "households", "OUTPUT": out})
os.remove(copy)
os._exit(0)  # leaving QGIS in order takes time and may crash; everything is written
