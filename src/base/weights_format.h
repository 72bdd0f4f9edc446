/* How learned weights lie in their file: train/FORMAT.md says it to the byte. */
#ifndef CASUS_BASE_WEIGHTS_FORMAT_H
#define CASUS_BASE_WEIGHTS_FORMAT_H
#include <stdint.h>

#define WEIGHTS_MAGIC "CASUSWTS"
enum { WEIGHTS_ORDER = 0x01020304, WEIGHTS_VERSION = 1, WEIGHTS_ALIGN = 64 };
typedef enum { WEIGHTS_FLOAT = 1, WEIGHTS_INT8, WEIGHTS_TEXT, WEIGHTS_UINT } WeightsType;

typedef struct {
    char magic[8];
    uint32_t order, version;
    uint64_t file_size;
    uint32_t n_entries, crc;                            /* CRC-32, as zlib's, of every byte after the head */
    uint32_t width, layers, heads, inner, places, pieces, casings, arc, rel, link, zero;
    char language[8], recipe[32], zeros[12];
} WeightsHead;

typedef struct { char name[48]; uint32_t type, rank, shape[4]; uint64_t at, size; char zeros[8]; } WeightsEntry;

_Static_assert(sizeof(WeightsHead) == 128 && sizeof(WeightsEntry) == 96, "as in FORMAT.md");
#endif
