"""Makes what the services job needs beside the households: make_services.py CSV FOLDER. The same CSV gives the same data.

okullar.csv: schools with classrooms, each at the place of a household drawn at random, so that they follow the people.
yollar.gpkg: streets of at least 500,000 edges: crossings of a jittered grid, 80 m apart, in the squares of 1 km where most
households live, every tenth edge missing, each edge a line of its own with a bend.
"""
import csv, math, os, sys
import numpy as np
from osgeo import ogr, osr

households, folder = sys.argv[1], sys.argv[2]
SCHOOLS = {"İlkokul": 600, "Ortaokul": 500, "Lise": 300}
EDGES, APART_M, MISSING, JITTER = 500_000, 80, 0.1, 0.3
random = np.random.default_rng(3)


def read_positions():
    with open(households, encoding="utf-8", newline="") as file:
        return np.array([(float(row["boylam"]), float(row["enlem"])) for row in csv.DictReader(file)])


def write_schools(positions, path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["okul_no", "tur", "boylam", "enlem", "derslik"])
        for kind, count in SCHOOLS.items():
            for number, at in enumerate(random.choice(len(positions), count, replace=False), 1):
                writer.writerow([f"{kind} {number}", kind, *positions[at], random.integers(6, 41)])


def choose_crossings(positions, step):
    """Which crossings of the grid exist: those in the most populated squares, as many squares as give the edges asked for."""
    side = round(1000 / APART_M)
    squares, people = np.unique(np.floor((positions - positions.min(0)) / (step * side)).astype(int), axis=0, return_counts=True)
    squares = squares[np.lexsort((squares[:, 1], squares[:, 0], -people))]
    wanted = math.ceil(1.05 * EDGES / (2 * (1 - MISSING) * side**2))
    exists = np.zeros((squares.max(0) + 2) * side, bool)
    for x, y in squares[:wanted]:
        exists[x * side:(x + 1) * side, y * side:(y + 1) * side] = True
    return exists


def edges_of(exists, places):
    """Ends of the edges, east and north of each crossing, and the bend between them."""
    for to_x, to_y in (1, 0), (0, 1):
        both = exists[:exists.shape[0] - to_x, :exists.shape[1] - to_y] & exists[to_x:, to_y:]
        x, y = np.nonzero(both & (random.random(both.shape) >= MISSING))
        begin, end = places[x, y], places[x + to_x, y + to_y]
        yield begin, begin + (end - begin) / 2 + random.normal(0, 0.05, begin.shape) * np.abs(end - begin).max(1)[:, None], end


def write_streets(positions, path):
    step = np.array([APART_M / (111_320 * math.cos(math.radians(positions[:, 1].mean()))), APART_M / 111_320])
    exists = choose_crossings(positions, step)
    places = np.stack(np.meshgrid(*map(np.arange, exists.shape), indexing="ij"), 2) + random.uniform(-JITTER, JITTER, (*exists.shape, 2))
    places = positions.min(0) + places * step
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    file = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = file.CreateLayer("yollar", wgs84, ogr.wkbLineString)
    layer.CreateField(ogr.FieldDefn("tur", ogr.OFTString))
    file.StartTransaction()
    count = 0
    for lines in edges_of(exists, places):
        for line in np.round(np.stack(lines, 1), 7):
            feature, shape = ogr.Feature(layer.GetLayerDefn()), ogr.Geometry(ogr.wkbLineString)
            for x, y in line:
                shape.AddPoint_2D(float(x), float(y))
            feature.SetField(0, "sokak")
            feature.SetGeometryDirectly(shape)
            layer.CreateFeature(feature)
            count += 1
    file.CommitTransaction()
    if count < EDGES:
        sys.exit(f"only {count} edges; the households live in too few squares")


at = read_positions()
write_schools(at, folder + "/okullar.csv")
write_streets(at, folder + "/yollar.part.gpkg")
os.rename(folder + "/yollar.part.gpkg", folder + "/yollar.gpkg")
