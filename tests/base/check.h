/* What the tests of base share: cmocka with the headers it needs, and comparing views. */
#ifndef CASUS_TESTS_BASE_CHECK_H
#define CASUS_TESTS_BASE_CHECK_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#undef fail         /* ours is that of base/error.h; cmocka's fail_msg would call it */
#undef fail_msg
#define fail_msg(...) do { print_error(__VA_ARGS__); print_error("\n"); _fail(__FILE__, __LINE__); } while (0)

#include "base/str.h"

static inline void check_str(Str s, const char *wanted, const char *file, int line) {
    if (str_eq(s, str_of(wanted))) return;
    print_error("%s:%d: '%.*s' where '%s' is wanted\n", file, line, (int)s.len, s.at, wanted);
    _fail(file, line);
}
#define assert_str(s, wanted) check_str((s), (wanted), __FILE__, __LINE__)
#endif
