/* What the search for twins keeps: private to the files twin_*.c. */
#ifndef PROTECT_TWIN_PARTS_H
#define PROTECT_TWIN_PARTS_H

#include "plan/linear_program.h"
#include "protect/twin_search.h"

#define TWIN_TOLERANCE 1e-6
#define TWIN_ANYTHING 1e8 /* more than any change: the room of what is hidden */

enum { PATTERNS_KEPT = 256, TWIN_KNOWN = 64, TWIN_FEW = 5, TWIN_MANY = 24, TWIN_RICH = 96 };

/* The changes within one area for one more, or less, of the first kind. The same for every area, since the lines are.
 */
struct twin_pattern {
    uint16_t *kinds;
    float *by;
    size_t count;
};
struct twin_patterns {
    struct twin_pattern
        kept[PATTERNS_KEPT]; /* the one that fitted last is the first; the last makes place for others */
    size_t used;
};

/* A linear program with a block of columns for each of several areas; of more than one the last is the city. */
struct twin_program {
    struct linear_program *linear;
    size_t blocks, columns;
    double *low, *high, *price; /* columns: blocks x distinct kinds x TWIN_COLUMNS */
};

/* A linear program of what is hidden in one area; kinds that are the same number have the same two columns, up and
 * down.
 */
struct twin_hidden {
    double *up, *down, *price_up, *price_down; /* by distinct kind; NULL until it is needed */
    int *column;                               /* that of up; the next is down; -1: it cannot change */
    double *low, *high, *price;                /* by column */
    struct linear_term *terms;
    size_t columns, rows, term_count;
    struct linear_program *linear; /* its sums are those of the area asked about last */
};

/* Twins of one area, the one last asked about: the change of each kind. Each proves what it changes enough. */
struct twin_known {
    size_t area, count, next;
    float *change; /* TWIN_KNOWN x kinds */
};

/* The mahalle of which nothing is shown. What is hidden later for others opens none: it cannot lose everybody. */
struct twin_pool {
    bool *is_open; /* by area; never the city */
    size_t count;
    double *total; /* by kind: what they have together */
};

struct twin_search {
    const struct policy *policy;
    const struct additive *additive;
    float *up, *down;                /* rooms, area x kind */
    double *column_up, *column_down; /* by kind: what all areas have together */
    uint32_t rich[TWIN_RICH];        /* the mahalle with the most room at the beginning */
    size_t rich_count;
    struct twin_hidden hidden;
    struct twin_program alone, few, many; /* empty until they are needed */
    struct twin_patterns *patterns[2];    /* down, up: one a kind */
    struct twin_known known;
    struct twin_pool pool;
    double *change,
        *cheapest_change; /* of the area in question, by kind: in the plan in hand, and in the best so far */
    double price_of_use;  /* of a shown count that goes no further than its room: others must go as far */
    struct twin_cell *hide, *cheapest; /* of the plan in hand, and of the best so far */
    size_t hide_count, hide_capacity, cheapest_count, cheapest_capacity;
    double hide_price;
};

/* The columns of a kind in the linear program: up and down within its room, and beyond it, if it were hidden. */
enum twin_column { TWIN_UP, TWIN_DOWN, TWIN_UP_HIDDEN, TWIN_DOWN_HIDDEN, TWIN_COLUMNS };

static inline double twin_room(const struct twin_search *search, size_t area, size_t kind, bool up)
{
    return (up ? search->up : search->down)[area * search->additive->kind_count + kind];
}
/* The same if the count were hidden, at *price; the room as it is, at 0, where it is hidden already. */
double twin_room_hidden(const struct twin_search *search, size_t area, size_t kind, bool up, double *price);
bool twin_may_be_hidden(const struct twin_search *search, size_t area, size_t kind);
/* Of a room what a change can need; more of it is no use. */
static inline double twin_useful(double room)
{
    return room < 10 ? room : 10;
}

enum mah_status twin_program_init(struct twin_program *program, const struct twin_search *search, size_t blocks,
                                  struct mah_error *err);
