"""A file that lists shelters too is named for its schools, but neither its hash nor its size is told."""
import hashlib, json, sqlite3

whole, listed = open("out.gpkg", "rb").read(), open("tesisler.csv", "rb").read()
base = sqlite3.connect("out.gpkg")
facts = json.loads(base.execute("select metadata from gpkg_metadata where mime_type = 'application/json'").fetchone()[0])
print("hash is told:", hashlib.sha256(listed).hexdigest().encode() in whole)
print([(i["role"], i["file"], len(i["files"])) for i in facts["inputs"]])
