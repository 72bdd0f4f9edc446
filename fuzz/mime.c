/* Any bytes as a saved page or a message. */
#include <setjmp.h>
#include <stdlib.h>

#include "page/mime.h"

/* Views must be readable to their last byte. */
static unsigned touch(CasusStr s) {
    unsigned sum = 0;
    for (size_t k = 0; k < s.len; k++) sum += (unsigned char)s.at[k];
    return sum;
}

static unsigned read_message(CasusStr bytes, Arena *arena) {
    CasusPage page = { .bytes = { NULL, 0 } };
    const char *wrong = NULL;
    if (!mime_page(bytes, arena, &page, &wrong)) {
        if (!wrong) abort();
        return 0;
    }
    return touch(page.bytes) + touch(page.url) + touch(page.title) + touch(page.author) + touch(page.published) + touch(page.captured)
        + touch(page.headers) + touch(page.charset);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    CasusStr bytes = { (const char *)data, size };
    Budget budget = { .limit = 64 << 20 };
    Arena arena = { .budget = &budget };
    volatile unsigned sum = 0;
    if (!setjmp(budget.stop)) {
        sum += mime_starts(bytes);
        sum += read_message(bytes, &arena);
    }
    arena_free(&arena);
    return 0;
}
