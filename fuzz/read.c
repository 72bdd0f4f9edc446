/* Any bytes at all through every stage and out as JSON, on a small budget. */
#include "reader.h"

static bool swallow(void *to, const char *bytes, size_t n) {
    (void)bytes;
    *(size_t *)to += n;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    CasusError err = { 0 };
    CasusPage page = {
        .bytes = { (const char *)data, size },
        .name = { "fuzz", 4 },
        .published = { "2031-03-05", 10 },
    };
    CasusReport *report = casus_read(fuzz_reader(), &page, CASUS_ALL_LAYERS, FUZZ_BUDGET, &err);
    if (!report) return 0;
    size_t n_written = 0;
    if (!casus_report_write_json(report, CASUS_ALL_LAYERS, swallow, &n_written) || !n_written) abort();
    casus_report_free(report);
    return 0;
}
