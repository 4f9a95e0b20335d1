"""Bursa with simulated households and real and invented services, read a second time for test_services.py."""
import csv
import json
import sys

import numpy as np
import shapely.affinity
import shapely.geometry
import shapely.ops

import exact_locations
import oracle
from oracle import ONE

data, boundaries = oracle.shared + "/data/bursa-open-data/", oracle.shared + "/data/tr-mahalle-boundaries/"
HOUSEHOLDS, EPSG = 60000, 5254  # TUREF / TM30


def write_table(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


# ---- households ----

def simulate(folder, messy):
    """The register, with decimal weights and with answers left out; rows as dictionaries, planted faults by line."""
    plain, faults = folder + "/plain.csv", folder + "/faults.csv"
    oracle.run(sys.executable, oracle.shared + "/tools/simulate_households.py", "--boundaries", boundaries + "bursa_mahalle.geojson",
               "--towns", boundaries + "bursa_ilce.geojson", "--population", oracle.shared + "/data/tr-adnks-2023/mahalle_34_27_16.csv",
               "--province", "Bursa", "--households", str(HOUSEHOLDS), "--seed", "1", "--out", plain,
               *(["--messy", faults] if messy else []))
    draw = np.random.default_rng(2)
    with open(plain, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["agirlik"] = draw.choice(["1", "0.5", "1.35", "2.7"])
        row["gocmen_sayisi"] = draw.integers(1, int(row["hane_nufusu"]) + 1) if draw.random() < .1 and row["hane_nufusu"] != "0" else ""
        if draw.random() < .03:
            row["gelis_yili"] = ""
        if draw.random() < .04:
            row["yas_6_9"] = ""
    path = folder + "/haneler.csv"
    write_table(path, rows)
    planted = {}
    if messy:
        with open(faults, encoding="utf-8") as file:
            planted = {int(r["line"]): r["kind"] for r in csv.DictReader(file)}
    return path, rows, planted


def is_usable(row, fault, seen):
    if row["hane_no"] in seen:
        return False
    if fault in ("zero_size", "text_position"):
        return False
    return not (row["gelis_yili"] and int(row["gelis_yili"]) > 2025)


def record_of(row):
    """Persons of the household by class (domain: a recent migrant came after 2020) and age."""
    size, year = int(row["hane_nufusu"]), row["gelis_yili"]
    recent = int(row["gocmen_sayisi"] or size) if year and int(year) > 2020 else 0
    return {"weight": round(float(row["agirlik"]) * ONE), "size": size, "recent": recent, "known": int(year != ""),
            "young": int(row["yas_6_9"]) if row["yas_6_9"] != "" else -1}


class City:
    """Boundaries as published and the households in them."""

    def __init__(self, geopackage, path, rows, faults):
        self.polygons = exact_locations.read_polygons(geopackage)
        self.codes = [p.code for p in self.polygons]
        self.to_plane = oracle.projection(EPSG)
        positions = exact_locations.read_positions(path, "boylam", "enlem")
        inside = exact_locations.locate(self.polygons, positions)
        names = self.read_names()
        kept, mahalle, seen = [], [], set()
        for k, row in enumerate(rows):
            usable = is_usable(row, faults.get(k + 2), seen)
            seen.add(row["hane_no"])
            if not usable:
                continue
            code = inside[k] if inside[k] >= 0 else names[row["ilce"], row["mahalle_adi"]]
            kept.append(k)
            mahalle.append(code)
        kept, degrees = np.array(kept), positions.copy()
        degrees[inside < 0] = np.nan # placed by name: no position to trust
        xy = np.full((len(kept), 2), np.nan)
        placed = np.isfinite(degrees[kept, 0])
        xy[placed] = self.to_plane(degrees[kept][placed])
        self.people = oracle.People(xy, np.array(mahalle), [record_of(rows[k]) for k in kept])
        self.quarantined = len(rows) - len(kept)

    def read_names(self):
        towns = {f["properties"]["id"]: f["properties"]["name"] for f in features(boundaries + "bursa_ilce.geojson")}
        number = {code: k for k, code in enumerate(self.codes)}
        self.ilce, names = {}, {}
        for f in sorted(features(boundaries + "bursa_mahalle.geojson"), key=lambda f: str(f["properties"]["id"]), reverse=True):
            facts = f["properties"]
            self.ilce[str(facts["id"])] = towns[facts["townId"]]
            names[towns[facts["townId"]], facts["name"]] = number[str(facts["id"])] # the smallest code of equal names
        return names


def features(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)["features"]


# ---- services ----

def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def read_places():
    """Positions in degrees of the published files, each in its own shape."""
    with open(data + "otobus_duraklari.csv", encoding="utf-8-sig") as file:
        stops = [(float(r["LATITUDE"]), float(r["LONGITUDE"])) for r in csv.DictReader(file)] # exchanged in the source
    with open(data + "bursa_dinitesis.csv", encoding="utf-8-sig") as file:
        worship = [json.loads(r["geojson"])["coordinates"] for r in csv.DictReader(file)]
    return {"centres": [f["geometry"]["coordinates"] for f in read_json(data + "saglikMerkezi.json")],
            "pharmacy": [f["geojson"]["coordinates"] for f in read_json(data + "tumEczane.json")],
            "metro": [f["geojson"]["coordinates"] for f in read_json(data + "metroDurak.json")], "stop_low": stops, "worship_m": worship}


def invent_facilities(path, positions, seed, unit):
    """A table with capacities, some unknown, one facility closed, one far outside with nobody near."""
    draw = np.random.default_rng(seed)
    facilities = [{"tesis_no": f"T{k}", "ad": f"Tesis {k}", "boylam": lon, "enlem": lat, unit: int(draw.integers(1, 9)),
                   "alan_m2": int(draw.integers(500, 6000)), "acik": "evet"} for k, (lon, lat) in enumerate(positions)]
    facilities[3]["acik"] = "hayır"
    facilities[5][unit] = facilities[8][unit] = facilities[9]["alan_m2"] = ""
    facilities.append(dict(facilities[0], tesis_no="uzak", boylam=27.2, enlem=39.1))
    write_table(path, facilities)
    return facilities


def invent_parks(path):
    """Parts of mahalle as parks: a hole in every third, two parts in every fifth."""
    shapes = []
    for k, f in enumerate(features(boundaries + "bursa_mahalle.geojson")[::18]):
        rings = f["geometry"]["coordinates"] if f["geometry"]["type"] == "Polygon" else f["geometry"]["coordinates"][0]
        shape = shapely.affinity.scale(shapely.geometry.Polygon(rings[0]).convex_hull, .4, .4)
        if k % 3 == 0:
            shape = shape.difference(shapely.affinity.scale(shape, .5, .5))
        if k % 5 == 0:
            width = shape.bounds[2] - shape.bounds[0]
            shape = shapely.geometry.MultiPolygon([shape, shapely.affinity.translate(shape, 1.2 * width, .001)])
        assert shape.is_valid
        shapes.append(shape)
    write_shapes(path, shapes)
    return shapes


def write_shapes(path, shapes):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"tesis_no": f"S{k}"}, "geometry": shapely.geometry.mapping(shape)}
            for k, shape in enumerate(shapes)]}, file)


