/* haneler.csv and hatalar.csv of the sample city. */
#include "run/demo_register.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "run/demo_faults.h"

static const char heading[] =
    "hane_no;boylam;enlem;hane_nufusu;gelis_yili;geldigi_il;geldigi_ulke;mulkiyet;konut_tipi;oda_sayisi;"
    "yas_0_2;yas_3_5;yas_6_9;yas_10_13;yas_14_17;yas_18_64;yas_65p;"
    "sebeke_suyu;kanalizasyon;elektrik;cop_toplama;mahalle_adi;ilce;agirlik\n";

void demo_write_degrees(char *out, size_t size, int32_t millionths)
{
    int32_t positive = millionths < 0 ? -millionths : millionths;
    snprintf(out, size, "%s%d.%06d", millionths < 0 ? "-" : "", positive / 1000000, positive % 1000000);
}

/* Capitals as a Turkish typewriter has them: i with its dot, ı without. */
static void shout(char *out, size_t size, const char *text)
{
    static const char *const letters[][2] = {{"i", "İ"}, {"ı", "I"}, {"ş", "Ş"}, {"ğ", "Ğ"},
                                             {"ç", "Ç"}, {"ö", "Ö"}, {"ü", "Ü"}};
    size_t length = 0;
    while (*text != '\0' && length + 3 < size) {
        size_t i = 0, count = sizeof letters / sizeof letters[0];
        while (i < count && strncmp(text, letters[i][0], strlen(letters[i][0])) != 0)
            i++;
        if (i < count) {
            memcpy(out + length, letters[i][1], strlen(letters[i][1]));
            length += strlen(letters[i][1]);
            text += strlen(letters[i][0]);
        } else {
            out[length++] = *text >= 'a' && *text <= 'z' ? (char)(*text - ('a' - 'A')) : *text;
            text++;
        }
    }
    out[length] = '\0';
}

static void fill_number(struct demo_record *record, int column, int value)
{
    snprintf(record->cells[column], DEMO_CELL_BYTES, "%d", value);
}

static void fill_text(struct demo_record *record, int column, const char *text)
{
    snprintf(record->cells[column], DEMO_CELL_BYTES, "%s", text);
}

static void fill_record(struct demo_record *record, const struct demo_household *household,
                        const struct demo_plan *plan, size_t row)
{
    const struct demo_mahalle *mahalle = &plan->mahalle[household->mahalle];
    snprintf(record->cells[DEMO_HANE_NO], DEMO_CELL_BYTES, "H%05zu", row + 1);
    demo_write_degrees(record->cells[DEMO_BOYLAM], DEMO_CELL_BYTES, household->spot.lon);
    demo_write_degrees(record->cells[DEMO_ENLEM], DEMO_CELL_BYTES, household->spot.lat);
    fill_number(record, DEMO_HANE_NUFUSU, household->size);
    if (household->arrival != NULL)
        fill_text(record, DEMO_GELIS_YILI, household->arrival);
    else
        fill_number(record, DEMO_GELIS_YILI, household->arrival_year);
    fill_text(record, DEMO_GELDIGI_IL, household->province);
    if (household->shouted)
        shout(record->cells[DEMO_GELDIGI_IL], DEMO_CELL_BYTES, household->province);
    fill_text(record, DEMO_GELDIGI_ULKE, household->country);
    fill_text(record, DEMO_MULKIYET, household->tenure);
    fill_text(record, DEMO_KONUT_TIPI, household->building);
    fill_number(record, DEMO_ODA_SAYISI, household->rooms);
    for (int band = 0; band < DEMO_AGE_BANDS; band++)
        fill_number(record, DEMO_YAS_0_2 + band, household->ages[band]);
    for (int network = 0; network < DEMO_NETWORKS; network++) {
        fill_text(record, DEMO_SEBEKE_SUYU + network, "");
        if (household->networks[network] >= 0)
            fill_number(record, DEMO_SEBEKE_SUYU + network, household->networks[network]);
    }
    snprintf(record->cells[DEMO_MAHALLE_ADI], DEMO_CELL_BYTES, "%s Mahallesi", mahalle->name);
    fill_text(record, DEMO_ILCE, mahalle->ilce_name);
    fill_text(record, DEMO_AGIRLIK, "1");
}

static void write_line(struct text *out, const struct demo_record *record)
{
    for (int column = 0; column < DEMO_COLUMNS; column++) {
        text_add(out, column > 0 ? ";" : "");
        text_add(out, record->cells[column]);
    }
}

/* The id of the last sound row at least a hundred rows earlier: duplicates stand far apart in real registers. */
static void find_earlier_id(char out[DEMO_CELL_BYTES], const uint8_t *planned, size_t row)
{
    size_t earlier = row > 100 ? row - 100 : 0;
    while (earlier > 0 && planned[earlier] != FAULT_NONE)
        earlier--;
    snprintf(out, DEMO_CELL_BYTES, "H%05zu", earlier + 1);
}

enum mah_status demo_register_write(struct text *register_table, struct text *fault_table,
                                    const struct demo_household *households, size_t count, const struct demo_plan *plan,
                                    const struct demo_shape *shape, struct mah_error *err)
{
    enum { HEADER_ROWS = 1 };
    uint8_t *planned = NULL;
    int planted[FAULT_COUNT] = {0};
    enum mah_status status = demo_faults_plan(&planned, count, err);
    text_add(register_table, heading);
    text_add(fault_table, "row,kind\n");
    for (size_t row = 0; status == MAH_OK && row < count; row++) {
        enum demo_fault fault = (enum demo_fault)planned[row];
        struct demo_record record;
        char earlier_id[DEMO_CELL_BYTES];
        size_t start = register_table->length;
        fill_record(&record, &households[row], plan, row);
        find_earlier_id(earlier_id, planned, row);
        demo_fault_plant(&record, fault, planted[fault], earlier_id, shape);
        write_line(register_table, &record);
        demo_fault_plant_in_line(register_table, start, fault, planted[fault]++);
        text_add(register_table, "\n");
        if (fault != FAULT_NONE)
            text_add_format(fault_table, "%zu,%s\n", row + 1 + HEADER_ROWS, demo_fault_word(fault));
        if (register_table->failed || fault_table->failed)
            status = mah_no_memory(err);
    }
    memory_free(planned);
    return status;
}
