/* The compiled tables, memory-mapped: a vocabulary of folded words, a trie of phrases over it, and the rows they name.
 * Written by tools/pack.c; see tables.h for what stands in which column. Immutable, shared by threads. */
#ifndef CASUS_BASE_PACK_H
#define CASUS_BASE_PACK_H
#include "str.h"
#include "tables.h"
#include "words.h"

typedef struct Pack Pack;

/* Which way of writing a row an entry is. Language tables: CASUS_WORD_* bits; world tables: USE_*. */
enum { USE_NAME = 1, USE_ALIAS = 2, USE_ADJECTIVE = 4, USE_PEOPLE = 8, USE_CAPITAL = 16, USE_METONYM = 32 };
/* A capital in the table demands a capital in the text: ENTRY_CAPITAL the first letter, ENTRY_UPPER the whole word. */
enum { ENTRY_CAPITAL = 1, ENTRY_UPPER = 2 };
typedef struct { uint32_t row; uint16_t table; uint8_t form, flags; } PackEntry;
typedef struct { uint16_t table, pos; uint32_t key; uint32_t n_words; int32_t cell[TABLE_MAX_CELLS]; } PackRow;

/* NULL with *err when the file is missing, truncated, foreign or of another version. */
const Pack *pack_open(const char *path, CasusError *err);
void pack_close(const Pack *pack);
const char *pack_digest(const Pack *pack);                          /* 64 hex digits over the content */
const WordRules *pack_word_rules(const Pack *pack);
Str pack_weights(const Pack *pack);                                 /* a weights file as it is, at a multiple of 64 bytes; empty when there is none */

uint32_t pack_word(const Pack *pack, Str folded);                   /* vocabulary number, 0 when no table has the word */
Str pack_word_text(const Pack *pack, uint32_t word);
/* The trie: start at state PACK_ROOT, 0 means no such phrase. */
enum { PACK_ROOT = 1, PACK_LONGEST_PHRASE = 16 /* words */ };
uint32_t pack_step(const Pack *pack, uint32_t state, uint32_t word);
size_t pack_entries(const Pack *pack, uint32_t state, const PackEntry **entries);     /* phrases that end in this state */
/* Entries of a phrase, cut into words as a text is; its words are folded here. */
size_t pack_find(const Pack *pack, Str phrase, const PackEntry **entries);

const PackRow *pack_row(const Pack *pack, uint32_t row);            /* row 0 is an empty row */
uint32_t pack_n_rows(const Pack *pack);
Str pack_key(const Pack *pack, const PackRow *row);                 /* the phrase or name as the table writes it */
Str pack_cell_str(const Pack *pack, const PackRow *row, int column);    /* of a CELL_STR column; empty for '-' */
/* INT32_MIN in a CELL_DEGREES cell: '-', not known. */
static inline double pack_cell_degrees(const PackRow *row, int column) { return row->cell[column] / 1e5; }
#endif
