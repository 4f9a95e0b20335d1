"""What a GeoPackage publishes on services, held against figures of oracle.py."""
import numpy as np
import shapely.ops
import shapely.wkb
from osgeo import gdal, osr

import oracle
from oracle import ONE

def points(path, name):
    """Where services_out shows the facilities of a type, in the order of their file."""
    data = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
    layer = data.GetLayerByName("services_out")
    layer.SetAttributeFilter(f"service_type = '{name}'")
    return np.array([(f.GetGeometryRef().GetX(), f.GetGeometryRef().GetY()) for f in layer])


COUNTS, RATES = ("pop", "covered", "uncovered", "unknown"), ("share", "d_mean", "d_med", "d_p90")


def long_rows(db):
    return {(r["mah_code"], r["service_type"], r["grp"]): r for r in db.execute("select * from mah_service")}


def check_long(db, comparison, figures, types, metric):
    """Every row of mah_service: counts to the last unit, the others within the tolerance."""
    rows = long_rows(db)
    comparison.exact("rows of mah_service", set(rows), set(figures))
    for key, expected in figures.items():
        row = rows[key]
        for name in COUNTS:
            comparison.exact((*key, name), row[name], expected[name])
        for name in RATES:
            comparison.near((*key, name), row[name], expected[name])
        for name in ("gap", "equity"):
            comparison.near((*key, name), row[name], expected.get(name))
        comparison.exact((*key, "metric"), (row["metric"], row["radius_m"]), (metric, types[key[1]]["radius"]))


def check_city(db, comparison, figures, types):
    rows = {r["service_type"]: r for r in db.execute("select * from city_service")}
    comparison.exact("rows of city_service", set(rows), set(types))
    for name, kind in types.items():
        row, groups = rows[name], {group: figures.get((None, name, group), {"share": None}) for group in oracle.GROUPS}
        for group, field in (("all", "cov"), ("mig", "cov_mig"), ("set", "cov_set"), ("target", "cov_target")):
            comparison.near((name, field), row[field], groups[group]["share"])
        for field in ("uncovered", "unknown"):
            comparison.exact((name, field), row[field], groups["all"][field])
        for field in ("gap", "equity", "d_med", "d_p90"):
            comparison.near((name, field), row[field], groups["all"][field])
        comparison.exact((name, "facilities"), (row["facilities"], row["closed"], row["outside"]),
                         (int(kind["open"].sum()), int((~kind["open"]).sum()), int((kind["open"] & (kind["in"] < 0)).sum())))


WIDE = {"cov": ("all", "share"), "unc": ("all", "uncovered"), "d50": ("all", "d_med"), "d90": ("all", "d_p90"), "gap": ("all", "gap")}


def check_wide(db, comparison, types):
    """The wide fields are the long rows, bit by bit; returns how many hold a value."""
    rows, shown = long_rows(db), 0
    for row in db.execute("select * from mah_indicators"):
        for name, kind in types.items():
            for stem, (group, field) in WIDE.items():
                column = f"{stem}_{name}"
                if kind["radius"] is None and stem in ("cov", "unc", "gap"):
                    continue
                comparison.exact((row["mah_code"], column), row[column], rows[row["mah_code"], name, group][field])
                shown += row[column] is not None
    return shown


