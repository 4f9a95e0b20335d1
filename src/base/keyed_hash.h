/* A number for each text that nobody can work out, or trace back, who does not know the key. */
#ifndef BASE_KEYED_HASH_H
#define BASE_KEYED_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { HASH_KEY_BYTES = 16 };
struct hash_key {
    unsigned char bytes[HASH_KEY_BYTES];
};

/*
 * SipHash-2-4 (Aumasson and Bernstein 2012), made for keys that stay secret: who sees any number of results learns
 * neither the key nor the result of another text. The generators of base/random.h promise nothing of the kind: a few of
 * their numbers tell all the others.
 */
uint64_t keyed_hash(const struct hash_key *key, const void *bytes, size_t length);

#endif
