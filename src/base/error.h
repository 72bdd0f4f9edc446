/* Filling a CasusError. */
#ifndef CASUS_BASE_ERROR_H
#define CASUS_BASE_ERROR_H
#include "casus.h"
/* Writes one line into err (which may be NULL) and returns NULL, so that `return fail(...)` reads well. Control
 * characters in the line become '?'; a line too long is cut at a character. */
void *fail(CasusError *err, CasusStatus status, const char *format, ...) __attribute__((format(printf, 3, 4)));
#endif
