#!/usr/bin/env python3
"""Are answers by service and by age from a finished file what the rows of its tables add up to? test_query_published_services.py PROGRAM

The sample city, published and exact. Sums are reckoned again from mah_service and mah_indicators by SQL: of the whole city, its ilçe, single
mahalle, and boxes that cut mahalle, of which the share inside is taken from the areas that the program itself tells."""
import csv, io, os, shutil, sqlite3, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
BANDS = {"0-2": "age_0_2", "3-5": "age_3_5", "6-9": "age_6_9", "10-13": "age_10_13", "14-17": "age_14_17", "18-64": "age_18_64", "65+": "age_65p"}
seen = {"told": 0, "hidden": 0, "gap": 0, "no gap": 0, "cut": 0, "city": 0, "ages": 0, "row": 0, "project": 0}


def run(*words):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    done = subprocess.run([program, *words], env={**keep, "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600"}, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{words}: exit {done.returncode}: {done.stderr}")
    return done.stdout


def number(text):
    return None if text in ("", None) else float(text)


class City:
    def __init__(self, file, profile):
        self.file, self.profile = file, profile
        database = sqlite3.connect(file)
        database.row_factory = sqlite3.Row
        self.mahalle = {row["mah_code"]: dict(row) for row in database.execute("SELECT * FROM mah_indicators")}
        self.service = {(row["mah_code"], row["service_type"], row["grp"]): dict(row) for row in database.execute("SELECT * FROM mah_service")}
        self.types = [row[0] for row in database.execute("SELECT service_type FROM mah_service GROUP BY 1 ORDER BY min(fid)")]
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        self.city = {row["service_type"]: dict(row) for row in database.execute("SELECT * FROM city_service")} if "city_service" in tables else None
        self.summary = dict(database.execute("SELECT indicator, value FROM city_summary").fetchall()) if "city_summary" in tables else None
        database.close()

    def ask(self, *words):
        return list(csv.DictReader(io.StringIO(run("query", self.file, "--language", "en", "--quiet", "--format", "csv", *words))))


def same(city, what, got, want, slack):
    if (got is None) != (want is None) or got is not None and abs(got - want) > slack:
        sys.exit(f"{city.file}, {what}: {got}, expected {want}")


def total(values):
    return None if any(value is None for value, _ in values) else sum(value * share for value, share in values)


def covered_share(city, kind, parts, groups, of):
    """covered / (covered + uncovered) of one group, of the mahalle that show both of all these groups."""
    shown = [(code, share) for code, share in parts if all(city.service[code, kind, g][f] is not None for g in groups for f in ("covered", "uncovered"))]
    covered = sum(share * city.service[code, kind, of]["covered"] for code, share in shown)
    known = covered + sum(share * city.service[code, kind, of]["uncovered"] for code, share in shown)
    return covered / known if known > 0 else None


def check_services(city, what, answers, parts):
    """parts: mahalle and the share of each that is inside."""
    step = 0.00501 if city.profile == "public" else 1e-6
    cut = any(share < 1 for _, share in parts)
    if [answer["by"] for answer in answers] != city.types:
        sys.exit(f"{city.file}, {what}: {[answer['by'] for answer in answers]}, expected {city.types}")
    for answer in answers:
        kind = answer["by"]
        name = f"{what}, {kind}"
        rows = [(city.service[code, kind, "all"], share) for code, share in parts]
        same(city, f"{name}: radius", number(answer["radius_m"]), rows[0][0]["radius_m"], 0)
        for field in ("pop", "covered", "uncovered"):
            want = total([(row[field], share) for row, share in rows])
            seen["hidden" if want is None else "told"] += 1
            same(city, f"{name}: {field}", number(answer[field]), want, 0.51 + 1e-4 * (want or 0) if cut else 0.501)
        both = ("mig", "set")
        share_set, share_mig = (covered_share(city, kind, parts, both, group) for group in ("set", "mig"))
        same(city, f"{name}: share", number(answer["share"]), covered_share(city, kind, parts, ("all",), "all"), step + 2e-4 * cut)
        same(city, f"{name}: share_mig", number(answer["share_mig"]), share_mig, step + 2e-4 * cut)
        same(city, f"{name}: share_set", number(answer["share_set"]), share_set, step + 2e-4 * cut)
        gap = None if share_set is None or share_mig is None else 100 * (share_set - share_mig)
        seen["no gap" if gap is None else "gap"] += 1
        same(city, f"{name}: gap", number(answer["gap"]), gap, 201 * step + 0.05 * cut)


def check_city(city):
    """As published: sums of rounded numbers would be others."""
    columns = {"uncovered": "uncovered", "share": "cov", "share_mig": "cov_mig", "share_set": "cov_set", "gap": "gap", "d_med": "d_med"}
    for answer in city.ask("--by", "service"):
        for field, column in columns.items():
            same(city, f"city, {answer['by']}: {field}", number(answer[field]), city.city[answer["by"]][column], 0)
        same(city, f"city, {answer['by']}: pop", number(answer["pop"]), city.summary["pop_est"], 0)
        same(city, f"city, {answer['by']}: covered", number(answer["covered"]),
             total([(city.service[code, answer["by"], "all"]["covered"], 1) for code in city.mahalle]), 0.5)
        seen["city"] += 1


def check_row(city, code, answers):
    """One whole mahalle is answered with its rows, to the last digit (decision 28)."""
    if [answer["by"] for answer in answers] != city.types:
        sys.exit(f"{city.file}, {code}: {[answer['by'] for answer in answers]}, expected {city.types}")
    for answer in answers:
        rows = {group: city.service.get((code, answer["by"], group), {}) for group in ("all", "mig", "set")}
        for field in ("radius_m", "pop", "covered", "uncovered", "share", "gap", "d_med"):
            same(city, f"{code}, {answer['by']}: {field}", number(answer[field]), rows["all"][field], 0)
            seen["row"] += rows["all"][field] is not None
        for field, group in (("share_mig", "mig"), ("share_set", "set")):
            same(city, f"{code}, {answer['by']}: {field}", number(answer[field]), rows[group].get("share"), 0)


def whole_points(city, what, answers):
    """Differences of whole per cents are whole points."""
    for answer in answers:
        gap = number(answer["gap"])
        if city.profile == "public" and gap is not None and gap != round(gap):
            sys.exit(f"{city.file}, {what}, {answer['by']}: a gap of {answer['gap']} points")


def check_ages(city, what, answers, figures):
    """figures: what is published of the area, or the sum of it."""
    known = None if figures["pop_est"] is None or figures["age_unknown"] is None else figures["pop_est"] - figures["age_unknown"]
    if [answer["by"] for answer in answers] != list(BANDS):
        sys.exit(f"{city.file}, {what}: bands {[answer['by'] for answer in answers]}")
    for answer in answers:
        persons = figures[BANDS[answer["by"]]]
        same(city, f"{what}, {answer['by']}", number(answer["persons"]), persons, 0)
        share = None if persons is None or not known else min(1, persons / known)
        same(city, f"{what}, {answer['by']}: share", number(answer["share"]), share, 0.00501 if city.profile == "public" else 1e-6)
        seen["ages"] += persons is not None


def check_areas(city):
    for ilce in sorted({row["ilce_name"] for row in city.mahalle.values()}):
        parts = [(code, 1) for code, row in city.mahalle.items() if row["ilce_name"] == ilce]
        answers = city.ask("--ilce", ilce, "--by", "service")
        check_services(city, ilce, answers, parts)
        whole_points(city, ilce, answers)
        sums = {field: total([(city.mahalle[code][field], 1) for code, _ in parts]) for field in [*BANDS.values(), "pop_est", "age_unknown"]}
        check_ages(city, ilce, city.ask("--ilce", ilce, "--by", "age"), sums)
    for code in list(city.mahalle)[::6]:
        check_row(city, code, city.ask("--mahalle", code, "--by", "service"))
        check_ages(city, code, city.ask("--mahalle", code, "--by", "age"), city.mahalle[code])


def check_project(city, project):
    """The project says of a mahalle what its file says: all of it where nothing is hidden, else what both show."""
    for code in list(city.mahalle)[::9]:
        for by in ("age", "service"):
            own = list(csv.DictReader(io.StringIO(run("query", project, "--language", "en", "--quiet", "--format", "csv", "--profile", city.profile, "--mahalle", code, "--by", by))))
            told = city.ask("--mahalle", code, "--by", by)
            if [answer["by"] for answer in own] != [answer["by"] for answer in told]:
                sys.exit(f"{city.file}, {code}, by {by}: {[a['by'] for a in own]}, in the file {[a['by'] for a in told]}")
            if by == "service":
                whole_points(city, f"project, {code}", own)
            for a, b in zip(own, told):
                for field in ("persons", "radius_m", "pop", "covered", "uncovered", "share", "share_mig", "share_set", "gap", "d_med"):
                    if field not in a or city.profile == "public" and (a[field] == "" or b[field] == ""):
                        continue
                    slack = 1.01 if field == "gap" and city.profile == "public" else 0.0101 if field.startswith("share") and city.profile == "public" else 1e-9
                    same(city, f"project, {code}, {a['by']}: {field}", number(a[field]), number(b[field]), slack)
                    seen["project"] += 1


def check_boxes(city, boxes):
    for box in boxes:
        pieces = city.ask("--bbox", box, "--by", "mahalle")
        parts = [(piece["by"], min(1, float(piece["area_km2"]) / city.mahalle[piece["by"]]["area_km2"])) for piece in pieces]
        parts = [(code, 1 if share > 1 - 1e-9 else share) for code, share in parts]
        seen["cut"] += any(share < 1 for _, share in parts)
        check_services(city, box, city.ask("--bbox", box, "--by", "service"), parts)


def without(file, copy, *tables):
    """As an older version wrote it."""
    shutil.copy(file, copy)
    database = sqlite3.connect(copy)
    for name in tables:
        database.execute(f"DROP TABLE {name}")
        for registered in ("gpkg_contents", "gpkg_data_columns"):
            database.execute(f"DELETE FROM {registered} WHERE table_name = ?", (name,))
    database.commit()
    database.close()


with tempfile.TemporaryDirectory() as folder:
    run("init", "--demo", f"{folder}/kent", "--quiet")
    for profile in ("public", "secure"):
        file = f"{folder}/{profile}.gpkg"
        run("run", f"{folder}/kent", "-o", file, "--profile", profile, "--quiet")
        city = City(file, profile)
        check_city(city)
        check_ages(city, "city", city.ask("--by", "age"), city.summary)
        check_areas(city)
        check_project(city, f"{folder}/kent")
        database = sqlite3.connect(file)
        west, south, east, north = database.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'mah_indicators'").fetchone()
        database.close()
        if not -180 <= west <= 180:
            sys.exit("the sample city is no longer in degrees: this test asks with boxes in degrees")
        x, y = (east - west) / 10, (north - south) / 10
        check_boxes(city, [f"{west + a * x},{south + b * y},{west + c * x},{south + d * y}" for a, b, c, d in ((3, 3, 7, 7), (0, 0, 5, 5), (4, 1, 5.5, 9), (2, 6, 9, 8))])
        # Without the figures of the city, and without its services, they are sums.
        bare = f"{folder}/{profile}_bare.gpkg"
        without(file, bare, "city_service")
        old = City(bare, profile)
        everywhere = [(code, 1) for code in old.mahalle]
        answers = old.ask("--by", "service")
        check_services(old, "city without city_service", answers, everywhere)
        without(file, bare, "city_service", "city_summary")
        old = City(bare, profile)
        check_services(old, "city without city_summary", old.ask("--by", "service"), everywhere)
        sums = {field: total([(row[field], 1) for row in old.mahalle.values()]) for field in [*BANDS.values(), "pop_est", "age_unknown"]}
        check_ages(old, "city without city_summary", old.ask("--by", "age"), sums)
        # Where no mahalle shows an age band nobody was asked for it.
        database = sqlite3.connect(bare)
        for trigger, in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        database.execute("UPDATE mah_indicators SET age_0_2 = NULL")
        database.commit()
        database.close()
        if [answer["by"] for answer in City(bare, profile).ask("--by", "age")] != list(BANDS)[1:]:
            sys.exit("a band that no mahalle shows has a row")
    if min(seen.values()) == 0:
        sys.exit(f"this test does not test what it should: {seen}")
print(f"services and ages of a finished file: ok, {seen}")
