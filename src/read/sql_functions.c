/* Which functions may a statement of the user call? Those that compute: everything else is refused, whatever it is
 * called. */
#include "read/sql_functions.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * In byte order. A function that is missing here is refused, so that what a later SQLite or SpatiaLite brings has to be
 * looked at first. Left out: all that reads or writes files or the network (ImportSHP, BlobToFile, XB_LoadXML ...),
 * runs SQL from a text (eval, SqlProc_Execute ...), makes or changes tables (AddGeometryColumn, TopoGeo_ ...), changes
 * settings of the connection or the process (EnableGpkgMode, PROJ_SetDatabasePath ...), and blobs of any size
 * (zeroblob, randomblob).
 */
/* clang-format off */
static const char *const allowed[] = {
    "->", "->>", "abs", "acos", "acosh", "addpoint", "area", "asbinary", "asewkb", "asewkt", "asgeojson", "asgml",
    "asgpb", "asin", "asinh", "askml", "assvg", "astext", "astwkb", "aswkt", "atan", "atan2", "atanh", "avg",
    "azimuth", "bdmpolyfromtext", "bdmpolyfromwkb", "bdpolyfromtext", "bdpolyfromwkb", "boundary", "buffer",
    "buildarea", "buildcirclembr", "buildmbr", "casttodouble", "casttogeometrycollection", "casttointeger",
    "casttolinestring", "casttomulti", "casttomultilinestring", "casttomultipoint", "casttomultipolygon",
    "casttopoint", "casttopolygon", "casttosingle", "casttotext", "casttoxy", "casttoxym", "casttoxyz",
    "casttoxyzm", "ceil", "ceiling", "centroid", "char", "circularity", "closestpoint", "coalesce", "collect",
    "collectionextract", "concavehull", "contains", "convexhull", "coorddimension", "cos", "cosh", "cot", "count",
    "coveredby", "covers", "crosses", "cume_dist", "current_date", "current_time", "current_timestamp",
    "curvosityindex", "date", "datetime", "degrees", "delaunaytriangulation", "dense_rank", "difference",
    "dimension", "disjoint", "dissolvepoints", "dissolvesegments", "distance", "downhillheight",
    "elementarygeometries", "endpoint", "ensureclosedrings", "envelope", "equals", "exp", "extent",
    "exteriorring", "extractmultilinestring", "extractmultipoint", "extractmultipolygon", "first_value", "floor",
    "format", "frechetdistance", "geodesicarcarea", "geodesicarcheight", "geodesicarclength",
    "geodesiccentralangle", "geodesicchordlength", "geodesiclength", "geohash", "geomcollfromtext",
    "geomcollfromwkb", "geometrycollectionfromtext", "geometrycollectionfromwkb", "geometryfromtext",
    "geometryfromwkb", "geometryn", "geometrytype", "geomfromewkb", "geomfromewkt", "geomfromgeojson",
    "geomfromgpb", "geomfromtext", "geomfromtwkb", "geomfromwkb", "geos_version", "glength", "glob",
    "gpkgmakepoint", "gpkgmakepointm", "gpkgmakepointz", "gpkgmakepointzm", "greatcirclelength", "group_concat",
    "gunion", "hausdorffdistance", "hex", "hexagonalgrid", "ifnull", "iif", "instr", "interiorringn",
    "intersection", "intersects", "isclosed", "isdecimalnumber", "isempty", "isinteger", "isnumber", "isring",
    "issimple", "isvalid", "isvaliddetail", "isvalidgpb", "isvalidreason", "json", "json_array",
    "json_array_length", "json_extract", "json_group_array", "json_group_object", "json_insert", "json_object",
    "json_patch", "json_quote", "json_remove", "json_replace", "json_set", "json_type", "json_valid", "julianday",
    "lag", "last_value", "lead", "length", "like", "likelihood", "likely", "line_interpolate_equidistant_points",
    "line_interpolate_point", "line_locate_point", "line_substring", "linefromtext", "linefromwkb", "linemerge",
    "linescutatnodes", "linesfromrings", "linestringavgsegmentlength", "linestringfromtext", "linestringfromwkb",
    "linestringmaxsegmentlength", "linestringminsegmentlength", "ln", "log", "log10", "log2", "lower", "ltrim",
    "m", "makearc", "makecircle", "makecircularsector", "makecircularstripe", "makeellipse", "makeellipticarc",
    "makeellipticsector", "makeline", "makepoint", "makepointm", "makepointz", "makepointzm", "makepolygon",
    "makevalid", "max", "maxdistance", "mbrcontains", "mbrdisjoint", "mbrequal", "mbrintersects", "mbrmaxx",
    "mbrmaxy", "mbrminx", "mbrminy", "mbroverlaps", "mbrtouches", "mbrwithin", "min", "mlinefromtext",
    "mlinefromwkb", "mod", "mpointfromtext", "mpointfromwkb", "mpolyfromtext", "mpolyfromwkb",
    "multilinestringfromtext", "multilinestringfromwkb", "multipointfromtext", "multipointfromwkb",
    "multipolygonfromtext", "multipolygonfromwkb", "nth_value", "ntile", "nullif", "numgeometries",
    "numinteriorring", "numinteriorrings", "numpoints", "offsetcurve", "overlaps", "percent_rank", "perimeter",
    "pi", "pointfromtext", "pointfromwkb", "pointn", "pointonsurface", "polyfromtext", "polyfromwkb",
    "polygonfromtext", "polygonfromwkb", "polygonize", "pow", "power", "printf", "proj_version", "project",
    "ptdistwithin", "quote", "radians", "random", "rank", "reflectcoordinates", "reflectcoords", "relate",
    "removepoint", "removerepeatedpoints", "replace", "ringscutatnodes", "rotatecoordinates", "rotatecoords",
    "round", "row_number", "rtrim", "sanitizegeometry", "scalecoordinates", "scalecoords", "segmentize",
    "selfintersections", "setendpoint", "setpoint", "setsrid", "setstartpoint", "sharedpaths", "shiftcoordinates",
    "shiftcoords", "shortestline", "sign", "simplify", "simplifypreservetopology", "sin", "singlesidedbuffer",
    "sinh", "snap", "snapandsplit", "snaptogrid", "spatialite_version", "split", "splitleft", "splitright",
    "sqlite_version", "sqrt", "squaregrid", "srid", "st_3ddistance", "st_3dlength", "st_3dmaxdistance",
    "st_addmeasure", "st_addpoint", "st_area", "st_asbinary", "st_asencodedpolyline", "st_astext", "st_azimuth",
    "st_bdmpolyfromtext", "st_bdmpolyfromwkb", "st_bdpolyfromtext", "st_bdpolyfromwkb", "st_boundary",
    "st_buffer", "st_buildarea", "st_centroid", "st_closestpoint", "st_collect", "st_collectionextract",
    "st_concavehull", "st_contains", "st_convexhull", "st_coveredby", "st_covers", "st_crosses",
    "st_curvosityindex", "st_delaunaytriangulation", "st_difference", "st_dimension", "st_disjoint",
    "st_dissolvepoints", "st_dissolvesegments", "st_distance", "st_downhillheight", "st_endpoint", "st_envelope",
    "st_envelopesintersects", "st_envintersects", "st_equals", "st_expand", "st_exteriorring", "st_forcelhr",
    "st_forcepolygonccw", "st_forcepolygoncw", "st_frechetdistance", "st_generalize", "st_geohash",
    "st_geomcollfromtext", "st_geomcollfromwkb", "st_geometrycollectionfromtext", "st_geometrycollectionfromwkb",
    "st_geometryfromtext", "st_geometryfromwkb", "st_geometryn", "st_geometrytype", "st_geomfromtext",
    "st_geomfromwkb", "st_hausdorffdistance", "st_hexagonalgrid", "st_interiorringn", "st_interpolatepoint",
    "st_intersection", "st_intersects", "st_is3d", "st_isclosed", "st_isempty", "st_ismeasured",
    "st_ispolygonccw", "st_ispolygoncw", "st_isring", "st_issimple", "st_isvalid", "st_isvaliddetail",
    "st_isvalidreason", "st_length", "st_line_interpolate_equidistant_points", "st_line_interpolate_point",
    "st_line_locate_point", "st_line_substring", "st_linefromencodedpolyline", "st_linefromtext",
    "st_linefromwkb", "st_linemerge", "st_linescutatnodes", "st_linesfromrings", "st_linestringavgsegmentlength",
    "st_linestringfromtext", "st_linestringfromwkb", "st_linestringmaxsegmentlength",
    "st_linestringminsegmentlength", "st_locate_along_measure", "st_locate_between_measures", "st_locatealong",
    "st_locatebetween", "st_m", "st_makepolygon", "st_makevalid", "st_maxdistance", "st_maxm", "st_maxx",
    "st_maxy", "st_maxz", "st_minm", "st_minx", "st_miny", "st_minz", "st_mlinefromtext", "st_mlinefromwkb",
    "st_mpointfromtext", "st_mpointfromwkb", "st_mpolyfromtext", "st_mpolyfromwkb", "st_multi",
    "st_multilinestringfromtext", "st_multilinestringfromwkb", "st_multipointfromtext", "st_multipointfromwkb",
    "st_multipolygonfromtext", "st_multipolygonfromwkb", "st_ndims", "st_node", "st_npoints", "st_nrings",
    "st_numgeometries", "st_numinteriorring", "st_numpoints", "st_offsetcurve", "st_overlaps", "st_perimeter",
    "st_point", "st_pointfromtext", "st_pointfromwkb", "st_pointn", "st_pointonsurface", "st_polyfromtext",
    "st_polyfromwkb", "st_polygonfromtext", "st_polygonfromwkb", "st_polygonize", "st_project", "st_relate",
    "st_relatematch", "st_removepoint", "st_reverse", "st_ringscutatnodes", "st_segmentize",
    "st_selfintersections", "st_setendpoint", "st_setpoint", "st_setstartpoint", "st_sharedpaths",
    "st_shift_longitude", "st_shortestline", "st_simplify", "st_simplifypreservetopology", "st_singlesidedbuffer",
    "st_snap", "st_snapandsplit", "st_snaptogrid", "st_split", "st_splitleft", "st_splitright", "st_squaregrid",
    "st_srid", "st_startpoint", "st_subdivide", "st_symdifference", "st_touches", "st_transform",
    "st_transformxy", "st_transformxyz", "st_translate", "st_triangulargrid", "st_unaryunion", "st_union",
    "st_updownheight", "st_uphillheight", "st_voronojdiagram", "st_within", "st_x", "st_y", "st_z", "startpoint",
    "stddev_pop", "stddev_samp", "strftime", "substr", "substring", "sum", "swapcoordinates", "swapcoords",
    "symdifference", "tan", "tanh", "time", "total", "touches", "transform", "transformxy", "transformxyz",
    "triangulargrid", "trim", "trunc", "typeof", "unaryunion", "unicode", "unixepoch", "unlikely", "updownheight",
    "uphillheight", "upper", "var_pop", "var_samp", "voronojdiagram", "within", "x", "y", "z"
};
/* clang-format on */
enum { ALLOWED_COUNT = sizeof allowed / sizeof *allowed };

static int compare(const void *name, const void *place)
{
    return strcasecmp(name, *(const char *const *)place);
}

bool sql_function_is_allowed(const char *name)
{
    return bsearch(name, allowed, ALLOWED_COUNT, sizeof *allowed, compare) != NULL;
}

const char *sql_function_at(size_t index)
{
    return index < ALLOWED_COUNT ? allowed[index] : NULL;
}
