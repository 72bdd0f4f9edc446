/* Numbers as digits and words write them. */
#include "mention/parts.h"

#include <limits.h>

enum { LONGEST_MARK = 12, MOST_DIGITS = 9, MOST_DECIMALS = 6, MILLION = 1000000 };

const CasusMark *mark_at(const Reading *r, CasusId t, CasusMarkKind kind) {
    for (CasusId m = r->tokens.at[t].mark; m && m < r->marks.len && r->marks.at[m].first == t; m++)
        if (r->marks.at[m].kind == kind) return &r->marks.at[m];
    return NULL;
}

const CasusMark *mark_ending_at(const Reading *r, CasusId t, CasusMarkKind kind, CasusId first) {
    for (CasusId start = t; start >= first && start + LONGEST_MARK > t; start--) {
        const CasusMark *m = mark_at(r, start, kind);
        if (m && m->last == t) return m;
    }
    return NULL;
}

int32_t kind_at(const Reading *r, CasusId t, CasusMarkKind kind) {
    const CasusMark *m = mark_at(r, t, kind);
    return m && m->row ? mark_row(r, m)->cell[0] : 0;
}

enum { HYPHEN = '-', NO_BREAK_HYPHEN = 0x2011, EN_DASH = 0x2013 };

bool is_joint(const Reading *r, CasusId t, CasusId end) {
    if (t >= end || !is_glued(r, t) || !is_glued(r, t + 1)) return false;
    Str s = token_text(r, t);
    size_t at = 0;
    uint32_t c = s.len ? utf8_next(s, &at) : 0;
    return at == s.len && (c == HYPHEN || c == NO_BREAK_HYPHEN || c == EN_DASH);
}

/* ---- digits -------------------------------------------------------------------------------------------------------- */

typedef struct { int64_t whole, millionths; uint32_t n_digits; bool has_fraction, has_groups; } Digits;

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* ",200" of "1,200": a comma and three digits, then no fourth. */
static bool is_group(Str s, size_t at) {
    if (at + 4 > s.len || s.at[at] != ',') return false;
    for (size_t k = 1; k <= 3; k++)
        if (!is_digit(s.at[at + k])) return false;
    return at + 4 == s.len || !is_digit(s.at[at + 4]);
}

static bool read_decimals(Str s, size_t at, Digits *d) {
    int64_t unit = MILLION / 10;
    for (; at < s.len; at++, unit /= 10) {
        if (!is_digit(s.at[at])) return false;              /* "22:00", "1.2.3" */
        d->millionths += (s.at[at] - '0') * unit;
    }
    d->has_fraction = true;
    return true;
}

static bool read_digits(Str s, Digits *d) {
    *d = (Digits){ 0 };
    size_t at = 0;
    for (; at < s.len; at++) {
        if (is_group(s, at) && at >= 1 && (at <= 3 || d->has_groups)) { d->has_groups = true; continue; }
        if (!is_digit(s.at[at])) break;
        if (++d->n_digits > MOST_DIGITS) return false;      /* a telephone or account number */
        d->whole = d->whole * 10 + (s.at[at] - '0');
    }
    if (!d->n_digits) return false;
    if (s.at[0] == '0' && d->n_digits > 1) return false;
    if (at == s.len) return true;
    return s.at[at] == '.' && at + 1 < s.len && s.len - at - 1 <= MOST_DECIMALS && read_decimals(s, at + 1, d);
}

/* ---- words ---------------------------------------------------------------------------------------------------------- */

/* A number being put together: "two hundred and five thousand" is group 205, then total 205000. */
typedef struct { int64_t total, group, scale; bool open; } Sum;

static bool add_unit(Sum *sum, int64_t value) {
    if (!sum->open) {
        if (sum->total && value >= sum->scale) return false;
        sum->group = value;
        sum->open = true;
        return true;
    }
    bool after_hundred = sum->group > 0 && sum->group % 100 == 0 && value < 100;
    bool after_ten = sum->group % 10 == 0 && sum->group % 100 >= 20 && value < 10;
    if (!after_hundred && !after_ten) return false;
    sum->group += value;
    return true;
}

static bool multiply(Sum *sum, int64_t scale) {
    int64_t group = sum->open ? sum->group : 1;
    if (!sum->open && sum->total) return false;             /* "two thousand hundred" */
    if (scale <= 0 || group > INT64_MAX / scale / 2) return false;
    if (scale < 1000) {
        sum->group = group * scale;
        sum->open = true;
        sum->scale = scale;
        return true;
    }
    if (sum->total && scale >= sum->scale) return false;    /* "two thousand million" */
    sum->total += group * scale;
    sum->group = 0;
    sum->open = false;
    sum->scale = scale;
    return true;
}

static int64_t sum_value(const Sum *sum) { return sum->total + (sum->open ? sum->group : 0); }
static bool takes_and(const Sum *sum) { return sum->open ? sum->group >= 100 && sum->group % 100 == 0 : sum->total > 0; }

typedef struct { int32_t kind; int64_t low, high; CasusId last; bool is_plural; } NumberWord;

static bool word_at(const Reading *r, CasusId t, CasusId end, NumberWord *word) {
    const CasusMark *m = t <= end ? mark_at(r, t, CASUS_MARK_NUMBER) : NULL;
    if (!m || m->last > end || !m->row) return false;
    const PackRow *row = mark_row(r, m);
    *word = (NumberWord){ .kind = row->cell[NUMBER_KIND], .low = row->cell[NUMBER_LOW], .high = row->cell[NUMBER_HIGH], .last = m->last,
                          .is_plural = m->form & CASUS_WORD_PLURAL };
    return true;
}

