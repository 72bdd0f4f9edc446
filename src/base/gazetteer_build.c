/* Rows and names of places -> the file that gazetteer.c maps. */
#include "base/gazetteer_build.h"
#include "base/gazetteer_format.h"
#include "base/error.h"
#include "base/sha256.h"

#include <errno.h>
#include <stdlib.h>

#define VECTOR_OF(Type) struct { Type *at; size_t len, cap; }
typedef struct { uint32_t key, place; } Name;
typedef struct { uint32_t codes, place; } Area;             /* "CC.A1" or "CC.A1.A2" */
typedef struct { uint32_t province, district; } Codes;      /* strings; 0 when not told */

struct GazetteerBuilder {
    VECTOR_OF(char) pool;
    VECTOR_OF(GazetteerRecord) places;
    VECTOR_OF(Codes) codes;                                 /* of each place */
    VECTOR_OF(Name) names;
    VECTOR_OF(Area) areas;
    VECTOR_OF(uint32_t) ids;                                /* hash table: places by GeoNames number; a power of two long */
    VECTOR_OF(uint32_t) labels;
    Str disputed;
};

enum { TAKEN = 4, IN = 3 };                                 /* IN of TAKEN slots are filled */

/* Room for `n` more items; false when memory ran out. */
static bool grow(void **at, size_t *cap, size_t len, size_t n, size_t size) {
    if (len + n <= *cap) return true;
    size_t wanted = *cap * 2 > len + n ? *cap * 2 : len + n + 64;
    void *grown = realloc(*at, wanted * size);
    if (!grown) return false;
    *at = grown;
    *cap = wanted;
    return true;
}
#define ROOM(vector, n) grow((void **)&(vector)->at, &(vector)->cap, (vector)->len, (n), sizeof *(vector)->at)

static Str string_in(const GazetteerBuilder *b, uint32_t at) { return (Str){ b->pool.at + at + 1, (unsigned char)b->pool.at[at] }; }

/* Puts a string of up to 255 bytes into the pool; its place, 0 for the empty one or when memory ran out. */
static uint32_t put_string(GazetteerBuilder *b, Str s) {
    if (!s.len || b->pool.len > UINT32_MAX - 512) return 0;
    size_t len = s.len > 255 ? 255 : s.len;
    while (len < s.len && len && ((unsigned char)s.at[len] & 0xC0) == 0x80) len--;     /* never half a character */
    if (!ROOM(&b->pool, len + 1)) return 0;
    uint32_t at = (uint32_t)b->pool.len;
    b->pool.at[at] = (char)(unsigned char)len;
    memcpy(b->pool.at + at + 1, s.at, len);
    b->pool.len += len + 1;
    return at;
}

GazetteerBuilder *gazetteer_builder_new(void) {
    GazetteerBuilder *b = calloc(1, sizeof *b);
    if (!b || !ROOM(&b->pool, 1) || !ROOM(&b->places, 1) || !ROOM(&b->codes, 1) || !ROOM(&b->labels, 1)) return gazetteer_builder_free(b), NULL;
    b->pool.at[b->pool.len++] = 0;
    b->places.at[b->places.len++] = (GazetteerRecord){ 0 };
    b->codes.at[b->codes.len++] = (Codes){ 0 };
    b->labels.at[b->labels.len++] = 0;
    return b;
}

void gazetteer_builder_free(GazetteerBuilder *b) {
    if (!b) return;
    free(b->pool.at), free(b->places.at), free(b->codes.at), free(b->names.at), free(b->areas.at), free(b->ids.at), free(b->labels.at);
    free(b);
}

uint32_t gazetteer_n_places(const GazetteerBuilder *b) { return (uint32_t)(b->places.len - 1); }
uint32_t gazetteer_n_names(const GazetteerBuilder *b) { return (uint32_t)b->names.len; }

/* ---- disputed areas ---------------------------------------------------------------------------------------------- */

void gazetteer_set_disputed(GazetteerBuilder *b, Str text) { b->disputed = text; }

