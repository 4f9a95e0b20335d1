"""The same households, boundaries and streets in every format that is read, whole: what the tests cut off and flip."""
import os, random

from small_extract import write_extract


def translate(gdal, target, source, options):
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    gdal.VectorTranslate(target, source, options=options)
    gdal.PopErrorHandler()


def formats_of(city):
    """{name: (role, path, files beside it)}; none where GDAL's Python is missing."""
    try:
        from osgeo import gdal
    except ImportError:
        return {}
    gdal.UseExceptions()
    place, made = city.inputs + "/", {}
    table = gdal.OpenEx(place + "h.csv", open_options=["X_POSSIBLE_NAMES=boylam", "Y_POSSIBLE_NAMES=enlem", "KEEP_GEOM_COLUMNS=NO"])
    fields = "-a_srs EPSG:4326 -sql \"SELECT hane_no, hane_nufusu AS nufus, gelis_yili, geldigi_il, agirlik FROM h\" "
    for name, driver in (("points.geojson", "GeoJSON"), ("points.gpkg", "GPKG"), ("points.shp", "ESRI Shapefile"), ("points.fgb", "FlatGeobuf"),
                         ("points.sqlite", "SQLite"), ("points.geojsonl", "GeoJSONSeq"), ("points.kml", "KML")):
        translate(gdal, place + name, table, fields + f"-f \"{driver}\" -nln haneler -nlt POINT" + " -lco ENCODING=UTF-8" * name.endswith("shp"))
        beside = [place + "points." + e for e in ("shx", "dbf", "prj")] if driver == "ESRI Shapefile" else []
        made["households " + name[7:]] = ("households", place + name, beside)
    for name, driver in (("table.xlsx", "XLSX"), ("table.ods", "ODS"), ("table.dbf", "ESRI Shapefile")):
        translate(gdal, place + name, place + "h.csv", f"-f \"{driver}\" -nln haneler" + " -nlt NONE -lco ENCODING=UTF-8" * name.endswith("dbf"))
        made["households table." + name[6:]] = ("households", place + name, [])
    made["households csv"] = ("households", place + "h.csv", [])
    for name, driver in (("areas.gpkg", "GPKG"), ("areas.shp", "ESRI Shapefile"), ("areas.fgb", "FlatGeobuf")):
        translate(gdal, place + name, place + "b.geojson", f"-f \"{driver}\" -nln mahalle -nlt PROMOTE_TO_MULTI")
        beside = [place + "areas." + e for e in ("shx", "dbf", "prj")] if driver == "ESRI Shapefile" else []
        made["boundaries " + name[6:]] = ("boundaries", place + name, beside)
    made["boundaries geojson"] = ("boundaries", place + "b.geojson", [])
    chance = random.Random(7)
    write_extract(place + "streets.osm.pbf", [(38 + n * .0001, 37.005 + chance.random() * .0001) for n in range(300)])
    made["streets osm.pbf"] = ("streets", place + "streets.osm.pbf", [])
    with open(place + "streets.osm", "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0"?>\n<osm version="0.6">\n')
        out.writelines(f'<node id="{n + 1}" lat="{37.005 + n % 7 * .00001:.7f}" lon="{38 + n * .0001:.7f}"/>\n' for n in range(300))
        out.write('<way id="9">' + "".join(f'<nd ref="{n + 1}"/>' for n in range(300)) + '<tag k="highway" v="footway"/></way>\n</osm>\n')
    made["streets osm"] = ("streets", place + "streets.osm", [])
    with open(place + "mahalle.yaml", "w", encoding="utf-8") as out:
        out.write("households:\n  - source: h.csv\nneighbourhoods: {source: b.geojson}\nreference_date: 2025-12-31\n"
                  "quarantine: {max_rejected_share: 1}\nservices:\n  - {type: pharmacy, source: s.csv}\nstreets: {source: streets.osm}\n")
    made["project yaml"] = ("project", place + "mahalle.yaml", [])
    made["services csv"] = ("services", place + "s.csv", [])
    return made


def words_with(city, role, path):
    """The run that reads this file in its role."""
    if role == "households":
        return city.words(households=path)
    if role == "boundaries":
        return city.words(boundaries=path)
    if role == "streets":
        return city.words("--set", "streets.source=" + path)
    if role == "services":
        return [w.replace(city.inputs + "/s.csv", path) for w in city.words()]
    return [city.program, "run", path, "-o", city.out, "--format", "json", "--language", "en"]
