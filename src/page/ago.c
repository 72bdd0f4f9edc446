/* Times told by how long ago they were. */
#include "base/date.h"
#include "page/thread.h"

enum { DAY_MINUTES = 1440, WEEK_DAYS = 7, MOST_AGO = 1000, LONGEST_AGO = 64 };
typedef struct { int32_t day; int minute; } Moment;             /* of the capture */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool captured_at(const Reading *r, Moment *m) {
    Date date;
    int32_t minute;
    if (!date_parse(r->page->captured, &date, &minute) || !date.day || minute == CASUS_UNKNOWN) return false;
    *m = (Moment){ day_of_date(date.year, date.month, date.day), minute };
    return true;
}

static Str month_before(const Reading *r, int32_t day, int n) {
    Date date = date_of_day(day);
    int months = date.year * 12 + date.month - 1 - n;
    return str_format(r->keep, "%04d-%02d", months / 12, months % 12 + 1);
}

static Str minutes_before(const Reading *r, const Moment *now, int n) {
    int64_t minutes = (int64_t)now->day * DAY_MINUTES + now->minute - n;
    int32_t day = (int32_t)(minutes >= 0 ? minutes / DAY_MINUTES : -((-minutes + DAY_MINUTES - 1) / DAY_MINUTES));
    int minute = (int)(minutes - (int64_t)day * DAY_MINUTES);
    Str date = day_format(day, r->scratch);
    return str_format(r->keep, "%.*sT%02d:%02dZ", (int)date.len, date.at, minute / 60, minute % 60);
}

/* n: at most MOST_AGO. */
static Str before(const Reading *r, const Moment *now, int n, int unit) {
    switch (unit) {
    case PAGE_AGO_MINUTE: return minutes_before(r, now, n);
    case PAGE_AGO_HOUR: return str_cut(minutes_before(r, now, n * 60), 0, sizeof "2031-03-04" - 1);
    case PAGE_AGO_DAY: return day_format(now->day - n, r->keep);
    case PAGE_AGO_WEEK: return str_cut(day_format(now->day - n * WEEK_DAYS, r->keep), 0, sizeof "2031-03" - 1);
    case PAGE_AGO_MONTH: return month_before(r, now->day, n);
    default: return str_cut(month_before(r, now->day, n * 12), 0, sizeof "2031" - 1);
    }
}

/* The unit that the words at the start are; 0 for none. */
static int unit_at(const Reading *r, Str text) {
    size_t end;
    for (int unit = PAGE_AGO_MINUTE; unit <= PAGE_AGO_YEAR; unit++)
        if (page_word_opens(r, text, unit, &end)) return unit;
    return 0;
}

bool is_unit_of_ago(const Reading *r, Str text) {
    for (int unit = PAGE_AGO_MINUTE; unit <= PAGE_AGO_YEAR; unit++)
        if (page_word_is(r, text, unit)) return true;
    return false;
}

/* "3 hours", "2d" anywhere in the text: the number, and the unit in the next word. */
static int count_in(const Reading *r, Str text, int *unit) {
    for (size_t at = 0; at < text.len; at++) {
        int n = 0;
        if (!is_digit(text.at[at]) || (at && (is_digit(text.at[at - 1]) || text.at[at - 1] == '.' || text.at[at - 1] == ','))) continue;
        for (; at < text.len && is_digit(text.at[at]) && n < MOST_AGO; at++) n = n * 10 + (text.at[at] - '0');
        *unit = n < MOST_AGO ? unit_at(r, str_trim(str_cut(text, at, text.len))) : 0;
        if (*unit) return n;
    }
    return -1;
}

/* "an hour ago": one of the unit that is named alone. */
static int one_in(const Reading *r, Str text, int *unit) {
    for (*unit = PAGE_AGO_HOUR; *unit <= PAGE_AGO_YEAR; ++*unit)
        if (page_word_in(r, text, *unit)) return 1;
    *unit = PAGE_AGO_MINUTE;
    return page_word_in(r, text, PAGE_AGO_MINUTE) ? 1 : -1;
}

bool tells_one_ago(const Reading *r, Str text) {
    int unit;
    return page_word_in(r, text, PAGE_COMMENT_AGO) && one_in(r, text, &unit) > 0;
}

Str time_ago(const Reading *r, Str text) {
    Moment now;
    int unit;
    text = str_trim(text);
    if (!text.len || text.len > LONGEST_AGO || !text_is_time(r, text) || !captured_at(r, &now)) return S("");
    if (page_word_in(r, text, PAGE_AGO_NOW)) return minutes_before(r, &now, 0);
    if (page_word_in(r, text, PAGE_AGO_YESTERDAY)) return day_format(now.day - 1, r->keep);
    int n = count_in(r, text, &unit);
    if (n < 0 && tells_one_ago(r, text)) n = one_in(r, text, &unit);
    return n >= 0 ? before(r, &now, n, unit) : S("");
}
