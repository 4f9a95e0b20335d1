#!/usr/bin/env python3
"""GDAL, SpatiaLite, CBC and CLP are opened by the runs that need them and by no other; one that is broken is said in one line. test_libraries.py PROGRAM"""
import glob, os, re, shutil, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
names = sorted({name.decode() for name in re.findall(rb"lib(?:gdal|spatialite|CbcSolver|Clp)\.so\.\d+", open(program, "rb").read())})
assert len(names) == 4, names


def run(folder, *words, broken=(), watched=False):
    """Exit code, what was said, and which of the four were opened."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "LC_ALL": "C"}
    environment["ASAN_OPTIONS"] = "detect_leaks=0"  # strace stands where the leak detector would
    if broken:
        place = folder + "/broken"
        shutil.rmtree(place, ignore_errors=True)
        os.mkdir(place)
        for name in names:
            if name.startswith(broken):
                open(place + "/" + name, "w").close()
        environment["LD_LIBRARY_PATH"] = place
    log = folder + "/trace"
    before = ["strace", "-f", "-qq", "-e", "trace=openat", "-o", log] if watched else []
    done = subprocess.run([*before, program, *words], capture_output=True, text=True, env=environment, cwd=folder)
    opened = {name for name in names for line in open(log) if name in line and "ENOENT" not in line} if watched else set()
    return done.returncode, done.stderr, opened


def write_geopackage(source, target):
    try:
        from osgeo import gdal
    except ImportError:
        print("skipped: no python3-gdal, so no GeoPackage of boundaries")
        return False
    gdal.UseExceptions()
    gdal.VectorTranslate(target, source, options="-f GPKG -nlt PROMOTE_TO_MULTI -nln mahalle")
    return True


if shutil.which("strace") is None:
    print("skipped: no strace")
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    code, said, _ = run(folder, "init", "--demo", "city", "--quiet")
    assert code == 0, said
    boundaries = [folder + "/city/mahalleler.geojson"]
    if write_geopackage(boundaries[0], folder + "/mahalle.gpkg"):
        boundaries.append(folder + "/mahalle.gpkg")
    odd = folder + "/odd.geojson"  # GDAL's, for its bounding box
    text = open(boundaries[0], encoding="utf-8").read()
    open(odd, "w", encoding="utf-8").write(re.sub(r'("FeatureCollection",)', r'\1 "bbox": [26, 36, 45, 42],', text, count=1))
    households = ["run", "--households", folder + "/city/haneler.csv", "--set", "quarantine.max_rejected_share=1", "--quiet", "-o", "out.gpkg"]

    code, said, opened = run(folder, "--version", watched=True)
    assert code == 0 and not opened, (said, opened)
    for path in boundaries:
        code, said, opened = run(folder, *households, "--neighbourhoods", path, "--profile", "secure", watched=True)
        assert code == 0 and not opened, (path, said, opened)
        code, said, opened = run(folder, *households, "--neighbourhoods", path, watched=True)  # something is hidden in it
        assert code == 0 and all(name.startswith("libClp") for name in opened), (path, said, opened)
        code, said, _ = run(folder, *households, "--neighbourhoods", path, broken=("libgdal", "libspatialite", "libCbc"))
        assert code == 0, said
    code, said, opened = run(folder, *households, "--neighbourhoods", odd, watched=True)
    assert code == 0 and any(name.startswith("libgdal") for name in opened), (said, opened)

    os.mkdir(folder + "/files")  # init tries files one after the other: that it could not is no answer
    shutil.copy(odd, folder + "/files/mahalleler.geojson")
    shutil.copy(folder + "/city/haneler.csv", folder + "/files")
    code, said, _ = run(folder, "init", "files", "--quiet", broken=("libgdal",))
    assert code == 1 and said.count("\n") == 1 and "libgdal" in said, (code, said)
    assert not os.path.exists(folder + "/files/mahalle.yaml")
    code, said, _ = run(folder, "init", "files", "--quiet")
    assert code == 0, said

    kept = open(folder + "/out.gpkg", "rb").read()
    for library, words in (("libgdal", [*households, "--neighbourhoods", odd]), ("libspatialite", ["sql", "out.gpkg", "SELECT 1"]),
                           ("libClp", [*households, "--neighbourhoods", boundaries[0]]),
                           ("libCbc", ["site", "city", "--service", "pharmacy", "--sites", "12", "--language", "en"])):
        code, said, _ = run(folder, *words, broken=(library,))
        assert code == 1, (library, code, said)
        assert said.count("\n") == 1 and library in said, said
        assert "library that is needed here" in said or "bir kitaplık" in said, said
    assert open(folder + "/out.gpkg", "rb").read() == kept
    assert not glob.glob(folder + "/.out.gpkg*")
print("opened where needed, and only there:", ", ".join(names))
