"""A file that lists shelters too is named for its schools, but neither its hash nor its size is told; nor is that of another file of
services, or the missing one would be the shelters'. Where they lie in the file of the streets, no input has a hash."""
import hashlib, json, sqlite3

whole, listed = open("out.gpkg", "rb").read(), open("tesisler.csv", "rb").read()
base = sqlite3.connect("out.gpkg")
facts = json.loads(base.execute("select metadata from gpkg_metadata where mime_type = 'application/json'").fetchone()[0])
print("hash is told:", hashlib.sha256(listed).hexdigest().encode() in whole)
print([(i["role"], i["file"], len(i["files"])) for i in facts["inputs"]])
rows_told = [i["role"] for i in facts["inputs"] if "read" in i["rows"]]
logged = [item for (item,) in base.execute("select item from run_log where step = 'services' and item in ('read', 'lines_read', 'filtered', 'no_line') order by rowid")]
print(facts["privacy"]["profile"], rows_told, logged)
