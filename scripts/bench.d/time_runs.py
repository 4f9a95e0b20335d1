"""Times the program: time_runs.py PROGRAM CSV BOUNDARIES RUNS. Seconds of the wall clock, peak memory of the process."""
import os, platform, statistics, subprocess, sys, tempfile, time

program, csv, boundaries, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])


def once(command):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def report(name, command, floor=None):
    once(command)  # the first run warms the page cache
    times, memory = zip(*(once(command) for _ in range(runs)))
    middle = statistics.median(times)
    ratio = f"  {middle / floor:6.1f} x floor" if floor else ""
    print(f"{name:34s} {middle:7.3f} s  ({min(times):.3f} to {max(times):.3f})  {max(memory):6.0f} MB{ratio}", flush=True)
    return middle


with tempfile.TemporaryDirectory() as folder:
    base = [program, "run", "--households", csv, "--neighbourhoods", boundaries, "-o", folder + "/out.gpkg", "--quiet",
            "--set", "reference_date=2025-12-31"]
    print(f"{os.path.getsize(csv) / 1e6:.0f} MB of CSV, {os.cpu_count()} cores ({platform.machine()}), median of {runs} runs (fastest to slowest)")
    floor = report("floor: wc -l", ["wc", "-l", csv])
    report("mahalle run, 1 thread", base + ["--threads", "1"], floor)
    report(f"mahalle run, {os.cpu_count()} threads", base + ["--threads", str(os.cpu_count())], floor)
