#include "page/http.h"
#include "page/net_date.h"

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool is_folded(Str s, Str wanted) {
    if (s.len != wanted.len) return false;
    for (size_t i = 0; i < s.len; i++)
        if (lower(s.at[i]) != wanted.at[i]) return false;
    return true;
}

Str http_header(Str head, Str name) {
    Str value = { 0 };
    while (head.len) {
        const char *end = memchr(head.at, '\n', head.len);
        size_t n = end ? (size_t)(end - head.at) : head.len;
        Str line = str_cut(head, 0, n);
        head = str_cut(head, end ? n + 1 : n, head.len);
        const char *colon = n ? memchr(line.at, ':', n) : NULL;
        if (!colon || !is_folded(str_trim(str_cut(line, 0, (size_t)(colon - line.at))), name)) continue;
        value = str_trim(str_cut(line, (size_t)(colon - line.at) + 1, n));
    }
    return value;
}

static Str without_quotes(Str s) {
    s = str_trim(s);
    bool is_quoted = s.len >= 2 && (s.at[0] == '"' || s.at[0] == '\'') && s.at[s.len - 1] == s.at[0];
    return is_quoted ? str_cut(s, 1, s.len - 1) : s;
}

Str http_parameter(Str value, Str name) {
    for (size_t start = 0; start < value.len;) {
        size_t end = start;
        while (end < value.len && value.at[end] != ';' && value.at[end] != ',') end++;
        Str piece = str_cut(value, start, end);
        const char *equals = piece.len ? memchr(piece.at, '=', piece.len) : NULL;
        size_t at = equals ? (size_t)(equals - piece.at) : 0;
        if (equals && is_folded(str_trim(str_cut(piece, 0, at)), name)) return without_quotes(str_cut(piece, at + 1, piece.len));
        start = end + 1;
    }
    return (Str){ 0 };
}

int64_t http_seconds(Str digits) {
    int64_t n = 0;
    if (!digits.len || digits.len > 12) return CASUS_UNKNOWN;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9') return CASUS_UNKNOWN;
        n = n * 10 + (digits.at[i] - '0');
    }
    return n;
}

int64_t http_wait_s(Str value, int64_t now) {
    int64_t seconds = http_seconds(value), then;
    if (seconds != CASUS_UNKNOWN) return seconds;
    if (!net_date_seconds(value, &then)) return CASUS_UNKNOWN;
    return then > now ? then - now : 0;
}
