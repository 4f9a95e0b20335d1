/* The services and streets of a mahalle.yaml that was guessed from the files of a folder. */
#ifndef RUN_INIT_SERVICES_H
#define RUN_INIT_SERVICES_H

#include "run/init_file.h"

/* Entries where the name speaks of one type; where it might be one of several, comments to choose from. */
void init_services_write(struct text *out, const struct findings *findings);
/* An entry where one file can be meant; comments where several can. */
void init_streets_write(struct text *out, const struct findings *findings);

#endif
