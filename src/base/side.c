#include "base/side.h"

#include "base/utf8.h"

enum { MOST_WORDS = 24 };

/* Vocabulary numbers of the words; unknown ones are 0. */
static size_t words_of(const Pack *pack, Str text, uint32_t out[MOST_WORDS]) {
    size_t n = 0, at = 0;
    Word w;
    while (n < MOST_WORDS && words_next(text, &at, pack_word_rules(pack), &w)) {
        char folded[128];
        size_t len = str_fold_into(str_cut(text, w.start, w.end), folded, sizeof folded);
        out[n++] = len == SIZE_MAX ? 0 : pack_word(pack, (Str){ folded, len });
    }
    return n;
}

const PackRow *side_row(const Pack *pack, Str words) {
    uint32_t word[MOST_WORDS], best_row = 0;
    size_t n = words_of(pack, words, word), best = 0;
    for (size_t from = 0; from < n; from++) {
        uint32_t state = PACK_ROOT;
        for (size_t t = from; t < n && word[t] && (state = pack_step(pack, state, word[t])) != 0; t++) {
            const PackEntry *entries;
            size_t count = pack_entries(pack, state, &entries);
            for (size_t i = 0; i < count; i++) {
                size_t weight = 2 * (t - from + 1) + (entries[i].table == TABLE_ACTOR);
                bool is_side = entries[i].table == TABLE_ACTOR || entries[i].table == TABLE_COUNTRY;
                if (is_side && weight > best) best = weight, best_row = entries[i].row;
            }
        }
    }
    return best ? pack_row(pack, best_row) : NULL;
}

Str side_of(const Pack *pack, Str words) {
    const PackRow *row = side_row(pack, words);
    return row ? pack_key(pack, row) : (Str){ 0 };
}

/* PLOVER's sectors of those who act for a state. */
static bool is_state_sector(Str sector) {
    static const char *const state[] = { "GOV", "MIL", "COP", "SPY", "LEG", "JUD" };
    for (size_t i = 0; i < sizeof state / sizeof *state; i++)
        if (str_eq(sector, str_of(state[i]))) return true;
    return false;
}

Str side_code(const Pack *pack, Str words) {
    const PackRow *row = side_row(pack, words);
    if (!row) return (Str){ 0 };
    if (row->table == TABLE_COUNTRY) return pack_cell_str(pack, row, COUNTRY_ISO3);
    Str country = is_state_sector(pack_cell_str(pack, row, ACTOR_SECTOR)) ? pack_cell_str(pack, row, ACTOR_ISO3) : (Str){ 0 };
    return country.len ? country : pack_key(pack, row);
}

bool side_is_people(const Pack *pack, Str words) {
    uint32_t word[MOST_WORDS];
    size_t n = words_of(pack, words, word);
    uint32_t state = n && n < MOST_WORDS && word[n - 1] ? pack_step(pack, PACK_ROOT, word[n - 1]) : 0;
    if (!state) return false;
    const PackEntry *entries;
    size_t count = pack_entries(pack, state, &entries);
    for (size_t i = 0; i < count; i++)
        if (entries[i].table == TABLE_PERSON && pack_row(pack, entries[i].row)->cell[PERSON_COUNT] == COUNT_ONE) return true;
    return false;
}

bool side_is_same(const Pack *pack, Str a, Str b) {
    if (str_is_empty(a) || str_is_empty(b)) return false;
    if (str_eq(a, b) || str_find(a, b, 0) != SIZE_MAX || str_find(b, a, 0) != SIZE_MAX) return true;
    Str x = side_of(pack, a);
    return x.len && str_eq(x, side_of(pack, b));
}
