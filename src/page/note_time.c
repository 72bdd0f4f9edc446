#include "page/note_time.h"

#include "base/date.h"
#include "page/blocks.h"
#include "page/net_date.h"

enum { HALF_A_YEAR = 183, SLACK_MINUTES = 360, DAY_MINUTES = 1440 };

typedef struct { int minute; size_t start, end; } Clock;                /* of the day; the bytes that say it */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_digit_at(Str s, size_t at) { return at < s.len && is_digit(s.at[at]); }
static char lower_at(Str s, size_t at) { return at >= s.len ? '\0' : s.at[at] >= 'A' && s.at[at] <= 'Z' ? (char)(s.at[at] + 32) : s.at[at]; }

/* "pm", " p.m." at `at`: 'a' or 'p', and where it ends. */
static char half_of_day(Str s, size_t at, size_t *end) {
    while (at < s.len && s.at[at] == ' ') at++;
    char half = lower_at(s, at++);
    if (half != 'a' && half != 'p') return '\0';
    if (lower_at(s, at) == '.') at++;
    if (lower_at(s, at++) != 'm') return '\0';
    if (lower_at(s, at) == '.') at++;
    char after = lower_at(s, at);
    if ((after >= 'a' && after <= 'z') || is_digit(after)) return '\0';
    *end = at;
    return half;
}

/* "14:05", "14.05", "2:05 p.m.", "2pm" at `at`. "04.03.2031" is a day. */
static bool clock_at(Str s, size_t at, Clock *clock) {
    size_t start = at;
    int hour = 0, minute = 0;
    while (is_digit_at(s, at) && at < start + 2) hour = hour * 10 + (s.at[at++] - '0');
    bool parted = at + 2 < s.len && (s.at[at] == ':' || s.at[at] == '.') && is_digit(s.at[at + 1]) && is_digit(s.at[at + 2]) && !is_digit_at(s, at + 3);
    if (is_digit_at(s, at)) return false;
    if (parted) {
        minute = (s.at[at + 1] - '0') * 10 + (s.at[at + 2] - '0');
        at += 3;
        if (lower_at(s, at) == '.' && is_digit_at(s, at + 1)) return false;
        if (lower_at(s, at) == ':' && is_digit_at(s, at + 1) && is_digit_at(s, at + 2)) at += 3;    /* seconds */
    }
    char half = half_of_day(s, at, &at);
    if ((!parted && !half) || hour > (half ? 12 : 23) || minute > 59) return false;
    if (half && hour == 12) hour = 0;
    *clock = (Clock){ (half == 'p' ? hour + 12 : hour) * 60 + minute, start, at };
    return true;
}

static bool clock_in(Str s, Clock *clock) {
    for (size_t k = 0; k < s.len; k++) {
        bool begins = is_digit(s.at[k]) && (!k || (!is_digit(s.at[k - 1]) && !strchr(".:-/+", s.at[k - 1])));
        if (begins && clock_at(s, k, clock)) return true;
    }
    return false;
}

/* The zone behind the clock ("GMT", "+02:00"), in ISO 8601; *end behind it. */
static Str zone_behind(const Reading *r, Str s, size_t *end) {
    size_t start = *end, at;
    int east;
    while (start < s.len && strchr(" (", s.at[start])) start++;
    for (at = start; at < s.len && !strchr(" ,;)]", s.at[at]);) at++;
    Str word = str_cut(s, start, at);
    while (word.len && strchr(":.", word.at[word.len - 1])) word.len--;
    if (!word.len || !net_date_zone(word, &east)) return S("");
    *end = start + word.len;
    if (!east) return S("Z");
    int size = east < 0 ? -east : east;
    return str_format(r->scratch, "%c%02d:%02d", east < 0 ? '-' : '+', size / 60, size % 60);
}

/* "5 March" is the first such day from the report on; a day shortly before it may be a slip or another zone. */
static bool day_in(const Reading *r, Str words, Date *day) {
    Date published;
    Str told = date_in(r, words);
    if (told.len) return date_parse(told, day, NULL);
    if (!date_parse(r->info.published, &published, NULL) || !published.day) return false;
    int32_t first = day_of_date(published.year, published.month, published.day) - HALF_A_YEAR;
    for (int year = published.year; year <= published.year + 1; year++) {
        told = date_in(r, str_format(r->scratch, "%.*s %d", (int)words.len, words.at, year));
        if (told.len && date_parse(told, day, NULL) && day_of_date(day->year, day->month, day->day) >= first) return true;
    }
    return false;
}

/* The day of a clock that stands alone: that of the report, or the next when the report was published far later in the day. */
static bool day_of_clock(const Reading *r, int minute, Date *day) {
    int32_t published = 0;
    if (!date_parse(r->info.published, day, &published) || !day->day) return false;
    if (published > minute + SLACK_MINUTES && published < DAY_MINUTES) *day = date_of_day(day_of_date(day->year, day->month, day->day) + 1);
    return true;
}

Str note_time(const Reading *r, Str words, bool needs_day) {
    Clock clock = { -1, words.len, words.len };
    Date day;
    bool has_clock = clock_in(words, &clock);
    size_t end = clock.end;
    Str zone = has_clock ? zone_behind(r, words, &end) : S("");
    Str rest = str_join(str_cut(words, 0, clock.start), S(" "), str_cut(words, end, words.len), r->scratch);     /* "14:05, 5 March": 14 is no day */
    if (!day_in(r, rest, &day) && (needs_day || !has_clock || !day_of_clock(r, clock.minute, &day))) return S("");
    Str iso = date_format(day, r->keep);
    if (!has_clock) return iso;
    return str_format(r->keep, "%.*sT%02d:%02d:00%.*s", (int)iso.len, iso.at, clock.minute / 60, clock.minute % 60, (int)zone.len, zone.at);
}
