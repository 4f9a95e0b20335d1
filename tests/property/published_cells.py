"""What a published GeoPackage says of each count: its number, or that it is hidden and by which rule. Keys as in published_sums.py."""
import csv, os, sqlite3, struct

import numpy
import shapely.wkb

ANSWERS = ("served", "unserved", "unknown")
WHATS = ("covered", "uncovered", "unknown")
HOUSEHOLDS = ("n_rec", "hh_est", "mig_hh")
MEASURES = ("n_rec", "hh_est", "pop_est", "mig_rec", "mig_long", "native", "mover", "cls_unknown", "mig_hh", "orig_unknown", "mig_life", "life_unknown")
LAYERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "layers")


def is_measure(field):
    return field in MEASURES or field.startswith(("arr_", "age_", "ten_", "bld_", "unh_"))


def counts_households(key):
    return key[0] in ("ind", "grid") and (key[2] in HOUSEHOLDS or key[2].startswith(("ten_", "bld_", "unh_")))


def shape_of(blob):
    extent = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[blob[3] >> 1 & 7]
    return shapely.wkb.loads(bytes(blob[8 + extent:]))


class Published:
    def __init__(self, path, whole_numbers):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.db.row_factory = sqlite3.Row
        self.whole_numbers = whole_numbers
        self.cells, self.hidden, self.whole_rows = {}, {}, set()
        self.has = {r[0] for r in self.db.execute("select name from sqlite_master where type = 'table'")}
        params = {r["key"]: r["value"] for r in self.rows("params")}
        self.public = params["privacy.profile"] == "public"
        self.own = params.get("province")
        self.year, self.recent = int(params["reference_date"][:4]), int(params["recent_years"])
        self.rules = {(r["mah_code"] or "", r["cell_id"] or "", r["layer"], r["field"]): r["rule"] for r in self.rows("suppression")}
        self.read_log()
        self.read_mahalle()
        self.read_long()
        self.read_places()
        self.need = [(r["mah_code"] or "", None if r["level"] != "ilce" else r["ilce_name"], r["service_type"] if r["kind"] == "capacity" else None,
                      *self.around(r["population"], 0)) for r in self.rows("service_need") if r["population"] is not None]
        self.rates = []
        self.read_rates()

    def rows(self, table):
        return list(self.db.execute(f"select * from {table}")) if table in self.has else []

    def put(self, key, value, *rule):
        """Shown once is shown. rule: (mahalle, square, layer) and fields, of which the first found counts."""
        if value is not None:
            self.cells[key] = value
            self.hidden.pop(key, None)
        elif self.cells.get(key) is None:
            (code, square, layer), *fields = rule
            found = [self.rules[code, square, layer, f] for f in (*fields, "*") if (code, square, layer, f) in self.rules]
            if code in self.whole_rows:
                found = ["S1"]
            if found:
                self.cells[key] = None
                self.hidden[key] = found[0]

    def keep(self, block):
        for key in [k for k in self.cells if k[0] in ("inf", "svc") and k[2] != block]:
            self.cells.pop(key), self.hidden.pop(key, None)
        for kinds in (self.target, self.metric, self.facilities):
            for kind in [k for k in kinds if k != block]:
                del kinds[kind]
        self.rates = [r for r in self.rates if all(k in self.cells for k, _ in r[2] + r[3])]

    def no_row(self, key):
        if key not in self.cells:
            self.cells[key], self.hidden[key] = None, "no row"

    def read_log(self):
        log = {}
        for r in self.rows("run_log"):
            log[r["step"], r["item"]] = (log.get((r["step"], r["item"]), 0) + int(r["value"])) if r["value"].isdigit() else r["value"]
        self.located = log.get(("books", "located"))
        few = log.get(("gap_grid", "dropped_persons"), 0)
        self.dropped = self.around(few, 0) if isinstance(few, int) else (0, numpy.inf)

    def read_mahalle(self):
        self.codes, self.town, self.area, self.shape = [], {}, {}, {}
        for r in self.rows("mah_indicators"):
            code = r["mah_code"]
            self.codes.append(code)
            self.town[code], self.area[code], self.shape[code] = r["ilce_name"], r["area_km2"], shape_of(r["geom"])
            if self.rules.get((code, "", "mah_indicators", "*")) == "S1":
                self.whole_rows.add(code)
            for field in filter(is_measure, r.keys()):
                self.put(("ind", code, field), r[field], (code, "", "mah_indicators"), field)
        for r in self.rows("city_summary"):
            if is_measure(r["indicator"]):
                self.put(("ind", "", r["indicator"]), r["value"], ("", "", "city_summary"), r["indicator"])
            if r["indicator"] == "area_km2":
                self.area[""] = r["value"]

    def read_long(self):
        for r in self.rows("mah_infra"):
            code, name, group = r["mah_code"] or "", r["service"], r["grp"]
            for answer in ANSWERS:
                self.put(("inf", code, name, group, answer), r[answer], (code, "", "mah_infra"), f"{name}.{group}.{answer}", f"{name}.{group}")
            if group == "all":
                self.put(("ind", code, "unh_" + name), r["hh_unserved"], (code, "", "mah_infra"), f"{name}.all.hh_unserved")
        self.target, self.metric = {}, {}
        targets = {r[0]: r[4] for r in csv.reader(open(LAYERS + "/services.csv", encoding="utf-8")) if len(r) > 4}
        for r in self.rows("mah_service"):
            code, kind, group = r["mah_code"] or "", r["service_type"], r["grp"]
            if r["radius_m"] is None:
                continue
            self.target[kind], self.metric[kind] = ages_of(targets[kind]), r["metric"]
            for what in ("pop", *WHATS):
                self.put(("svc", code, kind, group, what), r[what], (code, "", "mah_service"), f"{kind}.{group}.{what}", f"{kind}.{group}")
        for r in self.rows("city_service"):
            for what in ("uncovered", "unknown"):
                if r[what] is not None and r["service_type"] in self.target:
                    self.cells["svc", "", r["service_type"], "all", what] = r[what]
        for r in self.rows("mah_origin"):
            for field in ("persons", "mig_rec"):
                key = ("orig", r["mah_code"] or "", r["orig"], field)
                self.cells[key] = r[field]
                if r[field] is None:
                    self.hidden[key] = self.rules.get((key[1], "", "mah_origin", f"{r['orig']}.{field}")) or r["flag"] or "?"
        for r in self.rows("mah_arrivals"):
            self.put(("arr", r["mah_code"], r["year"]), r["persons"], (r["mah_code"], "", "mah_arrivals"), f"{r['year']}.persons")

    def read_places(self):
        self.facilities, self.squares, self.lies = {}, [], {}
        for r in self.rows("services_out"):
            if r["is_open"] and r["service_type"] in self.target and r["service_id"]:
                self.facilities.setdefault(r["service_type"], []).append(r["service_id"])
                for field in ("demand", "demand_mig", "catchment"):
                    rule = next((v for k, v in self.rules.items() if k[2] == "services_out" and k[3] == f"{field}.{r['service_id']}"), "?")
                    self.cells["fac", r["service_id"], field] = r[field]
                    if r[field] is None:
                        self.hidden["fac", r["service_id"], field] = rule
        shapes = self.square_shape = {}
        for r in self.rows("gap_grid"):
            square = r["cell_id"]
            self.squares.append(square)
            shapes[square] = shape_of(r["geom"])
            for field in r.keys():
                if field in ("n_rec", "pop_est", "mig_rec") or field.startswith("unc_") and field != "unc_km2":
                    self.put(("grid", square, field), r[field], ("", square, "gap_grid"), field)
        for code, shape in self.shape.items():
            near = [s for s in self.squares if shapes[s].intersects(shape) and shapes[s].intersection(shape).area > 0]
            self.lies[code] = [s for s in near if shape.buffer(1e-6).contains(shapes[s])], near

    def read_rates(self):
        half = 2.5 if self.public else 0.0
        step = lambda v: .005 if self.public else 1e-9

        def add(name, value, above, below, rounding=None):
            if value is not None and all(k in self.cells for k, _ in above + below):
                slack = half * sum(abs(f) for _, f in above), half * sum(abs(f) for _, f in below)
                self.rates.append((name, value, above, below, step(value) if rounding is None or not self.public else rounding, slack))

        plus = lambda *keys: [(k, 1.0) for k in keys]
        for r in self.rows("mah_indicators"):
            code = r["mah_code"]
            ind = lambda f: ("ind", code, f)
            less = lambda whole, part: [(ind(whole), 1.0), (ind(part), -1.0)]
            add(f"{code} sh_mig", r["sh_mig"], plus(ind("mig_rec")), less("pop_est", "cls_unknown"))
            add(f"{code} sh_mig_min", r["sh_mig_min"], plus(ind("mig_rec")), plus(ind("pop_est")))
            add(f"{code} sh_mig_max", r["sh_mig_max"], plus(ind("mig_rec"), ind("cls_unknown")), plus(ind("pop_est")))
            add(f"{code} sh_mig_hh", r["sh_mig_hh"], plus(ind("mig_hh")), plus(ind("hh_est")))
            add(f"{code} sh_city_mig", r["sh_city_mig"], plus(ind("mig_rec")), plus(("ind", "", "mig_rec")))
            add(f"{code} rent_sh", r["rent_sh"], plus(ind("ten_tenant")), less("hh_est", "ten_unknown"))
            add(f"{code} gecek_sh", r["gecek_sh"], plus(ind("bld_gecekondu")), less("hh_est", "bld_unknown"))
            add(f"{code} hh_size", r["hh_size"], plus(ind("pop_est")), plus(ind("hh_est")), .05)
            for density, field in (("den_pop", "pop_est"), ("den_hh", "hh_est"), ("den_mig", "mig_rec")):
                if r[density] is not None and self.hidden.get(ind(field)):
                    self.rates.append((f"{code} {density}", r[density] * self.area[code], plus(ind(field)), [], r[density] * self.area[code] * .005 + 1e-9, (half, 0)))
        for r in self.rows("mah_infra"):
            key = lambda w: ("inf", r["mah_code"] or "", r["service"], r["grp"], w)
            name = f"{r['mah_code'] or 'city'} mah_infra {r['service']}.{r['grp']}"
            whole = plus(*(key(w) for w in ANSWERS))
            add(name + ".share", r["share"], plus(key("served")), plus(key("served"), key("unserved")))
            add(name + ".share_min", r["share_min"], plus(key("served")), whole)
            add(name + ".share_max", r["share_max"], plus(key("served"), key("unknown")), whole)
        for r in self.rows("mah_service"):
            key = lambda w: ("svc", r["mah_code"] or "", r["service_type"], r["grp"], w)
            add(f"{r['mah_code'] or 'city'} mah_service {r['service_type']}.{r['grp']}.share", r["share"], plus(key("covered")),
                plus(key("covered"), key("uncovered")))

    # ---- what a number or a rule says ----

    def around(self, value, least):
        if not self.public or value <= 0:
            return value, value
        half = 2 if self.whole_numbers else 2.5
        return max(value - half, least), value + half

    def bounds(self, key):
        value, households = self.cells[key], counts_households(key)
        least = (5 if households else 10) if self.public else 5
        if not self.whole_numbers and not (self.public and not households) and key[-1] != "n_rec":
            least = 0  # few weighted records may be less
        if value is not None:
            if self.public and key[-1] == "n_rec" and value > 0:
                return max(value - 2, least), value + 2
            return self.around(value, least)
        if households and self.whole_numbers and self.hidden[key] == "S2" and key[0] == "ind":
            with_people = self.public and (key[2] == "mig_hh" or key[2].startswith("unh_"))
            return 0, 9 if with_people else 4  # what the code says: they are hidden together with their people, fewer than ten
        tells = self.hidden[key] == "S4" and key[0] not in ("arr", "inf", "svc", "orig", "fac")
        return (least if tells else 0), numpy.inf


def ages_of(target):
    if not target.startswith("age:"):
        return None
    first, last = (int(x) if x else 99 for x in target[4:].split("-"))
    return [f for f, a, b in (("age_0_2", 0, 2), ("age_3_5", 3, 5), ("age_6_9", 6, 9), ("age_10_13", 10, 13), ("age_14_17", 14, 17),
                              ("age_18_64", 18, 64), ("age_65p", 65, 99)) if first <= a and b <= last]


def blocks(path):
    """Networks and types of service of the file."""
    cells = Published(path, True).cells
    return sorted({k[2] for k in cells if k[0] in ("inf", "svc")})


def read(path, whole_numbers):
    return Published(path, whole_numbers)
