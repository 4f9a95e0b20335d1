"""Seconds of the wall clock and of the processors, peak memory of a process, and a line that reports them."""
import os, statistics, subprocess, sys, time


def once(command):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: exit {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def report(name, command, runs, **others):
    """Runs a command once to warm the page cache, then `runs` times; others: name=seconds to compare the median with."""
    once(command)
    times, busy, memory = zip(*(once(command) for _ in range(runs)))
    middle = statistics.median(times)
    ratios = "".join(f"  {middle / seconds:6.1f} x {other.replace('_', ' ')}" for other, seconds in others.items())
    print(f"{name:34s} {middle:7.3f} s  ({min(times):.3f} to {max(times):.3f})  {statistics.median(busy):7.3f} s of CPU  {max(memory):6.0f} MB{ratios}", flush=True)
    return middle
