/* What learned weights found, put over the mentions of the tables: their spans are better, the tables know better what a name stands for. */
#include "mention/learned.h"

#include <stdlib.h>

#include "mention/names.h"
#include "mention/parts.h"
#include "mention/place.h"

/* A mention to be, and the id of the mention of the tables that it takes the place of. */
typedef struct { CasusMention m; CasusId was; } Draft;
typedef struct {
    Reading *r;
    LIST_OF(Draft) drafts;
    uint32_t *ending;                   /* by token: number + 1 of the draft of a learned name that ends there, 0 none */
    bool *taken;                        /* by token: in such a name */
    bool *kept;                         /* by id of the tables' mentions: pointed at, and has its draft */
} Draw;

/* ---- the words of a span --------------------------------------------------------------------------------------------- */

static const CasusMark *row_at(const Reading *r, CasusId first, CasusId last) {
    static const CasusMarkKind kinds[] = { CASUS_MARK_ACTOR, CASUS_MARK_COUNTRY, CASUS_MARK_REGION, CASUS_MARK_PUBLISHER };
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const CasusMark *mark = mark_at(r, first, kinds[k]);
        if (mark && mark->last == last) return mark;
    }
    return NULL;
}

static bool is_determiner(const Reading *r, CasusId t) {
    int32_t kind = kind_at(r, t, CASUS_MARK_FUNCTION);
    return kind == FUNCTION_DETERMINER || kind == FUNCTION_POSSESSIVE;
}

static bool is_loose_end(const Reading *r, CasusId t) {
    const CasusToken *token = &r->tokens.at[t];
    char c = r->text.at[token->span.start];
    return (token->shape & CASUS_SHAPE_PUNCT) && c != '.' && c != ')';
}

CasusId mention_core(const Reading *r, CasusMentionType type, CasusId first, CasusId last) {
    if (row_at(r, first, last)) return first;           /* "The Hague" */
    while (first < last && is_determiner(r, first)) first++;
    const CasusMark *title = type == CASUS_MENTION_PER ? mark_at(r, first, CASUS_MARK_TITLE) : NULL;
    return title && title->last < last ? title->last + 1 : first;
}

/* "Eight", "Over": a word of the language whose capital tells only that the sentence begins. */
static bool only_begins(const Reading *r, CasusId sentence, CasusId t) {
    if (t != r->sentences.at[sentence].first) return false;
    return mark_at(r, t, CASUS_MARK_FUNCTION) || mark_at(r, t, CASUS_MARK_NUMBER) || mark_at(r, t, CASUS_MARK_BOUND);
}

static bool has_capital(const Reading *r, CasusId sentence, CasusId first, CasusId last) {
    for (CasusId t = first; t <= last; t++)
        if ((r->tokens.at[t].shape & CASUS_SHAPE_CAPITAL) && !only_begins(r, sentence, t)) return true;
    return false;
}

enum { BESIDE = 12 /* tokens to both sides by which it is told whether a sentence is all in capitals */ };

/* Do the words around, in their sentence, stand in capitals too, so that capitals tell no names? */
static bool is_shouted(const Reading *r, CasusId sentence, CasusId first, CasusId last) {
    CasusId from = r->sentences.at[sentence].first, to = r->sentences.at[sentence].last;
    if (first > from + BESIDE) from = first - BESIDE;
    if (last + BESIDE < to) to = last + BESIDE;
    size_t n = 0;
    for (CasusId t = from; t <= to; t++) {
        uint16_t shape = r->tokens.at[t].shape;
        if ((shape & CASUS_SHAPE_WORD) && !(shape & (CASUS_SHAPE_CAPITAL | CASUS_SHAPE_DIGITS))) return false;
        n += (t < first || t > last) && (shape & CASUS_SHAPE_UPPER);
    }
    return n > 0;
}

/* In such words: one that the weights hold for a name and no table for a word of the language. */
static bool has_name_word(const Reading *r, CasusId first, CasusId last) {
    for (CasusId t = first; t <= last; t++) {
        if (r->syntax[t].pos != CASUS_POS_PROPN || (r->tokens.at[t].shape & CASUS_SHAPE_COMMON)) continue;
        bool is_word = mark_at(r, t, CASUS_MARK_PERSON) || mark_at(r, t, CASUS_MARK_FACILITY) || mark_at(r, t, CASUS_MARK_TITLE) || mark_at(r, t, CASUS_MARK_SPEAKER)
                    || mark_at(r, t, CASUS_MARK_WEAPON) || (t < last && mark_at(r, t, CASUS_MARK_COUNTRY));
        if (!is_word) return true;
    }
    return false;
}

