/* Where the places of a report are. Names are looked up once each; the countries and provinces that the report speaks of, the places told
 * to hold a name, the kind of place asked for and the places that are already sure decide between namesakes; people come last. */
#include <stdlib.h>

#include "mention/place.h"
#include "mention/parts.h"

static const double sure_share = 0.5, guessed_share = 0.3;
enum { N_ROUNDS = 3 };

/* ---- the world tables' rows -------------------------------------------------------------------------------------- */

static void set_point(CasusPlace *place, double lat, double lon) {
    place->lat = lat;
    place->lon = lon;
    place->has_point = true;
}

/* The middle of a country: what its name is written on in a map, no pin. */
static void locate_country(CasusPlace *place, Str point) {
    char *comma = NULL;
    if (str_is_empty(point)) return;
    double lat = strtod(point.at, &comma);                  /* strings of the pack end with a NUL */
    if (comma && *comma == ',') set_point(place, lat, strtod(comma + 1, NULL));
}

/* The province of this name and country in a gazetteer. */
static bool find_province(const Reading *r, Str name, const char *country, Candidate *found) {
    char key[GAZETTEER_LONGEST_KEY];
    Str folded = { key, gazetteer_key(name, key) };
    for (size_t k = 0; k < 2 && folded.len; k++) {
        size_t n = 0;
        const uint32_t *numbers = r->gazetteers[k] ? gazetteer_find(r->gazetteers[k], folded, &n) : NULL;
        for (size_t i = 0; i < n && i < MOST_LOOKED_AT; i++) {
            *found = (Candidate){ .in = r->gazetteers[k] };
            if (!gazetteer_place(r->gazetteers[k], numbers[i], &found->place) || found->place.kind != PLACE_IS_PROVINCE) continue;
            if (memcmp(found->place.country, country, 2) == 0) return true;
        }
    }
    return false;
}

static const CasusMark *row_mark(const Reading *r, const CasusMention *m, CasusMarkKind kind) {
    for (CasusId k = r->tokens.at[m->first].mark; k && k < r->marks.len && r->marks.at[k].first == m->first; k++)
        if (r->marks.at[k].kind == kind && r->marks.at[k].last == m->last) return &r->marks.at[k];
    return NULL;
}

static void locate_region(Reading *r, CasusEntity *e, const PackRow *row) {
    Candidate area;
    bool known = row->cell[REGION_LAT] != INT32_MIN && row->cell[REGION_LON] != INT32_MIN;
    bool is_province = find_province(r, e->name, e->place.country, &area);
    if (is_province) set_point(&e->place, area.place.lat, area.place.lon);
    else if (known) set_point(&e->place, pack_cell_degrees(row, REGION_LAT), pack_cell_degrees(row, REGION_LON));
    if (!is_province || !area.place.disputed.len) return;
    Str *within = arena_array(r->keep, 1, sizeof *within);
    within[0] = area.place.disputed;                        /* the file outlives the report */
    e->place.within = (CasusStrs){ within, 1 };
}

/* ---- what is to be found ----------------------------------------------------------------------------------------- */

static bool is_sought(const CasusEntity *e) { return e->has_place && e->type != CASUS_MENTION_FAC && e->place.precision != CASUS_PRECISION_COUNTRY; }

static bool is_area(const Reading *r, CasusId entity) {
    CasusPrecision precision = r->entities.at[entity].place.precision;
    return precision == CASUS_PRECISION_COUNTRY || precision == CASUS_PRECISION_PROVINCE || precision == CASUS_PRECISION_DISTRICT;
}

static Str short_area_after(Places *p, const CasusMention *m) {
    Reading *r = p->r;
    const CasusSentence *s = &r->sentences.at[m->sentence];
    CasusId next = m->last + 2;
    if (next > s->last || r->text.at[r->tokens.at[m->last + 1].span.start] != ',') return (Str){ 0 };
    Str text = token_text(r, next);
    if (!(r->tokens.at[next].shape & CASUS_SHAPE_CAPITAL) || text.len > 6 || !place_is_short_area(r, text)) return (Str){ 0 };
    char key[GAZETTEER_LONGEST_KEY];
    return str_join(S("="), (Str){ 0 }, (Str){ key, gazetteer_key(text, key) }, r->scratch);
}

