/* Any bytes as an HTML page: encodings, the scan, the parser, the article, the comments. */
#include "reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    CasusPage page = { .bytes = { (const char *)data, size }, .name = { "fuzz", 4 }, .captured = { "2031-03-05T12:00:00Z", 20 }, .format = CASUS_FORMAT_HTML };
    CasusReport *report = casus_read(fuzz_reader(), &page, CASUS_LAYER_PARTS, FUZZ_BUDGET, NULL);
    if (report) fuzz_check_parts(report);
    casus_report_free(report);
    return 0;
}
