/* Files as views of memory. */
#ifndef CASUS_BASE_MAP_H
#define CASUS_BASE_MAP_H
#include "base/str.h"

/* The whole file, mapped; an empty view with errno set when it cannot be. Give it back with file_unmap. */
Str file_map(const char *path);
void file_unmap(Str file);                                  /* an empty view is fine */
#endif
