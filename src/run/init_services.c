/* The services and streets of a mahalle.yaml that was guessed. */
#include "run/init_services.h"

#include "base/language.h"
#include "run/init_text.h"

static const char *file_of(const struct findings *findings, size_t i)
{
    return findings->files[i].name;
}

static void add_needed_crs(struct text *out, const char *indent)
{
    init_add_comment(out, indent, say("the positions are in metres: name their reference system"));
    text_add_format(out, "%s# crs: EPSG:5256\n", indent);
}

static void add_guessed(struct text *out, const struct findings *findings)
{
    size_t listed = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct service_guess *guess = &findings->guesses[i].service;
        if (findings->guesses[i].use != USE_SERVICE)
            continue;
        if (listed++ == 0)
            init_add_comment(out, "  ",
                             say("the types were guessed from the names of the files; correct those that are wrong:"));
        text_add_format(out, "  - type: %s\n    source: ", guess->types[0]);
        init_add_quoted(out, file_of(findings, i));
        text_add(out, "\n");
        init_add_comment(out, "    ", guess->choices);
        if (guess->matched != NULL && guess->matched[0] != '\0')
            init_add_comment(out, "    ", guess->matched);
        if (guess->needs_crs)
            add_needed_crs(out, "    ");
    }
}

/* Never guess a type silently wrong: which of them it is, is for the user to say. */
static void add_unsure(struct text *out, const struct findings *findings)
{
    size_t listed = 0;
    for (size_t i = 0; i < findings->count; i++) {
        const struct service_guess *guess = &findings->guesses[i].service;
        struct text line = TEXT_EMPTY;
        if (findings->guesses[i].use != USE_NONE || guess->type_count == 0 || i == findings->towns)
            continue;
        if (listed++ == 0)
            init_add_comment(out, "  ",
                             say("these may hold services; choose the type, and take the # away. Several types in one "
                                 "file: an entry for each, with where: \"tur = '...'\""));
        text_add_format(&line, "%s: %s", file_of(findings, i), guess->choices);
        init_add_comment(out, "  ", text_bytes(&line));
        text_add_format(out, "  # - {type: %s, source: ", guess->types[0]);
        init_add_quoted(out, file_of(findings, i));
        text_add(out, guess->needs_crs ? ", crs: 'EPSG:?'}\n" : "}\n");
        out->failed = out->failed || line.failed;
        text_release(&line);
    }
}

void init_services_write(struct text *out, const struct findings *findings)
{
    size_t listed = 0;
    text_add(out, "services:\n");
    add_guessed(out, findings);
    add_unsure(out, findings);
    text_add(out,
             "  # - {type: primary, source: okullar.csv, where: \"tur = 'İlkokul'\", fields: {capacity: derslik}}\n");
    for (size_t i = 0; i < findings->count; i++) {
        const struct file_guess *guess = &findings->guesses[i];
        if (guess->use != USE_NONE || guess->service.type_count > 0 || i == findings->towns)
            continue;
        if (listed++ == 0)
            init_add_comment(out, "  ", say("files that are not used so far:"));
        init_add_comment(out, "    ", file_of(findings, i));
    }
}

void init_streets_write(struct text *out, const struct findings *findings)
{
    size_t found = 0;
    for (size_t i = 0; i < findings->count; i++)
        found += findings->guesses[i].use == USE_STREETS;
    if (found == 0)
        text_add(out, "# streets: {source: yollar.gpkg}\n");
    else if (found == 1)
        init_add_comment(out, "", say("guessed from the name of the file; without it distances are straight lines"));
    else
        init_add_comment(out, "", say("one of these may be the streets; take the # away from it:"));
    for (size_t i = 0; i < findings->count; i++) {
        const char *indent = found == 1 ? "" : "# ";
        if (findings->guesses[i].use != USE_STREETS)
            continue;
        text_add_format(out, "%sstreets:\n%s  source: ", indent, indent);
        init_add_quoted(out, file_of(findings, i));
        text_add(out, "\n");
        if (findings->guesses[i].needs_crs)
            add_needed_crs(out, "  ");
    }
}
