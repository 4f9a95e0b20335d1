/* How does the tree of layers look: groups, order, what is shown at first? */
#ifndef WRITE_PROJECT_TREE_H
#define WRITE_PROJECT_TREE_H

#include "write/project_layers.h"

/* The layers above the groups, then the groups of groups.csv that have a layer. */
void project_tree_xml(struct text *out, const struct project_sheet *sheet, const struct project_layers *layers,
                      const char *file_name);

#endif
