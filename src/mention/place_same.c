/* Which names of a report are one place: those that fell on one row of a gazetteer, and those that are spelled alike. */
#include "mention/place.h"

enum { LEAST_SOUNDS = 4, KEYS_A_SPOT = 4 };

/* What a name sounds like, and the same sounds in the order of the alphabet. */
typedef struct { char at[GAZETTEER_LONGEST_KEY], sorted[GAZETTEER_LONGEST_KEY], key[GAZETTEER_LONGEST_KEY]; size_t n, n_key; } Sounds;

/* The entity that each hash was first met with. */
typedef struct { Places *p; uint64_t *hashes; CasusId *owners; size_t mask; } Alike;

/* n is 0 where too little is left to tell names apart. Insertion sort: names have few sounds. */
static Sounds sounds_of(Str name) {
    Sounds s;
    s.n_key = gazetteer_key(name, s.key);
    s.n = gazetteer_loose_key((Str){ s.key, s.n_key }, s.at);
    if (s.n < LEAST_SOUNDS) s.n = 0;
    for (size_t i = 0; i < s.n; i++) {
        size_t to = i;
        for (; to > 0 && s.sorted[to - 1] > s.at[i]; to--) s.sorted[to] = s.sorted[to - 1];
        s.sorted[to] = s.at[i];
    }
    return s;
}

/* "Tal Marid", "Tal Madir": the same sounds, two neighbours of them changed round behind the first. */
static bool is_one_swap(const Sounds *a, const Sounds *b) {
    if (a->n != b->n || a->at[0] != b->at[0] || a->n_key != b->n_key) return false;
    size_t i = 1;
    while (i < a->n && a->at[i] == b->at[i]) i++;
    if (i + 1 >= a->n || a->at[i] != b->at[i + 1] || a->at[i + 1] != b->at[i]) return false;
    if (memcmp(a->at + i + 2, b->at + i + 2, a->n - i - 2)) return false;
    return gazetteer_distance((Str){ a->key, a->n_key }, (Str){ b->key, b->n_key }) <= 2;
}

static bool is_area(CasusPrecision asked) { return asked == CASUS_PRECISION_PROVINCE || asked == CASUS_PRECISION_DISTRICT; }

/* A town is no province, and two places told to lie in two provinces or two countries are two; one may be told by its province, then by its country. */
static bool are_told_apart(const Reading *r, const Spot *a, const Spot *b) {
    if (a->asked && b->asked && is_area(a->asked) != is_area(b->asked)) return true;
    if (!a->outer || !b->outer || a->outer == b->outer) return false;
    CasusPrecision kind = r->entities.at[a->outer].place.precision;
    return kind == r->entities.at[b->outer].place.precision && (is_area(kind) || kind == CASUS_PRECISION_COUNTRY);
}

static bool is_asked_for(const Spot *spot) { return spot->asked || spot->n_placed > 0; }

/* Two rows of a gazetteer are two places; a name in none takes the place of another only where the words ask for a place. */
static bool may_be_one(const Reading *r, const Spot *a, const Spot *b) {
    if (a->chosen && b->chosen) return false;
    if ((a->chosen && !is_asked_for(b)) || (b->chosen && !is_asked_for(a))) return false;
    return !are_told_apart(r, a, b);
}

/* Where the hash stands, or would. */
static size_t place_of_hash(const Alike *a, uint64_t hash) {
    size_t i = (size_t)(hash >> 20) & a->mask;
    while (a->hashes[i] && a->hashes[i] != hash) i = (i + 1) & a->mask;
    return i;
}

static void keep_owner(Alike *a, uint64_t hash, CasusId entity) {
    size_t i = place_of_hash(a, hash);
    if (a->hashes[i]) return;
    a->hashes[i] = hash;
    a->owners[i] = entity;
}

static Spot *owner_of(const Alike *a, uint64_t hash) {
    CasusId entity = a->owners[place_of_hash(a, hash)];
    return entity ? &a->p->spots.at[a->p->spot_of[entity]] : NULL;
}

static uint64_t hash_of_row(const Candidate *c) { return ((uint64_t)(uintptr_t)c->in * 31 + c->place.number) * 0x9E3779B97F4A7C15u | 1; }
static uint64_t hash_of_sounds(const char *at, size_t n, uint64_t salt) { return (str_hash((Str){ at, n }) ^ salt * 0x9E3779B97F4A7C15u) | 1; }

static Spot *first_spelled_alike(const Alike *a, const Spot *spot, const Sounds *sounds) {
    Spot *called = owner_of(a, hash_of_sounds(sounds->key, sounds->n_key, 3));
    if (called && may_be_one(a->p->r, called, spot)) return called;
    if (!sounds->n) return NULL;
    Spot *same = owner_of(a, hash_of_sounds(sounds->at, sounds->n, 1));
    if (same && may_be_one(a->p->r, same, spot)) return same;
    Spot *swapped = owner_of(a, hash_of_sounds(sounds->sorted, sounds->n, 2));
    if (!swapped || !is_asked_for(spot) || !is_asked_for(swapped) || !may_be_one(a->p->r, swapped, spot)) return NULL;
    Sounds other = sounds_of(place_name_alone(a->p->r, swapped));
    return is_one_swap(sounds, &other) ? swapped : NULL;
}

/* The first entity met that is the same place; the entity itself when it is the first. */
static CasusId first_alike(Alike *a, CasusId entity) {
    Spot *spot = &a->p->spots.at[a->p->spot_of[entity]];
    Sounds sounds = sounds_of(place_name_alone(a->p->r, spot));
    Spot *first = spot->chosen ? owner_of(a, hash_of_row(spot->chosen)) : NULL;
    if (!first && sounds.n_key) first = first_spelled_alike(a, spot, &sounds);
    if (!first) first = spot;
    if (spot->chosen) keep_owner(a, hash_of_row(spot->chosen), first->entity);
    if (sounds.n_key) keep_owner(a, hash_of_sounds(sounds.key, sounds.n_key, 3), first->entity);
    if (sounds.n) keep_owner(a, hash_of_sounds(sounds.at, sounds.n, 1), first->entity);
    if (sounds.n) keep_owner(a, hash_of_sounds(sounds.sorted, sounds.n, 2), first->entity);
    if (first->chosen || !spot->chosen) return first->entity;
    first->chosen = spot->chosen;               /* the spelling that the gazetteer knows tells where the other one is */
    a->p->r->entities.at[first->entity] = a->p->r->entities.at[entity];
    return first->entity;
}

static Alike alike_new(Places *p) {
    size_t slots = 16;
    while (slots < 2 * KEYS_A_SPOT * p->spots.len) slots *= 2;
    return (Alike){ p, arena_array(p->r->scratch, slots, sizeof(uint64_t)), arena_array(p->r->scratch, slots, sizeof(CasusId)), slots - 1 };
}

void place_join(Places *p) {
    Reading *r = p->r;
    Alike alike = alike_new(p);
    CasusId *first = arena_array(r->scratch, r->entities.len, sizeof *first), *moved = arena_array(r->scratch, r->entities.len, sizeof *moved), next = 1;
    for (CasusId e = 1; e < r->entities.len; e++) first[e] = p->spot_of[e] ? first_alike(&alike, e) : e;
    for (CasusId e = 1; e < r->entities.len; e++) {
        moved[e] = first[e] == e ? next++ : moved[first[e]];
        if (first[e] == e) r->entities.at[moved[e]] = r->entities.at[e];
    }
    r->entities.len = next;
    for (CasusId k = 1; k < r->mentions.len; k++) r->mentions.at[k].entity = moved[r->mentions.at[k].entity];
}
