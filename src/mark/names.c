/* Names told by their letters: runs of capitalised words; in a text all of capitals, of words that no table knows. */
#include "mark/mark.h"

typedef struct { Reading *r; const CasusSentence *s; size_t from; SentenceCase letters; uint32_t kinds; /* 1 << kind of every mark in s */ } Names;

_Static_assert(CASUS_N_MARK_KINDS <= 32, "a bit for every kind");

/* The mark of this kind that covers the token, 0 if none. Marks of one kind do not overlap, phrases are short. */
static CasusId covering(const Names *n, CasusMarkKind kind, CasusId token) {
    const Reading *r = n->r;
    if (!(n->kinds >> kind & 1)) return 0;
    for (size_t m = n->from; m < r->marks.len && r->marks.at[m].first <= token; m++)
        if (r->marks.at[m].kind == kind && r->marks.at[m].last >= token) return (CasusId)m;
    return 0;
}

static bool is_hyphen(const Reading *r, CasusId t) {
    return str_eq(token_text(r, t), S("-")) && !(r->tokens.at[t].shape & CASUS_SHAPE_SPACE_BEFORE);
}

static bool is_everyday(const CasusToken *token) { return token->shape & CASUS_SHAPE_COMMON; }

static bool is_closed_class(const CasusToken *token) {
    switch (token->pos) {
    case CASUS_POS_DET: case CASUS_POS_ADP: case CASUS_POS_PRON: case CASUS_POS_AUX: case CASUS_POS_CCONJ: case CASUS_POS_SCONJ: case CASUS_POS_PART: return true;
    default: return false;
    }
}

/* Marks whose words are not part of a name although they carry a capital: days, months, numbers, titles. */
static bool is_other_capital(const Names *n, CasusId t) {
    return covering(n, CASUS_MARK_TIME, t) || covering(n, CASUS_MARK_NUMBER, t);
}

static bool starts_clause(const Names *n, CasusId t) {
    if (t == n->s->first) return true;
    const CasusToken *before = &n->r->tokens.at[t - 1];
    return (before->shape & CASUS_SHAPE_PUNCT) && !is_hyphen(n->r, t - 1) && !str_eq(token_text(n->r, t - 1), S(","))
        && !str_eq(token_text(n->r, t - 1), S("("));
}

static bool is_name_word(const Names *n, CasusId t) {
    const CasusToken *token = &n->r->tokens.at[t];
    if (!(token->shape & CASUS_SHAPE_WORD) || (n->letters != CASE_UPPER && !(token->shape & CASUS_SHAPE_CAPITAL)) || is_other_capital(n, t)) return false;
    if (n->letters == CASE_UPPER) {
        bool known = is_everyday(token) || (token->pos != CASUS_POS_NONE && token->pos != CASUS_POS_PROPN);
        return !known && token->span.end - token->span.start > 1;
    }
    if (is_closed_class(token)) return false;
    if (n->letters == CASE_TITLE) return !is_everyday(token) && (token->pos == CASUS_POS_NONE || token->pos == CASUS_POS_PROPN);
    return true;
}

/* A capital at the start of a clause tells nothing when the word is an everyday one and no name word follows. */
static bool may_start(const Names *n, CasusId t) {
    if (!is_name_word(n, t)) return false;
    const CasusToken *token = &n->r->tokens.at[t];
    if (n->letters != CASE_MIXED || !starts_clause(n, t)) return true;
    if (token->pos == CASUS_POS_PROPN) return true;
    if (!is_everyday(token) && token->pos == CASUS_POS_NONE) return true;
    bool next_is_name = t < n->s->last && is_name_word(n, t + 1) && !(n->r->tokens.at[t + 1].pos == CASUS_POS_PROPN && is_everyday(token));
    return next_is_name && token->pos != CASUS_POS_VERB && token->pos != CASUS_POS_ADV && token->pos != CASUS_POS_NUM;
}

