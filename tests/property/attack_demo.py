#!/usr/bin/env python3
"""The sample city attacked: attack_demo.py PROGRAM [TABLES [SECONDS]]

It is too large to be attacked as a whole for every count: each network and each type of service is attacked with
mah_indicators and city_summary, at the most SECONDS (120) a block. What is true is taken from the file that the program
writes under the profile secure, here only: the distances of the sample city are walked along its streets. How many
records are behind a count is in no file, so that a count hidden by S2 or S1 that is not small must leave half a threshold
up and down, but in mah_service.
"""
import subprocess, sys, tempfile, time

import numpy

from attacker import Attack
from published_cells import blocks, counts_households, read
from published_sums import System
from test_attacker import is_unanswered


def promise(key, rule, value):
    few = 5 if counts_households(key) else 10
    if value <= 0 or is_unanswered(key) or rule not in ("S1", "S2", "S3") or key[0] == "svc" and key[4] == "pop":
        return None
    if rule == "S3":
        return numpy.inf, -numpy.inf, few
    if value < few:
        return min(1, value), few - 1, 0
    return None if key[0] == "svc" else (value - few / 2, value + few / 2, 0)  # there the code is that of the whole row


def attack_block(path, truth, block, tables, seconds):
    system = System(path, tables, whole_numbers=False, block=block)
    attack, start, counts, late, found = Attack(system), time.monotonic(), 0, 0, []
    for key, rule in system.file.hidden.items():
        asked = key in system.index and key in truth and promise(key, rule, truth[key])
        if not asked:
            continue
        if time.monotonic() - start > seconds:
            late += 1
            continue
        counts += 1
        if not attack.reaches(key, *asked):
            found.append((key, rule, truth[key], *attack.interval(key)))
    return counts, late, found, attack.asked, len(system.bounds), time.monotonic() - start


def main(program, tables="core", seconds=120):
    total = [0, 0, 0]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "init", "--demo", folder + "/demo", "--quiet"], check=True, stdout=subprocess.DEVNULL)
        for profile in ("secure", "public", "internal"):
            subprocess.run([program, "run", folder + "/demo", "-o", f"{folder}/{profile}.gpkg", "--profile", profile, "--quiet"], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        truth = {k: v for k, v in read(folder + "/secure.gpkg", False).cells.items() if v is not None}
        for profile in ("public", "internal"):
            path = f"{folder}/{profile}.gpkg"
            for block in blocks(path):
                counts, late, found, asked, size, took = attack_block(path, truth, block, tuple(tables.split(",")), float(seconds))
                print(f"{profile} {block}: {counts} hidden counts attacked, {late} not for want of time, {len(found)} violations; "
                      f"{size} variables, {asked} linear programs, {took:.0f} s", flush=True)
                for key, rule, value, low, high in found:
                    print(f"  {' '.join(map(str, key))} ({rule}) is {value:g} and can be narrowed to {low:.2f} .. {high:.2f}")
                total = [a + b for a, b in zip(total, (counts, late, len(found)))]
    print(f"sample city: {total[0]} hidden counts attacked, {total[1]} not for want of time, {total[2]} violations")
    return 1 if total[2] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
