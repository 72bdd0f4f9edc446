/* Any bytes as a pack of tables: refused with one line, or safe to look things up in. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/pack.h"

enum { N_ASKED = 64 };

static void look_around(const Pack *pack) {
    const PackEntry *entries;
    uint32_t n_rows = pack_n_rows(pack);
    for (uint32_t i = 0; i < n_rows && i < N_ASKED; i++) {
        const PackRow *row = pack_row(pack, i);
        (void)str_hash(pack_key(pack, row));
    }
    for (uint32_t word = 1; word < N_ASKED; word++) {
        uint32_t state = pack_step(pack, PACK_ROOT, word);
        if (!state) continue;
        size_t n = pack_entries(pack, state, &entries);
        for (size_t i = 0; i < n; i++) (void)pack_row(pack, entries[i].row);
    }
    (void)pack_find(pack, S("abc"), &entries);
    (void)pack_word(pack, S("abc"));
    (void)pack_word_rules(pack);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char path[] = "/dev/shm/casus-fuzz-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0) abort();
    ssize_t n_written = write(fd, data, size);
    close(fd);
    CasusError err = { 0 };
    const Pack *pack = n_written == (ssize_t)size ? pack_open(path, &err) : NULL;
    if (pack) look_around(pack);
    else if (n_written == (ssize_t)size && !err.line[0]) abort();       /* refused without a reason */
    pack_close(pack);
    unlink(path);
    return 0;
}
