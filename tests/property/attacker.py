#!/usr/bin/env python3
"""How far can each hidden count of a published GeoPackage be narrowed? Asks a linear program for the least and the largest
number that each may be, if the whole file is to be true (published_sums.py).

  attacker.py FILE.gpkg [--tables core,orig,...] [--weighted]     prints the narrowest intervals
"""
import sys

import numpy
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from published_sums import TABLES, System


class Attack:
    """Asks the linear program; every answer is a city that fits the file, and is kept for the other counts."""

    def __init__(self, system):
        self.system, self.asked = system, 0
        size = len(system.bounds)
        self.low, self.high = numpy.full(size, numpy.inf), numpy.full(size, -numpy.inf)
        self.equal, self.most = (self.matrix(lines, size) for lines in (system.equal, system.most))

    @staticmethod
    def matrix(lines, size):
        if not lines:
            return None, None
        rows, columns, numbers = [], [], []
        for row, (terms, _) in enumerate(lines):
            for column, factor in terms:
                rows.append(row), columns.append(column), numbers.append(factor)
        return csr_matrix((numbers, (rows, columns)), shape=(len(lines), size)), numpy.array([bound for _, bound in lines], float)

    def solve(self, terms):
        """Least sum of terms -> a city; None where it has no end. An empty system is an error of this program."""
        cost = numpy.zeros(len(self.system.bounds))
        for column, factor in terms:
            cost[column] += factor
        bounds = [(low, min(high, 1e6)) for low, high in self.system.bounds]
        system = (cost, self.most[0], self.most[1], self.equal[0], self.equal[1], bounds)
        done = linprog(*system, method="highs")
        if done.status != 0:  # its presolve takes some systems for empty that are not
            done = linprog(*system, method="highs", options={"presolve": False})
        self.asked += 1
        if done.status != 0:
            raise ValueError(f"no city fits the file: {done.message}")
        numpy.minimum(self.low, done.x, out=self.low)
        numpy.maximum(self.high, done.x, out=self.high)
        return done.x

    def reaches(self, key, low, high, width=0.0):
        """May the count be as little as low, as much as high, and vary by width? Asks only where no city so far shows it."""
        at = self.system.index[key]
        near = 1e-5
        for sign in (1, -1):
            if not self.shows(at, low, high, width, near) and (width or (self.low[at] > low + near if sign > 0 else self.high[at] < high - near)):
                self.solve([(at, sign)])
        return self.shows(at, low, high, width, near)

    def shows(self, at, low, high, width, near=1e-5):
        return self.low[at] <= low + near and self.high[at] >= high - near and self.high[at] - self.low[at] >= width - near

    def interval(self, key):
        at = self.system.index[key]
        return self.solve([(at, 1)])[at], self.solve([(at, -1)])[at]


def main(path, tables=TABLES):
    system = System(path, tables, whole_numbers="--weighted" not in sys.argv)
    attack = Attack(system)
    found = sorted((high - low, key, low, high) for key in system.file.hidden if key in system.index for low, high in [attack.interval(key)])
    for width, key, low, high in found[:40]:
        print(f"{low:10.1f} {high:10.1f}  {system.file.hidden[key]}  {' '.join(map(str, key))}")
    print(f"{len(found)} hidden counts, {sum(w < 1 for w, *_ in found)} of them within one")


if __name__ == "__main__":
    main(sys.argv[1], tuple(sys.argv[sys.argv.index("--tables") + 1].split(",")) if "--tables" in sys.argv else TABLES)
