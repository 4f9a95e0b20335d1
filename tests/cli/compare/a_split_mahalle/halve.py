"""The mahalle 101, a square, becomes 101 and 101b, its western and its eastern half."""
import copy, json, sys

city = json.load(open(sys.argv[1], encoding="utf-8"))
whole = next(f for f in city["features"] if f["properties"]["mahalle_kodu"] == "101")
ring = whole["geometry"]["coordinates"][0]
west, east = min(p[0] for p in ring), max(p[0] for p in ring)
half = copy.deepcopy(whole)
half["properties"]["mahalle_kodu"] = "101b"
middle = round((west + east) / 2, 6)
whole["geometry"]["coordinates"] = [[[min(x, middle), y] for x, y in ring]]
half["geometry"]["coordinates"] = [[[max(x, middle), y] for x, y in ring]]
city["features"].append(half)
json.dump(city, sys.stdout)
