/* Writes the sample city of the unit tests as a GeoPackage, for the checks that QGIS and GDAL make: make_sample OUT
 * [tr|en] [columns rows extra long]. */
#include <string.h>

#include "../unit/write/sample_city.h"
#include "write/publish.h"

int main(int count, char **arguments)
{
    struct mah_error err = {0};
    struct sample_city city;
    struct sample_options options = sample_default_options();
    if (count < 2)
        return 2;
    if (count > 2 && strcmp(arguments[2], "en") == 0)
        options.language = LANGUAGE_ENGLISH;
    if (count > 6) {
        options.columns = atoi(arguments[3]);
        options.rows = atoi(arguments[4]);
        options.extra_columns = atoi(arguments[5]);
        options.origin_rows = atoi(arguments[6]);
        options.edge_points = 41;
        options.round = false;
    }
    if (sample_city_make(&city, &options) != MAH_OK)
        return 1;
    enum mah_status status = publish_geopackage(city.release, arguments[1], &err);
    if (status != MAH_OK)
        fprintf(stderr, "make_sample: %s\n", err.message);
    sample_city_release(&city);
    return mah_exit_code(status);
}
