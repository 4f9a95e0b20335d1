/* The text of a mahalle.yaml for the files of a folder. */
#include "run/init_file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "config/keys.h"
#include "run/init_services.h"
#include "run/init_text.h"

/* What the folder is called, for the title; "." has a name only in full. */
static void add_title(struct text *out, const char *folder)
{
    char full[PATH_MAX];
    const char *name = realpath(folder, full) != NULL ? strrchr(full, '/') : NULL;
    bool usable = name != NULL && name[1] != '\0' && utf8_is_valid(name, strlen(name));
    for (const char *at = name; usable && *at != '\0'; at++)
        usable = (unsigned char)*at >= 0x20 && *at != 0x7F;
    init_add_quoted(out, usable ? name + 1 : "mahalle");
}

static void add_reference_date(struct text *out)
{
    text_add_format(out, "%d-12-31", date_today().year - 1);
}

/* "# help (allowed)", then the key with what the folder says or its default; a key that has neither stays a comment. */
static void add_key(struct text *out, const struct key *key, const char *indent, const struct findings *findings)
{
    const char *help = language_get() == LANGUAGE_TURKISH ? key->turkish : key->english;
    const char *province =
        findings->boundaries < findings->count ? findings->guesses[findings->boundaries].province : NULL;
    text_add_format(out, "%s# %s (", indent, help);
    key_add_allowed(out, key);
    text_add(out, ")\n");
    bool is_title = strcmp(key->name, "title") == 0, is_date = strcmp(key->name, "reference_date") == 0;
    bool is_province = strcmp(key->name, "province") == 0, is_output = strcmp(key->name, "output") == 0;
    bool is_known = is_title || is_date || is_output || (is_province && province != NULL) || key->standard != NULL;
    text_add_format(out, "%s%s%s:%s", indent, is_known ? "" : "# ", key_short_name(key), is_known ? " " : "");
    if (is_title)
        add_title(out, findings->folder);
    else if (is_date)
        add_reference_date(out);
    else if (is_output)
        text_add(out, "mahalle.gpkg");
    else if (is_province && province != NULL)
        init_add_quoted(out, province);
    else if (strcmp(key->name, "language") == 0)
        text_add(out, language_get() == LANGUAGE_TURKISH ? "tr" : "en");
    else if (key->standard != NULL)
        text_add(out, key->standard);
    text_add(out, "\n");
}

static void add_section(struct text *out, const struct key *section, const struct findings *findings)
{
    text_add(out, "\n");
    init_add_comment(out, "", language_get() == LANGUAGE_TURKISH ? section->turkish : section->english);
    text_add_format(out, "%s:\n", section->name);
    for (size_t i = 0; i < key_count(); i++)
        if (key_is_in(key_at(i), section->name))
            add_key(out, key_at(i), "  ", findings);
}

static void add_boundaries(struct text *out, const struct findings *findings)
{
    text_add(out, "neighbourhoods:\n");
    if (findings->boundaries == findings->count) {
        init_add_comment(out, "  ", say("no file with polygons and a code for each was found; name it here:"));
        text_add(out, "  # source: mahalle.gpkg\n");
    } else {
        text_add(out, "  source: ");
        init_add_quoted(out, findings->files[findings->boundaries].name);
        text_add(out, "\n");
        if (findings->guesses[findings->boundaries].matched != NULL)
            init_add_comment(out, "  ", findings->guesses[findings->boundaries].matched);
    }
    if (findings->towns < findings->count) {
        text_add(out, "  towns: {source: ");
        init_add_quoted(out, findings->files[findings->towns].name);
        text_add(out, "}\n");
    }
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->guesses[i].use != USE_BOUNDARIES || i == findings->boundaries || i == findings->towns)
            continue;
        text_add(out, "  # source: ");
        init_add_quoted(out, findings->files[i].name);
        text_add(out, "\n");
    }
    text_add(out, "  # fields: {mah_code: mahalle_kodu, mah_name: mahalle_adi, ilce_name: ilce_adi}\n");
}

static void add_households(struct text *out, const struct findings *findings)
{
    size_t found = 0;
    text_add(out, "households:\n");
    for (size_t i = 0; i < findings->count; i++) {
        const struct file_guess *guess = &findings->guesses[i];
        if (guess->use != USE_HOUSEHOLDS)
            continue;
        found++;
        text_add(out, "  - source: ");
        init_add_quoted(out, findings->files[i].name);
        text_add(out, "\n");
        if (guess->matched != NULL)
            init_add_comment(out, "    ", guess->matched);
        if (guess->needs_crs) {
            init_add_comment(out, "    ", say("the positions are in metres: name their reference system"));
            text_add(out, "    # crs: EPSG:5256\n");
        }
    }
    if (found == 0) {
        init_add_comment(out, "  ", say("no table with a position and a household size was found; name it here:"));
        text_add(out, "  # - source: haneler.csv\n");
    }
    text_add(out,
             "  #   fields: {hh_id: hane_no, lon: boylam, lat: enlem, hh_size: hane_nufusu, arr_year: gelis_yili}\n");
}

/* The list of services and the streets have a page of their own: init_services.c. */
static void add_sources(struct text *out, const struct key *key, const struct findings *findings)
{
    text_add(out, "\n");
    init_add_comment(out, "", language_get() == LANGUAGE_TURKISH ? key->turkish : key->english);
    if (strcmp(key->name, "neighbourhoods") == 0)
        add_boundaries(out, findings);
    else if (strcmp(key->name, "households") == 0)
        add_households(out, findings);
    else if (strcmp(key->name, "services") == 0)
        init_services_write(out, findings);
    else
        init_streets_write(out, findings);
}

void init_file_write(struct text *out, const struct findings *findings)
{
    init_add_comment(
        out, "",
        say("A project of mahalle. It was guessed from the files in this folder: read it before you trust it."));
    text_add(out, "\n");
    for (size_t i = 0; i < key_count(); i++) {
        const struct key *key = key_at(i);
        bool is_source = strcmp(key->name, "neighbourhoods") == 0 || strcmp(key->name, "households") == 0 ||
                         strcmp(key->name, "services") == 0 || strcmp(key->name, "streets") == 0;
        bool is_section = strcmp(key->name, "coverage") == 0 || strcmp(key->name, "gap_grid") == 0 ||
                          strcmp(key->name, "quarantine") == 0 || strcmp(key->name, "privacy") == 0;
        if (is_source)
            add_sources(out, key, findings);
        else if (is_section)
            add_section(out, key, findings);
        else if (key_is_scalar(key) && key_is_in(key, ""))
            add_key(out, key, "", findings);
    }
}
