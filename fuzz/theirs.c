/* Any bytes as another data set to compare with: CSV of UCDP GED and ACLED, JSON of Airwars. */
#include <stdlib.h>

#include "export/compare.h"

typedef struct { unsigned sum; } Faults;

static void see_fault(void *to, const char *line) {
    if (!line[0]) abort();
    ((Faults *)to)->sum += (unsigned char)line[0];
}

static unsigned touch(Str s) {
    unsigned sum = 0;
    for (size_t k = 0; k < s.len; k++) sum += (unsigned char)s.at[k];
    return sum;
}

static unsigned read_theirs(Comparing *c, Str bytes) {
    unsigned sum = 0;
    codes_read(&c->codes, &c->keep);
    if (!theirs_read(c, bytes) && !c->err->line[0]) abort();
    for (size_t k = 0; k < c->theirs.len; k++) {
        const Told *told = &c->theirs.at[k];
        if (!told->id.len || told->first == CASUS_NO_DAY || told->last < told->first) abort();
        sum += touch(told->id) + touch(told->type) + touch(told->from) + touch(told->to) + touch(told->place) + touch(told->country) + touch(told->party[0]);
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    CasusError err = { 0 };
    CasusComparison n = { 0 };
    Faults faults = { 0 };
    CasusCompare how = { .name = "theirs", .fault = see_fault, .with = &faults };
    Comparing c = { .how = &how, .path = "theirs", .n = &n, .err = &err, .budget.limit = 64 << 20 };
    c.keep.budget = c.inner.budget = &c.budget;
    volatile unsigned sum = 0;
    if (!setjmp(c.budget.stop)) sum += read_theirs(&c, (Str){ (const char *)data, size });
    (void)sum;
    arena_free(&c.keep);
    arena_free(&c.inner);
    return 0;
}
