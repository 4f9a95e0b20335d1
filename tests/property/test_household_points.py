#!/usr/bin/env python3
"""Where households are shown, exactly or moved, and what of them is not: test_household_points.py PROGRAM.

A city in degrees with an L, a ring around another mahalle, two parts and a hamlet, of 12,000 households, so that the layer fills several pages. Moved points
are found again by their size, which is unique in one mahalle; nothing else would tell which is which."""
import csv, hashlib, io, json, math, os, random, re, sqlite3, struct, subprocess, sys, tempfile, zipfile

program = os.path.abspath(sys.argv[1])
random.seed(35)
LON, LAT, STEP = 38.0, 37.0, 0.01  # a step is 889 m by 1110 m
SECRET = "kimse bilmez: çok gizli 7f3a91"
problems, runs = [], 0

SHAPES = {  # rings in steps, of parts
    "10": [[[(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2)]]],
    "20": [[[(2, 0), (5, 0), (5, 3), (2, 3)], [(3, 1), (3, 2), (4, 2), (4, 1)]]],
    "30": [[[(3, 1), (4, 1), (4, 2), (3, 2)]]],
    "40": [[[(0, 2), (1, 2), (1, 3), (0, 3)]], [[(1, 2.5), (2, 2.5), (2, 3), (1, 3)]]],
    "50": [[[(6, 0), (6.5, 0), (6.5, 0.5), (6, 0.5)]]],
    "60": [[[(7, 0), (8, 0), (8, 1), (7, 1)]]],
}


def crossings(point, ring):
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1]):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def lies_in(point, code):
    at = ((point[0] - LON) / STEP, (point[1] - LAT) / STEP)
    return sum(crossings(at, ring) for part in SHAPES[code] for ring in part) % 2 == 1


def metres(a, b):
    return math.hypot((a[0] - b[0]) * 111320 * math.cos(math.radians(LAT)), (a[1] - b[1]) * 110960)


def place_in(code):
    ring = SHAPES[code][random.randrange(len(SHAPES[code]))][0]
    while True:
        x = random.uniform(min(p[0] for p in ring), max(p[0] for p in ring))
        y = random.uniform(min(p[1] for p in ring), max(p[1] for p in ring))
        point = (float(f"{LON + x * STEP:.6f}7"), float(f"{LAT + y * STEP:.6f}7"))  # no corner of a border
        if lies_in(point, code):
            return point


def household(number, code, size, arrived):
    return {"hane_no": f"ZQ{number:06d}", "point": place_in(code), "code": code, "persons": size, "arrived": arrived}


def geojson():
    features = []
    for code, parts in SHAPES.items():
        rings = [[[[LON + x * STEP, LAT + y * STEP] for x, y in ring + ring[:1]] for ring in part] for part in parts]
        features.append({"type": "Feature", "properties": {"mah_code": code, "mah_name": f"Mahalle {code}"}, "geometry": {"type": "MultiPolygon", "coordinates": rings}})
    return json.dumps({"type": "FeatureCollection", "features": features})


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["hane_no", "boylam", "enlem", "hane_nufusu", "gelis_yili", "mahalle_kodu"])
        for row in rows:
            lon, lat = row["point"] or ("", "")
            writer.writerow([row["hane_no"], lon, lat, row["persons"], row["arrived"], "" if row["point"] else row["code"]])


