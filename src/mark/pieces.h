/* Word pieces: what the encoder reads instead of words. Source: Devlin et al. 2019, the uncased vocabulary's tokenizer; Wu et al. 2016. */
#ifndef CASUS_MARK_PIECES_H
#define CASUS_MARK_PIECES_H
#include "base/str.h"

/* A hash table over the pieces: slot -> number of the piece + 1; 0 is empty. Pieces inside a word are written with "##" before them. */
typedef struct { const Str *pieces; size_t n; uint32_t *slots; size_t mask; uint16_t unknown; } Pieces;

enum { PIECES_MOST = 254 /* of one word; what follows is left out */ };
/* How the letters of a word are cased: an input of its own, for the pieces are all lower case. */
typedef enum { CASING_NONE, CASING_LOWER, CASING_CAPITAL, CASING_UPPER, CASING_MIXED, N_CASINGS } Casing;

/* `slots` has room for the next power of two above 2 * n. */
size_t pieces_slots(size_t n);
void pieces_index(Pieces *pieces);
bool pieces_named(const Pieces *pieces, Str piece, uint16_t *number);
/* The pieces of one word, at most PIECES_MOST; at least one. */
size_t pieces_of(const Pieces *pieces, Str word, uint16_t out[PIECES_MOST]);
Casing casing_of(Str word);
#endif
