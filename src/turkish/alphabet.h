/* Which of two names stands first in a Turkish list? */
#ifndef TURKISH_ALPHABET_H
#define TURKISH_ALPHABET_H

/*
 * Below, at or above 0, as strcmp. By the letters of the Turkish alphabet (ç after c, ı before i ...; q, w and x where
 * English has them), whatever their case; what is no letter stands before letters, by its code. Texts that differ only
 * in case stand in byte order, so that 0 means the same bytes.
 */
int turkish_compare(const char *a, const char *b);

#endif
