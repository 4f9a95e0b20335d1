"""Seconds of the wall clock and of the processors, peak memory of a process, and a line that reports them.

Where BENCH_RESULTS names a file, every measurement and note is also appended there as a line of JSON, for write_performance.py."""
import json, os, statistics, subprocess, sys, time

SLOW_S, BUDGET_S = 10, 30  # of a command slower than the first the first run counts, and only as many more are made as fit into the second


def memory_below(root):
    """Megabytes of a process and all its descendants now, what they share counted once (Pss)."""
    children, pages = {}, 0
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as file:
                children.setdefault(int(file.read().rpartition(")")[2].split()[1]), []).append(int(entry))
        except OSError:
            pass  # it has ended meanwhile
    waiting = [root]
    while waiting:
        process = waiting.pop()
        waiting += children.get(process, [])
        try:
            with open(f"/proc/{process}/smaps_rollup") as file:
                pages += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except OSError:
            pass
    return pages / 1024


def once(command, server=None):
    """Seconds, seconds of the processors, megabytes; server: a process that works for the command, whose memory counts too (not its processor)."""
    start, peak = time.monotonic(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    ended, status, usage = os.wait4(process.pid, os.WNOHANG if server else 0)
    while not ended:
        peak = max(peak, memory_below(server))
        time.sleep(0.05)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    if status != 0:
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024 + peak


def note(key, **facts):
    """Keeps what is no measurement: versions, agreement, sizes."""
    if os.environ.get("BENCH_RESULTS"):
        with open(os.environ["BENCH_RESULTS"], "a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, **facts}, ensure_ascii=False) + "\n")


def report(name, command, runs, key=None, server=None, **others):
    """Runs a command once to warm the page cache, then `runs` times; others: name=seconds to compare the median with."""
    first = once(command, server)
    slow = first[0] > SLOW_S
    measured = [first] * slow + [once(command, server) for _ in range(min(runs - 1, int(BUDGET_S / first[0])) if slow else runs)]
    times, busy, memory = zip(*measured)
    middle = statistics.median(times)
    ratios = "".join(f"  {middle / seconds:6.1f} x {other.replace('_', ' ')}" for other, seconds in others.items())
    print(f"{name:34s} {middle:7.3f} s  ({min(times):.3f} to {max(times):.3f})  {statistics.median(busy):7.3f} s of CPU  {max(memory):6.0f} MB{ratios}", flush=True)
    note(key or name, name=name, seconds=times, cpu=busy, memory_mb=max(memory))
    return middle