void twin_program_release(struct twin_program *program);
/* The rooms and prices of an area are those of the block. */
void twin_program_set(struct twin_program *program, const struct twin_search *search, size_t block, size_t area,
                      double change);
/* The count in question changes by so much; false: it cannot. */
bool twin_program_ask(struct twin_program *program, const struct twin_search *search, size_t block, size_t area,
                      size_t kind, double change);
/* The cheapest changes, borrowed until the next call; NULL: there are none. */
const double *twin_program_solve(struct twin_program *program);
double twin_program_net(const struct twin_search *search, const double *numbers, size_t block, size_t kind);
/* What the block changes becomes search->change. */
void twin_program_take(struct twin_search *search, const double *numbers, size_t block);
/* Adds the counts of the block that go beyond their room to search->hide. */
enum mah_status twin_program_hide(struct twin_search *search, const double *numbers, size_t block, size_t area,
                                  struct mah_error *err);

/* What it costs to change a shown or hidden count within its room: others must have room for the same, so a kind of
 * which the city has little is used last. */
double twin_price_of_use(const struct twin_search *search, size_t kind, bool up);

/* The plans; what they hide is added to search->hide. */
enum mah_status twin_plan_hidden(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                 struct mah_error *err);
void twin_hidden_release(struct twin_hidden *program);
enum mah_status twin_plan_alone(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                struct mah_error *err);
enum mah_status twin_plan_with_few(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                   struct mah_error *err);
enum mah_status twin_plan_with_many(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                    struct mah_error *err);

/* Adds a count to search->hide, and its price to hide_price. */
enum mah_status twin_hide(struct twin_search *search, size_t area, size_t kind, struct mah_error *err);

/* Area number `index` of those that are asked to make up for a change of this one: in a small city all others, in a
 * large one the city, the rich, and those that follow in the order of the mahalle; SIZE_MAX after the last. It may be
 * the area itself, which is to be passed over. */
size_t twin_asked(const struct twin_search *search, size_t area, size_t index);
/* Finds the rich. */
void twin_rank(struct twin_search *search);

/* Is there a known twin in which the count differs by so much or more? What lies between it and the city is one, too.
 */
bool twin_is_known(const struct twin_search *search, size_t area, size_t kind, double change);
enum mah_status twin_known_init(struct twin_known *known, size_t kinds, struct mah_error *err);

enum mah_status twin_pool_init(struct twin_search *search, struct mah_error *err);
void twin_pool_release(struct twin_pool *pool);
/* Does the count change so much where people move between this area and others of which nothing is shown, either? */
bool twin_by_moving(const struct twin_search *search, size_t area, size_t kind, double change);
/* How many times the open areas make up for the pattern of an area, all together. */
double twin_pool_times(const struct twin_search *search, const struct twin_pattern *pattern, size_t area);

/* The kind that must stay as it is while this one changes; NO_KIND: none. */
uint16_t twin_fixed_whole(const struct twin_search *search, size_t area, size_t kind);

/* Does a pattern of an earlier area fit this one, with others making up for it? */
bool twin_by_pattern(struct twin_search *search, size_t area, size_t kind, double change);
/* Others make up for `times` the pattern: *left is what is still missing of it, 0 if nothing. */
void twin_make_up(const struct twin_search *search, const struct twin_pattern *pattern, size_t area, double times,
                  double *left);
/* The areas that make up for the rest at the lowest price if counts of them are hidden: adds them to search->hide. */
enum mah_status twin_make_up_hidden(bool *is_found, struct twin_search *search, const struct twin_pattern *pattern,
                                    size_t area, double left, struct mah_error *err);

/* search->change is kept as a pattern; do others make up for it, with nothing more hidden? */
enum mah_status twin_make_up_shown(bool *is_found, struct twin_search *search, size_t area, size_t kind, double change,
                                   struct mah_error *err);
/* Takes the pattern over. */
void twin_patterns_keep(struct twin_search *search, struct twin_pattern *pattern, double change);
void twin_pattern_release(struct twin_pattern *pattern);

#endif
