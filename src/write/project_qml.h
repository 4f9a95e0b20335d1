/* What of a style's QML goes into a layer of the project? */
#ifndef WRITE_PROJECT_QML_H
#define WRITE_PROJECT_QML_H

#include "base/text.h"

/*
 * Appends what stands inside <qgis>, without the parts that the layer of the project says itself: field labels, forms,
 * map tip and display expression.
 */
void project_qml_symbols(struct text *out, const char *qml);

#endif
