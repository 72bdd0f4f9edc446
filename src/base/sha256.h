/* SHA-256 (NIST FIPS 180-4), by nettle. */
#ifndef CASUS_BASE_SHA256_H
#define CASUS_BASE_SHA256_H
#include "base/str.h"
/* 64 lower-case hex digits and a NUL. */
void sha256_hex(Str bytes, char hex[65]);
#endif
