/* Any bytes as an archive: WARC, bare or in gzip members, and the files of a zip or a tar. */
#include <setjmp.h>
#include <stdlib.h>

#include "casus.h"
#include "page/stream.h"
#include "page/warc.h"

enum { CALLS_MOST = 100000 };       /* far more records than an input has bytes: a reader that stays where it is has lost its way */

/* Views must be readable to their last byte. */
static unsigned touch(CasusStr s) {
    unsigned sum = 0;
    for (size_t k = 0; k < s.len; k++) sum += (unsigned char)s.at[k];
    return sum;
}

static unsigned touch_page(const CasusPage *p) {
    return touch(p->bytes) + touch(p->name) + touch(p->id) + touch(p->url) + touch(p->captured) + touch(p->headers) + touch(p->charset);
}

/* Every fault has its line, and every call comes nearer to the end. */
static void check_step(int got, int n_calls, const CasusError *err) {
    if (n_calls > CALLS_MOST || (got < 0 && !err->line[0])) abort();
}

static unsigned read_records(Stream *stream, Seen *seen, Arena *arena) {
    Warc warc = { .stream = stream, .name = "fuzz", .seen = seen };
    volatile unsigned sum = 0;
    volatile int n_calls = 0;
    CasusPage page;
    int got;
    if (setjmp(arena->budget->stop)) return sum;
    do {
        CasusError err = { 0 };
        got = warc_next(&warc, arena, &page, &err);
        check_step(got, ++n_calls, &err);
        if (got > 0) sum += touch_page(&page);
    } while (got != 0);
    return sum;
}

static unsigned read_member(Stream *member) {
    CasusError err = { 0 };
    if (!stream_peek(member, SIZE_MAX, &err) && !err.line[0]) abort();
    return touch(stream_unread(member));
}

static unsigned read_files(Stream *stream) {
    CasusError err = { 0 };
    unsigned sum = 0;
    int got = 1;
    Archive *archive = archive_open(stream, "fuzz", &err);
    if (!archive && !err.line[0]) abort();
    for (int n_calls = 1; archive && got != 0; n_calls++) {
        Stream *member = NULL;
        const char *path = NULL;
        err = (CasusError){ 0 };
        got = archive_next(archive, &member, &path, &err);
        check_step(got, n_calls, &err);
        if (got > 0) sum += read_member(member) + touch(str_of(path));
        stream_close(member);
    }
    archive_close(archive);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    CasusStr bytes = { (const char *)data, size };
    Budget budget = { .limit = 64 << 20 };
    Arena arena = { .budget = &budget };
    Seen seen = { 0 };
    Stream *packed = stream_of_bytes(bytes, "fuzz", NULL);
    Stream *stream = packed && inflate_starts(bytes) ? stream_inflate(packed, "fuzz") : NULL;
    if (!packed || (inflate_starts(bytes) && !stream)) exit(2);
    volatile unsigned sum = archive_starts(bytes) ? read_files(packed) : read_records(stream ? stream : packed, &seen, &arena);
    (void)sum;
    seen_free(&seen);
    stream_close(stream);
    stream_close(packed);
    arena_free(&arena);
    return 0;
}
