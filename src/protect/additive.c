/* Kinds, lines, and which of them hold. */
#include "protect/additive.h"

#include <math.h>
#include <stdio.h>

#include "base/memory.h"
#include "indicate/living.h"
#include "protect/additive_parts.h"
#include "protect/arrival_runs.h"
#include "protect/policy_cell.h"

/* A nano of each record may be lost in a sum of many. */
static const double SUM_TOLERANCE = 1e-5;

void kind_place_name(char out[KIND_NAME_SIZE], const struct kind_place *place)
{
    const char *const words[] = {place->row, place->group, place->column};
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof *words && used < KIND_NAME_SIZE; i++)
        if (words[i] != NULL)
            used += (size_t)snprintf(out + used, KIND_NAME_SIZE - used, "%s%s", used > 0 ? "." : "", words[i]);
}

bool additive_add_kind(struct adding *adding, uint16_t *out, const struct additive_kind *kind)
{
    struct additive *additive = adding->additive;
    *out = NO_KIND;
    if (adding->failed || kind->city->state == COUNT_NOT_ASKED)
        return false;
    if (memory_grow((void **)&additive->kinds, &additive->kind_capacity, additive->kind_count + 1,
                    sizeof *additive->kinds) != 0) {
        adding->failed = true;
        return false;
    }
    *out = (uint16_t)additive->kind_count;
    additive->kinds[additive->kind_count++] = *kind;
    return true;
}

static double sum_of(const struct additive *additive, size_t area, const struct additive_term *terms, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += terms[i].sign * additive_count(additive, area, terms[i].kind)->value;
    return sum;
}

bool additive_holds(const struct additive *additive, const struct additive_term *terms, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (terms[i].kind == NO_KIND)
            return false;
    for (size_t area = 0; area <= additive->mahalle_count; area++)
        if (fabs(sum_of(additive, area, terms, count)) > SUM_TOLERANCE)
            return false;
    return true;
}

void additive_add_line(struct adding *adding, const struct additive_term *terms, size_t count)
{
    struct additive *additive = adding->additive;
    if (adding->failed || !additive_holds(additive, terms, count))
        return;
    if (memory_grow((void **)&additive->terms, &additive->term_capacity, additive->term_count + count,
                    sizeof *additive->terms) != 0 ||
        memory_grow((void **)&additive->lines, &additive->line_capacity, additive->line_count + 1,
                    sizeof *additive->lines) != 0) {
        adding->failed = true;
        return;
    }
    additive->lines[additive->line_count++] = (struct additive_line){(uint32_t)additive->term_count, (uint32_t)count};
    for (size_t i = 0; i < count; i++)
        additive->terms[additive->term_count++] = terms[i];
}

/* The households behind it are at least those of the whole that are in no part. */
static struct count rest_of(const struct additive *additive, size_t area, const struct additive_term *terms,
                            size_t count)
{
    struct count rest = {.value = fmax(0, sum_of(additive, area, terms, count)), .state = COUNT_KNOWN};
    for (size_t i = 0; i < count; i++)
        rest.records += terms[i].sign * additive_count(additive, area, terms[i].kind)->records;
    if (rest.records < 0)
        rest.records = 0;
    return rest;
}

/* An array for a kind that no table shows: what is left of a sum. */
static struct count *new_rest(struct adding *adding)
{
    struct additive *additive = adding->additive;
    if (adding->failed || memory_grow((void **)&additive->rests, &additive->rest_capacity, additive->rest_count + 1,
                                      sizeof *additive->rests) != 0) {
        adding->failed = true;
        return NULL;
    }
    struct count *rest = memory_new(additive->mahalle_count + 1, sizeof *rest);
    if (rest == NULL)
        adding->failed = true;
    else
        additive->rests[additive->rest_count++] = rest;
    return rest;
}

uint16_t additive_add_parts(struct adding *adding, struct additive_term *terms, size_t count, bool counts_persons)
{
    struct additive *additive = adding->additive;
    for (size_t i = 0; i < count; i++)
        if (adding->failed || terms[i].kind == NO_KIND)
            return NO_KIND;
    if (additive_holds(additive, terms, count)) {
        additive_add_line(adding, terms, count);
        return NO_KIND;
    }
    struct count *rest = new_rest(adding);
    if (rest == NULL)
        return NO_KIND;
    for (size_t area = 0; area <= additive->mahalle_count; area++)
        rest[area] = rest_of(additive, area, terms, count);
    struct additive_kind kind = {.first = (char *)rest,
                                 .stride = sizeof *rest,
                                 .city = &rest[additive->mahalle_count],
                                 .whole = NO_KIND,
                                 .counts_persons = counts_persons};
    terms[count].sign = -1;
    if (!additive_add_kind(adding, &terms[count].kind, &kind))
        return NO_KIND;
    additive_add_line(adding, terms, count + 1);
    return terms[count].kind;
}

uint16_t additive_add_at_most(struct adding *adding, struct additive_term *terms, size_t count, bool counts_persons)
{
    for (size_t i = 0; i < count; i++)
        if (adding->failed || terms[i].kind == NO_KIND)
            return NO_KIND;
    for (size_t area = 0; area <= adding->additive->mahalle_count; area++)
        if (sum_of(adding->additive, area, terms, count) < -SUM_TOLERANCE)
            return NO_KIND;
    return additive_add_parts(adding, terms, count, counts_persons);
}

