/* The summary of a run or check for people: the books, the city, the densest mahalle, what to look out for. */
#ifndef CLI_SUMMARY_TEXT_H
#define CLI_SUMMARY_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "run/run.h"

/* In the language that is set. verbose adds the columns that were matched and every setting. */
enum mah_status summary_text_print(const struct run_result *result, const struct project *project, bool verbose,
                                   FILE *out, struct mah_error *err);

#endif
