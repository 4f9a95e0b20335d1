"""The same join by others: each returns {predicate: array of point * polygons + polygon}, the pairs that it finds."""
import subprocess

import numpy as np


def shapely_pairs(polygons, points):
    """shapely's prepared geometries, which is what GeoPandas's sjoin asks. `polygons` are shapely geometries."""
    import shapely.geometry
    import shapely.prepared
    import shapely.vectorized
    order = np.argsort(points[:, 0], kind="stable")
    x = points[order, 0]
    found = {"within": [], "intersects": []}
    for k, polygon in enumerate(polygons):
        west, south, east, north = polygon.bounds
        near = order[np.searchsorted(x, west, "left"):np.searchsorted(x, east, "right")]
        near = near[(points[near, 1] >= south) & (points[near, 1] <= north)]
        if not len(near):
            continue
        inside = shapely.vectorized.contains(polygon, points[near, 0], points[near, 1])
        prepared = shapely.prepared.prep(polygon)
        touched = np.array([prepared.intersects(shapely.geometry.Point(p)) for p in points[near[~inside]]], bool)
        found["within"].append(near[inside] * len(polygons) + k)
        found["intersects"].append(np.concatenate([near[inside], near[~inside][touched]]) * len(polygons) + k)
    return {predicate: np.concatenate(pairs) if pairs else np.empty(0, np.int64) for predicate, pairs in found.items()}


def geopandas_pairs(polygons, points):
    import geopandas
    areas = geopandas.GeoDataFrame(geometry=list(polygons), crs=4326)
    rows = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(points[:, 0], points[:, 1]), crs=4326)
    found = {}
    for predicate in ("within", "intersects"):
        pairs = rows.sjoin(areas, predicate=predicate)
        found[predicate] = pairs.index.to_numpy() * len(polygons) + pairs.index_right.to_numpy()
    return found


def psql(*command, stdin=None):
    done = subprocess.run(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", *command], input=stdin, capture_output=True)
    if done.returncode:
        raise SystemExit(f"psql: {done.stderr.decode()}")
    return done.stdout


def postgis_pairs(polygons, points):
    """Of the server that scripts/bench.d/with_postgis.sh started. Texts of doubles are exact: repr and PostgreSQL's reading of it round-trip."""
    import shapely.wkb
    psql("-c", "SET client_min_messages=warning; DROP TABLE IF EXISTS areas, places, points; "
         "CREATE UNLOGGED TABLE areas (k bigint, geom geometry); CREATE UNLOGGED TABLE places (i bigint, x float8, y float8)")
    psql("-c", "COPY areas FROM STDIN", stdin="".join(f"{k}\t{shapely.wkb.dumps(p, hex=True)}\n" for k, p in enumerate(polygons)).encode())
    psql("-c", "COPY places FROM STDIN", stdin="".join(f"{i}\t{x!r}\t{y!r}\n" for i, (x, y) in enumerate(points.tolist())).encode())
    psql("-c", "CREATE UNLOGGED TABLE points AS SELECT i, ST_MakePoint(x, y) AS geom FROM places",
         "-c", "CREATE INDEX ON points USING gist (geom)", "-c", "ANALYZE points, areas")
    found = {}
    for predicate in ("within", "intersects"):  # as peer_postgis.sh asks
        text = psql("-c", f"COPY (SELECT p.i * {len(polygons)} + m.k FROM areas m CROSS JOIN LATERAL "
                    f"(SELECT i FROM points WHERE ST_{predicate}(points.geom, m.geom) OFFSET 0) p) TO STDOUT")
        found[predicate] = np.array(text.split(), np.int64)
    return found


def versions():
    said = []
    try:
        import shapely
        import shapely.geos
        said.append(f"shapely {shapely.__version__} (GEOS {'.'.join(map(str, shapely.geos.geos_version))})")
        import geopandas
        said.append(f"GeoPandas {geopandas.__version__}")
    except ImportError:
        pass
    return said
