/* Reading a stored page again, to prove that what the ledger says of it is what it says. */
#include "ledger/original.h"
#include <stdarg.h>
#include <stdio.h>

static bool __attribute__((format(printf, 2, 3))) differs(char why[200], const char *format, ...) {
    va_list values;
    va_start(values, format);
    vsnprintf(why, 200, format, values);
    va_end(values);
    return false;
}

/* ---- do these bytes of the page hold these words? ------------------------------------------------------------------ */

static bool is_word_char(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static size_t past(Str s, size_t at, const char *end) {
    size_t found = str_find(s, str_of(end), at);
    return found == SIZE_MAX ? s.len : found + strlen(end);
}

/* Past the tag, comment or script at `at`, which is '<'; at + 1 when it is none. */
static size_t past_markup(Str page, size_t at) {
    char next = at + 1 < page.len ? page.at[at + 1] : ' ';
    if (str_starts(str_cut(page, at, page.len), S("<!--"))) return past(page, at, "-->");
    bool is_tag = next == '/' || next == '!' || next == '?' || (is_word_char(next) && !(next >= '0' && next <= '9'));
    return is_tag ? past(page, at, ">") : at + 1;
}

/* "&amp;", "&#8217;": stands for a character that is no ASCII letter or digit; at + 1 when it is none. */
static size_t past_entity(Str page, size_t at) {
    size_t end = at + 1;
    while (end < page.len && end - at < 32 && (is_word_char(page.at[end]) || page.at[end] == '#')) end++;
    return end < page.len && page.at[end] == ';' ? end + 1 : at + 1;
}

/* Every ASCII letter and digit of the words stands in the range, in that order. Markup and entities are passed over; what else the
 * range holds (a button, a counter) is no fault. Cost: linear. */
static bool holds_words(Str range, Str words, bool has_markup) {
    size_t k = 0;
    for (size_t at = 0; at < range.len && k < words.len;) {
        if (!is_word_char(words.at[k])) k++;
        else if (has_markup && range.at[at] == '<') at = past_markup(range, at);
        else if (has_markup && range.at[at] == '&') at = past_entity(range, at);
        else k += range.at[at++] == words.at[k];
    }
    while (k < words.len && !is_word_char(words.at[k])) k++;
    return k == words.len;
}

/* ---- is what is stored what is read? ------------------------------------------------------------------------------- */

static bool is_same_span(sqlite3_stmt *row, int column, CasusSpan span) {
    if (span.start == span.end && sqlite3_column_type(row, column) == SQLITE_NULL) return true;
    return sqlite3_column_int64(row, column) == span.start && sqlite3_column_int64(row, column + 1) == span.end;
}

static bool is_same_part(sqlite3_stmt *row, const CasusPart *part) {
    return is_same_span(row, 1, part->span) && str_eq(column_str(row, 3), str_of(casus_part_role_word(part->role)))
        && str_eq(column_str(row, 4), part->author) && str_eq(column_str(row, 5), part->published)
        && sqlite3_column_int64(row, 6) == part->parent && sqlite3_column_int64(row, 7) == part->depth
        && str_eq(column_str(row, 8), part->handle) && str_eq(column_str(row, 9), part->link);
}

static bool part_agrees(sqlite3_stmt *row, const CasusReport *report, const CasusPart *part, size_t nth, char why[200]) {
    Str text = casus_report_text(report), page = casus_report_bytes_decoded(report);
    if (!is_same_part(row, part)) return differs(why, "part %zu is not what the stored page gives", nth);
    if (!is_same_span(row, 10, part->source)) return differs(why, "part %zu: its range of the page is not where it was read", nth);
    if (part->source.start == part->source.end) return true;
    if (part->source.end > page.len || part->source.start > part->source.end) return differs(why, "part %zu: its range ends outside the page", nth);
    Str range = str_cut(page, part->source.start, part->source.end), words = str_cut(text, part->span.start, part->span.end);
    bool has_markup = !str_eq(text, page);
    if (holds_words(range, words, has_markup)) return true;
    return differs(why, "part %zu: its range of the page does not hold its words", nth);
}

static bool parts_agree(Work *work, const CasusReport *report, int64_t id, char why[200]) {
    size_t n, nth = 1;
    const CasusPart *parts = casus_report_parts(report, &n);
    sqlite3_stmt *row = ask(work->ledger, QUERY_CHECK_PARTS);
    bind_number(row, ":report", id);
    for (; next_row(work->ledger, row); nth++) {
        if (nth >= n) return differs(why, "it has more parts than the stored page gives");
        if (!part_agrees(row, report, &parts[nth], nth, why)) return false;
    }
    return nth >= n || differs(why, "it has fewer parts than the stored page gives");
}

bool reread_agrees(Work *work, const CasusReader *reader, const CasusPage *page, int64_t id, Str text, char why[200]) {
    CasusError err = { 0 };
    why[0] = '\0';
    CasusReport *report = casus_read(reader, page, CASUS_LAYER_PARTS, CASUS_BUDGET_DEFAULT, &err);
    if (!report && err.status == CASUS_NO_MEMORY) return false;     /* was read with a larger budget */
    if (!report && err.status == CASUS_NO_ACCESS) return false;     /* a PDF, and what reads them is not on this machine */
    if (!report) differs(why, "the stored page cannot be read again: %.150s", err.line);
    else if (!str_eq(casus_report_text(report), text)) differs(why, "its text is not what the stored page gives");
    else parts_agree(work, report, id, why);
    casus_report_free(report);
    return true;
}
