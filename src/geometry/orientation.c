/* On which side of a line does a point lie? A float filter with a proved bound first, exact sums where it cannot tell.
 */
#include "geometry/orientation.h"

#include <math.h>

#include "geometry/expansion.h"

/*
 * Shewchuk (1997), section 4.3, bound A of ORIENT2D: the determinant computed in doubles differs from the true one by
 * at most (3 + 16 e) e (|left| + |right|), e = 2^-53, so beyond that bound its sign is right.
 */
static const double filter_bound = (3.0 + 16.0 * (DBL_EPSILON / 2)) * (DBL_EPSILON / 2);

static int sign_of(double value)
{
    return (value > 0) - (value < 0);
}

int orientation_exact(struct point a, struct point b, struct point c)
{
    struct double_pair bx = two_difference(b.x, a.x), by = two_difference(b.y, a.y);
    struct double_pair cx = two_difference(c.x, a.x), cy = two_difference(c.y, a.y);

    /* At most eight products of two components each: sixteen components, as many as an expansion holds. */
    struct expansion sum = {.count = 0};
    expansion_add_product(&sum, bx.tail, cy.tail);
    expansion_add_product(&sum, -by.tail, cx.tail);
    expansion_add_product(&sum, bx.tail, cy.head);
    expansion_add_product(&sum, bx.head, cy.tail);
    expansion_add_product(&sum, -by.tail, cx.head);
    expansion_add_product(&sum, -by.head, cx.tail);
    expansion_add_product(&sum, bx.head, cy.head);
    expansion_add_product(&sum, -by.head, cx.head);
    return expansion_sign(&sum);
}

int orientation(struct point a, struct point b, struct point c)
{
    double left = (a.x - c.x) * (b.y - c.y);
    double right = (a.y - c.y) * (b.x - c.x);
    double determinant = left - right;
    if (fabs(determinant) > filter_bound * (fabs(left) + fabs(right)))
        return sign_of(determinant);
    return orientation_exact(a, b, c);
}
