/* How does an answer of a command become a release? A release with its settings, for tables made from published figures
 * or judged under the profile by whoever fills them. */
#ifndef PROTECT_ANSWER_H
#define PROTECT_ANSWER_H

#include "config/project.h"
#include "protect/output_fields.h"
#include "protect/protect.h"
#include "protect/release_build.h"
#include "read/published.h"

/* Facts of a release whose figures come from a published file: its title, profile, day and system, in the language of
 * messages. */
struct release_facts answer_facts_of_published(const struct published *published);
/* The same of a project; `crs` is that of the geometries. reference_date (16 bytes) keeps the day. */
struct release_facts answer_facts_of_project(const struct project *project, const struct crs *crs,
                                             char reference_date[16]);

/*
 * Adds the table `params`, which marks a GeoPackage as written by this program: the version and the profile first, then
 * the settings given (item, value, note). To be called once, after the other tables.
 */
enum mah_status answer_add_params(struct mah_release *release, const struct output_fields *fields,
                                  const struct record_row *settings, size_t count, struct mah_error *err);

/* One mahalle as the ground under an answer; texts may be NULL but for the code. All borrowed. */
struct answer_border {
    const char *code, *name, *ilce;
    const struct polygon *polygon;
};
/* Adds the layer `borders`, so that points do not hang in the air; polygons are copied, those without parts left out.
 */
enum mah_status answer_add_borders(struct mah_release *release, const struct output_fields *fields,
                                   const struct answer_border *borders, size_t count, struct mah_error *err);

/* Fills the release that is made; `fields` describes its columns. */
typedef enum mah_status (*answer_filler)(void *context, struct mah_release *release, const struct output_fields *fields,
                                         struct mah_error *err);
/* A new release of these facts, filled; nothing is left of it after a failure. Free with protect_release_free. */
enum mah_status answer_make(struct mah_release **out, const struct release_facts *facts, answer_filler fill,
                            void *context, struct mah_error *err);

#endif
