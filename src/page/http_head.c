/* Source: RFC 9110 (fields), RFC 9112 (messages, chunks), RFC 2045 (media types). */
#include "page/http_head.h"

#include "page/stream.h"

size_t head_length(Str s) {
    for (size_t at = str_find(s, S("\n"), 0); at < s.len; at = str_find(s, S("\n"), at + 1)) {
        if (at + 1 < s.len && s.at[at + 1] == '\n') return at + 2;
        if (at + 2 < s.len && s.at[at + 1] == '\r' && s.at[at + 2] == '\n') return at + 3;
    }
    return 0;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool opens_in_any_case(Str s, const char *word) {
    size_t n = strlen(word);
    if (s.len < n) return false;
    for (size_t k = 0; k < n; k++)
        if (lower(s.at[k]) != word[k]) return false;
    return true;
}

static size_t line_end(Str s, size_t at) {
    size_t end = str_find(s, S("\n"), at);
    return end == SIZE_MAX ? s.len : end;
}

Str head_value(Str head, const char *name) {
    size_t n = strlen(name);
    for (size_t at = 0; at < head.len;) {
        size_t end = line_end(head, at);
        Str line = str_cut(head, at, end);
        at = end + 1;
        if (line.len <= n || line.at[n] != ':' || !opens_in_any_case(line, name)) continue;
        while (at < head.len && (head.at[at] == ' ' || head.at[at] == '\t')) end = line_end(head, at), at = end + 1;     /* a folded line */
        return str_trim((Str){ line.at + n + 1, (size_t)(head.at + end - line.at) - n - 1 });
    }
    return S("");
}

Str media_type(Str value, Arena *arena) {
    size_t end = str_find(value, S(";"), 0);
    Str type = str_copy(str_trim(str_cut(value, 0, end == SIZE_MAX ? value.len : end)), arena);
    for (size_t k = 0; k < type.len; k++) ((char *)(uintptr_t)type.at)[k] = lower(type.at[k]);
    return type;
}

Str media_parameter(Str value, const char *name, Arena *arena) {
    size_t n = strlen(name);
    for (size_t at = str_find(value, S(";"), 0); at < value.len; at = str_find(value, S(";"), at)) {
        at++;
        Str rest = str_trim(str_cut(value, at, value.len));
        if (rest.len <= n || rest.at[n] != '=' || !opens_in_any_case(rest, name)) continue;
        rest = str_cut(rest, n + 1, rest.len);
        bool quoted = rest.len && rest.at[0] == '"';
        if (quoted) rest = str_cut(rest, 1, rest.len);
        size_t end = 0;
        while (end < rest.len && (quoted ? rest.at[end] != '"' : !strchr("; \t\r\n", rest.at[end]))) end++;
        return str_copy(str_cut(rest, 0, end), arena);
    }
    return S("");
}

bool head_is_readable(Str type) {
    static const Str readable[] = { S("text/html"), S("application/xhtml+xml"), S("text/plain"), S("application/pdf") };
    for (size_t k = 0; k < sizeof readable / sizeof *readable; k++)
        if (str_eq(type, readable[k])) return true;
    return false;
}

int http_status(Str head) {
    if (!opens_in_any_case(head, "http/")) return 0;
    size_t at = str_find(head, S(" "), 0);
    int status = 0;
    for (int k = 1; k <= 3; k++) {
        if (at == SIZE_MAX || at + (size_t)k >= head.len) return 0;
        char c = head.at[at + (size_t)k];
        if (c < '0' || c > '9') return 0;
        status = status * 10 + (c - '0');
    }
    return status;
}

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Some archives keep the header of chunks whose marks are gone: then the body is as it stands. */
static bool unchunk(Str sent, Arena *arena, Str *body) {
    Text out = { .arena = arena };
    for (size_t at = 0; at < sent.len;) {
        uint64_t n = 0;
        size_t digits = 0;
        for (; at < sent.len && hex(sent.at[at]) >= 0 && digits < 8; at++, digits++) n = n * 16 + (unsigned)hex(sent.at[at]);
        if (!digits) return false;
        at = line_end(sent, at) + 1;
        if (n == 0) break;
        if (at > sent.len || n > sent.len - at) return false;
        text_add(&out, str_cut(sent, at, at + (size_t)n));
        at = line_end(sent, at + (size_t)n) + 1;
    }
    *body = text_str(&out);
    return true;
}

bool http_body(Str head, Str sent, size_t most, Arena *arena, Str *body, const char **wrong) {
    Str transfer = media_type(head_value(head, "transfer-encoding"), arena), packing = media_type(head_value(head, "content-encoding"), arena);
    *body = sent;
    if (str_ends(transfer, S("chunked")) && !unchunk(sent, arena, body)) *body = sent;
    if (!packing.len || str_eq(packing, S("identity"))) return true;
    bool is_known = str_ends(packing, S("gzip")) || str_eq(packing, S("deflate"));
    bool is_packed = body->len >= 2 && ((unsigned char)body->at[0] == 0x1F || !str_ends(packing, S("gzip")));
    if (is_known && (!is_packed || inflate_whole(*body, most, arena, body))) return true;
    *wrong = is_known ? "its packed body is damaged or unpacks to more than 64 MiB" : "its body is packed in a way casus does not know";
    return false;
}
