/* Any bytes as an HTML page: encodings, the scan, the parser, the article, the comments. $CASUS_PACK names the tables. */
#include <stdio.h>
#include <stdlib.h>

#include "casus.h"

enum { BUDGET = 64 << 20 };

static CasusReader *reader_opened(void) {
    static CasusReader *reader;
    CasusError err = { 0 };
    if (!reader) reader = casus_open(NULL, &err);
    if (!reader) {
        fprintf(stderr, "%s\n", err.line);
        exit(2);
    }
    return reader;
}

/* Parts lie inside the text, and those that are no comments do not overlap. */
static void check_parts(const CasusReport *report) {
    size_t n, len = casus_report_text(report).len;
    const CasusPart *parts = casus_report_parts(report, &n);
    uint32_t last = 0;
    for (size_t k = 1; k < n; k++) {
        if (parts[k].span.start >= parts[k].span.end || parts[k].span.end > len || parts[k].parent >= k) abort();
        if (parts[k].role == CASUS_PART_COMMENT) continue;
        if (parts[k].span.start < last) abort();
        last = parts[k].span.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    CasusPage page = { .bytes = { (const char *)data, size }, .name = { "fuzz", 4 }, .format = CASUS_FORMAT_HTML };
    CasusReport *report = casus_read(reader_opened(), &page, CASUS_LAYER_PARTS, BUDGET, NULL);
    if (report) check_parts(report);
    casus_report_free(report);
    return 0;
}
