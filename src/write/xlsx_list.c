/* The investment list as a workbook: its looks, its date, its three sheets. The files xlsx_* are the only door to
 * libxlsxwriter. */
#include "write/xlsx_list.h"

#include <stdio.h>
#include <time.h>

#include "base/memory.h"
#include "write/new_file.h"
#include "write/xlsx_parts.h"

enum { SHEET_ROWS = 1048576 };

/* ---- looks ---- */

static enum mah_status make_looks(struct xlsx_book *book, struct mah_error *err)
{
    for (int i = 0; i < LOOK_COUNT; i++) {
        book->looks[i] = workbook_add_format(book->workbook);
        if (book->looks[i] == NULL)
            return mah_no_memory(err);
        format_set_align(book->looks[i], LXW_ALIGN_VERTICAL_TOP);
    }
    lxw_format **looks = book->looks;
    format_set_bold(looks[LOOK_TITLE]);
    format_set_font_size(looks[LOOK_TITLE], 14);
    for (int i = LOOK_TOTAL; i <= LOOK_TOTAL_WHOLE; i++) {
        format_set_bold(looks[i]);
        format_set_bg_color(looks[i], 0xF2F2F2);
    }
    format_set_bold(looks[LOOK_HEADER]);
    format_set_text_wrap(looks[LOOK_HEADER]);
    format_set_bg_color(looks[LOOK_HEADER], 0xD9E2EC);
    format_set_bottom(looks[LOOK_HEADER], LXW_BORDER_THIN);
    format_set_num_format(looks[LOOK_WHOLE], "#,##0");
    format_set_num_format(looks[LOOK_TOTAL_WHOLE], "#,##0");
    format_set_num_format(looks[LOOK_DECIMAL], "#,##0.00");
    format_set_num_format(looks[LOOK_PERCENT], "0%");
    format_set_num_format(looks[LOOK_EDITED_WHOLE], "#,##0");
    format_set_num_format(looks[LOOK_EDITED_DECIMAL], "#,##0.00");
    format_set_bg_color(looks[LOOK_EDITED_WHOLE], 0xFFF8DC);
    format_set_bg_color(looks[LOOK_EDITED_DECIMAL], 0xFFF8DC);
    format_set_text_wrap(looks[LOOK_WRAPPED]);
    format_set_font_color(looks[LOOK_OVER], 0xC00000);
    format_set_bold(looks[LOOK_OVER]);
    format_set_bg_color(looks[LOOK_BUILT], 0xE2F0D9);
    return MAH_OK;
}

/* ---- the book ---- */

/* The day of the figures stands for the day of the file, so that the same figures give the same bytes. */
static void date_book(struct xlsx_book *book)
{
    const struct release_facts *facts = release_facts(book->release);
    struct tm day = {0};
    int year = 1970, month = 1, of_month = 1;
    /* NOLINTNEXTLINE(cert-err34-c): a date that the program wrote */
    if (sscanf(facts->reference_date, "%d-%d-%d", &year, &month, &of_month) == 3) {
        day.tm_year = year - 1900;
        day.tm_mon = month - 1;
        day.tm_mday = of_month;
    }
    lxw_doc_properties properties = {
        .title = (char *)facts->title, .author = (char *)"mahalle", .created = timegm(&day)};
    xlsx_note(book, workbook_set_properties(book->workbook, &properties));
}

static lxw_worksheet *add_sheet(struct xlsx_book *book, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
    if (sheet == NULL)
        xlsx_note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return sheet;
}

static enum mah_status write_book(const void *what, const char *path, struct mah_error *err)
{
    struct xlsx_book book = *(const struct xlsx_book *)what;
    enum language language = release_facts(book.release)->language;
    book.list_name = say_in(language, "List");
    book.workbook = workbook_new(path);
    if (book.workbook == NULL)
        return mah_no_memory(err);
    enum mah_status status = make_looks(&book, err);
    if (status == MAH_OK) {
        date_book(&book);
        lxw_worksheet *summary = add_sheet(&book, say_in(language, "Summary"));
        lxw_worksheet *list = add_sheet(&book, book.list_name);
        lxw_worksheet *sources = add_sheet(&book, say_in(language, "Sources"));
        if (summary != NULL && list != NULL && sources != NULL) {
            xlsx_add_summary(&book, summary);
            xlsx_add_projects(&book, list, release_table_named(book.release, "investments"));
            xlsx_add_sources(&book, sources);
        }
    }
    xlsx_note(&book, workbook_close(book.workbook)); /* frees it too */
    if (status == MAH_OK && book.error != LXW_NO_ERROR)
        status = mah_fail(err, MAH_FAILED, "cannot write the workbook: %s", lxw_strerror(book.error));
    return status;
}

enum mah_status xlsx_list_write(const struct mah_release *release, const char *const *notes, size_t note_count,
                                const char *path, struct mah_error *err)
{
    const struct release_table *projects = release_table_named(release, "investments");
    if (release_row_count(projects) > SHEET_ROWS - LIST_FIRST_ROW)
        return mah_fail(err, MAH_BAD_USAGE, "a sheet has room for %d rows, the list has %zu; write a .csv or a .gpkg",
                        SHEET_ROWS - LIST_FIRST_ROW, release_row_count(projects));
    const struct xlsx_book book = {.release = release, .notes = notes, .note_count = note_count};
    return new_file_write(path, file_readers_of(release_facts(release)->profile), write_book, &book, err);
}