static Str next_piece(Str *rest, char end) {
    size_t n = 0;
    while (n < rest->len && rest->at[n] != end) n++;
    Str piece = str_cut(*rest, 0, n);
    *rest = str_cut(*rest, n < rest->len ? n + 1 : n, rest->len);
    return piece;
}

/* Does an outline, "lat,lon lat,lon ...", hold the point? The even-odd rule. */
static bool outline_holds(Str outline, double lat, double lon) {
    double corners[64][2];
    size_t n = 0;
    while (outline.len && n < 64) {
        char number[64];
        Str piece = next_piece(&outline, ' ');
        if (piece.len >= sizeof number) return false;
        memcpy(number, piece.at, piece.len);
        number[piece.len] = '\0';
        char *comma = NULL;
        corners[n][0] = strtod(number, &comma);
        if (!comma || *comma != ',') continue;
        corners[n++][1] = strtod(comma + 1, NULL);
    }
    bool inside = false;
    for (size_t i = 0, j = n - 1; n > 2 && i < n; j = i++) {
        bool crosses = (corners[i][0] > lat) != (corners[j][0] > lat);
        if (crosses && lon < (corners[j][1] - corners[i][1]) * (lat - corners[i][0]) / (corners[j][0] - corners[i][0]) + corners[i][1]) inside = !inside;
    }
    return inside;
}

static bool codes_hold(Str list, Str country, Str codes) {
    while (list.len) {
        Str one = next_piece(&list, ' ');
        if (one.len && (str_eq(one, country) || str_eq(one, codes))) return true;
    }
    return false;
}

/* Number of the disputed area that holds the place, 0 if none: its columns are name, label, codes, outline. */
static uint8_t disputed_area(const GazetteerBuilder *b, const GazetteerRow *row, Str codes) {
    Str rest = b->disputed;
    for (uint8_t number = 0; rest.len && number < UINT8_MAX - 1;) {
        Str line = next_piece(&rest, '\n');
        if (!line.len || line.at[0] == '#') continue;
        number++;
        next_piece(&line, '\t'), next_piece(&line, '\t');
        Str list = next_piece(&line, '\t'), outline = next_piece(&line, '\t');
        if (codes_hold(list, row->country, codes) || outline_holds(outline, row->lat, row->lon)) return number;
    }
    return 0;
}

static bool put_labels(GazetteerBuilder *b) {
    Str rest = b->disputed;
    b->labels.len = 1;
    while (rest.len && b->labels.len < UINT8_MAX) {
        Str line = next_piece(&rest, '\n');
        if (!line.len || line.at[0] == '#') continue;
        next_piece(&line, '\t');
        if (!ROOM(&b->labels, 1)) return false;
        b->labels.at[b->labels.len++] = put_string(b, next_piece(&line, '\t'));
    }
    return true;
}

/* ---- rows and names ---------------------------------------------------------------------------------------------- */

static size_t id_slot(const GazetteerBuilder *b, uint32_t id) {
    size_t mask = b->ids.cap - 1, at = (size_t)((id * 0x9E3779B97F4A7C15u) >> 32) & mask;
    while (b->ids.at[at] && b->places.at[b->ids.at[at]].id != id) at = (at + 1) & mask;
    return at;
}

uint32_t gazetteer_with_id(GazetteerBuilder *b, uint32_t id) { return b->ids.cap && id ? b->ids.at[id_slot(b, id)] : 0; }

static bool learn_id(GazetteerBuilder *b, uint32_t place) {
    if (b->ids.len * 2 >= b->ids.cap) {
        size_t cap = b->ids.cap ? b->ids.cap * 2 : 1024, old_cap = b->ids.cap;
        uint32_t *grown = calloc(cap, sizeof *grown), *old = b->ids.at;
        if (!grown) return false;
        b->ids.at = grown;
        b->ids.cap = cap;
        for (size_t i = 0; i < old_cap; i++)
            if (old[i]) b->ids.at[id_slot(b, b->places.at[old[i]].id)] = old[i];
        free(old);
    }
    size_t at = id_slot(b, b->places.at[place].id);
    b->ids.len += b->ids.at[at] == 0;
    b->ids.at[at] = place;
    return true;
}

