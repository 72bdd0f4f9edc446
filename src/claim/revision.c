/* Which figure replaces which: two numbers of one effect, told as older and newer. */
#include "claim/group.h"
#include "claim/make.h"

enum { NEAR = 10, AT_ONCE = 3, SENTENCES_APART = 4 };   /* tokens; sentences */

static bool same_range(const CasusClaim *a, const CasusClaim *b) {
    return a->figure.range.low == b->figure.range.low && a->figure.range.high == b->figure.range.high;
}

/* A reader's comment revises nothing that the article says. */
static bool share_page(const CasusClaim *a, const CasusClaim *b) {
    return (a->source.kind == CASUS_SOURCE_COMMENTER) == (b->source.kind == CASUS_SOURCE_COMMENTER);
}

enum { CAMPAIGN = 200, SCALE = 10 };

/* "four killed", "12,400 since the war began": a campaign's total says nothing of what one attack's was. */
static bool is_total_beside(const CasusClaim *a, const CasusClaim *b) {
    const CasusClaim *more = a->figure.range.low > b->figure.range.low ? a : b, *less = more == a ? b : a;
    if (a->of_period != b->of_period) return true;
    return more->figure.range.low >= CAMPAIGN && less->figure.range.low >= 0 && more->figure.range.low / SCALE > less->figure.range.low;
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

static bool are_other_people(const CasusClaim *a, const CasusClaim *b) {
    return a->figure.civilian != b->figure.civilian && a->figure.civilian != CASUS_CIVILIAN_UNKNOWN && b->figure.civilian != CASUS_CIVILIAN_UNKNOWN;
}

/* The newest figure of this effect before claim `id` that is smaller, one of its order before "three more bodies"; of any size for a word of
 * correction; 0 if there is none. */
static CasusId earlier_figure(const Reading *r, CasusId id, bool corrects) {
    const CasusClaim *c = &r->claims.at[id];
    CasusId found = 0;
    for (CasusId i = id; i-- > 1;) {
        const CasusClaim *o = &r->claims.at[i];
        if (c->sentence > o->sentence + 2 * SENTENCES_APART) break;
        if (o->part_of && !c->part_of) continue;
        if (!share_page(o, c) || !is_figure(o, c->figure.effect) || is_total_beside(o, c) || same_range(o, c) || o->figure.range.low < 0 || are_other_people(o, c)) continue;
        bool smaller = c->figure.range.low > o->figure.range.low;
        if (!found && corrects && (smaller || c->figure.range.low * 2 >= o->figure.range.low)) return i;
        if (smaller && o->figure.range.low * 2 >= c->figure.range.low) return i;
        if (smaller && !found) found = i;
    }
    return found;
}

/* A corrected number is of the old one's order: "two of the wounded died" does not correct twelve. */
static bool gives_way(const CasusClaim *newer, const CasusClaim *older) {
    if (newer->part_of && !older->part_of) return false;            /* "five more bodies" are not the new count */
    if (newer->figure.range.low >= 0 && newer->figure.range.low * 2 < older->figure.range.low) return false;
    return share_page(newer, older) && is_figure(newer, older->figure.effect) && !is_total_beside(newer, older) && !same_range(newer, older) && !newer->revises;
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

/* Is there a claim of the sentence already whose number this is? */
static bool is_claimed(const Reading *r, CasusId sentence, const CasusQuantity *q) {
    for (CasusId i = (CasusId)r->claims.len; i-- > 1;) {
        const CasusClaim *c = &r->claims.at[i];
        bool holds = c->has_figure && c->sentence == sentence && c->evidence.start <= q->span.start && q->span.end <= c->evidence.end;
        if (holds && c->figure.range.low == q->range.low) return true;
    }
    return false;
}

/* The last figure told before the token, in its sentence or shortly before; 0 if there is none. */
static CasusId figure_before(const Reading *r, CasusId sentence, CasusId token) {
    CasusId found = 0;
    for (CasusId i = 1; i < r->claims.len; i++) {
        const CasusClaim *c = &r->claims.at[i];
        bool before = c->sentence < sentence || (c->sentence == sentence && c->evidence.start < r->tokens.at[token].span.start);
        if (!c->has_figure || c->part_of || !before || c->sentence + SENTENCES_APART < sentence) continue;
        if (!found || c->sentence >= r->claims.at[found].sentence) found = i;
    }
    return found;
}

/* A number of which no other word tells, at `t` or up to `reach` tokens behind; 0 if there is none. */
static CasusId bare_number(const Look *k, CasusId sentence, CasusId t, CasusId reach) {
    CasusId end = look_sentence(k, sentence).last;
    for (CasusId to = t + reach; t <= end && t < to; t++) {
        CasusId q = k->quantity[t];
        if (!q || k->time[t]) continue;
        CasusId next = k->r->quantities.at[q].last < end ? k->r->quantities.at[q].last + 1 : end;
        return look_at(k, next, CASUS_MARK_UNIT) || is_claimed(k->r, sentence, &k->r->quantities.at[q]) ? 0 : q;
    }
    return 0;
}

/* The number counts what the claim `like` counts. */
static CasusId claim_number(Claims *c, CasusId sentence, CasusId first, CasusId quantity, CasusId like) {
    Reading *r = c->look.r;
    const CasusQuantity *q = &r->quantities.at[quantity];
    CasusFigure figure = r->claims.at[like].figure;
    figure.range = q->range, figure.approximate = q->approximate;
    CasusClaim *claim = claim_make(c, sentence, CASUS_ABOUT_CASUALTIES, first, q->last);
    claim->has_figure = true;
    claim->figure = figure;
    return list_last_id(&r->claims);
}

/* "Initially the number was 9", "revising an earlier figure of 88": a number told as old, of which no word of harm tells, counts what was counted before. */
static void read_bare_old(Claims *c, CasusId sentence, CasusId mark, bool alone) {
    const Look *k = &c->look;
    Reading *r = k->r;
    const CasusMark *m = look_mark(k, mark);
    if (!alone && look_row(k, mark)->n_words < 2) return;           /* "earlier two others died" */
    CasusId like = figure_before(r, sentence, m->first), q = like ? bare_number(k, sentence, alone ? m->first : m->last + 1, alone ? NEAR : AT_ONCE) : 0;
    if (!q || r->quantities.at[q].range.low == r->claims.at[like].figure.range.low) return;
    CasusId old = claim_number(c, sentence, m->first, q, like);
    r->claims.at[old].as_of = (Str){ 0 };
    if (!r->claims.at[like].revises) link_claims(&r->claims.at[like], old, look_row(k, mark));
}

/* "later corrected the figure to six": the new number of what was counted before. */
static void read_bare_new(Claims *c, CasusId sentence, CasusId mark) {
    const Look *k = &c->look;
    Reading *r = k->r;
    const CasusMark *m = look_mark(k, mark);
    if (mark_row(r, m)->pos != CASUS_POS_VERB) return;
    CasusId like = figure_before(r, sentence, m->first), q = like ? bare_number(k, sentence, m->last + 1, NEAR) : 0;
    const CasusQuantity *number = q ? &r->quantities.at[q] : NULL;
    if (!number || number->range.low == r->claims.at[like].figure.range.low || number->first < m->last + 2) return;
    CasusId to = look_at(k, number->first - 1, CASUS_MARK_BOUND), next = number->last + 1;
    bool ends = number->last >= look_sentence(k, sentence).last || look_pos(k, next) == CASUS_POS_PUNCT || look_pos(k, next) == CASUS_POS_ADP || look_pos(k, next) == CASUS_POS_SCONJ;
    bool is_to = to ? look_row(k, to)->cell[BOUND_BOUND] == BOUND_TO : look_pos(k, number->first - 1) == CASUS_POS_PART;
    if (!ends || !is_to) return;
    CasusId id = claim_number(c, sentence, m->first, q, like);
    link_claims(&r->claims.at[id], like, look_row(k, mark));
}

/* "the ministry put the number at 12": another count of what was counted before. */
static void read_bare_count(Claims *c, CasusId mark) {
    const Look *k = &c->look;
    Reading *r = k->r;
    const CasusMark *m = look_mark(k, mark);
    if (mark_row(r, m)->n_words < 3 || mark_row(r, m)->pos != CASUS_POS_VERB) return;
    CasusId like = figure_before(r, m->sentence, m->first), q = like ? bare_number(k, m->sentence, m->last + 1, AT_ONCE) : 0;
    bool ends = q && (r->quantities.at[q].last >= look_sentence(k, m->sentence).last || look_pos(k, r->quantities.at[q].last + 1) != CASUS_POS_NOUN);
    if (ends) claim_number(c, m->sentence, m->first + 1, q, like);
}

static void read_bare_sentences(Claims *c) {
    const Look *k = &c->look;
    Reading *r = k->r;
    for (CasusId m = 1; m < r->marks.len; m++)
        if (r->marks.at[m].kind == CASUS_MARK_SAYING) read_bare_count(c, m);
    size_t n_claims = r->claims.len, at = 1;
    CasusId done = 0;
    for (CasusId m = 1; m < r->marks.len; m++) {
        const CasusMark *mark = &r->marks.at[m];
        if (mark->kind != CASUS_MARK_REVISION || mark->sentence == done) continue;
        int pattern = mark_row(r, mark)->cell[REVISION_PATTERN];
        if (pattern != REVISION_OLD && pattern != REVISION_FIX) continue;
        while (at < n_claims && r->claims.at[at].sentence < mark->sentence) at++;
        bool has_figure = false;
        for (size_t i = at; i < n_claims && r->claims.at[i].sentence == mark->sentence; i++) has_figure |= r->claims.at[i].has_figure;
        size_t before = r->claims.len;
        if (pattern == REVISION_OLD) read_bare_old(c, mark->sentence, m, !has_figure);
        else read_bare_new(c, mark->sentence, m);
        if (r->claims.len > before) done = mark->sentence;
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

/* The word of revision that is nearest to the second of two numbers, on its left and behind the first; NULL if there is none. */
static const PackRow *nearest_word(const Look *k, const CasusClaim *first, const CasusClaim *second) {
    CasusId t = token_at(k->r, second->sentence, second->evidence.end - 1), from = token_at(k->r, first->sentence, first->evidence.end - 1);
    for (; t > from; t--) {
        CasusId m = look_over(k, t, CASUS_MARK_REVISION);
        if (m && look_mark(k, m)->first > from) return look_row(k, m);
    }
    return NULL;
}

/* "rose from 9 to 12", "rose to 33 from 27": two figures of one effect that one word tells. */
static void link_pair(const Look *k, CasusId id) {
    Reading *r = k->r;
    if (id < 2) return;
    CasusClaim *second = &r->claims.at[id], *first = &r->claims.at[id - 1];
    if (!is_figure(first, second->figure.effect) || first->sentence != second->sentence || same_range(first, second)) return;
    if (first->evidence.start != second->evidence.start) return;    /* one word, two numbers */
    const PackRow *row = revision_word(k, second, REVISION_NEW);
    const PackRow *nearest = nearest_word(k, first, second);
    if (nearest && nearest->cell[REVISION_PATTERN] == REVISION_OLD) link_claims(first, id, nearest);      /* "at 101, revising an earlier figure of 88" */
    else if (is_from(k, second)) link_claims(first, id, row);
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
