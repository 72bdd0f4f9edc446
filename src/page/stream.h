/* Bytes that come one stretch after another: of a file, of a gzip stream, of a member of an archive. A stream may stand on another one. */
#ifndef CASUS_PAGE_STREAM_H
#define CASUS_PAGE_STREAM_H
#include "base/error.h"
#include "base/str.h"

typedef struct Stream Stream;
struct Stream {
    /* Puts up to `room` bytes; *got 0 at the end. false with *err; what can be read behind the fault comes with the next call. */
    bool (*pull)(Stream *s, char *into, size_t room, size_t *got, CasusError *err);
    void (*close)(Stream *s);           /* frees what the stream holds beyond its buffer, and itself */
    const char *name;                   /* for messages; lives longer than the stream */
    char *buffer;                       /* bytes [at, len) are read and not yet handed out */
    size_t at, len, cap;
    uint64_t passed;                    /* bytes that stood before the buffer */
    bool ended;
    CasusError held;                    /* a fault that stands behind what is unread */
};

/* What has been read and not been passed; a view until the next peek. */
static inline Str stream_unread(const Stream *s) { return (Str){ s->buffer + s->at, s->len - s->at }; }
/* Place of the next byte, counted from the stream's start. */
static inline uint64_t stream_place(const Stream *s) { return s->passed + s->at; }
bool stream_fill(Stream *s, CasusError *err);                   /* reads on */
bool stream_peek(Stream *s, size_t n, CasusError *err);         /* at least n bytes unread, or all there are */
/* The same, to have a look: a fault behind the first bytes is kept for whoever comes to it. */
bool stream_look(Stream *s, size_t n, CasusError *err);
/* Passes over n bytes, read or not; false with *err, and also, without, when the stream ends before. */
bool stream_pass(Stream *s, uint64_t n, CasusError *err);
void stream_close(Stream *s);                                   /* NULL is fine */

/* NULL with *err when it cannot be opened; "-" is standard input. Every byte read is added to *done. */
Stream *stream_of_file(const char *path, uint64_t *done, CasusError *err);
/* A copy of bytes that are at hand; NULL with *err short of memory. */
Stream *stream_of_bytes(Str bytes, const char *name, CasusError *err);
/* inflate.c: what the gzip members in `under` unpack to; `under` stays the caller's. A damaged member costs itself. NULL short of memory. */
Stream *stream_inflate(Stream *under, const char *name);
bool inflate_starts(Str head);
/* One zlib, gzip or bare deflate stream in memory, as HTTP sends it; false when it is damaged or longer than `most`. */
bool inflate_whole(Str packed, size_t most, Arena *arena, Str *out);

/* archive.c: zip and tar. */
typedef struct Archive Archive;
bool archive_starts(Str head);
Archive *archive_open(Stream *under, const char *name, CasusError *err);       /* NULL with *err; `under` stays the caller's */
/* 1: *member is the next file's bytes, *path its name, until the next call. 0: no more. -1: *err; call again. The caller closes the member. */
int archive_next(Archive *archive, Stream **member, const char **path, CasusError *err);
void archive_close(Archive *archive);                           /* NULL is fine */

/* Packed hundreds of times over: a trap, not a report. */
static inline bool stream_is_bomb(uint64_t packed, uint64_t unpacked) {
    enum { RATIO_MOST = 250 };
    return unpacked > ((uint64_t)64 << 20) && unpacked / RATIO_MOST > packed;
}
#endif
