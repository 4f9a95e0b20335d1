"""How do programs of others, which only judge our files, come into the build folder? Pinned, checked by hash, skipped without network."""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
SECONDS = 300


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def tools_folder(program):
    """bin/mahalle of a build folder has its tools beside the other things that tests make."""
    return os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(program))), "tests", "tools")


def install(program, name, stamp, make_command):
    """Runs make_command(folder) once for the contents of the file `stamp`; later runs find the folder ready."""
    with open(stamp, encoding="utf-8") as file:
        wanted = file.read()
    place = os.path.join(tools_folder(program), name)
    ready = os.path.join(place, os.path.basename(stamp))
    if os.path.exists(ready) and open(ready, encoding="utf-8").read() == wanted:
        return place
    shutil.rmtree(place, ignore_errors=True)
    os.makedirs(tools_folder(program), exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{name}-", dir=tools_folder(program)) as making:
        folder = os.path.join(making, name)
        os.mkdir(folder)
        run_installer(name, make_command(folder), folder)
        shutil.copy(stamp, folder)  # last: a folder without it is not ready
        os.rename(folder, place)
    return place


def run_installer(name, command, folder):
    try:
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        skip(f"{name} could not be installed within {SECONDS} seconds")
    said = result.stdout + result.stderr
    assert "EINTEGRITY" not in said and "DO NOT MATCH THE HASHES" not in said, f"{name} is not what we pinned: {said}"
    if result.returncode != 0:
        lines = [line for line in said.splitlines() if "rror" in line] or ["no reason given"]
        skip(f"{name} could not be installed: {lines[-1].strip()}")


def install_npm_packages(program, name):
    """What HERE/name/package-lock.json names, without optional native modules and without running their scripts."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        skip("nodejs and npm are not installed")

    def command(folder):
        for file in ("package.json", "package-lock.json"):
            shutil.copy(os.path.join(HERE, name, file), folder)
        return ["npm", "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1",
                "--fetch-timeout=60000", "--cache", os.path.join(os.path.dirname(folder), "cache")]

    return install(program, name, os.path.join(HERE, name, "package-lock.json"), command)


def install_python_packages(program, name):
    """What HERE/name/requirements.txt names, for the system's own Python."""
    wanted = os.path.join(HERE, name, "requirements.txt")
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True).returncode != 0:
        skip("python3-pip is not installed")

    def command(folder):
        return [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "--no-deps", "--require-hashes",
                "--only-binary", ":all:", "--no-cache-dir", "--disable-pip-version-check", "--retries", "1",
                "--timeout", "30", "--requirement", wanted]

    return install(program, name, wanted, command)
