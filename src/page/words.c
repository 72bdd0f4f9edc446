/* The words of the tables that this folder asks for. */
#include "base/date.h"
#include "page/blocks.h"

enum { LONGEST_WORD = 48, LONGEST_PHRASE = PACK_LONGEST_PHRASE };

/* Number of a word in the tables' vocabulary, 0 when they do not know it. */
static uint32_t vocabulary_of(const Reading *r, Str word) {
    char folded[LONGEST_WORD];
    if (word.len > LONGEST_WORD) return 0;
    size_t n = str_fold_into(word, folded, sizeof folded);
    return n == SIZE_MAX ? 0 : pack_word(r->pack, (Str){ folded, n });
}

typedef struct { Table table; int column, cell; } Wanted;           /* cell 0: any row of the table */

static bool state_has(const Reading *r, uint32_t state, Wanted wanted) {
    const PackEntry *entries;
    size_t n = pack_entries(r->pack, state, &entries);
    for (size_t k = 0; k < n; k++) {
        if (entries[k].table != wanted.table) continue;
        if (!wanted.cell || pack_row(r->pack, entries[k].row)->cell[wanted.column] == wanted.cell) return true;
    }
    return false;
}

/* End of the longest wanted phrase that starts at `at`; 0 when none does. */
static size_t phrase_end(const Reading *r, Str text, size_t at, Wanted wanted) {
    const WordRules *rules = pack_word_rules(r->pack);
    uint32_t state = PACK_ROOT;
    size_t longest = 0;
    Word word;
    for (int k = 0; k < LONGEST_PHRASE && words_next(text, &at, rules, &word); k++) {
        uint32_t v = vocabulary_of(r, str_cut(text, word.start, word.end));
        if (!v || !(state = pack_step(r->pack, state, v))) break;
        if (state_has(r, state, wanted)) longest = word.end;
    }
    return longest;
}

static Wanted page_word(int kind) { return (Wanted){ TABLE_PAGE_WORD, PAGE_WORD_KIND, kind }; }

bool page_word_opens(const Reading *r, Str text, int kind, size_t *end) {
    *end = phrase_end(r, text, 0, page_word(kind));
    return *end > 0;
}

static Str without_colon(Str text) {
    text = str_trim(text);
    if (text.len && text.at[text.len - 1] == ':') text.len--;
    return str_trim(text);
}

bool page_word_is(const Reading *r, Str text, int kind) {
    size_t end;
    text = without_colon(text);
    return text.len && text.len < 100 && page_word_opens(r, text, kind, &end) && end == text.len;
}

uint64_t page_word_kinds(const Reading *r, Str text) {
    const WordRules *rules = pack_word_rules(r->pack);
    uint32_t state = PACK_ROOT;
    uint64_t kinds = 0;
    size_t at = 0;
    Word word;
    while (words_next(text, &at, rules, &word)) {
        uint32_t v = vocabulary_of(r, str_cut(text, word.start, word.end));
        if (!v || !(state = pack_step(r->pack, state, v))) return 0;
    }
    const PackEntry *entries;
    size_t n = state == PACK_ROOT ? 0 : pack_entries(r->pack, state, &entries);
    for (size_t k = 0; k < n; k++)
        if (entries[k].table == TABLE_PAGE_WORD) kinds |= (uint64_t)1 << pack_row(r->pack, entries[k].row)->cell[PAGE_WORD_KIND];
    return kinds;
}

bool table_word_in(const Reading *r, Str text, Table table, int column, int cell) {
    const WordRules *rules = pack_word_rules(r->pack);
    Wanted wanted = { table, column, cell };
    Word word;
    for (size_t at = 0; words_next(text, &at, rules, &word);)
        if (phrase_end(r, text, word.start, wanted)) return true;
    return false;
}

bool page_word_in(const Reading *r, Str text, int kind) { return table_word_in(r, text, TABLE_PAGE_WORD, PAGE_WORD_KIND, kind); }

bool table_word_opens(const Reading *r, Str text, Table table) {
    return phrase_end(r, text, 0, (Wanted){ table, 0, 0 }) > 0;
}

static int month_of(const Reading *r, Str word) {
    const PackEntry *entries;
    uint32_t v = vocabulary_of(r, word), state = v ? pack_step(r->pack, PACK_ROOT, v) : 0;
    size_t n = state ? pack_entries(r->pack, state, &entries) : 0;
    for (size_t k = 0; k < n; k++) {
        const PackRow *row = pack_row(r->pack, entries[k].row);
        if (entries[k].table == TABLE_MONTH) return row->cell[MONTH_NUMBER];
        if (entries[k].table == TABLE_TIME && row->cell[TIME_KIND] == TIME_MONTH) return row->cell[TIME_VALUE];
    }
    return 0;
}

/* The number that the digits at the start of a word make; -1 without digits or with more than four. */
static int leading_number(Str word) {
    int n = 0;
    size_t k = 0;
    for (; k < word.len && word.at[k] >= '0' && word.at[k] <= '9'; k++) {
        if (k == 4) return -1;
        n = n * 10 + (word.at[k] - '0');
    }
    return k ? n : -1;
}

static void take_word(const Reading *r, Str word, Date *date) {
    int n = leading_number(word), month = n < 0 ? month_of(r, word) : 0;
    if (month && !date->month) date->month = month;
    if (n >= 1900 && n < 2200 && !date->year) date->year = n;
    if (n >= 1 && n <= 31 && !date->day) date->day = n;
}

Str date_in(const Reading *r, Str text) {
    const WordRules *rules = pack_word_rules(r->pack);
    Date date = { 0, 0, 0 }, iso;
    Word word;
    for (size_t at = 0; words_next(text, &at, rules, &word);) {
        Str w = str_cut(text, word.start, word.end);
        if (w.len == 10 && date_parse(w, &iso, NULL)) return str_copy(w, r->keep);      /* 2031-03-03 */
        take_word(r, w, &date);
    }
    if (!date.year || !date.month || !date.day || date.day > days_in_month(date.year, date.month)) return S("");
    return date_format(date, r->keep);
}

static bool is_digit_at(Str text, size_t at) { return at < text.len && text.at[at] >= '0' && text.at[at] <= '9'; }

bool has_clock(Str text) {
    for (size_t k = 1; k + 2 < text.len; k++) {
        if (text.at[k] != ':' && text.at[k] != '.') continue;
        if (is_digit_at(text, k - 1) && is_digit_at(text, k + 1) && is_digit_at(text, k + 2) && !is_digit_at(text, k + 3)) return true;
    }
    return false;
}
