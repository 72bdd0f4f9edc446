/* zip files, written into a sink and read from disk. */
#ifndef CASUS_EXPORT_ZIP_H
#define CASUS_EXPORT_ZIP_H
#include "base/arena.h"
#include "base/str.h"

typedef struct Zip Zip;
/* NULL with *err only without memory. The same files in the same order make the same bytes: no time is kept. */
Zip *zip_write(CasusSink sink, void *to, CasusError *err);
void zip_add(Zip *zip, const char *path, Str bytes);        /* a failure sticks, and zip_finish tells it */
bool zip_finish(Zip *zip, CasusError *err);                 /* frees it */

/* NULL with *err: no such file, no zip. */
Zip *zip_read(const char *path, CasusError *err);
/* The next file: 1; 0 at the end; -1 with *err for damage. *name and *bytes live in the arena. */
int zip_next(Zip *zip, Arena *arena, Str *name, Str *bytes, CasusError *err);
void zip_close(Zip *zip);
#endif
