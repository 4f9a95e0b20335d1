#!/usr/bin/env python3
"""Ranks against an independent reckoning: test_rank.py PROGRAM

Scores and ranks are computed again from the published columns of a finished file, with numpy and the departments' files,
and must be those of the program: nothing but what the file shows goes into them. Draws must depend on the seed only.
"""
import csv, json, os, re, shutil, sqlite3, subprocess, sys, tempfile

try:
    import numpy
except ImportError:
    sys.exit(77)

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(sys.argv[1])


def run(*arguments, **environment):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    keep.update(SOURCE_DATE_EPOCH="1767225600", LC_ALL="C", **environment)
    return subprocess.run([PROGRAM, *arguments], env=keep, capture_output=True, text=True)


def must(*arguments):
    done = run(*arguments)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout


def department(text):
    """The few lines of YAML that a department is made of."""
    top = dict(re.findall(r"^(\w+): *(.+?) *$", text, re.M))
    rows = []
    for line in re.findall(r"^  - \{(.*?)\}", text, re.M):
        row = dict(part.split(": ") for part in line.split(", "))
        rows.append({**row, "weight": float(row.get("weight", 1))})
    return top, rows


def sectors():
    lines = [l for l in open(f"{ROOT}/layers/services.csv", encoding="utf-8") if not l.startswith("#")]
    return {row["code"]: row["sector"] for row in csv.DictReader(lines)}


def normalise(x, method, less, winsorise):
    known = ~numpy.isnan(x)
    y = x.copy()
    if winsorise and method != "rank":
        low, high = numpy.quantile(x[known], winsorise)
        y[known] = numpy.clip(x[known], low, high)
    v = y[known]
    if v.max() == v.min():
        y[known] = 0.5
        return y
    if method == "minmax":
        v = (v - v.min()) / (v.max() - v.min())
    elif method == "zscore":
        v = numpy.clip(0.5 + (v - v.mean()) / v.std() / 6, 0, 1)
    else:
        v = ((v[:, None] > v[None, :]).sum(1) + ((v[:, None] == v[None, :]).sum(1) - 1) / 2) / (len(v) - 1)
    y[known] = 1 - v if less else v
    return y


def reckon(columns, text):
    """Scores and places of all rows, from the columns and the file of a department."""
    top, rows = department(text)
    of = sectors()
    n = len(columns["mah_code"])
    winsorise = None if top["winsorise"] == "none" else json.loads(top["winsorise"])
    ys, weights, present, asked = [], [], 0, 0
    for row in rows:
        asked += row["weight"]
        stem = row["field"].rstrip("*")
        names = [c for c in columns if c.startswith(stem) and (not row.get("sector") or of.get(c[len(stem):]) == row["sector"])]
        names = names if row["field"].endswith("*") else [c for c in columns if c == row["field"]]
        found = []
        for name in names:
            x = numpy.array([numpy.nan if v is None else v for v in columns[name]], float)
            if "per" in row:
                per = numpy.array([numpy.nan if v is None else v for v in columns[row["per"]]], float)
                x = numpy.where(per > 0, x / numpy.where(per > 0, per, 1), numpy.nan)
            if not numpy.isnan(x).all():
                found.append(normalise(x, top["normalisation"], row["worse"] == "less", winsorise))
        present += row["weight"] if found else 0
        ys += found
        weights += [row["weight"] / len(found) for _ in found]
    if not ys or present / asked < float(top["least_present"]) - 1e-9:
        return [None] * n, [None] * n
    y, w = numpy.array(ys), numpy.array(weights) / sum(weights)
    known = (~numpy.isnan(y) * w[:, None]).sum(0)
    z = numpy.log(0.01 + 0.99 * y) if top["aggregation"] == "geometric" else y
    score = numpy.nansum(z * w[:, None], 0) / numpy.where(known > 0, known, 1)
    score = numpy.exp(score) if top["aggregation"] == "geometric" else score
    score = [round(s, 6) if k >= float(top["least_known"]) - 1e-9 else None for s, k in zip(score, known)]
    return score, [None if s is None else 1 + sum(o is not None and o > s + 5e-7 for o in score) for s in score]


