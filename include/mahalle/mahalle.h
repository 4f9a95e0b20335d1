/*
 * The public C API of mahalle: from household records and neighbourhood boundaries to a GeoPackage of densities.
 *
 *     struct mah_project *project = NULL;
 *     struct mah_error error = {0};
 *     char *summary = NULL;
 *     if (mah_project_new(&project, &error) == MAH_OK && mah_project_read(project, "mahalle.yaml", &error) == MAH_OK &&
 *         mah_run(project, &summary, &error) == MAH_OK)
 *         puts(summary);
 *     else
 *         fprintf(stderr, "%s\n", error.message);
 *     mah_free(summary);
 *     mah_project_free(project);
 *
 * Calls that can fail return enum mah_status and say why in the last parameter, which may be NULL. Handles are not to
 * be shared between threads without a lock; different handles may be used at the same time.
 */
#ifndef MAHALLE_MAHALLE_H
#define MAHALLE_MAHALLE_H

#include "mahalle/error.h"
#include "mahalle/version.h"

#ifdef __cplusplus
extern "C" {
#endif

struct mah_project;

/* The version of the library that is linked: "0.1.0". */
MAH_API const char *mah_version(void);

/* A project of defaults. Free with mah_project_free; NULL is allowed there. */
MAH_API MAH_MUST_CHECK enum mah_status mah_project_new(struct mah_project **out, struct mah_error *err);
MAH_API void mah_project_free(struct mah_project *project);

/* Lays a mahalle.yaml (or the one in a folder) over the project. */
MAH_API MAH_MUST_CHECK enum mah_status mah_project_read(struct mah_project *project, const char *path,
                                                        struct mah_error *err);
/* Sets one key: "recent_years=1". */
MAH_API MAH_MUST_CHECK enum mah_status mah_project_set(struct mah_project *project, const char *assignment,
                                                       struct mah_error *err);
/* Adds a file of household records, sets the file of boundaries or of the output. */
MAH_API MAH_MUST_CHECK enum mah_status mah_project_add_households(struct mah_project *project, const char *path,
                                                                  struct mah_error *err);
MAH_API MAH_MUST_CHECK enum mah_status mah_project_set_neighbourhoods(struct mah_project *project, const char *path,
                                                                      struct mah_error *err);
MAH_API MAH_MUST_CHECK enum mah_status mah_project_set_output(struct mah_project *project, const char *path,
                                                              struct mah_error *err);

/*
 * Computes and writes the GeoPackage. *summary (may be NULL) becomes one line of JSON, the same as `mahalle run
 * --format json` prints; free it with mah_free. On failure an earlier output is as it was.
 */
MAH_API MAH_MUST_CHECK enum mah_status mah_run(const struct mah_project *project, char **summary,
                                               struct mah_error *err);

/* Reads everything and reports what is sound and what is not; writes nothing. */
MAH_API MAH_MUST_CHECK enum mah_status mah_check(const struct mah_project *project, char **summary,
                                                 struct mah_error *err);

MAH_API void mah_free(char *text);

#ifdef __cplusplus
}
#endif
#endif
