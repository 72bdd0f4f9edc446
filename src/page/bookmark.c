#define _XOPEN_SOURCE 700               /* realpath, stat with nanoseconds */
#include "page/bookmark.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/sha256.h"

enum { HEAD_BYTES = 16 << 10 };         /* a crawler's description of itself and the first pages */

/* "3/1/5000:12" */
void read_to_write(const ReadTo *to, char *text, size_t room) {
    size_t used = 0;
    text[0] = '\0';
    for (size_t k = 0; k < to->n && used < room; k++) used += (size_t)snprintf(text + used, room - used, "%" PRIu64 "/", to->child[k]);
    if (used < room) snprintf(text + used, room - used, "%" PRIu64 ":%" PRIu64, to->inner, to->line);
}

static const char *read_number(const char *at, uint64_t *n) {
    const char *start = at;
    for (*n = 0; *at >= '0' && *at <= '9'; at++) *n = *n * 10 + (unsigned)(*at - '0');
    return at > start ? at : NULL;
}

bool read_to_parse(const char *text, ReadTo *to) {
    uint64_t n;
    *to = (ReadTo){ .n = 0 };
    for (const char *at = read_number(text, &n); at; at = read_number(at + 1, &n)) {
        if (*at == ':') {
            to->inner = n;
            at = read_number(at + 1, &to->line);
            return at && !*at;
        }
        if (*at != '/' || to->n == BOOKMARK_DEEPEST) return false;
        to->child[to->n++] = n;
    }
    return false;
}

bool bookmark_identify(const char *path, Stream *bytes, CasusBookmark *bookmark) {
    struct stat info;
    *bookmark = (CasusBookmark){ .path = NULL };
    if (strcmp(path, "-") == 0 || stat(path, &info) != 0 || !S_ISREG(info.st_mode)) return false;
    if (!stream_look(bytes, HEAD_BYTES, NULL)) return false;
    bookmark->path = realpath(path, NULL);
    bookmark->size = (int64_t)info.st_size;
    bookmark->modified_ns = (int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec;
    Str head = stream_unread(bytes);
    sha256_hex(str_cut(head, 0, head.len < HEAD_BYTES ? head.len : HEAD_BYTES), bookmark->head);
    return bookmark->path != NULL;
}

void bookmark_pass_to(Stream *bytes, uint64_t place) {
    while (stream_place(bytes) < place) {
        CasusError trouble = { 0 };
        if (stream_pass(bytes, place - stream_place(bytes), &trouble)) return;
        if (trouble.status != CASUS_BAD_INPUT) return;
    }
}
