"""Times questions about a circle: time_query.py PROGRAM CSV BOUNDARIES FOLDER RUNS. From a CSV, and from a GeoPackage through its spatial index.

The GeoPackages are made once in FOLDER. The answers of all sources are compared; ids of the indexed one are unique by an index of its own."""
import os, platform, sqlite3, subprocess, sys
from osgeo import gdal
from timing import report

gdal.UseExceptions()
program, csv, boundaries, folder, runs = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], int(sys.argv[5])
circle = ["--near", "41.01,28.95", "--radius", "1000", "--format", "csv", "--set", "reference_date=2025-12-31", "--quiet"]
layers, packed, unique = folder + "/mahalle.gpkg", folder + "/haneler.gpkg", folder + "/haneler-tek.gpkg"

if not os.path.exists(layers):
    gdal.VectorTranslate(layers, boundaries, layerName="mahalle")
if not os.path.exists(unique):
    print("making GeoPackages ...", file=sys.stderr)
    source = gdal.OpenEx(csv, gdal.OF_VECTOR, open_options=["X_POSSIBLE_NAMES=boylam", "Y_POSSIBLE_NAMES=enlem", "AUTODETECT_TYPE=NO"])
    for path in (packed, unique + ".part.gpkg"):
        gdal.VectorTranslate(path, source, layerName="haneler", dstSRS="EPSG:4326", srcSRS="EPSG:4326")
    db = sqlite3.connect(unique + ".part.gpkg")
    db.executescript("DELETE FROM haneler WHERE fid NOT IN (SELECT min(fid) FROM haneler GROUP BY hane_no); CREATE UNIQUE INDEX tek ON haneler (hane_no)")
    db.close()
    os.rename(unique + ".part.gpkg", unique)

print(f"{os.path.getsize(csv) / 1e6:.0f} MB of CSV, {os.cpu_count()} cores ({platform.machine()}), median of {runs} runs (fastest to slowest)")
cases = {"CSV, boundaries GeoJSON": (csv, boundaries), "CSV, boundaries GeoPackage": (csv, layers), "GeoPackage, by its index": (packed, layers),
         "GeoPackage, unique ids": (unique, layers)}
answers = {subprocess.run([program, "query", "--households", h, "--neighbourhoods", b, *circle], capture_output=True, text=True, check=True).stdout for h, b in cases.values()}
print("the answers agree" if len(answers) == 1 else "THE ANSWERS DIFFER:\n" + "\n".join(answers))
floor = report("floor: wc -l", ["wc", "-l", csv], runs)
start = report("floor: mahalle --version", [program, "--version"], runs)
for name, (households, mahalle) in cases.items():
    report(name, [program, "query", "--households", households, "--neighbourhoods", mahalle, *circle], runs, floor=floor)
