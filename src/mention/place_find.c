/* What a name may stand for. */
#include "mention/place.h"

static const double weight_main_name = 0.7;
enum { MOST_LOOSE = 64, LETTERS_A_CHANGE = 3, NEAR_SPELLING = 3 };     /* one letter in three may be spelled otherwise */

static Str key_of(Str name, char key[GAZETTEER_LONGEST_KEY]) { return (Str){ key, gazetteer_key(name, key) }; }

static bool is_known_id(const Spot *spot, uint32_t id) {
    for (size_t i = 0; id && i < spot->n; i++)
        if (spot->at[i].place.id == id) return true;
    return false;
}

/* The name it is mostly called by, with or without the article: a village's own name before what another place was once called. */
static bool is_main_name(Str name, Str key) {
    char main[GAZETTEER_LONGEST_KEY], other[GAZETTEER_LONGEST_KEY];
    Str folded = key_of(name, main);
    return str_eq(folded, key) || str_eq(folded, (Str){ other, gazetteer_key_article(key, other) });
}

/* Places beyond the first few come in only when the report speaks of their country. */
static void add_candidates(const Places *p, Spot *spot, const Gazetteer *g, Str key, const uint32_t *numbers, size_t n, unsigned why) {
    for (size_t i = 0; i < n && i < MOST_LOOKED_AT && spot->n < MOST_CANDIDATES; i++) {
        Candidate c = { .in = g, .why = why };
        if (!gazetteer_place(g, numbers[i], &c.place) || c.place.kind == PLACE_IS_COUNTRY || is_known_id(spot, c.place.id)) continue;
        if (spot->n >= MOST_CANDIDATES / 2 && place_country_share(p, c.place.country) == 0) continue;
        c.people = place_people_weight(&c.place) + (is_main_name(c.place.name, key) ? weight_main_name : 0);
        spot->at[spot->n++] = c;
    }
}

static void find_exact(const Places *p, Spot *spot, Str key) {
    for (size_t k = 0; k < 2; k++) {
        const Gazetteer *g = p->r->gazetteers[k];
        size_t n = 0;
        const uint32_t *numbers = g ? gazetteer_find(g, key, &n) : NULL;
        if (n) add_candidates(p, spot, g, key, numbers, n, 0);
    }
}

static void find_loose(const Places *p, Spot *spot, Str key) {
    LooseFind finds[MOST_LOOSE];
    for (size_t k = 0; k < 2; k++) {
        const Gazetteer *g = p->r->gazetteers[k];
        size_t n = g ? gazetteer_find_loose(g, key, finds, MOST_LOOSE) : 0;
        for (size_t i = 0; i < n; i++) {
            size_t before = spot->n;
            if (finds[i].distance * LETTERS_A_CHANGE > key.len) continue;
            add_candidates(p, spot, g, key, &finds[i].number, 1, WHY_SPELLING);
            if (spot->n > before) spot->at[before].people -= finds[i].distance;
        }
    }
}

/* "Deir al-Balah" is spelt so as a district, and otherwise as the town that it has its name from. */
static void find_seats(const Places *p, Spot *spot, Str key) {
    LooseFind finds[MOST_LOOSE];
    size_t n_areas = spot->n;
    for (size_t i = 0; i < n_areas; i++)
        if (spot->at[i].place.kind != PLACE_IS_DISTRICT) return;
    for (size_t k = 0; n_areas && k < 2; k++) {
        const Gazetteer *g = p->r->gazetteers[k];
        size_t n = g ? gazetteer_find_loose(g, key, finds, MOST_LOOSE) : 0;
        for (size_t i = 0; i < n; i++) {
            GazetteerPlace town;
            bool inside = false;
            if (finds[i].distance > NEAR_SPELLING || !gazetteer_place(g, finds[i].number, &town)) continue;
            for (size_t a = 0; a < n_areas; a++) inside |= spot->at[a].in == g && spot->at[a].place.number == town.district;
            if (inside) add_candidates(p, spot, g, key, &finds[i].number, 1, WHY_SPELLING);
        }
    }
}

static bool is_settlement(int precision) {
    return precision == CASUS_PRECISION_VILLAGE || precision == CASUS_PRECISION_TOWN || precision == CASUS_PRECISION_CITY;
}

static bool is_settlement_or_area(int precision) {
    return is_settlement(precision) || precision == CASUS_PRECISION_DISTRICT || precision == CASUS_PRECISION_PROVINCE;
}

