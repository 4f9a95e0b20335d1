#!/usr/bin/env python3
"""Runs a drawn city: reads the drawing, lets mahalle analyse it, compares what is expected. A planner can read the drawings.

  run_city.py PROGRAM FILE.city

A drawing:
  map 100 m              the picture follows, up to the first line that begins with a word below; one step between neighbouring
                         columns (or rows) of corners is 100 m; corners are capital letters, other names stand where their first
                         letter stands, between the corners
  mahalle CODE [name N] [ilce N] = A B E D     a ring of corners; several rings with "hole" and "part" between them
  household PLACE people N [arrived Y] [id I] [weight W] [KEY VALUE] ...   PLACE: a name in the picture, or x,y in metres, or none
  member ID AGE SEX RELATION                   a member of the household with this id, in the list of persons.source
  set KEY=VALUE          any key of mahalle.yaml (profile is secure unless set)
  columns a b c          writes these extra household columns (their KEYs in household lines)
  expect  FIELD FIELD~TOLERANCE ...            then one line a mahalle; - is NULL; tolerance as 0.1% or 0.001
  infra  FIELD FIELD~TOLERANCE ...             the same for rows of mah_infra, found by mah_code (- the city), service and grp,
                                               which come first; rows that are not named are not looked at
  quarantine REASON N    that many rows in quarantine for it
  located METHOD N       that many located by it
  fails CODE WORDS       the run fails with this exit code and these words
"""
import json, os, re, sqlite3, subprocess, sys, tempfile

X0, Y0 = 500000.0, 4100000.0  # near the central meridian of TUREF / TM39, where the scale is 1
WORDS = ("mahalle", "household", "member", "set", "columns", "expect", "infra", "quarantine", "located", "fails")


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
        self.infra_fields, self.infra_rows, self.members = [], [], []
        self.fields, self.rows, self.quarantine, self.located, self.fails = [], [], {}, {}, None
        lines = [re.sub(r"(^|\s)#.*", "", line.rstrip("\n")) for line in open(path, encoding="utf-8")]
        at = 0
        while at < len(lines):
            words = lines[at].split()
            if words and words[0] == "map":
                end = at + 1
                while end < len(lines) and (not lines[end].split() or lines[end].split()[0] not in WORDS):
                    end += 1
                self.places = read_picture(lines[at + 1:end], float(words[1]))
                at = end
                continue
            if words:
                self.take(words)
            at += 1

    def take(self, words):
        if words[0] == "mahalle":
            equals = words.index("=")
            about = dict(zip(words[2:equals:2], words[3:equals:2]))
            self.mahalle.append((words[1], about.get("name"), about.get("ilce"), words[equals + 1:]))
        elif words[0] == "household":
            self.households.append((words[1], dict(zip(words[2::2], words[3::2]))))
        elif words[0] == "member":
            self.members.append(words[1:])
        elif words[0] == "set":
            self.sets.append(words[1])
        elif words[0] == "columns":
            self.columns = words[1:]
        elif words[0] == "expect":
            self.fields, self.listing = words[1:], self.rows
        elif words[0] == "infra":
            self.infra_fields, self.listing = words[1:], self.infra_rows
        elif words[0] in ("quarantine", "located"):
            getattr(self, words[0])[words[1]] = int(words[2])
        elif words[0] == "fails":
            self.fails = (int(words[1]), " ".join(words[2:]))
        else:
            self.listing.append(words)

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
            json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5257"}},
                       "features": features}, out)
        if self.members:
            with open(folder + "/uyeler.csv", "w", encoding="utf-8") as out:
                out.writelines(",".join(m) + "\n" for m in [["hane_no", "yas", "cinsiyet", "yakinlik"], *self.members])
            self.sets.append("persons.source=" + folder + "/uyeler.csv")
        with open(folder + "/haneler.csv", "w", encoding="utf-8") as out:
            out.write(",".join(["hane_no", "x", "y", "hane_nufusu", "gelis_yili", "agirlik", *self.columns]) + "\n")
            for number, (place, about) in enumerate(self.households, 1):
                if place == "none":
                    x = y = ""
                elif "," in place:
                    x, y = (repr(o + float(v)) for o, v in zip((X0, Y0), place.split(",")))
                else:
                    x, y = (repr(v) for v in self.places[place])
                cells = [about.get("id", f"h{number}"), x, y, about.get("people", ""), about.get("arrived", ""), about.get("weight", "1")]
                out.write(",".join(cells + [about.get(c, "").replace("_", " ") for c in self.columns]) + "\n")


def same(expected, actual, tolerance):
    if expected == "-":
        return actual is None
    if actual is None:
        return False
    try:
        want, got = float(expected), float(actual)
    except ValueError:
        return str(actual) == expected.replace("_", " ")
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


def main():
    program, path = sys.argv[1:3]
    city, wrong = City(path), []
    with tempfile.TemporaryDirectory() as folder:
        city.write(folder)
        out = folder + "/out.gpkg"
        sets = city.sets if any(s.startswith("privacy.profile") for s in city.sets) else city.sets + ["privacy.profile=secure"]
        command = [program, "run", "--households", folder + "/haneler.csv", "--neighbourhoods", folder + "/mahalle.geojson", "-o", out,
                   "--format", "json", "--set", "households.crs=EPSG:5257", "--set", "reference_date=2025-12-31",
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
        names = [f.split("~")[0] for f in city.fields]
        rows = list(sqlite3.connect(out).execute(f"select {','.join(names)} from mah_indicators order by mah_code")) if names else []
        if names and len(rows) != len(city.rows):
            wrong.append(f"{len(rows)} mahalle, expected {len(city.rows)}")
        for expected, actual in zip(city.rows, rows):
            for field, want, got in zip(city.fields, expected, actual):
                if not same(want, got, field.split("~")[1] if "~" in field else None):
                    wrong.append(f"mahalle {expected[0]}: {field} is {got}, expected {want}")
        wrong += wrong_infra(city, out)
    if wrong:
        sys.exit(f"{path}:\n  " + "\n  ".join(wrong))
    print(f"{path}: ok")


main()
