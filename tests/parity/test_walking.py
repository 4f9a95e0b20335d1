#!/usr/bin/env python3
"""Services of Porto Alegre on foot: every published figure is what an independent computation says.

  test_walking.py PROGRAM     needs the folder of shared data: MAHALLE_SHARED, default ../shared beside the project

A real extract of OpenStreetMap, real points of interest, and health posts and schools in the middle of real cells. Households are invented in proportion to
the population of the cells, mahalle are squares. walking.py and oracle.py compute, published.py compares.
"""
import csv
import json
import os
import sys
import tempfile

program = sys.argv[1]
try:
    import numpy as np
    import shapely.geometry
    import oracle
    import published
    import service_standards
    import walking
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)
data = oracle.shared + "/data/poa-osm-r5r/"
if not os.path.isdir(data):
    print("skipped: no shared data (MAHALLE_SHARED)")
    sys.exit(77)

HOUSEHOLDS, EPSG, SNAP_M, CELL_M = 3000, 32722, 100, 250 # UTM 22 S
WEST, SOUTH, SIDE, COLUMNS, ROWS = -51.27, -30.12, .01, 14, 13
RADII = {"asm": 900, "primary": 800, "association": 1500, "post": 1000, "park": 400}
TARGETS = {"primary": "age:6-9"}


def read_cells():
    with open(data + "poa_hexgrid.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_table(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def write_shapes(path, shapes, facts):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": fact, "geometry": shapely.geometry.mapping(shape)}
                                                             for shape, fact in zip(shapes, facts)]}, file)


def invent_households(path, cells):
    """Within 250 m of the middle of a cell; some answers are left out, and a few live far from every street."""
    draw = np.random.default_rng(7)
    people = np.array([float(c["population"] or 0) for c in cells])
    chosen = draw.choice(len(cells), HOUSEHOLDS, p=people / people.sum())
    rows = []
    for k, cell in enumerate(chosen):
        size = int(draw.integers(1, 8))
        lon, lat = (float(cells[cell][name]) + draw.uniform(-.0025, .0025) for name in ("lon", "lat"))
        rows.append({"hane_no": k, "boylam": round(lon, 7), "enlem": round(lat, 7), "hane_nufusu": size, "agirlik": draw.choice(["1", "1.5"]),
                     "gelis_yili": draw.choice(["", "1990", "2022", "2024"], p=[.03, .67, .2, .1]),
                     "yas_6_9": draw.choice(["", "0", "1"], p=[.03, .6, .37])})
    write_table(path, rows)
    return rows


def make_mahalle(path):
    """Squares with an invented official population, 0 in some."""
    draw = np.random.default_rng(8)
    codes = {f"{column:02}-{row:02}": (column, row) for column in range(COLUMNS) for row in range(ROWS)}
    official = dict(zip(sorted(codes), draw.choice([0, 400, 2500, 9000], len(codes)).tolist()))
    write_shapes(path, [shapely.geometry.box(WEST + c * SIDE, SOUTH + r * SIDE, WEST + (c + 1) * SIDE, SOUTH + (r + 1) * SIDE)
                        for c, r in codes.values()], [{"mah_code": code, "nufus": official[code]} for code in codes])
    return list(official), list(official.values())


def mahalle_of(points, codes):
    """No household and no facility lies on a border: they are random."""
    numbers = {code: k for k, code in enumerate(codes)}
    corner = np.floor((np.asarray(points, float) - (WEST, SOUTH)) / SIDE).astype(int)
    return np.array([numbers.get(f"{column:02}-{row:02}", -1) for column, row in corner])


def record_of(row):
    size, year = row["hane_nufusu"], row["gelis_yili"]
    return {"weight": round(float(row["agirlik"]) * oracle.ONE), "size": size, "recent": size if year and int(year) > 2020 else 0,
            "known": int(year != ""), "young": int(row["yas_6_9"]) if row["yas_6_9"] != "" else -1}


