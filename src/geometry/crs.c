/* Which reference system does a text name, and what is known of it? */
#include "geometry/projection.h"

#include <math.h>
#include <string.h>

#include <proj_experimental.h>

#include "base/memory.h"
#include "base/slice.h"
#include "base/text.h"
#include "geometry/proj_door.h"

/* ---- from a text to PROJ's object ---- */

static bool is_number(struct slice text)
{
    for (uint32_t i = 0; i < text.length; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
    }
    return text.length > 0;
}

static bool has_byte(struct slice text, char byte)
{
    return text.length > 0 && memchr(text.bytes, byte, text.length) != NULL;
}

/* What PROJ is asked with. Plain names are not: PROJ would settle for one that is merely alike. */
static char *question_for_proj(struct slice text)
{
    struct text question = TEXT_EMPTY;
    bool proj_string = text.length > 0 && text.bytes[0] == '+';
    if (is_number(text))
        text_add(&question, "EPSG:");
    else if (!proj_string && !has_byte(text, ':') && !has_byte(text, '['))
        return text_take(&question);
    text_add_bytes(&question, text.bytes, text.length);
    if (proj_string && !strstr(question.failed ? "" : question.bytes, "+type=crs"))
        text_add(&question, " +type=crs");
    return text_take(&question);
}

static enum mah_status unknown_crs(const char *text, struct mah_error *err)
{
    return mah_fail(
        err, MAH_BAD_SOURCE,
        "unknown reference system '%.80s'; write it like EPSG:5254 (TUREF / TM30) or EPSG:4326 (longitude, latitude)",
        text);
}

/*
 * Would PROJ open a file anywhere? A definition, which may come from an input file, can name grids and parameter files;
 * those in PROJ's own folders have names without a folder.
 */
static bool names_a_path(const char *definition)
{
    static const struct {
        const char *word, *end_in_wkt;
    } words[] = {{"grids=", "\""}, {"init=", "\""}, {"file=", "\""}, {"PARAMETERFILE", "]"}};
    bool is_wkt = strchr(definition, '[') != NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (const char *at = strcasestr(definition, words[i].word); at != NULL; at = strcasestr(at + 1, words[i].word))
            if (strcspn(at, "/\\~") < strcspn(at, is_wkt ? words[i].end_in_wkt : ""))
                return true;
    return definition[0] == '{'; /* PROJJSON, in which any value can be one */
}

/* Takes `crs` and gives what remains of it without heights. */
static PJ *horizontal_part(struct proj_door *door, PJ *crs)
{
    PJ *part = NULL;
    switch (proj_get_type(crs)) {
    case PJ_TYPE_COMPOUND_CRS:
        part = proj_crs_get_sub_crs(door->context, crs, 0);
        proj_destroy(crs);
        return part ? horizontal_part(door, part) : NULL;
    case PJ_TYPE_GEOGRAPHIC_3D_CRS:
    case PJ_TYPE_PROJECTED_CRS:
        part = proj_crs_demote_to_2D(door->context, NULL, crs);
        proj_destroy(crs);
        return part;
    default:
        return crs;
    }
}

static PJ_TYPE base_type(struct proj_door *door, const PJ *crs)
{
    PJ_TYPE type = proj_get_type(crs);
    if (type != PJ_TYPE_BOUND_CRS)
        return type;
    PJ *source = proj_get_source_crs(door->context, crs);
    type = source ? proj_get_type(source) : PJ_TYPE_UNKNOWN;
    proj_destroy(source);
    return type;
}

/* ---- in which register is it? ---- */

