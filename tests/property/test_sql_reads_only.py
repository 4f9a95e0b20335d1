#!/usr/bin/env python3
"""A statement can do nothing but read: a list of attacks, limits, damaged and locked files. test_sql_reads_only.py PROGRAM"""
import hashlib, json, os, shutil, sqlite3, subprocess, sys, tempfile, time

program = os.path.abspath(sys.argv[1])
keep = {k: v for k, v in os.environ.items() if not k.startswith(("MAHALLE_", "LC_", "LANG"))}
# relaxed: SpatiaLite offers the functions that read and write files, too
ENVIRONMENT = {**keep, "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1767225600", "SPATIALITE_SECURITY": "relaxed"}
problems = []


def mahalle(*words, folder=None, timeout=120):
    return subprocess.run([program, *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=timeout)


def ask(folder, sql, *more, file="o.gpkg", **kwargs):
    return mahalle("sql", *more, "--", file, sql, folder=folder, **kwargs)


def rows(folder, sql, **kwargs):
    done = ask(folder, sql, "--format", "json", **kwargs)
    assert done.returncode == 0, f"{sql}: {done.stderr}"
    return [list(row.values()) for row in json.loads(done.stdout)["rows"]]


def state(folder):
    return {n: hashlib.sha256(open(os.path.join(folder, n), "rb").read()).hexdigest() for n in sorted(os.listdir(folder))}


def expect(condition, what):
    if not condition:
        problems.append(what)


ATTACKS = """
INSERT INTO params(key, value) VALUES ('a', 'b')
REPLACE INTO params(key, value) VALUES ('a', 'b')
UPDATE params SET value = 'x'
DELETE FROM params
CREATE TABLE t(a)
CREATE TEMP TABLE t(a)
CREATE VIEW v AS SELECT 1
CREATE INDEX i ON params(key)
CREATE TRIGGER t AFTER INSERT ON params BEGIN SELECT 1; END
CREATE VIRTUAL TABLE t USING VirtualShape('/etc/passwd', 'UTF-8', 4326)
CREATE VIRTUAL TABLE t USING VirtualText('/etc/passwd', 'UTF-8')
CREATE VIRTUAL TABLE temp.t USING fts5(a)
DROP TABLE params
ALTER TABLE params RENAME TO p
ATTACH 'new.db' AS n
ATTACH ':memory:' AS n
DETACH main
BEGIN
COMMIT
SAVEPOINT s
ANALYZE
REINDEX
VACUUM
VACUUM INTO 'new.db'
EXPLAIN ATTACH 'new.db' AS n
EXPLAIN DELETE FROM params
WITH a AS (SELECT 1) INSERT INTO params(key) SELECT * FROM a
WITH a AS (SELECT 1) UPDATE params SET value = 1
WITH a AS (SELECT 1) DELETE FROM params
PRAGMA writable_schema = ON
PRAGMA journal_mode = WAL
PRAGMA journal_mode
PRAGMA query_only = OFF
PRAGMA user_version = 9
PRAGMA trusted_schema = ON
PRAGMA temp_store_directory = '.'
PRAGMA wal_checkpoint
PRAGMA integrity_check
PRAGMA database_list
PRAGMA hard_heap_limit = 0
PRAGMA function_list
SELECT * FROM pragma_database_list
SELECT * FROM pragma_user_version
SELECT load_extension('mod_spatialite')
SELECT load_extension('/lib/x86_64-linux-gnu/libc.so.6', 'f')
SELECT writefile('new.txt', 'x')
SELECT readfile('/etc/passwd')
SELECT edit('x')
SELECT fts3_tokenizer('simple', x'00')
SELECT eval('DELETE FROM params')
SELECT sqlite_log(1, 'x')
SELECT BlobToFile(x'00', 'new.bin')
SELECT BlobFromFile('/etc/passwd')
SELECT ExportSHP('mah_indicators', 'geom', 'new', 'UTF-8')
SELECT ExportDBF('params', 'new.dbf', 'UTF-8')
SELECT ExportKML('mah_indicators', 'geom', 'new.kml')
SELECT ExportGeoJSON('mah_indicators', 'geom', 'new.json')
SELECT ExportDXF('.', 'new', 'SELECT 1', 'a', 'b', 'c', 'd', 'e', NULL, 0)
SELECT ImportSHP('x', 'new', 'UTF-8')
SELECT ImportDXF('x')
SELECT ImportDXFfromDir('.')
SELECT ImportXLS('x', 'new')
SELECT XB_LoadXML('/etc/passwd')
SELECT XB_StoreXML(x'00', 'new.xml')
SELECT XB_Create('<a/>', 0, 'http://127.0.0.1:9/x.xsd')
SELECT SqlProc_FromFile('/etc/passwd')
SELECT SqlProc_SetLogfile('new.log', 0)
SELECT SqlProc_Execute(SqlProc_FromText('DELETE FROM params'))
SELECT CreateSpatialIndex('mah_indicators', 'geom')
SELECT DropTable('main', 'params')
SELECT DropGeoTable('main', 'mah_indicators')
SELECT RenameTable('main', 'params', 'p')
SELECT InitSpatialMetaData()
SELECT AddGeometryColumn('params', 'g', 4326, 'POINT', 'XY')
SELECT gpkgAddSpatialIndex('mah_indicators', 'geom')
SELECT gpkgCreateBaseTables()
SELECT CloneTable('main', 'params', 'p', 0)
SELECT UpdateLayerStatistics()
SELECT PROJ_SetDatabasePath('new.db')
SELECT EnableGpkgMode()
SELECT zeroblob(10)
SELECT randomblob(10)
SELECT sum(a) FILTER (WHERE load_extension('x')) FROM (SELECT 1 AS a)
SELECT a FROM (SELECT 1 AS a) ORDER BY eval('x')
SELECT value FROM json_each((SELECT writefile('new.txt', 'x')))
SELECT * FROM VirtualShape
SELECT * FROM sqlite_stmt
SELECT * FROM dbstat
SELECT 1; DELETE FROM params
SELECT 1;; SELECT 2
SELECT 1; /* a comment */ ATTACH 'new.db' AS n
/* a comment */ DELETE FROM params
-- a comment \n DELETE FROM params
;DELETE FROM params
; ; /* a */ VACUUM INTO 'new.db'
;
/* only a comment
""".strip().splitlines()

GOOD = ["SELECT 1;", "  SELECT 1 ; -- a comment", "-- a comment\nSELECT 1", "/* SELECT */ select 1 /* open", "VALUES (1)",
        "WITH a AS (SELECT 1) SELECT * FROM a", "EXPLAIN QUERY PLAN SELECT * FROM params", "PRAGMA table_info(params)",
        "SELECT name FROM pragma_table_info('params')", "SELECT value FROM json_each('[1, 2]')",
        "SELECT count(*) FROM rtree_mah_indicators_geom WHERE minx > 0"]


def attacks(folder):
    before = state(folder)
    for sql in ATTACKS:
        done = ask(folder, sql.replace("\\n", "\n"))
        expect(done.returncode == 2 and not done.stdout, f"{sql}: exit {done.returncode}, {done.stdout}{done.stderr}")
        expect(done.stderr.startswith("mahalle: ") and done.stderr.count("\n") == 1, f"{sql}: not one line: {done.stderr}")
    for sql in GOOD:
        done = ask(folder, sql)
        expect(done.returncode == 0 and done.stdout, f"{sql}: exit {done.returncode}, {done.stderr}")
    expect(state(folder) == before, "a statement changed the folder")


def answers(folder):
    direct = sqlite3.connect(f"file:{folder}/o.gpkg?mode=ro", uri=True)
    sql = "SELECT fid, mah_code, mah_name, mig_rec, sh_mig, area_km2 FROM mah_indicators ORDER BY fid"
    expect(rows(folder, sql) == [list(r) for r in direct.execute(sql)], "other values than SQLite's own")
    for published, area in rows(folder, "SELECT area_km2, ST_Area(geom, 1) FROM mah_indicators"):
        expect(abs(published - area / 1e6) < 1e-6 * published + 1e-6, f"areas differ: {published} km2, {area} m2")
    touching = rows(folder, "SELECT count(*), min(ST_Distance(a.geom, b.geom)) FROM mah_indicators a JOIN mah_indicators b ON a.fid < b.fid "
                            "AND ST_Intersects(a.geom, b.geom)")[0]
    expect(touching[0] > 20 and touching[1] == 0, f"neighbours: {touching}")
    there_and_back = rows(folder, "SELECT max(ST_HausdorffDistance(geom, ST_Transform(ST_Transform(geom, 32637), 4326))) FROM mah_indicators")[0][0]
    expect(there_and_back < 1e-8, f"transformed there and back: {there_and_back} degrees")
    expect(rows(folder, "SELECT geom, x'0102', NULL, 9e999 FROM mah_indicators LIMIT 1") == [["<MULTIPOLYGON>", "<2 bytes>", None, None]],
           "blobs, NULL and infinity")
    done = ask(folder, "SELECT 1 AS \"a,b\", 2 AS n, 3 AS n, 'x\"y' AS t", "--format", "csv")
    expect(done.stdout == '"a,b",n,n_2,t\n1,2,3,"x""y"\n', f"CSV: {done.stdout}")
    for sql, near in (("SELECT mig_rek FROM mah_indicators", "mig_rec"), ("SELECT * FROM mah_indikators", "mah_indicators"),
                      ("SELECT ST_Aria(geom) FROM mah_indicators", "st_area"), ("SELECT 1 FORM params", "at byte")):
        done = ask(folder, sql)
        expect(done.returncode == 2 and near in done.stderr, f"{sql}: {done.stderr}")


def limits(folder):
    endless = "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT count(*) FROM a"
    began = time.monotonic()
    done = ask(folder, endless, "--time-limit", "0.5")
    expect(done.returncode == 1 and "0.5 seconds" in done.stderr and time.monotonic() - began < 5, f"time limit: {done.stderr}")
    # the doubled text meets the limit of a value, the sorted rows that of memory
    for sql in ("WITH RECURSIVE a(x) AS (SELECT 'abcdefgh' UNION ALL SELECT x || x FROM a) SELECT max(length(x)) FROM a",
                "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT x, printf('%1000000d', x) AS t FROM a ORDER BY t"):
        done = ask(folder, sql, "--time-limit", "20")
        expect(done.returncode in (1, 2) and done.stderr.count("\n") == 1 and "seconds" not in done.stderr, f"{sql}: {done.stderr}")
    done = ask(folder, "SELECT " + "(" * 300 + "1" + ")" * 300)
    expect(done.returncode in (0, 2), f"deep expression: {done.returncode}")
    done = ask(folder, "SELECT " + "+".join(["1"] * 5000))
    expect(done.returncode == 2, f"long expression: {done.returncode}")
    for wrong in ("0", "-1", "x", "1e9"):
        expect(ask(folder, "SELECT 1", "--time-limit", wrong).returncode == 2, f"--time-limit {wrong}")


def a_file_that_attacks(folder):
    """Its schema names other files and functions: neither is opened, nor called."""
    evil = os.path.join(folder, "evil.gpkg")
    shutil.copy(os.path.join(folder, "o.gpkg"), evil)
    with sqlite3.connect(evil) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("INSERT INTO sqlite_master VALUES ('table', 'shape', 'shape', 0, 'CREATE VIRTUAL TABLE shape USING VirtualText(\"/etc/passwd\", \"UTF-8\", 0, POINT, NONE, '':'')')")
        database.execute("CREATE VIEW calls AS SELECT BlobToFile(x'00', 'new.bin') AS a")
        database.execute("CREATE VIEW loads AS SELECT load_extension('x') AS a")
        database.execute("CREATE TABLE generated(a, b AS (length(a)))")
    database.close()
    before = state(folder)
    for table in ("shape", "calls", "loads"):
        done = ask(folder, f"SELECT * FROM {table}", file="evil.gpkg")
        expect(done.returncode == 2 and "root" not in done.stdout, f"{table}: {done.returncode} {done.stdout}{done.stderr}")
    expect(rows(folder, "SELECT count(*) FROM generated", file="evil.gpkg") == [[0]], "the rest of the file is read")
    expect(state(folder) == before, "a file changed the folder")
    os.remove(evil)


def files(folder):
    whole = open(os.path.join(folder, "o.gpkg"), "rb").read()
    made = {"cut.gpkg": whole[:len(whole) // 2 + 100], "pages.gpkg": whole[:4096 * 20], "text.gpkg": b"no database at all, only words\n" * 200,
            "empty.gpkg": b""}
    for name, data in made.items():
        open(os.path.join(folder, name), "wb").write(data)
    sqlite3.connect(os.path.join(folder, "plain.gpkg")).execute("CREATE TABLE t(a)").connection.close()
    for name in (*made, "plain.gpkg", "missing.gpkg", "."):
        done = ask(folder, "SELECT sum(length(geom)) FROM gap_grid", file=name)
        expect(done.returncode in (1, 2, 3) and done.stderr.count("\n") == 1, f"{name}: {done.returncode} {done.stderr}")
    locked = sqlite3.connect(os.path.join(folder, "o.gpkg"), isolation_level=None)
    locked.execute("PRAGMA locking_mode = EXCLUSIVE")
    locked.execute("BEGIN EXCLUSIVE")
    done = ask(folder, "SELECT 1 FROM params")
    expect(done.returncode == 1 and "another program" in done.stderr, f"locked: {done.returncode} {done.stderr}")
    locked.execute("ROLLBACK")
    locked.close()
    for name in (*made, "plain.gpkg"):
        os.remove(os.path.join(folder, name))
    # as QGIS leaves it: in WAL mode and closed; nothing is put beside it, and a name with signs of addresses is found
    shutil.copy(os.path.join(folder, "o.gpkg"), os.path.join(folder, "w al?#%.gpkg"))
    sqlite3.connect(os.path.join(folder, "w al?#%.gpkg")).execute("PRAGMA journal_mode = WAL").connection.close()
    before = state(folder)
    expect(rows(folder, "SELECT count(*) > 0 FROM params", file="w al?#%.gpkg") == [[1]], "WAL mode")
    expect(state(folder) == before, "files beside one in WAL mode")
    expect(ask(folder, "SELECT 1 AS a", "-o", "a.txt").returncode == 0 and open(os.path.join(folder, "a.txt")).read() == "a\n-\n1\n", "-o")
    expect(ask(folder, "SELECT 1 AS a", "-o", "a.txt").returncode == 2, "-o never replaces")
    expect(ask(folder, "SELECT 1 AS a", "-o", "a.gpkg").returncode == 2, "-o of a GeoPackage")


with tempfile.TemporaryDirectory() as folder:
    for words in (("init", "--demo", "ornek", "--quiet"), ("run", "ornek", "-o", "o.gpkg", "--quiet")):
        done = mahalle(*words, folder=folder)
        assert done.returncode == 0, done.stderr
    shutil.rmtree(os.path.join(folder, "ornek"))
    for part in (attacks, answers, limits, a_file_that_attacks, files):
        part(folder)
if problems:
    sys.exit("\n".join(problems))
print(f"{len(ATTACKS)} attacks refused")
