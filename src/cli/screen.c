#include "cli/screen.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "base/utf8.h"

enum { NARROWEST = 20, WHEN_UNTOLD = 80, LINE_ROOM = 4096 };

static bool is_set(const char *variable) {
    const char *value = getenv(variable);
    return value && *value;
}

static size_t terminal_columns(int fd) {
    const char *told = getenv("COLUMNS");
    long columns = told ? strtol(told, NULL, 10) : 0;
    struct winsize size;
    if (columns <= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
    if (columns <= 0) columns = WHEN_UNTOLD;
    return columns < NARROWEST ? NARROWEST : (size_t)columns;
}

Screen screen_of(int fd) {
    Screen screen = { .terminal = isatty(fd), .width = SIZE_MAX };
    if (is_set("COLUMNS") || screen.terminal) screen.width = terminal_columns(fd);
    const char *terminal = getenv("TERM");
    bool is_dumb = !terminal || strcmp(terminal, "dumb") == 0;
    screen.colour = screen.terminal && !is_dumb && !is_set("NO_COLOR");
    return screen;
}

/* Marks that turn the direction of writing can make a line read other than it is stored. */
static bool turns_direction(uint32_t c) { return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); }
static bool is_control(uint32_t c) { return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029; }

Str shown_safe(Str s, Arena *arena) {
    Text safe = { .arena = arena };
    bool after_blank = false;
    for (size_t at = 0; at < s.len;) {
        char bytes[4];
        uint32_t c = utf8_next(s, &at);
        bool is_blank = c == ' ' || (c >= '\t' && c <= '\r') || c == 0x2028 || c == 0x2029;
        if (is_blank && after_blank) continue;
        after_blank = is_blank;
        if (is_blank) c = ' ';
        if (is_control(c) || turns_direction(c)) c = 0xfffd;
        text_add(&safe, (Str){ bytes, utf8_put(c, bytes) });
    }
    return text_str(&safe);
}

/* Bytes of s that fit in so many columns. */
static size_t bytes_within(Str s, size_t columns) {
    size_t used = 0, at = 0;
    while (at < s.len) {
        size_t next = at;
        used += (size_t)char_columns(utf8_next(s, &next));
        if (used > columns) break;
        at = next;
    }
    return at;
}

Str shown_cut(Str s, size_t columns, Arena *arena) {
    if (columns == 0 || shown_columns(s) <= columns) return s;
    return str_join(str_cut(s, 0, bytes_within(s, columns - 1)), S(""), S("…"), arena);
}

void text_fill(Text *line, const char *unit, size_t times) {
    for (size_t i = 0; i < times; i++) text_add(line, str_of(unit));
}

void text_left(Text *line, Str cell, size_t columns) {
    size_t used = shown_columns(cell);
    text_add(line, cell);
    if (used < columns) text_fill(line, " ", columns - used);
}

void text_right(Text *line, Str cell, size_t columns) {
    size_t used = shown_columns(cell);
    if (used < columns) text_fill(line, " ", columns - used);
    text_add(line, cell);
}

static void text_styled(Text *line, Str s, const char *style, const Screen *screen) {
    if (!screen->colour) {
        text_add(line, s);
        return;
    }
    text_add_format(line, "\033[%sm", style);
    text_add(line, s);
    text_add(line, S("\033[0m"));
}

void text_bold(Text *line, Str s, const Screen *screen) { text_styled(line, s, "1", screen); }
void text_dim(Text *line, Str s, const Screen *screen) { text_styled(line, s, "2", screen); }

void text_end_line(Text *line) {
    while (line->len && line->at[line->len - 1] == ' ') line->len--;
    text_add_char(line, '\n');
}

/* End of the piece of s from `at` that fits the columns: at a blank, or inside a word that is longer than the line. */
static size_t piece_end(Str s, size_t at, size_t columns) {
    Str rest = str_cut(s, at, s.len);
    size_t end = bytes_within(rest, columns);
    if (end == rest.len) return s.len;
    size_t blank = end;
    while (blank > 0 && rest.at[blank] != ' ') blank--;
    if (blank > 0) return at + blank;
    if (end == 0) utf8_next(rest, &end);                /* a wide character on a line of one column: go on all the same */
    return at + end;
}

void text_wrap(Text *text, Str s, size_t at, size_t indent, size_t width) {
    size_t column = at;
    for (size_t start = 0; start < s.len;) {
        size_t room = width > column + 10 ? width - column : 10;
        size_t end = piece_end(s, start, room);
        text_add(text, str_cut(s, start, end));
        while (end < s.len && s.at[end] == ' ') end++;
        start = end;
        if (start == s.len) return;
        text_end_line(text);
        text_fill(text, " ", indent);
        column = indent;
    }
}

Str count_str(uint64_t n, Arena *arena) {
    char reversed[32];
    size_t len = 0;
    for (int digits = 0; digits == 0 || n; digits++, n /= 10) {
        if (digits && digits % 3 == 0) reversed[len++] = ',';
        reversed[len++] = (char)('0' + n % 10);
    }
    Text text = { .arena = arena };
    while (len) text_add_char(&text, reversed[--len]);
    return text_str(&text);
}

Str range_str(CasusRange range, const char *dash, Arena *arena) {
    bool open_low = range.low == CASUS_UNKNOWN, open_high = range.high == CASUS_UNKNOWN;
    if (open_low && open_high) return S("");
    Str low = open_low ? S("") : count_str((uint64_t)range.low, arena);
    Str high = open_high ? S("") : count_str((uint64_t)range.high, arena);
    if (open_low) return str_join(S("up to"), S(" "), high, arena);
    if (open_high) return str_join(S("at least"), S(" "), low, arena);
    return range.low == range.high ? low : str_join(low, str_of(dash), high, arena);
}

/* The line is short of an arena here: what goes wrong may be that there is no memory. */
static void print_safe(const char *prefix, const char *format, va_list values) {
    char line[LINE_ROOM];
    int n = vsnprintf(line, sizeof line, format, values);
    if (n < 0) return;
    Str s = { line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1 };
    fputs(prefix, stderr);
    for (size_t at = 0; at < s.len;) {
        char bytes[4];
        uint32_t c = utf8_next(s, &at);
        if (is_control(c) || turns_direction(c)) c = 0xfffd;
        fwrite(bytes, 1, utf8_put(c, bytes), stderr);
    }
    fputc('\n', stderr);
}

void say(const char *format, ...) {
    va_list values;
    va_start(values, format);
    print_safe("", format, values);
    va_end(values);
}

void complain(const char *format, ...) {
    va_list values;
    va_start(values, format);
    print_safe("casus: ", format, values);
    va_end(values);
}
