/* Bytes as they were found: each once, under their SHA-256, compressed. The only file that knows zstd. */
#include "ledger/original.h"
#include "base/sha256.h"
#include <stdlib.h>
#include <zstd.h>

enum { LEVEL = 3 };                                 /* 500 MB/s; the next levels save a twentieth and halve that */
static const size_t ORIGINAL_MOST = (size_t)1 << 30;    /* no report is as long: a size beyond is damage, not a reason to ask for memory */

static bool is_there(CasusLedger *ledger, Str sha256) {
    sqlite3_stmt *row = ask(ledger, QUERY_HAS_ORIGINAL);
    bind_str(row, ":sha256", sha256);
    return next_row(ledger, row);
}

void original_add(CasusLedger *ledger, Str sha256, Str bytes) {
    if (is_there(ledger, sha256)) return;
    size_t room = ZSTD_compressBound(bytes.len);
    void *packed = malloc(room);
    size_t n = packed ? ZSTD_compress(packed, room, bytes.at, bytes.len, LEVEL) : 0;
    if (!packed || ZSTD_isError(n)) {
        free(packed);
        ledger_failed(ledger, SQLITE_NOMEM);
        return;
    }
    sqlite3_stmt *row = ask(ledger, QUERY_ADD_ORIGINAL);
    bind_str(row, ":sha256", sha256);
    bind_number(row, ":size", (int64_t)bytes.len);
    bind_blob(row, ":zstd", (Str){ packed, n });
    run_to_end(ledger, row);
    free(packed);
}

OriginalState original_find(CasusLedger *ledger, Str sha256, Arena *keep, Str *bytes) {
    sqlite3_stmt *row = ask(ledger, QUERY_ORIGINAL);
    bind_str(row, ":sha256", sha256);
    if (!next_row(ledger, row)) return ORIGINAL_NONE;
    Str packed = column_str(row, 1);
    int64_t size = sqlite3_column_int64(row, 0);
    if (size <= 0 || (uint64_t)size > ORIGINAL_MOST || ZSTD_getFrameContentSize(packed.at, packed.len) != (unsigned long long)size)
        return ORIGINAL_DAMAGED;
    char *room = arena_alloc(keep, (size_t)size);
    if (ZSTD_decompress(room, (size_t)size, packed.at, packed.len) != (size_t)size) return ORIGINAL_DAMAGED;
    *bytes = (Str){ room, (size_t)size };
    return ORIGINAL_FOUND;
}

void capture_digest(Str captured, Str charset, Str headers, Arena *scratch, char sha256[65]) {
    Str line = S("\n");
    sha256_hex(str_join(str_join(captured, line, charset, scratch), line, headers, scratch), sha256);
}
