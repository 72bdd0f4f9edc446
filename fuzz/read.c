/* Any bytes at all through every stage and out as JSON, on a small budget. $CASUS_PACK names the tables. */
#include <stdio.h>
#include <stdlib.h>

#include "casus.h"

enum { BUDGET = 64 << 20 };

static bool swallow(void *to, const char *bytes, size_t n) {
    (void)bytes;
    *(size_t *)to += n;
    return true;
}

static CasusReader *reader;

/* Before the first input, so that what opening the tables does is not taken for something an input has found. */
int LLVMFuzzerInitialize(int *n_arguments, char ***arguments);
int LLVMFuzzerInitialize(int *n_arguments, char ***arguments) {
    (void)n_arguments, (void)arguments;
    CasusError err = { 0 };
    reader = casus_open(NULL, &err);
    if (reader) return 0;
    fprintf(stderr, "%s\n", err.line);
    exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    CasusError err = { 0 };
    CasusPage page = {
        .bytes = { (const char *)data, size },
        .name = { "fuzz", 4 },
        .published = { "2031-03-05", 10 },
    };
    CasusReport *report = casus_read(reader, &page, CASUS_ALL_LAYERS, BUDGET, &err);
    if (!report) return 0;
    size_t n_written = 0;
    if (!casus_report_write_json(report, CASUS_ALL_LAYERS, swallow, &n_written) || !n_written) abort();
    casus_report_free(report);
    return 0;
}
