/* What the tests of page share: cmocka with the headers it needs, views, one page read on its own. */
#ifndef CASUS_TESTS_PAGE_CHECK_H
#define CASUS_TESTS_PAGE_CHECK_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/str.h"

static inline void check_str(Str s, const char *wanted, const char *file, int line) {
    if (str_eq(s, str_of(wanted))) return;
    print_error("%s:%d: '%.*s' where '%s' is wanted\n", file, line, (int)s.len, s.len ? s.at : "", wanted);
    _fail(file, line);
}
#define assert_str(s, wanted) check_str((s), (wanted), __FILE__, __LINE__)
#define assert_has(line, words) do { if (!strstr((line), (words))) fail_msg("'%s' does not say '%s'", (line), (words)); } while (0)
#endif
