/* What tells an author and a time in a page. */
#include "base/date.h"
#include "page/thread.h"

enum { NAME_LETTERS_MOST = 60, TIME_BYTES_MOST = 64, TIME_WORDS_MOST = 9, AGO_WORDS_MOST = 6, ONE_AGO_WORDS_MOST = 4, CLOCK_WORDS_MOST = 7, DAY_BYTES = 10 };

/* ---- times ----------------------------------------------------------------------------------------------------------- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static size_t count_words(const Reading *r, Str text, bool *digits) {
    size_t n = 0;
    Word word;
    *digits = false;
    for (size_t at = 0; words_next(text, &at, pack_word_rules(r->pack), &word); n++) *digits |= word.shape & CASUS_SHAPE_DIGITS;
    return n;
}

/* Up to `most` digits at *at; -1 when there are none. */
static int take_number(Str s, size_t *at, size_t most) {
    size_t start = *at;
    int n = 0;
    while (*at < s.len && *at - start < most && is_digit(s.at[*at])) n = n * 10 + (s.at[(*at)++] - '0');
    return *at == start || (*at < s.len && is_digit(s.at[*at])) ? -1 : n;
}

static int whole_year(int year) { return year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year; }

/* "07.04.2031", "22/01/2031" at `at`. A point puts the day first; "3/4/2031" is either, and so nothing. */
static bool numeric_date(Str s, size_t at, Date *date, bool *form) {
    int a = take_number(s, &at, 2);
    if (a < 0 || at >= s.len || !strchr("./-", s.at[at])) return false;
    char mark = s.at[at++];
    int b = take_number(s, &at, 2);
    if (b < 0 || at >= s.len || s.at[at] != mark) return false;
    at++;
    int year = take_number(s, &at, 4);
    if (year < 0) return false;
    *form = true;
    bool day_first = mark == '.' || a > 12;
    if (!day_first && b <= 12 && a != b) return false;
    *date = (Date){ whole_year(year), day_first ? b : a, day_first ? a : b };
    return date->month >= 1 && date->month <= 12 && date->day >= 1 && date->day <= days_in_month(date->year, date->month);
}

static bool numeric_date_in(Str s, Date *date, bool *form) {
    *form = false;
    for (size_t k = 0; k + 5 < s.len; k++)
        if (is_digit(s.at[k]) && (!k || !is_digit(s.at[k - 1])) && numeric_date(s, k, date, form)) return true;
    return false;
}

/* "3h", "2 d", "45 min". */
static bool is_short_ago(const Reading *r, Str text) {
    size_t at = 0, letters = 0;
    if (take_number(text, &at, 3) < 0) return false;
    if (at < text.len && text.at[at] == ' ') at++;
    Str unit = str_cut(text, at, text.len);
    for (; at < text.len && text.at[at] >= 'a' && text.at[at] <= 'z'; at++) letters++;
    return (at == text.len && letters >= 1 && letters <= 2) || is_unit_of_ago(r, unit);
}

bool text_is_time(const Reading *r, Str text) {
    Date date;
    bool digits, form;
    text = str_trim(text);
    if (!text.len || text.len > TIME_BYTES_MOST) return false;
    size_t words = count_words(r, text, &digits);
    if (!digits) return page_word_is(r, text, PAGE_COMMENT_AGO) || (words <= ONE_AGO_WORDS_MOST && tells_one_ago(r, text));
    if (words > TIME_WORDS_MOST) return false;
    if (numeric_date_in(text, &date, &form) || form) return true;
    if (words <= AGO_WORDS_MOST && page_word_in(r, text, PAGE_COMMENT_AGO)) return true;
    if (table_word_in(r, text, TABLE_TIME, TIME_KIND, TIME_MONTH)) return true;
    return date_in(r, text).len || is_short_ago(r, text) || (words <= CLOCK_WORDS_MOST && has_clock(text));
}

static Str iso_of_epoch(const Thread *t, Str digits) {
    int64_t seconds = 0;
    if (digits.len != 10 && digits.len != 13) return S("");
    for (size_t k = 0; k < 10; k++) {
        if (!is_digit(digits.at[k])) return S("");
        seconds = seconds * 10 + (digits.at[k] - '0');
    }
    Str day = day_format((int32_t)(seconds / 86400), t->r->keep);
    int second = (int)(seconds % 86400);
    return str_format(t->r->keep, "%.*sT%02d:%02d:%02dZ", (int)day.len, day.at, second / 3600, second / 60 % 60, second % 60);
}

