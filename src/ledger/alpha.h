/* How far people agree who code the same things. */
#ifndef CASUS_LEDGER_ALPHA_H
#define CASUS_LEDGER_ALPHA_H
#include "base/str.h"

/* One value that somebody gave to one unit. By name values are the same or not; as numbers, they are near or far. */
typedef struct { int64_t unit; Str name; double number; } AlphaValue;

/* Krippendorff's alpha: 1 all agree, 0 as by chance, below 0 worse. false where it does not exist: no unit with two values, or no two values that differ.
 * Method  1 - (n - 1) * sum o_ck d_ck / sum n_c n_k d_ck over the values that can be paired; d is 1 where names differ, or the square of the
 *         difference of numbers (interval metric). Units with one value are left out.
 * Source  Krippendorff 2011, Computing Krippendorff's Alpha-Reliability.
 * Cost    n log n; sorts the values. */
bool alpha_by_name(AlphaValue *values, size_t n, double *alpha);
bool alpha_by_number(AlphaValue *values, size_t n, double *alpha);
#endif
