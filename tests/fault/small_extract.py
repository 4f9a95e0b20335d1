"""A tiny OpenStreetMap extract, made by hand: write_extract(PATH, [(lon, lat), ...]) holds one footway through these places."""
import struct


def number(value):
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def signed(value):
    return number(value << 1 if value >= 0 else (-value << 1) - 1)


def whole(field, value):
    return number(field << 3) + value


def part(field, value):
    return number(field << 3 | 2) + number(len(value)) + value


def block(kind, content):
    blob = part(1, content)  # raw, not compressed
    head = part(1, kind) + whole(3, number(len(blob)))
    return struct.pack(">I", len(head)) + head + blob


def write_extract(path, places):
    texts = part(1, b"") + part(1, b"highway") + part(1, b"footway") + part(1, b"url") + part(1, b"http://127.0.0.1:9/")
    nodes = b"".join(part(1, whole(1, signed(n + 1)) + whole(8, signed(round(lat * 1e7))) + whole(9, signed(round(lon * 1e7))))
                     for n, (lon, lat) in enumerate(places))
    steps = b"".join(signed(1) for _ in places)  # each number as the step from the one before
    way = whole(1, number(9)) + part(2, number(1) + number(3)) + part(3, number(2) + number(4)) + part(8, steps)
    with open(path, "wb") as out:
        out.write(block(b"OSMHeader", part(4, b"OsmSchema-V0.6") + part(16, b"http://127.0.0.1:9/")))
        out.write(block(b"OSMData", part(1, texts) + part(2, nodes) + part(2, part(3, way))))