static Str time_in_text(const Thread *t, Str text) {
    Date date;
    bool form;
    if (text.len > 200) return S("");
    if (numeric_date_in(text, &date, &form)) return date_format(date, t->r->keep);
    Str day = date_in(t->r, text);
    return day.len || form ? day : time_ago(t->r, text);
}

/* ISO 8601, also with more behind it ("2031-03-03T16:05:00 1930320300"). */
static Str time_in_value(const Thread *t, Str value) {
    Date date;
    value = str_trim(value);
    if (!value.len) return value;
    if (date_parse(value, &date, NULL)) return str_copy(value, t->r->keep);
    const char *blank = memchr(value.at, ' ', value.len);
    Str first = blank ? str_cut(value, 0, (size_t)(blank - value.at)) : value;
    if (first.len >= 8 && date_parse(first, &date, NULL)) return str_copy(first, t->r->keep);
    return time_in_text(t, value);
}

Str time_of(const Thread *t, uint32_t n) {
    static const char *const values[] = { "datetime", "title", "data-datetime", "data-date", "created-timestamp", "created", "content" };
    static const char *const epochs[] = { "data-utime", "data-time", "data-timestamp", "data-epoch", "data-created", "ts" };
    const DomNode *node = &t->dom->at[n];
    if (node->tag == DOM_TEXT) return text_is_time(t->r, node->text) ? time_in_text(t, node->text) : S("");
    Str told = S("");
    for (size_t k = 0; k < sizeof values / sizeof *values && !told.len; k++) told = time_in_value(t, dom_attribute(t->dom, n, values[k]));
    for (size_t k = 0; k < sizeof epochs / sizeof *epochs && told.len <= DAY_BYTES; k++) {
        Str when = iso_of_epoch(t, dom_attribute(t->dom, n, epochs[k]));
        if (when.len) return when;                              /* to the second, where the words tell the day */
    }
    return told;
}

/* ---- signs ----------------------------------------------------------------------------------------------------------- */

static bool is_short(const Thread *t, uint32_t n) {
    uint32_t letters = letters_in(t, n, t->dom->at[n].end);
    return letters >= 1 && letters <= NAME_LETTERS_MOST;
}

static Str path_of(Str href) {
    size_t at = str_find(href, S("://"), 0);
    if (at == SIZE_MAX) return href;
    for (at += 3; at < href.len && href.at[at] != '/';) at++;
    return str_cut(href, at, href.len);
}

static bool links_to_user(const Thread *t, uint32_t n) {
    Str href = dom_attribute(t->dom, n, "href");
    Str path = path_of(href);
    return href.len && (str_starts(path, S("/@")) || name_means(t->r, path, PAGE_PART_USER));
}

static bool tells_author(const Thread *t, uint32_t n) {
    uint32_t says = t->says[n];
    DomTag tag = t->dom->at[n].tag;
    if (says & (SAYS_COMMENT | SAYS_COMMENTS | SAYS_FORM) || tag == DOM_INPUT) return false;
    if (dom_has_attribute(t->dom, n, "data-author") || dom_has_attribute(t->dom, n, "author")) return true;
    if (!is_short(t, n)) return false;
    return says & SAYS_AUTHOR || tag == DOM_CITE || (tag == DOM_A && str_eq(dom_attribute(t->dom, n, "rel"), S("author")));
}

/* A member of a site, by the name of the element or by where it leads. */
static bool tells_user(const Thread *t, uint32_t n) {
    if (!is_short(t, n) || t->says[n] & (SAYS_COMMENT | SAYS_COMMENTS | SAYS_FORM | SAYS_NOISE)) return false;
    return (t->says[n] & SAYS_AUTHOR && t->says[n] & SAYS_USER) || (dom_is(t->dom, n, DOM_A) && links_to_user(t, n));
}

static bool is_epoch_attribute(Str name) { return str_eq(name, S("data-utime")) || str_eq(name, S("data-timestamp")) || str_eq(name, S("ts")); }

