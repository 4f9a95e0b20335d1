/* Hostile lists beside the households: their members, names of ilçe, any small CSV, arrays in JSON. */
#include "base/memory.h"
#include "fuzz.h"
#include "read/boundary_towns.h"
#include "read/csv_table.h"
#include "read/json_array.h"
#include "read/roster.h"

/* Headers that make a sound file of nearly anything; the first choice is a file as the input stands. */
static const char *const headers[] = {"", "hane_no;yas;cinsiyet;yakinlik\n", "ilce_kodu,ilce_adi\n", "["};

static void check_roster(const struct source *source)
{
    struct roster *roster = NULL;
    struct mah_error error = {0};
    enum mah_status status = roster_read(&roster, source, &error);
    require_reason(status, &error);
    if (status == MAH_OK) {
        const struct household_members *members = roster_find(roster, slice_of("1"));
        for (int role = 0; members != NULL && role < MEMBER_ROLES; role++)
            for (int age = 0; age < MEMBER_AGES; age++)
                require(members->persons[role][age] <= MOST_MEMBERS);
        require(members == NULL || roster_household_count(roster) > 0);
    }
    roster_free(roster);
}

static void check_table(const struct source *source)
{
    struct csv_table table = {0};
    struct mah_error error = {0};
    enum mah_status status = csv_table_read_marking(&table, source, &error);
    require_reason(status, &error);
    for (size_t i = 0; status == MAH_OK && i < table.row_count * table.dialect.column_count; i++)
        require(table.cells[i] == NULL ||
                (table.cells[i][0] != '\0' && utf8_is_valid(table.cells[i], strlen(table.cells[i]))));
    csv_table_release(&table);
}

static void check_towns(const struct source *source)
{
    struct town_list list = {0};
    struct mah_error error = {0};
    enum mah_status status = town_list_read(&list, source, &error);
    require_reason(status, &error);
    for (size_t i = 0; status == MAH_OK && i < list.count; i++) {
        require(i == 0 || strcmp(list.towns[i - 1].code, list.towns[i].code) <= 0);
        require(town_list_name(&list, list.towns[i].code) != NULL);
    }
    town_list_release(&list);
}

static size_t count_elements(struct json_array *array, enum mah_status *status)
{
    json_t *element = NULL;
    struct mah_error error = {0};
    size_t count = 0;
    while ((*status = json_array_next(&element, array, &error)) == MAH_OK && element != NULL) {
        json_decref(element);
        count++;
    }
    require_reason(*status, &error);
    return count;
}

/* Twice the same: what was read once is still what it was. */
static void check_json(const struct source *source)
{
    struct json_array array = {0};
    struct mah_error error = {0};
    bool is_array = false;
    require_reason(json_array_begins(&is_array, source->path, &error), &error);
    if (!is_array)
        return;
    enum mah_status status = json_array_open(&array, source, &error), again;
    require_reason(status, &error);
    if (status == MAH_OK) {
        size_t count = count_elements(&array, &status);
        json_array_rewind(&array);
        require(count_elements(&array, &again) == count && again == status);
    }
    json_array_close(&array);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *path;
    struct fuzz_input input = {data, size};
    struct text file = TEXT_EMPTY;
    if (path == NULL)
        path = memory_copy_text(fuzz_path("liste"));
    uint8_t choice = fuzz_byte(&input);
    text_add(&file, headers[choice % (sizeof headers / sizeof *headers)]);
    text_add_bytes(&file, (const char *)input.at, input.left);
    fuzz_write(path, text_bytes(&file), file.length);
    static const char *const encodings[] = {"auto", "utf-8", "windows-1254", "iso-8859-9"};
    struct source source = {.path = path, .encoding = (char *)(uintptr_t)encodings[choice / 8 % 4]};
    check_table(&source);
    check_roster(&source);
    check_towns(&source);
    check_json(&source);
    text_release(&file);
    return 0;
}
