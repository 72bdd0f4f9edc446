/* Which way in time a sentence looks: the nearest word before that tells decides. */
#include "mention/when.h"

enum { WORDS_BACK = 16, VERB_BACK = 3 };

typedef enum { LOOKS_UNTOLD, LOOKS_BACK, LOOKS_AHEAD } Look;

/* "was killed", "has said": a participle whose helper stands before it; the helper tells. */
static bool has_helper(const Calendar *c, CasusId t) {
    for (CasusId k = t; k-- > c->s->first && k + VERB_BACK >= t;)
        if (is_function_at(c, k, FUNCTION_MODAL) || is_function_at(c, k, FUNCTION_BE) || is_function_at(c, k, FUNCTION_HAVE)) return true;
    return false;
}

static bool is_past_form(const CasusMark *m) { return m && (m->form & CASUS_WORD_PAST); }

static Look look_at(const Calendar *c, CasusId t) {
    TimeWord word;
    if (time_word_at(c, t, &word) && (word.kind == TIME_AHEAD || word.kind == TIME_UNTIL_WORD)) return LOOKS_AHEAD;
    if (is_function_at(c, t, FUNCTION_MODAL)) return mark_at(c->r, t + 1, CASUS_MARK_NEGATION) ? LOOKS_BACK : LOOKS_AHEAD;
    if (kind_at(c->r, t, CASUS_MARK_CONDITION) == CASUS_MODALITY_HYPOTHETICAL) return LOOKS_AHEAD;
    if (mark_at(c->r, t, CASUS_MARK_SAYING)) return LOOKS_BACK;
    bool past = is_past_form(mark_at(c->r, t, CASUS_MARK_TRIGGER)) || is_past_form(mark_at(c->r, t, CASUS_MARK_CASUALTY));
    return past && !has_helper(c, t) ? LOOKS_BACK : LOOKS_UNTOLD;
}

bool is_ahead(const Calendar *c, CasusId t) {
    for (CasusId k = t; k-- > c->s->first && k + WORDS_BACK >= t;) {
        bool closes = (c->r->tokens.at[k].shape & CASUS_SHAPE_PUNCT) && !str_eq(token_text(c->r, k), S(",")) && !is_joint(c->r, k, c->s->last);
        if (closes) return false;
        Look look = look_at(c, k);
        if (look != LOOKS_UNTOLD) return look == LOOKS_AHEAD;
    }
    return false;
}
