"""Makes the two small files on which answers may differ: make_borders.py CSV BOUNDARIES ROWS_OUT BORDERS_OUT. Needs GeoPandas.

ROWS_OUT: the rows of CSV that GEOS does not find inside exactly one mahalle: on a border, in an overlap, outside. BORDERS_OUT: 10,000 different
vertices of the boundaries, drawn with a fixed seed, as households of one to twelve persons."""
import sys
import geopandas, numpy, pandas, shapely

csv, boundaries, rows_out, borders_out = sys.argv[1:]
mahalle = geopandas.read_file(boundaries)[["geometry"]]
table = pandas.read_csv(csv, dtype=str)
x, y = table.boylam.astype(float), table.enlem.astype(float)  # exactly, as the text says: pandas alone may miss the last bit
points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y), crs=4326)
inside = points.sjoin(mahalle, predicate="within").index.value_counts().reindex(points.index, fill_value=0)
touched = points.sjoin(mahalle, predicate="intersects").index.value_counts().reindex(points.index, fill_value=0)
table[(inside != 1) | (touched != 1)].to_csv(rows_out, index=False)

random = numpy.random.default_rng(7)
vertices = numpy.unique(shapely.get_coordinates(mahalle.geometry.values), axis=0)
chosen = vertices[random.choice(len(vertices), 10_000, replace=False)]
borders = pandas.concat([table.head(1)] * len(chosen), ignore_index=True)
borders["hane_no"] = [f"B{number:05d}" for number in range(len(chosen))]
borders["boylam"], borders["enlem"] = [repr(float(value)) for value in chosen[:, 0]], [repr(float(value)) for value in chosen[:, 1]]
borders["hane_nufusu"] = random.integers(1, 13, len(chosen)).astype(str)
borders.to_csv(borders_out, index=False)
