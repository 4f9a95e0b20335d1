/* Longer topics of `mahalle help`, printed from the data tables. */
#include "cli/help_topics.h"

#include <stdio.h>
#include <string.h>

#include "base/data_table.h"
#include "base/memory.h"
#include "config/project.h"

enum mah_status print_configuration(struct mah_error *err)
{
    char *page = NULL;
    enum mah_status status = project_document_keys(&page, err);
    if (status == MAH_OK)
        fputs(page, stdout);
    memory_free(page);
    return status;
}

/* A cell in a Markdown table must not end the column. */
static void print_cell(const char *text)
{
    for (; text != NULL && *text != '\0'; text++) {
        if (*text == '|')
            putchar('\\');
        putchar(*text);
    }
}

static void print_row(const struct data_table *table, size_t row, const char *const *columns, size_t count,
                      bool markdown)
{
    for (size_t i = 0; i < count; i++) {
        fputs(markdown ? (i == 0 ? "| `" : "| ") : (i == 0 ? "" : "  "), stdout);
        if (markdown)
            print_cell(data_table_cell(table, row, columns[i]));
        else
            printf(i == 0 ? "%-14s" : "%s", data_table_cell(table, row, columns[i]));
        if (markdown)
            fputs(i == 0 ? "` " : " ", stdout);
    }
    puts(markdown ? "|" : "");
}

static void print_header(const char *const *titles, size_t count)
{
    for (size_t i = 0; i < count; i++)
        printf("| %s ", titles[i]);
    puts("|");
    for (size_t i = 0; i < count; i++)
        fputs("|---", stdout);
    puts("|");
}

enum mah_status print_household_fields(bool markdown, struct mah_error *err)
{
    static const char *const columns[] = {"field", "type", "label_tr", "label_en", "class", "aliases", "weak_aliases"};
    static const char *const titles[] = {
        "field", "type", "Türkçe", "English", "class", "also found as", "if nothing else fits"};
    struct data_table table = {0};
    enum mah_status status = data_table_read(&table, "fields.csv", err);
    if (status != MAH_OK)
        return status;
    size_t shown = markdown ? 7 : 4;
    if (markdown) {
        puts("# Fields of household records\n");
        puts("Columns are matched to these fields by name or alias, letters and spelling aside (`Hane No`, `HANE_NO` "
             "and `grup/hane_no` "
             "are one); the key `fields` of a source names the others. Made by `scripts/docs` from "
             "`layers/fields.csv`.\n");
        print_header(titles, shown);
    }
    for (size_t row = 0; row < table.row_count; row++)
        print_row(&table, row, columns, shown, markdown);
    data_table_release(&table);
    return MAH_OK;
}

enum mah_status print_service_types(bool markdown, struct mah_error *err)
{
    static const char *const columns[] = {"code", "name_tr", "name_en", "radius_m"};
    static const char *const titles[] = {"type", "Türkçe", "English", "radius (m)"};
    struct data_table table = {0};
    enum mah_status status = data_table_read(&table, "services.csv", err);
    if (status == MAH_OK && markdown)
        print_header(titles, 4);
    for (size_t row = 0; status == MAH_OK && row < table.row_count; row++) {
        if (markdown) {
            print_row(&table, row, columns, 4, true);
            continue;
        }
        const char *radius = data_table_cell(&table, row, "radius_m");
        printf("%-16s  %s  (%s)%s%s%s\n", data_table_cell(&table, row, "code"), data_table_cell(&table, row, "name_tr"),
               data_table_cell(&table, row, "name_en"), *radius != '\0' ? "  " : "", radius,
               *radius != '\0' ? " m" : "");
    }
    data_table_release(&table);
    return status;
}

static void print_output_table(const struct data_table *table, size_t title_row, bool markdown)
{
    static const char *const columns[] = {"field", "type", "unit_en", "label_tr", "label_en", "formula", "source"};
    static const char *const titles[] = {"field", "type", "unit", "Türkçe", "English", "formula", "source"};
    const char *name = data_table_cell(table, title_row, "table");
    printf(markdown ? "\n## %s\n\n%s / %s: %s.\n\n" : "\n%s (%s / %s: %s)\n", name,
           data_table_cell(table, title_row, "label_tr"), data_table_cell(table, title_row, "label_en"),
           data_table_cell(table, title_row, "formula"));
    size_t shown = markdown ? 7 : 5;
    if (markdown)
        print_header(titles, shown);
    for (size_t row = 0; row < table->row_count; row++)
        if (strcmp(data_table_cell(table, row, "table"), name) == 0 && *data_table_cell(table, row, "field") != '\0')
            print_row(table, row, columns, shown, markdown);
}

enum mah_status print_output_fields(bool markdown, struct mah_error *err)
{
    struct data_table table = {0};
    enum mah_status status = data_table_read(&table, "output_fields.csv", err);
    if (status != MAH_OK)
        return status;
    if (markdown) {
        puts("# Fields of the GeoPackage\n");
        puts("Every table and field that `mahalle run` writes, with its unit, labels, formula and the source of the "
             "method. NULL is "
             "unknown or hidden, never zero. Made by `scripts/docs` from `layers/output_fields.csv`.");
    }
    for (size_t row = 0; row < table.row_count; row++)
        if (*data_table_cell(&table, row, "field") == '\0')
            print_output_table(&table, row, markdown);
    data_table_release(&table);
    return MAH_OK;
}
