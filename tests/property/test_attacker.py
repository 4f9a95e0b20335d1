#!/usr/bin/env python3
"""No hidden count of few people can be worked out from the published file: test_attacker.py PROGRAM [CITIES [FIRST [TABLES]]]

Random small cities, published as public and internal, are attacked with a linear program (attacker.py). The true counts
are computed here (small_cells.py). A count hidden since it is small (S1, S2) must be able to be each whole number below the
threshold, or, where few households have many persons, half a threshold less and more than it is; one hidden since all but
a few have the trait (S3) must leave a range as wide as the threshold, or half the count. Counts hidden for others (S4) are promised nothing.
"""
import os, subprocess, sys, tempfile, time

try:
    import scipy.optimize  # noqa: F401
except ImportError:
    print("python3-scipy is missing")
    sys.exit(77)

from shapely.geometry import Point

from attacker import Attack
from published_cells import ANSWERS, WHATS, counts_households
from published_sums import TABLES, System
from small_cells import SmallCells

ENDLESS = float("inf")
LAYERS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "layers")
SECONDS = 30  # of a test; a number of cities given has no limit
# Cities of which something could once be worked out: by two age groups equally many (108), by facilities and origins, by what
# S2 says of households (3015, 4147, 4462), by the rounding of origins (2565) and of years (2886, 3017), by
# birthplaces and moves within the province (21, 301), by windows that cut a band of years (269).
FOUND = (21, 108, 203, 280, 1014, 1318, 1827, 1853, 301, 2565, 2886, 3015, 3017, 4147, 4462, 269)
CLOSED = ("core", "orig", "arr", "fac", "need", "log", "rates")  # what holds today: the others are attacked by scripts/attack


class Refused(Exception):
    pass


def publish(program, city, folder, profile, name="out", *more):
    out = f"{folder}/{name}-{profile}.gpkg"
    if os.path.exists(out):
        os.remove(out)
    done = subprocess.run([program, "run", *city.write(folder), "-o", out, "--profile", profile, "--layers", LAYERS, "--quiet", *more],
                          capture_output=True, text=True)
    if done.returncode == 4:
        raise Refused(done.stderr.strip())
    if done.returncode != 0:
        sys.exit(f"seed {city.seed} {profile}: exit {done.returncode}: {done.stderr}")
    return out


def add_squares(truth, city, file):
    """The people of each square, by its shape in the file."""
    for h in city.people:
        if not h["spot"]:
            continue
        square = next((s for s in file.squares if file.square_shape[s].contains(Point(h["spot"]))), None)
        if square is None:
            continue
        numbers = {"n_rec": 1 / h["weight"], "pop_est": h["size"], "mig_rec": city.classes(h).get("mig_rec", 0)}
        far = [kind for kind in file.target if city.is_far(h, kind)]
        numbers.update({"unc_" + kind: h["size"] for kind in far})
        numbers["unc_any"] = h["size"] if far else 0
        for field, number in numbers.items():
            if number:
                truth["grid", square, field][0] += number * h["weight"]
                truth["grid", square, field][1] += 1


def origins_of(truth):
    return {key[2] for key in truth if key[0] == "orig"}


def check_truth(system, truth):
    """The true city must fit the file, else the attack is wrong, or the file."""
    value = lambda key: truth[key][0] if key in truth else 0.0
    names = list(system.index)
    guessed = {i for i, key in enumerate(names) if key[0] in ("left", "need")}
    wrong = []
    for key, at in system.index.items():
        low, high = system.bounds[at]
        if at not in guessed and not low - 1e-6 <= value(key) <= high + 1e-6:
            wrong.append(f"{' '.join(map(str, key))} is {value(key):g} and not {low:g} .. {high:g} ({system.file.hidden.get(key, 'shown')})")
    for lines, is_sum in ((system.equal, True), (system.most, False)):
        for terms, bound in lines:
            if guessed & {at for at, _ in terms}:
                continue
            total = sum(factor * value(names[at]) for at, factor in terms) - bound
            if abs(total) > 1e-6 if is_sum else total > 1e-6:
                wrong.append(f"{'sum' if is_sum else 'at most'} is off by {total:g}: {[(names[at], f, value(names[at])) for at, f in terms][:6]}")
    return wrong


def is_unanswered(key):
    return str(key[-1]).endswith("unknown") or key[0] == "orig" and key[2] == "unknown"


