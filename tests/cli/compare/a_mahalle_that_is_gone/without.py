import json, sys

city = json.load(open(sys.argv[1], encoding="utf-8"))
city["features"] = [f for f in city["features"] if f["properties"]["mahalle_kodu"] != sys.argv[2]]
json.dump(city, sys.stdout)
