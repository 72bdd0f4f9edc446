/* Which figure replaces which: two numbers of one effect, told as older and newer. */
#include "claim/group.h"
#include "claim/make.h"

enum { NEAR = 10, SENTENCES_APART = 4 };

static bool same_range(const CasusClaim *a, const CasusClaim *b) {
    return a->figure.range.low == b->figure.range.low && a->figure.range.high == b->figure.range.high;
}

/* A reader's comment revises nothing that the article says. */
static bool share_page(const CasusClaim *a, const CasusClaim *b) {
    return (a->source.kind == CASUS_SOURCE_COMMENTER) == (b->source.kind == CASUS_SOURCE_COMMENTER);
}

static bool is_figure(const CasusClaim *c, CasusEffect effect) { return c->has_figure && (effect == CASUS_EFFECT_NONE || c->figure.effect == effect); }

/* The first token at or after a byte place. */
static CasusId token_at(const Reading *r, CasusId sentence, uint32_t byte) {
    CasusId t = r->sentences.at[sentence].first;
    while (t < r->sentences.at[sentence].last && r->tokens.at[t].span.end <= byte) t++;
    return t;
}

/* The word of revision beside a claim's words, on its left or inside; NULL if none. */
static const PackRow *revision_word(const Look *k, const CasusClaim *c, int pattern) {
    const Reading *r = k->r;
    CasusId first = token_at(r, c->sentence, c->evidence.start), last = token_at(r, c->sentence, c->evidence.end - 1);
    CasusId from = r->sentences.at[c->sentence].first;
    if (first > from + NEAR) from = first - NEAR;
    for (CasusId t = last + 1; t-- > from;) {
        CasusId m = look_at(k, t, CASUS_MARK_REVISION);
        if (m && (look_row(k, m)->cell[REVISION_PATTERN] == pattern || look_row(k, m)->cell[REVISION_PATTERN] == REVISION_FIX)) return look_row(k, m);
        if (look_char(k, t) == ';') return NULL;
    }
    return NULL;
}

static void link_claims(CasusClaim *newer, CasusId older, const PackRow *row) {
    newer->revises = older;
    newer->how = row && row->cell[REVISION_HOW] > 0 ? (CasusHow)row->cell[REVISION_HOW] : CASUS_HOW_NEW_REPORT;
}

/* The newest figure of this effect before claim `id` that is smaller, of any size for a word of correction; 0 if none. */
static CasusId earlier_figure(const Reading *r, CasusId id, bool corrects) {
    const CasusClaim *c = &r->claims.at[id];
    for (CasusId i = id; i-- > 1;) {
        const CasusClaim *o = &r->claims.at[i];
        if (c->sentence > o->sentence + 2 * SENTENCES_APART) return 0;
        if (!share_page(o, c) || !is_figure(o, c->figure.effect) || same_range(o, c) || o->figure.range.low < 0 || o->figure.civilian != c->figure.civilian) continue;
        bool smaller = c->figure.range.low > o->figure.range.low;
        if (smaller || (corrects && c->figure.range.low * 2 >= o->figure.range.low)) return i;
    }
    return 0;
}

/* A corrected number is of the old one's order: "two of the wounded died" does not correct twelve. */
static bool gives_way(const CasusClaim *newer, const CasusClaim *older) {
    if (newer->part_of && !older->part_of) return false;            /* "five more bodies" are not the new count */
    if (newer->figure.range.low >= 0 && newer->figure.range.low * 2 < older->figure.range.low) return false;
    return share_page(newer, older) && is_figure(newer, older->figure.effect) && !same_range(newer, older) && !newer->revises;
}

/* The figure that an older number gave way to: the next of its effect, else the last before it. */
static CasusId figure_in_force(const Reading *r, CasusId old) {
    const CasusClaim *c = &r->claims.at[old];
    for (CasusId i = old + 1; i < r->claims.len && r->claims.at[i].sentence <= c->sentence + SENTENCES_APART; i++)
        if (gives_way(&r->claims.at[i], c)) return i;
    for (CasusId i = old; i-- > 1 && r->claims.at[i].sentence + SENTENCES_APART >= c->sentence;)
        if (gives_way(&r->claims.at[i], c)) return i;
    return 0;
}

