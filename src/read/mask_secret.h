/* From which secret are households moved? */
#ifndef READ_MASK_SECRET_H
#define READ_MASK_SECRET_H

#include "base/error.h"
#include "base/keyed_hash.h"

enum { MASK_SECRET_LETTERS = 16 }; /* shorter ones could be found by trying them all */
enum { MASK_SECRET_KINDS = 8 };    /* different bytes; "aaaaaaaaaaaaaaaa" is among the first that are tried */

/*
 * The key made of the secret in a file (its SHA-256, cut; blanks and line ends around it do not count), or where path
 * is NULL one drawn from the kernel. MAH_BAD_SOURCE where the file cannot be read, is longer than a secret is, or holds
 * fewer than 16 letters or 8 different ones; no message repeats what it holds.
 */
enum mah_status mask_secret_read(struct hash_key *out, const char *path, struct mah_error *err);

#endif
