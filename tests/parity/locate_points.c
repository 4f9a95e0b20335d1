/* Where does the program say that points lie? locate_points BOUNDARIES POINTS OUT: reads the boundaries as a run does;
 * POINTS are pairs of doubles, OUT an int32 each, the mahalle's rank or -1; prints the codes, the first is of rank 0.
 */
#include <stdio.h>
#include <stdlib.h>

#include "locate/locator.h"

enum { AT_ONCE = 65536 };

int main(int count, char **argument)
{
    if (count != 4)
        return 64;
    struct source source = {.path = argument[1], .encoding = "auto"}, no_towns = {.path = NULL};
    struct boundary_set *set = NULL;
    struct locator *locator = NULL;
    struct mah_error err = {0};
    if (boundary_set_read(&set, &source, &no_towns, &err) != MAH_OK ||
        locator_new(&locator, set, NULL, locate_many_points, &err) != MAH_OK) {
        fprintf(stderr, "locate_points: %s\n", err.message);
        return 1;
    }
    for (size_t k = 0; k < set->count; k++)
        puts(set->mahalle[k].code);
    static struct point points[AT_ONCE];
    static struct location location[AT_ONCE];
    FILE *in = fopen(argument[2], "rb"), *out = fopen(argument[3], "wb");
    if (!in || !out)
        return 66;
    for (size_t read; (read = fread(points, sizeof *points, AT_ONCE, in)) > 0;) {
        locator_locate_all(locator, points, read, location);
        for (size_t i = 0; i < read; i++)
            if (fwrite(&location[i].mahalle, sizeof(int32_t), 1, out) != 1)
                return 74;
    }
    locator_free(locator);
    boundary_set_free(set);
    fclose(in);
    return fclose(out) == 0 ? 0 : 74;
}