def read(path):
    with sqlite3.connect(path) as db:
        names = [r[1] for r in db.execute("pragma table_info(mah_indicators)")]
        rows = db.execute("select * from mah_indicators order by fid").fetchall()
    return {name: [row[i] for row in rows] for i, name in enumerate(names) if name not in ("fid", "geom")}


def same(found, score, place, what):
    for code, (own_score, own_place), s, p in zip(found["mah_code"], zip(found["pri_score"], found["pri_rank"]), score, place):
        assert (own_score is None) == (s is None), (what, code, own_score, s)
        assert s is None or (abs(own_score - s) < 2.1e-6 and own_place == p), (what, code, own_score, s, own_place, p)


def by_code(rows, columns):
    order = {row["mah_code"]: row for row in rows}
    return {"mah_code": columns["mah_code"], **{k: [order[c][k] for c in columns["mah_code"]] for k in ("pri_score", "pri_rank", "pri_lo", "pri_hi")}}


def check_profile(folder, profile):
    path = f"{folder}/{profile}.gpkg"
    must("run", f"{folder}/city", "-o", path, "--profile", profile, "--quiet")
    columns = read(path)
    text = open(f"{ROOT}/layers/departments/general.yaml", encoding="utf-8").read()
    score, place = reckon(columns, text)
    assert sum(p is not None for p in place) > 20
    same(columns, score, place, profile)
    rows = json.loads(must("rank", path, "--format", "json", "--quiet"))["rows"]
    again = by_code(rows, columns)
    for key in ("pri_score", "pri_rank", "pri_lo", "pri_hi"):
        assert again[key] == columns[key], (profile, key)
    ranks = [r["pri_rank"] for r in rows]
    assert ranks == sorted([r for r in ranks if r is not None]) + [None] * ranks.count(None)
    return path, columns


def check_departments(folder, path, columns):
    for name in ("housing", "infrastructure", "education", "health", "social"):
        text = open(f"{ROOT}/layers/departments/{name}.yaml", encoding="utf-8").read()
        rows = json.loads(must("rank", path, "--for", name, "--format", "json", "--quiet"))["rows"]
        same(by_code(rows, columns), *reckon(columns, text), name)


def check_methods(folder, path, columns):
    """Every normalisation and aggregation, by a department of one's own."""
    layers = f"{folder}/layers/departments"
    os.makedirs(layers)
    text = open(f"{ROOT}/layers/departments/general.yaml", encoding="utf-8").read()
    for method in ("minmax", "zscore", "rank"):
        for aggregation in ("arithmetic", "geometric"):
            for cut in ("none", "[0.1, 0.9]"):
                own = re.sub(r"^normalisation: .*", f"normalisation: {method}", text, flags=re.M)
                own = re.sub(r"^aggregation: .*", f"aggregation: {aggregation}", own, flags=re.M)
                own = re.sub(r"^winsorise: .*", f"winsorise: {cut}", own, flags=re.M)
                open(f"{layers}/own.yaml", "w", encoding="utf-8").write(own)
                answer = must("rank", path, "--for", "own", "--layers", f"{folder}/layers", "--format", "json", "--quiet")
                same(by_code(json.loads(answer)["rows"], columns), *reckon(columns, own), (method, aggregation, cut))