static CasusMentionForm form_of(const Reading *r, CasusId sentence, CasusId first, CasusId last) {
    int32_t kind = first == last ? kind_at(r, first, CASUS_MARK_FUNCTION) : 0;
    if (kind == FUNCTION_PRONOUN || kind == FUNCTION_FIRST_PERSON) return CASUS_FORM_PRONOUN;
    first = mention_core(r, CASUS_MENTION_NONE, first, last);
    bool is_name = is_shouted(r, sentence, first, last) ? has_name_word(r, first, last) : has_capital(r, sentence, first, last);
    return is_name || row_at(r, first, last) ? CASUS_FORM_NAME : CASUS_FORM_NOMINAL;
}

/* The weights know one kind of place; which of the three, the last word tells. */
static CasusMentionType kind_of_place(const Reading *r, CasusId first, CasusId last) {
    const CasusMark *facility = mark_ending_at(r, last, CASUS_MARK_FACILITY, first);
    if (facility) {
        int type = mark_row(r, facility)->cell[FACILITY_TYPE];
        return type == CASUS_MENTION_GPE || type == CASUS_MENTION_LOC ? (CasusMentionType)type : CASUS_MENTION_FAC;
    }
    return mark_ending_at(r, last, CASUS_MARK_PLACE_WORD, first) ? CASUS_MENTION_LOC : CASUS_MENTION_GPE;
}

static CasusMentionType type_of_row(const Reading *r, const CasusMark *row, CasusMentionType found) {
    int type = row->kind == CASUS_MARK_ACTOR ? mark_row(r, row)->cell[ACTOR_TYPE] : 0;
    if (row->kind == CASUS_MARK_ACTOR || row->kind == CASUS_MARK_PUBLISHER) return type > 0 ? (CasusMentionType)type : CASUS_MENTION_ORG;
    bool is_adjective = row->kind == CASUS_MARK_COUNTRY && row->form & (USE_ADJECTIVE | USE_PEOPLE) && !(row->form & USE_NAME);
    bool may_be_place = found == CASUS_MENTION_ORG || found == CASUS_MENTION_PER || found == CASUS_MENTION_GPE;
    if (!may_be_place) return found;
    if (!is_adjective) return CASUS_MENTION_GPE;
    return found == CASUS_MENTION_ORG ? found : CASUS_MENTION_NORP;
}

static CasusMentionType type_of(const Reading *r, CasusId first, CasusId last, CasusMentionType found) {
    first = mention_core(r, found, first, last);
    const CasusMark *row = row_at(r, first, last);
    if (row) return type_of_row(r, row, found);
    return found == CASUS_MENTION_GPE ? kind_of_place(r, first, last) : found;
}

/* ---- drafts ---------------------------------------------------------------------------------------------------------- */

static Draft *add(Draw *d, CasusMentionType type, CasusId first, CasusId last, CasusId sentence) {
    Draft *draft = list_add(&d->drafts, d->r->scratch);
    draft->m = (CasusMention){ .type = type, .form = form_of(d->r, sentence, first, last), .span = tokens_span(d->r, first, last), .first = first, .last = last,
                               .sentence = sentence };
    return draft;
}

static void take(Draw *d) {
    const CasusMention *m = &d->drafts.at[d->drafts.len - 1].m;
    d->ending[m->last] = (uint32_t)d->drafts.len;
    for (CasusId t = m->first; t <= m->last; t++) d->taken[t] = true;
}

static bool is_comma(const Reading *r, CasusId t) { return r->text.at[r->tokens.at[t].span.start] == ','; }

static void add_name(Draw *d, const Found *found);

/* "Osmar, Tal Amal": two places, one in the other. */
static bool add_both(Draw *d, const Found *found) {
    for (CasusId t = found->first + 1; t < found->last; t++) {
        if (!is_comma(d->r, t) || found->kind != CASUS_MENTION_GPE) continue;
        add_name(d, &(Found){ found->kind, found->first, t - 1, found->sentence });
        add_name(d, &(Found){ found->kind, t + 1, found->last, found->sentence });
        return true;
    }
    return false;
}

