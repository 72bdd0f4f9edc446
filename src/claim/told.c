/* What learned weights say of events, put over the events of the tables: who did it, to whom. */
#include "claim/claim.h"
#include "claim/deed.h"
#include "claim/filler.h"
#include "reading.h"

typedef struct { Reading *r; size_t event, n_events; /* of the tables */ } Told;
typedef LIST_OF(CasusId) Ids;

/* The mention of just these tokens, 0 if there is none; mentions stand in text order. */
static CasusId mention_of(const Reading *r, const Found *role) {
    size_t low = 1, high = r->mentions.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->mentions.at[middle].first < role->first) low = middle + 1;
        else high = middle;
    }
    for (; low < r->mentions.len && r->mentions.at[low].first == role->first; low++)
        if (r->mentions.at[low].last == role->last) return (CasusId)low;
    return 0;
}

static CasusIds ids_of(const Ids *ids) { return (CasusIds){ ids->at, ids->len }; }

/* The verb, or what stands for it, that the role hangs on. Trees are as deep as a sentence is long at most. */
static CasusId deed_of(const Reading *r, const Found *role) {
    CasusId t = role->last;
    for (CasusId steps = role->last - role->first; steps && r->syntax[t].head >= role->first && r->syntax[t].head <= role->last; steps--) t = r->syntax[t].head;
    CasusId up = r->syntax[t].head;
    for (int steps = 0; steps < 4 && r->syntax[up].head && r->syntax[up].head != up && r->syntax[up].pos != CASUS_POS_VERB; steps++) up = r->syntax[up].head;
    return up ? up : t;
}

static bool is_marked(const Reading *r, CasusId deed, CasusMarkKind kind) {
    for (CasusId m = r->tokens.at[deed].mark; m && m < r->marks.len && r->marks.at[m].first == deed; m++)
        if (r->marks.at[m].kind == kind) return true;
    return false;
}

/* What the table of acts says of the phrase that starts at a token, TELLS_*; 0: nothing. */
static int tells(const Reading *r, CasusId t) {
    for (CasusId m = r->tokens.at[t].mark; m && m < r->marks.len && r->marks.at[m].first == t; m++)
        if (r->marks.at[m].kind == CASUS_MARK_ACT) return mark_row(r, &r->marks.at[m])->cell[ACT_TELLS];
    return 0;
}

static bool is_saying(const Reading *r, CasusId deed) { return is_marked(r, deed, CASUS_MARK_SAYING); }
static bool is_act(const Reading *r, CasusId deed) { return tells(r, deed) == TELLS_ACT; }

/* Of the events that the tables found in the sentence the one that the deed tells, or whose word hangs on it ("carried out an attack"), if it is no
 * act of its own: who condemns an attack, or says that one happened, has not made it. */
static CasusEvent *known_event(Told *told, CasusId sentence, CasusId deed) {
    Reading *r = told->r;
    while (told->event < told->n_events && r->events.at[told->event].sentence < sentence) told->event++;
    CasusEvent *hanging = NULL;
    for (size_t e = told->event; e < told->n_events && r->events.at[e].sentence == sentence; e++) {
        CasusEvent *event = &r->events.at[e];
        if (event->first <= deed && deed <= event->last) return event;
        if (!hanging && (r->syntax[event->first].head == deed || r->syntax[event->last].head == deed)) hanging = event;
    }
    return is_act(r, deed) || is_saying(r, deed) ? NULL : hanging;
}

enum { FAR = 1000 };

/* How far an act's word stands from the deed: the deed itself, what hangs on it, what stands behind it, what before. */
static size_t distance(const Reading *r, const CasusMark *m, CasusId deed) {
    if (m->first <= deed && deed <= m->last) return 0;
    CasusId head = r->syntax[m->first].head;
    size_t far = m->first > deed ? m->first - deed : FAR + deed - m->last;
    bool hangs_on_it = head == deed || (head && r->syntax[head].head == deed);
    return hangs_on_it ? far : far + FAR;
}

enum { BESIDE = 6 /* tokens from a verb back to its auxiliary */, MOST_ABOVE = 3 };

