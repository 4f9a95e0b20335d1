/* Which print layouts does the project have? */
#ifndef WRITE_PROJECT_LAYOUTS_H
#define WRITE_PROJECT_LAYOUTS_H

#include "base/text.h"
#include "protect/release.h"
#include "write/project_layers.h"

/*
 * Appends the <Layout> elements of the files in layouts.csv whose layers the project has. In them `<!-- each KIND -->`
 * ... `<!-- end -->` stays where the release has what KIND names (with_services, with_gap_grid, with_origins,
 * with_needs, with_infra, with_arrivals) or lacks it (without_services ...), and goes elsewhere.
 */
enum mah_status project_layouts_xml(struct text *out, const struct project_sheet *sheet,
                                    const struct project_layers *layers, const struct mah_release *release,
                                    struct mah_error *err);

#endif