/* "Prime Minister" before a name: the name starts after it. */
static bool is_title_of_name(const Names *n, CasusId t) {
    CasusId title = covering(n, CASUS_MARK_TITLE, t);
    if (!title) return false;
    CasusId after = n->r->marks.at[title].last + 1;
    return after <= n->s->last && is_name_word(n, after);
}

/* The token at which the name goes on after `last`, 0 if it ends there. */
static CasusId continues(const Names *n, CasusId last) {
    const Reading *r = n->r;
    CasusId end = n->s->last, next = last + 1;
    if (next > end) return 0;
    if (is_title_of_name(n, next)) return 0;
    if (is_name_word(n, next)) return next;
    if (is_hyphen(r, next) && next < end && !(r->tokens.at[next + 1].shape & CASUS_SHAPE_SPACE_BEFORE)) {
        if (is_name_word(n, next + 1) || (r->tokens.at[next + 1].shape & CASUS_SHAPE_DIGITS)) return next + 1;
        return 0;
    }
    CasusId link = covering(n, CASUS_MARK_NAME_LINK, next);
    if (!link || r->marks.at[link].first != next) return 0;
    CasusId after = r->marks.at[link].last + 1;
    int pattern = pack_row(r->pack, r->marks.at[link].row)->cell[NAME_LINK_PATTERN];
    bool tied = after < end && is_hyphen(r, after);
    if (tied) after++;
    if (pattern == NAME_LINK_HYPHEN && !tied) return 0;
    if (after > end || !is_name_word(n, after)) return 0;
    if (pattern != NAME_LINK_COMMON) return after;
    if (n->letters != CASE_MIXED) return 0;
    return is_everyday(&r->tokens.at[last]) && r->tokens.at[last].pos != CASUS_POS_PROPN && r->tokens.at[after].pos != CASUS_POS_PROPN ? after : 0;
}

/* "al-Bab": the small word and its hyphen belong to the name. */
static CasusId with_prefix(const Names *n, CasusId first) {
    const Reading *r = n->r;
    if (first < n->s->first + 2 || !is_hyphen(r, first - 1) || (r->tokens.at[first].shape & CASUS_SHAPE_SPACE_BEFORE)) return first;
    CasusId link = covering(n, CASUS_MARK_NAME_LINK, first - 2);
    if (!link || pack_row(r->pack, r->marks.at[link].row)->cell[NAME_LINK_PATTERN] == NAME_LINK_COMMON) return first;
    return first - 2;
}

void mark_names(Reading *r, CasusId sentence, SentenceCase letters) {
    Names n = { .r = r, .s = &r->sentences.at[sentence], .from = r->marks.len, .letters = letters };
    size_t n_table_marks = r->marks.len;
    while (n.from > 1 && r->marks.at[n.from - 1].sentence == sentence) n.kinds |= 1u << r->marks.at[--n.from].kind;
    if (n.from == r->marks.len) n.from = 0;         /* no mark in the sentence: slot 0 covers nothing */
    for (CasusId t = n.s->first; t <= n.s->last; t++) {
        while (r->marks.at[n.from].first + LONGEST_PHRASE < t && n.from + 1 < n_table_marks) n.from++;
        if (is_title_of_name(&n, t)) {
            t = r->marks.at[covering(&n, CASUS_MARK_TITLE, t)].last;
            continue;
        }
        if (!may_start(&n, t)) continue;
        CasusId last = t;
        for (CasusId next; (next = continues(&n, last)) != 0;) last = next;
        bool is_word = last == t && (covering(&n, CASUS_MARK_TRIGGER, t) || covering(&n, CASUS_MARK_CASUALTY, t));
        if (is_word) continue;     /* "Airstrike" in a headline */
        mark_add(r, CASUS_MARK_NAME, with_prefix(&n, t), last, sentence);
        for (CasusId k = t; k <= last; k++)
            if (r->tokens.at[k].pos == CASUS_POS_NONE) r->tokens.at[k].pos = CASUS_POS_PROPN;
        t = last;
    }
}
