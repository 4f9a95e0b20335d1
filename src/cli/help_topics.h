/* Longer topics of `mahalle help`, printed from the data tables; as Markdown they are pages of docs/. */
#ifndef CLI_HELP_TOPICS_H
#define CLI_HELP_TOPICS_H

#include <stdbool.h>

#include "base/error.h"

enum mah_status print_configuration(struct mah_error *err);
enum mah_status print_household_fields(bool markdown, struct mah_error *err);
enum mah_status print_service_types(bool markdown, struct mah_error *err);
enum mah_status print_output_fields(bool markdown, struct mah_error *err);

#endif
