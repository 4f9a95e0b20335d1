/* docs/configuration.md from the key table, so that the page cannot fall behind the program; in Turkish as a help. */
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "config/keys.h"

static const char heading[] =
    "# mahalle.yaml\n"
    "\n"
    "What a project file may say. This page is made from the key table of the program (`src/config/keys.c`).\n"
    "\n"
    "- Relative paths start at the folder of the file.\n"
    "- Unknown keys, wrong types and values out of range are errors that name file, line, key and what is allowed.\n"
    "- Every key can be overridden: `--set quarantine.snap_m=0` on the command line, or `MAHALLE_QUARANTINE_SNAP_M=0` "
    "in the\n"
    "  environment (dots become underscores). Order of force: command line, environment, file, default.\n"
    "  A variable that is a few letters away from one of these is an error, too.\n"
    "- `--set households.crs=EPSG:5256` holds for every household file; `--set neighbourhoods.fields.mah_code=id` "
    "names the\n"
    "  column of one field; `--set province=` takes a text back.\n"
    "- Anchors and aliases of YAML are not allowed; a file has at most 1 MB.\n"
    "\n"
    "| key | what it says | ne söyler | allowed | default |\n"
    "|---|---|---|---|---|\n";

/* The same for who asks `mahalle help configuration` in Turkish. */
static const char heading_tr[] =
    "# mahalle.yaml\n"
    "\n"
    "Bir proje dosyasında neler yazabilir. Bu sayfa programın anahtar tablosundan çıkar (`src/config/keys.c`).\n"
    "\n"
    "- Göreli yollar dosyanın bulunduğu klasörden başlar.\n"
    "- Bilinmeyen anahtar, yanlış tür ve sınır dışı değer hatadır; ileti dosyayı, satırı, anahtarı ve izin verileni "
    "söyler.\n"
    "- Her anahtarın yerine geçilebilir: komut satırında `--set quarantine.snap_m=0`, ortamda "
    "`MAHALLE_QUARANTINE_SNAP_M=0`\n"
    "  (noktalar alt çizgi olur). Öncelik sırası: komut satırı, ortam, dosya, varsayılan.\n"
    "  Adı bunlardan birine birkaç harf uzak olan bir değişken de hatadır.\n"
    "- `--set households.crs=EPSG:5256` bütün hane dosyaları için geçerlidir; `--set "
    "neighbourhoods.fields.mah_code=id` tek\n"
    "  bir alanın sütununu söyler; `--set province=` bir metni geri alır.\n"
    "- YAML'ın çapa ve takma adları (`&`, `*`) kullanılamaz; bir dosya en çok 1 MB olabilir.\n"
    "\n"
    "| anahtar | ne söyler | izin verilen | varsayılan |\n"
    "|---|---|---|---|\n";

/* A bar would end the cell. */
static void add_cell(struct text *out, const char *piece)
{
    for (; *piece != '\0'; piece++) {
        if (*piece == '|')
            text_add(out, "\\");
        text_add_bytes(out, piece, 1);
    }
    text_add(out, " | ");
}

static void add_row(struct text *out, const struct key *key)
{
    struct text allowed = TEXT_EMPTY;
    key_add_allowed(&allowed, key);
    text_add_format(out, "| `%s` | ", key->name);
    if (language_get() == LANGUAGE_ENGLISH) /* that page is the one in docs, for both */
        add_cell(out, key->english);
    add_cell(out, key->turkish);
    add_cell(out, allowed.failed || allowed.bytes == NULL ? "" : allowed.bytes);
    if (key->standard != NULL)
        text_add_format(out, "`%s` |\n", key->standard);
    else
        text_add(out, "|\n");
    out->failed = out->failed || allowed.failed;
    text_release(&allowed);
}

enum mah_status project_document_keys(char **out, struct mah_error *err)
{
    struct text page = TEXT_EMPTY;
    text_add(&page, language_get() == LANGUAGE_TURKISH ? heading_tr : heading);
    for (size_t i = 0; i < key_count(); i++)
        add_row(&page, key_at(i));
    *out = text_take(&page);
    return *out != NULL ? MAH_OK : mah_no_memory(err);
}
