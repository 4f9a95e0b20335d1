#!/usr/bin/env python3
"""Services of Bursa, in a straight line: every published figure is what an independent computation says.

  test_services.py PROGRAM     needs the folder of shared data: MAHALLE_SHARED, default ../shared beside the project

Real boundaries, health centres, pharmacies, stops, places of worship and metro stations; simulated households, with weights
and gaps in the answers; invented capacities, parks and a line. oracle.py computes, published.py compares.
"""
import os
import sys
import tempfile

program = sys.argv[1]
try:
    import numpy as np
    import shapely.geometry
    import oracle
    import bursa
    import exact_locations
    import published
    import service_standards
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)
if not os.path.isdir(bursa.data) or not os.path.isdir(bursa.boundaries):
    print("skipped: no shared data (MAHALLE_SHARED)")
    sys.exit(77)

NORMS, CELL_M = {"asm": 3500, "primary": 30}, 250
OWN_STANDARDS = """service_type;kind;scope;pop_min;pop_max;target_group;value;source
primary;cost_per_unit;;;;;2500000,50;Test
health;area_m2_pp;plan;150001;500000;all;1,75;Test
health;cost_per_m2;;;;;8500;Test
asm;distance_m;mahalle;;;all;650;Test
"""


def project_of(path, services, profile="secure", **more):
    return {"reference_date": "2025-12-31", "privacy": {"profile": profile}, "households": [{"source": path}], "services": services,
            "neighbourhoods": {"source": bursa.boundaries + "bursa_mahalle.geojson",
                               "towns": {"source": bursa.boundaries + "bursa_ilce.geojson"}}, **more}


def place_facilities(path, city, services):
    """In which mahalle each facility lies: where its file says, on a border in the one of the smaller code. Of a shape the
    published point counts, which must lie on it."""
    for name, kind in services.types.items():
        found, spots = published.points(path, name), kind["spots"]
        if spots is not None:
            off = np.abs(found - spots).max()
        else: # to a metre: straight in the plane is not straight in degrees
            off = max(shape.distance(shapely.geometry.Point(spot)) for spot, shape in zip(found, kind["shapes"])) / 1e4
        if len(found) != len(kind["open"]) or off > 1e-9:
            sys.exit(f"{name}: the points of services_out are not those of the facilities")
        kind["in"] = exact_locations.locate(city.polygons, found if spots is None else spots)


def check_stops(folder, path):
    """Longitude and latitude are exchanged in the file of the stops: refused, or read as the user says, by either way."""
    source = {"type": "stop_low", "source": bursa.data + "otobus_duraklari.csv"}
    said = oracle.run_project(program, folder, "refused", project_of(path, [source]), code=3)
    if "LATITUDE" not in said or "axes: yx" not in said:
        sys.exit(f"stops with exchanged coordinates: the refusal does not say what to do: {said}")
    rows = []
    for name, how in (("axes", {"axes": "yx"}), ("fields", {"fields": {"lon": "LATITUDE", "lat": "LONGITUDE"}})):
        db = oracle.run_project(program, folder, name, project_of(path, [dict(source, **how)], coverage={"detour": 1.2}))
        rows.append([tuple(row) for row in db.execute("select * from mah_service")])
    if rows[0] != rows[1] or len(rows[0]) < 4000:
        sys.exit("stops: the key axes and the fields lon and lat give different figures")
    print(f"bursa stops: refused as they are; axes and fields agree in {len(rows[0]):,} rows")


def check_run(what, db, city, services, metric, decay, standards):
    """All tables of a run that hides nothing."""
    people, types, codes = city.people, services.types, city.codes
    figures = oracle.coverage(people, types, codes)
    comparison = oracle.Comparison(f"{what} coverage")
    published.check_long(db, comparison, figures, types, metric)
    published.check_city(db, comparison, figures, types)
    published.check_wide(db, comparison, types)
    comparison.say(f"; {people.count:,} households, {len(types)} types")
    comparison = oracle.Comparison(f"{what} facilities and 2SFCA")
    for name, kind in types.items():
        published.check_facilities(db, comparison, name, kind, people, codes, NORMS.get(name))
    supply = [published.check_access(db, comparison, name, kind, people, codes, decay, NORMS.get(name))
              for name, kind in types.items() if "pairs" in kind]
    comparison.say(f"; {decay}, {sum(supply):,.0f} units of capacity given out")
    comparison = oracle.Comparison(f"{what} gap grid")
    published.check_grid(db, comparison, people, types, CELL_M)
    comparison.say()
    comparison = oracle.Comparison(f"{what} standards")
    rows = service_standards.check(db, comparison, people, codes, types, city.ilce, *standards)
    comparison.say(f"; {rows:,} rows of service_need")
    return figures


