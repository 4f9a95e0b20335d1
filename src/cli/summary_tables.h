/* The two tables of the summary: the densest mahalle, and who has a service within reach. */
#ifndef CLI_SUMMARY_TABLES_H
#define CLI_SUMMARY_TABLES_H

#include <stdio.h>

#include "run/run.h"

/* Ten mahalle at most; nothing where none has a published density. `width` as print_wrapped; short of 96 columns the
 * tables leave some out. */
enum mah_status summary_densest_print(const struct mah_release *release, size_t width, FILE *out,
                                      struct mah_error *err);

/* Coverage of the city, one line a service type; nothing where the project names no services. */
enum mah_status summary_services_print(const struct run_result *result, size_t width, FILE *out, struct mah_error *err);

#endif
