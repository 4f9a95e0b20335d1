"""A lower bound for an analyst with Python: peer_nearest.py CSV PUBLISHED FOLDER reads the positions, asks a k-d tree for the nearest place of each
of the eight types, straight, and stops: no mahalle, no coverage, no catchments, no file. Says its own parts on standard error."""
import csv, json, math, sys, time
import numpy as np
from scipy.spatial import cKDTree

households, published, folder = sys.argv[1:]


def geojson_points(records):
    return [(record.get("geometry") or record["geojson"])["coordinates"][:2] for record in records]


def csv_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def services():
    for name in "saglikMerkezi", "tumEczane", "metroDurak":
        yield geojson_points(json.load(open(f"{published}/{name}.json", encoding="utf-8-sig")))
    yield [(float(row["LATITUDE"]), float(row["LONGITUDE"])) for row in csv_rows(published + "/otobus_duraklari.csv")]
    yield [json.loads(row["geojson"])["coordinates"] for row in csv_rows(published + "/bursa_dinitesis.csv")]
    for kind in "İlkokul", "Ortaokul", "Lise":
        yield [(float(row["boylam"]), float(row["enlem"])) for row in csv_rows(folder + "/okullar.csv") if row["tur"] == kind]


begin = time.monotonic()
people = np.loadtxt(households, delimiter=",", skiprows=1, usecols=(1, 2), encoding="utf-8")
read = time.monotonic()
scale = np.array([111_320 * math.cos(math.radians(people[:, 1].mean())), 111_320])  # good enough to measure speed
for places in services():
    cKDTree(np.array(places, float) * scale).query(people * scale, workers=-1)
print(f"reading {read - begin:.2f} s, searching {time.monotonic() - read:.2f} s", file=sys.stderr)
