#define _POSIX_C_SOURCE 200809L     /* open, read */
#include "page/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { STEP = 256 << 10 };

static bool make_room(Stream *s) {
    if (s->at) {
        memmove(s->buffer, s->buffer + s->at, s->len - s->at);
        s->len -= s->at;
        s->passed += s->at;
        s->at = 0;
    }
    if (s->cap - s->len >= STEP) return true;
    size_t cap = s->cap ? s->cap * 2 : 2 * STEP;
    char *grown = realloc(s->buffer, cap);
    if (!grown) return false;
    s->buffer = grown;
    s->cap = cap;
    return true;
}

bool stream_fill(Stream *s, CasusError *err) {
    size_t got = 0;
    if (s->held.status != CASUS_OK) {
        if (err) *err = s->held;
        s->held = (CasusError){ 0 };
        return false;
    }
    if (!make_room(s)) {
        fail(err, CASUS_NO_MEMORY, "%s: no memory left to read it", s->name);
        return false;
    }
    if (!s->pull(s, s->buffer + s->len, STEP, &got, err)) return false;
    s->len += got;
    s->ended = got == 0;
    return true;
}

bool stream_peek(Stream *s, size_t n, CasusError *err) {
    while (!s->ended && s->len - s->at < n)
        if (!stream_fill(s, err)) return false;
    return true;
}

bool stream_look(Stream *s, size_t n, CasusError *err) {
    CasusError trouble = { 0 };
    while (s->held.status == CASUS_OK && !s->ended && s->len - s->at < n) {
        if (stream_fill(s, &trouble)) continue;
        if (s->len > s->at) {
            s->held = trouble;
            return true;
        }
        if (err) *err = trouble;
        return false;
    }
    return true;
}

bool stream_pass(Stream *s, uint64_t n, CasusError *err) {
    for (;;) {
        size_t here = s->len - s->at;
        if (n <= here) {
            s->at += (size_t)n;
            return true;
        }
        n -= here;
        s->at = s->len;
        if (s->ended || !stream_fill(s, err)) return false;
    }
}

void stream_close(Stream *s) {
    if (!s) return;
    free(s->buffer);
    s->close(s);
}

/* ---- a file -------------------------------------------------------------------------------------------------------- */

typedef struct { Stream stream; int fd; uint64_t *done; } FileStream;

static bool pull_file(Stream *s, char *into, size_t room, size_t *got, CasusError *err) {
    FileStream *file = (FileStream *)s;
    ssize_t n;
    do n = read(file->fd, into, room);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        fail(err, CASUS_NO_ACCESS, "%s: %s", s->name, strerror(errno));
        return false;
    }
    *got = (size_t)n;
    *file->done += (size_t)n;
    return true;
}

static void close_file(Stream *s) {
    FileStream *file = (FileStream *)s;
    if (file->fd != STDIN_FILENO) close(file->fd);
    free(file);
}

Stream *stream_of_file(const char *path, uint64_t *done, CasusError *err) {
    FileStream *file = calloc(1, sizeof *file);
    if (!file) return fail(err, CASUS_NO_MEMORY, "%s: no memory left to read it", path);
    bool is_standard_input = strcmp(path, "-") == 0;
    *file = (FileStream){ .stream = { .pull = pull_file, .close = close_file, .name = path }, .done = done };
    file->fd = is_standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file->fd >= 0) return &file->stream;
    fail(err, CASUS_NO_ACCESS, "%s: %s", path, strerror(errno));
    free(file);
    return NULL;
}

/* ---- bytes at hand ------------------------------------------------------------------------------------------------- */

static bool pull_nothing(Stream *s, char *into, size_t room, size_t *got, CasusError *err) {
    (void)s, (void)into, (void)room, (void)err;
    *got = 0;
    return true;
}

static void close_bytes(Stream *s) { free(s); }

Stream *stream_of_bytes(Str bytes, const char *name, CasusError *err) {
    Stream *s = calloc(1, sizeof *s);
    char *buffer = s ? malloc(bytes.len + 1) : NULL;
    if (!buffer) {
        free(s);
        return fail(err, CASUS_NO_MEMORY, "%s: no memory left to read it", name);
    }
    if (bytes.len) memcpy(buffer, bytes.at, bytes.len);
    *s = (Stream){ .pull = pull_nothing, .close = close_bytes, .name = name, .buffer = buffer, .len = bytes.len, .cap = bytes.len + 1, .ended = true };
    return s;
}
