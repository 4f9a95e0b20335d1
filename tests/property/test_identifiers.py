#!/usr/bin/env python3
"""Nothing that points at one household leaves under the profiles public and internal: test_identifiers.py PROGRAM.

Every column of the households, used or not, holds marks that nobody could mistake: ids, names, address codes, telephone-like numbers, weights, and
coordinates of ten decimals. Every command answers in every form, well-behaved and misused; then all bytes that came out are searched for the marks, on
standard output and error as in files, in the parts of zip files (the QGIS project, workbooks), in free pages, as text and as binary doubles. Under secure
the same search must find them, or it would prove nothing."""
import csv, io, os, random, re, sqlite3, struct, subprocess, sys, tempfile, zipfile

program = os.path.abspath(sys.argv[1])
random.seed(33)
HEADER = ["hane_no", "ad_soyad", "telefon", "adres_kodu", "boylam", "enlem", "hassasiyet", "agirlik", "tabaka", "kume", "hane_nufusu", "gelis_yili", "geldigi_il",
          "mulkiyet", "oda_sayisi", "sebeke_suyu", "not"]
SIDE, STEP = 4, 0.01
ROWS = 600
TEXT = re.compile(rb"ZQ[A-Z]+[0-9]{5}|5[0-9]{3}77[0-9]{5}|66[0-9]{3}77[0-9]{3}|[0-9]\.[0-9]{2}881[0-9]{4}|[0-9]{2}[.,][0-9]{3}993[0-9]*")
DOUBLE = re.compile(rb"(?s)(?=([@?][\x42-\x44\xf0-\xff].{6}|.{6}[\x42-\x44\xf0-\xff][@?]))")  # 36 to 40 and 1 to 2, either way round
# ids, names, notes ZQ...; telephones 5...77.....; address codes 66...77...; weights x.xx881xxxx; coordinates that end in 9931xxxx
problems, commands = [], 0
doubles = {}
known = set()  # digits that look like a mark by chance (a hash, say) are none


def coordinate(at, number):
    value = f"{at:.3f}9931{number:04d}"
    known.add(value[:9])
    doubles[struct.pack("<d", float(value))] = doubles[struct.pack(">d", float(value))] = f"coordinate {value}"
    return value


def household(n):
    weight = f"1.{n % 100:02d}881{n:04d}"
    known.update((weight, f"5{n % 900 + 100}77{n:05d}", f"66{n % 900 + 100}77{n % 1000:03d}"))
    doubles[struct.pack("<d", float(weight))] = doubles[struct.pack(">d", float(weight))] = f"weight {weight}"
    return {"hane_no": f"ZQID{n:05d}", "ad_soyad": f"ZQAD{n:05d}", "telefon": f"5{n % 900 + 100}77{n:05d}", "adres_kodu": f"66{n % 900 + 100}77{n % 1000:03d}",
            "boylam": coordinate(38 + random.uniform(0.001, SIDE * STEP - 0.001), n), "enlem": coordinate(37 + random.uniform(0.001, SIDE * STEP - 0.001), n),
            "hassasiyet": "5", "agirlik": weight, "tabaka": f"ZQT{n:05d}", "kume": f"ZQK{n:05d}", "hane_nufusu": str(random.randint(1, 7)),
            "gelis_yili": random.choice(["2024", "2022", "2010", "1999", "yerli", ""]), "geldigi_il": random.choice(["Ordu", "Suriye", "Muş", ""]),
            "mulkiyet": random.choice(["kiracı", "ev sahibi"]), "oda_sayisi": str(random.randint(1, 5)), "sebeke_suyu": random.choice("01"), "not": f"ZQNOT{n:05d}"}


def is_mark(text):
    """Coordinates also where they are cut off after six decimals."""
    return text.startswith("ZQ") or text in known or text[:9].replace(",", ".") in known


