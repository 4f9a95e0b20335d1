"""Times the services job: time_services.py PROGRAM CSV BOUNDARIES SERVICES FOLDER RUNS.

SERVICES is the folder of the published files, FOLDER that of make_services.py. Eight types, straight and along the streets, beside the
same households without services, the floor (counting lines), and the bare nearest search of scipy where it is installed.
"""
import json, os, platform, sqlite3, subprocess, sys, tempfile
from timing import report

program, csv, boundaries, published, folder, runs = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5], int(sys.argv[6])
here = os.path.dirname(os.path.abspath(__file__))


def project_of(with_services, streets):
    project = {"reference_date": "2025-12-31", "neighbourhoods": {"source": boundaries}, "households": [{"source": csv}]}
    if with_services:
        schools = {"source": folder + "/okullar.csv", "fields": {"capacity": "derslik"}}
        project["services"] = [
            {"type": "asm", "source": published + "/saglikMerkezi.json"},
            {"type": "pharmacy", "source": published + "/tumEczane.json"},
            {"type": "stop_low", "source": published + "/otobus_duraklari.csv", "axes": "yx"},
            {"type": "stop_high", "source": published + "/metroDurak.json"},
            {"type": "worship_m", "source": published + "/bursa_dinitesis.csv"},
            *({"type": code, "where": f"tur = '{word}'", **schools}
              for code, word in (("primary", "İlkokul"), ("lower_sec", "Ortaokul"), ("upper_sec", "Lise")))]
    if streets:
        project["streets"] = {"source": folder + "/yollar.gpkg"}
    return json.dumps(project, ensure_ascii=False)  # JSON is YAML


def write_project(place, name, *asked):
    os.mkdir(f"{place}/{name}")
    with open(f"{place}/{name}/mahalle.yaml", "w", encoding="utf-8") as file:
        file.write(project_of(*asked))
    return [program, "run", f"{place}/{name}", "-o", f"{place}/{name}.gpkg", "--quiet"]


def say_facts(command):
    """What the network job read and built, from its own record."""
    subprocess.run(command, check=True)
    with sqlite3.connect(command[command.index("-o") + 1]) as result:
        types = result.execute("select service_type, facilities, unconnected from city_service").fetchall()
        streets = result.execute("select item, value from run_log where step = 'services' and source = 'yollar.gpkg'").fetchall()
        tables = result.execute("select table_name, feature_count from gpkg_ogr_contents").fetchall()
    print("places (of them without a street):", ", ".join(f"{code} {count} ({lost})" for code, count, lost in types))
    print("streets:", ", ".join(f"{item} {value}" for item, value in streets))
    print("rows written:", ", ".join(f"{name} {count}" for name, count in tables))


with tempfile.TemporaryDirectory() as place:
    jobs = {name: write_project(place, name, *asked) for name, *asked in
            (("density", False, False), ("straight", True, False), ("network", True, True))}
    say_facts(jobs["network"])
    print(f"{os.path.getsize(csv) / 1e6:.0f} MB of CSV, {os.path.getsize(folder + '/yollar.gpkg') / 1e6:.0f} MB of streets, {os.cpu_count()} cores "
          f"({platform.machine()}), median of {runs} runs (fastest to slowest)")
    floor = report("floor: wc -l", ["wc", "-l", csv], runs)
    for threads in sorted({1, os.cpu_count()}):
        density = None
        for name, command in jobs.items():
            others = {"floor": floor, **({"density": density} if density else {})}
            seconds = report(f"{name}, {threads} thread{'s' * (threads > 1)}", [*command, "--threads", str(threads)], runs, key=f"services/{name}/{threads}", **others)
            density = density or seconds
    if subprocess.run([sys.executable, "-c", "import scipy"], stderr=subprocess.DEVNULL).returncode == 0:
        report("scipy cKDTree, nearest only", [sys.executable, here + "/peer_nearest.py", csv, published, folder], runs, floor=floor)
    else:
        print("scipy is not installed: its nearest search is left out")
