#!/usr/bin/env python3
"""Identity numbers of persons in any column of a file of households or of members stop every command that reads it:
test_identity_numbers.py PROGRAM. What is said names file, column, row and how many, never a number; nothing is written. Other numbers of 11 digits,
of which one in a hundred checks by chance, do not stop anything (docs/decisions/0032)."""
import os, random, shutil, sqlite3, subprocess, sys, tempfile

try:
    from osgeo import ogr, osr
except ImportError:
    print("GDAL's Python module is not installed")
    sys.exit(77)
ogr.UseExceptions()
program = os.path.abspath(sys.argv[1])
random.seed(32)
ROWS = 40
problems = []


def identity_number(start=None):
    digits = [int(d) for d in start or str(random.randint(100_000_000, 999_999_999))]
    tenth = (7 * sum(digits[0::2]) - sum(digits[1::2])) % 10
    return "".join(map(str, digits + [tenth, (sum(digits) + tenth) % 10]))


def other_number():
    """Of 11 digits, first not 0, that does not check."""
    number = identity_number()
    return number[:10] + str((int(number[10]) + random.randint(1, 9)) % 10)


def mahalle(*arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    environment.update(LC_ALL="C", SOURCE_DATE_EPOCH="1767225600")
    return subprocess.run([program, *arguments, "--set", "reference_date=2025-12-31", "--language", "en"], capture_output=True, text=True, env=environment)


COLUMNS = ["hane_no", "boylam", "enlem", "nufus", "not"]


def rows(value, column="not", sep_decimal="."):
    for i in range(ROWS):
        row = {"hane_no": f"h{i}", "boylam": f"{37.001 + 0.0003 * i:.6f}".replace(".", sep_decimal), "enlem": "37.005".replace(".", sep_decimal),
               "nufus": "4", "not": ""}
        row[column] = value(i)
        yield [row[name] for name in COLUMNS]


def write_csv(path, table, separator=",", quote='', encoding="utf-8", newline="\n"):
    with open(path, "w", encoding=encoding, newline="") as file:
        for row in [COLUMNS, *table]:
            file.write(separator.join(f"{quote}{cell}{quote}" for cell in row) + newline)


def write_layer(path, driver, table, types):
    system = osr.SpatialReference()
    system.ImportFromEPSG(4326)
    source = ogr.GetDriverByName(driver).CreateDataSource(path)
    layer = source.CreateLayer("haneler", system if driver != "XLSX" else None, ogr.wkbNone)
    for name in COLUMNS:
        layer.CreateField(ogr.FieldDefn(name, types.get(name, ogr.OFTString)))
    for row in table:
        feature = ogr.Feature(layer.GetLayerDefn())
        for i, cell in enumerate(row):
            if cell != "":
                feature.SetField(i, float(cell) if types.get(COLUMNS[i]) == ogr.OFTReal else int(cell) if types.get(COLUMNS[i]) == ogr.OFTInteger64 else cell)
        layer.CreateFeature(feature)
    feature = layer = source = None


def refused(what, done, file, column, count, row, numbers):
    wanted = [f"'{file}' holds identity numbers", f"'{column}'", f"{count} of them", f"row {row};", "random id"]
    if done.returncode != 3 or done.stdout or done.stderr.count("\n") != 1 or not all(part in done.stderr for part in wanted):
        problems.append(f"{what}: exit {done.returncode}, {done.stderr!r} {done.stdout[:200]!r}; wanted {wanted}")
    if any(number in done.stderr + done.stdout for number in numbers):
        problems.append(f"{what}: the number is told")


def stops(what, path, count, row, numbers, column="not", more=(), commands=("run",)):
    for command in commands:
        output = ["-o", "out.gpkg"] if command == "run" else []
        extra = {"query": ["--ilce", "x"], "site": ["--service", "primary", "--sites", "1"]}.get(command, [])
        target = [path] if command in ("query", "site") else ["--households", path]
        done = mahalle(command, *target, *([] if command in ("query", "site") else ["--neighbourhoods", "m.geojson"]), *output, *extra, *more)
        refused(f"{what}, {command}", done, path, column, count, row, numbers)
        if os.path.exists("out.gpkg"):
            problems.append(f"{what}: written all the same")
            os.remove("out.gpkg")


def warns(what, path, column, numbers):
    """init writes its project all the same, says in one line what run will do, and tells no number."""
    os.mkdir("bak")
    os.link(path, "bak/" + path)
    done = subprocess.run([program, "init", "bak", "--language", "en"], capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if "kimlik" in line]
    wanted = [f"    identity numbers of persons (T.C. kimlik no) in '{column}': run will stop; remove them, or put a random id in place of each"] if column else []
    if done.returncode != 0 or lines != wanted or f"households: {path}" not in done.stdout or not os.path.exists("bak/mahalle.yaml"):
        problems.append(f"{what}, init: exit {done.returncode}, {done.stdout!r} {done.stderr!r}")
    with open("bak/mahalle.yaml") as file:
        if any(number in done.stdout + file.read() for number in numbers):
            problems.append(f"{what}, init: the number is told")
    shutil.rmtree("bak")


def passes(what, path, more=()):
    done = mahalle("run", "--households", path, "--neighbourhoods", "m.geojson", "-o", "out.gpkg", *more)
    if done.returncode != 0 or not os.path.exists("out.gpkg"):
        problems.append(f"{what}: {done.stderr}")
    else:
        os.remove("out.gpkg")


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    with open("m.geojson", "w") as file:
        file.write('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"mah_code":"1","mah_name":"Bir"},"geometry":{"type":"Polygon",'
                   '"coordinates":[[[37,37],[37.02,37],[37.02,37.02],[37,37.02],[37,37]]]}}]}')
    numbers = [identity_number() for _ in range(ROWS)]
    numbers[3] = identity_number("990000001")  # of a foreigner

    # CSV in all its dress; every third row, so that the first is known
    third = lambda i: numbers[i] if i % 3 == 2 else ""
    found, first = len(range(2, ROWS, 3)), 4
    write_csv("a.csv", rows(third))
    stops("plain", "a.csv", found, first, numbers, commands=("run", "check"))
    warns("plain", "a.csv", "not", numbers)
    stops("threads", "a.csv", found, first, numbers, more=("--threads", "3"))
    write_csv("b.csv", rows(third, sep_decimal=","), ";", newline="\r\n")
    stops("semicolons", "b.csv", found, first, numbers)
    write_csv("c.csv", rows(third), "\t", '"')
    stops("quotes", "c.csv", found, first, numbers)
    write_csv("d.csv", rows(lambda i: f"İmza: {numbers[i]} (kendisi)" if i % 3 == 2 else "şöyle"), encoding="cp1254")
    stops("in a sentence of Windows-1254", "d.csv", found, first, numbers)
    write_csv("e.csv", rows(lambda i: f'say ""{numbers[i]}""\n{numbers[i]}'), quote='"')
    stops("line breaks in quotes", "e.csv", 2 * ROWS, 2, numbers)
    write_csv("f.csv", rows(lambda i: numbers[i] + ".0"))
    stops("as decimals", "f.csv", ROWS, 2, numbers)
    write_csv("g.csv", rows(lambda i: numbers[i], "hane_no"))
    stops("as the household's number", "g.csv", ROWS, 2, numbers, "hane_no")
    warns("as the household's number", "g.csv", "hane_no", numbers)
    write_csv("h.csv", rows(lambda i: numbers[i] if i == ROWS - 1 else "bir not"))
    stops("a single one in the last row", "h.csv", 1, ROWS + 1, numbers)
    with open("h.csv") as file:
        text = file.read()
    with open("i.csv", "w") as file:
        file.write(text.rstrip("\n"))
    stops("and no line end", "i.csv", 1, ROWS + 1, numbers)
    write_csv("j.csv", rows(lambda i: numbers[i] if i % 2 else numbers[i][:10] + str((int(numbers[i][10]) + 1) % 10) if i < 12 else numbers[i]))
    stops("with some mistyped", "j.csv", ROWS - 6, 3, numbers)
    with open("two.csv", "w") as file:
        file.write("hane_no,boylam,enlem,nufus,es_tc,tc\n" + "".join(f"{i},37.00{i},37.005,4,{numbers[i]},{numbers[i + 9]}\n" for i in range(1, 9)))
    done = mahalle("check", "--households", "two.csv", "--neighbourhoods", "m.geojson")
    if done.returncode != 3 or "in 2 columns, in 'es_tc' 8 of them, the first in row 2;" not in done.stderr:
        problems.append(f"two columns: {done.stderr}")
    warns("two columns", "two.csv", "es_tc, tc", numbers)

    # a project, by the commands that read one
    with open("okul.csv", "w") as file:
        file.write("ad,boylam,enlem\nOkul,37.01,37.01\n")
    os.mkdir("p")
    with open("p/mahalle.yaml", "w") as file:
        file.write("neighbourhoods: {source: ../m.geojson}\nhouseholds: [{source: ../a.csv}]\nservices: [{type: primary, source: ../okul.csv}]\n")
    for command, extra in (("query", ["--mahalle", "Bir"]), ("site", ["--service", "primary", "--sites", "1"]), ("check", []), ("run", ["-o", "out.gpkg"])):
        done = mahalle(command, "p", *extra)
        if done.returncode != 3 or "a.csv' holds identity numbers" not in done.stderr or any(n in done.stderr for n in numbers):
            problems.append(f"{command} of a project: {done.returncode} {done.stderr}")

    # layers: text, whole numbers, reals; by the pages of a GeoPackage, by SQLite, by GDAL
    kinds = {"text": ogr.OFTString, "whole": ogr.OFTInteger64, "real": ogr.OFTReal}
    for driver, name, labels in (("GPKG", "a.gpkg", kinds), ("ESRI Shapefile", "a.dbf", ["text", "whole"]), ("GeoJSON", "a.geojson", ["text", "real"]),
                                 ("XLSX", "a.xlsx", ["text", "whole"])):
        for label in labels:
            path = f"{label}_{name}"
            write_layer(path, driver, rows(third), {"not": kinds[label], "nufus": ogr.OFTInteger64, "boylam": ogr.OFTReal, "enlem": ogr.OFTReal})
            stops(f"{driver} {label}", path, found, 3, numbers)
            if driver != "ESRI Shapefile":  # a table without shapes is not called .dbf in a folder of data
                warns(f"{driver} {label}", path, "not", numbers)
    database = sqlite3.connect("text_a.gpkg")
    database.execute("ALTER TABLE haneler ADD COLUMN hesap AS (nufus * 2)")  # a computed column: SQLite reads the rows
    database.commit()
    database.close()
    stops("GeoPackage by SQLite", "text_a.gpkg", found, 3, numbers)
    write_layer("key.gpkg", "GPKG", rows(lambda i: ""), {"nufus": ogr.OFTInteger64, "boylam": ogr.OFTReal, "enlem": ogr.OFTReal})
    database = sqlite3.connect("key.gpkg")
    for i in range(ROWS):
        database.execute(f"UPDATE haneler SET fid = {numbers[i]} WHERE fid = {i + 1}")
    database.commit()
    database.close()
    stops("as the row number", "key.gpkg", ROWS, min(map(int, numbers)), [], "fid")

    # members
    write_csv("ok.csv", rows(lambda i: ""))
    with open("uye.csv", "w") as file:
        file.write("hane_no,yas,cinsiyet,tc_kimlik\n" + "".join(f"h{i},30,k,{numbers[i] if i > 4 else ''}\n" for i in range(ROWS)))
    done = mahalle("run", "--households", "ok.csv", "--neighbourhoods", "m.geojson", "--set", "persons.source=uye.csv", "-o", "out.gpkg")
    refused("members", done, "uye.csv", "tc_kimlik", ROWS - 5, 7, numbers)
    saved, COLUMNS = COLUMNS, ["hane_no", "yas", "cinsiyet", "tc"]
    write_layer("uye.xlsx", "XLSX", [[f"h{i}", "30", "k", numbers[i]] for i in range(ROWS)], {"yas": ogr.OFTInteger64, "tc": ogr.OFTInteger64})
    COLUMNS = saved
    done = mahalle("run", "--households", "ok.csv", "--neighbourhoods", "m.geojson", "--set", "persons.source=uye.xlsx", "-o", "out.gpkg")
    refused("members in a spreadsheet", done, "uye.xlsx", "tc", ROWS, 1, numbers)

    with open("adsiz.csv", "w") as file:  # a record where the names should be: an error that lists the columns would tell it
        file.write(f"Ali,Veli,{numbers[0]},Cumhuriyet,bir not,yok\n" * 3)
    done = mahalle("check", "--households", "adsiz.csv", "--neighbourhoods", "m.geojson")
    if done.returncode != 1 or "has no names of columns" not in done.stderr or numbers[0] in done.stderr:
        problems.append(f"no names of columns: {done.stderr}")

    # what must not stop anything
    for what, value in (("random numbers", lambda i: str(random.randint(10**10, 10**11 - 1))), ("numbers that follow each other", lambda i: str(34010012300 + i)),
                        ("telephones", lambda i: f"05{random.randint(300000000, 599999999)}"), ("telephones with +90", lambda i: f"+90{random.randint(5300000000, 5999999999)}"),
                        ("address codes", lambda i: str(random.randint(10**9, 10**10 - 1))), ("half of them", lambda i: numbers[i] if i % 2 else other_number()),
                        ("eleven decimals", lambda i: f"37.{numbers[i]}"), ("parts of codes", lambda i: f"TR-{numbers[i]}-A"), ("thirteen digits", lambda i: numbers[i] + "12")):
        write_csv("n.csv", rows(value))
        passes(what, "n.csv")
        write_csv("n.csv", rows(value), ";", '"')
        passes(what + ", in quotes", "n.csv")
        warns(what, "n.csv", None, [])
    with open("wide.csv", "w") as file:  # 100 columns of 300 random numbers: about 3 of each check
        file.write(",".join(COLUMNS[:4] + [f"c{i}" for i in range(100)]) + "\n")
        for i in range(300):
            file.write(f"h{i},37.00{i % 9 + 1},37.005,4," + ",".join(str(random.randint(10**10, 10**11 - 1)) for _ in range(100)) + "\n")
    passes("30,000 random numbers", "wide.csv")

if problems:
    sys.exit("\n".join(problems))
print("identity numbers: ok")