def spoil(rows):
    """Every reason of quarantine and every warning, with a mark in the cell that is to blame."""
    faults = [{"hane_nufusu": "ZQB{:05d}"}, {"hane_nufusu": "0"}, {"gelis_yili": "ZQY{:05d}"}, {"gelis_yili": "2077"}, {"agirlik": "ZQW{:05d}"}, {"boylam": "", "enlem": ""},
              {"boylam": "ZQX{:05d}"}, {"enlem": "41.0009931{:04d}"}, {"hane_no": rows[0]["hane_no"]}, {"geldigi_il": "ZQO{:05d}"}, {"mulkiyet": "ZQM{:05d}"},
              {"oda_sayisi": "ZQR{:05d}"}, {"sebeke_suyu": "ZQS{:05d}"}]
    for n in range(0, 10 * len(faults), 2):
        for column, value in faults[n // 2 % len(faults)].items():
            rows[10 + n][column] = value.format(n % 10000)


def write(path, rows, header=HEADER):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([row[name] for name in header] for row in rows)


def parts(name, data, depth=0):
    """The bytes, and all that is packed in them."""
    yield name, data
    if depth > 2:
        return
    at = data.find(b"PK\x03\x04")
    if at >= 0 and not data.startswith(b"SQLite"):
        try:
            with zipfile.ZipFile(io.BytesIO(data[at:])) as packed:
                for part in packed.namelist():
                    yield from parts(f"{name}/{part}", packed.read(part), depth + 1)
        except zipfile.BadZipFile:
            pass
    if data.startswith(b"SQLite format 3"):
        with tempfile.NamedTemporaryFile(suffix=".gpkg") as copy:
            copy.write(data)
            copy.flush()
            database = sqlite3.connect(copy.name)
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN ('qgis_projects')").fetchall():
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    for cell in row:
                        if isinstance(cell, bytes):
                            yield from parts(f"{name}:{table}", cell, depth + 1)
                        elif isinstance(cell, str) and len(cell) > 100 and re.fullmatch("[0-9a-fA-F]+", cell):
                            yield from parts(f"{name}:{table}", bytes.fromhex(cell), depth + 1)
            database.close()


def marks(name, data):
    found = []
    for part, piece in parts(name, data):
        found += [f"{part}: {match.decode()}" for match in TEXT.findall(piece) if is_mark(match.decode())]
        if b"\0" in piece:
            found += [f"{part}: {doubles[eight]}" for eight in set(DOUBLE.findall(piece)) & doubles.keys()]
    return found


def mahalle(*arguments, code=None, outputs=(), clean=True):
    global commands
    commands += 1
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    environment.update(LC_ALL="C", SOURCE_DATE_EPOCH="1767225600")
    done = subprocess.run([program, *arguments], capture_output=True, env=environment)
    what = " ".join(arguments)
    if code is not None and done.returncode != code:
        problems.append(f"{what}: exit {done.returncode}: {done.stderr.decode()}")
    found = marks("standard output", done.stdout) + marks("standard error", done.stderr)
    for path in outputs:
        with open(path, "rb") as file:
            found += marks(path, file.read())
    if clean and found:
        problems.append(f"{what}: {len(found)} marks, such as {found[:3]}")
    return found


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    squares = [(i, j) for i in range(SIDE) for j in range(SIDE)]
    features = ",".join(f'{{"type":"Feature","properties":{{"mah_code":"{10 + i * SIDE + j}","mah_name":"Mahalle {i}{j}","ilce_name":"{"Doğu" if i < 2 else "Batı"}"}},'
                        f'"geometry":{{"type":"Polygon","coordinates":[[[{38 + i * STEP:.2f},{37 + j * STEP:.2f}],[{38 + (i + 1) * STEP:.2f},{37 + j * STEP:.2f}],'
                        f'[{38 + (i + 1) * STEP:.2f},{37 + (j + 1) * STEP:.2f}],[{38 + i * STEP:.2f},{37 + (j + 1) * STEP:.2f}],[{38 + i * STEP:.2f},{37 + j * STEP:.2f}]]]}}}}'
                        for i, j in squares)
    with open("m.geojson", "w") as file:
        file.write(f'{{"type":"FeatureCollection","features":[{features}]}}')
    with open("okul.csv", "w") as file:
        file.write("ad,boylam,enlem,derslik\nOkul,38.011,37.011,12\nOkul 2,38.032,37.03,8\n")
    with open("yol.geojson", "w") as file:  # streets of which one end hangs in the air: some households are unreached
        lines = ",".join(f'{{"type":"Feature","properties":{{}},"geometry":{{"type":"LineString","coordinates":[[{38 + k * 0.002:.4f},37],[{38 + k * 0.002:.4f},37.02],[{38 + k * 0.002:.4f},37.04]]}}}}'
                         for k in range(20))
        file.write(f'{{"type":"FeatureCollection","features":[{lines},{{"type":"Feature","properties":{{}},"geometry":{{"type":"LineString","coordinates":[[38,37],'
                   + ",".join(f"[{38 + k * 0.002:.4f},37]" for k in range(1, 12)) + ']}}]}')
    rows = [household(n) for n in range(ROWS)]
    spoil(rows)
    write("haneler.csv", rows)
    with open("uyeler.csv", "w") as file:
        file.write("hane_no,yas,cinsiyet,ad\n" + "".join(f"{row['hane_no']},{20 + i % 50},k,ZQUYE{i:05d}\n" for i, row in enumerate(rows)) + "ZQYOK00001,4,e,ZQUYE99999\n")
    with open("mahalle.yaml", "w") as file:
        file.write("title: Deneme\nreference_date: 2025-12-31\nneighbourhoods: {source: m.geojson}\nhouseholds: [{source: haneler.csv}]\npersons: {source: uyeler.csv}\n"
                   "services: [{type: primary, source: okul.csv, fields: {capacity: derslik}}]\nstreets: {source: yol.geojson}\nquarantine: {max_rejected_share: 0.5}\nthreads: 2\n")
    noisy = ("--verbose", "--progress", "yes", "--language", "en")

    # The search itself: under secure it finds them.
    found = mahalle("run", ".", "--profile", "secure", "-o", "s.gpkg", code=0, outputs=["s.gpkg"], clean=False)
    for kind in (r"ZQID", r"3[78]\.", r"coordinate"):
        if not any(re.search(kind, mark) for mark in found):
            problems.append(f"secure: no mark '{kind}' was found, so the search proves nothing")

    # Households that are moved leave no more of themselves, and their secret leaves with nobody.
    with open("gizli.txt", "w") as file:
        file.write("ZQGIZLI00001 ZQGIZLI00002\n")
    moved = ("--profile", "secure", "--household-points", "masked", "--set", "privacy.mask_seed_file=gizli.txt", "--set", "privacy.mask_max_m=1000")
    for form in (noisy, ("--format", "json")):
        found = mahalle("run", ".", *moved, *form, "-o", "h.gpkg", code=0, outputs=["h.gpkg"], clean=False)
        found = [mark for mark in found if ": weight" not in mark]  # exact figures of a mahalle where one household has a trait
        if found:
            problems.append(f"moved: {len(found)} marks, such as {found[:3]}")
    mahalle("query", "h.gpkg", "--mahalle", "Mahalle 11", "--format", "csv", code=0)
    mahalle("sql", "h.gpkg", "SELECT * FROM mah_households_masked", "--format", "csv", code=0)
    found = mahalle("run", ".", "--profile", "secure", "--household-points", "exact", "-o", "s.gpkg", code=0, outputs=["s.gpkg"], clean=False)
    if sum("ZQID" in mark for mark in found) < ROWS / 2:
        problems.append("exact: not every household was found, so the search proves nothing")

    for profile in ("public", "internal"):
        as_profile = ("--profile", profile)
        for kind in ("exact", "masked"):
            mahalle("run", ".", *as_profile, "--household-points", kind, "-o", "x.gpkg", code=2)
        file = f"{profile}.gpkg"
        mahalle("run", ".", *as_profile, *noisy, "-o", file, code=0, outputs=[file])
        mahalle("run", ".", *as_profile, "--format", "json", "-o", file, code=0, outputs=[file])
        for form in ("text", "csv", "geojson"):
            mahalle("check", ".", *as_profile, *noisy, "--format", form)
        mahalle("check", ".", *as_profile, "--format", "csv", "-o", f"q-{profile}.csv", outputs=[f"q-{profile}.csv"])
        for by in ("mahalle", "origin", "service"):
            mahalle("query", ".", "--ilce", "Doğu", "--by", by, *as_profile, *noisy, code=0)
        for form in ("csv", "json", "geojson"):
            mahalle("query", ".", "--near", "37.02,38.02", "--radius", "300", "--format", form, *as_profile, code=0)
        mahalle("query", ".", "--near", f"{rows[300]['enlem'][:6]},{rows[300]['boylam'][:6]}", "--radius", "40", *as_profile, *noisy)
        mahalle("query", ".", "--bbox", "38,37,38.04,37.04", "--where", "rooms = 3 and recent = 1", "--format", "json", *as_profile, code=0)
        mahalle("query", file, "--mahalle", "Mahalle 11", "--format", "csv", code=0)
        mahalle("site", ".", "--service", "primary", "--sites", "2", "--method", "greedy", "--format", "json", *as_profile, *noisy)
        mahalle("site", ".", "--service", "primary", "--sites", "1", "--method", "greedy", "-o", f"site-{profile}.geojson", "--format", "geojson", *as_profile)
        mahalle("rank", file, "--format", "json", *noisy[:1], code=0)
        mahalle("rank", file, "--explain", "Mahalle 11", *noisy[:1], code=0)
        mahalle("invest", file, "-o", f"{profile}.xlsx", outputs=[f"{profile}.xlsx"] if os.path.exists(f"{profile}.xlsx") else [])
        if os.path.exists(f"{profile}.xlsx"):
            with open(f"{profile}.xlsx", "rb") as workbook:
                problems += [f"invest: {mark}" for mark in marks("workbook", workbook.read())[:3]]
        mahalle("compare", file, file, "-o", f"c-{profile}.gpkg", code=0, outputs=[f"c-{profile}.gpkg"])
        for table in ("run_log", "gpkg_metadata"):
            mahalle("sql", file, f"SELECT * FROM {table}", "--format", "csv", code=0)

    # Folders are named after people: no path may be written down.
    os.mkdir("ZQKLASOR00001")
    here = os.path.join(os.path.abspath("."), "ZQKLASOR00001")
    write("ZQKLASOR00001/haneler.csv", rows)
    mahalle("run", "--households", f"{here}/haneler.csv", "--neighbourhoods", os.path.abspath("m.geojson"), "--service", f"primary={os.path.abspath('okul.csv')}", "--set",
            "reference_date=2025-12-31", "--set", "quarantine.max_rejected_share=1", "-o", f"{here}/out.gpkg", "--quiet", code=0, outputs=[f"{here}/out.gpkg"])

    # What is said when something goes wrong.
    mahalle("run", ".", "--set", "quarantine.max_rejected_share=0.001", "-o", "x.gpkg", *noisy, code=3)
    mahalle("check", ".", "--set", "quarantine.max_rejected_share=0.001", *noisy)
    mahalle("query", ".", "--mahalle", "Mahalle 11", "--where", "hh_id = 'x'", code=2)
    mahalle("query", ".", "--mahalle", "Mahalle 11", "--where", "lon > 38", code=2)
    mahalle("query", ".", "--mahalle", "Mahalle 11", "--where", "weight > 1", code=2)
    mahalle("run", ".", "--set", "households.fields.hh_size=ad_soyad", "-o", "x.gpkg", code=3)
    mahalle("run", ".", "--set", "households.fields.hh_id=yok", "-o", "x.gpkg", code=2)
    swapped = [dict(row, boylam=row["enlem"], enlem=row["boylam"]) for row in rows]
    write("ters.csv", swapped)
    direct = ("--neighbourhoods", "m.geojson", "--set", "reference_date=2025-12-31")
    mahalle("run", "--households", "ters.csv", *direct, "-o", "x.gpkg", *noisy, code=3)
    far = [dict(row, boylam=coordinate(39, n), enlem=coordinate(40, n)) for n, row in enumerate(rows)]
    write("uzak.csv", far)
    mahalle("run", "--households", "uzak.csv", *direct, "-o", "x.gpkg", *noisy, code=3)
    with open("kesik.csv", "w") as file:
        file.write(",".join(HEADER) + "\n" + ",".join(rows[5].values()) + "\n\"" + ",".join(rows[6].values()) + "\n")
    mahalle("check", "--households", "kesik.csv", *direct, *noisy)
    with open("basliksiz.csv", "w") as file:  # no header: the first household would be taken for one
        file.writelines(",".join(row.values()) + "\n" for row in rows[200:240])
    mahalle("run", "--households", "basliksiz.csv", *direct, "-o", "x.gpkg", *noisy)
    os.mkdir("yeni")
    write("yeni/haneler.csv", rows)
    os.rename("m.geojson", "yeni/mahalle.geojson")
    mahalle("init", "yeni", outputs=["yeni/mahalle.yaml"] if os.path.exists("yeni/mahalle.yaml") else [])
    with open("yeni/mahalle.yaml", "rb") as file:
        problems += [f"init: {mark}" for mark in marks("mahalle.yaml", file.read())[:3]]

if problems:
    sys.exit("\n".join(problems))
print(f"identifiers: {commands} commands, no mark outside of secure")
