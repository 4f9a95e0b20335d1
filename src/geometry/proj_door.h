/* How do the files of this room speak with PROJ? One context each, silent, offline, its last complaint kept. */
#ifndef GEOMETRY_PROJ_DOOR_H
#define GEOMETRY_PROJ_DOOR_H

#include <proj.h>

#include "base/error.h"
#include "geometry/projection.h"

struct proj_door {
    PJ_CONTEXT *context;
    char complaint[160]; /* PROJ's last words; "" where it had none */
};

/* The door must not move while it is open: PROJ keeps its address. */
enum mah_status proj_door_open(struct proj_door *door, struct mah_error *err);
void proj_door_close(struct proj_door *door);

/* What came out of asking PROJ: as it is, or MAH_FAILED where the register could not be read, whatever PROJ made of it.
 */
enum mah_status proj_door_trust(enum mah_status status, struct mah_error *err);

/* PROJ's object of a resolved reference system. Free with proj_destroy. */
enum mah_status proj_door_crs(PJ **out, struct proj_door *door, const struct crs *crs, struct mah_error *err);

/* What is one unit of the first axis, in metres or radians? 0 where PROJ cannot say. Looks through BOUND systems. */
double proj_door_axis_unit(struct proj_door *door, const PJ *crs);

/* A transformation with x east, y north on both sides; NULL where none is known without guessing at a datum. */
PJ *proj_door_transformation(struct proj_door *door, const PJ *from, const PJ *to);

#endif
