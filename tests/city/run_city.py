#!/usr/bin/env python3
"""Runs a drawn city: reads the drawing, lets mahalle analyse it, compares what is expected. A planner can read the drawings.

  run_city.py PROGRAM FILE.city

A drawing:
  map 100 m              the indented picture follows; one step between neighbouring
                         columns (or rows) of corners is 100 m; corners are capital letters, other names stand where their first
                         letter stands, between the corners
  mahalle CODE [name N] [ilce N] = A B E D     a ring of corners; several rings with "hole" and "part" between them
  household PLACE people N [arrived Y] [id I] [weight W] [times N] [KEY VALUE] ...   PLACE: a name in the picture, or x,y in metres, or none
  member ID AGE SEX RELATION                   a member of the household with this id, in the list of persons.source
  service TYPE PLACE [KEY VALUE] ...           a facility; KEY: id, name, capacity, area_m2, open (yes or no), or any other column.
                                               A B C D: a polygon of places; k1+k2: one facility with several entrances
  radius TYPE M          who lives within so many metres of this type is served (services.radius_m)
  street A k1 B          a line through places; with a street in the drawing ways are measured on foot
  standard TYPE KIND SCOPE TARGET VALUE        a row of the user's table of standards; without such rows there are no standards
  set KEY=VALUE          any key of mahalle.yaml (profile is secure unless set)
  columns a b c          writes these extra household columns (their KEYs in household lines)
  expect  FIELD FIELD~TOLERANCE ...            then one line a mahalle; - is NULL; tolerance as 0.1% or 0.001
  infra  FIELD FIELD~TOLERANCE ...             the same for rows of mah_infra, found by mah_code (- the city), service and grp,
                                               which come first; rows that are not named are not looked at
  grid FIELD ...         then all rows of gap_grid in their order
  facilities FIELD ...   then all rows of services_out in their order
  long TABLE [COLUMN=VALUE ...] FIELD ...      then all rows of a table in their order, of those with these values (- is NULL)
  warns WORDS            a warning of the run has these words
  never WORDS            no byte of the GeoPackage, and nothing the run prints, has these words
  quarantine REASON N    that many rows in quarantine for it
  located METHOD N       that many located by it
  fails CODE WORDS       the run fails with this exit code and these words
"""
import json, os, re, sqlite3, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli", "data"))
sys.dont_write_bytecode = True
from whole_file import bytes_told  # noqa: E402

X0, Y0 = 500000.0, 4100000.0  # near the central meridian of TUREF / TM39, where the scale is 1
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5257"}}
ORDER = {"mah_indicators": "mah_code"}  # of other tables: as they were written


def scale(values, step):
    """Text positions of corners to metres: each next distinct one is a step further; between them straight."""
    known = sorted(set(values))

    def place(at):
        for i in range(len(known) - 1):
            if known[i] <= at <= known[i + 1]:
                return step * (i + (at - known[i]) / (known[i + 1] - known[i]))
        return step * (at - known[0]) / max(1, known[1] - known[0]) if at < known[0] else step * (len(known) - 1 + (at - known[-1]) / 5)
    return place


def read_picture(lines, step):
    marks = [(m.group(), m.start(), row) for row, line in enumerate(lines) for m in re.finditer(r"[A-Za-z][A-Za-z0-9]*", line)]
    corners = [(c, r) for name, c, r in marks if name.isupper() and len(name) == 1]
    x, y = scale([c for c, _ in corners], step), scale([r for _, r in corners], step)
    return {name: (X0 + x(c), Y0 - y(r)) for name, c, r in marks}


