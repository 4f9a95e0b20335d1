#!/usr/bin/python3
"""Does a window read few nodes of our packed spatial index, and find what a slow search finds?

usage: test_index_order.py PROGRAM

An index whose boxes lie in the wrong order passes rtreecheck, and is a hundred times slower. So nodes are counted, which no
clock disturbs: for each window those that SQLite must read of our index, beside those of the index that SQLite makes itself
when the same boxes are inserted. 20,000 points in towns, and the layers of the demo city. The measure is proved on an index
in a wrong order, which must fail.
"""
import os
import random
import sqlite3
import struct
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from sample_file import files_to_check  # noqa: E402

MOST, MOST_SMALL = 1.2, 1.5  # times the nodes of SQLite's own index; of a few leaves, how they fall is chance
POINTS, WINDOWS = 20000, 400
CELL, CELLS = struct.Struct(">qffff"), 51  # what SQLite puts into a node
ROOT = 1


class Tree:
    """Nodes by number, each a list of (id of the row or node, min x, max x, min y, max y)."""

    def __init__(self, nodes, depth):
        self.nodes, self.depth = nodes, depth

    def visit(self, window, node=ROOT, level=None):
        """How many nodes a window reads, and the rows it finds."""
        level = self.depth if level is None else level
        left, right, lower, upper = window
        met = [cell[0] for cell in self.nodes[node]
               if cell[1] <= right and cell[2] >= left and cell[3] <= upper and cell[4] >= lower]
        if level == 0:
            return 1, met
        read, rows = 1, []
        for child in met:
            more, found = self.visit(window, child, level - 1)
            read, rows = read + more, rows + found
        return read, rows


def read_tree(connection, table):
    nodes, depth = {}, 0
    for number, data in connection.execute(f'SELECT nodeno, data FROM "{table}_node"'):
        level, count = struct.unpack_from(">HH", data)
        depth = level if number == ROOT else depth
        nodes[number] = [CELL.unpack_from(data, 4 + CELL.size * i) for i in range(count)]
    return Tree(nodes, depth)


def insert_boxes(boxes):
    """SQLite's own tree of the same boxes."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING rtree(id, minx, maxx, miny, maxy)")
    connection.executemany("INSERT INTO t VALUES (?,?,?,?,?)", boxes)
    return read_tree(connection, "t")


def pack_in_wrong_order(boxes):
    """Full leaves below full parents, sound to rtreecheck; but the boxes are shuffled."""
    cells, number = random.Random(1).sample(boxes, len(boxes)), ROOT
    nodes, depth = {}, 0
    while len(cells) > CELLS:
        parents = []
        for start in range(0, len(cells), CELLS):
            number += 1
            nodes[number] = part = cells[start:start + CELLS]
            _, left, right, lower, upper = zip(*part)
            parents.append((number, min(left), max(right), min(lower), max(upper)))
        cells, depth = parents, depth + 1
    nodes[ROOT] = cells
    return Tree(nodes, depth)


def make_windows(boxes, share):
    """Windows where the rows are; share: their side as part of the layer's."""
    width = (max(box[2] for box in boxes) - min(box[1] for box in boxes)) * share
    height = (max(box[4] for box in boxes) - min(box[3] for box in boxes)) * share
    for box in random.Random(2).choices(boxes, k=WINDOWS):
        yield box[1] - width / 2, box[1] + width / 2, box[3] - height / 2, box[3] + height / 2


def compare(boxes, tree, share):
    """The nodes that the windows read of the tree, and of SQLite's own; every window must find its rows."""
    own, read, wanted = insert_boxes(boxes), 0, 0
    for window in make_windows(boxes, share):
        left, right, lower, upper = window
        slow = {box[0] for box in boxes if box[1] <= right and box[2] >= left and box[3] <= upper and box[4] >= lower}
        visited, rows = tree.visit(window)
        assert len(rows) == len(slow) and set(rows) == slow, "the index finds other rows than a slow search"
        read, wanted = read + visited, wanted + own.visit(window)[0]
    return read, wanted


def check_layer(connection, name, shares):
    boxes = connection.execute(f'SELECT id, minx, maxx, miny, maxy FROM "rtree_{name}_geom" ORDER BY id').fetchall()
    geometries = connection.execute(f'SELECT count(*) FROM "{name}" WHERE geom NOT NULL').fetchone()[0]
    assert len(boxes) == geometries, f"{name}: {len(boxes)} boxes of {geometries} geometries"
    tree = read_tree(connection, f"rtree_{name}_geom")
    full = -(-len(boxes) // CELLS)
    most = MOST if full > 20 else MOST_SMALL
    assert len(tree.nodes) <= max(1, full * 1.05 + 2), f"{name}: {len(tree.nodes)} nodes, though {full} leaves hold all boxes"
    for share in shares if boxes else []:
        read, wanted = compare(boxes, tree, share)
        assert read <= wanted * most, f"{name}: windows of {share} read {read} nodes, SQLite's own index {wanted}"
        print(f"{name}, windows of {share:.1%} of a side: {read} nodes read, of SQLite's own index {wanted}")
    return boxes


def check_measure(boxes):
    read, wanted = compare(boxes, pack_in_wrong_order(boxes), 0.01)
    assert read > wanted * MOST * 5, f"a wrong order is not noticed: {read} nodes, {wanted}"
    print(f"an index in a wrong order would read {read} nodes instead of {wanted}")


def check_points(program, folder):
    driver = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(program))), "tests", "time_index")
    subprocess.run([driver, folder, str(POINTS), "1"], check=True, stdout=subprocess.DEVNULL)
    with sqlite3.connect(f"file:{os.path.join(folder, 'packed.gpkg')}?mode=ro", uri=True) as connection:
        check_measure(check_layer(connection, "points", (0.003, 0.01, 0.05)))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="mahalle-index-") as folder:
        check_points(sys.argv[1], folder)
        for path in files_to_check(sys.argv[1], folder):
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
                for (name,) in connection.execute("SELECT table_name FROM gpkg_geometry_columns").fetchall():
                    check_layer(connection, name, (0.1,))


if __name__ == "__main__":
    main()
