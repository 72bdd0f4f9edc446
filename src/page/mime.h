/* A page saved with all it shows in one file (MHTML), and messages as mail writes them. Source: RFC 2045 to 2047, RFC 2557. */
#ifndef CASUS_PAGE_MIME_H
#define CASUS_PAGE_MIME_H
#include "base/arena.h"
#include "base/str.h"

/* Do the first bytes read as the header lines of such a message, down to the blank line? */
bool mime_starts(Str head);
/* Fills *page with the root part of the message: bytes unpacked, charset, and url and captured of a saved page, or title, author and
 * published of mail. Views into the message or the arena. false with *wrong, static, the end of a sentence. */
bool mime_page(Str message, Arena *arena, CasusPage *page, const char **wrong);
#endif