static bool tells_time(const Thread *t, uint32_t n) {
    const DomNode *node = &t->dom->at[n];
    if (node->tag == DOM_TIME) return true;
    if (t->says[n] & SAYS_TIME && is_short(t, n)) return time_of(t, n).len || text_is_time(t->r, dom_text(t->dom, n, t->r->scratch));
    if (node->tag == DOM_ABBR && time_in_value(t, dom_attribute(t->dom, n, "title")).len) return true;
    for (uint32_t k = 0; k < node->n_attributes; k++)
        if (is_epoch_attribute(t->dom->attributes[node->attribute + k].name)) return true;
    return false;
}

/* The start of an address of somebody answered or quoted is no author. */
static uint8_t signs_of(const Thread *t, uint32_t n) {
    const DomNode *node = &t->dom->at[n];
    if (node->tag == DOM_TEXT) return node->text.len <= TIME_BYTES_MOST && text_is_time(t->r, node->text) ? SIGN_TIME : 0;
    if (!node->n_attributes && node->tag != DOM_CITE && node->tag != DOM_TIME) return 0;
    bool user = tells_user(t, n), author = user || tells_author(t, n);
    return (uint8_t)((author ? SIGN_AUTHOR : 0) | (user ? SIGN_USER : 0) | (tells_time(t, n) ? SIGN_TIME : 0));
}

static bool is_mute(const Thread *t, uint32_t n) {
    DomTag tag = t->dom->at[n].tag;
    if (tag == DOM_TEXT || tag == DOM_HTML || tag == DOM_BODY) return false;
    if (t->says[n] & (SAYS_COMMENT | SAYS_COMMENTS)) return dom_is_mute(tag);           /* hidden until "12 comments" is clicked */
    return dom_is_mute(tag) || dom_is_hidden(t->dom, n);
}

/* A quotation set apart; some sites put every comment into a blockquote, or say in it that it is the text. */
static bool is_quote(const Thread *t, uint32_t n, const uint32_t *n_named) {
    uint32_t says = t->says[n];
    if (t->dom->at[n].tag == DOM_TEXT || says & (SAYS_TEXT | SAYS_COMMENT | SAYS_COMMENTS | SAYS_POST)) return false;
    return says & SAYS_QUOTE || (dom_is(t->dom, n, DOM_BLOCKQUOTE) && n_named[t->dom->at[n].end] == n_named[n]);
}

/* By node: how many elements before it say that they are comments. */
static uint32_t *count_named(const Thread *t) {
    uint32_t *n_named = arena_array(t->r->scratch, t->dom->len + 1, sizeof *n_named);
    for (uint32_t n = 0; n < t->dom->len; n++) n_named[n + 1] = n_named[n] + ((t->says[n] & (SAYS_COMMENT | SAYS_POST)) != 0);
    return n_named;
}

static uint32_t count_letters(Str text) {
    uint32_t n = 0;
    for (size_t k = 0; k < text.len; k++) n += (unsigned char)text.at[k] > ' ';
    return n;
}

void signs_read(Thread *t) {
    const Dom *dom = t->dom;
    uint32_t mute_until = 0, letters = 0;
    t->letters = arena_array(t->r->scratch, dom->len + 1, sizeof *t->letters);
    t->signs = arena_array(t->r->scratch, dom->len + 1, 1);
    for (uint32_t n = 0; n < dom->len; n++) {
        t->letters[n] = letters;
        if (n >= mute_until && is_mute(t, n)) mute_until = dom->at[n].end;
        if (n < mute_until) t->signs[n] = SIGN_MUTE;
        else if (dom->at[n].tag == DOM_TEXT) letters += count_letters(dom->at[n].text);
    }
    t->letters[dom->len] = letters;
    uint32_t quote_until = 0, *n_named = count_named(t);
    for (uint32_t n = 0; n < dom->len; n++) {
        if (t->signs[n] & SIGN_MUTE) continue;
        bool quote = is_quote(t, n, n_named);
        if (quote && dom->at[n].end > quote_until) quote_until = dom->at[n].end;
        t->signs[n] = n < quote_until ? SIGN_QUOTE : signs_of(t, n);
    }
}
