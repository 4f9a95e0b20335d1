"""A small city in a folder, runs of it to which something happens, and what must hold after each of them.

FAULTS=wide in the environment makes the tests try every case and not a few; scripts/faults does so."""
import hashlib, json, os, random, re, shutil, signal, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "property"))
from city_maker import Made, write_boundaries, write_households  # noqa: E402

WIDE = os.environ.get("FAULTS") == "wide"
DOCUMENTED = (0, 1, 2, 3, 4, 130)  # 'mahalle help', docs/decisions/0005
HOUSEHOLDS = 300
counted, violations = {}, []


def count(what, times=1):
    counted[what] = counted.get(what, 0) + times


def violation(what):
    violations.append(what)
    if not WIDE or len(violations) >= 50:
        finish("")


def finish(said):
    """The last line of each test; the wide sweep adds the numbers up."""
    print("; ".join([said] * bool(said) + [f"{number} {what}" for what, number in counted.items()] + [f"{len(violations)} violations"]))
    if violations:
        sys.exit("\n".join(violations[:20]))
    sys.exit(0)


if WIDE:  # stopped early it still says what was tried
    signal.signal(signal.SIGTERM, lambda *_: finish("stopped early"))


def skip(reason):
    print("skipped:", reason)
    sys.exit(77)


def need_strace():
    if shutil.which("strace") is None or subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        skip("strace is missing or not allowed")


def some(numbers, few):
    """All of them in a wide sweep, else a few: the first, the last and some evenly between."""
    numbers = list(numbers)
    if WIDE or len(numbers) <= few:
        return numbers
    return sorted({numbers[round(i * (len(numbers) - 1) / max(1, few - 1))] for i in range(few)})


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest() if os.path.exists(path) else None


def environment(**more):
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "MAHALLE_"))}
    # the leak detector cannot stand where strace or a limit stands
    return {**keep, "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600", "ASAN_OPTIONS": "detect_leaks=0:verify_asan_link_order=0", **more}


class City:
    """Nine mahalle, 300 households, 20 pharmacies; out.gpkg as it was, and as it will be with other recent years."""

    def __init__(self, program, services=False, households=HOUSEHOLDS):
        self.program, self.place = os.path.abspath(program), tempfile.TemporaryDirectory()
        self.folder, self.rows = self.place.name, households
        self.inputs, self.out = self.folder + "/in", self.folder + "/out.gpkg"
        os.mkdir(self.inputs)
        made = Made(5, size=3, households=households)
        write_boundaries(self.inputs + "/b.geojson", made.features)
        write_households(self.inputs + "/h.csv", made.rows)
        self.more = []
        if services:
            chance = random.Random(3)
            with open(self.inputs + "/s.csv", "w", encoding="utf-8") as out:
                out.write("no,ad,boylam,enlem\n")
                out.writelines(f"{n},A{n},{chance.uniform(38, 38.03):.6f},{chance.uniform(37, 37.03):.6f}\n" for n in range(20))
            self.more = ["--service", "pharmacy=" + self.inputs + "/s.csv"]

    def words(self, *more, households=None, boundaries=None, out=None):
        return [self.program, "run", "--households", households or self.inputs + "/h.csv", "--neighbourhoods",
                boundaries or self.inputs + "/b.geojson", "-o", self.out if out is None else out, "--format", "json", "--language", "en", "--set", "threads=1",
                "--set", "reference_date=2025-12-31", "--set", "quarantine.max_rejected_share=1", *self.more, *more]

    def call(self, words, before=(), env=None, **kwargs):
        """Where it takes too long, everything it started ends with it."""
        seconds = kwargs.pop("timeout", 120)
        process = subprocess.Popen([*before, *words], env=env or environment(), cwd=self.folder, start_new_session=True, text=True, errors="replace",
                                   **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **kwargs})
        try:
            said, complained = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise
        return subprocess.CompletedProcess(words, process.returncode, said, complained)

    def make_old(self):
        done = self.call(self.words())
        assert done.returncode == 0, done.stderr
        self.old, self.old_bytes = digest(self.out), open(self.out, "rb").read()
        done = self.call(self.words(*self.changed))
        assert done.returncode == 0, done.stderr
        self.new = digest(self.out)
        assert self.new != self.old
        self.restore()

    changed = ("--set", "recent_years=2")  # so that a new output shows

    def restore(self):
        if digest(self.out) != self.old:
            for ending in ("", "-wal", "-shm", "-journal"):
                if os.path.exists(self.out + ending):
                    os.chmod(self.out + ending, 0o644)
                    os.remove(self.out + ending)
            with open(self.out, "wb") as out:
                out.write(self.old_bytes)

    def leftovers(self):
        return [n for n in os.listdir(self.folder) if ".tmp" in n or n.endswith(("-wal", "-shm", "-journal"))]

    def books(self, done, read=None):
        """Read is located and quarantined, by the summary."""
        rows = json.loads(done.stdout)["rows"]
        if rows["read"] != rows["located"] + rows["quarantined"]:
            return f"the books do not balance: {rows}"
        if read is not None and rows["read"] != read:
            return f"{rows['read']} rows read of {read}"
        return None

    def judge(self, done, what, killed=False):
        """After a run of words(*changed) to which something happened: the old output is whole or the new one is."""
        code, now = done.returncode, digest(self.out)
        if now not in (self.old, self.new):
            violation(f"{what}: neither the old output nor the new one stands there (exit {code})")
        if killed and code == -9:
            return
        if code not in DOCUMENTED:
            violation(f"{what}: exit {code}: {done.stderr[-500:]}")
        if code == 0 and now != self.new:
            violation(f"{what}: exit 0 without the new output")
        if code == 0 and done.stdout:
            wrong = self.books(done, self.rows)
            if wrong:
                violation(f"{what}: {wrong}")
        if code != 0 and not is_one_line(done.stderr):
            violation(f"{what}: exit {code} says {done.stderr!r}")
        if self.leftovers():
            violation(f"{what}: exit {code} leaves {self.leftovers()}")
            for name in self.leftovers():
                os.remove(os.path.join(self.folder, name))


def is_one_line(said):
    """What stands on standard error after a failure: one line that says why; warnings may stand before it."""
    lines = [line for line in said.splitlines() if not line.startswith("mahalle: warning")]
    return len(lines) == 1 and lines[0].startswith("mahalle: ") and len(lines[0]) > len("mahalle: ")


def traced(city, words, calls="all"):
    """The system calls of the first thread, in order: [(name, line), ...]."""
    log = city.folder + "/in/trace"
    done = city.call(words, before=["strace", "-f", "-qq", "-e", "trace=" + calls, "-o", log])
    assert done.returncode == 0, done.stderr
    lines = open(log, errors="replace").read().splitlines()
    first = lines[0].split()[0]
    return [(m.group(2), line) for line in lines for m in [re.match(r"(\d+) +(\w+)\(", line)] if m and m.group(1) == first]