def promise(key, rule, truth, public):
    """-> (least, largest, width) that must stay possible, or None. By what is true, for codes of whole rows and of several hidden
    years do not tell which of the counts are small; S3 as the code says."""
    value, records = truth.get(key, (0.0, 0))
    few = 5 if counts_households(key) else 10
    if value <= 0 or is_unanswered(key) or key[0] == "ind" and key[2] in ("n_rec", "hh_est"):
        return None  # how many households there are is a trait of none of them
    if rule == "S1" or records < 5 or public and value < few:
        return (min(1, value), few - 1, 0) if value < few else (value - few / 2, value + few / 2, 0)
    if rule == "S3" and value < whole_of(key, truth) and (key[0] != "svc" or is_small_rest(key, truth, public)):
        return ENDLESS, -ENDLESS, min(few, value / 2)
    return None  # that everybody has a trait is hidden and not promised


def whole_of(key, truth):
    """Those of whom the count is all but a few."""
    if key[0] == "ind":
        return truth["ind", key[1], "hh_est" if counts_households(key) else "pop_est"][0]
    if key[0] == "inf":
        return sum(truth.get((*key[:4], answer), (0, 0))[0] for answer in ANSWERS)
    if key[0] == "svc":
        return sum(truth.get((*key[:4], what), (0, 0))[0] for what in WHATS) if key[4] != "pop" else truth[(*key[:3], "all", "pop")][0]
    if key[0] == "grid":
        return truth["grid", key[1], "pop_est"][0]
    return truth[(*key[:3], "persons")][0] if key[0] == "orig" else ENDLESS


def is_small_rest(key, truth, public):
    """A row of mah_service has one code for all its counts."""
    get = lambda group, what: truth.get((*key[:3], group, what), (0.0, 0))
    if key[4] == "pop":
        whole = get("all", "pop")
    else:
        whole = [a + b for a, b in zip(get(key[3], "covered"), get(key[3], "uncovered"))]
    value, records = (a - b for a, b in zip(whole, truth[key]))
    return 0 < records < 5 or public and 0 < value < 10


def is_alone(system, key):
    """Of the only facility of a type everybody of known distance is told in mah_service, too, where that is not promised."""
    return any(names == [key[1]] for names in system.file.facilities.values())


def wholes_of_facility(system, name, field):
    """Of whom those who depend on a facility are a part."""
    kind = next(kind for kind, names in system.file.facilities.items() if name in names)
    group = "mig" if field == "demand_mig" else "target"
    wholes = [[("svc", "", kind, group, what) for what in whats] for whats in (("pop",), ("covered", "uncovered"))]
    if field == "catchment":
        wholes.append([("svc", "", kind, group, "covered")])
    if field == "demand_mig" and system.file.target[kind] is None:
        wholes.append([("fac", name, "demand")])
    return wholes


def wholes_of_year(system, mahalle, year):
    since = system.file.year - year
    sums = [next(band for band, years in (("arr_0_1", 1), ("arr_1_5", 5), ("arr_5_10", 10), ("arr_10_20", 20), ("arr_20p", 9999)) if since < years),
            "mig_rec" if since < system.file.recent else "mig_long"]
    return [[("ind", area, s)] for s in sums for area in (mahalle, "")]


def wholes_of_square(system, square, field):
    """Of everybody in the square, of those far from any service, and of the mahalle that it lies in."""
    inside = [code for code, (squares, _) in system.file.lies.items() if square in squares]
    wholes = [[("grid", square, "pop_est")]]
    if field == "mig_rec":  # of known distance
        wholes += [[("svc", code, kind, "mig", what) for what in ("covered", "uncovered")] for code in inside for kind in system.file.target]
    elif field.startswith("unc_") and field != "unc_any":
        wholes.append([("grid", square, "unc_any")])
        wholes += [[("svc", code, field[4:], "all", "uncovered")] for code in inside]
    return wholes


def most_of(attack, wholes, key):
    """The most that the least of these wholes can be, as the file tells it."""
    index = attack.system.index
    columns = [[index[k] for k in whole] for whole in wholes if whole and key not in whole and all(k in index for k in whole)]
    return min((sum(attack.solve([(at, -1) for at in whole])[at] for at in whole) for whole in columns), default=ENDLESS)


