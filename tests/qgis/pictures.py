"""Do two pictures show the same map, even where letters are drawn with another font? Compared by the mean colour of blocks."""
import collections

import numpy

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage

WIDTH, BLOCK = 480, 12
FAR = 22  # of 255, in one channel of one block: more than letters change, less than the next class of a legend
MOST_FAR, MOST_MEAN = 0.08, 5.0  # blocks that may be far off; mean distance of all. Without any letters: 0.05 and 3; another theme: 0.28 and 16


def small(image):
    return image.convertToFormat(QImage.Format_RGB32).scaledToWidth(WIDTH, Qt.SmoothTransformation)


def save_small(image, path):
    """As a PNG with a palette of the colours that are most frequent, which keeps maps as they are and small."""
    image = small(image)
    often = collections.Counter(image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))
    palette = [colour for colour, _ in often.most_common(255)]
    assert image.convertToFormat(QImage.Format_Indexed8, palette, Qt.ThresholdDither).save(path), f"cannot write {path}"


def blocks_of(image):
    """Mean red, green and blue of squares of BLOCK pixels, smoothed over their neighbours."""
    image = small(image)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    pixels = numpy.frombuffer(bits, numpy.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)[:, :image.width(), :3]
    rows, columns = image.height() // BLOCK, image.width() // BLOCK
    means = pixels[:rows * BLOCK, :columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK, 3).mean(axis=(1, 3))
    around = numpy.pad(means, ((1, 1), (1, 1), (0, 0)), mode="edge")
    return (around[:-2, 1:-1] + around[2:, 1:-1] + around[1:-1, :-2] + around[1:-1, 2:] + 2 * means) / 6


def difference(image, reference):
    """None where they show the same, else what differs."""
    a, b = blocks_of(image), blocks_of(reference)
    if a.shape != b.shape:
        return f"another shape: {a.shape[:2]} and {b.shape[:2]} blocks"
    distance = numpy.abs(a - b).max(axis=2)
    far, mean = (distance > FAR).mean(), distance.mean()
    if far <= MOST_FAR and mean <= MOST_MEAN:
        return None
    return f"{far:.1%} of the blocks are far off (at most {MOST_FAR:.0%}), mean distance {mean:.1f} (at most {MOST_MEAN:.0f})"
