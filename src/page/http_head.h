/* Header lines as HTTP, WARC and mail write them, and the body of an HTTP message as it was sent. */
#ifndef CASUS_PAGE_HTTP_HEAD_H
#define CASUS_PAGE_HTTP_HEAD_H
#include "base/str.h"

/* Bytes of the head up to and with its blank line; 0 when the blank line is missing. */
size_t head_length(Str s);
/* Value of the first line "Name: value", any case of the name; empty when there is none. A view. */
Str head_value(Str head, const char *name);
/* "text/html" of "text/html; charset=x": in lower case, and the value of a parameter, unquoted. */
Str media_type(Str value, Arena *arena);
Str media_parameter(Str value, const char *name, Arena *arena);
bool head_is_readable(Str type);                    /* a type in which reports come */

/* The body of an HTTP message, unchunked and unpacked; false with *wrong, static. */
bool http_body(Str head, Str sent, size_t most, Arena *arena, Str *body, const char **wrong);
int http_status(Str head);                          /* of "HTTP/1.1 200 OK"; 0 when it is no such line */
#endif
