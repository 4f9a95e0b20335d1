"""Makes boundaries of 13, 982 and 50,082 mahalle: make_polygons.py BOUNDARIES CSV FOLDER. The 13 are one ilçe, the 982 the city itself, the 50,082 the
city 51 times, moved by whole steps of 2 degrees east and 0.85 north, 9 in a row, so that each has the corners of a real one.

polygons-N.gpkg for each; polygons-13.geojson, in which households can be drawn; households-in-50082.csv, the households of CSV moved in turn with the city."""
import collections, json, os, struct, sys
import numpy as np
from osgeo import ogr, osr

boundaries, csv, folder = sys.argv[1:]
TILES, IN_A_ROW, STEP = 51, 9, (2.0, -0.85)


def move_of(tile):
    return STEP[0] * (tile % IN_A_ROW), STEP[1] * (tile // IN_A_ROW)


def write(path, features, tiles):
    if os.path.exists(path):
        return
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    file = ogr.GetDriverByName("GPKG").CreateDataSource(path + ".part.gpkg")
    layer = file.CreateLayer("mahalle", wgs84, ogr.wkbPolygon)
    for name, kind in (("mah_code", ogr.OFTInteger64), ("mah_name", ogr.OFTString), ("ilce_code", ogr.OFTInteger)):
        layer.CreateField(ogr.FieldDefn(name, kind))
    file.StartTransaction()
    for tile in range(tiles):
        for feature in features:
            rings = [np.round(np.asarray(ring, float)[:, :2] + move_of(tile), 5) for ring in feature["geometry"]["coordinates"]]
            row = ogr.Feature(layer.GetLayerDefn())
            row.SetField("mah_code", tile * 10_000_000 + feature["properties"]["id"])
            row.SetField("mah_name", feature["properties"]["name"])
            row.SetField("ilce_code", tile * 100_000 + feature["properties"]["townId"])
            row.SetGeometryDirectly(ogr.CreateGeometryFromWkb(
                struct.pack("<BII", 1, 3, len(rings)) + b"".join(struct.pack("<I", len(ring)) + ring.astype("<f8").tobytes() for ring in rings)))
            layer.CreateFeature(row)
    file.CommitTransaction()
    del file, layer
    os.rename(path + ".part.gpkg", path)


def move_households(path):
    if os.path.exists(path):
        return
    with open(csv, encoding="utf-8") as source, open(path + ".part", "w", encoding="utf-8") as out:
        out.write(next(source))
        for number, line in enumerate(source):
            household, x, y, rest = line.split(",", 3)
            east, north = move_of(number % TILES)
            out.write(f"{household},{float(x) + east:.6f},{float(y) + north:.6f},{rest}")
    os.rename(path + ".part", path)


city = json.load(open(boundaries, encoding="utf-8"))["features"]
if max(feature["properties"]["id"] for feature in city) >= 10_000_000:
    sys.exit("codes are longer than expected")
of_ilce = collections.Counter(feature["properties"]["townId"] for feature in city)
ilce = min((code for code, count in of_ilce.items() if count >= 13), key=lambda code: (of_ilce[code], code))
few = [feature for feature in city if feature["properties"]["townId"] == ilce][:13]
with open(folder + "/polygons-13.geojson", "w", encoding="utf-8") as file:
    json.dump({"type": "FeatureCollection", "features": few}, file, ensure_ascii=False)
write(folder + "/polygons-13.gpkg", few, 1)
write(folder + "/polygons-982.gpkg", city, 1)
write(folder + "/polygons-50082.gpkg", city, TILES)
move_households(folder + "/households-in-50082.csv")