/* In a report of conflict a name is a whole noun phrase ("the governor of Osmar"); elsewhere it is the bare name. */
static void add_name(Draw *d, const Found *found) {
    const Reading *r = d->r;
    CasusId first = found->first, last = found->last;
    if (add_both(d, found)) return;
    while (last > first && is_loose_end(r, last)) last--;
    if (first == last && (is_determiner(r, first) || r->tokens.at[first].pos == CASUS_POS_PART || is_loose_end(r, first))) return;
    if (!r->of_conflict && form_of(r, found->sentence, first, last) == CASUS_FORM_NAME) first = mention_core(r, (CasusMentionType)found->kind, first, last);
    if (!r->of_conflict && form_of(r, found->sentence, first, last) == CASUS_FORM_PRONOUN) return;
    add(d, type_of(r, first, last, (CasusMentionType)found->kind), first, last, found->sentence);
    take(d);
}

/* Of a pronoun for somebody PRONOUN_ONE or PRONOUN_MANY, of all else 0: other small words have things of their own to tell there. */
static int32_t count_of(const Reading *r, const CasusMark *mark) {
    int32_t count = mark->kind == CASUS_MARK_FUNCTION ? mark_row(r, mark)->cell[FUNCTION_COUNT] : 0;
    return count == PRONOUN_ONE || count == PRONOUN_MANY ? count : 0;
}

/* "we", "he": nearly always somebody of whom a report of conflict tells. */
static void add_pronouns(Draw *d) {
    const Reading *r = d->r;
    for (CasusId m = 1; r->of_conflict && m < r->marks.len; m++) {
        const CasusMark *mark = &r->marks.at[m];
        int32_t count = count_of(r, mark);
        if (!count || d->taken[mark->first]) continue;
        add(d, count == PRONOUN_MANY ? CASUS_MENTION_ORG : CASUS_MENTION_PER, mark->first, mark->last, mark->sentence)->m.plural = count == PRONOUN_MANY;
        take(d);
    }
}

static bool is_free(const Draw *d, const CasusMention *m) {
    for (CasusId t = m->first; t <= m->last; t++)
        if (d->taken[t]) return false;
    return true;
}

/* What the tables are sure of: weapons and vehicles, of which the weights have learnt few, and places that have been found. */
static bool is_sure(const Draw *d, const CasusMention *m) {
    const Reading *r = d->r;
    switch (m->type) {
    case CASUS_MENTION_WEAPON: case CASUS_MENTION_VEHICLE: return true;
    case CASUS_MENTION_NORP: return d->taken[m->first];                      /* "Osmari forces"; what stands alone the weights have seen */
    case CASUS_MENTION_GPE: case CASUS_MENTION_LOC: case CASUS_MENTION_FAC: return m->form == CASUS_FORM_NAME && r->entities.at[m->entity].place.has_point;
    default: return false;
    }
}

/* A place of the tables inside a longer name ("Osmar police") stays a mention of its own; under just the same words it is a place. */
static bool is_place_in_name(Draw *d, const CasusMention *m) {
    if (m->type == CASUS_MENTION_WEAPON || m->type == CASUS_MENTION_VEHICLE) return false;
    uint32_t same = d->ending[m->last];
    CasusMention *name = same ? &d->drafts.at[same - 1].m : NULL;
    if (!name || name->first != m->first) return d->taken[m->first] && d->taken[m->last];
    if (m->type != CASUS_MENTION_NORP) name->type = m->type;
    return false;
}

static void add_sure(Draw *d) {
    for (CasusId k = 1; k < d->r->mentions.len; k++) {
        const CasusMention *m = &d->r->mentions.at[k];
        if (!is_sure(d, m)) continue;
        if (is_place_in_name(d, m)) *list_add(&d->drafts, d->r->scratch) = (Draft){ *m, 0 };
        if (!is_free(d, m)) continue;
        *list_add(&d->drafts, d->r->scratch) = (Draft){ *m, 0 };
        take(d);
    }
}

/* Who takes part in an event is a mention, whatever words say it: "some 40 armed men". */
static void add_roles(Draw *d) {
    const Reading *r = d->r;
    if (!(r->layers & CASUS_LAYER_EVENTS)) return;
    for (size_t k = 0; k < r->roles.len; k++) {
        Found found = r->roles.at[k], *role = &found;
        while (role->last > role->first && is_loose_end(r, role->last)) role->last--;
        if (role->first == role->last && is_determiner(r, role->first)) continue;       /* "The" and no more names nobody */
        uint32_t same = d->ending[role->last];
        if (same && d->drafts.at[same - 1].m.first == role->first) continue;
        CasusMentionType type = same ? d->drafts.at[same - 1].m.type : type_of(r, role->first, role->last, CASUS_MENTION_ORG);
        add(d, type, role->first, role->last, role->sentence);
        if (!same) d->ending[role->last] = (uint32_t)d->drafts.len;
    }
}