def run(out, *arguments, code=0, language="en"):
    global runs
    runs += 1
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    environment.update(LC_ALL="C", SOURCE_DATE_EPOCH="1767225600")
    done = subprocess.run([program, "run", "--households", "h.csv", "--neighbourhoods", "m.geojson", "--set", "reference_date=2025-12-31", "--language", language,
                           *arguments, "-o", out], capture_output=True, env=environment)
    if done.returncode != code:
        problems.append(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode() + done.stderr.decode()


def secure(out, kind, *arguments):
    return run(out, "--profile", "secure", "--household-points", kind, *arguments)


def read(path, table):
    """Rows in the order of the file, each with its place."""
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    rows = [dict(row) for row in base.execute(f"SELECT * FROM {table} ORDER BY fid")]
    for row in rows:
        row["point"] = struct.unpack("<dd", row.pop("geom")[13:])
    base.close()
    return rows


def tables(path):
    base = sqlite3.connect(path)
    found = {name for (name,) in base.execute("SELECT table_name FROM gpkg_contents")}
    base.close()
    return found


def books(path):
    base = sqlite3.connect(path)
    found = {item: int(value) for item, value in base.execute("SELECT item, value FROM run_log WHERE step = 'household_points'")}
    base.close()
    return found


def everything(path):
    """The bytes of the file, and those of the project packed in it."""
    with open(path, "rb") as file:
        data = file.read()
    base = sqlite3.connect(path)
    for (content,) in base.execute("SELECT content FROM qgis_projects"):
        packed = bytes.fromhex(content.decode() if isinstance(content, bytes) else content)
        with zipfile.ZipFile(io.BytesIO(packed)) as parts:
            for name in parts.namelist():
                data += parts.read(name)
    base.close()
    return data


def expect(condition, what):
    if not condition:
        problems.append(what)


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("m.geojson", "w") as file:
        file.write(geojson())
    with open("gizli.txt", "w") as file:
        file.write(SECRET + "\n")
    with open("baska.txt", "w") as file:
        file.write("başka bir gizli metin daha\n")
    rows = [household(n, "60", n + 1, "2024" if n % 3 == 0 else "1999") for n in range(90)]  # sizes that are met once
    for code, wanted in (("10", 4000), ("20", 5000), ("30", 1500), ("40", 1400), ("50", 12)):
        for _ in range(wanted):
            rows.append(household(len(rows), code, random.randint(1, 7), random.choice(["2024", "2010", "yerli", ""])))
    for _ in range(7):
        rows.append(dict(household(len(rows), "20", 3, "2024"), point=None))
    random.shuffle(rows)
    write("h.csv", rows)
    placed = [row for row in rows if row["point"]]
    seed = ("--set", "privacy.mask_seed_file=gizli.txt")

    # Exact: the households as they are. The file is its owner's, whoever could read what stood there before.
    os.umask(0o022)
    mode = lambda path: os.stat(path).st_mode & 0o777
    run("e.gpkg")
    expect(mode("e.gpkg") == 0o644, f"public: mode {mode('e.gpkg'):o}")
    told = secure("e.gpkg", "exact")
    expect("must not leave the protected computer" in told, "exact: nobody is warned")
    expect(mode("e.gpkg") == 0o600, f"exact: mode {mode('e.gpkg'):o}")
    exact = read("e.gpkg", "mah_households")
    expect({(row["hh_id"], row["mah_code"], row["persons"], row["point"]) for row in exact} == {(row["hane_no"], row["code"], row["persons"], row["point"]) for row in placed},
           "exact: the layer does not hold the households of the file")
    expect(all((row["arr_year"] or 0) == (int(r["arrived"]) if r["arrived"].isdigit() else 0) for row, r in
               ((row, {r["hane_no"]: r for r in placed}[row["hh_id"]]) for row in exact[:500])), "exact: other years of arrival")
    expect("mah_households_masked" not in tables("e.gpkg"), "exact: moved households stand beside them")
    expect(books("e.gpkg") == {"located": len(rows), "points": len(placed), "without_position": 7, "too_few_in_mahalle": 0, "no_place_found": 0}, f"exact: books {books('e.gpkg')}")

    # Moved: within the mahalle, far enough, without a trace.
    told = secure("m.gpkg", "masked", *seed, "--threads", "1")
    moved = read("m.gpkg", "mah_households_masked")
    expect(set(moved[0]) == {"fid", "point", "mah_code", "mah_name", "persons", "migrant"}, f"moved: fields {sorted(moved[0])}")
    expect(not tables("m.gpkg") & {"mah_households", "unassigned", "unreached", "gap_grid"}, "moved: exact places stand beside them")
    of = lambda list_, code, key: sum(row[key] == code for row in list_)
    for code in SHAPES:
        found, wanted = of(moved, code, "mah_code"), of(placed, code, "code")
        expect(found == (0 if wanted < 20 else wanted), f"moved: {found} points of {wanted} households of {code}")
    expect(books("m.gpkg") == {"located": len(rows), "points": len(placed) - 12, "without_position": 7, "too_few_in_mahalle": 12, "no_place_found": 0}, f"moved: books {books('m.gpkg')}")
    expect("19 counted households have no point: 7 without a position, 12 in mahalle" in told.replace("\n    ", " "), f"moved: the summary does not tell what is left out: {told}")
    expect(all(lies_in(row["point"], row["mah_code"]) for row in moved), "moved: a point lies outside its mahalle")
    places = {row["persons"]: row["point"] for row in rows if row["code"] == "60"}
    for row in moved:
        if row["mah_code"] == "60":
            far = metres(row["point"], places[row["persons"]])
            expect(far >= 49.5, f"moved: by {far} m only")
            year = next(r["arrived"] for r in rows if r["code"] == "60" and r["persons"] == row["persons"])
            expect(row["migrant"] == ("recent" if year == "2024" else "other"), "moved: another kind of household")
    keys = [(row["mah_code"], *row["point"]) for row in moved]
    expect(keys == sorted(keys) and [row["fid"] for row in moved] == list(range(1, len(moved) + 1)), "moved: not sorted by mahalle and place")
    data = everything("m.gpkg")
    expect(not re.search(rb"ZQ[0-9]{6}", data), "moved: an id is in the file")
    exact_numbers = {struct.pack(order, value) for row in placed for value in row["point"] for order in ("<d", ">d")}
    expect(not any(data[at:at + 8] in exact_numbers for at in range(len(data) - 7)), "moved: an exact coordinate is in the file")
    expect(not any(f"{value:.7f}".encode() in data for row in placed[:3000] for value in row["point"]), "moved: an exact coordinate is in the file as text")
    digest = hashlib.sha256(SECRET.encode()).digest()
    for name, part in (("secret", SECRET.encode()), ("words of it", b"kimse bilmez"), ("digest", digest[:16]), ("digest, written out", digest.hex().encode()),
                       ("digest of the file", hashlib.sha256((SECRET + "\n").encode()).hexdigest().encode()), ("name of its file", b"gizli.txt")):
        expect(part not in data and part.decode("latin-1") not in told, f"moved: the {name} is in the output")

    # The same secret gives the same bytes, whatever the threads; another one other places; none, others each time.
    secure("m2.gpkg", "masked", *seed, "--threads", "2")
    for name in ("m.gpkg", "m2.gpkg"):  # the project inside names its file
        os.makedirs(name[:-5], exist_ok=True)
        secure(f"{name[:-5]}/x.gpkg", "masked", *seed, "--threads", "1" if name == "m.gpkg" else "2")
    expect(open("m/x.gpkg", "rb").read() == open("m2/x.gpkg", "rb").read(), "moved: threads change the bytes")
    points = lambda path: {(row["mah_code"], row["point"]) for row in read(path, "mah_households_masked")}
    expect(points("m2.gpkg") == points("m.gpkg"), "moved: the same secret gives other places")
    secure("o.gpkg", "masked", "--set", "privacy.mask_seed_file=baska.txt")
    expect(not points("o.gpkg") & points("m.gpkg"), "moved: another secret gives the same places")
    told = [secure(f"n{i}.gpkg", "masked") for i in range(2)]
    expect(not points("n0.gpkg") & points("n1.gpkg"), "moved: without a secret the places are the same")
    expect(all("lie elsewhere after each run" in text for text in told), "moved: nobody is warned that there is no secret")
    random.shuffle(rows)
    write("h.csv", rows)
    secure("s.gpkg", "masked", *seed)
    strip = lambda path: [{k: v for k, v in row.items()} for row in read(path, "mah_households_masked")]
    expect(strip("s.gpkg") == strip("m.gpkg"), "moved: the order of the file shows in the layer")

    # Households without ids, many in a house: neither does it show which of them stood first.
    houses = [place_in("10") for _ in range(150)]
    rows = [dict(household(0, "10", random.randint(1, 7), random.choice(["2024", "2010", "1999"])), hane_no="", point=random.choice(houses)) for _ in range(1500)]
    shown = []
    for step in (1, -1):
        write("h.csv", rows[::step])
        secure("t.gpkg", "masked", *seed)
        shown.append(strip("t.gpkg"))
    expect(len(shown[0]) > 1400 and shown[0] == shown[1], f"without ids: the order of the file shows in {len(shown[0])} points")

    # Nobody else gets them.
    for profile in ("public", "internal"):
        for kind in ("exact", "masked"):
            told = run(f"{profile}.gpkg", "--profile", profile, "--household-points", kind, code=2)
            expect("is for the profile secure only" in told and not os.path.exists(f"{profile}.gpkg"), f"{profile}: {told}")
    run("p.gpkg", "--profile", "secure")
    expect(not tables("p.gpkg") & {"mah_households", "mah_households_masked"}, "secure: households nobody asked for")
    run("gizli.txt", "--profile", "secure", "--household-points", "masked", *seed, code=2)
    expect(open("gizli.txt").read() == SECRET + "\n", "the secret was written over")
    expect(not [name for name in os.listdir(".") if name.startswith(".mahalle")], "a temporary file was left behind")

if problems:
    sys.exit("\n".join(problems[:20]))
print(f"household points: {runs} runs, {len(placed)} households")
