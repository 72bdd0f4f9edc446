#include "page/net_date.h"
#include "base/date.h"

typedef struct {
    Date date;
    int hour, minute, second;       /* hour -1: no time of day */
    bool has_zone;
    int zone_minutes;               /* east of Greenwich */
} NetDate;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool starts_folded(Str s, const char *word, size_t n) {
    if (s.len < n) return false;
    for (size_t i = 0; i < n; i++)
        if (lower(s.at[i]) != word[i]) return false;
    return true;
}

/* ---- pieces ---------------------------------------------------------------------------------------------------------- */

/* 1 to 12; 0 for another word. */
static int month_of(Str word) {
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (int m = 0; m < 12; m++)
        if (starts_folded(word, months + (size_t)3 * (size_t)m, 3)) return m + 1;
    return 0;
}

/* Source: RFC 822 section 5.1, and the zones of Europe that feeds use beyond it. */
static bool zone_of(Str word, int *minutes) {
    static const struct { const char *name; int hours; } zones[] = {
        { "gmt", 0 }, { "utc", 0 }, { "ut", 0 }, { "z", 0 }, { "est", -5 }, { "edt", -4 }, { "cst", -6 }, { "cdt", -5 }, { "mst", -7 }, { "mdt", -6 },
        { "pst", -8 }, { "pdt", -7 }, { "bst", 1 }, { "cest", 2 }, { "cet", 1 }, { "eest", 3 }, { "eet", 2 }, { "msk", 3 },
    };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (word.len != strlen(zones[i].name) || !starts_folded(word, zones[i].name, word.len)) continue;
        *minutes = zones[i].hours * 60;
        return true;
    }
    return false;
}

/* Digits at the start; how many there were. A number too long stays -1. */
static size_t take_number(Str s, int *number) {
    size_t n = 0;
    *number = 0;
    for (; n < s.len && is_digit(s.at[n]); n++) *number = n < 8 ? *number * 10 + (s.at[n] - '0') : -1;
    return n;
}

