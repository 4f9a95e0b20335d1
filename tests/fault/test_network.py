#!/usr/bin/env python3
"""Nothing is ever dialled: strace counts connections while hostile names and files are read. test_network.py PROGRAM"""
import json, os, shutil, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
data = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli", "data")
if shutil.which("strace") is None or subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
    print("skipped: strace is missing or not allowed")
    sys.exit(77)

with tempfile.TemporaryDirectory() as folder:
    boundaries = json.load(open(data + "/mahalle.geojson", encoding="utf-8"))
    boundaries["crs"] = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs", "type": "proj4"}}
    json.dump(boundaries, open(folder + "/link.geojson", "w", encoding="utf-8"))
    open(folder + "/vrt.geojson", "w").write('<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>http://127.0.0.1:9/x</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>')
    households, good = data + "/haneler.csv", data + "/mahalle.geojson"
    tries = [(households, good, 0)] + [(households, b, None) for b in (
        folder + "/link.geojson", folder + "/vrt.geojson", "http://127.0.0.1:9/b.geojson", "/vsicurl/http://127.0.0.1:9/b.geojson",
        "/vsicurl_streaming/http://127.0.0.1:9/b", "/vsis3/bucket/b.geojson", "PG:host=127.0.0.1", "WFS:http://127.0.0.1:9/")] + [
        (h, good, 1) for h in ("http://127.0.0.1:9/h.csv", "/vsicurl/http://127.0.0.1:9/h.csv", "PG:host=127.0.0.1")]
    for h, b, code in tries:
        trace = folder + "/trace"
        done = subprocess.run(["strace", "-f", "-e", "trace=connect,sendto", "-o", trace, program, "run", "--households", h,
                               "--neighbourhoods", b, "-o", folder + "/out.gpkg", "--quiet"], capture_output=True, text=True,
                              env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
        dialled = [line for line in open(trace) if "connect(" in line or "sendto(" in line]
        if dialled:
            sys.exit(f"'{h}' '{b}': dialled: {dialled[0]}")
        if code is not None and done.returncode != code:
            sys.exit(f"'{h}' '{b}': exit {done.returncode}, expected {code}: {done.stderr}")
print(f"{len(tries)} tries, no connection")
