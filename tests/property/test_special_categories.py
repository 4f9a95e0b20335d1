#!/usr/bin/env python3
"""Special categories of personal data (disabled, ex-prisoner, Roma ...) are told by ilçe only, from twenty households on, and are no condition of a query:
test_special_categories.py PROGRAM. The rules are written down once more here and compared with every published row; every other table must not know of them."""
import json, os, random, sqlite3, subprocess, sys, tempfile

program = os.path.abspath(sys.argv[1])
random.seed(34)
GROUPS = {"engelli": "grp_disabled", "roman": "grp_roma", "eski_hukumlu": "grp_exprison", "dernek": "assoc_member"}
SHARES = {"grp_disabled": {"A": .5, "B": .5, "C": .5}, "grp_roma": {"A": .5, "B": .5, "C": .02},  # C alone is hidden, so the city is
          "grp_exprison": {"A": .5, "B": .06, "C": .06},  # B and C together are more than 20
          "assoc_member": {"A": .5, "B": .02, "C": .02}}  # and here they are not
problems = []


def mahalle(*arguments, code=0):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
    environment.update(LC_ALL="C", SOURCE_DATE_EPOCH="1767225600")
    done = subprocess.run([program, *arguments, "--set", "reference_date=2025-12-31", "--language", "en"], capture_output=True, text=True, env=environment)
    if done.returncode != code:
        problems.append(f"{' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
    return done


def judge(yes, no):
    return "S2" if yes < 20 else "S3" if no < 20 else ""


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    squares = [(i, j) for i in range(3) for j in range(2)]
    with open("m.geojson", "w") as file:
        json.dump({"type": "FeatureCollection", "features": [
            {"type": "Feature", "properties": {"mah_code": str(10 * i + j), "mah_name": f"M{i}{j}", "ilce_name": "ABC"[i]},
             "geometry": {"type": "Polygon", "coordinates": [[[37 + i / 100, 37 + j / 100], [37.01 + i / 100, 37 + j / 100], [37.01 + i / 100, 37.01 + j / 100],
                                                              [37 + i / 100, 37.01 + j / 100], [37 + i / 100, 37 + j / 100]]]}} for i, j in squares]}, file)
    truth = {(group, ilce): [0, 0] for group in GROUPS.values() for ilce in "ABC"}
    with open("h.csv", "w") as file:
        file.write("hane_no,boylam,enlem,hane_nufusu," + ",".join(GROUPS) + "\n")
        for n in range(900):
            i, j = random.choice(squares)
            cells = []
            for group in GROUPS.values():
                if random.random() < .1:
                    cells.append("")
                    continue
                yes = random.random() < SHARES[group]["ABC"[i]]
                truth[group, "ABC"[i]][not yes] += 1
                cells.append(random.choice(["1", "evet"]) if yes else random.choice(["0", "hayır"]))
            file.write(f"h{n},{37.005 + i / 100},{37.005 + j / 100},4,{','.join(cells)}\n")
    sources = ("--households", "h.csv", "--neighbourhoods", "m.geojson")
    seen = set()
    for profile, step in (("public", 5), ("internal", 0), ("secure", 0)):
        mahalle("run", *sources, "--profile", profile, "-o", f"{profile}.gpkg", "--threads", "2")
        database = sqlite3.connect(f"{profile}.gpkg")
        rows = {(grp, ilce): rest for grp, ilce, *rest in database.execute("SELECT grp, ilce_name, households, answered, flag FROM ilce_groups")}
        for group in GROUPS.values():
            hidden = [truth[group, ilce] for ilce in "ABC" if judge(*truth[group, ilce])]
            total = [sum(truth[group, ilce][k] for ilce in "ABC") for k in (0, 1)]
            rest = [sum(pair[k] for pair in hidden) for k in (0, 1)]
            for ilce in ("A", "B", "C", None):
                yes, no = truth[group, ilce] if ilce else total
                flag = judge(yes, no) or ("S4" if ilce is None and hidden and (len(hidden) == 1 or judge(*rest)) else "")
                seen.add((flag, ilce is None))
                rounded = lambda value: (value + step // 2) // step * step if step else value
                wanted = [rounded(yes), rounded(yes + no), None] if not flag or profile == "secure" else [None, None, flag]
                if rows.get((group, ilce)) != wanted:
                    problems.append(f"{profile} {group} {ilce}: {rows.get((group, ilce))}, not {wanted}")
        if len(rows) != 4 * len(GROUPS):
            problems.append(f"{profile}: {len(rows)} rows")
        # nowhere else: no other table has such a column or word, but for what says which column was which field, and hidden cells
        for (table,) in database.execute("SELECT table_name FROM gpkg_contents").fetchall():
            if table in ("ilce_groups", "suppression"):
                continue
            text = "\n".join(map(str, database.execute(f'SELECT * FROM "{table}"'))) + str(database.execute(f'PRAGMA table_info("{table}")').fetchall())
            if table not in ("run_log", "params") and any(word in text for word in GROUPS.values()):
                problems.append(f"{profile}: {table} speaks of a group")
        if profile != "secure":
            listed = {row[0] for row in database.execute("SELECT field FROM suppression WHERE layer = 'ilce_groups'")}
            wanted = {f"{ilce + '.' if ilce else ''}{group}" for (group, ilce), row in rows.items() if row[2]}
            if listed != wanted:
                problems.append(f"{profile}: suppression lists {listed}, not {wanted}")
        database.close()
    if not {("S2", False), ("S4", True), ("", True), ("", False)} <= seen:
        problems.append(f"the city shows too little: {seen}")
    # no condition, no key, under any profile
    for profile in ("public", "internal", "secure"):
        for word in (*GROUPS, *GROUPS.values()):
            done = mahalle("query", *sources, "--profile", profile, "--mahalle", "M00", "--where", f"{word} = 1", code=2)
            if done.stdout or done.stderr.count("\n") != 1:
                problems.append(f"where {word}: {done.stderr!r}")
        mahalle("query", *sources, "--profile", profile, "--mahalle", "M00", "--by", "grp_roma", code=2)
    # a file that asks for none has no such table
    with open("h.csv") as file, open("n.csv", "w") as other:
        other.writelines(",".join(line.strip().split(",")[:4]) + "\n" for line in file)
    mahalle("run", "--households", "n.csv", "--neighbourhoods", "m.geojson", "-o", "n.gpkg")
    if sqlite3.connect("n.gpkg").execute("SELECT count(*) FROM gpkg_contents WHERE table_name = 'ilce_groups'").fetchone()[0]:
        problems.append("a table of nothing")

if problems:
    sys.exit("\n".join(problems[:20]))
print("special categories: ok")
