/* Which browser writes: a session in a cookie that no script can read, and a token made from it that only our own page is told. */
#ifndef CASUS_SERVE_SESSION_H
#define CASUS_SERVE_SESSION_H
#include "base/str.h"

enum { SESSION_SECRET = 32, SESSION_DIGITS = 32 };
bool session_secret(char secret[SESSION_SECRET]);               /* false when the machine gives no random bytes */
bool session_is(const char *session);                           /* has it the form of one? NULL has not */
const char *session_new(Arena *memory);                         /* NULL like session_secret */
/* Who knows the session but not the secret cannot make it. Source: NIST SP 800-107 (a hash over secret and message of one length). */
const char *session_token(const char *session, const char secret[SESSION_SECRET], Arena *memory);
#endif
