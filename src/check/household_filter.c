/* Which households does a condition on their fields choose? */
#include "check/household_filter.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "check/check_words.h"
#include "config/row_filter.h"
#include "turkish/places.h"

/* How the cell of a name is made. */
enum cell_way {
    WAY_RAW,      /* the bytes of the file */
    WAY_PROVINCE, /* a province, else a country, as its code */
    WAY_COUNTRY,
    WAY_SIZE,
    WAY_MIGRANTS,
    WAY_YEAR,
    WAY_ORIGIN,
    WAY_RECENT,
    WAY_TENURE,
    WAY_BUILDING,
    WAY_AGE, /* of the band `index` */
    WAY_ROOMS,
    WAY_DURABLE,
    WAY_NETWORK /* `index` */
};

static const struct filter_field {
    const char *name;
    enum cell_way way;
    enum field field; /* whose column must be there; FIELD_COUNT: none in particular */
    int index;
} fields[] = {
    {"hh_size", WAY_SIZE, FIELD_HH_SIZE, 0},
    {"hh_migrants", WAY_MIGRANTS, FIELD_HH_MIGRANTS, 0},
    {"arr_year", WAY_YEAR, FIELD_COUNT, 0},
    {"recent", WAY_RECENT, FIELD_COUNT, 0},
    {"origin", WAY_ORIGIN, FIELD_COUNT, 0},
    {"orig_il", WAY_PROVINCE, FIELD_ORIG_IL, 0},
    {"orig_country", WAY_COUNTRY, FIELD_ORIG_COUNTRY, 0},
    {"birth_il", WAY_PROVINCE, FIELD_BIRTH_IL, 0},
    {"reg_il", WAY_PROVINCE, FIELD_REG_IL, 0},
    {"tenure", WAY_TENURE, FIELD_TENURE, 0},
    {"bldg_type", WAY_BUILDING, FIELD_BLDG_TYPE, 0},
    {"n_0_2", WAY_AGE, FIELD_N_0_2, 0},
    {"n_3_5", WAY_AGE, FIELD_N_3_5, 1},
    {"n_6_9", WAY_AGE, FIELD_N_6_9, 2},
    {"n_10_13", WAY_AGE, FIELD_N_10_13, 3},
    {"n_14_17", WAY_AGE, FIELD_N_14_17, 4},
    {"n_18_64", WAY_AGE, FIELD_N_18_64, 5},
    {"n_65p", WAY_AGE, FIELD_N_65P, 6},
    {"rooms", WAY_ROOMS, FIELD_ROOMS, 0},
    {"durable", WAY_DURABLE, FIELD_DURABLE, 0},
    {"svc_water", WAY_NETWORK, FIELD_SVC_WATER, NETWORK_WATER},
    {"svc_sewer", WAY_NETWORK, FIELD_SVC_SEWER, NETWORK_SEWER},
    {"svc_elec", WAY_NETWORK, FIELD_SVC_ELEC, NETWORK_ELECTRICITY},
    {"svc_waste", WAY_NETWORK, FIELD_SVC_WASTE, NETWORK_WASTE},
    {"svc_gas", WAY_NETWORK, FIELD_SVC_GAS, NETWORK_GAS},
    {"svc_road", WAY_NETWORK, FIELD_SVC_ROAD, NETWORK_ROAD},
    {"svc_net", WAY_NETWORK, FIELD_SVC_NET, NETWORK_INTERNET},
    {"mah_code", WAY_RAW, FIELD_MAH_CODE, 0},
    {"mah_name", WAY_RAW, FIELD_MAH_NAME, 0},
    {"ilce_name", WAY_RAW, FIELD_ILCE_NAME, 0},
};
enum { FILTER_FIELDS = sizeof fields / sizeof *fields, CELL_BYTES = 512 };

struct household_filter {
    struct row_filter *filter;
    const char *tenure[TENURE_COUNT], *building[BUILDING_COUNT]; /* the words of their values */
};

/* ---- texts of the condition ---- */

