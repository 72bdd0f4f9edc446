/* What a person sees: widths, colours, columns, lines on standard error. Nothing published reaches a terminal raw. */
#ifndef CASUS_CLI_SCREEN_H
#define CASUS_CLI_SCREEN_H
#include "base/str.h"

typedef struct {
    bool terminal, colour;
    size_t width;                           /* columns; SIZE_MAX when nobody looks: a file or a pipe */
} Screen;
/* Colour only on a terminal, and not where NO_COLOR is set or the terminal is dumb. COLUMNS goes before what the terminal says. */
Screen screen_of(int fd);

int char_columns(uint32_t c);               /* 0 for combining marks, 2 for wide characters */
size_t shown_columns(Str s);
/* A copy on one line: white space runs become one blank, controls and marks that turn the direction of writing become U+FFFD. */
Str shown_safe(Str s, Arena *arena);
/* s, or its beginning with an ellipsis, in at most `columns`. */
Str shown_cut(Str s, size_t columns, Arena *arena);

void text_left(Text *line, Str cell, size_t columns);   /* words stand left */
void text_right(Text *line, Str cell, size_t columns);  /* numbers stand right */
void text_fill(Text *line, const char *unit, size_t times);
void text_bold(Text *line, Str s, const Screen *screen);
void text_dim(Text *line, Str s, const Screen *screen);
void text_end_line(Text *line);             /* without blanks at the end */
/* Adds s from column `at` on, broken at blanks so that lines end before `width`; later lines start at column `indent`. */
void text_wrap(Text *text, Str s, size_t at, size_t indent, size_t width);

Str count_str(uint64_t n, Arena *arena);    /* 1,204 */
/* "7", "7 - 19" with `dash` between, "at least 7", "up to 19"; empty when both are unknown. */
Str range_str(CasusRange range, const char *dash, Arena *arena);

/* One line on standard error, made safe. complain() starts it with the program's name. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
#endif
