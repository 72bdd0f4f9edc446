/* What learned weights say of events, put over the events of the tables: who did it, to whom. */
#include "claim/claim.h"
#include "claim/deed.h"
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

/* Of the events that the tables found in the sentence the first that a verb tells. */
static CasusEvent *known_event(Told *told, CasusId sentence) {
    Reading *r = told->r;
    while (told->event < told->n_events && r->events.at[told->event].sentence < sentence) told->event++;
    CasusEvent *first = NULL;
    for (size_t e = told->event; e < told->n_events && r->events.at[e].sentence == sentence; e++) {
        if (!r->events.at[e].nominal) return &r->events.at[e];
        if (!first) first = &r->events.at[e];
    }
    return first;
}

/* What no table knows is an act without violence: "A received B". */
static CasusEvent *new_event(Told *told, const Found *role) {
    Reading *r = told->r;
    CasusId deed = deed_of(r, role);
    CasusEvent *e = list_add(&r->events, r->keep);
    *e = (CasusEvent){ .type = CASUS_EVENT_POLITICAL_ACT, .trigger = r->tokens.at[deed].span, .first = deed, .last = deed, .sentence = role->sentence };
    return e;
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
    CasusEvent *e = known_event(told, first->sentence);
    if (!e) e = new_event(told, first);
    e->agents = ids_of(&agents);
    e->targets = ids_of(&targets);
    return at;
}

void claim_finish(Reading *r) {
    Told told = { .r = r, .event = 1, .n_events = r->events.len };
    if (!r->syntax) return;
    for (size_t at = 0; at < r->roles.len;) at = read_roles(&told, at);
    deeds_write(r);
}
