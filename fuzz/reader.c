#include "reader.h"

#include <iconv.h>
#include <stdio.h>

static CasusReader *reader;

const CasusReader *fuzz_reader(void) { return reader; }

/* What iconv has loaded for a converter it drops again when none is open; inputs that are tried in every encoding would spend their time
 * on that. One of each is held open to the end. */
static void keep_converters_loaded(void) {
    static const char *const names[] = { "CP1252", "CP1251", "KOI8-R", "ISO-8859-5", "MAC-CYRILLIC", "IBM866", "CP1256", "CP1253", "CP1250", "CP949", "CP932",
                                         "EUC-JP", "GB18030", "BIG5-HKSCS" };
    static iconv_t held[sizeof names / sizeof *names];
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        held[k] = iconv_open("UTF-8", names[k]);
        if (held[k] == (iconv_t)-1) fprintf(stderr, "no iconv for %s\n", names[k]);
    }
}

/* Before the first input, so that what opening the tables does is not taken for something an input has found. */
int LLVMFuzzerInitialize(int *n_arguments, char ***arguments);
int LLVMFuzzerInitialize(int *n_arguments, char ***arguments) {
    (void)n_arguments, (void)arguments;
    CasusError err = { 0 };
    keep_converters_loaded();
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