/* What a filler is, where the tables and the names know nothing that could be one. */
static CasusMentionType type_of_filler(const Reading *r, const Found *filler, CasusMentionType known) {
    CasusMentionType type = known ? known : type_of(r, filler->first, filler->last, CASUS_MENTION_NONE);
    bool is_thing = type == CASUS_MENTION_FAC || type == CASUS_MENTION_VEHICLE || type == CASUS_MENTION_WEAPON || type == CASUS_MENTION_LOC;
    bool is_group = type == CASUS_MENTION_ORG || type == CASUS_MENTION_NORP || type == CASUS_MENTION_GPE;
    switch ((Filler)filler->kind) {
    case FILLER_PERPETRATOR: case FILLER_VICTIM: return CASUS_MENTION_PER;
    case FILLER_GROUP: return is_group ? type : CASUS_MENTION_ORG;
    case FILLER_OBJECT: return is_thing ? type : CASUS_MENTION_FAC;
    case FILLER_INSTRUMENT: return type == CASUS_MENTION_VEHICLE ? type : CASUS_MENTION_WEAPON;
    default: return type;
    }
}

/* Who and what takes part in violence is a mention too; that it took part says what it is. */
static void add_fillers(Draw *d) {
    const Reading *r = d->r;
    if (!(r->layers & CASUS_LAYER_EVENTS)) return;
    for (size_t k = 0; k < r->fillers.len; k++) {
        const Found *filler = &r->fillers.at[k];
        uint32_t same = d->ending[filler->last];
        CasusMention *known = same && d->drafts.at[same - 1].m.first == filler->first ? &d->drafts.at[same - 1].m : NULL;
        CasusMentionType type = type_of_filler(r, filler, known ? known->type : CASUS_MENTION_NONE);
        if (known) {
            known->type = type;
            continue;
        }
        add(d, type, filler->first, filler->last, filler->sentence);
        if (!same) d->ending[filler->last] = (uint32_t)d->drafts.len;
    }
}

/* Police of whom the weights say that they did something, where no name holds them. */
static void add_police(Draw *d) {
    const Reading *r = d->r;
    if (!(r->layers & CASUS_LAYER_EVENTS)) return;
    for (CasusId k = 1; k < r->marks.len; k++) {
        const CasusMark *mark = &r->marks.at[k];
        if (!r->deeds[mark->sentence] || d->taken[mark->first] || d->ending[mark->last] || police_at(r, mark->first) != k) continue;
        add(d, CASUS_MENTION_ORG, mark->first, mark->last, mark->sentence);
        d->ending[mark->last] = (uint32_t)d->drafts.len;
    }
}

/* "He said that the situation was under control": where the weights see a deed of police and no word names any, the pronoun that does it may be them. */
static void add_doers(Draw *d) {
    const Reading *r = d->r;
    if (!(r->layers & CASUS_LAYER_EVENTS)) return;
    for (CasusId k = 1; k < r->marks.len; k++) {
        const CasusMark *mark = &r->marks.at[k];
        if (!r->deeds[mark->sentence] || d->taken[mark->first] || d->ending[mark->last] || !str_eq(r->syntax[mark->first].dep, S("nsubj"))) continue;
        int32_t count = count_of(r, mark);
        if (!count) continue;
        add(d, count == PRONOUN_MANY ? CASUS_MENTION_ORG : CASUS_MENTION_PER, mark->first, mark->last, mark->sentence)->m.plural = count == PRONOUN_MANY;
        d->ending[mark->last] = (uint32_t)d->drafts.len;
    }
}

/* ---- what events and claims point at --------------------------------------------------------------------------------- */

static void need(Draw *d, CasusId mention) {
    const CasusMention *m = &d->r->mentions.at[mention];
    if (!mention || d->kept[mention]) return;
    d->kept[mention] = true;
    uint32_t same = d->ending[m->last];
    CasusMention *name = same ? &d->drafts.at[same - 1].m : NULL;
    bool stands_for = name && (name->first == m->first || mention_core(d->r, name->type, name->first, name->last) == m->first);
    if (stands_for) d->drafts.at[same - 1].was = mention;
    if (stands_for && m->form == CASUS_FORM_NOMINAL) name->type = m->type, name->form = m->form;       /* what the tables know by its word */
    else *list_add(&d->drafts, d->r->scratch) = (Draft){ *m, mention };
}

