#!/usr/bin/python3
"""Does the form of a mahalle, built as QGIS builds it, show its tabs and the rows of its long tables?

usage: test_form_in_qgis.py PROGRAM

The demo city in both languages. The form is drawn by scripts/render_form in a process of its own. Exit code 77: python3-qgis is
missing.
"""
import csv
import os
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from sample_file import demo_files  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")

try:
    import qgis.gui  # noqa: F401
except ImportError:
    print("skipped: python3-qgis is not installed")
    sys.exit(77)


def tabs_of_templates(language):
    with open(os.path.join(ROOT, "layers/project/form.csv"), encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return list(dict.fromkeys(row[f"tab_{language}"] for row in rows))


def check_form(path, language, folder):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        code = connection.execute("SELECT mah_code FROM mah_indicators ORDER BY pop_est DESC LIMIT 1").fetchone()[0]
        rows = {table: connection.execute(f"SELECT count(*) FROM {table} WHERE mah_code = ?", (code,)).fetchone()[0]
                for table in ("mah_service", "service_need", "mah_origin", "mah_infra", "mah_arrivals")}
    done = subprocess.run([sys.executable, os.path.join(ROOT, "scripts/render_form"), path, folder, "--mahalle", code],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    tabs = [line[4:] for line in lines if line.startswith("tab ")]
    wanted = tabs_of_templates(language)
    assert tabs == [tab for tab in wanted if tab in tabs] and set(wanted) - set(tabs) <= {"Diğer", "Other"}, f"tabs {tabs}"
    for table, count in rows.items():
        assert count > 0 and f"relation mahalle_borders_{table} {count}" in lines, f"{table}: {count} rows; {lines}"
    assert f"editors {len(rows)}" in lines, lines
    for i in range(len(tabs)):
        assert os.path.getsize(os.path.join(folder, f"form_{i + 1}.png")) > 3000
    print(f"ok: the form of mahalle {code} ({language}) has {len(tabs)} tabs and {sum(rows.values())} rows of long tables")


def main():
    with tempfile.TemporaryDirectory(prefix="mahalle-form-") as folder:
        for path, _, language in demo_files(sys.argv[1], folder, profiles=("public",)):
            check_form(path, language, os.path.join(folder, f"form-{language}"))


if __name__ == "__main__":
    main()