/* Behind a word of place, small words between left aside, or before one. */
static bool is_placed(const Reading *r, const CasusMention *m) {
    const CasusSentence *s = &r->sentences.at[m->sentence];
    CasusId before = m->first;
    while (before > s->first && r->tokens.at[before - 1].pos == CASUS_POS_DET) before--;
    if (before > s->first && mark_ending_at(r, before - 1, CASUS_MARK_PLACE_WORD, s->first)) return true;
    return mark_ending_at(r, m->last, CASUS_MARK_PLACE_WORD, m->first) || (m->last < s->last && mark_at(r, m->last + 1, CASUS_MARK_PLACE_WORD));
}

static void look_around(Places *p, Spot *spot, CasusId mention) {
    const CasusMention *m = &p->r->mentions.at[mention];
    spot->n_mentions++;
    spot->n_placed += is_placed(p->r, m);
    spot->quarter |= place_is_quarter(p->r, m);
    if (!spot->asked) spot->asked = place_precision_beside(p->r, m);
    if (!spot->short_outer.len) spot->short_outer = short_area_after(p, m);
    if (spot->outer && is_area(p->r, spot->outer)) return;
    CasusId outer = place_outer(p->r, mention), by = place_told_by(p->r, mention);
    if (by && !spot->by) spot->by = by;
    if (outer && (!spot->outer || is_area(p->r, outer))) spot->outer = outer;
}

static void add_spot(Places *p, CasusId entity, CasusId mention) {
    Spot *spot = list_add(&p->spots, p->r->scratch);
    const CasusEntity *e = &p->r->entities.at[entity];
    const CasusMark *region = e->has_actor ? NULL : row_mark(p->r, &p->r->mentions.at[mention], CASUS_MARK_REGION);
    *spot = (Spot){ .entity = entity, .mention = mention, .name = e->name };
    memcpy(spot->row_country, e->place.country, sizeof spot->row_country);
    if (region && e->place.country[0]) spot->region = mark_row(p->r, region);
    p->spot_of[entity] = list_last_id(&p->spots);
}

static void gather_spots(Places *p) {
    Reading *r = p->r;
    list_start(&p->spots, r->scratch);
    p->spot_of = arena_array(r->scratch, r->entities.len, sizeof *p->spot_of);
    for (CasusId k = 1; k < r->mentions.len; k++) {
        CasusId entity = r->mentions.at[k].entity;
        if (!entity || r->mentions.at[k].form != CASUS_FORM_NAME || r->mentions.at[k].type == CASUS_MENTION_NORP) continue;
        const CasusEntity *e = &r->entities.at[entity];
        if (!p->spot_of[entity] && is_sought(e)) add_spot(p, entity, k);
        if (p->spot_of[entity]) look_around(p, &p->spots.at[p->spot_of[entity]], k);
    }
}

/* ---- what the report tells --------------------------------------------------------------------------------------- */

static void vote_publisher(Places *p) {
    const PackEntry *entries;
    size_t n = str_is_empty(p->r->info.publisher) ? 0 : pack_find(p->r->pack, p->r->info.publisher, &entries);
    for (size_t i = 0; i < n; i++) {
        if (entries[i].table != TABLE_PUBLISHER) continue;
        Str iso2 = pack_cell_str(p->r->pack, pack_row(p->r->pack, entries[i].row), PUBLISHER_ISO2);
        char country[3] = { 0 };
        if (iso2.len == 2) memcpy(country, iso2.at, 2);
        place_vote_country(p, country, 1);
        return;
    }
}

/* Countries by name; a nationality counts half, for it tells who, not where. */
static void vote_countries(Places *p) {
    Reading *r = p->r;
    for (CasusId k = 1; k < r->mentions.len; k++) {
        const CasusMention *m = &r->mentions.at[k];
        CasusEntity *e = &r->entities.at[m->entity];
        if (!m->entity || !e->has_place || e->place.precision != CASUS_PRECISION_COUNTRY) continue;
        place_vote_country(p, e->place.country, m->type == CASUS_MENTION_NORP ? 0.25 : 1);
        const CasusMark *country = e->place.has_point ? NULL : row_mark(r, m, CASUS_MARK_COUNTRY);
        if (country) locate_country(&e->place, pack_cell_str(r->pack, mark_row(r, country), COUNTRY_POINT));
    }
}

