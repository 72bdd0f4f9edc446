/* Where a telling is looked for: see same_blocks. */
#include "incident/same.h"
#include <math.h>

enum { BLOCK_NAME = 1, BLOCK_CELL, BLOCK_KILLED, BLOCK_INJURED, BLOCK_TOLL, BLOCK_WORD, BLOCK_PASSAGE, BLOCK_INSIDE, BLOCK_AROUND };
static const double cell_degrees = 0.2;                 /* twice a point's reach (same.c) up to 63 degrees north */

typedef struct { SameBlock *at; size_t n; int32_t day; uint64_t figure; /* of blocks without a day */ } Blocks;

/* Source: SplitMix64, Steele, Lea, Flood 2014. */
static uint64_t mixed(uint64_t x) {
    x += 0x9e3779b97f4a7c15u;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

static void add_block(Blocks *blocks, uint64_t kind, uint64_t value, bool as_name) {
    if (blocks->n == SAME_MAX_BLOCKS) return;
    int64_t block = (int64_t)mixed(mixed(mixed(kind) ^ value) ^ blocks->figure);
    for (size_t i = 0; i < blocks->n; i++)
        if (blocks->at[i].block == block && blocks->at[i].day == blocks->day) {
            blocks->at[i].as_name |= as_name;
            return;
        }
    blocks->at[blocks->n++] = (SameBlock){ block, blocks->day, as_name };
}

uint64_t same_name_hash(SameName name) { return str_hash(name.loose.len >= SAME_MIN_LOOSE ? name.loose : name.plain); }

/* Names that are part of one another share a word. */
static void add_name_words(Blocks *blocks, const SamePlace *place) {
    for (size_t i = 0; i < place->n_words; i++) add_block(blocks, BLOCK_NAME, same_name_hash(place->words[i]), true);
}

/* Cells two wide at every step, so that close points always share one. */
static void add_cells(Blocks *blocks, const SamePlace *place) {
    if (!place->has_point || same_is_area(place)) return;
    int64_t row = (int64_t)floor(place->lat / cell_degrees), column = (int64_t)floor(place->lon / cell_degrees);
    for (int64_t i = row - 1; i <= row; i++)
        for (int64_t j = column - 1; j <= column; j++)
            add_block(blocks, BLOCK_CELL, mixed((uint64_t)i) ^ (uint64_t)j, true);
}

static void add_spot(Blocks *blocks, const SamePlace *place) {
    if (!place->name.plain.len) return;
    add_block(blocks, BLOCK_NAME, same_name_hash(place->name), true);
    add_cells(blocks, place);
}

static void add_place(Blocks *blocks, const SamePlace *place) {
    add_spot(blocks, place);
    if (!place->name.plain.len) return;
    add_name_words(blocks, place);
    for (size_t i = 0; i < place->n_within; i++) add_block(blocks, BLOCK_NAME, same_name_hash(place->within[i]), false);
}

static int64_t most(CasusRange range) { return range.high > range.low ? range.high : range.low; }

/* Two tellings that both name a spot or an area meet by its name, or not at all; figures are for those that do not. */
static void add_figures(Blocks *blocks, const SameKey *key) {
    bool has_both = most(key->killed) >= 0 && most(key->injured) >= 0;
    bool is_nowhere = !key->place.name.plain.len || key->place.precision == CASUS_PRECISION_COUNTRY;
    if (most(key->killed) >= SAME_TELLING_KILLED) add_block(blocks, BLOCK_KILLED, (uint64_t)most(key->killed), is_nowhere);
    if (most(key->injured) >= SAME_TELLING_INJURED) add_block(blocks, BLOCK_INJURED, (uint64_t)most(key->injured), is_nowhere);
    if (has_both) add_block(blocks, BLOCK_TOLL, mixed((uint64_t)most(key->killed)) ^ (uint64_t)most(key->injured), is_nowhere);
}

/* A name told of two incidents of one day. */
static void add_names(Blocks *blocks, const SameKey *key) {
    for (size_t i = 0; i < key->n_names; i++) add_block(blocks, BLOCK_WORD, key->names[i], true);
}

/* Whether its days find all that it may be one with by its day. */
static bool is_dated(const SameKey *key) { return key->from_day != CASUS_NO_DAY && !key->day_is_guess && !same_is_long(key); }

/* A quarter and its town, of which one is wanted: each of the two ways round has its blocks, so that two quarters of a town do not meet. */
static void add_inside(Blocks *blocks, const SamePlace *place, bool wanted) {
    uint64_t name = same_name_hash(place->name);
    if (!same_is_area(place)) add_block(blocks, BLOCK_AROUND, name, false);
    if (!same_is_area(place) && wanted) add_block(blocks, BLOCK_INSIDE, name, true);
    for (size_t i = 0; i < place->n_within; i++) {
        uint64_t within = same_name_hash(place->within[i]);
        add_block(blocks, BLOCK_INSIDE, within, false);
        if (wanted) add_block(blocks, BLOCK_AROUND, within, true);
    }
}

/* Of each pair one is `wanted`: the other may have a date, and two that have meet by it. It takes a spot that both tell, no area. */
static void add_spot_if(Blocks *blocks, const SameKey *key, uint64_t figure, bool wanted) {
    const SamePlace *place = &key->place;
    size_t first = blocks->n;
    blocks->figure = mixed(figure);
    if (!place->name.plain.len) return;
    if (!same_is_area(place)) add_spot(blocks, place);
    for (size_t i = first; i < blocks->n; i++) blocks->at[i].as_name = wanted;
    add_inside(blocks, place, wanted);
}

enum { OF_KILLED = 1, OF_INJURED, OF_TOLL, OF_DATE, OF_WEEKDAY };
static uint64_t figure_hash(int kind, uint64_t n) { return mixed((uint64_t)kind) ^ n; }

/* Where no day is told, a place and an equal figure have to do. */
static void add_undated(Blocks *blocks, const SameKey *key) {
    int64_t killed = most(key->killed), injured = most(key->injured);
    bool wanted = !is_dated(key);
    blocks->day = SAME_ANY_DAY;
    if (killed >= SAME_TELLING_KILLED) add_spot_if(blocks, key, figure_hash(OF_KILLED, (uint64_t)killed), wanted);
    if (injured >= SAME_TELLING_INJURED) add_spot_if(blocks, key, figure_hash(OF_INJURED, (uint64_t)injured), wanted);
    if (killed >= 0 && injured >= 0) add_spot_if(blocks, key, figure_hash(OF_TOLL, mixed((uint64_t)killed) ^ (uint64_t)injured), wanted);
}

/* "on 4 March" with a place; "on Monday" with a place and a type. */
static void add_told_day(Blocks *blocks, const SameKey *key) {
    blocks->day = SAME_ANY_DAY;
    if (key->month) add_spot_if(blocks, key, figure_hash(OF_DATE, (uint64_t)(key->month * 32 + key->day)), key->is_dateless);
    if (key->weekday >= 0) add_spot_if(blocks, key, figure_hash(OF_WEEKDAY, (uint64_t)(key->type * 8 + key->weekday)), key->is_dateless);
}

static void add_passages(Blocks *blocks, const SameKey *key) {
    blocks->day = SAME_ANY_DAY;
    blocks->figure = 0;
    for (size_t i = 0; i < key->n_passages; i++) add_block(blocks, BLOCK_PASSAGE, key->passages[i], true);
}

size_t same_blocks(const SameKey *key, SameBlock out[SAME_MAX_BLOCKS]) {
    Blocks blocks = { .at = out };
    if (key->from_day != CASUS_NO_DAY) {
        int32_t last_day = same_is_long(key) ? key->from_day : key->to_day;
        for (blocks.day = key->from_day; blocks.day <= last_day; blocks.day++) {
            add_place(&blocks, &key->place);
            add_figures(&blocks, key);
            add_names(&blocks, key);
        }
    }
    add_undated(&blocks, key);
    add_told_day(&blocks, key);
    add_passages(&blocks, key);
    return blocks.n;
}