def in_plane(shape, to_plane):
    return shapely.ops.transform(lambda x, y: tuple(to_plane(np.column_stack([x, y])).T), shape)


def close_all(path, facilities):
    for facility in facilities:
        facility["acik"] = "hayır"
    write_table(path, facilities)


class Services:
    """Distance and nearest facility of every household, and what else is known of the facilities of each type."""

    def __init__(self, city, detour):
        self.city, self.detour, self.project, self.types = city, detour, [], {}

    def add(self, code, radius, target, facilities):
        """facilities: positions in degrees, invented ones, or shapes."""
        people, count = self.city.people, len(facilities)
        kind = {"radius": radius, "target": target, "distance": np.full(people.count, np.nan), "who": np.full(people.count, -1),
                "capacity": np.full(count, np.nan), "area": np.full(count, np.nan), "open": np.ones(count, bool), "spots": None}
        if isinstance(facilities[0], dict):
            facilities = read_facts(kind, facilities)
        if hasattr(facilities[0], "geom_type"):
            near, who = self.to_shapes(kind, facilities)
        elif kind["open"].any():
            near, who = self.to_points(kind, facilities)
        else:
            kind["spots"], near, who = np.asarray(facilities, float), np.inf, -1
            kind["distance"][:] = np.inf
        kind["distance"][people.placed], kind["who"][people.placed] = near * self.detour, who
        self.types[code] = kind
        return self

    def to_shapes(self, kind, facilities):
        shapes = [in_plane(shape, self.city.to_plane) for shape in facilities]
        kind.update(area=np.array([shape.area or np.nan for shape in shapes]), shapes=facilities)
        return oracle.to_shapes(self.city.people.xy[self.city.people.placed], shapes)

    def to_points(self, kind, facilities):
        people = self.city.people
        kind["spots"] = np.asarray(facilities, float)
        plane = np.where(kind["open"][:, None], self.city.to_plane(facilities), np.nan)
        if kind["radius"] is not None and np.isfinite(kind["capacity"][kind["open"]]).any():
            placed = np.flatnonzero(people.placed)
            household, facility, distance = oracle.pairs_within(people.xy[placed], plane, kind["radius"] / self.detour)
            kind["pairs"] = placed[household], facility, distance * self.detour
        return oracle.to_points(people.xy[people.placed], plane)


def read_facts(kind, facilities):
    """Capacity, area and open of invented facilities; returns their positions."""
    unit = next(name for name in ("hekim", "derslik", "kapasite") if name in facilities[0])
    for field, column in (("capacity", unit), ("area", "alan_m2")):
        kind[field] = np.array([float(f[column]) if f[column] != "" else np.nan for f in facilities])
    kind["open"] = np.array([f["acik"] == "evet" for f in facilities])
    return [(f["boylam"], f["enlem"]) for f in facilities]