/* Regions and capitals whose name is no other place's: before anything is weighed. */
static void vote_rows(Places *p) {
    for (size_t s = 1; s < p->spots.len; s++) {
        const Spot *spot = &p->spots.at[s];
        bool is_plain = spot->row_country[0] != '\0';
        for (size_t i = 0; i < spot->n && is_plain; i++) is_plain = memcmp(spot->at[i].place.country, spot->row_country, 2) == 0;
        if (is_plain) place_vote_country(p, spot->row_country, spot->n_mentions);
        for (size_t i = 0; i < spot->n && is_plain && spot->region; i++)
            if (spot->at[i].place.kind == PLACE_IS_PROVINCE) place_vote_province(p, spot->at[i].in, spot->at[i].place.number, spot->n_mentions);
    }
}

static void vote_short_areas(Places *p) {
    for (size_t s = 1; s < p->spots.len; s++) {
        const Spot *spot = &p->spots.at[s];
        for (size_t k = 0; spot->short_outer.len && k < 2; k++) {
            const Gazetteer *g = p->r->gazetteers[k];
            size_t n = 0;
            const uint32_t *numbers = g ? gazetteer_find(g, spot->short_outer, &n) : NULL;
            GazetteerPlace area;
            if (n != 1 || !gazetteer_place(g, numbers[0], &area)) continue;
            place_vote_province(p, g, area.number, spot->n_mentions);
            place_vote_country(p, area.country, spot->n_mentions);
        }
    }
}

/* ---- deciding ---------------------------------------------------------------------------------------------------- */

/* How sure a choice is, 0 to 1: how far ahead of the next one that lies elsewhere. */
static double sureness(const Spot *spot) {
    double next = 0;
    for (size_t i = 0; i < spot->n; i++) {
        const Candidate *c = &spot->at[i];
        bool elsewhere = place_distance_km(c->place.lat, c->place.lon, spot->chosen->place.lat, spot->chosen->place.lon) > 50;
        if (elsewhere && c->score > next) next = c->score;
    }
    double ahead = spot->chosen->score - next;
    return ahead <= 0 ? 0 : ahead >= 4 ? 1 : ahead / 4;
}

static void keep_base(Places *p) {
    p->n_base_countries = p->n_countries;
    p->n_base_provinces = p->n_provinces;
    p->base_sum = p->country_sum;
    for (size_t i = 0; i < p->n_countries; i++) p->countries[i].base = p->countries[i].weight;
    for (size_t i = 0; i < p->n_provinces; i++) p->provinces[i].base = p->provinces[i].weight;
}

static void return_to_base(Places *p) {
    p->n_countries = p->n_base_countries;
    p->n_provinces = p->n_base_provinces;
    p->country_sum = p->base_sum;
    p->n_anchors = 0;
    for (size_t i = 0; i < p->n_countries; i++) p->countries[i].weight = p->countries[i].base;
    for (size_t i = 0; i < p->n_provinces; i++) p->provinces[i].weight = p->provinces[i].base;
}

/* The choices so far speak for the rest: the surest stand as anchors, all vote for their country and province. */
static void learn_choices(Places *p) {
    return_to_base(p);
    for (size_t s = 1; s < p->spots.len; s++) {
        const Spot *spot = &p->spots.at[s];
        if (!spot->chosen) continue;
        double sure = sureness(spot), weight = sure * (spot->n_mentions < 4 ? spot->n_mentions : 4);
        if (sure < sure_share) continue;
        if (!(spot->chosen->why & ~(unsigned)(WHY_ONLY | WHY_KIND))) weight *= guessed_share;     /* nothing but people speaks for it */
        const GazetteerPlace *place = &spot->chosen->place;
        place_vote_country(p, place->country, weight);
        place_vote_province(p, spot->chosen->in, place->kind == PLACE_IS_PROVINCE ? place->number : place->province, weight);
        if (p->n_anchors < MOST_ANCHORS) p->anchors[p->n_anchors++] = place_anchor(place, weight, spot->entity);
    }
}

