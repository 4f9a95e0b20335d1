"""The job by SedonaDB: peer_sedonadb.py CSV BOUNDARIES OUT [within|intersects], or --version. The CSV is read by pyarrow, files of GIS by pyogrio, the
answer is written through GeoPandas: to_pyogrio of version 0.5 waits six seconds for nothing.

OUT.gpkg: the mahalle with the number of their households; OUT.csv: which household is in which mahalle."""
import sys
import pyarrow.csv, sedonadb

if sys.argv[1] == "--version":
    sys.exit(print(f"SedonaDB {sedonadb.__version__}, pyarrow {pyarrow.__version__}"))
csv, boundaries, out, predicate = (*sys.argv[1:], "within")[:4]
db = sedonadb.connect()
needed = pyarrow.csv.ConvertOptions(include_columns=["hane_no", "boylam", "enlem"])
db.create_data_frame(pyarrow.csv.read_csv(csv, convert_options=needed)).to_view("haneler")
db.read_pyogrio(boundaries).to_view("mahalle")
found = f"""SELECT h.hane_no, m.mah_code FROM haneler h
            JOIN mahalle m ON ST_{predicate.title()}(ST_SetSRID(ST_Point(h.boylam, h.enlem), 4326), m.{db.view("mahalle").columns[-1]})"""
if out.endswith(".csv"):
    pyarrow.csv.write_csv(db.sql(found).to_arrow_table(), out)
else:
    counted = db.sql(f"""SELECT m.*, coalesce(c.households, 0) AS households FROM mahalle m
                         LEFT JOIN (SELECT mah_code, count(*) AS households FROM ({found}) GROUP BY mah_code) c ON c.mah_code = m.mah_code""")
    counted.to_pandas().to_file(out, layer="mahalle", driver="GPKG")