static bool equivalent(struct proj_door *door, const PJ *a, const PJ *b)
{
    PJ *east_a = proj_normalize_for_visualization(door->context, a);
    PJ *east_b = proj_normalize_for_visualization(door->context, b);
    bool same = proj_is_equivalent_to_with_ctx(door->context, east_a ? east_a : a, east_b ? east_b : b,
                                               PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
    proj_destroy(east_a);
    proj_destroy(east_b);
    return same;
}

/* The register's own object under the identifier that `crs` carries, if the two agree. */
static PJ *entry_by_identifier(struct proj_door *door, const PJ *crs)
{
    const char *authority = proj_get_id_auth_name(crs, 0), *code = proj_get_id_code(crs, 0);
    if (!authority || !code || !is_number(slice_of(code)))
        return NULL;
    PJ *entry = proj_create_from_database(door->context, authority, code, PJ_CATEGORY_CRS, 0, NULL);
    if (entry && !equivalent(door, crs, entry)) {
        proj_destroy(entry);
        return NULL;
    }
    return entry;
}

/*
 * The EPSG entry that says the same without an identifier. PROJ's confidence: 90 and more is the same name as well (so
 * ESRI's spelling of a datum does not matter); 70 is the same projection, accepted where the datum is the same too.
 */
static PJ *entry_by_content(struct proj_door *door, const PJ *crs)
{
    int *confidence = NULL;
    PJ_OBJ_LIST *list = proj_identify(door->context, crs, "EPSG", NULL, &confidence);
    PJ *entry = NULL;
    if (list && proj_list_get_count(list) > 0 && confidence[0] >= 70)
        entry = proj_list_get(door->context, list, 0);
    if (entry && (!proj_get_id_code(entry, 0) || (confidence[0] < 90 && !equivalent(door, crs, entry)))) {
        proj_destroy(entry);
        entry = NULL;
    }
    proj_int_list_destroy(confidence);
    proj_list_destroy(list);
    return entry;
}

/* OGC:CRS84 has no number; with x east and y north on our side it is EPSG:4326. */
static PJ *entry_if_wgs84(struct proj_door *door, const PJ *crs)
{
    if (proj_get_type(crs) != PJ_TYPE_GEOGRAPHIC_2D_CRS)
        return NULL;
    PJ *wgs84 = proj_create_from_database(door->context, "EPSG", "4326", PJ_CATEGORY_CRS, 0, NULL);
    if (wgs84 && equivalent(door, crs, wgs84))
        return wgs84;
    proj_destroy(wgs84);
    return NULL;
}

static PJ *register_entry(struct proj_door *door, const PJ *crs)
{
    if (proj_get_type(crs) == PJ_TYPE_BOUND_CRS) /* its datum shift is the user's own */
        return NULL;
    PJ *entry = entry_by_identifier(door, crs);
    if (!entry)
        entry = entry_if_wgs84(door, crs);
    return entry ? entry : entry_by_content(door, crs);
}

/* ---- what is known of it ---- */

static enum mah_status fill_identity(struct crs *out, struct proj_door *door, const PJ *crs, bool registered,
                                     struct mah_error *err)
{
    struct text definition = TEXT_EMPTY;
    if (registered) {
        const char *authority = proj_get_id_auth_name(crs, 0), *code = proj_get_id_code(crs, 0);
        for (const char *digit = code; *digit; digit++)
            out->code = out->code * 10 + (*digit - '0');
        strncpy(out->authority, authority, sizeof out->authority - 1);
        text_add_format(&definition, "%s:%s", authority, code);
    } else {
        const char *wkt = proj_as_wkt(door->context, crs, PJ_WKT2_2019, NULL);
        text_add(&definition, wkt ? wkt : "");
    }
    static const char *const one_line[] = {"MULTILINE=NO", NULL};
    const char *wkt = proj_as_wkt(door->context, crs, PJ_WKT1_GDAL, one_line);
    if (!wkt)
        wkt = proj_as_wkt(door->context, crs, PJ_WKT2_2019, one_line);
    out->wkt = memory_copy_text(wkt ? wkt : "");
    out->name = memory_copy_text(proj_get_name(crs));
    out->definition = text_take(&definition);
    return out->definition && out->name && out->wkt ? MAH_OK : mah_no_memory(err);
}

static enum mah_status fill_units(struct crs *out, struct proj_door *door, const PJ *crs, struct mah_error *err)
{
    PJ_TYPE type = base_type(door, crs);
    double unit = proj_door_axis_unit(door, crs);
    out->geographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS;
    out->metres_per_unit = out->geographic ? 0 : unit;
    bool degrees = fabs(unit * 180 / 3.14159265358979323846 - 1) < 1e-9;
    if ((out->geographic && !degrees) || (!out->geographic && (type != PJ_TYPE_PROJECTED_CRS || !(unit > 0))))
        return mah_fail(err, MAH_BAD_SOURCE,
                        "the reference system '%s' gives no position in degrees or on a plane; write one like "
                        "EPSG:5254 or EPSG:4326",
                        proj_get_name(crs));
    PJ *ellipsoid = proj_get_ellipsoid(door->context, crs);
    int known = ellipsoid && proj_ellipsoid_get_parameters(door->context, ellipsoid, &out->ellipsoid_a_m, NULL, NULL,
                                                           &out->ellipsoid_inverse_flattening);
    proj_destroy(ellipsoid);
    return known ? MAH_OK
                 : mah_fail(err, MAH_BAD_SOURCE, "the reference system '%s' names no ellipsoid", proj_get_name(crs));
}

static enum mah_status describe(struct crs *out, struct proj_door *door, const PJ *crs, struct mah_error *err)
{
    enum mah_status status = fill_units(out, door, crs, err);
    if (status != MAH_OK)
        return status;
    PJ *entry = register_entry(door, crs);
    status = fill_identity(out, door, entry ? entry : crs, entry != NULL, err);
    proj_destroy(entry);
    return status;
}

enum mah_status crs_resolve(struct crs *out, const char *text, struct mah_error *err)
{
    *out = (struct crs){0};
    char *question = question_for_proj(slice_trim(slice_of(text)));
    if (!question)
        return mah_no_memory(err);
    if (names_a_path(question)) {
        memory_free(question);
        return mah_fail(err, MAH_BAD_SOURCE,
                        "the reference system '%.80s' names another file, which is not opened; write it like EPSG:5254",
                        text);
    }
    struct proj_door door;
    enum mah_status status = proj_door_open(&door, err);
    PJ *crs = NULL;
    if (status == MAH_OK) {
        crs = question[0] ? proj_create(door.context, question) : NULL;
        crs = crs ? horizontal_part(&door, crs) : NULL;
        status = crs ? describe(out, &door, crs, err) : unknown_crs(text ? text : "", err);
    }
    proj_destroy(crs);
    proj_door_close(&door);
    memory_free(question);
    status = proj_door_trust(status, err);
    if (status != MAH_OK)
        crs_release(out);
    return status;
}

enum mah_status crs_copy(struct crs *out, const struct crs *crs, struct mah_error *err)
{
    *out = *crs;
    out->definition = memory_copy_text(crs->definition);
    out->name = memory_copy_text(crs->name);
    out->wkt = memory_copy_text(crs->wkt);
    if (out->definition && out->name && out->wkt)
        return MAH_OK;
    crs_release(out);
    return mah_no_memory(err);
}

void crs_release(struct crs *crs)
{
    memory_free(crs->definition);
    memory_free(crs->name);
    memory_free(crs->wkt);
    *crs = (struct crs){0};
}

char *crs_label(const struct crs *crs)
{
    struct text text = TEXT_EMPTY;
    if (crs->code != 0)
        text_add_format(&text, "%s:%d ", crs->authority, crs->code);
    text_add(&text, crs->name);
    return text_take(&text);
}

bool crs_same(const struct crs *a, const struct crs *b)
{
    if (!a->definition || !b->definition)
        return a->definition == b->definition;
    if (strcmp(a->definition, b->definition) == 0)
        return true;
    struct proj_door door;
    if (proj_door_open(&door, NULL) != MAH_OK)
        return false;
    PJ *pa = proj_create(door.context, a->definition), *pb = proj_create(door.context, b->definition);
    bool same = pa && pb && equivalent(&door, pa, pb);
    proj_destroy(pa);
    proj_destroy(pb);
    proj_door_close(&door);
    return same;
}

bool crs_accepts(const struct crs *crs, struct point point)
{
    static const double half_circumference_m = 20e6;
    if (crs->geographic)
        return fabs(point.x) <= 180 && fabs(point.y) <= 90;
    double limit = crs->metres_per_unit > 0 ? half_circumference_m / crs->metres_per_unit : half_circumference_m;
    return fabs(point.x) <= limit && fabs(point.y) <= limit;
}