/* The place where the number may go on after `last`: over a hyphen ("twenty-one") or an "and" ("a hundred and five"). */
static CasusId next_word(const Reading *r, CasusId last, CasusId end, const Sum *sum) {
    CasusId next = last + 1;
    if (next >= end) return next;
    if (is_joint(r, next, end)) return next + 1;
    NumberWord word;
    bool is_and = kind_at(r, next, CASUS_MARK_BOUND) == BOUND_AND && takes_and(sum);
    if (is_and && word_at(r, next + 1, end, &word) && word.kind == NUMBER_UNIT && word.low < 100) return next + 1;
    return next;
}

static CasusId add_words(const Reading *r, CasusId last, CasusId end, Sum *sum) {
    NumberWord word;
    while (word_at(r, next_word(r, last, end, sum), end, &word)) {
        bool fits = word.kind == NUMBER_UNIT ? add_unit(sum, word.low) : word.kind == NUMBER_SCALE && multiply(sum, word.low);
        if (!fits) break;
        last = word.last;
    }
    return last;
}

static bool number_of(const Sum *sum, CasusId last, Numeral *number) {
    int64_t value = sum_value(sum);
    *number = (Numeral){ .last = last, .low = value, .high = value, .scale = sum->scale ? sum->scale : 1 };
    return true;
}

/* "hundreds", "several hundred", "dozens". */
static bool vague_at(const Reading *r, const NumberWord *word, CasusId end, Numeral *number) {
    int64_t low = word->kind == NUMBER_SCALE ? 2 * word->low : word->low;
    int64_t high = word->kind == NUMBER_VAGUE && word->high >= word->low ? word->high : CASUS_UNKNOWN;
    *number = (Numeral){ .last = word->last, .low = low, .high = high, .scale = 1, .vague = true };
    NumberWord scale;
    if (word->kind != NUMBER_VAGUE || !word_at(r, word->last + 1, end, &scale) || scale.kind != NUMBER_SCALE) return true;
    if (low > INT64_MAX / (scale.low ? scale.low : 1)) return true;
    number->last = scale.last;
    number->low = low * scale.low;
    number->high = CASUS_UNKNOWN;
    number->scale = scale.low;
    return true;
}

/* "half a dozen", "half a million" */
static bool half_at(const Reading *r, const NumberWord *half, CasusId end, Numeral *number) {
    NumberWord word;
    CasusId next = half->last + 1;
    if (word_at(r, next, end, &word) && word.kind == NUMBER_ARTICLE) next = word.last + 1;
    if (!word_at(r, next, end, &word) || word.kind != NUMBER_SCALE) return false;
    *number = (Numeral){ .last = word.last, .low = word.low / 2, .high = word.low / 2, .scale = word.low };
    return true;
}

static bool words_at(const Reading *r, CasusId t, CasusId end, Numeral *number) {
    NumberWord word;
    Sum sum = { 0 };
    if (!word_at(r, t, end, &word)) return false;
    switch (word.kind) {
    case NUMBER_VAGUE: return vague_at(r, &word, end, number);
    case NUMBER_HALF: return half_at(r, &word, end, number);
    case NUMBER_ARTICLE:                                    /* "a hundred" */
        if (!word_at(r, word.last + 1, end, &word) || word.kind != NUMBER_SCALE) return false;
        break;
    case NUMBER_SCALE:
        if (word.is_plural) return vague_at(r, &word, end, number);
        break;
    case NUMBER_UNIT:
        add_unit(&sum, word.low);
        return number_of(&sum, add_words(r, word.last, end, &sum), number);
    default: return false;
    }
    if (!multiply(&sum, word.low)) return false;
    return number_of(&sum, add_words(r, word.last, end, &sum), number);
}

/* Digits, and the scale words after them: "2.5 million", "500K", "5 hundred". */
static bool digits_at(const Reading *r, CasusId t, CasusId end, Numeral *number) {
    Digits d;
    if (!read_digits(token_text(r, t), &d)) return false;
    *number = (Numeral){ .last = t, .low = d.whole, .high = d.whole, .scale = 1, .fraction = d.has_fraction,
                         .n_digits = d.has_groups || d.has_fraction ? 0 : d.n_digits };
    NumberWord word;
    CasusId next = t + 1;
    if (next <= end && is_glued(r, next) && str_eq(token_text(r, next), S("+"))) next++;    /* "500+K" */
    while (word_at(r, next, end, &word) && word.kind == NUMBER_SCALE) {
        if (word.low <= 0 || number->low > INT64_MAX / word.low / MILLION) break;
        number->low = number->low * word.low + d.millionths * word.low / MILLION;
        number->high = number->low;
        number->scale *= word.low;
        number->last = word.last;
        number->n_digits = 0;
        number->fraction = false;
        d.millionths = 0;
        next = word.last + 1;
    }
    return true;
}

bool numeral_at(const Reading *r, CasusId t, CasusId end, Numeral *number) {
    if (t > end) return false;
    if (r->tokens.at[t].shape & CASUS_SHAPE_DIGITS) return digits_at(r, t, end, number);
    return words_at(r, t, end, number);
}
