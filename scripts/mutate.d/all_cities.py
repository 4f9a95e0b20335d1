"""Drawn cities one after the other in one Python, until the first that fails: all_cities.py PROGRAM FILE.city..."""
import os
import runpy
import sys

program, *cities = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
for city in cities:
    sys.argv = ["run_city.py", program, city]
    runpy.run_path(f"{here}/../../tests/city/run_city.py", run_name="__main__")