class City:
    def __init__(self, path):
        self.places, self.mahalle, self.households, self.sets, self.columns = {}, [], [], [], []
        self.services, self.radius, self.streets, self.standards = {}, {}, [], []
        self.infra_fields, self.infra_rows, self.members = [], [], []
        self.tables, self.warns, self.never = [], [], []  # a table: name, filters, fields, rows
        self.quarantine, self.located, self.fails = {}, {}, None
        lines = [re.sub(r"(^|\s)#.*", "", line.rstrip("\n")) for line in open(path, encoding="utf-8")]
        at = 0
        while at < len(lines):
            words = lines[at].split()
            if words and words[0] == "map":
                end = at + 1
                while end < len(lines) and (not lines[end] or lines[end][0].isspace()):
                    end += 1
                self.places = read_picture(lines[at + 1:end], float(words[1]))
                at = end
                continue
            if words and lines[at][0].isspace():
                self.listing.append(words)  # "set" is a word of rows, too
            elif words:
                self.take(words)
            at += 1

    def take(self, words):
        if words[0] == "mahalle":
            equals = words.index("=")
            about = dict(zip(words[2:equals:2], words[3:equals:2]))
            self.mahalle.append((words[1], about.get("name"), about.get("ilce"), words[equals + 1:]))
        elif words[0] == "household":
            about = dict(zip(words[2::2], words[3::2]))
            self.households += [(words[1], about)] * int(about.pop("times", 1))
        elif words[0] == "member":
            self.members.append(words[1:])
        elif words[0] == "service":
            self.take_service(words[1], words[2:])
        elif words[0] == "radius":
            self.radius[words[1]] = float(words[2])
        elif words[0] == "street":
            self.streets.append(words[1:])
        elif words[0] == "standard":
            self.standards.append(words[1:6])
        elif words[0] == "set":
            self.sets.append(words[1])
        elif words[0] == "columns":
            self.columns = words[1:]
        elif words[0] in ("expect", "grid", "facilities", "long"):
            table = {"expect": "mah_indicators", "grid": "gap_grid", "facilities": "services_out", "long": words[1]}[words[0]]
            words = words[2:] if words[0] == "long" else words[1:]
            self.listing = []
            self.tables.append((table, [w.split("=", 1) for w in words if "=" in w], [w for w in words if "=" not in w], self.listing))
        elif words[0] == "infra":
            self.infra_fields, self.listing = words[1:], self.infra_rows
        elif words[0] in ("warns", "never"):
            getattr(self, words[0]).append(" ".join(words[1:]))
        elif words[0] in ("quarantine", "located"):
            getattr(self, words[0])[words[1]] = int(words[2])
        elif words[0] == "fails":
            self.fails = (int(words[1]), " ".join(words[2:]))
        else:
            sys.exit(f"'{' '.join(words)}' begins with no word of a drawing; rows are indented")

    def at(self, place):
        if "," in place:
            return [o + float(v) for o, v in zip((X0, Y0), place.split(","))]
        return list(self.places[place])

    def take_service(self, kind, words):
        places = 1
        while places < len(words) and (words[places] in self.places or "," in words[places]):
            places += 1
        if places > 2:
            ring = [self.at(w) for w in words[:places]]
            geometry = {"type": "Polygon", "coordinates": [ring + [ring[0]]]}
        elif "+" in words[0]:
            geometry = {"type": "MultiPoint", "coordinates": [self.at(w) for w in words[0].split("+")]}
        else:
            geometry = {"type": "Point", "coordinates": self.at(words[0])}
        about = {k: v.replace("_", " ") for k, v in zip(words[places::2], words[places + 1::2])}
        number = {"service_id": about.pop("id", f"{kind}{len(self.services.get(kind, [])) + 1}")}
        self.services.setdefault(kind, []).append({"type": "Feature", "properties": {**number, **about}, "geometry": geometry})

    def polygon(self, words):
        parts, ring, hole = [[]], [], False

        def close():
            if ring:
                parts[-1].append([list(self.places[w]) for w in ring] + [list(self.places[ring[0]])])
        for word in words + ["part"]:
            if word in ("hole", "part"):
                close()
                ring = []
                if word == "part":
                    parts.append([])
            else:
                ring.append(word)
        return [p for p in parts if p]

    def write(self, folder):
        features = []
        for code, name, ilce, words in self.mahalle:
            features.append({"type": "Feature", "properties": {"mah_code": code, "mah_name": name, "ilce_name": ilce},
                             "geometry": {"type": "MultiPolygon", "coordinates": self.polygon(words)}})
        with open(folder + "/mahalle.geojson", "w", encoding="utf-8") as out:
            json.dump({"type": "FeatureCollection", "crs": CRS, "features": features}, out)
        if self.members:
            with open(folder + "/uyeler.csv", "w", encoding="utf-8") as out:
                out.writelines(",".join(m) + "\n" for m in [["hane_no", "yas", "cinsiyet", "yakinlik"], *self.members])
            self.sets.append("persons.source=" + folder + "/uyeler.csv")
        with open(folder + "/haneler.csv", "w", encoding="utf-8") as out:
            out.write(",".join(["hane_no", "x", "y", "hane_nufusu", "gelis_yili", "agirlik", *self.columns]) + "\n")
            for number, (place, about) in enumerate(self.households, 1):
                x, y = ("", "") if place == "none" else (repr(v) for v in self.at(place))
                cells = [about.get("id", f"h{number}"), x, y, about.get("people", ""), about.get("arrived", ""), about.get("weight", "1")]
                out.write(",".join(cells + [about.get(c, "").replace("_", " ") for c in self.columns]) + "\n")
        self.write_project(folder)

    def write_project(self, folder):
        """mahalle.yaml, written as JSON: that is YAML, too."""
        project = {"neighbourhoods": {"source": "mahalle.geojson"}, "households": [{"source": "haneler.csv", "crs": "EPSG:5257"}],
                   "standards": "none", "services": []}
        for kind, features in self.services.items():
            about = {"radius_m": self.radius[kind]} if kind in self.radius else {}
            project["services"].append({"type": kind, "source": kind + ".geojson", **about})
            write_features(f"{folder}/{kind}.geojson", features)
        if not self.services:
            del project["services"]
        if self.streets:
            project["streets"] = {"source": "yollar.geojson"}
            write_features(folder + "/yollar.geojson", [
                {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [self.at(p) for p in places]}}
                for places in self.streets])
        if self.standards:
            project["standards"] = ["./standartlar.csv"]
            with open(folder + "/standartlar.csv", "w", encoding="utf-8") as out:
                out.write("service_type;kind;scope;target_group;value\n")
                out.writelines(";".join(row) + "\n" for row in self.standards)
        with open(folder + "/mahalle.yaml", "w", encoding="utf-8") as out:
            json.dump(project, out)


