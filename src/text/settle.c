/* What marks on the paper do not tell of words: "cannot" is two, "No." without a number is a word and a full stop, "th-" of a stammer
 * is one. The table of contractions says how a word is cut, and before which others. */
#include "text/text.h"

/* LONGEST_FRAGMENT: "T- what?"; a longer word is broken off only when no table knows it. */
enum { LONGEST_FRAGMENT = 2, LONGEST_FOLDED = 64, SHORTEST_AFTER_POINT = 3 };

typedef struct { CasusId token; uint32_t at; } Cut;         /* at: a byte of the report inside the token */
typedef LIST_OF(Cut) Cuts;

static CasusToken *token_of(const Reading *r, CasusId t) { return &r->tokens.at[t]; }
static bool is_last(const Reading *r, CasusId t) { return t + 1 >= r->tokens.len; }
static bool is_glued(const Reading *r, CasusId t) { return !(token_of(r, t)->shape & CASUS_SHAPE_SPACE_BEFORE); }
static bool is_digits_at(const Reading *r, CasusId t) { return t < r->tokens.len && token_of(r, t)->shape & CASUS_SHAPE_DIGITS; }

static void add_cut(Reading *r, Cuts *cuts, CasusId t, size_t at) { *list_add(cuts, r->scratch) = (Cut){ t, (uint32_t)at }; }

/* ---- cutting ---- */

/* One of the words of a list that are divided by spaces. */
static bool is_listed(Str list, Str word) {
    for (size_t at = 0; at < list.len;) {
        size_t end = str_find(list, S(" "), at);
        if (end == SIZE_MAX) end = list.len;
        if (str_eq(str_cut(list, at, end), word)) return true;
        at = end + 1;
    }
    return false;
}

static bool is_before_listed(const Reading *r, CasusId t, Str list) {
    char folded[LONGEST_FOLDED];
    if (str_is_empty(list)) return true;
    if (is_last(r, t)) return false;
    size_t n = str_fold_into(token_text(r, t + 1), folded, sizeof folded);
    return n != SIZE_MAX && is_listed(list, (Str){ folded, n });
}

/* "cannot", "dont"; "its" before "a". */
static void cut_contraction(Reading *r, CasusId t, Cuts *cuts) {
    const PackRow *row = row_of_word(r, t, TABLE_CONTRACTION);
    if (!row || !is_before_listed(r, t, pack_cell_str(r->pack, row, CONTRACTION_BEFORE))) return;
    Str pieces = pack_cell_str(r->pack, row, CONTRACTION_CUT);
    CasusSpan span = token_of(r, t)->span;
    size_t at = span.start, from = 0;
    for (size_t end; (end = str_find(pieces, S(" "), from)) != SIZE_MAX; from = end + 1) {
        for (size_t n = utf8_count(str_cut(pieces, from, end)); n > 0 && at < span.end; n--) utf8_next(r->text, &at);
        if (at < span.end) add_cut(r, cuts, t, at);
    }
}

/* "No." that no number follows, "Mm." that none stands before. */
static void cut_full_stop(Reading *r, CasusId t, Cuts *cuts) {
    const PackRow *row = row_of_word(r, t, TABLE_ABBREVIATION);
    if (!row) return;
    int32_t end = row->cell[ABBREVIATION_END];
    bool lacks_number = (end == ABBREVIATION_NUMBER && !is_digits_at(r, t + 1)) || (end == ABBREVIATION_UNIT && !is_digits_at(r, t - 1));
    if (lacks_number) add_cut(r, cuts, t, token_of(r, t)->span.end - 1);
}

static bool is_in_table(const Reading *r, size_t start, size_t end, Table table) {
    uint32_t word = vocabulary_number(r, (CasusSpan){ (uint32_t)start, (uint32_t)end });
    return word && row_of(r, word, table);
}

/* "bridge.the": an everyday word and one of the closed classes; the space was lost. With two letters it may be a country: "scroll.in". */
static void cut_lost_space(Reading *r, CasusId t, Cuts *cuts) {
    CasusSpan span = token_of(r, t)->span;
    Str s = token_text(r, t);
    size_t point = str_find(s, S("."), 0);
    if (point == SIZE_MAX || point < 2 || s.len - point - 1 < SHORTEST_AFTER_POINT || str_find(s, S("."), point + 1) != SIZE_MAX) return;
    if (!is_in_table(r, span.start, span.start + point, TABLE_COMMON) || !is_in_table(r, span.start + point + 1, span.end, TABLE_FUNCTION)) return;
    add_cut(r, cuts, t, span.start + point);
    add_cut(r, cuts, t, span.start + point + 1);
}

