/* Bytes as found -> the report's text, its parts, and what the page says of itself. */
#ifndef CASUS_PAGE_PAGE_H
#define CASUS_PAGE_PAGE_H
#include "reading.h"

/* In: page, pack. Out: decoded, text, parts, info; error when the bytes are no report. */
void page_read(Reading *r);
#endif
