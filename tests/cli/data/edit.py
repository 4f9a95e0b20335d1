"""edit.py FILE.gpkg SQL...: changes a GeoPackage by hand, without SpatiaLite."""
import sqlite3, sys

database = sqlite3.connect(sys.argv[1])
for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):  # the triggers of the index name them
    database.create_function(name, 1, lambda geometry: None)
for statement in sys.argv[2:]:
    database.execute(statement)
database.commit()