static void set_word(Reading *r, CasusToken *token, uint32_t start, uint32_t end, uint16_t before) {
    token->span = (CasusSpan){ start, end };
    token->shape = (uint16_t)(before | word_shape(span_text(r, token->span)));
    token->word = vocabulary_number(r, token->span);
}

/* Makes room from the end, so that every token moves once. The cuts are in the order of the text. */
static void apply_cuts(Reading *r, const Cuts *cuts) {
    CasusId from = (CasusId)r->tokens.len;
    for (size_t k = 0; k < cuts->len; k++) list_add(&r->tokens, r->keep);
    CasusId to = (CasusId)r->tokens.len;
    for (size_t k = cuts->len; k > 0; k--) {
        const Cut *cut = &cuts->at[k - 1];
        while (from > cut->token + 1) *token_of(r, --to) = *token_of(r, --from);
        CasusToken *whole = token_of(r, cut->token);
        uint16_t before = whole->shape & (CASUS_SHAPE_SPACE_BEFORE | CASUS_SHAPE_LINE_BEFORE);
        set_word(r, token_of(r, --to), cut->at, whole->span.end, 0);
        set_word(r, whole, whole->span.start, cut->at, before);
    }
}

/* ---- joining ---- */

/* "th- the": a hyphen that ends a word nobody finished. */
static bool is_broken_off(const Reading *r, CasusId word, CasusId hyphen) {
    const CasusToken *w = token_of(r, word);
    if (!is_glued(r, hyphen) || (!is_last(r, hyphen) && is_glued(r, hyphen + 1))) return false;
    if (!str_eq(token_text(r, hyphen), S("-")) || !(w->shape & CASUS_SHAPE_WORD) || is_glued(r, word)) return false;
    if (w->shape & CASUS_SHAPE_UPPER) return false;                 /* "PS- " */
    return w->span.end - w->span.start <= LONGEST_FRAGMENT || (!w->word && !(w->shape & CASUS_SHAPE_CAPITAL));
}

static void join_broken_off(Reading *r, CasusId first) {
    CasusId kept = first + 1;
    for (CasusId t = first + 1; t < r->tokens.len; t++) {
        if (is_broken_off(r, kept - 1, t)) token_of(r, kept - 1)->span.end = token_of(r, t)->span.end;
        else *token_of(r, kept++) = *token_of(r, t);
    }
    r->tokens.len = kept;
}

void tokens_settle(Reading *r, CasusId first) {
    Cuts cuts = { 0 };
    join_broken_off(r, first);
    for (CasusId t = first; t < r->tokens.len; t++) {
        if (!(token_of(r, t)->shape & CASUS_SHAPE_WORD)) continue;
        cut_contraction(r, t, &cuts);
        cut_full_stop(r, t, &cuts);
        cut_lost_space(r, t, &cuts);
    }
    if (cuts.len) apply_cuts(r, &cuts);
}

/* ---- the ends of sentences ---- */

/* "..., etc.": its point is the full stop too, which the convention makes a word. "U.S." and "p.m." keep theirs: they would not be known without. */
static bool ends_in_full_stop(const Reading *r, CasusId t) {
    Str s = token_text(r, t);
    return s.len > 1 && s.at[s.len - 1] == '.' && str_find(s, S("."), 0) == s.len - 1 && token_of(r, t)->shape & CASUS_SHAPE_WORD;
}

void sentences_settle(Reading *r, CasusId first) {
    Cuts cuts = { 0 };
    for (CasusId k = first; k < r->sentences.len; k++) {
        CasusSentence *s = &r->sentences.at[k];
        bool is_cut = ends_in_full_stop(r, s->last);
        CasusId moved = (CasusId)cuts.len;
        if (is_cut) add_cut(r, &cuts, s->last, token_of(r, s->last)->span.end - 1);
        s->first += moved;
        s->last += moved + is_cut;
    }
    if (cuts.len) apply_cuts(r, &cuts);
}
