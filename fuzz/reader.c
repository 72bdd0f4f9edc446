#include "reader.h"

#include <stdio.h>

static CasusReader *reader;

const CasusReader *fuzz_reader(void) { return reader; }

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

void fuzz_check_parts(const CasusReport *report) {
    size_t n, len = casus_report_text(report).len, page_len = casus_report_bytes_decoded(report).len;
    const CasusPart *parts = casus_report_parts(report, &n);
    uint32_t last = 0;
    for (size_t k = 1; k < n; k++) {
        if (parts[k].span.start >= parts[k].span.end || parts[k].span.end > len || parts[k].parent >= k) abort();
        if (parts[k].source.start > parts[k].source.end || parts[k].source.end > page_len) abort();
        if (parts[k].role == CASUS_PART_COMMENT) continue;
        if (parts[k].span.start < last) abort();
        last = parts[k].span.end;
    }
}