def check_facilities(db, comparison, name, kind, people, codes, norm=None):
    """services_out of one type, in the order of its file."""
    rows = list(db.execute("select * from services_out where service_type = ? order by fid", (name,)))
    comparison.exact((name, "rows of services_out"), len(rows), len(kind["open"]))
    target, who = people.of("target", kind["target"]), kind["who"]
    reached, count = who >= 0, len(rows)
    has_catchments = kind["radius"] is not None and np.isfinite(kind["capacity"][kind["open"]]).any()
    pairs = kind.get("pairs")
    for k, row in enumerate(rows):
        where, is_open = (name, row["service_id"]), bool(kind["open"][k])
        comparison.exact((*where, "is_open"), row["is_open"], int(is_open))
        comparison.near((*where, "capacity"), row["capacity"], kind["capacity"][k])
        comparison.near((*where, "area_m2"), row["area_m2"], kind["area"][k])
        comparison.exact((*where, "mah_code"), row["mah_code"], codes[kind["in"][k]] if kind["in"][k] >= 0 else None)
        mine = reached & (who == k)
        demand = int(target[mine].sum()) / ONE if target is not None else None
        comparison.exact((*where, "demand"), row["demand"], demand if is_open else None)
        comparison.exact((*where, "demand_mig"), row["demand_mig"], int(people.recent[mine].sum()) / ONE if is_open else None)
        counted = is_open and has_catchments and np.isfinite(kind["capacity"][k])
        if pairs is not None and counted:
            within = int(target[pairs[0][(pairs[1] == k) & (pairs[2] <= kind["radius"])]].sum()) / ONE
            comparison.exact((*where, "catchment"), row["catchment"], within)
            comparison.exact((*where, "idle"), row["idle"], int(within == 0))
        places = (norm or np.nan) * kind["capacity"][k]
        comparison.near((*where, "utilisation"), row["utilisation"], demand / places if is_open and places > 0 else None)


def check_access(db, comparison, name, kind, people, codes, decay, norm=None):
    """acc, eac and acn of every mahalle, and that all capacity with a demand is given out: returns it."""
    target, known = people.of("target", kind["target"]) / ONE, ~np.isnan(kind["distance"])
    means = [oracle.mean_access(oracle.access(kind["pairs"], kind["capacity"], target, kind["radius"], how), target, known,
                                people.mahalle, len(codes)) for how in (None, decay)]
    rows = {r["mah_code"]: r for r in db.execute("select * from mah_indicators")}
    given = 0
    for k, code in enumerate(codes):
        row = rows[code]
        comparison.near((code, "acc_" + name), row["acc_" + name], means[0][k] * 1000)
        comparison.near((code, "eac_" + name), row["eac_" + name], means[1][k] * 1000)
        comparison.near((code, "acn_" + name), row["acn_" + name], means[0][k] * norm if norm else None)
        people_here = target[(people.mahalle == k) & known].sum()
        given += row["acc_" + name] / 1000 * people_here if row["acc_" + name] is not None else 0
    reached = {f for f in kind["pairs"][1][(kind["pairs"][2] <= kind["radius"]) & (target[kind["pairs"][0]] > 0)]}
    supply = sum(c for f, c in enumerate(kind["capacity"]) if f in reached and np.isfinite(c))
    comparison.near((name, "sum of A times D against sum of S"), given, supply)
    return supply


def grid_sums(people, types, rows):
    """unc_any and unc_<type> over some households: persons in 1e-9, None where no distance is known."""
    persons, sums, any_known, any_beyond = people.persons[rows], {}, np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    for name, kind in types.items():
        if kind["radius"] is None:
            sums[name] = None
            continue
        distance = kind["distance"][rows]
        known = ~np.isnan(distance)
        beyond = known & (distance > kind["radius"])
        any_known |= known
        any_beyond |= beyond
        sums[name] = (int(persons[beyond].sum()), int(beyond.sum()), int(persons[known].sum()), int(known.sum())) if known.any() else None
    sums["any"] = (int(persons[any_beyond].sum()), int(any_beyond.sum()), int(persons[any_known].sum()), int(any_known.sum())) if any_known.any() else None
    return sums


