#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A line cut by its room may end inside a character. */
static void cut_at_character(char *line) {
    size_t n = strlen(line), at = n;
    while (at > 0 && n - at < 3 && ((unsigned char)line[at - 1] & 0xC0) == 0x80) at--;
    if (at == 0) return;
    unsigned char lead = (unsigned char)line[at - 1];
    size_t wants = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (wants > n - (at - 1)) line[at - 1] = 0;
}

void *fail(CasusError *err, CasusStatus status, const char *format, ...) {
    if (!err) return NULL;
    err->status = status;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(err->line, sizeof err->line, format, args);
    va_end(args);
    if (n < 0) err->line[0] = 0;
    if (n >= (int)sizeof err->line) cut_at_character(err->line);
    for (char *c = err->line; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F) *c = '?';
    return NULL;
}
