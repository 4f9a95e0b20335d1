"""Nothing in the GeoPackage or the summary may name a shelter, its file, its columns or its place; that there was a file of shelters may stand in params."""
import hashlib, json, os, re, sqlite3, struct, sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.environ["DATA"])
from whole_file import bytes_told

base = sqlite3.connect(sys.argv[1])
whole = bytes_told(sys.argv[1]) + b"".join(open(name, "rb").read() for name in sys.argv[2:])
words = [w.encode() for w in ("gizli_ev", "Gül Evi", "Lale Evi", "Yasemin", "kapı", "38.00512", "37.00523", "38.0131", "37.0061", "7713")]
places = [struct.pack("<d", v) for v in (38.00512, 37.00523, 38.0131, 37.0061)]
found = [w for w in words + places if w in whole]
if found:
    sys.exit(f"they tell {found}")
tables = [t for (t,) in base.execute("select name from sqlite_master where type = 'table'")]
told = {t for t in tables for row in base.execute(f'select * from "{t}"') if any("womens_shelter" in str(v) for v in row)}
if told - {"params"}:
    sys.exit(f"{told} tell of a shelter")
facts = json.loads(base.execute("select metadata from gpkg_metadata where mime_type = 'application/json'").fetchone()[0])
shelter = open("gizli_ev.csv", "rb").read()
if hashlib.sha256(shelter).hexdigest().encode() in whole or any(f["bytes"] == len(shelter) for i in facts["inputs"] for f in i["files"]):
    sys.exit("the hash or the size of the shelters' file is told")

# The provenance: as if there were no other services, and of those it names nothing that speaks of rows of another kind.
services = [i for i in facts["inputs"] if i["role"] == "services"]
if [(i["type"], i["file"]) for i in services] != [("primary", "okullar.csv"), ("kindergarten", "karma.csv"), ("park", "karma.csv")]:
    sys.exit(f"the provenance tells of other files of services: {services}")
if any(i["files"] or "read" in i["rows"] for i in services):
    sys.exit(f"what is missing, or how many rows there are, names the file that lists shelters: {services}")
hashed = ("households", "neighbourhoods") if facts["privacy"]["profile"] == "secure" else ("neighbourhoods",)
if not all(i["files"] for i in facts["inputs"] if i["role"] in hashed):
    sys.exit("another input has no hash")
for form in (r"services\[(\d+)\]", r"read\.services\.(\d+)\."):
    numbers = sorted({int(n) for p in facts["parameters"] for n in re.findall("^" + form, p["key"])})
    types = [p["value"] for p in facts["parameters"] if re.fullmatch(form + r"[.]?type", p["key"])]
    if numbers != [1, 2, 3] or types != ["primary", "kindergarten", "park"]:
        sys.exit(f"the numbers of the services leave a gap: {numbers} {types}")

# The log of a file that leaves the protected computer: no count of shelters, nor two of which the difference is one.
log = base.execute("select source, item, value, note from run_log where step in ('services', 'service_row')").fetchall()
if facts["privacy"]["profile"] != "secure":
    counts = [row for row in log if row[1] in ("read", "filtered") or row[0] == "(confidential)"]
    if set(counts) != {("(confidential)", "read", "(confidential)", None)}:
        sys.exit(f"run_log tells how many shelters there are: {counts}")
elif ("(confidential)", "read", "2", None) not in log:
    sys.exit(f"secure has no books of the shelters: {log}")
print(facts["privacy"]["profile"], sorted(told))
