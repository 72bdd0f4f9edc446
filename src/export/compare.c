/* What a ledger and another data set have in common: incidents of the same days and countries, matched by the rule of sameness. */
#include "export/compare.h"

#include <stdlib.h>

enum { LETTERS = 26 };
/* The days and countries that one of the two tells of. */
typedef struct { int32_t first, last; bool country[LETTERS * LETTERS]; } Extent;

/* ---- both sides ----------------------------------------------------------------------------------------------------------- */

/* "Military Forces of Osmar (2022-)" and "the army of Osmar" are one to the tables. */
static Str canonical(Comparing *c, Str party) {
    CasusActor known = c->how->reader ? casus_party_find(c->how->reader, party) : (CasusActor){ 0 };
    return known.name.len ? known.name : party;
}

static bool take(void *text, const char *bytes, size_t n) {
    text_add(text, (Str){ bytes, n });
    return true;
}

static void put_str(JsonWriter *w, JsonKey key, Str value) {
    json_key_put(w, key);
    json_str_or_null(w, value);
}

static void put_place(JsonWriter *w, const Told *told) {
    json_key(w, "place");
    json_open(w, '{');
    put_str(w, JSON_KEY("name"), told->place);
    put_str(w, JSON_KEY("country"), told->country);
    put_str(w, JSON_KEY("precision"), told->precision);
    if (told->has_point) {
        json_key(w, "lat"); json_real(w, told->lat, 5);
        json_key(w, "lon"); json_real(w, told->lon, 5);
    }
    json_key(w, "within");
    json_open(w, '[');
    if (told->within.len) json_str(w, told->within);
    json_close(w, ']');
    json_close(w, '}');
}

/* The rule of sameness reads incidents as the contract writes them. */
static void make_key(Comparing *c, Told *told, size_t nth) {
    Text text = { .arena = &c->inner };
    JsonWriter *w = &c->json;
    json_start(w, take, &text);
    json_open(w, '{');
    put_str(w, JSON_KEY("type"), told->type);
    put_str(w, JSON_KEY("from"), told->from);
    put_str(w, JSON_KEY("to"), told->to);
    put_place(w, told);
    json_key(w, "responsible");
    json_open(w, '[');
    for (size_t k = 0; k < 2; k++) {
        if (!told->party[k].len) continue;
        json_open(w, '{');
        put_str(w, JSON_KEY("party"), canonical(c, told->party[k]));
        json_close(w, '}');
    }
    json_close(w, ']');
    json_key(w, "killed"); json_range(w, told->killed);
    json_key(w, "injured"); json_range(w, told->injured);
    json_close(w, '}');
    json_finish(w);
    JsonReader reader = json_read(text_str(&text));
    same_key_read(&told->key, S("-"), (uint32_t)nth, json_value(&reader), (Str){ 0 }, NULL, 0, &c->keep, &c->inner);
    arena_reset(&c->inner);
}

static Str kept(Comparing *c, const char *words) { return words ? str_copy(str_of(words), &c->keep) : (Str){ 0 }; }

static bool see_ours(void *to, const CasusLedgerIncident *i) {
    Comparing *c = to;
    Days days = days_of(i);
    if (days.first == CASUS_NO_DAY) {
        c->n->ours_undated++;
        return true;
    }
    Told *told = list_add(&c->ours, &c->keep);
    *told = (Told){ .type = kept(c, i->type), .from = kept(c, i->from), .to = kept(c, i->to), .place = kept(c, i->place), .precision = kept(c, i->precision),
                    .country = kept(c, i->country), .has_point = i->has_point, .lat = i->lat, .lon = i->lon, .killed = i->killed, .injured = i->injured,
                    .first = days.first, .last = days.last };
    told->id = str_format(&c->keep, "%lld", (long long)i->id);
    for (size_t k = 0; k < i->n_parties && k < 2; k++) told->party[k] = kept(c, i->parties[k].party);
    return true;
}

static int by_day(const void *one, const void *other) {
    const Told *a = one, *b = other;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return str_compare(a->id, b->id);
}

/* ---- the same days and area ----------------------------------------------------------------------------------------------- */

static int country_index(Str iso2) {
    if (iso2.len != 2 || iso2.at[0] < 'A' || iso2.at[0] > 'Z' || iso2.at[1] < 'A' || iso2.at[1] > 'Z') return -1;
    return (iso2.at[0] - 'A') * LETTERS + iso2.at[1] - 'A';
}

static Extent extent_of(const ToldList *list) {
    Extent extent = { INT32_MAX, INT32_MIN, { false } };
    for (size_t k = 0; k < list->len; k++) {
        const Told *told = &list->at[k];
        int country = country_index(told->country);
        if (told->first < extent.first) extent.first = told->first;
        if (told->last > extent.last) extent.last = told->last;
        if (country >= 0) extent.country[country] = true;
    }
    return extent;
}

/* Leaves what the other one could tell of; an incident without a country might lie anywhere. -> how many are dropped */
static size_t keep_within(ToldList *list, const Extent *extent) {
    size_t n = 0;
    for (size_t k = 0; k < list->len; k++) {
        const Told *told = &list->at[k];
        int country = country_index(told->country);
        if (told->last < extent->first || told->first > extent->last || (country >= 0 && !extent->country[country])) continue;
        list->at[n++] = *told;
    }
    size_t dropped = list->len - n;
    list->len = n;
    return dropped;
}