/* Is the deed promised or asked for: "will withdraw", "is ready to negotiate", "must be ready to leave"? */
static int way_of(const Reading *r, CasusId sentence, CasusId word) {
    CasusId from = r->sentences.at[sentence].first;
    for (int steps = 0; steps < MOST_ABOVE && word; steps++, word = r->syntax[word].head) {
        for (CasusId t = word > from + BESIDE ? word - BESIDE : from; t < word; t++)
            if (r->syntax[t].head == word && r->syntax[t].pos == CASUS_POS_AUX && tells(r, t) > TELLS_ACT) return tells(r, t);
        if (steps && tells(r, word) > TELLS_ACT) return tells(r, word);
        if (!str_eq(r->syntax[word].dep, S("xcomp"))) return 0;
    }
    return 0;
}

static bool is_cooperation(CasusPlover act) { return act >= CASUS_PLOVER_AGREE && act <= CASUS_PLOVER_RETREAT; }

/* Who promises an act agrees or threatens, whatever the act; who says that it must be done asks for it. */
static CasusPlover as_told(const Reading *r, CasusPlover act, CasusId sentence, CasusId word) {
    int way = way_of(r, sentence, word);
    if (way == TELLS_ASK) return CASUS_PLOVER_REQUEST;
    if (way != TELLS_PROMISE) return act;
    if (is_cooperation(act)) return CASUS_PLOVER_AGREE;
    bool is_deed = act >= CASUS_PLOVER_PROTEST;
    return is_deed ? CASUS_PLOVER_THREATEN : act;
}

/* What the parties do to one another, by the table of acts: of its words in the sentence the one nearest to the deed. */
static CasusPlover act_of(const Reading *r, CasusId sentence, CasusId deed) {
    CasusSentence s = r->sentences.at[sentence];
    CasusPlover act = CASUS_PLOVER_NONE;
    size_t least = SIZE_MAX;
    for (CasusId t = s.first; t <= s.last; t++) {
        for (CasusId m = r->tokens.at[t].mark; m && m < r->marks.len && r->marks.at[m].first == t; m++) {
            const CasusMark *mark = &r->marks.at[m];
            if (mark->kind != CASUS_MARK_ACT || !is_act(r, mark->first) || distance(r, mark, deed) >= least) continue;
            least = distance(r, mark, deed);
            act = as_told(r, (CasusPlover)mark_row(r, mark)->cell[ACT_PLOVER], sentence, mark->first);
        }
    }
    return act;
}

/* "said that the rebels must leave": does something that must be done hang on the deed? */
static bool is_demand(const Reading *r, CasusId sentence, CasusId deed) {
    CasusSentence s = r->sentences.at[sentence];
    for (CasusId t = deed + 1; t <= s.last; t++) {
        if (r->syntax[t].pos != CASUS_POS_AUX || tells(r, t) != TELLS_ASK) continue;
        CasusId up = r->syntax[t].head ? r->syntax[r->syntax[t].head].head : 0;
        for (int steps = 0; steps < MOST_ABOVE && up && up != deed; steps++) up = r->syntax[up].head;
        if (up == deed) return true;
    }
    return false;
}

/* The category of what the roles take part in; event: the one that the tables know, or NULL. */
static CasusPlover category_of(const Reading *r, const CasusEvent *event, CasusId sentence, CasusId deed, bool has_targets) {
    if (event && event->first <= deed && deed <= event->last) return as_told(r, event->plover, sentence, deed);
    if (has_targets && is_demand(r, sentence, deed)) return CASUS_PLOVER_REQUEST;
    return event ? as_told(r, event->plover, sentence, event->first) : act_of(r, sentence, deed);
}

/* What no table of violence knows is an act without it: "A received B". */
static CasusEvent *new_event(Told *told, const Found *role, CasusId deed, CasusPlover act) {
    Reading *r = told->r;
    CasusEvent *e = list_add(&r->events, r->keep);
    *e = (CasusEvent){ .type = CASUS_EVENT_POLITICAL_ACT, .trigger = r->tokens.at[deed].span, .first = deed, .last = deed, .sentence = role->sentence, .plover = act };
    return e;
}

/* Is it violence of which somebody is believed to have taken part, where the roles only tell of a place or a weapon: "a bomb damaged the embassy in Osmar"? */
static bool is_filled(const Reading *r, const CasusEvent *e, CasusIds own, const Ids *ids) {
    if (!event_is_violence(e) || !own.len) return false;
    for (size_t k = 0; k < ids->len; k++) {
        const CasusMention *m = &r->mentions.at[ids->at[k]];
        bool is_town = m->type == CASUS_MENTION_GPE && !r->entities.at[m->entity].has_actor && r->entities.at[m->entity].place.precision != CASUS_PRECISION_COUNTRY;
        if (!is_town && m->type != CASUS_MENTION_LOC && m->type != CASUS_MENTION_WEAPON) return false;
    }
    return true;
}

