#!/usr/bin/env python3
"""Two files of one city, a year apart, attacked as one: test_two_years.py PROGRAM [CITIES [FIRST [TABLES]]]

The attacker knows which mahalle no household came to, so that there whatever does not depend on the reference date is the
same in both files: what one file hides for the sake of another count, the other may show. Each file alone is the
business of test_attacker.py; here only what the two together give away counts. The second run knows the first file
(privacy.published_before), and keeps it in the mahalle that have not changed; of those to which households came, and of
the city, not everything can be kept from who can tell the newcomers apart by subtraction: that is counted, too. Runs that
do not know the first file show that the attack works.
"""
import sys, tempfile

from attacker import Attack
from published_sums import System
from small_cells import SmallCells
from test_attacker import Refused, add_squares, largest_part, origins_of, promise, publish

CLOSED = ("core",)
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


def attack_both(program, city, folder, profile, tables, knows):
    """-> (counts attacked, what only both together give away of what has not changed, the same of the rest)"""
    sides, codes, before = [], set(city.codes), ()
    for name in ("old", "new"):
        if name == "new":
            codes -= set(city.year_later())
        path = publish(program, city, folder, profile, name, *before)
        if knows:
            before = "--set", "privacy.published_before=" + path
        truth = city.truth()
        system = System(path, tables, not city.weighted, not city.mixed, origins=origins_of(truth))
        add_squares(truth, city, system.file)
        sides.append((name, system, truth))
    both, counts, unchanged, changed = Attack(join(sides[0][1], sides[1][1], codes)), 0, [], []
    for name, system, truth in sides:
        alone = Attack(system)
        for key, rule in system.file.hidden.items():
            asked = key in system.index and promise(key, rule, truth, profile == "public")
            if not asked:
                continue
            low, high, width = asked
            if key[0] in ("grid", "orig", "arr", "fac"):
                asked = low, min(high, largest_part(alone, key)), width
            counts += 1
            if not both.reaches((name, *key), *asked) and alone.reaches(key, *asked):
                (unchanged if key[1] in codes else changed).append((name, key, rule, truth.get(key, (0, 0)), both.interval((name, *key))))
    return counts, unchanged, changed


def attack_all(program, cities, first, tables, knows):
    counts = refused = 0
    found = [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + cities):
            for profile in ("public", "internal"):
                try:
                    asked, *both = attack_both(program, SmallCells(seed, most=800), folder, profile, tables, knows)
                except Refused as why:
                    refused += 1
                    print(f"seed {seed} {profile}: {why}")
                    continue
                counts += asked
                for i, (kind, given) in enumerate(zip(("unchanged", "changed"), both)):
                    found[i] += len(given)
                    for name, key, rule, (value, records), (least, most) in given if knows else ():
                        print(f"seed {seed} {profile}: {kind}: {name} {' '.join(map(str, key))} ({rule}) is {value:g} of {records} records: {least:.2f} .. {most:.2f}")
                sys.stdout.flush()
    print(f"{'knowing the first file' if knows else 'not knowing it'}: {cities} cities, {refused} of {2 * cities} pairs refused, {counts} hidden counts; given away by two files "
          f"that neither gives away alone: {found[0]} of what has not changed, {found[1]} of the rest")
    return counts, found


def main(program, cities=8, first=9, tables=CLOSED):
    apart, counts = attack_all(program, cities, first, tables, False)[1], 0
    counts, found = attack_all(program, cities, first, tables, True)
    return 1 if found[0] or not counts or not apart[0] or found[1] > apart[1] else 0


if __name__ == "__main__":
    more = sys.argv[2:]
    sys.exit(main(sys.argv[1], *(int(x) for x in more[:2]), *([tuple(more[2].split(","))] if len(more) > 2 else [])))
