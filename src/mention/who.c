/* Whom words without a name stand for: "he", the only person named in its sentence and the one before; "the ministry", the one named
 * before that has the word in its name; "the group", the only party named just before. Where two may be meant they stay unresolved. */
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

/* ---- "the ministry", "the group" ---------------------------------------------------------------------------------------------- */

enum { SENTENCES_BACK = 8 /* a full name is kept in mind */, SENTENCES_NEAR = 1 };

static bool is_definite(const Reading *r, CasusId t) {
    const CasusMark *mark = mark_at(r, t, CASUS_MARK_FUNCTION);
    const PackRow *row = mark && mark->row ? mark_row(r, mark) : NULL;
    return row && mark->last == t && row->cell[FUNCTION_KIND] == FUNCTION_DETERMINER && row->cell[FUNCTION_COUNT] == DETERMINER_DEFINITE;
}

/* "the ministry", with its article inside or before, and nothing said of it: its only word; 0 for any other words. */
static CasusId lone_head(const Reading *r, const CasusMention *m) {
    CasusId first = r->sentences.at[m->sentence].first, end = r->sentences.at[m->sentence].last;
    if (m->form != CASUS_FORM_NOMINAL || m->plural || (m->type != CASUS_MENTION_ORG && m->type != CASUS_MENTION_PER)) return 0;
    CasusId article = m->first == m->last ? m->first - 1 : m->first;
    if (m->last - article != 1 || article < first || !is_definite(r, article)) return 0;
    if (m->last == end) return m->last;
    bool goes_on = mark_at(r, m->last + 1, CASUS_MARK_NAME_LINK) || is_joint(r, m->last + 1, end) || (r->tokens.at[m->last + 1].shape & CASUS_SHAPE_CAPITAL)
                || r->tokens.at[m->last + 1].pos == CASUS_POS_NOUN;
    return goes_on ? 0 : m->last;
}

/* Is the word one of the name's, not all of it, and of what the name stands for? */
static bool name_has(const Reading *r, const CasusMention *name, Str word) {
    Str meant = str_fold(r->entities.at[name->entity].name, r->scratch);
    if (str_find(meant, word, 0) == SIZE_MAX) return false;                 /* "the Marsh Front-led coalition" */
    for (CasusId t = name->first; name->last > name->first && t <= name->last; t++)
        if (str_eq(str_fold(token_text(r, t), r->scratch), word)) return true;
    return false;
}

/* "movement", "militia": any party to a fight may be called so. */
static bool is_party_word(const Reading *r, CasusId t) {
    const CasusMark *mark = mark_at(r, t, CASUS_MARK_SPEAKER);
    const PackRow *row = mark && mark->row && mark->last == t ? mark_row(r, mark) : NULL;
    return row && row->cell[SPEAKER_KIND] == CASUS_SOURCE_ORGANIZATION && row->cell[SPEAKER_STATE] == SPEAKER_OF_PARTY;
}

/* PLOVER's sectors of armed groups. */
static bool is_party(const Reading *r, const CasusMention *m) {
    static const char *const armed[] = { "REB", "UAF", "PRM" };
    const CasusEntity *e = &r->entities.at[m->entity];
    if (!e->has_actor || m->type != CASUS_MENTION_ORG) return false;
    for (size_t k = 0; k < sizeof armed / sizeof *armed; k++)
        if (str_eq(e->actor.sector, str_of(armed[k]))) return true;
    return false;
}

/* The one organisation named before that fits, up to `back` sentences away; 0 where none or two do. */
static CasusId only_named(const Reading *r, CasusId mention, CasusId back, Str word) {
    const CasusMention *m = &r->mentions.at[mention];
    CasusId found = 0;
    for (CasusId k = mention; k-- > 1;) {
        const CasusMention *other = &r->mentions.at[k];
        if (other->sentence + back < m->sentence) break;
        if (other->form != CASUS_FORM_NAME || !other->entity || other->last >= m->first) continue;
        bool fits = word.len ? other->type == CASUS_MENTION_ORG && name_has(r, other, word) : is_party(r, other);
        if (!fits) continue;
        if (found && found != other->entity) return 0;
        found = other->entity;
    }
    return found;
}

static void resolve_nominal(Reading *r, CasusId mention) {
    CasusMention *m = &r->mentions.at[mention];
    CasusId head = lone_head(r, m);
    if (!head || m->entity) return;
    m->entity = only_named(r, mention, SENTENCES_BACK, str_fold(token_text(r, head), r->scratch));
    if (m->entity) m->how = S("the only one before with the word in its name");
    else if (is_party_word(r, head) && (m->entity = only_named(r, mention, SENTENCES_NEAR, (Str){ 0 }))) m->how = S("the only party named just before");
    if (m->entity) m->type = CASUS_MENTION_ORG;
}

static void resolve_pronoun(Reading *r, CasusId mention) {
    CasusMention *m = &r->mentions.at[mention];
    m->entity = only_person_before(r, mention);
    if (m->entity) m->how = S("the only person named before");
}

void mention_who(Reading *r) {
    for (CasusId k = 1; k < r->mentions.len; k++) {
        if (is_for_one_person(r, &r->mentions.at[k])) resolve_pronoun(r, k);
        else resolve_nominal(r, k);
    }
}
