/* Which mahalle does a position, a code or a name belong to? */
#include "locate/locator.h"

#include <string.h>

#include "base/memory.h"
#include "base/slice.h"
#include "locate/locator_parts.h"

const char *join_word(enum join_method method)
{
    static const char *const words[JOIN_METHODS] = {"none", "spatial", "code", "name", "nearest"};
    return (unsigned)method < JOIN_METHODS ? words[method] : words[JOIN_NONE];
}

/* ---- life ---- */

/* Hardly any mahalle is asked as a whole: only where the cells would have taken too much. */
static enum mah_status band_polygons(struct locator *locator, struct mah_error *err)
{
    const struct boundary_set *boundaries = locator->boundaries;
    const struct cell_grid *grid = &locator->grid;
    locator->banded = memory_new(boundaries->count, sizeof(struct banded_polygon *));
    if (!locator->banded)
        return mah_no_memory(err);
    enum mah_status status = MAH_OK;
    for (size_t i = 0; i < grid->candidate_count && status == MAH_OK; i++) {
        uint32_t flags = grid->candidate[i].mahalle, index = flags & candidate_index;
        if ((flags & candidate_is_whole) != 0 && locator->banded[index] == NULL)
            status = banded_polygon_new(&locator->banded[index], &boundaries->mahalle[index].polygon, err);
    }
    return status;
}

static enum mah_status fill(struct locator *locator, const struct crs *working, uint64_t points, struct mah_error *err)
{
    enum mah_status status = working ? crs_copy(&locator->working, working, err) : MAH_OK;
    if (status == MAH_OK)
        status = cell_grid_build(&locator->grid, locator->boundaries, points, err);
    if (status == MAH_OK)
        status = band_polygons(locator, err);
    if (status == MAH_OK)
        status = name_list_build(&locator->names, locator->boundaries, err);
    if (status == MAH_OK)
        status = nearest_cache_new(&locator->nearest, err);
    return status;
}

enum mah_status locator_new(struct locator **out, const struct boundary_set *boundaries, const struct crs *working,
                            uint64_t points, struct mah_error *err)
{
    *out = NULL;
    struct locator *locator = memory_new(1, sizeof *locator);
    if (!locator)
        return mah_no_memory(err);
    locator->boundaries = boundaries;
    enum mah_status status = fill(locator, working, points, err);
    if (status != MAH_OK) {
        locator_free(locator);
        return status;
    }
    *out = locator;
    return MAH_OK;
}

void locator_free(struct locator *locator)
{
    if (!locator)
        return;
    for (size_t i = 0; locator->banded && i < locator->boundaries->count; i++)
        banded_polygon_free(locator->banded[i]);
    memory_free(locator->banded);
    cell_grid_release(&locator->grid);
    name_list_release(&locator->names);
    nearest_cache_free(locator->nearest);
    crs_release(&locator->working);
    memory_free(locator);
}

/* ---- by position ---- */

/* Indices come in ascending order: the first that contains or touches the point has the smallest code. */
static void take_in(struct location *location, size_t *containing, uint32_t index, enum position position)
{
    if (position == POSITION_OUTSIDE)
        return;
    if (location->mahalle == NO_MAHALLE)
        location->mahalle = (int32_t)index;
    if (position == POSITION_BORDER)
        location->on_border = true;
    else
        location->in_overlap = ++*containing >= 2;
}

static enum position ask(const struct locator *locator, struct point point, const struct candidate *candidate)
{
    const struct cell_grid *grid = &locator->grid;
    if (candidate->mahalle & candidate_inside)
        return POSITION_INSIDE;
    if (candidate->mahalle & candidate_is_whole)
        return point_in_banded_polygon(point, locator->banded[candidate->mahalle & candidate_index]);
    bool starts_inside = (candidate->mahalle & candidate_starts_inside) != 0;
    return cell_pieces_position(grid->pieces.piece + candidate->first_piece, candidate->piece_count, starts_inside,
                                point);
}

static struct location locate_among(const struct locator *locator, struct point point, uint32_t list)
{
    struct location location = {.mahalle = NO_MAHALLE};
    size_t containing = 0;
    enum position position = POSITION_OUTSIDE;
    const struct candidate *candidate = &locator->grid.candidate[list];
    for (bool more = true; more; candidate++) {
        if ((candidate->mahalle & candidate_is_far_side) == 0)
            position = ask(locator, point, candidate);
        else if (position != POSITION_BORDER)
            position = position == POSITION_INSIDE ? POSITION_OUTSIDE : POSITION_INSIDE;
        take_in(&location, &containing, candidate->mahalle & candidate_index, position);
        more = (candidate->mahalle & candidate_is_last) == 0;
    }
    return location;
}

/* Of a cell that is no list. */
static struct location answer_of(uint32_t cell)
{
    return (struct location){.mahalle = (int32_t)(cell & CELL_ANSWER) - 1, .in_overlap = (cell & CELL_IN_OVERLAP) != 0};
}

struct location locator_locate(const struct locator *locator, struct point point)
{
    const struct cell_grid *grid = &locator->grid;
    if (!rectangle_contains(&grid->bounds, point))
        return (struct location){.mahalle = NO_MAHALLE};
    uint32_t row = cell_grid_row(grid, point.y), column = cell_grid_column(grid, point.x);
    uint32_t cell = grid->cell[row * grid->columns + column];
    return cell & cell_is_list ? locate_among(locator, point, cell & ~cell_is_list) : answer_of(cell);
}

/* Points follow each other anywhere in the city, so that nothing they need lies in the cache. */
enum { POINTS_AT_ONCE = 32 };