/* "SY.12" or "AF.01.1125426"; empty when it does not fit. */
static Str join_codes(char room[64], Str country, Str province, Str district) {
    if (country.len + province.len + district.len + 2 > 64) return (Str){ 0 };
    size_t len = 0;
    memcpy(room, country.at, country.len), len = country.len;
    if (province.len) room[len++] = '.', memcpy(room + len, province.at, province.len), len += province.len;
    if (district.len) room[len++] = '.', memcpy(room + len, district.at, district.len), len += district.len;
    return (Str){ room, len };
}

static uint32_t put_codes(GazetteerBuilder *b, Str country, Str province, Str district) {
    char room[64];
    return province.len ? put_string(b, join_codes(room, country, province, district)) : 0;
}

static int32_t hundred_thousandths(double degrees) { return (int32_t)(degrees * 1e5 + (degrees < 0 ? -0.5 : 0.5)); }

uint32_t gazetteer_add(GazetteerBuilder *b, const GazetteerRow *row) {
    if (!ROOM(&b->places, 1) || !ROOM(&b->codes, 1) || !ROOM(&b->areas, 1)) return 0;
    uint32_t place = (uint32_t)b->places.len, name = put_string(b, row->name);
    if (!name) return 0;
    char room[64];
    Codes codes = { put_codes(b, row->country, row->province, (Str){ 0 }), 0 };
    if (row->district.len) codes.district = put_codes(b, row->country, row->province, row->district);
    GazetteerRecord *record = &b->places.at[b->places.len++];
    *record = (GazetteerRecord){ .lat = hundred_thousandths(row->lat), .lon = hundred_thousandths(row->lon), .id = row->id, .population = row->population,
                                 .name = name, .kind = (uint8_t)row->kind,
                                 .disputed = disputed_area(b, row, join_codes(room, row->country, row->province, (Str){ 0 })) };
    if (row->country.len == 2) memcpy(record->country, row->country.at, 2);
    b->codes.at[b->codes.len++] = codes;
    if (row->kind == PLACE_IS_PROVINCE && codes.province) b->areas.at[b->areas.len++] = (Area){ codes.province, place };
    if (row->kind == PLACE_IS_DISTRICT && codes.district) b->areas.at[b->areas.len++] = (Area){ codes.district, place };
    if (row->id && !learn_id(b, place)) return 0;
    return gazetteer_add_name(b, place, row->name) ? place : 0;
}

bool gazetteer_add_name(GazetteerBuilder *b, uint32_t place, Str name) {
    char key[GAZETTEER_LONGEST_KEY];
    size_t n = gazetteer_key(name, key);
    if (!n) return true;
    if (!ROOM(&b->names, 1)) return false;
    uint32_t at = put_string(b, (Str){ key, n });
    if (!at) return false;
    b->names.at[b->names.len++] = (Name){ at, place };
    return true;
}

/* ---- what holds what --------------------------------------------------------------------------------------------- */

static int by_codes(const void *x, const void *y, void *builder) {
    const Area *a = x, *b = y;
    int order = str_compare(string_in(builder, a->codes), string_in(builder, b->codes));
    return order ? order : a->place < b->place ? -1 : a->place > b->place;
}

static uint32_t area_with(const GazetteerBuilder *b, uint32_t codes) {
    size_t low = 0, high = codes ? b->areas.len : 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(string_in(b, b->areas.at[middle].codes), string_in(b, codes));
        if (order == 0) return b->areas.at[middle].place;
        if (order < 0) low = middle + 1; else high = middle;
    }
    return 0;
}

