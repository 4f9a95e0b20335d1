"""Random small cities full of small cells, and their true counts, computed here and by no program of ours: what an
attacker wants to know. Keys of counts are those of published_sums.py."""
import csv, json, math, random
from collections import defaultdict

X0, Y0, SIDE = 500000.0, 4100000.0, 700.0  # near the central meridian of TUREF / TM39, where the scale is 1
CRS = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5257"}}
ORIGINS = {"63": "Şanlıurfa", "21": "Diyarbakır", "34": "İstanbul", "04": "Ağrı", "27": "Gaziantep", "47": "Mardin"}
TENURE = {"owner": "ev sahibi", "tenant": "kiracı", "free": "akraba evi", "lodging": "lojman", "informal": "işgal", "other": "diğer"}
BUILDING = {"apartment": "apartman", "detached": "müstakil", "gecekondu": "gecekondu", "tent": "çadır", "container": "konteyner"}
AGES = ("0_2", "3_5", "6_9", "10_13", "14_17", "18_64", "65p")
NETWORKS = ("water", "elec")
RADIUS = {"asm": 300.0, "primary": 300.0}
TARGET = {"asm": None, "primary": "6_9"}

class SmallCells:
    """Of ten cities (by seed) one has a window of recent migrants of its own, which begins within a band of years or ends with one,
    and one knows its own province, and where people were born."""

    def __init__(self, seed, most=2000, mahalle=None):
        rnd = self.random = random.Random(seed)
        self.seed, self.number, self.year = seed, 0, 2025
        self.recent = (2, 4, 6, 9, 1, 10)[seed // 10 % 6] if seed % 10 == 9 else 5
        self.own = "27" if seed % 10 == 1 else None
        count = mahalle or rnd.choice([1, 2, 2, 3, 4, 5, 6, 7, 8])
        self.wide = math.ceil(math.sqrt(count))
        self.codes = [str(101 + i) for i in range(count)]
        towns = 1 if rnd.random() < .4 or count == 1 else 2
        cut = rnd.randrange(1, count) if towns == 2 else count
        self.town = {code: "Doğu" if i < cut else "Batı" for i, code in enumerate(self.codes)}
        self.births = random.Random(seed).choices(list(ORIGINS), k=3) + [self.own] * 4 if self.own else ()
        self.corner = {code: (X0 + SIDE * (i % self.wide), Y0 + SIDE * (i // self.wide)) for i, code in enumerate(self.codes)}
        self.weighted, self.mixed = rnd.random() < .25, rnd.random() < .2
        total = int(60 * (most / 60) ** rnd.random())
        shares = [rnd.choice([.02, .1, 1, 1, 2, 3]) for _ in self.codes]
        self.people = []
        for code, share in zip(self.codes, shares):
            kind = self.kind()
            number = rnd.randrange(1, 5) if rnd.random() < .12 else max(1, round(total * share / sum(shares)))
            for _ in range(number):
                self.people.append(self.household(code, kind))
        self.facilities = {kind: [(f"{kind}{n}", *self.place(rnd.choice(self.codes))) for n in range(rnd.choice([1, 1, 2, 3, 4]))]
                           for kind in RADIUS}

    def kind(self):
        """How rare each trait is in a mahalle: often there are but a few of it."""
        rnd = self.random
        rare = lambda: rnd.choice([0, 0, .01, .03, .06, .2, .6, 1])
        return {"recent": rare(), "long": rnd.choice([0, .02, .3, .5]), "unknown": rnd.choice([0, 0, .02, .05, .2]),
                "ages": rnd.choice([0, .02, .3]), "tenure": [rare() + .001 for _ in TENURE], "tenure?": rnd.choice([0, .02, .2]),
                "building": [rare() + .001 for _ in BUILDING], "building?": rnd.choice([0, .02]), "no": {n: rare() for n in NETWORKS},
                "no answer": rnd.choice([0, .02, .1]), "origin": [rnd.choice([.01, .03, 1, 3]) for _ in ORIGINS], "origin?": rnd.choice([0, .05, .3]),
                "nowhere": rnd.choice([0, 0, .01, .05]), "large": rnd.choice([4, 7])}

    def place(self, code):
        return tuple(round(o + self.random.uniform(2, SIDE - 2), 1) + .03 for o in self.corner[code])  # on no edge of a square

    def household(self, code, kind):
        rnd, self.number = self.random, self.number + 1
        size = rnd.randint(1, kind["large"])
        draw = rnd.random()
        if draw < kind["unknown"]:
            year = ""
        elif draw < kind["unknown"] + kind["recent"]:
            year = rnd.randint(self.year - self.recent + 1, self.year)
        elif rnd.random() < kind["long"]:
            year = rnd.choice([2020, 2019, 2017, 2012, 2008, 2000, 1995])
        else:
            year = "yerli"
        ages = None
        if rnd.random() >= kind["ages"]:
            ages = [0] * len(AGES)
            for i in range(size):
                ages[5 if i == 0 else rnd.choices(range(len(AGES)), [1, 1, 1.5, 2, 2, 6, 1])[0]] += 1
        pick = lambda words, weights, no: "" if rnd.random() < kind[no] else rnd.choices(list(words), kind[weights])[0]
        spot = None if rnd.random() < kind["nowhere"] else self.place(code)
        birth = random.Random(self.seed * 1000003 + self.number).choice(["", *self.births]) if self.own else None
        return {"birth": birth, "id": f"H{self.number}", "code": code, "spot": spot, "size": size, "year": year,
                "migrants": rnd.randint(1, size) if self.mixed and isinstance(year, int) and rnd.random() < .4 else None,
                "ages": ages, "tenure": pick(TENURE, "tenure", "tenure?"), "building": pick(BUILDING, "building", "building?"),
                "answer": {n: "" if rnd.random() < kind["no answer"] else int(rnd.random() >= kind["no"][n]) for n in NETWORKS},
                "origin": pick(ORIGINS, "origin", "origin?") if year != "yerli" or rnd.random() < .3 else "",
                "weight": rnd.choice([1, 1.5, 2.25, 3]) if self.weighted else 1}

    def year_later(self):
        """The same city a year on: some mahalle have a few households more, the others are as they were. -> those mahalle"""
        rnd, grown = self.random, []
        self.year += 1
        for code in self.codes:
            if rnd.random() < .5:
                kind = self.kind()
                self.people += [self.household(code, kind) for _ in range(rnd.choice([1, 2, 5]))]
                grown.append(code)
        return grown

    def write(self, folder):
        """-> the arguments of `mahalle run`."""
        features = [{"type": "Feature", "properties": {"mah_code": code, "mah_name": "M" + code, "ilce_name": self.town[code]},
                     "geometry": {"type": "Polygon", "coordinates": [[[x, y], [x + SIDE, y], [x + SIDE, y + SIDE], [x, y + SIDE], [x, y]]]}}
                    for code, (x, y) in self.corner.items()]
        with open(folder + "/b.geojson", "w", encoding="utf-8") as out:
            json.dump({"type": "FeatureCollection", "crs": CRS, "features": features}, out)
        with open(folder + "/h.csv", "w", encoding="utf-8", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(["hane_no", "mahalle_kodu", "saga", "yukari", "hane_nufusu", "gelis_yili", "gocmen_sayisi", "geldigi_il", "mulkiyet",
                           "konut_tipi", *("yas_" + a for a in AGES), "sebeke_suyu", "elektrik", "agirlik", *(["dogum_ili"] if self.own else [])])
            for h in self.people:
                rows.writerow([h["id"], h["code"], *(h["spot"] or ("", "")), h["size"], h["year"], "" if h["migrants"] is None else h["migrants"],
                               ORIGINS.get(h["origin"], ""), TENURE.get(h["tenure"], ""), BUILDING.get(h["building"], ""),
                               *(h["ages"] or [""] * len(AGES)), *h["answer"].values(), h["weight"],
                               *([ORIGINS.get(h["birth"], "")] if self.own else [])])
        own = ["--set", f"province={self.own}"] if self.own else []
        arguments = [*own, "--neighbourhoods", folder + "/b.geojson", "--households", folder + "/h.csv", "--set", "households.crs=EPSG:5257",
                     "--set", f"reference_date={self.year}-12-31", "--set", f"recent_years={self.recent}", "--set", "priority.draws=0"]
        for kind, places in self.facilities.items():
            points = [{"type": "Feature", "properties": {"hizmet_no": name}, "geometry": {"type": "Point", "coordinates": [x, y]}}
                      for name, x, y in places]
            with open(f"{folder}/{kind}.geojson", "w", encoding="utf-8") as out:
                json.dump({"type": "FeatureCollection", "crs": CRS, "features": points}, out)
            arguments += ["--service", f"{kind}={folder}/{kind}.geojson"]
        with open(folder + "/standards.csv", "w", encoding="utf-8") as out:
            out.write("service_type;kind;scope;target_group;value\n" + "".join(f"{k};distance_m;mahalle;all;{m:g}\n" for k, m in RADIUS.items()) +
                      "park;area_m2_pp;mahalle;all;7\nprimary;persons_per_unit;ilce;age:6-9;20\n")
        return [*arguments, "--set", f"standards={folder}/standards.csv"]

    # ---- the truth ----

    def truth(self):
        """(key) -> [count, households behind it]"""
        found = defaultdict(lambda: [0.0, 0])
        for h in self.people:
            for area in (h["code"], ""):
                self.count(found, area, h)
        return found

    def moved_within(self, h):
        return self.own is not None and h["year"] != "yerli" and h["origin"] == self.own

    def origin_of(self, h):
        """The program takes the birthplace for the origin where a file has it, and the place of registration is not asked."""
        return h["birth"] if self.own else h["origin"]

    def classes(self, h):
        size, migrants = h["size"], h["size"] if h["migrants"] is None else h["migrants"]
        if h["year"] == "yerli":
            return {"native": size}
        if self.moved_within(h):
            return {"mover": size}
        if h["year"] == "":
            return {"cls_unknown": size}
        return {"mig_rec" if h["year"] > self.year - self.recent else "mig_long": migrants, "native": size - migrants}

    def count(self, found, area, h):
        weight = h["weight"]

        def add(key, number):
            if number:
                found[key][0] += weight * number
                found[key][1] += 1

        size, classes = h["size"], self.classes(h)
        recent = classes.get("mig_rec", 0)
        settled = size - recent - classes.get("cls_unknown", 0)
        ind = lambda field, number: add(("ind", area, field), number)
        found["ind", area, "n_rec"][0] += 1
        found["ind", area, "n_rec"][1] += 1
        ind("hh_est", 1)
        ind("pop_est", size)
        for field, number in classes.items():
            ind(field, number)
        ind("mig_hh", int(recent > 0))
        moved = "mover" in classes
        past = None if moved or h["year"] in ("", "yerli") else self.year - h["year"]
        if self.own:
            ind("mig_life", size if h["birth"] not in ("", self.own) else 0)
            ind("life_unknown", size if h["birth"] == "" else 0)
        ind("arr_unknown" if moved or h["year"] == "" else "arr_native" if past is None else "arr_0_1" if past < 1 else "arr_1_5" if past < 5 else
            "arr_5_10" if past < 10 else "arr_10_20" if past < 20 else "arr_20p", size)
        for field, number in zip(AGES, h["ages"] or ()):
            ind("age_" + field, number)
        ind("age_unknown", 0 if h["ages"] else size)
        ind("ten_" + (h["tenure"] or "unknown"), 1)
        ind("bld_" + (h["building"] or "unknown"), 1)
        origin = self.origin_of(h)
        ind("orig_unknown", 0 if origin else size)
        add(("orig", area, origin or "unknown", "persons"), size)
        add(("orig", area, origin or "unknown", "mig_rec"), recent)
        if past is not None:
            add(("arr", area, h["year"]), size - classes["native"])
        groups = {"all": size, "mig": recent, "set": settled}
        for name, answer in h["answer"].items():
            word = "unknown" if answer == "" else "served" if answer else "unserved"
            for group, number in groups.items():
                add(("inf", area, name, group, word), number)
            ind("unh_" + name, int(answer == 0))
        for kind, places in self.facilities.items():
            self.count_service(add, area, h, groups, kind, places)

    def is_far(self, h, kind):
        return min(math.dist(h["spot"], place[1:]) for place in self.facilities[kind]) > RADIUS[kind]

    def count_service(self, add, area, h, groups, kind, places):
        band = TARGET[kind]
        target = h["size"] if band is None else h["ages"][AGES.index(band)] if h["ages"] else 0
        far = {name: math.dist(h["spot"], (x, y)) for name, x, y in places} if h["spot"] else {}
        word = "unknown" if not far else "covered" if min(far.values()) <= RADIUS[kind] else "uncovered"
        for group, number in {**groups, "target": target}.items():
            add(("svc", area, kind, group, "pop"), number)
            add(("svc", area, kind, group, word), number)
        if not area and far:
            nearest = min(far, key=far.get)
            add(("fac", nearest, "demand"), target)
            add(("fac", nearest, "demand_mig"), groups["mig"])
            for name, metres in far.items():
                add(("fac", name, "catchment"), target if metres <= RADIUS[kind] else 0)