/* ---- matching ------------------------------------------------------------------------------------------------------------- */

enum { LONGEST = 31, SLACK = 1 };           /* no stretch longer than a month is matched by its day */

static size_t first_from(const ToldList *list, int32_t day) {
    size_t low = 0, high = list->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list->at[middle].first < day) low = middle + 1;
        else high = middle;
    }
    return low;
}

static void find_pairs_of(Comparing *c, size_t nth) {
    const Told *ours = &c->ours.at[nth];
    for (size_t k = first_from(&c->theirs, ours->first - LONGEST - SLACK); k < c->theirs.len; k++) {
        const Told *theirs = &c->theirs.at[k];
        if (theirs->first > ours->last + SLACK) break;
        if (theirs->last < ours->first - SLACK || (ours->country.len && theirs->country.len && !str_eq(ours->country, theirs->country))) continue;
        SameScore score = same_weigh(&ours->key, &theirs->key);
        if (same_is_alike(&score)) *list_add(&c->pairs, &c->keep) = (Pair){ score.total, nth, k };
    }
}

static int by_points(const void *one, const void *other) {
    const Pair *a = one, *b = other;
    if (a->points != b->points) return a->points > b->points ? -1 : 1;
    if (a->ours != b->ours) return a->ours < b->ours ? -1 : 1;
    return (a->theirs > b->theirs) - (a->theirs < b->theirs);
}

/* The pair that fits best first; each incident is in one. The pairs that stay come first in the list. */
static void match(Comparing *c) {
    size_t n = 0;
    for (size_t k = 0; k < c->ours.len; k++) find_pairs_of(c, k);
    if (c->pairs.len) qsort(c->pairs.at, c->pairs.len, sizeof *c->pairs.at, by_points);
    for (size_t k = 0; k < c->pairs.len; k++) {
        Told *ours = &c->ours.at[c->pairs.at[k].ours], *theirs = &c->theirs.at[c->pairs.at[k].theirs];
        if (ours->matched || theirs->matched) continue;
        ours->matched = theirs->matched = true;
        c->pairs.at[n++] = c->pairs.at[k];
    }
    c->pairs.len = n;
}

/* ---- the whole ------------------------------------------------------------------------------------------------------------ */

static bool compare_all(Comparing *c, const CasusFilter *filter, Str file) {
    codes_read(&c->codes, &c->keep);
    if (!theirs_read(c, file)) return false;
    if (!casus_ledger_incidents(c->ledger, filter, see_ours, c, c->err)) return false;
    Extent ours = extent_of(&c->ours), theirs = extent_of(&c->theirs);
    c->n->ours_outside = keep_within(&c->ours, &theirs);
    c->n->theirs_outside = keep_within(&c->theirs, &ours);
    if (c->theirs.len) qsort(c->theirs.at, c->theirs.len, sizeof *c->theirs.at, by_day);
    if (c->ours.len) qsort(c->ours.at, c->ours.len, sizeof *c->ours.at, by_day);
    for (size_t k = 0; k < c->ours.len; k++) make_key(c, &c->ours.at[k], k);
    for (size_t k = 0; k < c->theirs.len; k++) make_key(c, &c->theirs.at[k], k);
    match(c);
    c->n->n_matched = c->pairs.len;
    c->n->only_ours = c->ours.len - c->pairs.len;
    c->n->only_theirs = c->theirs.len - c->pairs.len;
    return compared_write(c) || fail(c->err, CASUS_NO_SPACE, "the output takes no more");
}

/* Memory that is not there lands here. */
static bool compare_within(Comparing *c, const CasusFilter *filter, Str file) {
    if (setjmp(c->budget.stop)) return fail(c->err, CASUS_NO_MEMORY, "%s: no memory left to compare with it", c->path);
    return compare_all(c, filter, file);
}

bool casus_compare(CasusLedger *ledger, const CasusCompare *how, CasusStr file, const CasusFilter *filter, CasusSink sink, void *to,
                   CasusComparison *counts, CasusError *err) {
    *counts = (CasusComparison){ 0 };
    bool as_json = how->format && strcmp(how->format, "jsonl") == 0;
    if (how->format && !as_json && strcmp(how->format, "csv") != 0) return fail(err, CASUS_BAD_INPUT, "%s: no such format; csv or jsonl", how->format);
    Comparing *c = calloc(1, sizeof *c);
    if (!c) return fail(err, CASUS_NO_MEMORY, "%s: no memory left to compare with it", how->name);
    *c = (Comparing){ .ledger = ledger, .how = how, .path = how->name, .as_json = as_json, .sink = sink, .to = to, .n = counts, .err = err };
    c->budget.limit = SIZE_MAX / 2;
    c->keep.budget = c->inner.budget = &c->budget;
    bool compared = compare_within(c, filter, file);
    arena_free(&c->keep);
    arena_free(&c->inner);
    free(c);
    return compared;
}
