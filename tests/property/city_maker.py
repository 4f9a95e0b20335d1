"""Small random cities for property tests: jittered grids with shared vertices, households on all sorts of places."""
import csv, json, os, random, sqlite3, subprocess

ORIGINS = ["Şanlıurfa", "Diyarbakır", "İstanbul", "Ağrı", "Suriye", "", "Gaziantep"]


class Made:
    def __init__(self, seed, size=5, households=1500):
        rnd = self.random = random.Random(seed)
        step = 0.01
        self.corner = {(i, j): (round(38.0 + i * step + (rnd.uniform(-.003, .003) if 0 < i < size else 0), 6),
                                round(37.0 + j * step + (rnd.uniform(-.003, .003) if 0 < j < size else 0), 6))
                       for i in range(size + 1) for j in range(size + 1)}
        codes = rnd.sample(range(1, 1000), size * size)
        self.features = [{"code": str(codes[i * size + j]), "ring": [self.corner[i, j], self.corner[i + 1, j], self.corner[i + 1, j + 1],
                                                                      self.corner[i, j + 1], self.corner[i, j]]}
                         for i in range(size) for j in range(size)]
        corners = list(self.corner.values())
        self.rows = []
        for n in range(households):
            kind = rnd.random()
            if kind < .1:
                x, y = rnd.choice(corners)
            elif kind < .12:
                x, y = rnd.uniform(30, 31), rnd.uniform(30, 31)
            elif kind < .13:
                x, y = "", ""
            else:
                x, y = round(rnd.uniform(38.0, 38.0 + size * step), 6), round(rnd.uniform(37.0, 37.0 + size * step), 6)
            self.rows.append([f"H{n}", x, y, rnd.choice([1, 2, 3, 4, 5, 6, 7, "0"] if kind > .99 else [1, 2, 3, 4, 5]),
                              rnd.choice([2025, 2024, 2021, 2015, 1999, "", "yerli"]), rnd.choice(ORIGINS),
                              rnd.choice(["1", "2.5", "0.1", "3.333333333"])])


def write_boundaries(path, features, extra=()):
    with open(path, "w", encoding="utf-8") as out:
        json.dump({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"mah_code": f["code"], "mah_name": "M" + f["code"]},
             "geometry": f.get("geometry") or {"type": "Polygon", "coordinates": [f["ring"]]}} for f in [*features, *extra]]}, out)


def write_households(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        w = csv.writer(out)
        w.writerow(["hane_no", "boylam", "enlem", "hane_nufusu", "gelis_yili", "geldigi_il", "agirlik"])
        w.writerows(rows)


def run(program, folder, households, boundaries, name="out.gpkg", more=(), profile="secure"):
    out = os.path.join(folder, name)
    command = [program, "run", "--neighbourhoods", boundaries, "-o", out, "--format", "json", "--profile", profile,
               "--set", "reference_date=2025-12-31", "--set", "quarantine.max_rejected_share=1", *more]
    for path in households:
        command += ["--households", path]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600"})
    if done.returncode != 0:
        raise SystemExit(f"exit {done.returncode}: {done.stderr}")
    return out, json.loads(done.stdout)


def table(path, name, order, leave=("fid", "geom")):
    db = sqlite3.connect(path)
    columns = [r[1] for r in db.execute(f"pragma table_info({name})") if r[1] not in leave]
    return list(db.execute(f"select {','.join(columns)} from {name} order by {order}"))
