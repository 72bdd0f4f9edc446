#include "ledger/alpha.h"
#include <stdlib.h>

static int by_unit(const void *a, const void *b) {
    const AlphaValue *x = a, *y = b;
    if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
    return str_compare(x->name, y->name);
}

static int by_name(const void *a, const void *b) {
    const AlphaValue *x = a, *y = b;
    return str_compare(x->name, y->name);
}

static size_t unit_end(const AlphaValue *values, size_t n, size_t start) {
    size_t end = start + 1;
    while (end < n && values[end].unit == values[start].unit) end++;
    return end;
}

/* Units with one value say nothing of agreement: those that can be paired stay, at the front. */
static size_t keep_pairable(AlphaValue *values, size_t n) {
    size_t kept = 0;
    if (n) qsort(values, n, sizeof *values, by_unit);
    for (size_t start = 0, end; start < n; start = end) {
        end = unit_end(values, n, start);
        for (size_t i = start; end - start > 1 && i < end; i++) values[kept++] = values[i];
    }
    return kept;
}

/* Ordered pairs of different names in a row that is sorted by name. */
static double pairs_of_names(const AlphaValue *values, size_t n) {
    double same = 0;
    for (size_t start = 0, end; start < n; start = end) {
        for (end = start + 1; end < n && str_eq(values[end].name, values[start].name);) end++;
        same += (double)(end - start) * (double)(end - start);
    }
    return (double)n * (double)n - same;
}

/* The squares of the differences of all ordered pairs. */
static double pairs_of_numbers(const AlphaValue *values, size_t n) {
    double mean = 0, spread = 0;
    for (size_t i = 0; i < n; i++) mean += values[i].number / (double)n;
    for (size_t i = 0; i < n; i++) spread += (values[i].number - mean) * (values[i].number - mean);
    return 2 * (double)n * spread;
}

static bool alpha_over(AlphaValue *values, size_t n, double (*differing)(const AlphaValue *, size_t), double *alpha) {
    double observed = 0;
    n = keep_pairable(values, n);
    for (size_t start = 0, end; start < n; start = end) {
        end = unit_end(values, n, start);
        observed += differing(values + start, end - start) / (double)(end - start - 1);
    }
    if (n) qsort(values, n, sizeof *values, by_name);
    double expected = n ? differing(values, n) : 0;
    if (expected <= 0) return false;
    *alpha = 1 - (double)(n - 1) * observed / expected;
    return true;
}

bool alpha_by_name(AlphaValue *values, size_t n, double *alpha) { return alpha_over(values, n, pairs_of_names, alpha); }
bool alpha_by_number(AlphaValue *values, size_t n, double *alpha) { return alpha_over(values, n, pairs_of_numbers, alpha); }