def expected_grid(people, types, cell_m, least_records=0, least_persons=0, counting=None):
    """{cell_id: (side, households, sums)} in the order of the layer; and the households that are left out."""
    placed = np.flatnonzero(people.placed)
    cells = np.floor(people.xy[placed] / cell_m).astype(np.int64)
    counts = np.ones(len(placed), np.int64) if counting is None else counting[placed].astype(np.int64)  # for the least numbers
    level, square = oracle.squares(cells, counts, people.persons[placed] * counts, least_records, least_persons)
    inside = {}
    for row, at, (column, line) in zip(placed, level, square):
        if at >= 0:
            inside.setdefault((at, line, column), []).append(row)
    shapes, grid = oracle.shapes(inside), {}
    for at, line, column in sorted(inside):
        rows, shape = np.array(inside[at, line, column]), shapes[at, line, column]
        rest = "_rest" if shape.area < 1 << 2 * at else ""
        cell_id = f"E{(column << at) * cell_m}N{(line << at) * cell_m}_{cell_m << at}m{rest}"
        grid[cell_id] = (cell_m << at, rows, grid_sums(people, types, rows), shape)
    return grid, placed[level < 0]


def check_shapes(db, comparison, grid, cell_m):
    """Every polygon is valid by GEOS, covers the expected cells in the plane, and has the area the layer says."""
    crs = [osr.SpatialReference(), osr.SpatialReference()]
    srs_id = db.execute("select srs_id from gpkg_geometry_columns where table_name = 'gap_grid'").fetchone()[0]
    for one, number in zip(crs, (srs_id, db.execute("select value from params where key = 'working_crs'").fetchone()[0].split()[0].removeprefix("EPSG:"))):
        one.ImportFromEPSG(int(number))
        one.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    to_plane = osr.CoordinateTransformation(*crs)

    def corners(x, y):
        points = np.array(to_plane.TransformPoints(np.column_stack([x, y])))[:, :2] / cell_m
        comparison.exact("a vertex lies on a corner of a cell", np.abs(points - np.round(points)).max() < 1e-3, True)
        return tuple(np.round(points).T)

    rests = 0
    for row in db.execute("select * from gap_grid"):
        written = shapely.wkb.loads(bytes(row["geom"])[8 + (0, 32, 48, 48, 64)[row["geom"][3] >> 1 & 7]:])
        expected = grid[row["cell_id"]][3]
        plane = shapely.ops.transform(corners, written)
        comparison.exact((row["cell_id"], "valid by GEOS"), (written.is_valid, plane.is_valid), (True, True))
        comparison.exact((row["cell_id"], "cells of the shape"), plane.symmetric_difference(expected).area, 0)
        comparison.near((row["cell_id"], "area_km2"), row["area_km2"], expected.area * cell_m * cell_m / 1e6)
        if row["unc_km2"] is not None:
            comparison.exact((row["cell_id"], "unc_km2"), abs(row["unc_km2"] - row["unc_any"] / row["area_km2"]) <= .006 * row["unc_km2"], True)
        rests += row["cell_id"].endswith("_rest")
    return rests


def check_grid(db, comparison, people, types, cell_m):
    """Without a policy: every cell exactly; and cells + households without a position = city."""
    grid, left_out = expected_grid(people, types, cell_m)
    rows = list(db.execute("select * from gap_grid order by fid"))
    comparison.exact("cells of gap_grid", [r["cell_id"] for r in rows], list(grid))
    comparison.exact("households left out", len(left_out), 0)
    for row in rows:
        side, inside, sums, _ = grid[row["cell_id"]]
        expected = {"size_m": side, "n_rec": len(inside), "pop_est": int(people.persons[inside].sum()) / ONE,
                    "mig_rec": int(people.recent[inside].sum()) / ONE, **{"unc_" + name: s and s[0] / ONE for name, s in sums.items()}}
        for field, value in expected.items():
            comparison.exact((row["cell_id"], field), row[field], value)
    city = {r["service_type"]: r for r in db.execute("select * from city_service")}
    for name, kind in types.items():
        if kind["radius"] is not None:
            unplaced = int(people.persons[~people.placed & ~np.isnan(kind["distance"])].sum()) / ONE
            comparison.near(("cells and city", name), sum(r["unc_" + name] or 0 for r in rows) + unplaced, city[name]["uncovered"])
    comparison.exact("households of all cells", sum(r["n_rec"] for r in rows) + int((~people.placed).sum()), people.count)
    unplaced = ~people.placed
    books = {"squares": len(rows), "dropped_households": 0, "dropped_persons": 0, "households_without_position": int(unplaced.sum()),
             "persons_without_position": int(people.persons[unplaced].sum()) / ONE}
    logged = db.execute("select item, value from run_log where step = 'gap_grid'")
    check_shapes(db, comparison, grid, cell_m)
    comparison.exact("books of the grid", {r["item"]: float(r["value"]) for r in logged}, books)