def write_features(path, features):
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"type": "FeatureCollection", "crs": CRS, "features": features}, out)


def same(expected, actual, tolerance):
    if expected == "-":
        return actual is None
    if actual is None:
        return False
    try:
        want, got = float(expected), float(actual)
    except ValueError:
        return str(actual) in (expected, expected.replace("_", " "))
    if tolerance is None:
        return want == got
    allowed = abs(want) * float(tolerance[:-1]) / 100 if tolerance.endswith("%") else float(tolerance)
    return abs(want - got) <= allowed


def wrong_infra(city, out):
    names, wrong = [f.split("~")[0] for f in city.infra_fields], []
    rows = {tuple(r[:3]): r for r in sqlite3.connect(out).execute(f"select {','.join(names)} from mah_infra")} if names else {}
    for expected in city.infra_rows:
        key = tuple(None if w == "-" else w for w in expected[:3])
        if key not in rows:
            wrong.append(f"mah_infra has no row {expected[:3]}")
            continue
        for field, want, got in zip(city.infra_fields, expected, rows[key]):
            if not same(want, got, field.split("~")[1] if "~" in field else None):
                wrong.append(f"mah_infra {expected[:3]}: {field} is {got}, expected {want}")
    return wrong + (unlisted(out) if any(s == "privacy.profile=public" for s in city.sets) and names else [])


