#!/usr/bin/env python3
"""A hundred thousand points of scripts/differential, a tenth of them exactly on borders: the program says what arithmetic in integers says.

  test_differential.py PROGRAM     of drawn boundaries; with the shared data (MAHALLE_SHARED) also of the 982 mahalle of İstanbul
"""
import os, shutil, subprocess, sys

program = os.path.abspath(sys.argv[1])
here = os.path.dirname(os.path.abspath(__file__))
locate_points = os.path.join(os.path.dirname(program), "..", "tests", "locate_points")
try:
    import numpy, osgeo, shapely.wkb  # noqa: F401
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)
if not shutil.which(os.environ.get("CC", "cc")) or not os.path.exists(locate_points):
    print("skipped: no C compiler, or the tests are not built beside the program")
    sys.exit(77)
shared = os.environ.get("MAHALLE_SHARED", os.path.join(here, "..", "..", "..", "shared"))
places = "triangles,patches,squares" + (",istanbul" if os.path.isdir(shared + "/data/tr-mahalle-boundaries") else "")
sys.exit(subprocess.run([sys.executable, here + "/differential.py", program, locate_points, "100000", "--places", places]).returncode)