# ---- what a policy hides ----

LEAST_RECORDS, LEAST_PERSONS, LEAST_UNIT, ROUND = 5, 10, 100, 5 # the defaults of profile public


def is_small(part, part_records, whole, whole_records):
    """May this number not be shown: few people, few households, or as few in the rest?"""
    rest, rest_records = whole - part, whole_records - part_records
    return (0 < part < LEAST_PERSONS or 0 < part_records < LEAST_RECORDS or
            part > 0 and (0 < rest < LEAST_PERSONS or rest > 0 and 0 < rest_records < LEAST_RECORDS))


def rounded(value):
    return np.floor(value / ROUND + .5) * ROUND


def people_behind(types, key):
    """The same word for the same people under every type; recent migrants and settled residents are hidden together."""
    group = types[key[1]]["target"] if key[2] == "target" else key[2]
    return "classes" if group in ("mig", "set") else group


def few_unknown(rows, figures, types):
    """Where pop - covered - uncovered of some row would be a small number: (area, people)."""
    found = set()
    for key, row in rows.items():
        true = figures[key]
        records = true["records"][0] - true["records"][1]
        if row["flag"] is None and true["covered"] is not None and is_small(true["unknown"], records, true["unknown"], records):
            found.add((key[0], people_behind(types, key)))
    return found


