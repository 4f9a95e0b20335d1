#!/usr/bin/env python3
"""What facilities reach does not tell what a mahalle hides: test_catchments.py PROGRAM

In the sample city a hidden number of covered people could be worked out from capacity, catchment and accessibility: of 484 people left to three mahalle
that hide theirs one had an accessibility of 0, another that of a whole facility whose catchment was told. And a mahalle within reach of one facility alone
tells its catchment by its accessibility: capacity by catchment, times the share that is covered."""
import os, sqlite3, subprocess, sys, tempfile

import shapely.ops
import shapely.wkb
from osgeo import osr

program = os.path.abspath(sys.argv[1])


def geometry(blob):
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    return shapely.wkb.loads(blob[8 + envelope:])


def plane_around(point):
    """Metres around a point, by the ellipsoid: as good as any system for so small a city."""
    degrees, metres = osr.SpatialReference(), osr.SpatialReference()
    degrees.ImportFromEPSG(4326)
    metres.ImportFromProj4(f"+proj=aeqd +lon_0={point.x} +lat_0={point.y} +datum=WGS84 +units=m")
    for system in (degrees, metres):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    change = osr.CoordinateTransformation(degrees, metres)
    return lambda shape: shapely.ops.transform(lambda x, y, z=None: tuple(zip(*[p[:2] for p in change.TransformPoints(list(zip(x, y)))])), shape)


def check(path, profile):
    db = sqlite3.connect(path)
    hidden = {}  # type -> mahalle that do not show how many of its target are within reach
    for code, kind, flag, covered, uncovered in db.execute("select mah_code, service_type, flag, covered, uncovered from mah_service where grp = 'target'"):
        if flag or covered is None or uncovered is None:
            hidden.setdefault(kind, set()).add(code)
    places = {code: geometry(blob) for code, blob in db.execute("select mah_code, geom from mah_indicators")}
    to_plane = plane_around(next(iter(places.values())).centroid)
    plane = {code: to_plane(shape) for code, shape in places.items()}
    radius = dict(db.execute("select service_type, radius_m from city_service"))
    told, all_places, silent = 0, {}, {}  # type -> places of the facilities, and of those whose catchment is not told
    for name, kind, catchment, blob in db.execute("select service_id, service_type, catchment, geom from services_out where capacity is not null and is_open"):
        if radius[kind] is None:
            continue  # such a type has no catchments
        place = to_plane(geometry(blob))
        all_places.setdefault(kind, []).append(place)
        if catchment is None:
            silent.setdefault(kind, []).append(place)
            continue
        told += 1
        for code in hidden.get(kind, ()):
            distance = plane[code].distance(place)
            assert distance > 0.99 * radius[kind], f"{profile}: the catchment of {name} is told, {distance:.0f} m from {code}, which hides who is covered"
    columns = [row[1] for row in db.execute("pragma table_info(mah_indicators)") if row[1].startswith(("acc_", "eac_", "acn_"))]
    shown = 0
    for row in db.execute(f"select mah_code, {', '.join(columns)} from mah_indicators"):
        for column, value in zip(columns, row[1:]):
            shown += value is not None
            assert value is None or row[0] not in hidden.get(column[4:], ()), f"{profile}: {column} of {row[0]}, which hides who is covered, is told"
            mahalle, metres = plane[row[0]], radius[column[4:]] or 0
            near = [place for place in silent.get(column[4:], ()) if mahalle.distance(place) < 1.01 * metres]
            is_whole = len(near) == 1 and mahalle.hausdorff_distance(near[0]) < 0.99 * metres
            is_alone = len(near) == 1 and sum(mahalle.distance(place) < 1.01 * metres for place in all_places[column[4:]]) == 1
            assert not value or not (is_whole or is_alone), f"{profile}: {column} of {row[0]} tells the catchment of the only facility that does not tell its own"
    return told, sum(map(len, silent.values())), shown


tells = {}
with tempfile.TemporaryDirectory() as folder:
    subprocess.run([program, "init", "--demo", folder + "/demo"], check=True, stdout=subprocess.DEVNULL)
    for profile in ("public", "internal", "secure"):
        out = f"{folder}/{profile}.gpkg"
        subprocess.run([program, "run", folder + "/demo", "--profile", profile, "-o", out, "--quiet"], check=True)
        told, silent, shown = check(out, profile)
        print(f"{profile}: {told} catchments told, {silent} not; {shown} figures of accessibility")
        assert told and shown
        tells[profile] = told, shown
    assert all(tells["secure"][i] > tells[profile][i] for profile in ("public", "internal") for i in (0, 1))
