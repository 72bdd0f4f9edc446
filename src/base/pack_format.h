/* How a pack lies in its file: a head, then sections of equal records, each at a multiple of 8 bytes. Little-endian as the
 * machine that wrote it; a machine of the other kind refuses it. Known only to pack.c and tools/pack*.c. */
#ifndef CASUS_BASE_PACK_FORMAT_H
#define CASUS_BASE_PACK_FORMAT_H
#include <stdint.h>
#include "base/pack.h"

#define PACK_MAGIC "CASUSPK1"
enum { PACK_VERSION = 2, PACK_ENDIAN = 0x01020304, PACK_WEIGHTS_ALIGN = 64 };

typedef struct { uint32_t state, word, next; } PackEdge;            /* an empty slot has next 0 */
typedef struct { uint32_t first, n; } PackState;                    /* its entries */

/* X(SECTION, record type). POOL: strings, each a length of 4 bytes, the bytes, a NUL, padded to 4; a string is the place of its
 * length, and 0 is the empty string. WORDS: the string of each vocabulary word, 0 empty. WORD_SLOTS, EDGE_SLOTS: hash tables with linear probing, a power of two
 * long, never full. ROOT: the state after one word. CLITICS, ABBREVIATIONS: strings in the order WordRules wants. WEIGHTS: a weights file
 * (train/FORMAT.md) or nothing; it comes last, at a multiple of 64. */
#define PACK_SECTIONS(X) X(POOL, char) X(WORDS, uint32_t) X(WORD_SLOTS, uint32_t) X(ROOT, uint32_t) X(EDGE_SLOTS, PackEdge) X(STATES, PackState) \
    X(ENTRIES, PackEntry) X(ROWS, PackRow) X(CLITICS, uint32_t) X(ABBREVIATIONS, uint32_t) X(WEIGHTS, char)
#define PACK_ENUM_SECTION(NAME, Type) SECTION_##NAME,
enum { PACK_SECTIONS(PACK_ENUM_SECTION) N_SECTIONS };

typedef struct { uint64_t start, size; } PackSection;               /* bytes from the start of the file */
typedef struct {
    char magic[8];
    uint32_t version, endian;
    uint64_t checksum;                                              /* pack_checksum of what follows it up to the weights: tells damage at every opening */
    char digest[64];                                                /* SHA-256 of every byte after it: names the content in a ledger */
    uint64_t file_size;
    uint64_t layout;                                                /* pack_layout of the program that wrote it */
    PackSection sections[N_SECTIONS];
} PackHead;
#define PACK_CHECKSUM_FROM offsetof(PackHead, digest)
#define PACK_DIGEST_FROM offsetof(PackHead, file_size)

/* Every step is one-to-one in the state and in the word, so that a change within one word of 8 bytes is always seen. */
static inline uint64_t pack_checksum(Str bytes) {
    uint64_t h = bytes.len;
    for (size_t at = 0; at < bytes.len; at += 8) {
        uint64_t word = 0;
        memcpy(&word, bytes.at + at, bytes.len - at < 8 ? bytes.len - at : 8);
        h ^= word * 0x9E3779B97F4A7C15u;
        h = (h << 27 | h >> 37) * 0xC2B2AE3D27D4EB4Fu;
    }
    return h;
}

/* A number that differs when the tables, their columns or the words of the contract do: a pack of other ones is not read. */
uint64_t pack_layout(void);

/* Where a word of the vocabulary and an edge of the trie are looked for first; `mask` is the number of slots less one. */
static inline size_t pack_word_slot(Str word, size_t mask) { return (size_t)str_hash(word) & mask; }
static inline size_t pack_edge_slot(uint32_t state, uint32_t word, size_t mask) {
    uint64_t h = ((uint64_t)state << 32 | word) * 0x9E3779B97F4A7C15u;      /* Knuth's multiplicative hashing, 2^64 / golden ratio */
    return (size_t)(h >> 32) & mask;
}
#endif