def unlisted(out):
    """Cells of mah_infra that are hidden but not in the table of suppressions, or the other way round."""
    db, columns = sqlite3.connect(out), ("hh_unserved", "served", "unserved", "unknown")
    whole = {r[0] for r in db.execute("select mah_code from suppression where field = '*'")}
    listed = {r for r in db.execute("select mah_code, field from suppression where layer = 'mah_infra'")}
    hidden = {(r[0], f"{r[1]}.{r[2]}.{name}") for r in db.execute(f"select mah_code, service, grp, {','.join(columns)} from mah_infra")
              for name, value in zip(columns, r[3:]) if value is None and r[0] not in whole and (name != "hh_unserved" or r[2] == "all")}
    return [f"suppression and mah_infra differ in {sorted(listed ^ hidden, key=str)}"] if listed != hidden else []


def wrong_rows(out, table, filters, fields, expected_rows):
    where = " and ".join(f"{column} is null" if value == "-" else f"{column} = '{value}'" for column, value in filters) or "1"
    names, wrong = [f.split("~")[0] for f in fields], []
    rows = list(sqlite3.connect(out).execute(f"select {','.join(names)} from {table} where {where} order by {ORDER.get(table, 'rowid')}"))
    if len(rows) != len(expected_rows):
        wrong.append(f"{table}: {len(rows)} rows, expected {len(expected_rows)}: {rows}")
    for expected, actual in zip(expected_rows, rows):
        for field, want, got in zip(fields, expected, actual):
            if not same(want, got, field.split("~")[1] if "~" in field else None):
                wrong.append(f"{table}, row {' '.join(expected)}: {field} is {got}, expected {want}")
    return wrong


def main():
    program, path = sys.argv[1:3]
    city, wrong = City(path), []
    with tempfile.TemporaryDirectory() as folder:
        city.write(folder)
        out = folder + "/out.gpkg"
        sets = city.sets if any(s.startswith("privacy.profile") for s in city.sets) else city.sets + ["privacy.profile=secure"]
        command = [program, "run", folder, "-o", out, "--format", "json", "--language", "en", "--set", "reference_date=2025-12-31",
                   "--set", "quarantine.max_rejected_share=1"]
        for assignment in sets:
            command += ["--set", assignment]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
        if city.fails:
            code, words = city.fails
            if done.returncode != code or words not in done.stderr:
                sys.exit(f"{path}: expected exit {code} with '{words}', got {done.returncode}: {done.stderr}")
            print(f"{path}: ok (fails as it should)")
            return
        if done.returncode != 0:
            sys.exit(f"{path}: exit {done.returncode}: {done.stderr}")
        summary = json.loads(done.stdout)
        for reason, n in city.quarantine.items():
            if summary["quarantined_by"].get(reason, 0) != n:
                wrong.append(f"quarantined for {reason}: {summary['quarantined_by'].get(reason, 0)}, expected {n}")
        if sum(summary["quarantined_by"].values()) != sum(city.quarantine.values()):
            wrong.append(f"in quarantine: {summary['quarantined_by']}")
        for method, n in city.located.items():
            if summary["located_by"][method] != n:
                wrong.append(f"located by {method}: {summary['located_by'][method]}, expected {n}")
        if summary["rows"]["read"] != len(city.households) or summary["rows"]["read"] != summary["rows"]["located"] + summary["rows"]["quarantined"]:
            wrong.append(f"the books: {summary['rows']}")
        for table in city.tables:
            wrong += wrong_rows(out, *table)
        for words in city.warns:
            if not any(words in warning for warning in summary["warnings"]):
                wrong.append(f"no warning has the words '{words}': {summary['warnings']}")
        everything = bytes_told(out) + done.stdout.encode() + done.stderr.encode()
        wrong += [f"'{words}' stands in the result" for words in city.never if words.encode() in everything]
        wrong += wrong_infra(city, out)
    if wrong:
        sys.exit(f"{path}:\n  " + "\n  ".join(wrong))
    print(f"{path}: ok")


main()
