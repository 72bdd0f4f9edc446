/* The values of a filter, made fit for its WHERE. */
#include "ledger/filter.h"
#include "base/date.h"
#include "incident/same.h"

/* The first day of "2031", the last of "2031-03", and so on. */
static bool bind_day(sqlite3_stmt *row, const char *name, const char *iso, bool last, CasusError *wrong) {
    Date date;
    if (!iso) return true;
    if (!date_parse(str_of(iso), &date, NULL)) {
        fail(wrong, CASUS_BAD_INPUT, "%s: no date; write it as 2031, 2031-03 or 2031-03-04", iso);
        return false;
    }
    int month = date.month ? date.month : last ? 12 : 1;
    int day = date.day ? date.day : last ? days_in_month(date.year, month) : 1;
    bind_number(row, name, day_of_date(date.year, month, day));
    return true;
}

static bool bind_type(sqlite3_stmt *row, const char *type, CasusError *wrong) {
    if (!type) return true;
    for (int i = 0; i < CASUS_N_EVENT_TYPES; i++)
        if (str_eq(str_of(type), str_of(casus_event_type_word(i)))) {
            bind_str(row, ":type", str_of(type));
            return true;
        }
    fail(wrong, CASUS_BAD_INPUT, "%s: no type of incident; see: casus help incidents", type);
    return false;
}

/* Each word quoted, so that no word of the asker is taken for a command of FTS5; all must be there. A word's last '*' stands
 * for any ending. */
static Str search_words(Str asked, Arena *arena) {
    Text words = { .arena = arena };
    for (size_t at = 0; at < asked.len;) {
        size_t end = at;
        while (end < asked.len && (unsigned char)asked.at[end] > ' ') end++;
        if (end == at) { at++; continue; }
        bool open = asked.at[end - 1] == '*';
        if (words.len) text_add_char(&words, ' ');
        text_add_char(&words, '"');
        for (size_t i = at; i < end - open; i++) text_add(&words, asked.at[i] == '"' ? S("\"\"") : str_cut(asked, i, i + 1));
        text_add(&words, open ? S("\"*") : S("\""));
        at = end;
    }
    return text_str(&words);
}

bool filter_bind(Work *work, sqlite3_stmt *row, const CasusFilter *filter, CasusError *wrong) {
    if (!bind_day(row, ":since", filter->since, false, wrong) || !bind_day(row, ":until", filter->until, true, wrong)) return false;
    if (!bind_type(row, filter->type, wrong)) return false;
    if (filter->place) bind_str_or_null(row, ":place", same_name(str_of(filter->place), &work->scratch).plain);
    if (filter->party) bind_str_or_null(row, ":party", same_plain(str_of(filter->party), &work->scratch));
    if (filter->text) bind_str_or_null(row, ":words", search_words(str_of(filter->text), &work->scratch));
    if (filter->source) bind_str_or_null(row, ":source", same_plain(str_of(filter->source), &work->scratch));
    if (filter->standing) bind_str_or_null(row, ":standing", str_of(filter->standing));
    if (filter->grade) bind_str_or_null(row, ":grade", str_of(filter->grade));
    if (filter->review) bind_number(row, ":review", 1);
    if (filter->rejected || filter->id) bind_number(row, ":rejected", 1);
    bind_count(row, ":killed", filter->killed_min);
    if (filter->changed) bind_number(row, ":changed", 1);
    if (filter->undated) bind_number(row, ":undated", 1);
    if (filter->unplaced) bind_number(row, ":unplaced", 1);
    if (filter->comments) bind_number(row, ":comments", 1);
    if (!filter->has_box) return true;
    bind_real(row, ":south", filter->south);
    bind_real(row, ":north", filter->north);
    bind_real(row, ":west", filter->west);
    bind_real(row, ":east", filter->east);
    return true;
}