def check_public_long(db, comparison, figures, types):
    """No row shows what rules S1 to S3 hide, and what is shown is the true number, rounded; single counts are missing only where
    they are listed as hidden for others (S4; a zero as S2). Returns rows shown, rows hidden."""
    shown = hidden = 0
    rules = {(r["mah_code"], r["field"]): r["rule"] for r in
             db.execute("select mah_code, field, rule from suppression where layer = 'mah_service'")}
    rows = long_rows(db)
    told_few = few_unknown(rows, figures, types)
    for key, row in rows.items():
        true, whole = figures[key], figures[key[0], key[1], "all"]
        if row["flag"] is not None:
            hidden += 1
            comparison.exact((*key, "hidden as a whole"), [row[f] for f in (*COUNTS, *RATES, "gap", "equity")], [None] * 10)
            comparison.exact((*key, "says why it is hidden"), row["flag"] in ("S1", "S2", "S3", "S4"), True)
            continue
        shown += 1
        tiny = 0 < whole["records"][0] and (whole["pop"] < LEAST_UNIT or whole["records"][0] < LEAST_RECORDS)
        comparison.exact((*key, "S1"), tiny and key[0] is not None, False)
        comparison.exact((*key, "pop"), is_small(true["pop"], true["records"][0], whole["pop"], whole["records"][0]), False)
        if key[2] == "mig" and true["pop"] > 0:
            comparison.exact((*key, "everybody is a recent migrant"), true["pop"] == whole["pop"], False)
        if true["covered"] is not None:
            known = true["covered"] + true["uncovered"]
            comparison.exact((*key, "covered"), is_small(true["covered"], true["near_records"], known, true["records"][1]), False)
            far_records = true["records"][1] - true["near_records"]
            comparison.exact((*key, "uncovered"), is_small(true["uncovered"], far_records, known, true["records"][1]), False)
        # pop - covered - uncovered would tell the few whose distance is not known, under whatever type pop stands
        untold = (key[0], people_behind(types, key)) in told_few
        is_hidden = {field: row[field] is None and
                     rules.get((key[0], f"{key[1]}.{key[2]}.{field}")) == ("S4" if true[field] else "S2") for field in COUNTS}
        comparison.exact((*key, "pop hidden with unknown"), row["pop"] is None, untold or is_hidden["pop"])
        comparison.exact((*key, "unknown hidden with pop"), untold and true["covered"] is not None and row["unknown"] is not None, False)
        for field in COUNTS:
            if true[field] is not None and not is_hidden[field] and (field not in ("pop", "unknown") or row[field] is not None):
                comparison.exact((*key, field), row[field], rounded(true[field]))
        if row["unknown"] is not None:
            records = true["records"][0] - true["records"][1]
            comparison.exact((*key, "unknown"), is_small(true["unknown"], records, true["unknown"], records), False)
        few = true["records"][1] < 10
        for field in ("d_mean", "d_med", "d_p90"):
            comparison.exact((*key, field), few and row[field] is not None, False)
            if row[field] is None:
                continue
            # a quantile of a group as coarsely as ten households of the mahalle could be meant, a mean as a few households pull at it
            steps = (10,) if field != "d_mean" and key[2] == "all" else (10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
            near = [step for step in steps if row[field] % step == 0 and abs(row[field] - true[field]) < step / 2 + 0.01]
            comparison.exact((*key, field, "steps of metres"), bool(near), True)
    return shown, hidden


def check_public_grid(db, comparison, people, types, cell_m):
    """The pieces are those of the written rule, and show rounded numbers of enough people only. Returns (pieces, remainders among them, left out)."""
    told = (np.bincount(people.mahalle) >= LEAST_RECORDS) & (np.bincount(people.mahalle, people.persons) / ONE >= 100)  # else S1
    grid, left_out = expected_grid(people, types, cell_m, LEAST_RECORDS, LEAST_PERSONS, told[people.mahalle])
    rows = list(db.execute("select * from gap_grid order by fid"))
    comparison.exact("cells of the public gap_grid", [r["cell_id"] for r in rows], list(grid))
    for row in rows:
        side, inside, sums, _ = grid[row["cell_id"]]
        persons, records = int(people.persons[inside].sum()) / ONE, len(inside)
        recent, recent_records = int(people.recent[inside].sum()) / ONE, int((people.recent[inside] > 0).sum())
        comparison.exact((row["cell_id"], "counts"), (row["size_m"], row["n_rec"], row["pop_est"]), (side, rounded(records), rounded(persons)))
        if row["mig_rec"] is not None:
            comparison.exact((row["cell_id"], "mig_rec"), (row["mig_rec"], is_small(recent, recent_records, persons, records)), (rounded(recent), False))
        for name, s in sums.items():
            found = row["unc_" + name]
            if found is None or s is None:
                comparison.exact((row["cell_id"], name), found, None)
                continue
            small = is_small(s[0] / ONE, s[1], s[2] / ONE, s[3]) or is_small(s[0] / ONE, s[1], persons, records)
            comparison.exact((row["cell_id"], name), (found, small), (rounded(s[0] / ONE), False))
    logged = {r["item"]: r["value"] for r in db.execute("select item, value from run_log where step = 'gap_grid'")}
    comparison.exact("squares in run_log", logged["squares"], str(len(rows)))
    for some, households, persons in ((left_out, "dropped_households", "dropped_persons"),
                                      (np.flatnonzero(~people.placed), "households_without_position", "persons_without_position")):
        number = int(people.persons[some].sum()) / ONE
        comparison.exact(households, is_small(number, len(some), number, len(some)), False) # else it would not be said
        comparison.exact(households, (float(logged[households]), float(logged[persons])), (rounded(len(some)), rounded(number)))
    return len(rows), check_shapes(db, comparison, grid, cell_m), len(left_out)
