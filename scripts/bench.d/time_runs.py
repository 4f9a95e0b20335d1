"""Times the program: time_runs.py PROGRAM CSV BOUNDARIES RUNS. Seconds of the wall clock, peak memory of the process."""
import os, platform, sys, tempfile
from timing import report

program, csv, boundaries, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])

with tempfile.TemporaryDirectory() as folder:
    base = [program, "run", "--households", csv, "--neighbourhoods", boundaries, "-o", folder + "/out.gpkg", "--quiet",
            "--set", "reference_date=2025-12-31"]
    print(f"{os.path.getsize(csv) / 1e6:.0f} MB of CSV, {os.cpu_count()} cores ({platform.machine()}), median of {runs} runs (fastest to slowest)")
    floor = report("floor: wc -l", ["wc", "-l", csv], runs)
    for threads in sorted({1, os.cpu_count()}):
        report(f"mahalle run, {threads} thread{'s' * (threads > 1)}", base + ["--threads", str(threads)], runs, floor=floor)
