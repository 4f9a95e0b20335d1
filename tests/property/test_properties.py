#!/usr/bin/env python3
"""What must hold whatever the city: test_properties.py PROGRAM"""
import os, sys, tempfile

from city_maker import Made, run, table, write_boundaries, write_households

program = sys.argv[1]


def figures(path):
    return table(path, "mah_indicators", "mah_code"), table(path, "mah_origin", "mah_code, orig"), table(path, "city_summary", "indicator")


def expect(what, seed, a, b):
    if a != b:
        sys.exit(f"seed {seed}: {what}: results differ")


def one_city(seed, folder):
    made = Made(seed)
    boundaries, households = folder + "/b.geojson", folder + "/h.csv"
    write_boundaries(boundaries, made.features)
    write_households(households, made.rows)
    out, summary = run(program, folder, [households], boundaries)
    base, rows = figures(out), summary["rows"]
    if rows["read"] != len(made.rows) or rows["read"] != rows["located"] + rows["quarantined"]:
        sys.exit(f"seed {seed}: the books do not balance: {rows}")
    if sum(r[4] for r in base[0]) != rows["located"]:
        sys.exit(f"seed {seed}: n_rec does not sum to the located rows")

    # the same bytes with any number of threads
    bytes_of = {open(run(program, folder, [households], boundaries, more=["--threads", str(n)])[0], "rb").read() for n in (1, 2, 3, 8)}
    if len(bytes_of) != 1:
        sys.exit(f"seed {seed}: other bytes with another number of threads")

    shuffled = made.rows[:]
    made.random.shuffle(shuffled)
    write_households(folder + "/s.csv", shuffled)
    expect("permuting the rows", seed, base, figures(run(program, folder, [folder + "/s.csv"], boundaries)[0]))

    half = len(made.rows) // 3
    write_households(folder + "/a.csv", made.rows[:half])
    write_households(folder + "/z.csv", made.rows[half:])
    expect("splitting the file", seed, base, figures(run(program, folder, [folder + "/a.csv", folder + "/z.csv"], boundaries)[0]))

    first = dict(made.features[0])
    twin = {"code": "zz", "ring": first["ring"]}
    write_boundaries(folder + "/t.geojson", made.features, [twin])
    with_twin = figures(run(program, folder, [households], folder + "/t.geojson")[0])
    expect("a duplicate polygon with a larger code", seed, base[0], [r for r in with_twin[0] if r[0] != "zz"])

    far = {"code": "zzz", "ring": [[10, 10], [10.1, 10], [10.1, 10.1], [10, 10]]}
    write_boundaries(folder + "/f.geojson", made.features, [far])
    counts = [r[4:9] for r in figures(run(program, folder, [households], folder + "/f.geojson")[0])[0] if r[0] != "zzz"]
    expect("a polygon far away", seed, [r[4:9] for r in base[0]], counts)

    turned = []
    for f in made.features:
        ring = f["ring"][:-1]
        k = made.random.randrange(len(ring))
        ring = ring[k:] + ring[:k]
        if made.random.random() < .5:
            ring.reverse()
        turned.append({"code": f["code"], "geometry": {"type": "MultiPolygon", "coordinates": [[ring + [ring[0]]]]}})
    made.random.shuffle(turned)
    write_boundaries(folder + "/r.geojson", turned)
    again = figures(run(program, folder, [households], folder + "/r.geojson")[0])
    expect("turning and reversing rings, as multipolygons in another order", seed, [r[4:9] for r in base[0]], [r[4:9] for r in again[0]])

    # quarantine, repaired and fed again, is the run of a clean file
    clean = [r[:] for r in made.rows]
    for r in clean:
        if r[1] == "" or (isinstance(r[1], float) and r[1] < 35):
            r[1], r[2] = 38.011, 37.013
        if r[3] == "0":
            r[3] = 2
    write_households(folder + "/c.csv", clean)
    bad = [c for c, m in zip(clean, made.rows) if c != m]
    write_households(folder + "/m.csv", bad)
    expect("repairing the quarantine", seed, figures(run(program, folder, [folder + "/c.csv"], boundaries)[0]),
           figures(run(program, folder, [households, folder + "/m.csv"], boundaries)[0]))


for seed in range(1, int(os.environ.get("MAHALLE_PROPERTY_CITIES", "8")) + 1):
    with tempfile.TemporaryDirectory() as folder:
        one_city(seed, folder)
print("all properties hold")