def check_chance(folder, path):
    def ranks(*more):
        return must("rank", path, "--format", "csv", "--quiet", *more)

    assert ranks() == ranks("--seed", "1")
    assert ranks() != ranks("--seed", "2")
    files = []
    for threads in ("1", "2"):
        target = f"{folder}/threads{threads}.gpkg"
        must("run", f"{folder}/city", "-o", target, "--threads", threads, "--quiet")
        with sqlite3.connect(target) as db:
            files.append(db.execute("select mah_code, pri_score, pri_rank, pri_lo, pri_hi from mah_indicators order by fid").fetchall())
    assert files[0] == files[1]
    must("run", f"{folder}/city", "-o", f"{folder}/other.gpkg", "--seed", "99", "--quiet")
    other, own = read(f"{folder}/other.gpkg"), read(f"{folder}/threads1.gpkg")
    assert other["pri_rank"] == own["pri_rank"] and (other["pri_lo"], other["pri_hi"]) != (own["pri_lo"], own["pri_hi"])


def check_explanation(path, columns):
    """What each indicator adds is the score, and the figures are those of the file."""
    for i, code in enumerate(columns["mah_code"]):
        if i % 7:
            continue
        told = json.loads(must("rank", path, "--explain", code, "--format", "json"))
        parts = [r["contribution"] for r in told["indicators"] if r["contribution"] is not None]
        score = told["rows"][0]["pri_score"]
        assert score == columns["pri_score"][i]
        assert score is None or abs(sum(parts) - score) < 1e-4, (code, sum(parts), score)
        assert abs(sum(r["weight"] for r in told["indicators"]) - 1) < 1e-4
        for row in told["indicators"]:
            value = columns[row["field"]][i]
            value = value / columns[row["per"]][i] if row["per"] and value is not None else value
            assert (row["value"] is None) == (value is None) and (value is None or abs(row["value"] - value) < 1e-9), (code, row)
            assert (row["flag"] is None) == (value is not None), (code, row)


def check_figure(path, columns):
    rows = json.loads(must("rank", path, "--by", "sh_mig", "--format", "json", "--quiet"))["rows"]
    known = [v for v in columns["sh_mig"] if v is not None]
    assert [r["value"] for r in rows[:len(known)]] == sorted(known, reverse=True)
    for row in rows:
        assert row["rank"] == (None if row["value"] is None else 1 + sum(v > row["value"] for v in known))


def check_old_file(folder, path):
    """A file of an older version, without priorities and without most columns, is answered or refused in one line."""
    old = f"{folder}/old.gpkg"
    shutil.copy(path, old)
    with sqlite3.connect(old) as db:
        for trigger, in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
            db.execute(f'drop trigger "{trigger}"')
        for column in ("pri_score", "pri_rank", "pri_lo", "pri_hi", "crowd_sh", "slum_sh", "ppr", "rent_sh", "gecek_sh"):
            db.execute(f"alter table mah_indicators drop column {column}")
        db.execute("delete from params where key like 'priority%'")
    answer = run("rank", old, "--format", "json")
    assert answer.returncode == 0 and "crowd_sh" in answer.stderr
    assert any(r["pri_rank"] for r in json.loads(answer.stdout)["rows"])
    none = run("rank", old, "--for", "housing", "--format", "json")
    assert none.returncode == 0 and not any(r["pri_rank"] for r in json.loads(none.stdout)["rows"])
    with sqlite3.connect(old) as db:
        db.execute("delete from mah_indicators where mah_code <> (select min(mah_code) from mah_indicators)")
    one = json.loads(must("rank", old, "--format", "json", "--quiet"))["rows"]
    assert len(one) == 1 and (one[0]["pri_rank"], one[0]["pri_score"]) in ((1, 0.5), (None, None))
    with sqlite3.connect(old) as db:
        db.execute("delete from mah_indicators")
    assert json.loads(must("rank", old, "--format", "json", "--quiet"))["rows"] == []


def main():
    with tempfile.TemporaryDirectory() as folder:
        must("init", "--demo", f"{folder}/city")
        for profile in ("internal", "secure", "public"):
            path, columns = check_profile(folder, profile)
        check_departments(folder, path, columns)
        check_methods(folder, path, columns)
        check_chance(folder, path)
        check_explanation(path, columns)
        check_figure(path, columns)
        check_old_file(folder, path)
    print("ranks are those of an independent reckoning")


main()
