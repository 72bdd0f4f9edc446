/* UTF-8: reading code points, their classes, folding for look-up, repair. The only file besides utf8.c that knows utf8proc. */
#ifndef CASUS_BASE_UTF8_H
#define CASUS_BASE_UTF8_H
#include "str.h"

/* The code point at s.at[*at]; *at moves past it. Ill-formed bytes give U+FFFD and move by one. *at < s.len. */
uint32_t utf8_next(Str s, size_t *at);
/* The code point that ends at *at; *at moves before it. *at > 0. */
uint32_t utf8_previous(Str s, size_t *at);
size_t utf8_put(uint32_t c, char out[4]);                   /* bytes written */
bool utf8_is_valid(Str s, size_t *bad);                     /* *bad: place of the first fault */
/* The same text with every ill-formed byte replaced by U+FFFD; s itself when it is well-formed. */
Str utf8_repair(Str s, Arena *arena, size_t *n_repaired);
size_t utf8_count(Str s);                                   /* code points of well-formed text */

bool char_is_space(uint32_t c);                             /* Unicode white space, U+00A0 and zero-width space included */
bool char_is_letter(uint32_t c);                            /* letters and combining marks */
bool char_is_digit(uint32_t c);                             /* ASCII 0-9 */
bool char_is_upper(uint32_t c);
bool char_is_lower(uint32_t c);
bool char_is_punctuation(uint32_t c);                       /* of any kind; of ASCII the symbols too */
bool char_is_control(uint32_t c);                           /* controls, formats, what is unassigned; not tab and line breaks */
bool char_is_ideograph(uint32_t c);                         /* Chinese characters, each a word to itself */
bool char_is_quote(uint32_t c);                             /* " and the single and double quotation marks, « » included, not ' */
bool char_is_quote_open(uint32_t c);                        /* '"' opens and closes */
bool char_is_quote_close(uint32_t c);

size_t char_lower(uint32_t c, char out[4]);                 /* the small letter, or the character itself; bytes written */
/* Lower case, without diacritics, nothing else changed; bytes written, at most 4 * CHAR_PLAIN_MOST. */
enum { CHAR_PLAIN_MOST = 18 };
size_t char_plain(uint32_t c, char *out);

/* For look-up only: lower case, without diacritics, typographic apostrophes and dashes as ASCII. ASCII fast. */
Str str_fold(Str s, Arena *arena);
/* The same into a buffer; bytes written, or SIZE_MAX when it does not fit. */
size_t str_fold_into(Str s, char *out, size_t room);
#endif