/* "Tal Amal village", "Osmar City": the name without the word of kind at its end; empty when it has none, or an everyday word is left. */
static Str without_word(const Reading *r, const Spot *spot, bool (*is_kind)(int precision)) {
    const CasusMention *m = &r->mentions.at[spot->mention];
    if (m->first >= m->last || (r->tokens.at[m->last - 1].shape & CASUS_SHAPE_COMMON)) return (Str){ 0 };
    for (CasusId k = r->tokens.at[m->last].mark; k && k < r->marks.len && r->marks.at[k].first == m->last; k++) {
        const CasusMark *mark = &r->marks.at[k];
        if (mark->kind == CASUS_MARK_PLACE_WORD && is_kind(mark_row(r, mark)->cell[PLACE_WORD_PRECISION]))
            return span_text(r, tokens_span(r, m->first, m->last - 1));
    }
    return (Str){ 0 };
}

Str place_name_alone(const Reading *r, const Spot *spot) {
    Str alone = without_word(r, spot, is_settlement);
    return alone.len ? alone : spot->name;
}

/* An abbreviated area ("La.") has a key of its own, so that it is met only where one is looked for; `key` has room for one letter more. */
static Str short_key_of(Str folded, char *key) {
    key[0] = '=';
    memcpy(key + 1, folded.at, folded.len);
    return (Str){ key, folded.len + 1 };
}

/* "Osmar" is the district of Osmar by its row, and the district's seat by its letters. */
static void find_as_written(const Places *p, Spot *spot) {
    char key[GAZETTEER_LONGEST_KEY];
    Str written = key_of(span_text(p->r, p->r->mentions.at[spot->mention].span), key);
    size_t before = spot->n;
    if (written.len) find_exact(p, spot, written);
    for (size_t i = before; i < spot->n; i++) spot->at[i].as_written = true;
}

void place_candidates(Places *p, Spot *spot) {
    char key[GAZETTEER_LONGEST_KEY], bare[GAZETTEER_LONGEST_KEY], article[GAZETTEER_LONGEST_KEY + 1];
    Candidate room[MOST_CANDIDATES];
    Str name = key_of(spot->name, key), shorter = key_of(without_word(p->r, spot, is_settlement_or_area), bare);
    spot->at = room;
    spot->n = 0;
    if (name.len) find_exact(p, spot, name);
    if (name.len) find_exact(p, spot, (Str){ article, gazetteer_key_article(name, article) });
    if (spot->region) find_as_written(p, spot);
    if (!spot->n && shorter.len) find_exact(p, spot, shorter);
    if (!spot->n && name.len) find_exact(p, spot, short_key_of(name, article));
    /* Another spelling is only thought of where the words mostly ask for a place: "from Osmar" alone may well speak of a man. */
    bool may_be_loose = (p->n_countries > 0 || spot->outer) && spot->n_placed * 2 > spot->n_mentions;
    if (spot->n && may_be_loose && name.len) find_seats(p, spot, name);
    if (!spot->n && may_be_loose && name.len) find_loose(p, spot, name);
    if (!spot->n && may_be_loose && shorter.len) find_loose(p, spot, shorter);
    spot->at = arena_array(p->r->scratch, spot->n, sizeof *spot->at);
    if (spot->n) memcpy(spot->at, room, spot->n * sizeof *room);
}

static bool is_settled(PlaceKind kind) {
    return kind == PLACE_IS_TOWN || kind == PLACE_IS_SEAT || kind == PLACE_IS_CAPITAL || kind == PLACE_IS_DISTRICT || kind == PLACE_IS_PROVINCE;
}

bool place_is_known(const Reading *r, Str name) {
    char key[GAZETTEER_LONGEST_KEY];
    Str folded = key_of(name, key);
    for (size_t k = 0; k < 2 && folded.len; k++) {
        size_t n = 0;
        const uint32_t *numbers = r->gazetteers[k] ? gazetteer_find(r->gazetteers[k], folded, &n) : NULL;
        GazetteerPlace place;
        if (n && gazetteer_place(r->gazetteers[k], numbers[0], &place) && is_settled(place.kind)) return true;
    }
    return false;
}

bool place_is_short_area(const Reading *r, Str name) {
    char folded[GAZETTEER_LONGEST_KEY], key[GAZETTEER_LONGEST_KEY + 1];
    size_t n = gazetteer_key(name, folded);
    if (!n) return false;
    Str area = short_key_of((Str){ folded, n }, key);
    for (size_t k = 0; k < 2; k++) {
        size_t found = 0;
        if (r->gazetteers[k]) gazetteer_find(r->gazetteers[k], area, &found);
        if (found) return true;
    }
    return false;
}
