"""Everything that adds up in a published GeoPackage, as one linear system: an unknown for each count, shown or hidden, its
bounds, and the sums of docs/data-dictionary.md and docs/methods.md. Written from these, not from the program.

Keys of counts: ("ind", mahalle, field), ("inf", mahalle, network, group, answer), ("svc", mahalle, type, group, what),
("orig", mahalle, origin, field), ("arr", mahalle, year), ("fac", facility, field), ("grid", square, field); the mahalle ""
is the city.
"""
from collections import defaultdict

import numpy

import published_cells
from published_cells import ANSWERS, WHATS

TABLES = ("core", "orig", "arr", "fac", "grid", "need", "log", "rates")
AGES = ("age_0_2", "age_3_5", "age_6_9", "age_10_13", "age_14_17", "age_18_64", "age_65p")
BANDS = ("arr_0_1", "arr_1_5", "arr_5_10", "arr_10_20", "arr_20p")


class System:
    """Variables with bounds, sums that are 0, sums that are at most 0. A term is (key, factor)."""

    def __init__(self, path, tables=TABLES, whole_numbers=True, whole_households=True, block=None, origins=("rare",)):
        """origins: that there may be without a row anywhere. block: one network or type of service beside mah_indicators, where the whole would take too long."""
        self.file = published_cells.read(path, whole_numbers)
        if block:
            self.file.keep(block)
        self.tables, self.whole_households, self.possible_origins = set(tables), whole_households, origins
        self.index, self.bounds, self.equal, self.most = {}, [], [], []
        self.areas = [*self.file.codes, ""]
        self.core()
        for name in TABLES[1:]:
            if name in self.tables:
                getattr(self, "add_" + name)()

    # ---- building ----

    def variable(self, key, low=0.0, high=numpy.inf):
        if key not in self.index:
            if key in self.file.cells:
                low, high = self.file.bounds(key)
            self.index[key] = len(self.bounds)
            self.bounds.append((low, high))
        return self.index[key]

    def known(self, *key):
        """Is it a count of this file, shown or hidden?"""
        return key in self.file.cells

    def line(self, whole, parts, at_most=False, constant=0.0):
        """whole = parts + constant; with at_most: parts + constant <= whole. Parts that the file does not have are left out."""
        terms = [(self.variable(p), 1.0) for p in parts] + [(self.variable(w), -1.0) for w in whole]
        (self.most if at_most else self.equal).append((terms, -constant))

    def sum_line(self, area, whole, fields, at_most=False):
        fields = [f for f in fields if self.known("ind", area, f)]
        if fields and self.known("ind", area, whole):
            self.line([("ind", area, whole)], [("ind", area, f) for f in fields], at_most)

    def of_city(self, keys):
        """The mahalle add up to the city."""
        for key in keys:
            if key[1] == "" and key[0] in ("ind", "inf", "svc"):
                parts = [(key[0], code, *key[2:]) for code in self.file.codes]
                if all(p in self.file.cells for p in parts):
                    self.line([key], parts)

    def core(self):
        cells = list(self.file.cells)
        self.of_city(cells)
        fields = sorted({k[2] for k in cells if k[0] == "ind"})
        for area in self.areas:
            self.measures(area, fields)
            for network in sorted({k[2] for k in cells if k[0] == "inf"}):
                self.groups("inf", area, network, ANSWERS)
                self.sum_at_most(("inf", area, network, "all", "unserved"), ("ind", area, "unh_" + network))
            for kind in sorted({k[2] for k in cells if k[0] == "svc"}):
                self.groups("svc", area, kind, WHATS)
                self.target(area, kind)

    def sum_at_most(self, whole, part):
        if whole in self.file.cells and part in self.file.cells:
            self.line([whole], [part], at_most=True)

    def measures(self, area, fields):
        starts = lambda text: [f for f in fields if f.startswith(text)]
        self.sum_line(area, "pop_est", ["mig_rec", "mig_long", "native", "mover", "cls_unknown"])
        self.sum_line(area, "pop_est", [*BANDS, "arr_native", "arr_unknown"])
        self.sum_line(area, "pop_est", [*AGES, "age_unknown"])
        self.sum_line(area, "hh_est", starts("ten_"))
        self.sum_line(area, "hh_est", starts("bld_"))
        at_most = not self.whole_households
        self.sum_line(area, "arr_unknown", ["cls_unknown", "mover"])
        self.sum_line(area, "native", ["arr_native"], at_most)
        self.window(area, at_most)
        self.birthplace(area)
        if self.file.whole_numbers:
            self.sum_line(area, "hh_est", ["n_rec"])
        self.sum_line(area, "pop_est", ["hh_est"], True)
        self.sum_line(area, "hh_est", ["mig_hh"], True)
        self.sum_line(area, "mig_rec", ["mig_hh"], True)

    def window(self, area, at_most):
        """The recent migrants are those of the bands within the window, and of the band in which it begins some."""
        bands, years = [("ind", area, band) for band in BANDS], (1, 5, 10, 20)
        if not self.known(*bands[0]) or not self.known("ind", area, "mig_rec"):
            return
        inside = sum(last <= self.file.recent for last in years)
        touched = sum(last < self.file.recent for last in years) + 1
        self.line(bands[:touched], [("ind", area, "mig_rec")], at_most or touched > inside)
        if not at_most:
            self.line([("ind", area, "mig_rec")], bands[:inside], touched > inside)

    def birthplace(self, area):
        life, unknown, persons = (("ind", area, field) for field in ("mig_life", "life_unknown", "pop_est"))
        if self.known(*life) and self.known(*unknown):
            self.line([persons], [life, unknown], True)

    def groups(self, table, area, name, words):
        key = lambda group, word: (table, area, name, group, word)
        wholes = {"all": ("pop_est",), "mig": ("mig_rec",)}
        for group, whole in wholes.items():
            self.line([("ind", area, f) for f in whole], [key(group, w) for w in words])
        self.line([("ind", area, "pop_est")], [("ind", area, "mig_rec"), ("ind", area, "cls_unknown"), *(key("set", w) for w in words)])
        for word in words:
            self.line([key("all", word)], [key("mig", word), key("set", word)], at_most=True)

    def target(self, area, kind):
        key = lambda group, word: ("svc", area, kind, group, word)
        whole = {"all": [("ind", area, "pop_est")], "mig": [("ind", area, "mig_rec")], "set": None, "target": None}
        for group in whole:
            self.line([key(group, "pop")], [key(group, w) for w in WHATS])
        target = self.file.target[kind]
        for word in ("pop", *WHATS):
            self.line([key("all", word)], [key("target", word)], at_most=target is not None)
        if target:
            self.line([key("target", "pop")], [("ind", area, f) for f in target])

    # ---- the other tables ----

    def add_orig(self):
        """A mahalle lists its large origins; how many are recent is told of the city. "other" is the difference of
        what is shown, rounded as it is: it tells nothing more."""
        listed = {area: set() for area in self.areas}
        for _, area, origin, _ in (k for k in self.file.cells if k[0] == "orig"):
            listed[area].add(origin)
        if not listed[""]:
            return
        origins = (set().union(*listed.values()) | {"unknown", *self.possible_origins}) - {"other"}
        for area in self.areas:
            self.line([("ind", area, "pop_est")], [("orig", area, origin, "persons") for origin in origins])
            for origin in origins - listed[area]:
                self.file.no_row(("orig", area, origin, "persons"))
        for origin in origins:
            self.line([("orig", "", origin, "persons")], [("orig", code, origin, "persons") for code in self.file.codes])
        self.line([("ind", "", "mig_rec")], [("orig", "", origin, "mig_rec") for origin in origins])
        for origin in origins:
            self.line([("orig", "", origin, "persons")], [("orig", "", origin, "mig_rec")], at_most=True)
        for area in self.areas:
            if self.known("ind", area, "orig_unknown"):
                self.line([("ind", area, "orig_unknown")], [("orig", area, "unknown", "persons")])
            if self.file.own and self.known("ind", area, "mig_life"):  # then origins are birthplaces
                self.line([("ind", area, "life_unknown")], [("ind", area, "orig_unknown")])
                self.line([("ind", area, "pop_est")], [("ind", area, "mig_life"), ("ind", area, "life_unknown"), ("orig", area, self.file.own, "persons")])

    def add_arr(self):
        year, recent = self.file.year, self.file.recent
        years = defaultdict(list)
        for key in self.file.cells:
            if key[0] == "arr":
                years[key[1]].append(key[2])
        earliest = min((y for told in years.values() for y in told), default=year + 1)
        for area in self.file.codes:
            if area in self.file.whole_rows:
                continue  # of a mahalle that is hidden no year is told
            for early in range(year - 100, earliest):  # and nowhere one before the first that is shown
                self.file.no_row(("arr", area, early))
                years[area].append(early)
            sums = {"mig_rec": (year - recent + 1, year), "mig_long": (0, year - recent)}
            if self.whole_households:
                sums.update({"arr_0_1": (year, year), "arr_1_5": (year - 4, year - 1), "arr_5_10": (year - 9, year - 5),
                             "arr_10_20": (year - 19, year - 10), "arr_20p": (0, year - 20)})
            for field, (first, last) in sums.items():
                self.line([("ind", area, field)], [("arr", area, y) for y in years[area] if first <= y <= last])

    def add_fac(self):
        """Who has a known distance has a nearest facility; who is covered is in a catchment."""
        for kind, names in self.file.facilities.items():
            city = lambda group, words: [("svc", "", kind, group, w) for w in words]
            self.line(city("target", ("covered", "uncovered")), [("fac", n, "demand") for n in names])
            self.line(city("mig", ("covered", "uncovered")), [("fac", n, "demand_mig") for n in names])
            self.line([("fac", n, "catchment") for n in names], city("target", ("covered",)), at_most=True)
            for name in names:
                self.line(city("target", ("covered",)), [("fac", name, "catchment")], at_most=True)
                if self.file.target[kind] is None:
                    self.line([("fac", name, "demand")], [("fac", name, "demand_mig")], at_most=True)

    def add_grid(self):
        """Squares add up to the city, and those inside a mahalle to no more than it has; those that touch it to no less."""
        squares = self.file.squares
        if not squares:
            return
        kinds = [k for k in self.file.target if ("grid", squares[0], "unc_" + k) in self.file.cells or
                 any(("grid", s, "unc_" + k) in self.file.cells for s in squares)]
        if not kinds:
            return
        at = lambda area, kind, group, words: [("svc", area, kind, group, w) for w in words]
        seen = ("covered", "uncovered")
        wholes = {"pop_est": lambda a: at(a, kinds[0], "all", seen), "mig_rec": lambda a: at(a, kinds[0], "mig", seen)}
        if self.file.metric[kinds[0]] == "network":
            wholes = {}  # those without a street near have a position all the same
        for kind in kinds:
            wholes["unc_" + kind] = lambda a, kind=kind: at(a, kind, "all", ("uncovered",))
        low, high = self.file.dropped
        for field, whole in wholes.items():
            dropped = ("left", "", field)
            self.variable(dropped, low if field == "pop_est" else 0, high)
            self.line(whole(""), [dropped, *(("grid", s, field) for s in squares)])
            for code, (inside, touching) in self.file.lies.items():
                self.line(whole(code), [("grid", s, field) for s in inside], at_most=True)
                self.line([dropped, *(("grid", s, field) for s in touching)], whole(code), at_most=True)
        types = kinds
        for s in squares:
            for field in wholes:
                self.sum_at_most(("grid", s, "pop_est"), ("grid", s, field))
            for t in types:
                self.sum_at_most(("grid", s, "unc_any"), ("grid", s, "unc_" + t))
            if self.known("grid", s, "unc_any"):
                self.line([("grid", s, "unc_" + t) for t in types], [("grid", s, "unc_any")], at_most=True)
                self.sum_at_most(("grid", s, "pop_est"), ("grid", s, "unc_any"))

    def add_need(self):
        """The persons that a standard is applied to, of mahalle, ilçe and city."""
        for number, (area, town, kind, low, high) in enumerate(self.file.need):
            areas = [area] if town is None else [c for c in self.file.codes if self.file.town[c] == town]
            fields = self.file.target.get(kind) or ["pop_est"]
            if town is not None and high > low:  # an ilçe is the sum of what its mahalle show, rounded each
                low, high = max(0, low - 2.5 * len(areas)), high + 2.5 * len(areas)
            key = ("need", number)
            self.variable(key, low, high)
            self.line([key], [("ind", a, f) for a in areas for f in fields])

    def add_log(self):
        if self.file.located is not None:
            self.line([("ind", "", "n_rec")], [], constant=self.file.located)

    def add_rates(self):
        """Shares are rounded quotients of what is shown, rounded: only those with a hidden count in them tell more."""
        self.telling = []
        for name, value, above, below, step, (slack_above, slack_below) in self.file.rates:
            if not any(k in self.file.hidden for k, _ in above + below):
                continue
            self.telling.append((name, value))
            for sign, bound in ((-1, max(value - step, 0)), (1, value + step)):
                terms = [(self.variable(k), sign * f) for k, f in above] + [(self.variable(k), -sign * bound * f) for k, f in below]
                constant = sign * bound if not below else 0  # a density times the area
                self.most.append((terms, constant + slack_above + bound * slack_below))