static enum mah_status translate_place(const char *text, char **out, struct mah_error *err)
{
    origin_id origin = origin_from_province(slice_of(text));
    if (origin == ORIGIN_UNKNOWN)
        origin = origin_from_country(slice_of(text));
    if (origin == ORIGIN_UNKNOWN)
        return mah_fail(err, MAH_BAD_USAGE, "where: '%s' is no province and no country; give its name or code", text);
    *out = memory_copy_text(origin_code(origin));
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status translate_word(const struct answer_words *words, enum word_field field, const char *text,
                                      char **out, struct mah_error *err)
{
    int code = word_list_find(words, field, slice_of(text));
    const char *value = code != WORD_UNKNOWN ? word_list_value(field, code) : NULL;
    if (value == NULL && field == WORD_TENURE)
        return mah_fail(err, MAH_BAD_USAGE,
                        "where: '%s' is no tenure; there are owner, tenant, free, lodging, informal, other", text);
    if (value == NULL)
        return mah_fail(
            err, MAH_BAD_USAGE,
            "where: '%s' is no type of building; there are apartment, detached, gecekondu, tent, container, "
            "other",
            text);
    *out = memory_copy_text(value);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status translate_yes_no(const struct answer_words *words, const char *text, char **out,
                                        struct mah_error *err)
{
    int code = word_list_find(words, WORD_YES_NO, slice_of(text));
    if (code == WORD_UNKNOWN)
        return mah_fail(err, MAH_BAD_USAGE, "where: '%s' is neither yes nor no; write 1 or 0", text);
    *out = memory_copy_text(code == IS_YES ? "1" : "0");
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}

static enum mah_status translate(void *context, size_t column, const char *text, char **out, struct mah_error *err)
{
    const struct answer_words *words = context;
    switch (fields[column].way) {
    case WAY_PROVINCE:
    case WAY_COUNTRY:
    case WAY_ORIGIN:
        return translate_place(text, out, err);
    case WAY_TENURE:
        return translate_word(words, WORD_TENURE, text, out, err);
    case WAY_BUILDING:
        return translate_word(words, WORD_BUILDING, text, out, err);
    case WAY_DURABLE:
    case WAY_NETWORK:
    case WAY_RECENT:
        return translate_yes_no(words, text, out, err);
    case WAY_RAW:
        return MAH_OK;
    default:
        return mah_fail(err, MAH_BAD_USAGE, "where: '%s' is no number, and '%s' is compared with numbers", text,
                        fields[column].name);
    }
}

/* ---- life ---- */

static enum mah_status bind(struct household_filter *filter, struct mah_error *err)
{
    struct answer_words words = {0};
    char *names[FILTER_FIELDS];
    for (size_t i = 0; i < FILTER_FIELDS; i++)
        names[i] = (char *)fields[i].name;
    for (int i = 0; i < TENURE_COUNT; i++)
        filter->tenure[i] = word_list_value(WORD_TENURE, i);
    for (int i = 0; i < BUILDING_COUNT; i++)
        filter->building[i] = word_list_value(WORD_BUILDING, i);
    enum mah_status status = row_filter_bind(filter->filter, names, FILTER_FIELDS, say("households"), err);
    if (status == MAH_OK)
        status = origins_load(err);
    if (status == MAH_OK)
        status = word_list_read(&words, err);
    if (status == MAH_OK)
        status = row_filter_translate_texts(filter->filter, translate, &words, err);
    answer_words_release(&words);
    return status;
}

enum mah_status household_filter_new(struct household_filter **out, const char *text, struct mah_error *err)
{
    struct household_filter *filter = memory_new(1, sizeof *filter);
    if (filter == NULL)
        return mah_no_memory(err);
    enum mah_status status = row_filter_new(&filter->filter, text, NULL, err);
    if (status == MAH_OK)
        status = bind(filter, err);
    if (status != MAH_OK) {
        household_filter_free(filter);
        return status;
    }
    *out = filter;
    return MAH_OK;
}

void household_filter_free(struct household_filter *filter)
{
    if (filter == NULL)
        return;
    row_filter_free(filter->filter);
    memory_free(filter);
}

/* ---- cells ---- */

struct asked_row {
    const struct household_filter *filter;
    const struct batch *batch;
    const struct checked_batch *checked;
    size_t row;
    char text[CELL_BYTES];
};

static struct slice number_cell(struct asked_row *asked, int value, bool known)
{
    if (!known)
        return (struct slice){NULL, 0};
    int length = snprintf(asked->text, sizeof asked->text, "%d", value);
    return (struct slice){asked->text, (uint32_t)length};
}

static struct slice word_cell(const char *word)
{
    return word != NULL ? slice_of(word) : (struct slice){NULL, 0};
}

static struct slice yes_no_cell(uint8_t answer)
{
    return word_cell(answer == IS_YES ? "1" : answer == IS_NO ? "0" : NULL);
}

static struct slice raw_cell(struct asked_row *asked, enum field field)
{
    size_t length = batch_cell_text(asked->batch, field, asked->row, asked->text, sizeof asked->text);
    return (struct slice){asked->text, (uint32_t)length};
}

static struct slice place_cell(struct asked_row *asked, const struct filter_field *field)
{
    struct slice text = raw_cell(asked, field->field);
    origin_id origin = field->way == WAY_PROVINCE ? origin_from_province(text) : ORIGIN_UNKNOWN;
    if (origin == ORIGIN_UNKNOWN)
        origin = origin_from_country(text);
    return word_cell(origin != ORIGIN_UNKNOWN ? origin_code(origin) : NULL);
}

static struct slice cell_of(void *context, size_t column)
{
    struct asked_row *asked = context;
    const struct checked_batch *checked = asked->checked;
    const struct filter_field *field = &fields[column];
    size_t row = asked->row;
    switch (field->way) {
    case WAY_RAW:
        return raw_cell(asked, field->field);
    case WAY_PROVINCE:
    case WAY_COUNTRY:
        return place_cell(asked, field);
    case WAY_SIZE:
        return number_cell(asked, checked->size[row], true);
    case WAY_MIGRANTS:
        return number_cell(asked, checked->migrants[row], checked->migrants[row] >= 0);
    case WAY_YEAR:
        return number_cell(asked, checked->arrival_year[row], checked->arrival_year[row] != 0);
    case WAY_ORIGIN:
        return word_cell(checked->origin[row] != ORIGIN_UNKNOWN ? origin_code(checked->origin[row]) : NULL);
    case WAY_RECENT:
        return number_cell(asked, checked->recent_members[row] > 0,
                           checked->arrival_class[row] != CLASS_UNKNOWN || checked->recent_members[row] > 0);
    case WAY_TENURE:
        return word_cell(asked->filter->tenure[checked->tenure[row]]);
    case WAY_BUILDING:
        return word_cell(asked->filter->building[checked->building[row]]);
    case WAY_AGE:
        return number_cell(asked, checked->ages[row][field->index], checked->ages[row][field->index] >= 0);
    case WAY_ROOMS:
        return number_cell(asked, checked->rooms[row], checked->rooms[row] > 0);
    case WAY_DURABLE:
        return yes_no_cell(checked->durable[row]);
    case WAY_NETWORK:
        return yes_no_cell(checked->network[row][field->index]);
    }
    return (struct slice){NULL, 0};
}

bool household_filter_passes(const struct household_filter *filter, const struct batch *batch,
                             const struct checked_batch *checked, size_t row)
{
    struct asked_row asked; /* its text is written before it is read */
    asked.filter = filter;
    asked.batch = batch;
    asked.checked = checked;
    asked.row = row;
    return row_filter_passes(filter->filter, cell_of, &asked);
}

/* The arrival stands in any of three columns, the origin in any of four. */
static bool is_there(const struct filter_field *field, const struct batch *batch)
{
    const struct column *columns = batch->columns;
    if (field->way == WAY_YEAR || field->way == WAY_RECENT)
        return columns[FIELD_ARR_YEAR].present || columns[FIELD_ARR_DATE].present || columns[FIELD_YEARS_HERE].present;
    if (field->way == WAY_ORIGIN)
        return columns[FIELD_ORIG_IL].present || columns[FIELD_ORIG_COUNTRY].present ||
               columns[FIELD_BIRTH_IL].present || columns[FIELD_REG_IL].present;
    return columns[field->field].present;
}

uint32_t household_filter_lacks(const struct household_filter *filter, const struct batch *batch)
{
    uint32_t lacking = 0;
    for (size_t i = 0; i < FILTER_FIELDS; i++)
        if (row_filter_asks(filter->filter, i) && !is_there(&fields[i], batch))
            lacking |= UINT32_C(1) << i;
    return lacking;
}

const char *household_filter_name(uint32_t lacking)
{
    for (size_t i = 0; i < FILTER_FIELDS; i++)
        if ((lacking >> i & 1) != 0)
            return fields[i].name;
    return NULL;
}

_Static_assert(FILTER_FIELDS <= 32, "a bit for each field");
