/* Do the boundaries themselves look wrong: swapped axes, degrees called metres? Wrong boundaries would blame the
 * households. */
#ifndef RUN_BOUNDARY_ADVICE_H
#define RUN_BOUNDARY_ADVICE_H

#include "read/boundaries.h"

/*
 * MAH_BAD_DATA with advice where the boundaries lie outside Türkiye but inside it with x and y exchanged, or where a
 * projected system holds coordinates that can only be degrees. Boundaries of other countries pass.
 */
enum mah_status boundary_advice(const struct boundary_set *boundaries, struct mah_error *err);

#endif
