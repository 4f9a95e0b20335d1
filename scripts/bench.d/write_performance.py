"""Writes docs/performance.md and its charts from the results of a run: write_performance.py RESULTS. The words are in performance.md.in, the limits in
goals.csv; every figure, and whether a goal is met, comes from the results."""
import csv, json, os, re, statistics, sys
from performance_chart import chart

here = os.path.dirname(os.path.abspath(__file__))
docs = os.path.join(here, "..", "..", "docs")
with open(sys.argv[1], encoding="utf-8") as file:
    lines = [json.loads(line) for line in file]
facts = {line["key"]: line for line in lines if not line["key"].startswith("borders/")}
borders = list({(line["key"], line["predicate"]): line for line in lines if line["key"].startswith("borders/")}.values())  # the last of each
sizes, cores = facts["sizes"], facts["machine"]["cores"]
big, rows = sizes["big"], sizes["rows"]
threads = sorted({1, cores})


def median(key, of="seconds"):
    return statistics.median(facts[key][of]) if key in facts else None


def ratio(one, other):
    one, other = (median(key) if isinstance(key, str) else key for key in (one, other))
    return one / other if one is not None and other else None


def seconds(key):
    times = facts[key]["seconds"]
    digits = 3 if median(key) < 10 else 1
    if len(times) == 1:
        return f"{times[0]:.{digits}f} (one run)"
    return f"{median(key):.{digits}f} ({min(times):.{digits}f}–{max(times):.{digits}f})"


def figure(value):
    return "–" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def table(*rows_of_table):
    head, *body = rows_of_table
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] + ["---:"] * (len(head) - 1), *body])


def among(count):
    """Microseconds of the processors that a further household costs."""
    few, many = median(f"polygons/{count}/1000", "cpu"), median(f"polygons/{count}/{rows}", "cpu")
    return None if few is None or many is None else 1e6 * (many - few) / (rows - 1000)


def peers():
    return {key.removeprefix("peers/"): median(key) for key in facts if key.startswith("peers/") and key not in ("peers/wc", "peers/DuckDB sum", "peers/mahalle")}


def most_memory():
    return max((facts[f"big/csv/{count}"]["memory_mb"] for count in threads if f"big/csv/{count}" in facts), default=None)


VALUES = {
    "csv_duckdb": lambda: ratio(f"big/csv/{cores}", f"big/duckdb/{cores}"),
    "csv_duckdb_all": lambda: ratio(f"big/csv/{cores}", f"big/duckdb all/{cores}"),
    "csv_parse": lambda: ratio("big/csv/1", "big/parse/1"),
    "csv_parse_all": lambda: ratio("big/csv/1", "big/parse all/1"),
    "gpkg_step": lambda: ratio("big/gpkg/1", "big/step/1"),
    "gpkg_step_all": lambda: ratio("big/gpkg/1", "big/step all/1"),
    "threads_csv": lambda: ratio("big/csv/1", f"big/csv/{cores}"),
    "threads_gpkg": lambda: ratio("big/gpkg/1", f"big/gpkg/{cores}"),
    "memory_mb": most_memory,
    "growth_982": lambda: ratio(among(982), among(13)),
    "growth_50082": lambda: ratio(among(50082), among(13)),
    "start_s": lambda: median("start/version"),
    "small_s": lambda: median("households/1000"),
    "services": lambda: ratio(f"services/straight/{cores}", f"services/density/{cores}"),
    "services_streets": lambda: ratio(f"services/network/{cores}", f"services/density/{cores}"),
    "best_peer": lambda: ratio(min(peers().values()), "peers/mahalle") if peers() else None,
    "lost": lambda: next((line["lost"] + line["more"] for line in borders if line["key"] == "borders/mahalle"), None),
}


