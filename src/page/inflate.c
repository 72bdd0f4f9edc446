/* gzip, by zlib: files of many members (each record of a WARC is one), and what HTTP packed. Source: RFC 1952. */
#include "page/stream.h"

#include <stdlib.h>
#include <zlib.h>

enum { WINDOW_GZIP = 15 + 16, WINDOW_GZIP_OR_ZLIB = 15 + 32, WINDOW_BARE = -15 };
static const char member_magic[] = "\x1F\x8B\x08";

typedef enum { BETWEEN, INSIDE, LOST } State;
typedef struct { Stream stream; Stream *under; z_stream z; State state; uint64_t member, unpacked; } Inflate;

bool inflate_starts(Str head) { return str_starts(head, (Str){ member_magic, 3 }); }

/* After a damaged member: on to what looks like the next one. false: there is none, or *err. */
static bool find_member(Inflate *in, CasusError *err) {
    Stream *u = in->under;
    for (;;) {
        if (!stream_peek(u, 3, err)) return false;
        Str s = stream_unread(u);
        size_t found = str_find(s, (Str){ member_magic, 3 }, 0);
        if (found != SIZE_MAX) {
            u->at += found;
            return true;
        }
        u->at += s.len > 2 ? s.len - 2 : s.len;
        if (u->ended) return false;
        if (!stream_fill(u, err)) return false;
    }
}

static bool damaged(Inflate *in, const char *why, CasusError *err) {
    fail(err, CASUS_BAD_INPUT, "%s: the gzip member at byte %llu %s; what stands behind it is read", in->stream.name, (unsigned long long)in->member, why);
    in->state = LOST;
    return false;
}

/* Begins the next member; *more false at the end. */
static bool start_member(Inflate *in, bool *more, CasusError *err) {
    Stream *u = in->under;
    *more = false;
    if (in->state == LOST) {
        CasusError trouble = { 0 };
        if (!find_member(in, &trouble)) {
            if (err && trouble.status != CASUS_OK) *err = trouble;
            return trouble.status == CASUS_OK;
        }
    }
    if (!stream_peek(u, 3, err)) return false;
    if (!stream_unread(u).len) return true;
    in->member = stream_place(u);
    if (!inflate_starts(stream_unread(u))) {
        bool is_padding = stream_unread(u).at[0] == 0;          /* tapes and some tools fill up with zeros */
        if (is_padding) in->state = LOST;
        return is_padding ? start_member(in, more, err) : (u->at++, damaged(in, "is none", err));
    }
    inflateReset(&in->z);
    in->state = INSIDE;
    *more = true;
    return true;
}

static bool step(Inflate *in, char *into, size_t room, size_t *got, CasusError *err) {
    Stream *u = in->under;
    if (!stream_peek(u, 1, err)) return false;
    Str packed = stream_unread(u);
    if (!packed.len) return damaged(in, "is cut short", err);
    in->z.next_in = (Bytef *)(uintptr_t)packed.at;
    in->z.avail_in = packed.len < UINT32_MAX ? (uInt)packed.len : UINT32_MAX;
    uInt given = in->z.avail_in;
    in->z.next_out = (Bytef *)into;
    in->z.avail_out = (uInt)room;
    int code = inflate(&in->z, Z_NO_FLUSH);
    u->at += given - in->z.avail_in;
    *got = room - in->z.avail_out;
    in->unpacked += *got;
    if (code == Z_STREAM_END) in->state = BETWEEN;
    else if (code != Z_OK && code != Z_BUF_ERROR) {
        if (stream_place(u) == in->member) u->at++;         /* never the same member again */
        return damaged(in, "is damaged", err);
    }
    if (!stream_is_bomb(stream_place(u), in->unpacked)) return true;
    u->at = u->len;
    u->ended = true;
    return damaged(in, "unpacks to hundreds of times its size", err);
}

static bool pull_inflated(Stream *s, char *into, size_t room, size_t *got, CasusError *err) {
    Inflate *in = (Inflate *)s;
    for (*got = 0; !*got;) {
        bool more = true;
        if (in->state != INSIDE && !start_member(in, &more, err)) return false;
        if (!more) return true;
        if (!step(in, into, room, got, err)) return false;
    }
    return true;
}

static void close_inflate(Stream *s) {
    inflateEnd(&((Inflate *)s)->z);
    free(s);
}

Stream *stream_inflate(Stream *under, const char *name) {
    Inflate *in = calloc(1, sizeof *in);
    if (!in) return NULL;
    in->under = under;
    in->stream = (Stream){ .pull = pull_inflated, .close = close_inflate, .name = name };
    if (inflateInit2(&in->z, WINDOW_GZIP) == Z_OK) return &in->stream;
    free(in);
    return NULL;
}

/* ---- in memory ----------------------------------------------------------------------------------------------------- */

/* Leaves what came before a fault in *out. */
static bool unpack(Str packed, int window, size_t most, Text *out) {
    enum { STEP = 64 << 10 };
    z_stream z = { 0 };
    if (packed.len > UINT32_MAX || inflateInit2(&z, window) != Z_OK) return false;
    char *piece = arena_alloc(out->arena, STEP);
    z.next_in = (Bytef *)(uintptr_t)packed.at;
    z.avail_in = (uInt)packed.len;
    int code = Z_OK;
    while (code == Z_OK && out->len <= most) {
        z.next_out = (Bytef *)piece;
        z.avail_out = STEP;
        code = inflate(&z, Z_NO_FLUSH);
        text_add(out, (Str){ piece, STEP - z.avail_out });
    }
    inflateEnd(&z);
    return code == Z_STREAM_END && out->len <= most;
}

bool inflate_whole(Str packed, size_t most, Arena *arena, Str *out) {
    Text text = { .arena = arena }, bare = { .arena = arena };
    if (unpack(packed, WINDOW_GZIP_OR_ZLIB, most, &text)) return *out = text_str(&text), true;
    if (!unpack(packed, WINDOW_BARE, most, &bare)) return false;
    *out = text_str(&bare);
    return true;
}