static void link_areas(GazetteerBuilder *b) {
    qsort_r(b->areas.at, b->areas.len, sizeof *b->areas.at, by_codes, b);
    for (size_t p = 1; p < b->places.len; p++) {
        uint32_t province = area_with(b, b->codes.at[p].province), district = area_with(b, b->codes.at[p].district);
        b->places.at[p].province = province == p ? 0 : province;
        b->places.at[p].district = district == p ? 0 : district;
    }
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* The sections that are made at the end. */
typedef struct { char *pool; size_t n_pool; GazetteerKey *keys; size_t n_keys; uint32_t *slots, *loose, *postings; uint8_t *tags;
                 size_t n_slots, n_loose, n_postings; } Index;

static int by_key(const void *x, const void *y, void *builder) {
    const Name *a = x, *b = y;
    const GazetteerBuilder *g = builder;
    int order = str_compare(string_in(g, a->key), string_in(g, b->key));
    if (order) return order;
    uint32_t left = g->places.at[a->place].population, right = g->places.at[b->place].population;
    if (left != right) return left > right ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/* A string once more, in the pool that is written: names that fell together stand there once. */
static uint32_t move_string(Index *index, Str s) {
    uint32_t at = (uint32_t)index->n_pool;
    index->pool[index->n_pool++] = (char)(unsigned char)s.len;
    memcpy(index->pool + index->n_pool, s.at, s.len);
    index->n_pool += s.len;
    return at;
}

static void fill_keys(GazetteerBuilder *b, Index *index) {
    Str last = { 0 };
    for (size_t i = 0; i < b->names.len; i++) {
        Str key = string_in(b, b->names.at[i].key);
        bool is_new = !last.at || !str_eq(key, last);
        if (is_new) index->keys[index->n_keys++] = (GazetteerKey){ move_string(index, key), (uint32_t)index->n_postings };
        else if (index->postings[index->n_postings - 1] == b->names.at[i].place) continue;
        index->postings[index->n_postings++] = b->names.at[i].place;
        last = key;
    }
    index->keys[index->n_keys] = (GazetteerKey){ 0, (uint32_t)index->n_postings };
}

static void fill_slot(uint32_t *slots, uint8_t *tags, size_t n, uint64_t hash, uint32_t key) {
    size_t at = gazetteer_slot(hash, n);
    while (slots[at])
        if (++at == n) at = 0;
    slots[at] = key + 1;
    if (tags) tags[at] = gazetteer_tag(hash);
}

static Str key_of(const Index *index, size_t key) {
    uint32_t at = index->keys[key].string;
    return (Str){ index->pool + at + 1, (unsigned char)index->pool[at] };
}

static void fill_slots(Index *index) {
    char loose[GAZETTEER_LONGEST_KEY];
    for (size_t key = 0; key < index->n_keys; key++) {
        Str text = key_of(index, key);
        fill_slot(index->slots, index->tags, index->n_slots, str_hash(text), (uint32_t)key);
        size_t n = gazetteer_loose_key(text, loose);
        if (n) fill_slot(index->loose, NULL, index->n_loose, str_hash((Str){ loose, n }), (uint32_t)key);
    }
}

static size_t n_loose_keys(const Index *index) {
    char loose[GAZETTEER_LONGEST_KEY];
    size_t n = 0;
    for (size_t key = 0; key < index->n_keys; key++) n += gazetteer_loose_key(key_of(index, key), loose) > 0;
    return n;
}

static bool make_index(GazetteerBuilder *b, Index *index) {
    if (b->names.len) qsort_r(b->names.at, b->names.len, sizeof *b->names.at, by_key, b);
    *index = (Index){ .pool = malloc(b->pool.len + 1), .keys = calloc(b->names.len + 1, sizeof(GazetteerKey)), .postings = calloc(b->names.len + 1, sizeof(uint32_t)) };
    if (!index->pool || !index->keys || !index->postings) return false;
    index->pool[index->n_pool++] = 0;
    fill_keys(b, index);
    index->n_slots = index->n_keys * TAKEN / IN + 1;
    index->n_loose = n_loose_keys(index) * TAKEN / IN + 1;
    index->slots = calloc(index->n_slots, sizeof(uint32_t));
    index->tags = calloc(index->n_slots, 1);
    index->loose = calloc(index->n_loose, sizeof(uint32_t));
    if (!index->slots || !index->tags || !index->loose) return false;
    fill_slots(index);
    for (size_t p = 1; p < b->places.len; p++) b->places.at[p].name = move_string(index, string_in(b, b->places.at[p].name));
    for (size_t l = 1; l < b->labels.len; l++) b->labels.at[l] = move_string(index, string_in(b, b->labels.at[l]));
    return true;
}

static void free_index(Index *index) { free(index->pool), free(index->keys), free(index->slots), free(index->tags), free(index->loose), free(index->postings); }

typedef struct { const void *at; size_t size; } Stretch;

static size_t padded(size_t n) { return (n + 7) / 8 * 8; }

/* The whole file in memory, for its digest; NULL when memory ran out. */
static char *lay_out(const Stretch sections[N_GAZETTEER_SECTIONS], size_t *size) {
    GazetteerHead head = { .version = GAZETTEER_VERSION, .endian = GAZETTEER_ENDIAN };
    size_t at = padded(sizeof head);
    for (int s = 0; s < N_GAZETTEER_SECTIONS; s++) {
        head.sections[s] = (GazetteerSection){ at, sections[s].size };
        at += padded(sections[s].size);
    }
    char *file = calloc(1, at), hex[65];
    if (!file) return NULL;
    for (int s = 0; s < N_GAZETTEER_SECTIONS; s++)
        if (sections[s].size) memcpy(file + head.sections[s].start, sections[s].at, sections[s].size);
    memcpy(head.magic, GAZETTEER_MAGIC, sizeof head.magic);
    head.file_size = *size = at;
    sha256_hex((Str){ file + sizeof head, at - sizeof head }, hex);
    memcpy(head.digest, hex, sizeof head.digest);
    memcpy(file, &head, sizeof head);
    return file;
}

static bool write_file(const GazetteerBuilder *b, const Index *index, FILE *to, const char *path, CasusError *err) {
    Stretch sections[N_GAZETTEER_SECTIONS] = {
        [GAZETTEER_SECTION_POOL] = { index->pool, index->n_pool },
        [GAZETTEER_SECTION_KEYS] = { index->keys, (index->n_keys + 1) * sizeof(GazetteerKey) },
        [GAZETTEER_SECTION_SLOTS] = { index->slots, index->n_slots * sizeof(uint32_t) },
        [GAZETTEER_SECTION_TAGS] = { index->tags, index->n_slots },
        [GAZETTEER_SECTION_LOOSE] = { index->loose, index->n_loose * sizeof(uint32_t) },
        [GAZETTEER_SECTION_POSTINGS] = { index->postings, index->n_postings * sizeof(uint32_t) },
        [GAZETTEER_SECTION_PLACES] = { b->places.at, b->places.len * sizeof(GazetteerRecord) },
        [GAZETTEER_SECTION_LABELS] = { b->labels.at, b->labels.len * sizeof(uint32_t) },
        [GAZETTEER_SECTION_DISPUTED] = { b->disputed.at, b->disputed.len },
    };
    size_t size = 0;
    char *file = lay_out(sections, &size);
    if (!file) return fail(err, CASUS_NO_MEMORY, "%s: no memory left to write it", path), false;
    bool written = fwrite(file, 1, size, to) == size && fflush(to) == 0;
    int why = errno;
    free(file);
    if (!written) fail(err, CASUS_NO_SPACE, "%s: %s", path, strerror(why));
    return written;
}

bool gazetteer_write(GazetteerBuilder *b, FILE *to, const char *path, CasusError *err) {
    Index index = { 0 };
    link_areas(b);
    bool made = put_labels(b) && make_index(b, &index);
    if (!made) fail(err, CASUS_NO_MEMORY, "%s: no memory left to make the index", path);
    bool written = made && write_file(b, &index, to, path, err);
    free_index(&index);
    return written;
}