/* The cells of a few points; 0, which answers "none", for a point out of the bounds. */
static void fetch_cells(const struct locator *locator, const struct point *points, size_t count, uint32_t *cells)
{
    const struct cell_grid *grid = &locator->grid;
    size_t place[POINTS_AT_ONCE];
    for (size_t i = 0; i < count; i++) {
        place[i] = SIZE_MAX;
        if (!rectangle_contains(&grid->bounds, points[i]))
            continue;
        place[i] = (size_t)cell_grid_row(grid, points[i].y) * grid->columns + cell_grid_column(grid, points[i].x);
        __builtin_prefetch(&grid->cell[place[i]]);
    }
    for (size_t i = 0; i < count; i++)
        cells[i] = place[i] != SIZE_MAX ? grid->cell[place[i]] : 0;
}

/* Which points have a list, and how many. What it needs is fetched step by step: candidates, their pieces, the vertices
 * of these. */
static size_t fetch_lists(const struct locator *locator, const uint32_t *cells, size_t count, uint32_t *with_list)
{
    const struct cell_grid *grid = &locator->grid;
    const struct candidate *first[POINTS_AT_ONCE];
    size_t lists = 0;
    for (size_t i = 0; i < count; i++) {
        with_list[lists] = (uint32_t)i;
        first[lists] = &grid->candidate[cells[i] & ~cell_is_list];
        lists += (cells[i] & cell_is_list) != 0;
    }
    for (size_t i = 0; i < lists; i++)
        __builtin_prefetch(first[i]);
    for (size_t i = 0; i < lists; i++)
        for (int k = 0; k < 2; k++)
            __builtin_prefetch(&grid->pieces.piece[first[i][k].first_piece]);
    for (size_t i = 0; i < lists; i++) {
        for (int k = 0; k < 2; k++) {
            if (first[i][k].piece_count == 0)
                continue;
            const struct border_piece *piece = &grid->pieces.piece[first[i][k].first_piece];
            __builtin_prefetch(piece->first);
            __builtin_prefetch(piece->first + piece->segments);
        }
    }
    return lists;
}

void locator_locate_all(const struct locator *locator, const struct point *points, size_t count, struct location *out)
{
    for (size_t done = 0; done < count; done += POINTS_AT_ONCE) {
        uint32_t cells[POINTS_AT_ONCE], with_list[POINTS_AT_ONCE];
        size_t now = count - done < POINTS_AT_ONCE ? count - done : POINTS_AT_ONCE;
        fetch_cells(locator, points + done, now, cells);
        size_t lists = fetch_lists(locator, cells, now, with_list);
        for (size_t i = 0; i < now; i++)
            out[done + i] = answer_of(cells[i]);
        for (size_t i = 0; i < lists; i++) {
            size_t at = with_list[i];
            out[done + at] = locate_among(locator, points[done + at], cells[at] & ~cell_is_list);
        }
    }
}

struct location locator_locate_slowly(const struct locator *locator, struct point point)
{
    struct location location = {.mahalle = NO_MAHALLE};
    size_t containing = 0;
    for (uint32_t i = 0; i < locator->boundaries->count; i++)
        take_in(&location, &containing, i, point_in_polygon(point, &locator->boundaries->mahalle[i].polygon));
    return location;
}

/* ---- by what the record says ---- */

/* Byte order, as the boundary set is sorted; codes hold no NUL. */
static int compare_code(struct slice code, const char *other)
{
    struct slice b = slice_of(other);
    uint32_t common = code.length < b.length ? code.length : b.length;
    int order = common > 0 ? memcmp(code.bytes, b.bytes, common) : 0;
    return order != 0 ? order : (code.length > b.length) - (code.length < b.length);
}

int32_t locator_by_code(const struct locator *locator, const char *code, size_t length)
{
    if (length > UINT32_MAX)
        return NO_MAHALLE;
    struct slice wanted = slice_trim((struct slice){code, (uint32_t)length});
    size_t low = 0, high = locator->boundaries->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_code(wanted, locator->boundaries->mahalle[middle].code);
        if (order == 0)
            return (int32_t)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NO_MAHALLE;
}

/* "00101.0" -> "101". */
static struct slice cut_to_number(struct slice code)
{
    while (code.length > 0 && code.bytes[0] == '0') {
        code.bytes++;
        code.length--;
    }
    uint32_t whole = code.length;
    while (whole > 0 && code.bytes[whole - 1] == '0')
        whole--;
    if (whole > 0 && whole < code.length && (code.bytes[whole - 1] == '.' || code.bytes[whole - 1] == ','))
        code.length = whole - 1;
    return code;
}

bool locator_knows_number(const struct locator *locator, const char *code, size_t length)
{
    enum { DIGITS = 20 }; /* no register has longer codes */
    char padded[DIGITS];
    if (length > UINT32_MAX)
        return false;
    struct slice number = cut_to_number(slice_trim((struct slice){code, (uint32_t)length}));
    if (number.length == 0 || number.length > DIGITS)
        return false;
    memset(padded, '0', sizeof padded);
    memcpy(padded + DIGITS - number.length, number.bytes, number.length);
    for (size_t digits = number.length; digits <= DIGITS; digits++)
        if (locator_by_code(locator, padded + DIGITS - digits, digits) != NO_MAHALLE)
            return true;
    return false;
}

int32_t locator_by_name(const struct locator *locator, const char *name, size_t name_length, const char *ilce,
                        size_t ilce_length)
{
    if (name_length > UINT32_MAX || ilce_length > UINT32_MAX)
        return NO_MAHALLE;
    return name_list_find(&locator->names, (struct slice){name, (uint32_t)name_length},
                          (struct slice){ilce, (uint32_t)ilce_length});
}