def invent_services(folder, cells):
    """{type: positions in degrees or shapes}; capacities of health posts and schools as the cells give them."""
    with open(data + "poa_points_of_interest.csv", encoding="utf-8") as file:
        places = {"association": [(float(r["lon"]), float(r["lat"])) for r in csv.DictReader(file)]}
    capacity = {}
    for name, column, unit in (("asm", "healthcare", "hekim"), ("primary", "schools", "derslik")):
        some = [c for c in cells if (c[column] or "0") != "0"]
        places[name] = [(float(c["lon"]), float(c["lat"])) for c in some]
        capacity[name] = np.array([float(c[column]) for c in some])
        write_table(f"{folder}/{name}.csv", [{"tesis_no": c["id"], "boylam": c["lon"], "enlem": c["lat"], unit: c[column]} for c in some])
    at = [(-51.22, -30.04), (-51.19, -30.06), (-51.16, -30.02)]
    parks = [shapely.geometry.Polygon([(x, y), (x + .008, y + .001), (x + .007, y + .006), (x + .003, y + .004), (x + .001, y + .007)])
             for x, y in at]
    write_shapes(folder + "/park.geojson", parks, [{"tesis_no": k} for k in range(len(parks))])
    places["post"] = places["association"][:4] # all closed: nobody is served, wherever they live
    write_table(folder + "/post.csv", [{"tesis_no": k, "boylam": x, "enlem": y, "acik": "hayır"} for k, (x, y) in enumerate(places["post"])])
    return {**places, "park": parks}, capacity


def find_distances(people, places, capacity, streets, to_plane):
    names, shapes = [name for name in places if name != "post"], [shapely.geometry.Polygon(to_plane(p.exterior.coords)) for p in places["park"]]
    stops = [[xy] for name in names if name != "park" for xy in to_plane(places[name])]
    stops += [walking.entrances(np.array(shape.exterior.coords)) for shape in shapes]
    walks = walking.Walks(streets, people.xy, stops, SNAP_M)
    types, start = {}, 0
    for name in names:
        count = len(places[name])
        mine = np.arange(start, start + count)
        start += count
        connected = np.isfinite(walks.street_m[mine])
        distance, who = walks.nearest(mine[connected])
        types[name] = {"radius": RADII[name], "target": TARGETS.get(name, "all"), "distance": distance, "who": np.where(who >= 0, who - mine[0], -1),
                       "capacity": capacity.get(name, np.full(count, np.nan)), "open": np.ones(count, bool), "street_m": walks.street_m[mine],
                       "area": np.full(count, np.nan)}
        if name in capacity:
            household, facility, way = walks.pairs(mine[connected], RADII[name])
            types[name]["pairs"] = household, facility - mine[0], way
    stand_in_parks(types["park"], people, shapes)
    none = np.full(len(places["post"]), np.nan)
    types["post"] = {"radius": RADII["post"], "target": "all", "distance": np.full(people.count, np.inf), "who": np.full(people.count, -1),
                     "capacity": none, "area": none, "open": np.zeros(len(none), bool), "street_m": None}
    return types, walks


def stand_in_parks(park, people, shapes):
    """Who is in a park has reached it, with or without a street."""
    park["area"] = np.array([shape.area for shape in shapes])
    for k, shape in enumerate(shapes):
        for i in np.flatnonzero([shape.contains(shapely.geometry.Point(xy)) for xy in people.xy]):
            park["distance"][i], park["who"][i] = 0, k


