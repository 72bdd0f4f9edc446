/* Encodings: which one the bytes are in, who says so, and the way to UTF-8. */
#ifndef CASUS_PAGE_ENCODING_H
#define CASUS_PAGE_ENCODING_H
#include "reading.h"

/* encoding.c: labels, and the conversion. */
typedef struct { const PackRow *row; Str name, iconv; } Encoding;      /* row: NULL when no table has the label */
/* By a label as pages and servers write it: "latin1", " UTF-8 ". */
Encoding encoding_by_label(const Reading *r, Str label);
/* What the page says of itself at its start: XML declaration, meta element. Empty when it says nothing. */
Str encoding_declared(Str bytes);
/* The bytes in UTF-8, in keep; *n_bad: places that had no meaning in the encoding, U+FFFD each. false: this machine cannot. */
bool encoding_convert(Reading *r, Encoding from, Str bytes, Str *utf8, size_t *n_bad);
/* A byte of Windows-1252 as a character, 0 where it has none (81, 8D, 8F, 90, 9D); and back, ISO-8859-1 where that has none: 0 when
 * the character is in neither. Source: unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT */
uint32_t windows_1252_char(unsigned char byte);
unsigned windows_1252_byte(uint32_t c);

/* guess.c: of the encodings that the table marks for guessing, the one whose reading looks most like words. Row NULL: none does. */
Encoding encoding_guess(Reading *r, Str bytes);
#endif
