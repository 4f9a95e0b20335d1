/* `mahalle init`: a project file for a folder of files. */
#include "run/init_project.h"

#include <stdarg.h>

#include "base/library.h"
#include "base/memory.h"
#include "run/init_file.h"
#include "run/new_files.h"
#include "run/town_guess.h"

static const char *const file_name = "mahalle.yaml";

static void release_findings(struct findings *findings)
{
    for (size_t i = 0; findings->guesses != NULL && i < findings->count; i++)
        file_guess_release(&findings->guesses[i]);
    memory_free(findings->guesses);
    folder_files_free(findings->files, findings->count);
}

static enum mah_status look_around(struct findings *findings, struct mah_error *err)
{
    enum mah_status status = folder_files_list(&findings->files, &findings->count, findings->folder, err);
    if (status != MAH_OK)
        return status;
    if (findings->count == 0)
        return mah_fail(
            err, MAH_BAD_USAGE,
            "the folder '%s' holds no data; put the boundaries of the mahalle (GeoPackage, GeoJSON or Shapefile with "
            "polygons) and the households (CSV or GeoPackage with a position and a household size) into it",
            findings->folder);
    findings->guesses = memory_new(findings->count, sizeof *findings->guesses);
    if (findings->guesses == NULL)
        return mah_no_memory(err);
    for (size_t i = 0; status == MAH_OK && i < findings->count; i++)
        status = file_guess_make(&findings->guesses[i], findings->folder, &findings->files[i], err);
    if (status == MAH_OK)
        status = library_missed(err);
    findings->boundaries = file_guess_best_boundaries(findings->guesses, findings->files, findings->count);
    if (status == MAH_OK)
        status = town_guess_make(&findings->towns, findings->folder, findings->files, findings->guesses,
                                 findings->count, findings->boundaries, err);
    return status;
}

/* One line of the report, in the language that is set. */
static void add_line(struct text *out, const char *indent, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void add_line(struct text *out, const char *indent, const char *format, ...)
{
    va_list list;
    text_add(out, indent);
    va_start(list, format);
    text_add_format_list(out, say(format), list);
    va_end(list);
    text_add(out, "\n");
}

/* Returns how many files of households there are. */
static size_t add_used(struct text *out, const struct findings *findings)
{
    size_t households = 0;
    if (findings->boundaries < findings->count)
        add_line(out, "  ", "boundaries: %s (%zu mahalle)", findings->files[findings->boundaries].name,
                 findings->guesses[findings->boundaries].mahalle_count);
    else
        add_line(out, "  ", "boundaries: none found; name the file under 'neighbourhoods'");
    if (findings->towns < findings->count)
        add_line(out, "  ", "names of the ilçe: %s", findings->files[findings->towns].name);
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->guesses[i].use != USE_HOUSEHOLDS)
            continue;
        households++;
        add_line(out, "  ", "households: %s", findings->files[i].name);
        if (findings->guesses[i].needs_crs)
            add_line(out, "    ", "its positions are in metres: write their reference system under 'crs'");
        if (findings->guesses[i].identity_columns != NULL)
            add_line(
                out, "    ",
                "identity numbers of persons (T.C. kimlik no) in '%s': run will stop; remove them, or put a random "
                "id in place of each",
                findings->guesses[i].identity_columns);
    }
    if (households == 0)
        add_line(out, "  ", "households: none found; name the file under 'households'");
    return households;
}

/* Services and streets that were guessed. Of several files of streets none is used. */
static void add_services(struct text *out, const struct findings *findings)
{
    size_t streets = 0;
    for (size_t i = 0; i < findings->count; i++)
        streets += findings->guesses[i].use == USE_STREETS;
    for (size_t i = 0; i < findings->count; i++) {
        const struct file_guess *guess = &findings->guesses[i];
        const char *name = findings->files[i].name;
        if (guess->use == USE_SERVICE)
            add_line(out, "  ", "services (guessed): %s is %s", name, guess->service.choices);
        if (guess->use == USE_SERVICE && guess->service.needs_crs)
            add_line(out, "    ", "its positions are in metres: write their reference system under 'crs'");
        if (guess->use == USE_STREETS && streets == 1)
            add_line(out, "  ", "streets (guessed): %s", name);
        if (guess->use == USE_STREETS && streets > 1)
            add_line(out, "  ", "not used: %s (one of %zu files that may be the streets; choose)", name, streets);
    }
}

/* A file that nothing became of. */
static void add_unused(struct text *out, const struct findings *findings, size_t i)
{
    const struct service_guess *service = &findings->guesses[i].service;
    if (service->type_count > 0)
        add_line(out, "  ", "not used: %s (services? choose the type: %s)", findings->files[i].name, service->choices);
    else
        add_line(out, "  ", "not used: %s", findings->files[i].name);
}

static char *write_report(const struct findings *findings)
{
    struct text out = TEXT_EMPTY;
    add_line(&out, "", "'%s/%s' is written:", findings->folder, file_name);
    bool explain = add_used(&out, findings) == 0; /* then one of the files may be the one that was meant */
    add_services(&out, findings);
    for (size_t i = 0; i < findings->count; i++) {
        const struct file_guess *guess = &findings->guesses[i];
        if (i == findings->towns)
            continue;
        if (guess->use == USE_NONE)
            add_unused(&out, findings, i);
        if (explain && guess->use == USE_NONE && guess->reason != NULL)
            text_add_format(&out, "    %s\n", guess->reason);
        if (guess->use == USE_BOUNDARIES && i != findings->boundaries)
            add_line(&out, "  ", "not used: %s (polygons too, %zu of them)", findings->files[i].name,
                     guess->mahalle_count);
    }
    add_line(&out, "", "Read it, correct it, then: mahalle check %s", findings->folder);
    return text_take(&out);
}

static enum mah_status write_project(const struct findings *findings, char **report, struct mah_error *err)
{
    struct text project = TEXT_EMPTY;
    enum mah_status status = MAH_OK;
    init_file_write(&project, findings);
    *report = write_report(findings);
    if (project.failed || *report == NULL)
        status = mah_no_memory(err);
    const struct new_file file = {file_name, project.bytes, project.length};
    if (status == MAH_OK)
        status = new_files_write(findings->folder, &file, 1, err);
    text_release(&project);
    return status;
}

enum mah_status init_project(const char *folder, enum language language, char **report, struct mah_error *err)
{
    struct findings findings = {.folder = folder};
    enum language spoken = language_get();
    *report = NULL;
    language_set(language);
    enum mah_status status = new_files_check(folder, &file_name, 1, err);
    if (status == MAH_OK)
        status = look_around(&findings, err);
    if (status == MAH_OK)
        status = write_project(&findings, report, err);
    language_set(spoken);
    release_findings(&findings);
    if (status != MAH_OK) {
        memory_free(*report);
        *report = NULL;
    }
    return status;
}