def check_streets(db, comparison, streets, ways, count, walks, types):
    logged = {(r["source"], r["item"]): r["value"] for r in db.execute("select * from run_log where step = 'services'")}
    length_km, parts = streets.facts()
    for item, expected in (("lines_read", count), ("lines_used", len(ways)), ("not_walkable", count - len(ways)), ("unconnected_parts", parts)):
        comparison.exact(item, logged["poa_osm.pbf", item], str(expected))
    comparison.exact("length_km", logged["poa_osm.pbf", "length_km"], f"{length_km:.3f}")
    comparison.exact("households_without_street", logged[None, "households_without_street"], str(int((walks.home < 0).sum())))
    for name, kind in types.items():
        if kind["street_m"] is None:
            continue
        without = int((np.isnan(kind["distance"]) & (walks.home >= 0)).sum())
        comparison.exact((name, "households_without_way"), logged.get((name, "households_without_way"), "0"), str(without))
        rows = db.execute("select connected, street_m from services_out where service_type = ? order by fid", (name,))
        for k, row in enumerate(rows):
            comparison.exact((name, k, "connected"), row["connected"], int(np.isfinite(kind["street_m"][k])))
            comparison.near((name, k, "street_m"), row["street_m"], kind["street_m"][k])


def main(folder):
    cells, to_plane = read_cells(), oracle.projection(EPSG)
    rows, (codes, official) = invent_households(folder + "/haneler.csv", cells), make_mahalle(folder + "/mahalle.geojson")
    places, capacity = invent_services(folder, cells)
    sources = {"association": data + "poa_points_of_interest.csv", "park": folder + "/park.geojson"}
    project = {"reference_date": "2025-12-31", "privacy": {"profile": "secure"}, "crs": f"EPSG:{EPSG}", "coverage": {"decay": "gaussian"},
               "need": {"population": "official"},
               "households": [{"source": folder + "/haneler.csv"}], "neighbourhoods": {"source": folder + "/mahalle.geojson"},
               "streets": {"source": data + "poa_osm.pbf"},
               "services": [{"type": name, "source": sources.get(name, f"{folder}/{name}.csv"), "radius_m": RADII[name]} for name in places]}
    db = oracle.run_project(program, folder, "poa", project)
    degrees = [(row["boylam"], row["enlem"]) for row in rows]
    people = oracle.People(to_plane(degrees), mahalle_of(degrees, codes), [record_of(row) for row in rows])
    ways, count = walking.read_ways(data + "poa_osm.pbf")
    streets = walking.Streets(ways, to_plane)
    types, walks = find_distances(people, places, capacity, streets, to_plane)
    for name, kind in types.items():
        kind["in"] = mahalle_of(published.points(folder + "/poa.gpkg", name), codes)
    check(db, people, codes, types, walks)
    comparison = oracle.Comparison("porto alegre on foot, streets")
    check_streets(db, comparison, streets, ways, count, walks, types)
    comparison.say(f"; {len(ways):,} of {count:,} lines, {len(streets.segment):,} segments")
    comparison = oracle.Comparison("porto alegre on foot, standards")
    published_rows = service_standards.check(db, comparison, people, codes, types, None, "mpyy-ek2", "norms", official=official)
    comparison.say(f"; {published_rows:,} rows of service_need, official population")


def check(db, people, codes, types, walks):
    comparison = oracle.Comparison("porto alegre on foot, coverage")
    published.check_long(db, comparison, oracle.coverage(people, types, codes), types, "network")
    published.check_wide(db, comparison, types)
    comparison.say(f"; {people.count:,} households, {len(types)} types, {int((walks.home < 0).sum())} without a street")
    comparison = oracle.Comparison("porto alegre on foot, facilities and 2SFCA")
    norms = {"asm": 3500, "primary": 30}
    for name, kind in types.items():
        published.check_facilities(db, comparison, name, kind, people, codes, norms.get(name))
    for name in ("asm", "primary"):
        published.check_access(db, comparison, name, types[name], people, codes, "gaussian", norms[name])
    comparison.say()
    comparison = oracle.Comparison("porto alegre on foot, gap grid")
    published.check_grid(db, comparison, people, types, CELL_M)
    comparison.say()


with tempfile.TemporaryDirectory() as scratch:
    main(scratch)
