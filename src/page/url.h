/* Addresses of the web, by libcurl's parser, so that what is checked is what is fetched. */
#ifndef CASUS_PAGE_URL_H
#define CASUS_PAGE_URL_H
#include "base/arena.h"
#include "base/str.h"

/* Does it start with http:// or https:// ? */
bool url_is_web(Str s);
/* `reference` as seen from `base` (which may be empty), normalised (RFC 3986); empty when that is no address of the web. */
Str url_resolve(Str base, Str reference, Arena *arena);

typedef struct { Str scheme, host, port, path_and_query; } UrlParts;    /* host: lower case, [::1] without brackets; port always filled in */
bool url_split(Str url, UrlParts *parts, Arena *arena);                 /* false when it is no address of the web */
#endif
