/* Whom a pronoun stands for: the only person named in its sentence and the one before. Where two may be meant it stays unresolved. */
#include "mention/names.h"
#include "mention/parts.h"

static bool is_for_one_person(const Reading *r, const CasusMention *m) {
    if (m->form != CASUS_FORM_PRONOUN || m->type != CASUS_MENTION_PER || m->plural || m->first != m->last) return false;
    const CasusMark *mark = mark_at(r, m->first, CASUS_MARK_FUNCTION);
    const PackRow *row = mark && mark->row ? mark_row(r, mark) : NULL;
    return row && row->cell[FUNCTION_KIND] == FUNCTION_PRONOUN && row->cell[FUNCTION_COUNT] == PRONOUN_ONE;
}

/* "a farmer": somebody without a name, who may be meant as well. */
static bool is_other_person(const Reading *r, const CasusMention *m) {
    return m->form == CASUS_FORM_NOMINAL && m->type == CASUS_MENTION_PER && !m->plural && mark_ending_at(r, m->last, CASUS_MARK_PERSON, m->first);
}

/* Who speaks in a quotation says "he" of another. */
static bool has_quote_between(const Reading *r, CasusId from, CasusId to) {
    for (CasusId t = from; t < to; t++) {
        size_t at = r->tokens.at[t].span.start;
        if (char_is_quote(utf8_next(r->text, &at))) return true;
    }
    return false;
}

static CasusId only_person_before(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention], *named = NULL;
    for (CasusId k = mention; k-- > 1;) {
        const CasusMention *other = &r->mentions.at[k];
        if (other->sentence + 1 < m->sentence) break;
        if (r->sentences.at[other->sentence].part != r->sentences.at[m->sentence].part) break;
        if (is_other_person(r, other)) return 0;
        if (other->form != CASUS_FORM_NAME || other->type != CASUS_MENTION_PER || !other->entity) continue;
        if (named && named->entity != other->entity) return 0;
        if (!named) named = other;
    }
    return named && !has_quote_between(r, named->last, m->first) ? named->entity : 0;
}

void mention_who(Reading *r) {
    for (CasusId k = 1; k < r->mentions.len; k++)
        if (is_for_one_person(r, &r->mentions.at[k])) r->mentions.at[k].entity = only_person_before(r, k);
}
