#include "serve/session.h"
#include <sys/random.h>
#include "base/sha256.h"
#include "serve/request.h"

bool session_secret(char secret[SESSION_SECRET]) { return getrandom(secret, SESSION_SECRET, 0) == SESSION_SECRET; }

bool session_is(const char *session) { return session && strspn(session, "0123456789abcdef") == SESSION_DIGITS && !session[SESSION_DIGITS]; }

const char *session_new(Arena *memory) {
    unsigned char bytes[SESSION_DIGITS / 2];
    Text text = { .arena = memory };
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) return NULL;
    for (size_t i = 0; i < sizeof bytes; i++) text_add_format(&text, "%02x", bytes[i]);
    return str_copy(text_str(&text), memory).at;
}

const char *session_token(const char *session, const char secret[SESSION_SECRET], Arena *memory) {
    char hex[65];
    sha256_hex(str_join((Str){ secret, SESSION_SECRET }, S(""), str_of(session), memory), hex);
    return str_copy(str_of(hex), memory).at;
}

void session_answer(Request *request, int64_t id) {
    Answer answer;
    (void)id;
    answer_start(&answer, request);
    json_open(&answer.json, '{');
    answer_word(&answer.json, JSON_KEY("token"), request->page_token);
    json_close(&answer.json, '}');
    answer_end(&answer, request);
}
