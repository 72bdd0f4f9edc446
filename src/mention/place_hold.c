/* Which town holds a place of which no point is known: a mosque, a street, a quarter. The place keeps its unknown point; what happened
 * there is known to be in or near the town. */
#include "mention/place.h"

/* Sentences over which the town named last is still where the story is. */
enum { REACH = 3 };

static bool is_settlement(const CasusEntity *e) {
    CasusPrecision precision = e->place.precision;
    return e->has_place && e->place.has_point && (precision == CASUS_PRECISION_CITY || precision == CASUS_PRECISION_TOWN || precision == CASUS_PRECISION_VILLAGE);
}

static bool is_sought(const CasusMention *m, const CasusEntity *e) {
    return m->form == CASUS_FORM_NAME && e->has_place && !e->place.has_point && !e->place.holder && e->place.precision != CASUS_PRECISION_COUNTRY;
}

/* A building, a street or a quarter stands in some town; a village may lie anywhere. */
static bool is_part_of_town(const Reading *r, const CasusMention *m, const CasusEntity *e) {
    return place_is_quarter(r, m) || m->type == CASUS_MENTION_FAC || e->place.precision == CASUS_PRECISION_EXACT;
}

/* The town told right after it in the sentence, else the one named before; 0 if none is near. */
static CasusId town_of(const Reading *r, CasusId mention, CasusId before) {
    const CasusMention *m = &r->mentions.at[mention];
    for (CasusId k = mention + 1; k < r->mentions.len && r->mentions.at[k].sentence == m->sentence; k++)
        if (r->mentions.at[k].form == CASUS_FORM_NAME && is_settlement(&r->entities.at[r->mentions.at[k].entity])) return r->mentions.at[k].entity;
    return before && m->sentence - r->mentions.at[before].sentence <= REACH ? r->mentions.at[before].entity : 0;
}

/* "Osmar City's Mill quarter": the mention of the town right before it; 0 if there is none. */
static CasusId owner_of(const Reading *r, CasusId mention) {
    const CasusMention *m = &r->mentions.at[mention];
    if (m->first < 3 || r->tokens.at[m->first - 1].pos != CASUS_POS_PART) return 0;
    for (CasusId k = mention; k-- > 1 && r->mentions.at[k].sentence == m->sentence;)
        if (r->mentions.at[k].last + 2 == m->first && is_settlement(&r->entities.at[r->mentions.at[k].entity])) return k;
    return 0;
}

void place_hold(Reading *r) {
    CasusId before = 0;
    for (CasusId k = 1; k < r->mentions.len; k++) {
        const CasusMention *m = &r->mentions.at[k];
        CasusEntity *e = &r->entities.at[m->entity];
        if (m->form != CASUS_FORM_NAME || m->type == CASUS_MENTION_NORP) continue;
        if (is_settlement(e)) before = k;
        if (!is_sought(m, e)) continue;
        CasusId outer = place_outer(r, k), owner = owner_of(r, k);
        if (owner) e->place.holder = r->mentions.at[owner].entity;
        else if (outer && is_settlement(&r->entities.at[outer])) e->place.holder = outer;
        else if (is_part_of_town(r, m, e)) e->place.holder = town_of(r, k, before);
    }
}
