"""Walking distances a second time: an OpenStreetMap extract as a graph of all its vertices, with scipy.

Nothing is compacted: every vertex of a walkable way is a node, and so is every place where a household or a facility meets
its nearest street. Lines meet only where they share a vertex.
"""
import csv
import os
import re

import numpy as np
from osgeo import gdal
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

import oracle

gdal.UseExceptions()
STEP_M = 25  # along the edge of an area somebody may enter it this often


# ---- ways ----

def read_rules():
    """layers/walkable.csv as its first lines tell: {tag: {value: walk}}."""
    rules = {}
    with open(os.path.join(oracle.here, "..", "..", "layers", "walkable.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            rules.setdefault(row["tag"], {})[row["value"]] = row["walk"]
    return rules


def tags_of(feature):
    tags = dict(re.findall(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"', feature.GetField("other_tags") or ""))
    return {**tags, "highway": feature.GetField("highway")}


def may_walk(rules, tags):
    says = {tag: values.get(tags[tag], values.get("*")) for tag, values in rules.items() if tags.get(tag)}
    street = says.pop("highway", None)
    if street not in ("yes", "foot"):
        return False
    foot = says.pop("foot", None)
    if foot:
        return foot == "yes"
    return "no" not in says.values() and (street == "yes" or "yes" in says.values())


def read_ways(path):
    """Vertices in degrees of each walkable way, and how many lines there are in all."""
    data, rules = gdal.OpenEx(path, gdal.OF_VECTOR), read_rules()
    ways, count = [], 0
    for feature in data.GetLayerByName("lines"):
        count += 1
        if may_walk(rules, tags_of(feature)):
            ways.append(np.array(feature.GetGeometryRef().GetPoints())[:, :2])
    return ways, count


# ---- graph ----

class Streets:
    """Segments between neighbouring vertices; vertices of the same degrees are one node."""

    def __init__(self, ways, to_plane):
        vertices = np.concatenate(ways)
        places, node = np.unique(vertices, axis=0, return_inverse=True)
        node = node.ravel()
        self.xy = to_plane(places)
        ends = np.cumsum([len(way) for way in ways])
        first = np.setdiff1d(np.arange(len(vertices) - 1), ends[:-1] - 1)
        self.segment = np.column_stack([node[first], node[first + 1]])
        self.segment = self.segment[self.segment[:, 0] != self.segment[:, 1]]
        self.a, self.b = self.xy[self.segment[:, 0]], self.xy[self.segment[:, 1]]
        self.low, self.high = np.minimum(self.a, self.b), np.maximum(self.a, self.b)
        self.on_segment = [] # (segment, part of its length) of each place, a node behind the vertices

    def nearest(self, point, limit):
        """(segment, part of its length, distance) of the nearest segment within the limit; None where none is."""
        near = np.flatnonzero(((self.low <= point + limit) & (self.high >= point - limit)).all(axis=1))
        if not len(near):
            return None
        a, along = self.a[near], self.b[near] - self.a[near]
        part = np.clip(((point - a) * along).sum(axis=1) / (along**2).sum(axis=1), 0, 1)
        off = np.hypot(*(a + part[:, None] * along - point).T)
        k = np.argmin(off)
        return (near[k], part[k], off[k]) if off[k] <= limit else None

    def place(self, points, limit):
        """Puts points on the streets: their nodes (-1 where no street is near) and their distances from the street."""
        node, off = np.full(len(points), -1), np.full(len(points), np.nan)
        for k, point in enumerate(points):
            found = self.nearest(point, limit)
            if found:
                node[k], off[k] = len(self.xy) + len(self.on_segment), found[2]
                self.on_segment.append(found[:2])
        return node, off

    def graph(self, more_from, more_to, more_length, more_nodes):
        """All places are in: the matrix, both ways; and further edges, one way, from further nodes."""
        count = len(self.xy) + len(self.on_segment)
        segment = np.array([s for s, _ in self.on_segment], int)
        stops = np.concatenate([segment, *[np.arange(len(self.segment))] * 2])
        part = np.concatenate([[p for _, p in self.on_segment], np.zeros(len(self.segment)), np.ones(len(self.segment))])
        node = np.concatenate([len(self.xy) + np.arange(len(segment)), self.segment[:, 0], self.segment[:, 1]])
        order = np.lexsort((part, stops))
        stops, part, node = stops[order], part[order], node[order]
        # the vertices themselves stand at both ends, whatever lies on them
        same = stops[:-1] == stops[1:]
        length = np.hypot(*(self.b - self.a).T)[stops[:-1]] * np.diff(part)
        start, end, length = node[:-1][same], node[1:][same], length[same]
        start, end = np.concatenate([start, end, more_from]), np.concatenate([end, start, more_to])
        length = np.concatenate([length, length, more_length])
        order = np.lexsort((length, end, start)) # of parallel edges the shortest
        start, end, length = start[order], end[order], length[order]
        keep = np.concatenate([[True], (np.diff(start) != 0) | (np.diff(end) != 0)])
        return csr_matrix((length[keep], (start[keep], end[keep])), shape=(count + more_nodes,) * 2)

    def facts(self):
        """Length in km, and parts that no street connects."""
        count = len(self.xy)
        matrix = csr_matrix((np.ones(len(self.segment)), self.segment.T), shape=(count, count))
        used = np.unique(self.segment)
        return np.hypot(*(self.b - self.a).T).sum() / 1000, len(np.unique(connected_components(matrix, directed=False)[1][used]))


def entrances(ring):
    """Every vertex of a closed ring, and points between that are STEP_M apart at most."""
    points = []
    for a, b in zip(ring[:-1], ring[1:]):
        parts = max(1, int(np.ceil(np.hypot(*(b - a)) / STEP_M)))
        points.extend(a + (b - a) * k / parts for k in range(parts))
    return np.array(points)


class Walks:
    """Distances from households to facilities; each facility has one or more stops, and is a node of its own."""

    def __init__(self, streets, households, stops, limit):
        self.home, self.off = streets.place(households, limit)
        placed = [streets.place(points, limit) for points in stops] # all places before the graph is made
        first = len(streets.xy) + len(streets.on_segment)
        edges = [(first + k, node, off) for k, (nodes, offs) in enumerate(placed) for node, off in zip(nodes, offs) if node >= 0]
        self.facility = first + np.arange(len(stops))
        self.street_m = np.array([np.nanmin(off) if np.isfinite(off).any() else np.nan for _, off in placed])
        self.graph = streets.graph(*(np.array(column) for column in zip(*edges)), len(stops))

    def nearest(self, facilities):
        """Distance of every household to the nearest (NaN: no street, no way) and which it is."""
        start = self.facility[facilities]
        distance, _, source = dijkstra(self.graph, indices=start, min_only=True, return_predecessors=True)
        walk = np.where(self.home >= 0, distance[self.home] + self.off, np.nan)
        walk[np.isinf(walk)] = np.nan
        number = dict(zip(start, facilities))
        who = np.array([number[s] if np.isfinite(w) else -1 for s, w in zip(source[self.home], walk)])
        return walk, who

    def pairs(self, facilities, limit):
        """Household, facility, distance of all within the limit; see oracle.pairs_within."""
        distance = dijkstra(self.graph, indices=self.facility[facilities], limit=limit + 1e-3)[:, self.home] + self.off
        distance[:, self.home < 0] = np.inf
        facility, household = np.nonzero(distance <= limit + 1e-3)
        return household, np.asarray(facilities)[facility], distance[facility, household]