static void need_all(Draw *d, CasusIds ids) {
    for (size_t k = 0; k < ids.len; k++) need(d, ids.at[k]);
}

/* The mentions of the tables that events and claims point at: a name of the same words, but for an article or a title, stands for them, else they stay. */
static void add_needed(Draw *d) {
    const Reading *r = d->r;
    for (CasusId e = 1; e < r->events.len; e++) {
        const CasusEvent *event = &r->events.at[e];
        need_all(d, event->agents);
        need_all(d, event->targets);
        need_all(d, event->instruments);
        need(d, event->place);
    }
    for (CasusId c = 1; c < r->claims.len; c++) need(d, r->claims.at[c].source.mention);
}

static void point_all(Reading *r, CasusIds *ids, const CasusId *now) {
    CasusId *to = arena_array(r->keep, ids->len, sizeof *to);
    for (size_t k = 0; k < ids->len; k++) to[k] = now[ids->at[k]];
    ids->at = to;
}

static void point_anew(Reading *r, const CasusId *now) {
    for (CasusId e = 1; e < r->events.len; e++) {
        CasusEvent *event = &r->events.at[e];
        point_all(r, &event->agents, now);
        point_all(r, &event->targets, now);
        point_all(r, &event->instruments, now);
        event->place = now[event->place];
    }
    for (CasusId c = 1; c < r->claims.len; c++) r->claims.at[c].source.mention = now[r->claims.at[c].source.mention];
}

/* ---- all of it ------------------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b) {
    const CasusMention *x = &((const Draft *)a)->m, *y = &((const Draft *)b)->m;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->last != y->last) return x->last > y->last ? -1 : 1;
    return x->type < y->type ? -1 : x->type > y->type;
}

static void write_mentions(Draw *d) {
    Reading *r = d->r;
    CasusId *now = arena_array(r->scratch, r->mentions.len, sizeof *now);
    if (d->drafts.len) qsort(d->drafts.at, d->drafts.len, sizeof *d->drafts.at, by_place);
    r->mentions.len = 1;
    for (size_t k = 0; k < d->drafts.len; k++) {
        *list_add(&r->mentions, r->keep) = d->drafts.at[k].m;
        r->mentions.at[r->mentions.len - 1].entity = 0;
        now[d->drafts.at[k].was] = list_last_id(&r->mentions);
    }
    now[0] = 0;
    point_anew(r, now);
}

static bool is_place(const CasusMention *m) { return m->type == CASUS_MENTION_GPE || m->type == CASUS_MENTION_LOC || m->type == CASUS_MENTION_FAC; }

/* "Osmar city in eastern ..." */
static bool is_behind_small_word(const Reading *r, CasusId first, CasusId t) {
    for (CasusId k = first + 1; k < t; k++)
        if (r->tokens.at[k].pos == CASUS_POS_ADP && !mark_at(r, k, CASUS_MARK_NAME_LINK)) return true;
    return false;
}

/* "northern Osmar", "the town of Osmar": the longer name of a place that no gazetteer knows stands for the one inside it that it does. */
static void find_inside(Reading *r) {
    for (CasusId k = 1; k < r->mentions.len; k++) {
        CasusMention *m = &r->mentions.at[k];
        if (!is_place(m) || !m->entity || r->entities.at[m->entity].place.has_point) continue;
        CasusId core = mention_core(r, m->type, m->first, m->last);
        for (CasusId in = k + 1; in < r->mentions.len && r->mentions.at[in].first <= m->last; in++) {
            const CasusMention *inner = &r->mentions.at[in];
            if (!is_place(inner) || inner->last > m->last || !r->entities.at[inner->entity].place.has_point) continue;
            if (inner->first > core && is_behind_small_word(r, core, inner->first)) continue;     /* where it lies */
            m->entity = inner->entity;
            break;
        }
    }
}

void mention_learned_names(Reading *r) {
    Draw d = { .r = r };
    d.ending = arena_array(r->scratch, r->tokens.len, sizeof *d.ending);
    d.taken = arena_array(r->scratch, r->tokens.len, sizeof *d.taken);
    d.kept = arena_array(r->scratch, r->mentions.len, sizeof *d.kept);
    for (size_t k = 0; k < r->names.len; k++) add_name(&d, &r->names.at[k]);
    add_pronouns(&d);
    add_sure(&d);
    add_roles(&d);
    add_fillers(&d);
    add_police(&d);
    add_doers(&d);
    add_needed(&d);
    write_mentions(&d);
    r->entities.len = 1;
    mention_entities(r);
    find_inside(r);
}