/* "Initially the number was 9": a number told as old in a sentence without a casualty word counts what was counted before. */
static void read_bare_old(Claims *c, CasusId sentence, CasusId mark) {
    const Look *k = &c->look;
    Reading *r = k->r;
    CasusId last_figure = 0;
    for (CasusId i = r->claims.len; i-- > 1;)
        if (r->claims.at[i].has_figure && r->claims.at[i].sentence < sentence && r->claims.at[i].sentence + SENTENCES_APART >= sentence) { last_figure = i; break; }
    if (!last_figure) return;
    CasusId first = look_mark(k, mark)->first, end = look_sentence(k, sentence).last;
    for (CasusId t = first; t <= end && t < first + NEAR; t++) {
        CasusId q = k->quantity[t];
        if (!q || k->time[t] || look_at(k, r->quantities.at[q].last < end ? r->quantities.at[q].last + 1 : end, CASUS_MARK_UNIT)) continue;
        const CasusClaim *known = &r->claims.at[last_figure];
        CasusFigure figure = known->figure;
        figure.range = r->quantities.at[q].range, figure.approximate = r->quantities.at[q].approximate;
        if (figure.range.low == known->figure.range.low) return;
        CasusClaim *old = claim_make(c, sentence, CASUS_ABOUT_CASUALTIES, first, r->quantities.at[q].last);
        old->has_figure = true;
        old->figure = figure;
        old->as_of = (Str){ 0 };
        link_claims(&r->claims.at[last_figure], list_last_id(&r->claims), look_row(k, mark));
        return;
    }
}

static void read_bare_sentences(Claims *c) {
    const Look *k = &c->look;
    Reading *r = k->r;
    size_t n_claims = r->claims.len, at = 1;
    CasusId done = 0;
    for (CasusId m = 1; m < r->marks.len; m++) {
        const CasusMark *mark = &r->marks.at[m];
        if (mark->kind != CASUS_MARK_REVISION || mark->sentence == done || mark_row(r, mark)->cell[REVISION_PATTERN] != REVISION_OLD) continue;
        while (at < n_claims && r->claims.at[at].sentence < mark->sentence) at++;
        bool has_figure = false;
        for (size_t i = at; i < n_claims && r->claims.at[i].sentence == mark->sentence; i++) has_figure |= r->claims.at[i].has_figure;
        done = mark->sentence;
        if (!has_figure) read_bare_old(c, mark->sentence, m);
    }
}

/* Is the claim's number the one that "from" leads: "from 9 to 12", "to 33 from 27"? */
static bool is_from(const Look *k, const CasusClaim *c) {
    CasusId last = token_at(k->r, c->sentence, c->evidence.end - 1), q = k->quantity[last];
    if (!q) return false;
    CasusId first = k->r->quantities.at[q].first;
    CasusId bound = first > 1 ? look_at(k, first - 1, CASUS_MARK_BOUND) : 0;
    return bound && look_row(k, bound)->cell[BOUND_BOUND] == BOUND_FROM;
}

/* "rose from 9 to 12", "rose to 33 from 27": two figures of one effect that one word tells. */
static void link_pair(const Look *k, CasusId id) {
    Reading *r = k->r;
    if (id < 2) return;
    CasusClaim *second = &r->claims.at[id], *first = &r->claims.at[id - 1];
    if (!is_figure(first, second->figure.effect) || first->sentence != second->sentence || same_range(first, second)) return;
    if (first->evidence.start != second->evidence.start) return;    /* one word, two numbers */
    const PackRow *row = revision_word(k, second, REVISION_NEW);
    if (is_from(k, second)) link_claims(first, id, row);
    else if (row || is_from(k, first)) link_claims(second, id - 1, row);
}

void revision_find(Claims *c) {
    Reading *r = c->look.r;
    for (CasusId i = 1; i < r->claims.len; i++) {
        CasusClaim *claim = &r->claims.at[i];
        if (!claim->has_figure || claim->stance == CASUS_STANCE_DENIES) continue;
        link_pair(&c->look, i);
        if (claim->revises || r->claims.at[i - 1].revises == i) continue;
        const PackRow *old = revision_word(&c->look, claim, REVISION_OLD);
        if (old && old->cell[REVISION_PATTERN] == REVISION_OLD) {
            CasusId newer = figure_in_force(r, i);
            if (newer) link_claims(&r->claims.at[newer], i, old), claim->as_of = (Str){ 0 };
            continue;
        }
        const PackRow *fresh = revision_word(&c->look, claim, REVISION_NEW);
        CasusId older = fresh ? earlier_figure(r, i, fresh->cell[REVISION_PATTERN] == REVISION_FIX) : 0;
        if (older) link_claims(claim, older, fresh);
    }
    read_bare_sentences(c);
}
