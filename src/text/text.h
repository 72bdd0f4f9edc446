/* Parts -> sentences and tokens. */
#ifndef CASUS_TEXT_H
#define CASUS_TEXT_H
#include "reading.h"
#include "text/boundary.h"

/* In: text, parts. Out: tokens, sentences. What no part covers is not read; a sentence never leaves its part. */
void text_read(Reading *r);
/* The same with a teacher. */
void text_learn(Reading *r, const Teacher *teacher);
/* Cuts the tokens first..last, which belong to one part, into sentences. */
void sentences_add(Reading *r, Boundaries *boundaries, CasusId part, CasusId first, CasusId last);
/* Cuts tokens from `first` on that the language counts as more than one word, and joins those that it counts as one. */
void tokens_settle(Reading *r, CasusId first);
/* Cuts the final point off an abbreviation that ends one of the sentences from `first` on. */
void sentences_settle(Reading *r, CasusId first);
/* The row of one word, by its vocabulary number, in a table; NULL when it has none. */
const PackRow *row_of(const Reading *r, uint32_t word, Table table);
static inline const PackRow *row_of_word(const Reading *r, CasusId token, Table table) { return row_of(r, r->tokens.at[token].word, table); }
/* The vocabulary number of the bytes of a token. */
uint32_t vocabulary_number(const Reading *r, CasusSpan span);
#endif
