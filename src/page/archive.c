/* zip and tar, by libarchive, read from start to end; nothing is ever written to disk. */
#include "page/stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

struct Archive { struct archive *reader; Stream *under; const char *name; size_t lent; uint64_t unpacked; bool broken; CasusError under_wrong; };
typedef struct { Stream stream; Archive *archive; } Member;

bool archive_starts(Str head) {
    if (str_starts(head, S("PK\x03\x04")) || str_starts(head, S("PK\x05\x06"))) return true;
    return head.len > 262 && memcmp(head.at + 257, "ustar", 5) == 0;
}

/* Lends libarchive the stream's own buffer. */
static la_ssize_t lend(struct archive *reader, void *with, const void **bytes) {
    (void)reader;
    Archive *a = with;
    a->under->at += a->lent;
    a->lent = 0;
    if (!stream_peek(a->under, 1, &a->under_wrong)) return -1;
    Str s = stream_unread(a->under);
    *bytes = s.at;
    a->lent = s.len;
    return (la_ssize_t)s.len;
}

static void say_wrong(Archive *a, CasusError *err) {
    const char *why = archive_error_string(a->reader);
    if (a->under_wrong.status != CASUS_OK && err) *err = a->under_wrong;
    else fail(err, CASUS_BAD_INPUT, "%s: damaged near byte %llu: %s", a->name, (unsigned long long)stream_place(a->under), why ? why : "no reason known");
}

Archive *archive_open(Stream *under, const char *name, CasusError *err) {
    Archive *a = calloc(1, sizeof *a);
    if (a) *a = (Archive){ .reader = archive_read_new(), .under = under, .name = name };
    if (!a || !a->reader) {
        free(a);
        return fail(err, CASUS_NO_MEMORY, "%s: no memory left to open it", name);
    }
    archive_read_support_format_zip_streamable(a->reader);
    archive_read_support_format_tar(a->reader);
    if (archive_read_open(a->reader, a, NULL, lend, NULL) == ARCHIVE_OK) return a;
    say_wrong(a, err);
    archive_close(a);
    return NULL;
}

void archive_close(Archive *a) {
    if (!a) return;
    archive_read_free(a->reader);
    free(a);
}

static bool pull_member(Stream *s, char *into, size_t room, size_t *got, CasusError *err) {
    Archive *a = ((Member *)s)->archive;
    la_ssize_t n = archive_read_data(a->reader, into, room);
    if (n < 0) {
        say_wrong(a, err);
        a->broken = n == ARCHIVE_FATAL;
        s->ended = true;
        return false;
    }
    a->unpacked += (uint64_t)n;
    *got = (size_t)n;
    if (!stream_is_bomb(stream_place(a->under) + a->lent, a->unpacked)) return true;
    fail(err, CASUS_BAD_INPUT, "%s: unpacks to hundreds of times its size; unpack it yourself if it is to be trusted", a->name);
    a->broken = true;
    return false;
}

static void close_member(Stream *s) { free(s); }

static bool is_hidden(const char *path) {
    const char *slash = strrchr(path, '/');
    return (slash ? slash + 1 : path)[0] == '.';
}

int archive_next(Archive *a, Stream **member, const char **path, CasusError *err) {
    struct archive_entry *entry;
    while (!a->broken) {
        int code = archive_read_next_header(a->reader, &entry);
        if (code == ARCHIVE_EOF) return 0;
        if (code == ARCHIVE_FATAL || code == ARCHIVE_RETRY || code == ARCHIVE_FAILED) {
            a->broken = code == ARCHIVE_FATAL;
            say_wrong(a, err);
            return -1;
        }
        *path = archive_entry_pathname(entry);
        if (archive_entry_filetype(entry) != AE_IFREG || !*path || is_hidden(*path)) continue;
        Member *m = calloc(1, sizeof *m);
        if (!m) {
            fail(err, CASUS_NO_MEMORY, "%s: no memory left to read it", a->name);
            return -1;
        }
        *m = (Member){ .stream = { .pull = pull_member, .close = close_member, .name = a->name }, .archive = a };
        *member = &m->stream;
        return 1;
    }
    return 0;
}
