/* What learned weights say that police did in a sentence, written as events of theirs. The weights say that it was done, tables and trees who and
 * by which word. */
#include "claim/claim.h"
#include "claim/deed.h"
#include "reading.h"

/* The type of event that tells of a deed where no trigger does, and the types that tell of it. */
#define TYPE(NAME) (UINT64_C(1) << CASUS_EVENT_##NAME)
#define LETHAL (TYPE(KILLING) | TYPE(EXECUTION) | TYPE(ASSASSINATION))
typedef struct { Deed deed; CasusEventType type; uint64_t told_by; } Kind;
static const Kind kinds[] = {
    { DEED_FAIL, CASUS_EVENT_FAILURE_TO_ACT, TYPE(FAILURE_TO_ACT) },
    { DEED_ARREST, CASUS_EVENT_ARREST, TYPE(ARREST) },
    { DEED_KILL, CASUS_EVENT_KILLING, LETHAL },
    { DEED_FORCE, CASUS_EVENT_USE_OF_FORCE,
      TYPE(USE_OF_FORCE) | TYPE(SHOOTING) | TYPE(ATTACK) | TYPE(TORTURE) | TYPE(CRACKDOWN) | TYPE(ARMED_CLASH) | LETHAL },
    { DEED_ANY, CASUS_EVENT_POLICE_ACTION, ~TYPE(FAILURE_TO_ACT) },
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };
_Static_assert(CASUS_N_EVENT_TYPES <= 64, "a bit for each type");

/* ---- who are police ------------------------------------------------------------------------------------------------ */

bool deed_is_police(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    const CasusEntity *e = &r->entities.at[m->entity];
    if (m->entity && e->has_actor && str_eq(e->actor.sector, S("COP"))) return true;
    for (CasusId t = m->first; t <= m->last; t++)
        if (police_at(r, t)) return true;
    return false;
}

/* The word of the mention that hangs on one outside it. Trees are as deep as a sentence is long at most. */
static CasusId top_of(const Reading *r, const CasusMention *m) {
    CasusId t = m->last;
    for (CasusId steps = m->last - m->first; steps && r->syntax[t].head >= m->first && r->syntax[t].head <= m->last; steps--) t = r->syntax[t].head;
    return t;
}

/* Two for one who does something, one for one who is spoken of, none for a place that is only named by them ("near the police station"). */
static int worth(const Reading *r, CasusId mention) {
    if (!deed_is_police(r, mention)) return 0;
    Str dep = r->syntax[top_of(r, &r->mentions.at[mention])].dep;
    return str_eq(dep, S("nsubj")) || str_eq(dep, S("obl:agent")) ? 2 : 1;
}

typedef struct {
    Reading *r;
    size_t mention, n_known;        /* the first mention of the sentence or a later one; events of before */
    CasusId *first, *next;          /* [sentences], [n_known]: the events of before by their sentences, 0 where there is none */
    size_t fresh;                   /* the first event written for this sentence */
} Deeds;

static Deeds deeds_of(Reading *r) {
    Deeds d = { .r = r, .mention = 1, .n_known = r->events.len };
    d.first = arena_array(r->scratch, r->sentences.len, sizeof *d.first);
    d.next = arena_array(r->scratch, r->events.len, sizeof *d.next);
    for (size_t e = r->events.len; e-- > 1;) {
        CasusId *first = &d.first[r->events.at[e].sentence];
        d.next[e] = *first;
        *first = (CasusId)e;
    }
    return d;
}


/* The police of a sentence that most likely did it, 0 if none are named there. */
static CasusId police_in(Deeds *d, CasusId sentence) {
    const Reading *r = d->r;
    CasusId best = 0;
    int most = 0;
    while (d->mention < r->mentions.len && r->mentions.at[d->mention].sentence < sentence) d->mention++;
    for (size_t m = d->mention; m < r->mentions.len && r->mentions.at[m].sentence == sentence; m++) {
        int w = worth(r, (CasusId)m);
        if (w > most) best = (CasusId)m, most = w;
    }
    return best;
}

/* ---- who may be meant where none are named -------------------------------------------------------------------------- */

enum { CARRIED = 2 /* sentences that a name is carried on */ };

/* The police named last before, in the same part of the report: "Police came. Nine were held." */
static CasusId police_before(const Reading *r, size_t mention, CasusId sentence) {
    CasusId best = 0;
    for (size_t m = mention; m-- > 1;) {
        const CasusMention *named = &r->mentions.at[m];
        if (named->sentence + CARRIED < sentence || r->sentences.at[named->sentence].part != r->sentences.at[sentence].part) break;
        if (best && named->sentence < r->mentions.at[best].sentence) break;
        if (worth(r, (CasusId)m) > (best ? worth(r, best) : 0)) best = (CasusId)m;
    }
    return best;
}

/* One who does something there and of whom nothing else is known: a pronoun, a name of a person. */
static bool may_be_police(const Reading *r, const CasusMention *m) {
    const CasusEntity *e = &r->entities.at[m->entity];
    bool is_somebody = m->form == CASUS_FORM_PRONOUN || (m->form == CASUS_FORM_NAME && m->type == CASUS_MENTION_PER);
    if (!is_somebody || (m->entity && (e->has_actor || e->has_place))) return false;
    return str_eq(r->syntax[top_of(r, m)].dep, S("nsubj"));
}