/* The roles of one sentence, from number `at` on; the number of the first behind them. */
static size_t read_roles(Told *told, size_t at) {
    Reading *r = told->r;
    const Found *first = &r->roles.at[at];
    Ids agents = { 0 }, targets = { 0 };
    for (; at < r->roles.len && r->roles.at[at].sentence == first->sentence; at++) {
        const Found *role = &r->roles.at[at];
        CasusId mention = mention_of(r, role);
        bool is_idle = mention && !r->deeds[role->sentence] && deed_is_police(r, mention);     /* "police said" */
        if (mention && role->kind != ROLE_TARGET && !is_idle) *list_add(&agents, r->keep) = mention;
        if (mention && role->kind != ROLE_SOURCE) *list_add(&targets, r->keep) = mention;
    }
    CasusId deed = deed_of(r, first);
    CasusEvent *e = known_event(told, first->sentence, deed);
    CasusPlover act = category_of(r, e, first->sentence, deed, targets.len > 0);
    if (!e || e->plover != act) e = new_event(told, first, deed, act);
    if (!is_filled(r, e, e->agents, &agents)) e->agents = ids_of(&agents);
    if (!is_filled(r, e, e->targets, &targets)) e->targets = ids_of(&targets);
    return at;
}

/* ---- who and what takes part in violence ----------------------------------------------------------------------------- */

enum { REACH = 2 };     /* sentences from who takes part to the word for what happened */

/* The event that a filler takes part in: of the violence in its sentence that whose word stands nearest, else the last told just before, else the first told
 * right after. */
static CasusEvent *nearest(Told *told, const Found *filler) {
    Reading *r = told->r;
    while (told->event < told->n_events && r->events.at[told->event].sentence + REACH < filler->sentence) told->event++;
    CasusEvent *best = NULL;
    CasusId least = 0;
    for (size_t e = told->event; e < told->n_events && r->events.at[e].sentence <= filler->sentence + 1; e++) {
        CasusEvent *event = &r->events.at[e];
        if (!event_is_violence(event)) continue;
        bool here = event->sentence == filler->sentence;
        if (!here && event->sentence > filler->sentence && best) break;
        CasusId away = here ? event_away(event, filler) : least;
        if (best && best->sentence == filler->sentence && away >= least) continue;
        best = event;
        least = away;
    }
    return best;
}

static CasusIds with(Reading *r, CasusIds ids, CasusId mention) {
    CasusId *at = arena_array(r->keep, ids.len + 1, sizeof *at);
    if (ids.len) memcpy(at, ids.at, ids.len * sizeof *at);
    at[ids.len] = mention;
    return (CasusIds){ at, ids.len + 1 };
}

static void give(Reading *r, CasusEvent *e, const Found *filler, CasusId mention) {
    switch ((Filler)filler->kind) {
    case FILLER_PERPETRATOR: case FILLER_GROUP: e->agents = with(r, e->agents, mention); break;
    case FILLER_OBJECT: case FILLER_VICTIM: e->targets = with(r, e->targets, mention); break;
    case FILLER_INSTRUMENT: e->instruments = with(r, e->instruments, mention); break;
    default: break;
    }
}

/* Takes away what the tables say of violence. */
static void clear(Told *told) {
    Reading *r = told->r;
    for (size_t e = 1; e < told->n_events; e++)
        if (event_is_violence(&r->events.at[e])) r->events.at[e].agents = r->events.at[e].targets = r->events.at[e].instruments = (CasusIds){ 0 };
}

/* Where the weights see anybody take part in violence, they tell better who it is than the tables do. */
static void read_fillers(Told *told) {
    Reading *r = told->r;
    clear(told);
    for (size_t k = 0; k < r->fillers.len; k++) {
        const Found *filler = &r->fillers.at[k];
        CasusId mention = mention_of(r, filler);
        CasusEvent *e = mention ? nearest(told, filler) : NULL;
        if (!e) continue;
        give(r, e, filler, mention);
    }
}

void claim_finish(Reading *r) {
    if (!r->syntax) return;
    Told told = { .r = r, .event = 1, .n_events = r->events.len };
    read_fillers(&told);
    told.event = 1;
    for (size_t at = 0; at < r->roles.len;) at = read_roles(&told, at);
    deeds_write(r);
}
