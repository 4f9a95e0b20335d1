/*
 * The area under an edge is the integral of Y dlongitude, where Y(latitude) is the area between the equator and a
 * parallel over a radian of longitude (the ordinate of the equal-area cylindrical projection; Snyder, Map Projections:
 * A Working Manual, 1987, 3-12). Along a geodesic with azimuth A, of arc s, with radii M and N and r = N cos(latitude):
 *
 *     latitude' = cos A / M,  longitude' = sin A / r,  A' = sin A tan(latitude) / N  (Bessel 1825),  dY/dlatitude = M r
 *
 * so that Y' = r cos A, Y'' = -sin(latitude) and longitude'' = 2 sin A cos A sin(latitude) / r^2. A curve of length L
 * and its chord enclose L^3 / 12 times the cross product of the first and second derivative, and a term of L^5 that is
 * below 1e-5 m2 for 2 km. With L sin A = r dlongitude and L cos A = M dlatitude in the middle of the edge:
 *
 *     area = dlongitude (Y1 + Y2) / 2 + dlongitude sin(latitude) / 12 ((r dlongitude)^2 + 3 (M dlatitude)^2)
 */
#include "geometry/short_edges.h"

#include <math.h>

static const double longest_m = 2000, most_latitude = 70, radians_a_degree = 3.14159265358979323846 / 180;

struct vertex {
    double longitude, latitude; /* degrees */
    double sine, ordinate_m2;   /* of the latitude */
};

struct constants {
    double a_m, e, e2;
};

static struct vertex vertex_of(const struct constants *earth, struct point point)
{
    struct vertex vertex = {point.x, point.y, sin(point.y * radians_a_degree), 0};
    double sine = vertex.sine, es = earth->e * sine;
    double whole = earth->e > 0 ? sine / (1 - es * es) + atanh(es) / earth->e : 2 * sine;
    vertex.ordinate_m2 = earth->a_m * earth->a_m * (1 - earth->e2) / 2 * whole;
    return vertex;
}

/* False where the edge is not short. */
static bool add_edge(double *area_m2, const struct constants *earth, const struct vertex *from, const struct vertex *to,
                     double base_m2)
{
    double longitude = (to->longitude - from->longitude) * radians_a_degree;
    double latitude = (to->latitude - from->latitude) * radians_a_degree;
    double sine = (from->sine + to->sine) / 2; /* of the middle, but for the square of half the edge: 1e-8 */
    double square = 1 - earth->e2 * sine * sine;
    double normal_m = earth->a_m / sqrt(square), meridian_m = normal_m * (1 - earth->e2) / square;
    double east2_m2 = normal_m * normal_m * (1 - sine * sine) * longitude * longitude;
    double north2_m2 = meridian_m * meridian_m * latitude * latitude;
    if (!(east2_m2 + north2_m2 <= longest_m * longest_m))
        return false;
    double trapezium_m2 = (from->ordinate_m2 - base_m2 + (to->ordinate_m2 - base_m2)) / 2;
    *area_m2 -= longitude * (trapezium_m2 + sine / 12 * (east2_m2 + 3 * north2_m2));
    return true;
}

bool short_edges_area_m2(double *area_m2, const struct ellipsoid *ellipsoid, const struct point *ring, size_t count)
{
    double flattening = ellipsoid->flattening, e2 = flattening * (2 - flattening);
    struct constants earth = {ellipsoid->a_m, sqrt(e2), e2};
    *area_m2 = 0;
    if (count == 0 || !(flattening >= 0) || !(flattening < 0.01))
        return count == 0;
    struct vertex first = vertex_of(&earth, ring[0]), from = first;
    double sum_m2 = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        if (!(fabs(ring[i].y) <= most_latitude))
            return false;
        struct vertex to = i + 2 < count ? vertex_of(&earth, ring[i + 1]) : first;
        if (!add_edge(&sum_m2, &earth, &from, &to, first.ordinate_m2)) /* from the first parallel, to lose no digits */
            return false;
        from = to;
    }
    *area_m2 = sum_m2;
    return true;
}
