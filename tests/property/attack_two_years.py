#!/usr/bin/env python3
"""Two files of one city, a year apart, attacked as one: attack_two_years.py PROGRAM [CITIES [FIRST [TABLES]]]

The attacker knows which mahalle no household came to, so that there whatever does not depend on the reference date is the
same in both files: what one file hides for the sake of another count, the other may show. Each file alone is the
business of test_attacker.py; counted here is what only the two together give away. No test: the program promises nothing
about two files yet.
"""
import sys, tempfile

from attacker import Attack
from published_sums import TABLES, System
from small_cells import SmallCells
from test_attacker import Refused, add_other_origins, add_squares, largest_part, promise, publish

DATED = ("mig_", "arr_0", "arr_1", "arr_2", "arr_5", "sh_", "unc_")


def stays(key, codes):
    """Is it the same in both years, in a mahalle to which nobody came?"""
    if key[0] not in ("ind", "inf", "svc", "orig") or key[1] not in codes:
        return False
    if key[0] == "ind":
        return not key[2].startswith(DATED)
    if key[0] == "orig":
        return key[3] == "persons" and key[2] not in ("other", "rare")
    return key[3] in ("all", "target")


def join(old, new, codes):
    """One system of both, the new one's variables behind the old one's."""
    shift = len(old.bounds)
    joint = System.__new__(System)
    joint.bounds = old.bounds + new.bounds
    joint.index = {("old", *k): at for k, at in old.index.items()} | {("new", *k): at + shift for k, at in new.index.items()}
    move = lambda lines: [([(at + shift, f) for at, f in terms], bound) for terms, bound in lines]
    joint.equal, joint.most = old.equal + move(new.equal), old.most + move(new.most)
    joint.equal += [([(at, 1.0), (new.index[k] + shift, -1.0)], 0.0) for k, at in old.index.items() if k in new.index and stays(k, codes)]
    return joint


def main(program, cities=20, first=1, tables=TABLES):
    counts = found = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + cities):
            for profile in ("public", "internal"):
                city = SmallCells(seed, most=800)
                sides, codes = [], set(city.codes)
                try:
                    for name in ("old", "new"):
                        if name == "new":
                            codes -= set(city.year_later())
                        system = System(publish(program, city, folder, profile, name), tables, not city.weighted, not city.mixed)
                        truth = city.truth()
                        add_squares(truth, city, system.file)
                        add_other_origins(truth, system)
                        sides.append((name, system, truth))
                except Refused as why:
                    print(f"seed {seed} {profile}: {why}")
                    continue
                attack, alone = Attack(join(sides[0][1], sides[1][1], codes)), {}
                for name, system, truth in sides:
                    alone[name] = Attack(system)
                    for key, rule in system.file.hidden.items():
                        asked = key in system.index and promise(key, rule, truth, profile == "public")
                        if not asked:
                            continue
                        low, high, width = asked
                        if key[0] in ("grid", "orig"):
                            asked = low, min(high, largest_part(system, key)), width
                        counts += 1
                        if not attack.reaches((name, *key), *asked) and alone[name].reaches(key, *asked):
                            found += 1
                            least, most = attack.interval((name, *key))
                            print(f"seed {seed} {profile}: {name} {' '.join(map(str, key))} ({rule}) is {truth[key][0]:g} of {truth[key][1]} "
                                  f"records: {least:.2f} .. {most:.2f} by both files")
                sys.stdout.flush()
    print(f"{cities} cities, {counts} hidden counts, {found} given away by two files that neither gives away alone")


if __name__ == "__main__":
    more = sys.argv[2:]
    main(sys.argv[1], *(int(x) for x in more[:2]), *([tuple(more[2].split(","))] if len(more) > 2 else []))
