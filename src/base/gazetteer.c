/* Opening a gazetteer and looking places up. A damaged file gives fewer places, never a wrong read: every number that is followed is
 * checked where it is followed, because a check of the whole file would read all of it into memory. */
#include "base/gazetteer_format.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTION_FIELD(NAME, Type) const Type *NAME; size_t n_##NAME;
struct Gazetteer {
    Str file;
    char digest[65];
    GAZETTEER_SECTIONS(SECTION_FIELD)
};

/* ---- opening ----------------------------------------------------------------------------------------------------- */

static const void *section_at(Str file, GazetteerSection section, size_t record, size_t *n) {
    if (section.start % 8 || section.start > file.len || section.size > file.len - section.start || section.size % record) return NULL;
    *n = section.size / record;
    return file.at + section.start;
}

static bool find_sections(Gazetteer *g, const GazetteerHead *head) {
#define FIND_SECTION(NAME, Type) \
    g->NAME = section_at(g->file, head->sections[GAZETTEER_SECTION_##NAME], sizeof(Type), &g->n_##NAME); \
    if (!g->NAME) return false;
    GAZETTEER_SECTIONS(FIND_SECTION)
    return g->n_POOL && g->n_KEYS && g->n_PLACES && g->n_LABELS && g->n_TAGS == g->n_SLOTS && g->n_SLOTS <= UINT32_MAX && g->n_LOOSE <= UINT32_MAX;
}

static const Gazetteer *fail_gazetteer(Gazetteer *g, CasusError *err, CasusStatus status, const char *path, const char *why) {
    gazetteer_close(g);
    return fail(err, status, "%s: %s", path, why);
}

static const Gazetteer *read_head(Gazetteer *g, const char *path, CasusError *err) {
    GazetteerHead head;
    if (g->file.len < sizeof head.magic || memcmp(g->file.at, GAZETTEER_MAGIC, sizeof head.magic) != 0)
        return fail_gazetteer(g, err, CASUS_FOREIGN, path, "not a gazetteer; give one that `casus gazetteer import` or `make build` wrote");
    if (g->file.len < sizeof head) return fail_gazetteer(g, err, CASUS_BAD_INPUT, path, "the gazetteer is cut short; import it again");
    memcpy(&head, g->file.at, sizeof head);
    if (head.endian != GAZETTEER_ENDIAN || head.version != GAZETTEER_VERSION)
        return fail_gazetteer(g, err, CASUS_FOREIGN, path, "the gazetteer is of another version of casus or kind of machine; import it again");
    if (head.file_size != g->file.len || !find_sections(g, &head))
        return fail_gazetteer(g, err, CASUS_BAD_INPUT, path, "the gazetteer is cut short or damaged; import it again");
    memcpy(g->digest, head.digest, sizeof head.digest);
    return g;
}

static Str map_file(const char *path) {
    Str file = { 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return file;
    struct stat info;
    void *at = MAP_FAILED;
    if (fstat(fd, &info) == 0) {
        if (!S_ISREG(info.st_mode)) errno = EISDIR;
        else if (info.st_size == 0) errno = ENODATA;
        else at = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    int why = errno;
    close(fd);
    errno = why;
    if (at == MAP_FAILED) return file;
    /* Names lie far apart: what stands next to one is not wanted, and counts as memory used. */
    (void)madvise(at, (size_t)info.st_size, MADV_RANDOM);
    return (Str){ at, (size_t)info.st_size };
}

const Gazetteer *gazetteer_open(const char *path, CasusError *err) {
    Str file = map_file(path);
    if (!file.at) return fail(err, CASUS_NO_ACCESS, "%s: %s", path, strerror(errno));
    Gazetteer *g = calloc(1, sizeof *g);
    if (!g) {
        munmap((void *)(uintptr_t)file.at, file.len);
        return fail(err, CASUS_NO_MEMORY, "%s: no memory", path);
    }
    g->file = file;
    return read_head(g, path, err);
}

void gazetteer_close(const Gazetteer *g) {
    if (!g) return;
    munmap((void *)(uintptr_t)g->file.at, g->file.len);
    free((void *)(uintptr_t)g);
}

const char *gazetteer_digest(const Gazetteer *g) { return g->digest; }
uint32_t gazetteer_size(const Gazetteer *g) { return (uint32_t)(g->n_PLACES - 1); }
Str gazetteer_disputed(const Gazetteer *g) { return (Str){ g->DISPUTED, g->n_DISPUTED }; }

/* ---- records ----------------------------------------------------------------------------------------------------- */

static Str string_at(const Gazetteer *g, uint32_t at) {
    if (at >= g->n_POOL) return (Str){ 0 };
    size_t len = (unsigned char)g->POOL[at];
    return len < g->n_POOL - at ? (Str){ g->POOL + at + 1, len } : (Str){ 0 };
}

bool gazetteer_place(const Gazetteer *g, uint32_t number, GazetteerPlace *place) {
    if (!number || number >= g->n_PLACES) return false;
    const GazetteerRecord *record = &g->PLACES[number];
    *place = (GazetteerPlace){
        .number = number, .id = record->id, .name = string_at(g, record->name), .lat = record->lat / 1e5, .lon = record->lon / 1e5,
        .population = record->population, .province = record->province, .district = record->district,
        .country = { record->country[0], record->country[1], '\0' },
        .kind = record->kind < N_PLACE_KINDS ? (PlaceKind)record->kind : PLACE_IS_OTHER,
        .disputed = record->disputed < g->n_LABELS ? string_at(g, g->LABELS[record->disputed]) : (Str){ 0 },
    };
    return place->lat >= -90 && place->lat <= 90 && place->lon >= -180 && place->lon <= 180;
}

static Str key_text(const Gazetteer *g, uint32_t slot) {
    uint32_t key = slot - 1;
    return key < g->n_KEYS - 1 ? string_at(g, g->KEYS[key].string) : (Str){ 0 };
}

static const uint32_t *places_of(const Gazetteer *g, uint32_t key, size_t *n) {
    uint32_t first = g->KEYS[key].first, end = g->KEYS[key + 1].first;
    if (first >= end || end > g->n_POSTINGS) return *n = 0, NULL;
    *n = end - first;
    return g->POSTINGS + first;
}

const uint32_t *gazetteer_find(const Gazetteer *g, Str key, size_t *n) {
    *n = 0;
    if (!key.len || !g->n_SLOTS) return NULL;
    uint64_t hash = str_hash(key);
    size_t at = gazetteer_slot(hash, g->n_SLOTS);
    for (size_t tries = 0; tries < g->n_SLOTS && g->SLOTS[at]; tries++) {
        if (g->TAGS[at] == gazetteer_tag(hash) && str_eq(key_text(g, g->SLOTS[at]), key)) return places_of(g, g->SLOTS[at] - 1, n);
        if (++at == g->n_SLOTS) at = 0;
    }
    return NULL;
}

static size_t add_places(const Gazetteer *g, uint32_t slot, uint32_t distance, LooseFind *finds, size_t len, size_t room) {
    size_t n;
    const uint32_t *places = places_of(g, slot - 1, &n);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < len && finds[k].number != places[i]) k++;
        if (k == room) break;
        if (k == len) finds[len++] = (LooseFind){ places[i], distance };
        else if (distance < finds[k].distance) finds[k].distance = distance;
    }
    return len;
}

size_t gazetteer_find_loose(const Gazetteer *g, Str key, LooseFind *finds, size_t room) {
    char loose[GAZETTEER_LONGEST_KEY], other[GAZETTEER_LONGEST_KEY];
    size_t n = gazetteer_loose_key(key, loose), len = 0;
    if (!n || !g->n_LOOSE) return 0;
    size_t at = gazetteer_slot(str_hash((Str){ loose, n }), g->n_LOOSE);
    for (size_t tries = 0; tries < g->n_LOOSE && g->LOOSE[at] && len < room; tries++) {
        Str name = key_text(g, g->LOOSE[at]);
        if (name.len && gazetteer_loose_key(name, other) == n && memcmp(loose, other, n) == 0)
            len = add_places(g, g->LOOSE[at], gazetteer_distance(key, name), finds, len, room);
        if (++at == g->n_LOOSE) at = 0;
    }
    return len;
}
