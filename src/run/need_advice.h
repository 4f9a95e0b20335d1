/* What should be said before anybody trusts a need: standards that nobody checked, and a count that is far from the
 * official population. */
#ifndef RUN_NEED_ADVICE_H
#define RUN_NEED_ADVICE_H

#include "base/error.h"
#include "protect/protect.h"

/*
 * Two sentences in the language that is set, NULL where there is nothing to say; free both with memory_free.
 * *unverified: once where a row of land, least plot, capacity or walking distance that this run uses is not verified.
 * *population: where need.population is `estimated` and the persons counted are more than 20 % off the official ones,
 * over the mahalle whose official population is known. Needs project, boundaries, tally and services of the input.
 */
enum mah_status need_advice(char **unverified, char **population, const struct protect_input *input,
                            struct mah_error *err);

#endif
