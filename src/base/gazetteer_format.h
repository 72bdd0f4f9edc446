/* How a gazetteer lies in its file: a head, then sections of equal records, each at a multiple of 8 bytes, in the byte order of the
 * machine that wrote it. Known only to gazetteer.c and gazetteer_build.c. */
#ifndef CASUS_BASE_GAZETTEER_FORMAT_H
#define CASUS_BASE_GAZETTEER_FORMAT_H
#include "base/gazetteer.h"

#define GAZETTEER_MAGIC "CASUSGZ1"
enum { GAZETTEER_VERSION = 1, GAZETTEER_ENDIAN = 0x01020304 };

typedef struct { int32_t lat, lon; uint32_t id, population, name, province, district; char country[2]; uint8_t kind, disputed; } GazetteerRecord;
typedef struct { uint32_t string, first; } GazetteerKey;     /* its places: from `first` to that of the next key */

/* POOL: strings, a byte of length and the bytes; 0 is the empty string. KEYS: sorted by bytes, one more at the end. SLOTS, TAGS: a hash table
 * over KEYS with linear probing; a slot holds the number of a key plus 1, a tag some bits of its hash, so that most misses touch nothing
 * else. LOOSE: the same over loose keys, by hash alone. PLACES: record 0 is empty. LABELS: strings of the disputed areas, 0 empty. */
#define GAZETTEER_SECTIONS(X) X(POOL, char) X(KEYS, GazetteerKey) X(SLOTS, uint32_t) X(TAGS, uint8_t) X(LOOSE, uint32_t) X(POSTINGS, uint32_t) \
    X(PLACES, GazetteerRecord) X(LABELS, uint32_t) X(DISPUTED, char)
#define GAZETTEER_ENUM_SECTION(NAME, Type) GAZETTEER_SECTION_##NAME,
enum { GAZETTEER_SECTIONS(GAZETTEER_ENUM_SECTION) N_GAZETTEER_SECTIONS };

typedef struct { uint64_t start, size; } GazetteerSection;
typedef struct {
    char magic[8];
    uint32_t version, endian;
    uint64_t file_size;
    char digest[64];                                         /* SHA-256 of every byte after the head */
    GazetteerSection sections[N_GAZETTEER_SECTIONS];
} GazetteerHead;

/* Where a hash is looked for first among n slots. */
static inline size_t gazetteer_slot(uint64_t hash, size_t n) { return (size_t)((((hash * 0x9E3779B97F4A7C15u) >> 32) * n) >> 32); }
static inline uint8_t gazetteer_tag(uint64_t hash) { return (uint8_t)hash; }
/* The table of disputed areas as it was given: an import takes it over from the gazetteer of the program. */
Str gazetteer_disputed(const Gazetteer *g);
#endif