/* "+0200", "+02:00", "-05". */
static bool take_offset(Str s, NetDate *out) {
    int hours, minutes = 0;
    if (s.len < 3 || (s.at[0] != '+' && s.at[0] != '-')) return false;
    Str digits = str_cut(s, 1, s.len);
    size_t n = take_number(digits, &hours);
    if (n == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (n == 2 && digits.len >= 5 && digits.at[2] == ':') take_number(str_cut(digits, 3, digits.len), &minutes);
    else if (n != 2) return false;
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return false;
    out->has_zone = true;
    out->zone_minutes = (s.at[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

static void take_zone(Str s, NetDate *out) {
    s = str_trim(s);
    if (take_offset(s, out) || !zone_of(s, &out->zone_minutes)) return;
    out->has_zone = true;
}

/* "16:05", "16:05:09.25" and a zone that follows at once. */
static bool take_clock(Str s, NetDate *out) {
    int hour, minute, second = 0;
    size_t at = take_number(s, &hour);
    if (at < 1 || at > 2 || at >= s.len || s.at[at] != ':') return false;
    at++;
    size_t n = take_number(str_cut(s, at, s.len), &minute);
    if (n != 2) return false;
    at += n;
    if (at < s.len && s.at[at] == ':') {
        n = take_number(str_cut(s, at + 1, s.len), &second);
        at += 1 + n;
    }
    if (at < s.len && (s.at[at] == '.' || s.at[at] == ','))
        for (at++; at < s.len && is_digit(s.at[at]); at++) {}
    if (hour < 0 || hour > 23 || minute > 59 || second < 0 || second > 60) return false;
    out->hour = hour;
    out->minute = minute;
    out->second = second == 60 ? 59 : second;
    take_zone(str_cut(s, at, s.len), out);
    return true;
}

/* ---- whole ----------------------------------------------------------------------------------------------------------- */

/* "2031-03-04T16:05:00Z", "2031-03-04 16:05:00 +0200", "2031-03-04". */
static bool parse_iso(Str s, NetDate *out) {
    Date date;                                              /* left half filled when it is none */
    if (s.len < 10 || s.at[4] != '-' || s.at[7] != '-' || !date_parse(str_cut(s, 0, 10), &date, NULL)) return false;
    out->date = date;
    if (s.len > 11 && (s.at[10] == 'T' || s.at[10] == 't' || s.at[10] == ' ')) take_clock(str_cut(s, 11, s.len), out);
    return true;
}

/* Source: RFC 2822 section 4.3. */
static int whole_year(int number, size_t digits) {
    if (digits == 2) return number + (number < 50 ? 2000 : 1900);
    return digits == 3 ? number + 1900 : number;
}

static void take_bare_number(Str token, NetDate *out) {
    int number;
    size_t n = take_number(token, &number);
    if (n <= 2 && !out->date.day) out->date.day = number;
    else if (n >= 2 && n <= 4 && !out->date.year) out->date.year = whole_year(number, n);
}

static void take_half_of_day(Str token, NetDate *out) {
    if (token.len != 2 || lower(token.at[1]) != 'm' || out->hour < 0 || out->hour > 12) return;
    if (lower(token.at[0]) == 'p' && out->hour < 12) out->hour += 12;
    if (lower(token.at[0]) == 'a' && out->hour == 12) out->hour = 0;
}

static void take_word(Str token, NetDate *out) {
    int month = month_of(token);
    if (month && !out->date.month) out->date.month = month;
    else if (out->hour >= 0) {
        take_half_of_day(token, out);
        take_zone(token, out);
    }
}

static void take_token(Str token, NetDate *out) {
    if (out->hour >= 0 && take_offset(token, out)) return;
    if (is_letter(token.at[0])) take_word(token, out);
    else if (is_digit(token.at[0]) && !(out->hour < 0 && take_clock(token, out))) take_bare_number(token, out);
}

/* "04-Mar-31": a hyphen between a digit and a letter parts as a blank does. */
static bool parts(Str s, size_t at) {
    if (strchr(" \t\r\n,()", s.at[at])) return true;
    if (s.at[at] != '-' || !at || at + 1 == s.len) return false;
    char before = s.at[at - 1], after = s.at[at + 1];
    return (is_digit(before) && is_letter(after)) || (is_letter(before) && is_digit(after));
}

static bool is_whole(const NetDate *d) {
    return d->date.year && d->date.month && d->date.day >= 1 && d->date.day <= days_in_month(d->date.year, d->date.month);
}

static bool parse(Str written, NetDate *out) {
    Str s = str_trim(written);
    *out = (NetDate){ .hour = -1 };
    if (s.len > 80) return false;                           /* whatever it is */
    if (parse_iso(s, out)) return true;
    for (size_t start = 0, at = 0; at <= s.len; at++) {
        if (at < s.len && s.at[at] && !parts(s, at)) continue;
        if (at > start) take_token(str_cut(s, start, at), out);
        start = at + 1;
    }
    return is_whole(out);
}

Str net_date_iso(Str written, Arena *arena) {
    NetDate d;
    if (!parse(written, &d)) return (Str){ 0 };
    Str day = date_format(d.date, arena);
    if (d.hour < 0) return day;
    Text out = { .arena = arena };
    text_add(&out, day);
    text_add_format(&out, "T%02d:%02d:%02d", d.hour, d.minute, d.second);
    int east = d.zone_minutes < 0 ? -d.zone_minutes : d.zone_minutes;
    if (d.has_zone && !east) text_add(&out, S("Z"));
    else if (d.has_zone) text_add_format(&out, "%c%02d:%02d", d.zone_minutes < 0 ? '-' : '+', east / 60, east % 60);
    return text_str(&out);
}

bool net_date_seconds(Str written, int64_t *seconds) {
    NetDate d;
    if (!parse(written, &d)) return false;
    int64_t minutes = (int64_t)day_of_date(d.date.year, d.date.month, d.date.day) * 1440 - d.zone_minutes;
    *seconds = minutes * 60 + (d.hour < 0 ? 0 : d.hour * 3600 + d.minute * 60 + d.second);
    return true;
}

bool net_date_zone(Str word, int *minutes_east) {
    NetDate d = { .hour = 0 };
    take_zone(word, &d);
    *minutes_east = d.zone_minutes;
    return d.has_zone;
}
