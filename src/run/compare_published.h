/* What changed between two finished files? */
#ifndef RUN_COMPARE_PUBLISHED_H
#define RUN_COMPARE_PUBLISHED_H

#include "base/language.h"
#include "protect/release.h"
#include "run/warnings.h"

/*
 * Compares the published figures of two runs; domain.md names the formulas. The release holds the tables mah_change,
 * change and not_compared in the language, NULL: that of the new file, which then speaks too. The notes are sentences
 * for people. MAH_BAD_USAGE where the old file is of a later day, MAH_BAD_SOURCE where one was not written by
 * `mahalle run`, MAH_BAD_DATA where no mahalle of the one lies in the other. Free with protect_release_free.
 */
enum mah_status compare_published(struct mah_release **out, struct warnings *notes, const char *old_path,
                                  const char *new_path, const enum language *language, struct mah_error *err);

#endif