CasusPrecision place_precision(const GazetteerPlace *place) {
    enum { CITY_PEOPLE = 50000, TOWN_PEOPLE = 3000 };
    switch (place->kind) {
    case PLACE_IS_PROVINCE: return CASUS_PRECISION_PROVINCE;
    case PLACE_IS_DISTRICT: case PLACE_IS_AREA: return CASUS_PRECISION_DISTRICT;
    case PLACE_IS_CAPITAL: return CASUS_PRECISION_CITY;
    case PLACE_IS_SECTION: return CASUS_PRECISION_VILLAGE;
    case PLACE_IS_SPOT: return CASUS_PRECISION_EXACT;
    case PLACE_IS_SEAT: return place->population >= CITY_PEOPLE ? CASUS_PRECISION_CITY : CASUS_PRECISION_TOWN;
    case PLACE_IS_TOWN: return place->population >= CITY_PEOPLE ? CASUS_PRECISION_CITY : place->population >= TOWN_PEOPLE ? CASUS_PRECISION_TOWN : CASUS_PRECISION_VILLAGE;
    default: return CASUS_PRECISION_NEAR;
    }
}

Str place_why(unsigned why) {
    bool loose = why & WHY_SPELLING;
    if (why & WHY_INSIDE) return loose ? S("spelling+place told to hold it") : S("name+place told to hold it");
    if (why & WHY_PROVINCE) return loose ? S("spelling+province of story") : S("name+province of story");
    if (why & WHY_COUNTRY) return loose ? S("spelling+country of story") : S("name+country of story");
    if (why & WHY_NEAR) return S("name+near other places");
    if (why & WHY_KIND) return S("name+kind of place told");
    return why & WHY_ONLY ? S("name+only one of it") : S("name+most people");
}

/* District, province, and both names of a disputed area: nearest first. */
static CasusStrs chain_of(Reading *r, const Candidate *c) {
    Str *within = arena_array(r->keep, 3, sizeof *within);
    size_t n = 0;
    GazetteerPlace area;
    const uint32_t holders[] = { c->place.district, c->place.province };
    for (size_t i = 0; i < 2; i++) {
        bool is_new = gazetteer_place(c->in, holders[i], &area) && !str_eq(area.name, c->place.name) && (n == 0 || !str_eq(area.name, within[n - 1]));
        if (is_new) within[n++] = area.name;
    }
    if (c->place.disputed.len) within[n++] = c->place.disputed;
    return (CasusStrs){ within, n };
}

static bool asks_for_town(const Spot *spot) {
    PlaceKind kind = spot->chosen->place.kind;
    return (spot->asked == CASUS_PRECISION_CITY || spot->asked == CASUS_PRECISION_TOWN) && kind != PLACE_IS_PROVINCE && kind != PLACE_IS_DISTRICT;
}

/* The words beside the name count where they can be true of the place: no city is a village. */
static CasusPrecision precision_of(const Spot *spot) {
    enum { MOST_OF_A_VILLAGE = 20000 };
    CasusPrecision its = place_precision(&spot->chosen->place);
    bool is_small = its == CASUS_PRECISION_VILLAGE || (its == CASUS_PRECISION_TOWN && spot->chosen->place.population < MOST_OF_A_VILLAGE);
    if (spot->asked == CASUS_PRECISION_VILLAGE) return is_small ? CASUS_PRECISION_VILLAGE : its;
    return asks_for_town(spot) ? spot->asked : its;
}

/* Does the report tell of another place in the spot's province? Then the name speaks of the province. */
static bool holds_another(const Places *p, const Spot *spot) {
    for (size_t s = 1; s < p->spots.len; s++) {
        const Spot *other = &p->spots.at[s];
        if (other->outer == spot->entity && !other->quarter) return true;
        if (other == spot || !other->chosen || other->chosen->in != spot->chosen->in) continue;
        if (other->chosen->place.province == spot->chosen->place.number) return true;
    }
    return false;
}

/* A district and, spelt otherwise, the town that it has its name from: the town, unless the words ask for an area or it holds another place told. */
static void prefer_town(const Places *p, Spot *spot) {
    if (!spot->chosen || spot->chosen->place.kind != PLACE_IS_DISTRICT || spot->asked == CASUS_PRECISION_DISTRICT || spot->asked == CASUS_PRECISION_PROVINCE) return;
    for (size_t i = 0; i < spot->n; i++) {
        const Candidate *c = &spot->at[i];
        if (!(c->why & WHY_SPELLING) || c->place.district != spot->chosen->place.number || c->in != spot->chosen->in) continue;
        if (!holds_another(p, spot)) spot->chosen = c;
        return;
    }
}