def largest_part(attack, key):
    """A part of a square or origin, a year, a facility cannot be more than its whole can be."""
    if key[0] not in ("grid", "orig", "arr", "fac"):
        return ENDLESS
    if key[0] == "arr":
        wholes = wholes_of_year(attack.system, *key[1:])
    elif key[0] == "fac":
        wholes = wholes_of_facility(attack.system, *key[1:])
    elif key[0] == "grid":
        wholes = wholes_of_square(attack.system, *key[1:])
    else:
        wholes = [[(*key[:-1], "persons")], [("ind", key[1], "mig_rec")] if key[3] == "mig_rec" else []]
    return most_of(attack, wholes, key)


def smallest_part(attack, key):
    """Of a square no more can be near a service than of the whole city."""
    if key[0] != "grid" or not key[2].startswith("unc_") or key[2] == "unc_any":
        return 0
    at = attack.system.index["grid", key[1], "pop_est"]
    least = attack.solve([(at, 1)])[at]
    return max(least - most_of(attack, [[("svc", "", key[2][4:], "all", "covered")]], key), 0)


def blame(path, city, key, asked, tables):
    """Which single table gives it away, beside those that every file has?"""
    alone = []
    for more in ((), *((t,) for t in tables if t != "core")):
        system = System(path, ("core", *more), not city.weighted, not city.mixed,
                        origins=origins_of(city.truth()))
        try:
            if key in system.index and not Attack(system).reaches(key, *asked):
                if not more:
                    return "core"
                alone += more
        except ValueError:
            alone += [f"{more} contradicts itself"]
    return " or ".join(alone) or "several together"


def attack(path, city, profile, tables):
    """-> (counts attacked, violations, notes, linear programs)"""
    truth = city.truth()
    system = System(path, tables, whole_numbers=not city.weighted, whole_households=not city.mixed, origins=origins_of(truth))
    add_squares(truth, city, system.file)
    notes = check_truth(system, truth)
    notes += [f"rate of a hidden count: {name} {value}" for name, value in getattr(system, "telling", ())]
    attack, attacked, violations = Attack(system), 0, []
    for key, rule in system.file.hidden.items():
        value, records = truth.get(key, (0.0, 0))
        asked = key in system.index and promise(key, rule, truth, profile == "public")
        if not asked or key[0] == "fac" and rule == "S3" and is_alone(system, key):
            continue
        attacked += 1
        low, high, width = asked
        try:
            if not attack.reaches(key, *asked) and not attack.reaches(key, max(low, smallest_part(attack, key)), min(high, largest_part(attack, key)), width):
                violations.append((key, rule, value, records, asked, *attack.interval(key), blame(path, city, key, asked, tables)))
        except ValueError as error:
            return attacked, violations, [*notes, str(error)], attack.asked
    return attacked, violations, notes, attack.asked


def main(program, cities=None, first=1, tables=None):
    tables = tables or (TABLES if cities else CLOSED)
    start, counts, found, asked, done, refused = time.monotonic(), 0, 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + cities) if cities else (*FOUND, *range(first, first + 12)):
            if cities is None and time.monotonic() - start > SECONDS:
                break
            city = SmallCells(seed, most=400)
            for profile in ("public", "internal"):
                try:
                    attacked, violations, notes, programs = attack(publish(program, city, folder, profile), city, profile, tables)
                except Refused as why:  # a file that would give itself away is not written
                    refused += 1
                    if cities:
                        print(f"seed {seed} {profile}: {why}")
                    continue
                counts, found, asked = counts + attacked, found + len(violations), asked + programs
                for key, rule, value, records, (low, high, width), least, most, by in violations:
                    print(f"seed {seed} {profile}: {' '.join(map(str, key))} ({rule}) is {value:g} of {records} records and can be narrowed to "
                          f"{least:.2f} .. {most:.2f}; promised " + (f"a width of {width}" if width else f"{low:g} .. {high:g}") + f" (by {by})")
                for note in notes:
                    print(f"seed {seed} {profile}: {note}")
                found += len(notes)
            done += 1
            sys.stdout.flush()
    print(f"{done} cities, {refused} of {2 * done} files refused, {counts} hidden counts attacked, {found} violations, {asked} linear programs, "
          f"{time.monotonic() - start:.0f} s")
    return 1 if found or not counts else 0


if __name__ == "__main__":
    more = sys.argv[2:]
    sys.exit(main(sys.argv[1], int(more[0]) if more else None, int(more[1]) if len(more) > 1 else 1,
                  tuple(more[2].split(",")) if len(more) > 2 else None))
