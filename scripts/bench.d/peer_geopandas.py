"""The job by GeoPandas, of whatever version the Python has: peer_geopandas.py CSV BOUNDARIES OUT [within|intersects], or --version.

OUT.gpkg: the mahalle with the number of their households; OUT.csv: which household is in which mahalle."""
import sys
import geopandas, pandas

if sys.argv[1] == "--version":
    import shapely
    sys.exit(print(f"GeoPandas {geopandas.__version__}, pandas {pandas.__version__}, shapely {shapely.__version__}, "
                   f"GEOS {getattr(shapely, 'geos_version_string', '?')}"))
csv, boundaries, out, predicate = (*sys.argv[1:], "within")[:4]
households = pandas.read_csv(csv, usecols=["hane_no", "boylam", "enlem"])
mahalle = geopandas.read_file(boundaries)[["mah_code", "geometry"]]
points = geopandas.GeoDataFrame(households[["hane_no"]], geometry=geopandas.points_from_xy(households.boylam, households.enlem), crs=4326)
found = points.sjoin(mahalle, predicate=predicate)[["hane_no", "mah_code"]]
if out.endswith(".csv"):
    found.to_csv(out, index=False)
else:
    mahalle["households"] = mahalle.mah_code.map(found.mah_code.value_counts()).fillna(0).astype(int)
    mahalle.to_file(out, layer="mahalle", driver="GPKG")
