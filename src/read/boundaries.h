/* The mahalle: their boundaries, codes and names, valid and in one order. */
#ifndef READ_BOUNDARIES_H
#define READ_BOUNDARIES_H

#include "config/project.h"
#include "geometry/polygon.h"
#include "geometry/projection.h"

struct mahalle {
    char *code;                 /* unique; never empty */
    char *name;                 /* NULL where unknown */
    char *ilce_code;            /* NULL where unknown */
    char *ilce_name;            /* NULL where unknown */
    char *il_name;              /* il code or name as given; NULL where unknown */
    double population_official; /* key pop_ext; NAN where unknown */
    struct polygon polygon;     /* valid, in the CRS of the set; without parts where is_far */
    double area_km2;            /* ellipsoidal; after repair; NAN where is_far */
    bool is_far;                /* known by code and names only: it has nothing near the area that is asked for */
};

enum boundary_issue_kind {
    BOUNDARY_INVALID,      /* repaired; area_km2 is the change against what the rings say (shells minus holes) */
    BOUNDARY_DUPLICATE,    /* the same code again: same polygon dropped, another one joined to the first */
    BOUNDARY_SAME_POLYGON, /* two codes, one and the same polygon */
    BOUNDARY_OVERLAP,      /* area_km2 shared by code and other_code, above 1 m2 */
    BOUNDARY_GAP,          /* a hole of area_km2 between boundaries, above 1 m2 */
    BOUNDARY_DROPPED,      /* no area, no geometry or no code: not used */
    BOUNDARY_ISSUE_KINDS
};
const char *boundary_issue_word(enum boundary_issue_kind kind); /* "invalid", "duplicate_code", ... */

struct boundary_issue {
    enum boundary_issue_kind kind;
    char *code, *other_code; /* may be NULL */
    char *detail;            /* GEOS's reason, or what was done; English, one line */
    struct point where;      /* in the CRS of the boundaries; NAN where none */
    double area_km2;
};

/* Sorted by code, byte order: the index of a mahalle is its rank in the tie rule. */
struct boundary_set {
    struct mahalle *mahalle;
    size_t count;
    struct crs crs;
    struct rectangle bounds;
    struct boundary_issue *issues;
    size_t issue_count;
    char *file_name; /* without folders */
    char *matched;   /* "id -> mah_code, name -> mah_name": which column became which field */
    bool has_ilce_names;
};

/*
 * Reads polygons and multipolygons from an allowed source; repairs, joins duplicates, sorts. The aliases are in
 * layers/boundary_fields.csv. MAH_BAD_SOURCE: unreadable, no CRS, no code column (lists the columns), not polygons.
 * MAH_BAD_DATA: no usable polygon at all. `towns` (path NULL: none) names ilçe by code.
 */
enum mah_status boundary_set_read(struct boundary_set **out, const struct source *source, const struct source *towns,
                                  struct mah_error *err);

/*
 * The same in two steps, where only what is near an area is needed, and the area depends on the reference system. A
 * draft is a file read and not yet judged; its bounds are those of the polygons as given.
 */
struct boundary_draft;
enum mah_status boundary_draft_read(struct boundary_draft **out, const struct source *source, struct mah_error *err);
const struct crs *boundary_draft_crs(const struct boundary_draft *draft);
enum mah_status boundary_draft_bounds(struct rectangle *out, struct boundary_draft *draft, struct mah_error *err);
void boundary_draft_free(struct boundary_draft *draft);

/* Consumes what the draft holds; it is still to be freed. near, in the CRS of the draft, may be NULL: all are needed.
 */
enum mah_status boundary_set_finish(struct boundary_set **out, struct boundary_draft *draft,
                                    const struct rectangle *near, const struct source *towns, struct mah_error *err);

/* Adds overlaps and, where gaps is true, gaps to the issues. Takes a second or so for a thousand mahalle. */
enum mah_status boundary_set_check_topology(struct boundary_set *set, bool gaps, size_t threads, struct mah_error *err);
void boundary_set_free(struct boundary_set *set);

#endif
