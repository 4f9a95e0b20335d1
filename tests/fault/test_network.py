#!/usr/bin/env python3
"""Nothing is ever dialled: strace counts connections while hostile names and files are read. test_network.py PROGRAM"""
import json, os, shutil, subprocess, sys, tempfile

from small_extract import write_extract

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
    services = folder + "/s.csv"
    open(services, "w", encoding="utf-8").write("no,ad,boylam,enlem\n1,A,38.004,37.005\n")
    open(folder + "/y.osm", "w", encoding="utf-8").write(
        '<?xml version="1.0"?><osm version="0.6"><bounds minlat="37" minlon="38" maxlat="37.02" maxlon="38.02" origin="http://127.0.0.1:9/"/>'
        '<node id="1" lat="37.005" lon="38.0"/><node id="2" lat="37.005" lon="38.01"/>'
        '<way id="3"><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/><tag k="url" v="http://127.0.0.1:9/"/></way></osm>')
    streets = [(folder + "/y.osm", 0), ("http://127.0.0.1:9/y.osm.pbf", 1), ("/vsicurl/http://127.0.0.1:9/y.osm.pbf", 1)]
    write_extract(folder + "/y.osm.pbf", [(38.0, 37.005), (38.01, 37.005)])
    streets.append((folder + "/y.osm.pbf", 0))
    tries += [(households, folder + "/y.osm.pbf", 1)]
    tries = [(h, b, code, []) for h, b, code in tries]
    tries += [(households, good, code, ["--service", "asm=" + services, "--set", "streets.source=" + path]) for path, code in streets]
    tries += [(households, good, 1, ["--service", "asm=" + path]) for path in ("http://127.0.0.1:9/s.csv", "/vsicurl/http://127.0.0.1:9/s.json", "PG:host=127.0.0.1")]
    tries += [(households, good, 1, ["--set", "persons.source=http://127.0.0.1:9/p.csv"]),
              (households, good, 2, ["--service", "asm=" + services, "--set", "standards=http://127.0.0.1:9/s.csv"])]
    for h, b, code, more in tries:
        trace = folder + "/trace"
        done = subprocess.run(["strace", "-f", "-e", "trace=connect,sendto", "-o", trace, program, "run", "--households", h,
                               "--neighbourhoods", b, "-o", folder + "/out.gpkg", "--quiet", *more], capture_output=True, text=True,
                              env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})
        dialled = [line for line in open(trace) if "connect(" in line or "sendto(" in line]
        if dialled:
            sys.exit(f"'{h}' '{b}' {more}: dialled: {dialled[0]}")
        if code is not None and done.returncode != code:
            sys.exit(f"'{h}' '{b}' {more}: exit {done.returncode}, expected {code}: {done.stderr}")
print(f"{len(tries)} tries, no connection")
