#!/usr/bin/python3
"""Which household lies in which mahalle? Computed a second time, by other means, without rounding.

  exact_locations.py OUT.gpkg HOUSEHOLDS.csv [--lon boylam] [--lat enlem] > row_and_code.csv

Reads the polygons of layer mah_indicators as they were published (repaired, in the CRS of the boundaries; degrees are
assumed, as the households' positions are degrees) and prints one line `row,mah_code` a household: the smallest mah_code in
byte order among the polygons that contain or touch the position, empty where none does. `row` is the row of the file as a
spreadsheet shows it: the header is row 1.

On which side of an edge a point lies is the sign of

    (bx - ax) * (py - ay) - (by - ay) * (px - ax)

In doubles (IEEE 754, u = 2**-53) each difference, product and the last subtraction is off by a factor of at most 1 + u, so
the result is off by at most (3 + 16 u) u (|left| + |right|) < 3.4e-16 (|left| + |right|), as long as nothing underflows
(Shewchuk 1997, section 4.3). Where it is larger than 1e-15 (|left| + |right|) its sign is taken, everywhere else the same
expression is evaluated with fractions.Fraction. All other comparisons are of input numbers and exact as they are.
"""
import argparse
import csv
import sys
from fractions import Fraction

import numpy as np
from osgeo import gdal, ogr

gdal.UseExceptions()


class Polygon:
    """The edges of all rings, and the bounds."""

    def __init__(self, code, geometry):
        self.code = code
        starts, ends = [], []
        for part in parts_of(geometry):
            for k in range(part.GetGeometryCount()):
                ring = np.array(part.GetGeometryRef(k).GetPoints(), dtype=np.float64)[:, :2]
                starts.append(ring[:-1])
                ends.append(ring[1:])
        self.a = np.concatenate(starts)
        self.b = np.concatenate(ends)
        self.low, self.high = self.a.min(axis=0), self.a.max(axis=0)


def parts_of(geometry):
    if geometry.GetGeometryName() == "POLYGON":
        return [geometry]
    return [geometry.GetGeometryRef(k) for k in range(geometry.GetGeometryCount())]


def read_polygons(path):
    """In the byte order of their codes, so that the first hit is the answer."""
    data = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_READONLY)
    layer = data.GetLayerByName("mah_indicators")
    polygons = []
    for feature in layer:
        geometry = feature.GetGeometryRef()
        if geometry is not None and not geometry.IsEmpty():
            polygons.append(Polygon(feature.GetFieldAsString("mah_code"), geometry))
    return sorted(polygons, key=lambda polygon: polygon.code.encode("utf-8"))


def read_number(text):
    text = (text or "").strip()
    if "," in text and "." not in text:
        text = text.replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return float("nan")


def read_positions(path, lon, lat):
    with open(path, encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        file.seek(0)
        separator = max(";\t,", key=head.count)
        rows = list(csv.DictReader(file, delimiter=separator))
    positions = np.array([(read_number(row[lon]), read_number(row[lat])) for row in rows], dtype=np.float64)
    return positions.reshape(-1, 2)


def exact_side(a, b, point):
    ax, ay, bx, by, px, py = (Fraction(float(value)) for value in (*a, *b, *point))
    cross = (bx - ax) * (py - ay) - (by - ay) * (px - ax)
    return (cross > 0) - (cross < 0)


def sides(a, b, points):
    """The sign of the cross product for each row of the three arrays, and how often the fractions were needed."""
    left = (b[:, 0] - a[:, 0]) * (points[:, 1] - a[:, 1])
    right = (b[:, 1] - a[:, 1]) * (points[:, 0] - a[:, 0])
    cross, size = left - right, np.abs(left) + np.abs(right)
    side = np.sign(cross).astype(np.int8)
    for k in np.nonzero(~((np.abs(cross) > 1e-15 * size) & (size > 1e-280)))[0]:
        side[k] = exact_side(a[k], b[k], points[k])
    return side


def contains_or_touches(polygon, points, block=2000):
    """True for the points inside or on the border: an odd number of edges lies north of the point, or it is on one.

    Rays run north (the program's run east). An edge lies over the point if its x-range, closed in the west and open in
    the east, holds the point's x, and the point lies below it.
    """
    hit = np.zeros(len(points), bool)
    least_x, most_x = np.minimum(polygon.a[:, 0], polygon.b[:, 0]), np.maximum(polygon.a[:, 0], polygon.b[:, 0])
    least_y, most_y = np.minimum(polygon.a[:, 1], polygon.b[:, 1]), np.maximum(polygon.a[:, 1], polygon.b[:, 1])
    for start in range(0, len(points), block):
        some = points[start:start + block]
        x, y = some[:, :1], some[:, 1:]
        which, edge = np.nonzero((least_x <= x) & (x <= most_x) & (y <= most_y))
        a, b, point = polygon.a[edge], polygon.b[edge], some[which]
        side = sides(a, b, point)
        on_edge = (side == 0) & (least_y[edge] <= point[:, 1]) # the x-range holds it already
        eastward = b[:, 0] > a[:, 0]
        over = (least_x[edge] <= point[:, 0]) & (point[:, 0] < most_x[edge]) & (side == np.where(eastward, -1, 1))
        odd = np.bincount(which, weights=over, minlength=len(some)).astype(np.int64) % 2 == 1
        odd[which[on_edge]] = True
        hit[start:start + block] = odd
    return hit


def locate(polygons, positions):
    answer = np.full(len(positions), -1)
    order = np.argsort(positions[:, 0], kind="stable") # NaN last
    x = positions[order, 0]
    for index, polygon in enumerate(polygons):
        near = order[np.searchsorted(x, polygon.low[0], "left"):np.searchsorted(x, polygon.high[0], "right")]
        y = positions[near, 1]
        near = near[(y >= polygon.low[1]) & (y <= polygon.high[1]) & (answer[near] < 0)]
        if len(near):
            answer[near[contains_or_touches(polygon, positions[near])]] = index
    return answer


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("geopackage")
    arguments.add_argument("households")
    arguments.add_argument("--lon", default="boylam")
    arguments.add_argument("--lat", default="enlem")
    given = arguments.parse_args()
    polygons = read_polygons(given.geopackage)
    positions = read_positions(given.households, given.lon, given.lat)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["row", "mah_code"])
    for number, index in enumerate(locate(polygons, positions), 2):
        out.writerow([number, polygons[index].code if index >= 0 else ""])


if __name__ == "__main__":
    main()
