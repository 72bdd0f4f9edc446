/* How a name alone is decided: what `casus gazetteer find` shows. The same weighing as in a report that tells nothing else. */
#include "mention/mention.h"
#include "mention/place.h"

static void show(const Spot *spot, const Candidate *c, CasusPlaceFn fn, void *to) {
    GazetteerPlace area;
    CasusStr within[3];
    size_t n = 0;
    if (gazetteer_place(c->in, c->place.district, &area)) within[n++] = area.name;
    if (gazetteer_place(c->in, c->place.province, &area) && !(n && str_eq(area.name, within[n - 1]))) within[n++] = area.name;
    if (c->place.disputed.len) within[n++] = c->place.disputed;
    CasusFoundPlace found = {
        .place = { .name = c->place.name, .lat = c->place.lat, .lon = c->place.lon, .has_point = true, .within = { within, n },
                   .precision = place_precision(&c->place), .geonames = c->place.id },
        .population = c->place.population, .score = c->score, .why = place_why(c->why), .chosen = c == spot->chosen,
    };
    memcpy(found.place.country, c->place.country, sizeof found.place.country);
    fn(to, &found);
}

size_t mention_explain(Reading *r, CasusStr name, const char *country, CasusPlaceFn fn, void *to) {
    Places p = { .r = r };
    list_start(&r->mentions, r->scratch);
    list_start(&r->entities, r->scratch);
    list_start(&r->marks, r->scratch);
    list_start(&r->tokens, r->scratch);
    p.spot_of = arena_array(r->scratch, 1, sizeof *p.spot_of);
    if (country) {
        place_vote_country(&p, country, 1);
        p.n_base_countries = p.n_countries;
        p.base_sum = p.country_sum;
        p.countries[0].base = p.countries[0].weight;
    }
    Spot spot = { .name = name };
    place_candidates(&p, &spot);
    place_weigh(&p, &spot);
    for (size_t left = spot.n, shown = 0; left--; shown++) {        /* best first; there are few */
        const Candidate *best = NULL;
        for (size_t i = 0; i < spot.n; i++)
            if (spot.at[i].in && (!best || spot.at[i].score > best->score)) best = &spot.at[i];
        show(&spot, best, fn, to);
        spot.at[best - spot.at].in = NULL;
    }
    return spot.n;
}
