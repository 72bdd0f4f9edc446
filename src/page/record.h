/* JSON that carries reports: one object a report. */
#ifndef CASUS_PAGE_RECORD_H
#define CASUS_PAGE_RECORD_H
#include "casus.h"
#include "base/arena.h"
#include "base/str.h"

/* Do the first bytes of a file read as JSON: an object or an array of objects? A byte order mark may stand before. */
bool record_starts(Str head);
/* Is the line a whole object, as in JSON Lines? */
bool record_is_line(Str line);
/* Fills *page from one object that starts on line `line`; views into it or the arena. false: *wrong says where and what, as
 * "12:7: not JSON: ...", in the arena. */
bool record_page(Str json, size_t line, Arena *arena, CasusPage *page, const char **wrong);
#endif