/* A name that both a province and its seat have means the seat, unless the words ask for an area or it holds another place told. */
static void prefer_seat(const Places *p, Spot *spot) {
    enum { CITY_PEOPLE = 50000 };
    if (!spot->region || !spot->chosen || spot->chosen->place.kind != PLACE_IS_PROVINCE || spot->asked == CASUS_PRECISION_PROVINCE) return;
    if (spot->asked == CASUS_PRECISION_DISTRICT) return;
    if (holds_another(p, spot)) return;
    for (size_t i = 0; i < spot->n; i++) {
        const Candidate *c = &spot->at[i];
        bool is_seat = c->place.kind == PLACE_IS_SEAT || c->place.kind == PLACE_IS_CAPITAL || c->place.kind == PLACE_IS_TOWN;
        if (!is_seat || c->place.population < CITY_PEOPLE || c->place.province != spot->chosen->place.number) continue;
        spot->chosen = c;
        return;
    }
}

static bool is_town(const Spot *spot) {
    PlaceKind kind = spot->chosen->place.kind;
    return spot->region && (kind == PLACE_IS_SEAT || kind == PLACE_IS_CAPITAL || kind == PLACE_IS_TOWN);
}

/* "the X quarter, east of Y": where X is the name of a region of another country than Y's, another X is meant. */
static bool is_told_abroad(const Places *p, const Spot *spot) {
    CasusId its = spot->by ? p->spot_of[spot->by] : 0;
    const Candidate *by = its ? p->spots.at[its].chosen : NULL;
    return by && spot->row_country[0] && memcmp(spot->row_country, by->place.country, 2) != 0;
}

static void settle(const Places *p, const Spot *spot) {
    Reading *r = p->r;
    CasusEntity *e = &r->entities.at[spot->entity];
    if (!spot->chosen && is_told_abroad(p, spot)) {
        *e = (CasusEntity){ .type = e->type, .name = span_text(r, r->mentions.at[spot->mention].span), .has_place = true, .how = S("name as written") };
        e->place.name = e->name;
        return;
    }
    if (!spot->chosen && spot->region) locate_region(r, e, spot->region);
    if (!spot->chosen) return;
    const GazetteerPlace *place = &spot->chosen->place;
    bool is_row = spot->row_country[0] && memcmp(spot->row_country, place->country, 2) == 0;
    if (is_town(spot) && spot->chosen->as_written) e->name = e->place.name = span_text(r, r->mentions.at[spot->mention].span);      /* the seat, not its district */
    if (!is_row) e->has_actor = false;                      /* a town that has its name from a capital governs nobody */
    set_point(&e->place, place->lat, place->lon);
    memcpy(e->place.country, place->country, sizeof e->place.country);
    e->place.geonames = place->id;
    e->place.within = chain_of(r, spot->chosen);
    if (is_row && e->place.precision && !(spot->region && asks_for_town(spot)) && !is_town(spot)) return;               /* as its row says */
    e->place.precision = precision_of(spot);
    e->how = place_why(spot->chosen->why);
}

void mention_places(Reading *r) {
    Places p = { .r = r };
    gather_spots(&p);
    vote_publisher(&p);
    vote_countries(&p);
    vote_short_areas(&p);
    for (size_t s = 1; s < p.spots.len; s++) place_candidates(&p, &p.spots.at[s]);
    vote_rows(&p);
    keep_base(&p);
    for (int round = 0; round < N_ROUNDS; round++) {
        if (round) learn_choices(&p);
        for (size_t s = 1; s < p.spots.len; s++) place_weigh(&p, &p.spots.at[s]);
    }
    for (size_t s = 1; s < p.spots.len; s++) {
        prefer_town(&p, &p.spots.at[s]);
        prefer_seat(&p, &p.spots.at[s]);
        settle(&p, &p.spots.at[s]);
    }
    if (p.spots.len > 2) place_join(&p);
}
