/* Longer topics of `mahalle help`, printed from the data tables; as Markdown they are pages of docs/. */
#ifndef CLI_HELP_TOPICS_H
#define CLI_HELP_TOPICS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* The n-th word that `mahalle help` knows beside the commands, from 0; NULL behind the last. */
const char *help_topic_at(size_t n);

enum mah_status print_configuration(struct mah_error *err);
enum mah_status print_household_fields(bool markdown, struct mah_error *err);
enum mah_status print_service_types(bool markdown, struct mah_error *err);
enum mah_status print_output_fields(bool markdown, struct mah_error *err);
/* What each profile shows and the checklist before a publication; markdown is passed over. */
enum mah_status print_privacy(bool markdown, struct mah_error *err);

#endif
