/* Which file it is, and how far it has been read. */
#ifndef CASUS_PAGE_BOOKMARK_H
#define CASUS_PAGE_BOOKMARK_H
#include "page/stream.h"

enum { BOOKMARK_DEEPEST = 4 };

/* From the file inwards: which child of each container is read, counted from 1; of what is read itself, the byte where it goes on and the
 * number of the line there, or how many pages were handed out where bytes do not tell. */
typedef struct { uint64_t child[BOOKMARK_DEEPEST]; size_t n; uint64_t inner, line; } ReadTo;
void read_to_write(const ReadTo *to, char *text, size_t room);
bool read_to_parse(const char *text, ReadTo *to);           /* false when it is none */

/* What the open file is; false for what has no size or no name of its own, as a pipe. bookmark->path is the caller's to free. */
bool bookmark_identify(const char *path, Stream *bytes, CasusBookmark *bookmark);
/* On to byte `place` of the stream, or to its end. What is damaged on the way was told when it was read. */
void bookmark_pass_to(Stream *bytes, uint64_t place);
#endif
