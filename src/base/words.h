/* Cutting text into words, the one way for reports and for the phrases of the tables.
 * Words are those of Universal Dependencies for English: "don't" is do + n't, "Osmar's" is Osmar + 's, "Osmari-led"
 * is three; numbers keep their inner points, commas and colons ("3,000", "2.5", "22:00"), dates and telephone numbers their slashes
 * and hyphens ("13/03/2031", "555-0199"); "10-11pm" is 10 - 11 pm; a prefix stays with its word ("re-elected"); abbreviations with inner
 * points ("U.S.", "p.m.") and initials keep their points; a run of the same punctuation ("..."), "?!" and ":-)" are one word each; URLs, e-mail
 * addresses, #tags and @handles are one word each. */
#ifndef CASUS_BASE_WORDS_H
#define CASUS_BASE_WORDS_H
#include "str.h"

/* Endings that are words of their own ("'s", "n't"), endings of numbers ("#th") and prefixes ("re-"), folded, longest first; abbreviations that keep their final point ("Gen.", "etc."),
 * as the tables write them, sorted: a capital there asks for one in the text. */
typedef struct { const Str *clitics; size_t n_clitics; const Str *abbreviations; size_t n_abbreviations; } WordRules;
typedef struct { uint32_t start, end; uint16_t shape; } Word;      /* shape: CASUS_SHAPE_* */
/* The next word at or after *at; false at the end. Cost: linear in the text over all calls. */
bool words_next(Str text, size_t *at, const WordRules *rules, Word *word);
/* The shape of a word by itself: all but CASUS_SHAPE_*_BEFORE. */
uint16_t word_shape(Str word);
#endif
