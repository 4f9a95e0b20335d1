/*
 * Does the file keep what it hides? Takes the counts as they are published, rounded, and does what an attacker does
 * first: from every sum, what the others leave for each part, again and again. Knows nothing of how they were
 * protected.
 */
#ifndef PROTECT_AUDIT_H
#define PROTECT_AUDIT_H

#include "protect/additive.h"
#include "protect/policy.h"

/* The counts as they are before they are rounded, area x kind; to be freed with memory_free. */
enum mah_status audit_remember(double **truth, const struct additive *additive, struct mah_error *err);

/*
 * The counts of `additive` are rounded now. MAH_UNSAFE where the interval that is left for a hidden count is narrower
 * than cell_promise says: names the layer.
 */
enum mah_status audit_release(const struct policy *policy, const struct additive *additive, const double *truth,
                              struct mah_error *err);

#endif
