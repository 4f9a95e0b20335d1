#!/usr/bin/env python3
"""What must hold of two runs of any city, borders drawn anew between them: test_compare.py PROGRAM

Some mahalle are split along a line, some pairs become one, the others stay. Areas are those of the plane here (one cell is a hundredth of a degree), the
program's are on the ellipsoid: shares agree to a thousandth, sums to the billionth."""
import csv, io, os, random, sqlite3, subprocess, sys, tempfile

from city_maker import Made, run, write_boundaries, write_households

program = sys.argv[1]
COUNTS = ["hh_est", "pop_est", "mig_rec", "mig_long", "native", "cls_unknown", "mig_hh"]


def compare(*arguments):
    done = subprocess.run([program, "compare", *arguments, "--quiet"], capture_output=True, text=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600"})
    if done.returncode != 0:
        raise SystemExit(f"exit {done.returncode}: {done.stderr}")
    return done.stdout


def changes(old, new):
    rows = csv.DictReader(io.StringIO(compare(old, new, "--format", "csv")))
    return {(r["mah_code"], r["indicator"]): r for r in rows}


def published(path):
    db = sqlite3.connect(path)
    return {r[0]: dict(zip(COUNTS + ["sh_mig", "den_mig"], r[1:])) for r in db.execute(f"select mah_code,{','.join(COUNTS)},sh_mig,den_mig from mah_indicators")}


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))) / 2


def billionths(values):
    return sum(round(float(v) * 1e9) for v in values)


def redraw(made, rnd, size=5):
    """The new features, and for each new code the old codes with their shares."""
    new, behind, used = [], {}, set()
    for i, f in enumerate(made.features):
        if i in used:
            continue
        a, b, c, d, _ = f["ring"]
        kind = rnd.random()
        if kind < .3:  # along a line from one side to the opposite one
            t, u = rnd.uniform(.2, .8), rnd.uniform(.2, .8)
            p = (a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]))
            q = (d[0] + u * (c[0] - d[0]), d[1] + u * (c[1] - d[1]))
            first, second = [a, p, q, d, a], [p, b, c, q, p]
            new += [{"code": f["code"], "ring": first}, {"code": f["code"] + "x", "ring": second}]
            share = area(first) / area(f["ring"])
            behind[f["code"]], behind[f["code"] + "x"] = {f["code"]: share}, {f["code"]: 1 - share}
        elif kind < .5 and (i + 1) % size != 0 and i + 1 not in used:  # one with the cell to the north
            other = made.features[i + 1]
            used.add(i + 1)
            new.append({"code": f["code"] + "y", "ring": [a, b, other["ring"][1], other["ring"][2], other["ring"][3], d, a]})
            behind[f["code"] + "y"] = {f["code"]: 1, other["code"]: 1}
        else:
            new.append(f)
            behind[f["code"]] = {f["code"]: 1}
    rnd.shuffle(new)
    return new, behind


def check(what, condition):
    if not condition:
        sys.exit(what)


def one_city(seed, folder):
    made = Made(seed)
    rnd = random.Random(seed + 1000)
    redrawn, behind = redraw(made, rnd)
    write_boundaries(folder + "/old.geojson", made.features)
    write_boundaries(folder + "/new.geojson", redrawn)
    write_households(folder + "/old.csv", made.rows)
    write_households(folder + "/new.csv", [r for r in made.rows if rnd.random() < .8])
    old = run(program, folder, [folder + "/old.csv"], folder + "/old.geojson", "old.gpkg")[0]
    new = run(program, folder, [folder + "/new.csv"], folder + "/new.geojson", "new.gpkg")[0]
    same = run(program, folder, [folder + "/new.csv"], folder + "/old.geojson", "same.gpkg")[0]
    before, after, answer = published(old), published(new), changes(old, new)

    for field in COUNTS:
        put = [answer[code, field]["old_value"] for code in after]
        check(f"seed {seed}: {field} does not conserve its total", billionths(put) == billionths(v[field] for v in before.values()))
    for code, parts in behind.items():
        direct = len(parts) == 1 and list(parts.values()) == [1]
        for field in COUNTS:
            row = answer[code, field]
            expected = sum(before[o][field] * share for o, share in parts.items())
            exact = all(share == 1 for share in parts.values())
            check(f"seed {seed}: {code} {field}: {row['old_value']} instead of {expected}",
                  abs(float(row["old_value"]) - expected) <= (1e-8 if exact else 1e-3 * max(before[o][field] for o in parts)))
            check(f"seed {seed}: {code} {field}: {row['method']}", row["method"] == ("direct" if direct else "crosswalk"))
            check(f"seed {seed}: {code} {field}: change", abs(float(row["change"]) - (after[code][field] - float(row["old_value"]))) < 1e-8)
        share = answer[code, "sh_mig"]
        known = sum((before[o]["pop_est"] - before[o]["cls_unknown"]) * s for o, s in parts.items())
        if share["old_value"] and known > 0:
            made_anew = sum(before[o]["mig_rec"] * s for o, s in parts.items()) / known
            check(f"seed {seed}: {code}: the share is not made anew from its counts", abs(float(share["old_value"]) - made_anew) < 1e-9)

    again, base = changes(old, same), published(same)
    for (code, field), row in again.items():
        if code and field in COUNTS:
            check(f"seed {seed}: {code} {field} is no subtraction", row["method"] == "direct" and abs(float(row["change"]) - (base[code][field] - before[code][field])) < 1e-8)
    for row in changes(new, new).values():
        check(f"seed {seed}: a file differs from itself: {row}", row["change"] in ("0", ""))
    bytes_of = set()
    for name in ("/a", "/b"):
        os.mkdir(folder + name)
        compare(old, new, "-o", folder + name + "/change.gpkg")
        bytes_of.add(open(folder + name + "/change.gpkg", "rb").read())
    check(f"seed {seed}: other bytes", len(bytes_of) == 1)


for seed in range(1, int(os.environ.get("MAHALLE_PROPERTY_CITIES", "8")) + 1):
    with tempfile.TemporaryDirectory() as folder:
        one_city(seed, folder)
print("all comparisons hold")
