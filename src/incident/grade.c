/* The grade of civilian harm that casus proposes and a person decides: the five of Airwars, airwars.org/methodology.
 * Discounted ("the dead were fighters") is never proposed: where nobody says that civilians were harmed there is no grade. */
#include "base/side.h"
#include "incident/incident.h"

enum { MOST_SOURCES = 32, MOST_SIDES = 32 };

/* Who says that civilians were harmed, and whom each accuser names. */
typedef struct { Str source, side; } Accusation;
typedef struct { Str sources[MOST_SOURCES]; size_t n_sources; Accusation accusations[MOST_SIDES]; size_t n_accusations; } Harm;

static bool harms_civilians(const CasusClaim *c) {
    bool people = c->figure.effect == CASUS_EFFECT_KILLED || c->figure.effect == CASUS_EFFECT_INJURED || c->figure.effect == CASUS_EFFECT_CASUALTIES;
    bool stands = c->stance == CASUS_STANCE_ASSERTS || c->stance == CASUS_STANCE_ADMITS || c->stance == CASUS_STANCE_ACCUSES || c->stance == CASUS_STANCE_ESTIMATES;
    return c->has_figure && people && stands && c->figure.civilian == CASUS_CIVILIAN_YES && (c->figure.range.low > 0 || c->figure.range.high > 0);
}

static void add_source(Harm *h, Str name) {
    for (size_t i = 0; i < h->n_sources; i++)
        if (str_eq(h->sources[i], name)) return;
    if (h->n_sources < MOST_SOURCES) h->sources[h->n_sources++] = name;
}

static void add_accusation(const Reading *r, Harm *h, const CasusClaim *c) {
    if (c->stance == CASUS_STANCE_DENIES || c->stance == CASUS_STANCE_RETRACTS || c->stance == CASUS_STANCE_QUESTIONS || h->n_accusations == MOST_SIDES) return;
    Str side = side_of(r->pack, c->party);
    h->accusations[h->n_accusations++] = (Accusation){ c->source.name, side.len ? side : c->party };
}

static bool names(const Harm *h, Str source, Str side) {
    for (size_t i = 0; i < h->n_accusations; i++)
        if (str_eq(h->accusations[i].source, source) && str_eq(h->accusations[i].side, side)) return true;
    return false;
}

/* Two sources that name two sides, neither of them both. */
static bool accusers_disagree(const Harm *h) {
    for (size_t i = 0; i < h->n_accusations; i++)
        for (size_t j = i + 1; j < h->n_accusations; j++) {
            const Accusation *a = &h->accusations[i], *b = &h->accusations[j];
            if (str_eq(a->source, b->source) || str_eq(a->side, b->side)) continue;
            if (!names(h, a->source, b->side) && !names(h, b->source, a->side)) return true;
        }
    return false;
}

/* Does the side that says the deed was its own also say that civilians were harmed? */
static bool is_accepted(const Reading *r, const CasusIncident *i, Str party) {
    for (size_t k = 0; k < i->claims.len; k++) {
        const CasusClaim *c = &r->claims.at[i->claims.at[k]];
        if (harms_civilians(c) && side_is_same(r->pack, c->source.name, party)) return true;
    }
    return false;
}

CasusGrade incident_grade(const Reading *r, const CasusIncident *i) {
    Harm h = { .n_sources = 0 };
    bool confirmed = false, either = false;
    for (size_t k = 0; k < i->claims.len; k++) {
        const CasusClaim *c = &r->claims.at[i->claims.at[k]];
        if (c->source.kind == CASUS_SOURCE_COMMENTER) continue;
        if (harms_civilians(c)) add_source(&h, c->source.name);
        if (c->about != CASUS_ABOUT_RESPONSIBILITY || str_is_empty(c->party)) continue;
        add_accusation(r, &h, c);
        either |= c->alternatives.len > 0;
    }
    if (h.n_sources == 0) return CASUS_GRADE_NONE;
    for (size_t p = 0; p < i->n_responsible && !confirmed; p++)
        confirmed = i->responsible[p].standing == CASUS_STANDING_CLAIMED && is_accepted(r, i, i->responsible[p].party);
    if (confirmed) return CASUS_GRADE_CONFIRMED;
    if (either || accusers_disagree(&h)) return CASUS_GRADE_CONTESTED;
    return h.n_sources > 1 ? CASUS_GRADE_FAIR : CASUS_GRADE_WEAK;
}