def say_machine():
    machine = facts["machine"]
    versions = [line["version"] for key, line in facts.items() if key.startswith("version/")]
    return (f"{machine['date']}: {machine['cpu']}, {cores} cores, {machine['memory_gb']} GB, {machine['system']}, "
            f"{machine['compiler']}; {machine['program']} ({machine['commit']}), {machine['gdal']}. Households: {big:,} (\"big\": {sizes['csv_mb']:.0f} MB of CSV, "
            f"{sizes['gpkg_mb']:.0f} MB of GeoPackage) and {rows:,}, İstanbul. "
            + (f"The machine had other work (load {machine['load']:.1f} before the run): seconds are longer than they need be. " if machine["load"] > 0.5 else "") +
            "\n\nPeers: " + ("; ".join(dict.fromkeys(versions)) or "none") + ".")


def say_goals():
    body, met, missed = [], 0, 0
    with open(here + "/goals.csv", encoding="utf-8", newline="") as file:
        for goal in csv.DictReader(file):
            value = VALUES[goal["key"]]()
            verdict = "not measured" if value is None else "no limit set"
            if value is not None and goal["limit"]:
                good = value <= float(goal["limit"]) if goal["comparison"] == "at most" else value >= float(goal["limit"])
                verdict, met, missed = ("met", met + 1, missed) if good else ("**not met**", met, missed + 1)
            body.append([goal["text"], figure(value), f"{goal['comparison']} {goal['limit']}" if goal["limit"] else "", verdict])
    return f"{met} met, {missed} not met.\n\n" + table(["what", "measured", "goal", ""], *body)


def agreement(name):
    line = facts.get("agreement/" + name)
    if not line:
        return ""
    if not line["mahalle"]:
        return "the same"
    return f"{line['mahalle']} mahalle, {line['households']:,} households" + ("" if line["explained"] else ", **not explained**")


def say_peers():
    ours = median("peers/mahalle")
    if ours is None:
        return "Not measured in this run."
    order = sorted(peers().items(), key=lambda item: item[1])
    body = [[name, seconds("peers/" + key), figure(median("peers/" + key) / ours), f"{facts['peers/' + key]['memory_mb']:,.0f}", agreement(key)]
            for name, key in (("*wc -l*, the floor", "wc"), ("*DuckDB reads the CSV and sums four columns*", "DuckDB sum"), ("**mahalle**, everything", "mahalle"),
                              *((name, name) for name, _ in order)) if "peers/" + key in facts]
    out = f"{rows:,} households, all threads where a peer has them:\n\n" + table(["", "seconds", "times mahalle", "MB", "counts that differ from mahalle's"], *body)
    differing = [facts["agreement/" + name] for name, _ in order if "agreement/" + name in facts]
    if differing and all(line["explained"] for line in differing):
        out += ("\n\nEvery difference is explained: without the rows that GEOS finds on a border, in an overlap of boundaries or in no mahalle, all counts are "
                "the same in every mahalle. PostGIS's memory is that of its server, what processes share counted once.")
    slower = [name for name, value in order if value < ours]
    out += "\n\n" + (f"Faster than mahalle at this: {', '.join(slower)}." if slower else "None of them is faster.")
    left = [f"{key.removeprefix('left out/')} ({line['why']})" for key, line in facts.items() if key.startswith("left out/")]
    return out + (f" Left out: {'; '.join(left)}." if left else "")


def say_borders():
    body = [[line["key"].removeprefix("borders/"), line["predicate"], *(f"{line[what]:,}" for what in ("lost", "once", "more"))] for line in borders]
    return table(["", "by", "lost", "counted once", "more than once"], *body) if body else "Not measured in this run."


