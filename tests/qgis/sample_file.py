"""Which files are to be checked: one that is named, or those that the program makes of its demo city; and what SQLite reads in them."""
import os
import sqlite3
import subprocess


def files_to_check(argument, folder):
    """A path to a .gpkg stands for itself; anything else is the program, which computes its demo city into the folder."""
    if argument.endswith(".gpkg"):
        return [os.path.abspath(argument)]
    program, demo = os.path.abspath(argument), os.path.join(folder, "demo")
    subprocess.run([program, "init", "--demo", demo], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    files = []
    for profile in ("public", "secure"):
        files.append(os.path.join(folder, f"{profile}.gpkg"))
        subprocess.run([program, "run", demo, "-o", files[-1], "--profile", profile, "--quiet"], check=True,
                       stdout=subprocess.DEVNULL)
    return files


def demo_files(program, folder, profiles=("public", "secure"), languages=("tr", "en")):
    """The demo city in every profile and language: [(path, profile, language)]."""
    program, demo = os.path.abspath(program), os.path.join(folder, "demo")
    subprocess.run([program, "init", "--demo", demo], check=True, capture_output=True)
    files = []
    for profile in profiles:
        for language in languages:
            path = os.path.join(folder, f"{profile}_{language}.gpkg")
            subprocess.run([program, "run", demo, "-o", path, "--profile", profile, "--language", language, "--quiet"],
                           check=True, capture_output=True)
            files.append((path, profile, language))
    return files


def rows_of(path, sql, *values):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()