/* Which lines is each kind in? */
static enum mah_status index_lines(struct additive *additive, struct mah_error *err)
{
    additive->lines_of = memory_new(additive->kind_count + 2, sizeof *additive->lines_of);
    additive->lines_at = memory_new(additive->term_count + 1, sizeof *additive->lines_at);
    additive->sign_at = memory_new(additive->term_count + 1, sizeof *additive->sign_at);
    if (additive->lines_of == NULL || additive->lines_at == NULL || additive->sign_at == NULL)
        return mah_no_memory(err);
    uint32_t *next = additive->lines_of + 1; /* becomes the start of the next kind while it is filled */
    for (size_t i = 0; i < additive->term_count; i++)
        next[additive->terms[i].kind + 1]++;
    for (size_t k = 1; k <= additive->kind_count; k++)
        next[k] += next[k - 1];
    for (size_t line = 0; line < additive->line_count; line++)
        for (size_t i = 0; i < additive->lines[line].count; i++) {
            const struct additive_term *term = &additive->terms[additive->lines[line].first + i];
            uint32_t at = next[term->kind]++;
            additive->lines_at[at] = (uint32_t)line;
            additive->sign_at[at] = term->sign;
        }
    return MAH_OK;
}

static uint16_t first_equal(const uint16_t *equal, uint16_t kind)
{
    while (equal[kind] != kind)
        kind = equal[kind];
    return kind;
}

/* Each kind points to one before it that is equal, the first to itself; then the first ones are numbered. */
static enum mah_status find_distinct(struct additive *additive, struct mah_error *err)
{
    uint16_t *equal = additive->distinct = memory_new(additive->kind_count + 1, sizeof *equal);
    if (equal == NULL)
        return mah_no_memory(err);
    for (size_t kind = 0; kind < additive->kind_count; kind++)
        equal[kind] = (uint16_t)kind;
    for (size_t line = 0; line < additive->line_count; line++) {
        const struct additive_term *terms = &additive->terms[additive->lines[line].first];
        if (!additive_is_equality(additive, line))
            continue;
        uint16_t a = first_equal(equal, terms[0].kind), b = first_equal(equal, terms[1].kind);
        equal[a > b ? a : b] = a > b ? b : a;
    }
    for (size_t kind = 0; kind < additive->kind_count; kind++)
        equal[kind] = equal[kind] == kind ? (uint16_t)additive->distinct_count++ : equal[equal[kind]];
    return MAH_OK;
}

static bool is_whole(double value)
{
    return fabs(value - round(value)) < 1e-7;
}

static bool are_integral(const struct additive *additive)
{
    for (size_t kind = 0; kind < additive->kind_count; kind++)
        for (size_t area = 0; area <= additive->mahalle_count; area++)
            if (!is_whole(additive_count(additive, area, kind)->value))
                return false;
    return true;
}

enum mah_status additive_new(struct additive **out, struct counts *counts, const struct additive_services *services,
                             struct mah_error *err)
{
    struct additive *additive = memory_new(1, sizeof *additive);
    if (additive == NULL)
        return mah_no_memory(err);
    additive->mahalle_count = counts->mahalle_count;
    struct adding adding = {.additive = additive};
    additive_add_measures(&adding, counts);
    additive_add_origins(&adding, counts);
    if (counts->living != NULL)
        additive_add_living(&adding, counts);
    if (services != NULL)
        additive_add_coverage(&adding, services);
    enum mah_status status = adding.failed ? mah_no_memory(err) : index_lines(additive, err);
    if (status == MAH_OK)
        status = find_distinct(additive, err);
    bool integral = status == MAH_OK && are_integral(additive);
    for (size_t i = 0; i < additive->kind_count; i++) {
        struct additive_kind *kind = &additive->kinds[i];
        kind->is_integral |= integral;
        kind->is_everybody = kind->whole != NO_KIND && kind->city->value >= additive->kinds[kind->whole].city->value;
    }
    if (status != MAH_OK) {
        additive_free(additive);
        return status;
    }
    *out = additive;
    return MAH_OK;
}

void additive_judge_derived(const struct additive *additive, const struct policy *policy)
{
    for (size_t i = 0; i < additive->kind_count; i++) {
        enum derived derived = additive->kinds[i].derived;
        if (derived == NOT_DERIVED || (derived == DERIVED_BY_WINDOW && !arrival_window_cuts_band(policy)))
            continue;
        for (size_t area = 0; area <= additive->mahalle_count; area++) {
            struct count *count = additive_count(additive, area, i);
            count->state = (uint8_t)policy_judge_cell(policy, count, count, true, true);
        }
    }
}

void additive_free(struct additive *additive)
{
    if (additive == NULL)
        return;
    for (size_t i = 0; i < additive->rest_count; i++)
        memory_free(additive->rests[i]);
    memory_free(additive->rests);
    memory_free(additive->kinds);
    memory_free(additive->terms);
    memory_free(additive->lines);
    memory_free(additive->lines_of);
    memory_free(additive->lines_at);
    memory_free(additive->sign_at);
    memory_free(additive->distinct);
    memory_free(additive);
}