def say_floors():
    names = (("wc -l", "wc"), ("bare parse", "parse"), ("bare parse, all columns", "parse all"), ("DuckDB reads and sums four columns", "duckdb"), ("DuckDB reads and sums all columns", "duckdb all"), ("**mahalle**, CSV", "csv"), ("sqlite3_step, position, size, year", "step"),
             ("sqlite3_step, all columns", "step all"), ("**mahalle**, GeoPackage", "gpkg"))
    body = []
    for name, key in names:
        at = [f"big/{key}" + ("" if key == "wc" else f"/{count}") for count in threads]
        if all(place in facts for place in at):
            body.append([name, *(seconds(place) for place in at), f"{max(facts[place]['memory_mb'] for place in at):,.0f}"])
    return f"{big:,} households:\n\n" + table(["", *(f"seconds, {count} thread{'s' * (count > 1)}" for count in threads), "MB"], *body) + (
        "\n\nA mapped file counts as memory of the process that maps it; some 12 MB are of the process that measures.")


def households_line():
    line = [(int(key.split("/")[1]), median(key)) for key in facts if key.startswith("households/")]
    return sorted(line + [(big, median(f"big/csv/{cores}"))] * (f"big/csv/{cores}" in facts))


def say_households():
    floors = {name: [(size, median(key)) for size, key in ((rows, "peers/" + small), (big, large)) if key in facts] for name, small, large in
              (("DuckDB reads and sums", "DuckDB sum", f"big/duckdb/{cores}"), ("bare parse", "-", f"big/parse/{cores}"), ("wc -l", "wc", "big/wc"))}
    lines = {"mahalle run": households_line(), **{name: line for name, line in floors.items() if line}, **{name: [(rows, value)] for name, value in peers().items()}}
    write("images/performance-households.svg", chart("CSV and 982 mahalle, all threads", "households", "seconds", lines))
    return table(["households", "seconds", "MB"], *([f"{size:,}", seconds(key), f"{facts[key]['memory_mb']:,.0f}"] for size, _ in households_line()
                                                     for key in [f"households/{size}" if f"households/{size}" in facts else f"big/csv/{cores}"]))


def say_mahalle():
    counts = [count for count in (13, 982, 50082) if among(count) is not None]
    write("images/performance-mahalle.svg", chart("CSV of households, all threads", "mahalle", "seconds", {
        f"{size:,} households": [(count, median(f"polygons/{count}/{size}")) for count in counts] for size in (1000, rows)}))
    body = [[f"{count:,}", seconds(f"polygons/{count}/1000"), seconds(f"polygons/{count}/{rows}"), figure(among(count)),
             f"{facts[f'polygons/{count}/{rows}']['memory_mb']:,.0f}"] for count in counts]
    return ("The 13 are one ilçe, the 982 İstanbul, the 50,082 İstanbul 51 times side by side; boundaries from a GeoPackage. The cost of a household is the "
            "difference of the two runs in time of the processors; it holds what is prepared for a mahalle when its "
            "first household comes and the rows written for its years, origins and services, so where many mahalle have few households each it is far more than finding one.\n\n" +
            table(["mahalle", "seconds, 1,000 households", f"seconds, {rows:,}", "µs of processor a household", "MB"], *body))


def say_services():
    body = [[name, *(seconds(f"services/{key}/{count}") for count in threads), figure(ratio(f"services/{key}/{cores}", f"services/density/{cores}"))]
            for name, key in (("density alone", "density"), ("eight types, straight", "straight"), ("eight types, along 500,000 edges of streets", "network"))
            if f"services/{key}/{cores}" in facts]
    return f"{rows:,} households of Bursa, eight types of service:\n\n" + table(
        ["", *(f"seconds, {count} thread{'s' * (count > 1)}" for count in threads), "times density"], *body) if body else "Not measured in this run."


def write(name, text):
    with open(os.path.join(docs, name), "w", encoding="utf-8") as file:
        file.write(text)


BLOCKS = {"machine": say_machine, "goals": say_goals, "peers": say_peers, "borders": say_borders, "floors": say_floors, "households": say_households,
          "mahalle": say_mahalle, "services": say_services}
with open(here + "/performance.md.in", encoding="utf-8") as file:
    template = file.read()
write("performance.md", re.sub(r"<!-- (\w+) -->", lambda found: BLOCKS[found[1]](), template))
print("written: docs/performance.md")
