/* Hostile GeoJSON of boundaries, as a whole file or as what stands behind the beginning of a sound one. */
#include "plain_or_gdal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char *path;
    if (path == NULL)
        path = memory_copy_text(fuzz_path("mahalle.geojson"));
    fuzz_write(path, data, size);
    check_boundaries(path);
    return 0;
}