/* The weights say that police did it, so who does something there is held for police. */
static CasusId police_meant(Reading *r, size_t mention, CasusId sentence) {
    for (size_t k = mention; k < r->mentions.len && r->mentions.at[k].sentence == sentence; k++) {
        CasusMention *m = &r->mentions.at[k];
        if (!may_be_police(r, m)) continue;
        if (!m->entity) {
            *list_add(&r->entities, r->keep) = (CasusEntity){ .type = m->type, .name = span_text(r, m->span), .how = S("police by what is told of it") };
            m->entity = list_last_id(&r->entities);
        }
        CasusEntity *e = &r->entities.at[m->entity];
        e->has_actor = true;
        e->actor.sector = S("COP");
        return (CasusId)k;
    }
    return 0;
}

/* ---- what they did --------------------------------------------------------------------------------------------------- */

static bool is_done_by(const CasusEvent *e, CasusId mention) {
    for (size_t k = 0; k < e->agents.len; k++)
        if (e->agents.at[k] == mention) return true;
    return false;
}

static CasusIds one(Reading *r, CasusId mention) {
    CasusId *id = arena_new(r->keep, CasusId);
    *id = mention;
    return (CasusIds){ id, 1 };
}

/* The nearest verb above the word, the word where there is none. */
static CasusId verb_of(const Reading *r, CasusId t) {
    CasusId up = r->syntax[t].head;
    for (int steps = 0; steps < 4 && r->syntax[up].head && r->syntax[up].head != up && r->syntax[up].pos != CASUS_POS_VERB; steps++) up = r->syntax[up].head;
    return up ? up : t;
}

/* The word that hangs on none. */
static CasusId root_of(const Reading *r, CasusId sentence) {
    CasusId t = r->sentences.at[sentence].first;
    while (t < r->sentences.at[sentence].last && r->syntax[t].head != t) t++;
    return t;
}

static CasusEvent *add_event(Reading *r, CasusEventType type, CasusId sentence, CasusId trigger) {
    CasusEvent *event = list_add(&r->events, r->keep);
    *event = (CasusEvent){ .type = type, .trigger = r->tokens.at[trigger].span, .first = trigger, .last = trigger, .sentence = sentence };
    return event;
}

/* The event of the sentence behind number e, the first behind 0; 0 if there is none. */
static CasusId after(const Deeds *d, CasusId sentence, CasusId e) {
    CasusId known = !e ? d->first[sentence] : e < d->n_known ? d->next[e] : 0;
    if (known) return known;
    size_t fresh = e < d->fresh ? d->fresh : e + 1;
    return fresh < d->r->events.len ? (CasusId)fresh : 0;
}

/* The next one that tells of such a deed as done. */
static CasusId next_told(const Deeds *d, const Kind *kind, CasusId sentence, CasusId e) {
    for (e = after(d, sentence, e); e; e = after(d, sentence, e)) {
        const CasusEvent *event = &d->r->events.at[e];
        if (event->modality == CASUS_MODALITY_ASSERTED && kind->told_by >> event->type & 1) return e;
    }
    return 0;
}

/* The word that is taken for what they did, where no trigger tells of it. */
static CasusId trigger_of(const Reading *r, CasusId sentence, CasusId police) {
    const CasusMention *m = &r->mentions.at[police];
    return m->sentence == sentence ? verb_of(r, top_of(r, m)) : root_of(r, sentence);
}

/* Puts the police to an event that tells of such a deed and names nobody; else writes one. */
static void write_deed(Deeds *d, const Kind *kind, CasusId sentence, CasusId police) {
    Reading *r = d->r;
    CasusEvent *open = NULL;
    for (CasusId e = next_told(d, kind, sentence, 0); e; e = next_told(d, kind, sentence, e)) {
        if (is_done_by(&r->events.at[e], police)) return;
        if (!r->events.at[e].agents.len && !open) open = &r->events.at[e];
    }
    if (!open || kind->deed == DEED_ANY) open = add_event(r, kind->type, sentence, trigger_of(r, sentence, police));
    open->agents = one(r, police);
}

/* "Nine were arrested": that needs nobody who did it. */
static void write_arrest(Deeds *d, CasusId sentence) {
    const Kind *arrest = &kinds[1];
    if ((d->r->deeds[sentence] & arrest->deed) && !next_told(d, arrest, sentence, 0)) add_event(d->r, arrest->type, sentence, root_of(d->r, sentence));
}

void deeds_write(Reading *r) {
    Deeds d = deeds_of(r);
    for (CasusId s = 1; s < r->sentences.len; s++) {
        if (!r->deeds[s]) continue;
        CasusId police = police_in(&d, s);
        if (!police) police = police_before(r, d.mention, s);
        if (!police) police = police_meant(r, d.mention, s);
        d.fresh = r->events.len;
        if (!police) write_arrest(&d, s);
        for (size_t k = 0; police && k < N_KINDS; k++)
            if (r->deeds[s] & kinds[k].deed) write_deed(&d, &kinds[k], s, police);
    }
}