def check_public(folder, path, city, services, figures):
    db = oracle.run_project(program, folder, "public", project_of(path, services.project, "public", coverage={"detour": services.detour}))
    comparison = oracle.Comparison("bursa public")
    shown, hidden = published.check_public_long(db, comparison, figures, services.types)
    wide = published.check_wide(db, comparison, services.types)
    cells, rests, left_out = published.check_public_grid(db, comparison, city.people, services.types, CELL_M)
    for number, least in ((shown, 2000), (hidden, 2000), (wide, 2000), (cells, 500), (rests, 20), (left_out, 1)):
        comparison.exact("enough to compare", number >= least, True)
    comparison.say(f"; {shown:,} rows shown, {hidden:,} hidden, {cells:,} pieces of the grid, {rests} of them remainders, {left_out} households in none")


def clean(folder):
    path, rows, faults = bursa.simulate(folder, False)
    places = bursa.read_places()
    centres = bursa.invent_facilities(folder + "/asm.csv", places["centres"], 3, "hekim")
    schools = bursa.invent_facilities(folder + "/okul.csv", places["pharmacy"][::8], 4, "derslik")
    closed = bursa.invent_facilities(folder + "/kapali.csv", places["metro"][:10], 5, "derslik")
    bursa.close_all(folder + "/kapali.csv", closed)
    parks = bursa.invent_parks(folder + "/park.geojson")
    line = [shapely.geometry.LineString(places["metro"][k:k + 5]) for k in (0, 10, 20)]
    bursa.write_shapes(folder + "/hat.geojson", line)
    sources = [("asm", centres, "asm.csv"), ("primary", schools, "okul.csv"), ("lower_sec", closed, "kapali.csv"),
               ("park", parks, "park.geojson"), ("fairground", line, "hat.geojson")]
    with open(folder + "/belediye.csv", "w", encoding="utf-8") as file:
        file.write(OWN_STANDARDS)
    standards = ("mpyy-ek2", "norms", folder + "/belediye.csv")
    # the run first: the published boundaries are what households are located by
    project = [{"type": t, "source": f"{folder}/{name}"} for t, _, name in sources] + [
        {"type": "pharmacy", "source": bursa.data + "tumEczane.json"},
        {"type": "stop_low", "source": bursa.data + "otobus_duraklari.csv", "axes": "yx"},
        {"type": "worship_m", "source": bursa.data + "bursa_dinitesis.csv"}]
    db = oracle.run_project(program, folder, "clean", project_of(path, project, standards=list(standards)))
    city = bursa.City(folder + "/clean.gpkg", path, rows, faults)
    services = bursa.Services(city, 1)
    radii = {"asm": 650, "primary": 500, "lower_sec": 1000, "park": 400, "fairground": None}
    targets = {"primary": "age:6-9", "lower_sec": "age:10-13"}
    for name, facilities, _ in sources:
        services.add(name, radii[name], targets.get(name, "all"), facilities)
    for name, radius in (("pharmacy", 1000), ("stop_low", 500), ("worship_m", 400)):
        services.add(name, radius, "all", places[name])
    place_facilities(folder + "/clean.gpkg", city, services)
    check_run("bursa", db, city, services, "euclid", "step", standards)


def messy(folder):
    path, rows, faults = bursa.simulate(folder, True)
    places = bursa.read_places()
    centre = bursa.invent_facilities(folder + "/merkez.csv", places["pharmacy"][5::9], 6, "kapasite")
    db_path, more = folder + "/messy.gpkg", {"coverage": {"detour": 1.2, "decay": "gaussian"}}
    project = [{"type": "asm", "source": bursa.data + "saglikMerkezi.json"},
               {"type": "social_centre", "source": folder + "/merkez.csv", "radius_m": 1500},
               {"type": "stop_low", "source": bursa.data + "otobus_duraklari.csv", "fields": {"lon": "LATITUDE", "lat": "LONGITUDE"}},
               {"type": "stop_high", "source": bursa.data + "metroDurak.json"}]
    db = oracle.run_project(program, folder, "messy", project_of(path, project, **more))
    city = bursa.City(db_path, path, rows, faults)
    unassigned = db.execute("select count(*) from unassigned").fetchone()[0]
    if unassigned != city.quarantined:
        sys.exit(f"messy: {unassigned} rows in unassigned, {city.quarantined} cannot be used")
    services = bursa.Services(city, 1.2)
    services.add("asm", 500, "all", places["centres"]).add("social_centre", 1500, "all", centre)
    services.add("stop_low", 500, "all", places["stop_low"]).add("stop_high", 1000, "all", places["metro"])
    services.project = project
    place_facilities(folder + "/messy.gpkg", city, services)
    figures = check_run("bursa with faults", db, city, services, "euclid", "gaussian", ("mpyy-ek2", "norms"))
    check_public(folder, path, city, services, figures)
    check_stops(folder, path)


for part in (clean, messy):
    with tempfile.TemporaryDirectory() as scratch:
        part(scratch)
