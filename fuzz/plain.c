/* Any bytes as a file: encodings, then plain text (paragraphs, title, quotes, updates, comments) or HTML. */
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    CasusPage page = { .bytes = { (const char *)data, size }, .name = { "fuzz", 4 } };
    CasusReport *report = casus_read(fuzz_reader(), &page, CASUS_LAYER_PARTS, FUZZ_BUDGET, NULL);
    if (report) fuzz_check_parts(report);
    casus_report_free(report);
    return 0;
}
