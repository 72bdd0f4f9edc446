/* The lines of an HTTP answer's head, as received. */
#ifndef CASUS_PAGE_HTTP_H
#define CASUS_PAGE_HTTP_H
#include "base/arena.h"
#include "base/str.h"

/* The value of the last line of that name (lower case), a view; empty when there is none. */
Str http_header(Str head, Str name);
/* The value of a parameter, without quotes: charset of "text/html; charset=utf-8". Also of Cache-Control. */
Str http_parameter(Str value, Str name);
int64_t http_seconds(Str digits);           /* CASUS_UNKNOWN when it is no whole number */
/* Retry-After: seconds, or a date seen from `now`. CASUS_UNKNOWN when it is neither. */
int64_t http_wait_s(Str value, int64_t now);
#endif
