#!/usr/bin/python3
"""Does the validator of a public body (PDOK of the Netherlands) pass a file of ours, in the rules that can apply to it?

usage: test_pdok_rules.py PROGRAM

The demo city is computed and validated in the profiles public and secure. Exit code 77: the validator cannot be had.
check_geopackage.py asks most of these rules with SQL, without the validator.
"""
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from optional_tools import install_python_packages, skip  # noqa: E402
from sample_file import files_to_check  # noqa: E402

try:
    from osgeo import gdal  # noqa: F401
except ImportError:
    skip("python3-gdal is not installed")

RULES = ["RQ1", "RQ2", "RQ4", "RQ6", "RQ7", "RQ9", "RQ10", "RQ11", "RQ13", "RQ14", "RQ15", "RQ21", "RQ23", "RQ24", "RQ26",
         "RC17", "RC18", "RC19", "RC20", "RC25"]
LEFT_OUT = {
    "RQ0": "legacy, replaced by RQ8",
    "RQ3": "legacy, replaced by RQ14",
    "RQ5": "legacy, replaced by RQ23",
    "RQ8": "compares with definitions of tables that a customer of PDOK hands in; docs/reference/ has ours",
    "RQ12": "legacy, replaced by RQ22",
    "RQ16": "legacy, replaced by RQ21",
    "RQ22": "allows the reference systems of the Netherlands and the EU; a Turkish city may be in TUREF",
}
# The secure profile has layers of the records that could not be placed: there a row without a geometry is the finding.
WITHOUT_PLACE = ("unassigned", "unreached")

# The module that reads from object stores is imported even for a local file, and needs a client that we do not install.
RUN = """
import sys, types
store = types.ModuleType("minio")
store.Minio = None
sys.modules["minio"] = store
from geopackage_validator.cli import cli
cli()
"""


def run_validator(packages, *arguments):
    environment = dict(os.environ, PYTHONPATH=packages, PYTHONDONTWRITEBYTECODE="1")
    result = subprocess.run([sys.executable, "-c", RUN, *arguments], env=environment, capture_output=True, text=True)
    assert result.returncode == 0, f"the validator fails: {result.stderr}{result.stdout}"
    return json.loads(result.stdout)


def is_about_records_without_place(rule, location):
    return rule == "RQ24" and any(f"null geometry in table: {layer}, column geom," in location for layer in WITHOUT_PLACE)


def check_file(packages, path):
    said = run_validator(packages, "validate", "--gpkg-path", path, "--validations", ",".join(RULES))
    assert sorted(said["validations_executed"]) == sorted(RULES), f"other rules were asked: {said['validations_executed']}"
    for finding in said["results"]:
        places = [place for place in finding["locations"]
                  if not is_about_records_without_place(finding["validation_code"], place)]
        assert not places, f"{finding['validation_code']}: {places}"
    print(f"ok: {len(RULES)} rules of PDOK hold for {os.path.basename(path)}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    packages = install_python_packages(sys.argv[1], "pdok")
    known = set(run_validator(packages, "show-validations"))
    assert known == set(RULES) | set(LEFT_OUT), f"rules we have not thought about: {known ^ (set(RULES) | set(LEFT_OUT))}"
    with tempfile.TemporaryDirectory(prefix="mahalle-pdok-") as folder:
        for path in files_to_check(sys.argv[1], folder):
            check_file(packages, path)


if __name__ == "__main__":
    main()
