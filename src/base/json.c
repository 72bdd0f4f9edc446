#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "base/utf8.h"

/* ---- reading: a scanner that moves `at` past what it checks; `wrong` says what it met instead ---- */

enum { DEEPEST = 200 };

JsonReader json_read(Str text) { return (JsonReader){ .text = text }; }

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static char peek(const JsonReader *r) { return r->at < r->text.len ? r->text.at[r->at] : 0; }

static void skip_space(JsonReader *r) {
    while (r->at < r->text.len && is_space(r->text.at[r->at])) r->at++;
}

static bool wrong(JsonReader *r, const char *what) {
    r->wrong = r->at < r->text.len ? what : "the text ends inside a value";
    r->wrong_at = r->at;
    return false;
}

static int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static bool scan_escape(JsonReader *r) {
    r->at++;
    if (peek(r) != 'u') {
        if (!peek(r) || !strchr("\"\\/bfnrt", peek(r))) return wrong(r, "no such escape in a string");
        r->at++;
        return true;
    }
    r->at++;
    for (int i = 0; i < 4; i++, r->at++)
        if (r->at >= r->text.len || hex_value(peek(r)) < 0) return wrong(r, "four hex digits wanted after \\u");
    return true;
}

static bool scan_string(JsonReader *r) {
    for (r->at++; r->at < r->text.len;) {
        unsigned char c = (unsigned char)r->text.at[r->at];
        if (c == '"') return r->at++, true;
        if (c < 0x20) return wrong(r, "a control character in a string must be escaped");
        if (c != '\\') r->at++;
        else if (!scan_escape(r)) return false;
    }
    return wrong(r, NULL);
}

static bool scan_digits(JsonReader *r) {
    if (!is_digit(peek(r))) return wrong(r, "a digit wanted");
    while (is_digit(peek(r))) r->at++;
    return true;
}

static bool scan_number(JsonReader *r) {
    if (peek(r) == '-') r->at++;
    if (peek(r) == '0') {
        r->at++;
        if (is_digit(peek(r))) return wrong(r, "a number must not start with 0");
    } else if (!scan_digits(r)) return false;
    if (peek(r) == '.') {
        r->at++;
        if (!scan_digits(r)) return false;
    }
    if (peek(r) != 'e' && peek(r) != 'E') return true;
    r->at++;
    if (peek(r) == '+' || peek(r) == '-') r->at++;
    return scan_digits(r);
}

static bool scan_name(JsonReader *r, Str name) {
    if (r->text.len - r->at < name.len || memcmp(r->text.at + r->at, name.at, name.len) != 0) return wrong(r, "not a JSON value");
    r->at += name.len;
    return true;
}

/* A number, string or name; objects and arrays are walked by scan_value. */
static bool scan_plain(JsonReader *r) {
    switch (peek(r)) {
    case '"': return scan_string(r);
    case 't': return scan_name(r, S("true"));
    case 'f': return scan_name(r, S("false"));
    case 'n': return scan_name(r, S("null"));
    case '-': return scan_number(r);
    default: return is_digit(peek(r)) ? scan_number(r) : wrong(r, "not a JSON value");
    }
}

static bool scan_key(JsonReader *r) {
    skip_space(r);
    if (peek(r) != '"') return wrong(r, "a key in quotes wanted");
    if (!scan_string(r)) return false;
    skip_space(r);
    if (peek(r) != ':') return wrong(r, "':' wanted after a key");
    r->at++;
    return true;
}

/* Opens brackets until a plain value or an empty pair was passed. closers: the brackets that are open. */
static bool scan_down(JsonReader *r, char closers[DEEPEST], int *depth) {
    for (;;) {
        skip_space(r);
        char c = peek(r);
        if (c != '{' && c != '[') return scan_plain(r);
        if (*depth == DEEPEST) return wrong(r, "nested too deep");
        char closer = c == '{' ? '}' : ']';
        r->at++;
        skip_space(r);
        if (peek(r) == closer) return r->at++, true;
        closers[(*depth)++] = closer;
        if (closer == '}' && !scan_key(r)) return false;
    }
}

/* One whole value without recursion. */
static bool scan_value(JsonReader *r) {
    char closers[DEEPEST];
    int depth = 0;
    for (;;) {
        if (!scan_down(r, closers, &depth)) return false;
        for (; depth; depth--) {
            skip_space(r);
            if (peek(r) == ',') break;
            if (peek(r) != closers[depth - 1]) return wrong(r, "',' or a closing bracket wanted");
            r->at++;
        }
        if (!depth) return true;
        r->at++;
        if (closers[depth - 1] == '}' && !scan_key(r)) return false;
    }
}

static JsonKind kind_of(char first) {
    switch (first) {
    case '{': return JSON_OBJECT;
    case '[': return JSON_ARRAY;
    case '"': return JSON_STRING;
    case 't': return JSON_TRUE;
    case 'f': return JSON_FALSE;
    case 'n': return JSON_NULL;
    default: return JSON_NUMBER;
    }
}

JsonValue json_value(JsonReader *r) {
    skip_space(r);
    if (r->at >= r->text.len) return (JsonValue){ JSON_END, { 0 } };
    size_t start = r->at;
    if (!scan_value(r)) return (JsonValue){ JSON_BAD, str_cut(r->text, start, r->at) };
    return (JsonValue){ kind_of(r->text.at[start]), str_cut(r->text, start, r->at) };
}

/* ---- walking a value that json_value has checked ---- */

/* The end of the value at `at`, in a text known to be good: only strings and brackets matter. */
static size_t end_of_value(Str text, size_t at) {
    int depth = 0;
    for (; at < text.len; at++) {
        char c = text.at[at];
        if (c == '"') {
            for (at++; at < text.len && text.at[at] != '"'; at++) at += text.at[at] == '\\';
            if (!depth) return at + 1 < text.len ? at + 1 : text.len;
        } else if (c == '{' || c == '[') depth++;
        else if (c == '}' || c == ']') {
            if (--depth == 0) return at + 1;
            if (depth < 0) return at;                       /* the bracket around a plain value */
        } else if (!depth && (c == ',' || is_space(c))) return at;
    }
    return text.len;
}

/* Past white space and the sign that divides members; false at the closing bracket. */
static bool to_next(Str text, size_t *at) {
    if (*at == 0) *at = 1;                                  /* the opening bracket */
    while (*at < text.len && (is_space(text.at[*at]) || text.at[*at] == ',')) ++*at;
    return *at + 1 < text.len;
}

static JsonValue take_value(Str text, size_t *at) {
    size_t start = *at;
    *at = end_of_value(text, start);
    return (JsonValue){ kind_of(text.at[start]), str_cut(text, start, *at) };
}

bool json_item(JsonValue array, size_t *at, JsonValue *value) {
    if (array.kind != JSON_ARRAY || !to_next(array.raw, at)) return false;
    *value = take_value(array.raw, at);
    return true;
}

bool json_member(JsonValue object, size_t *at, Str *key_raw, JsonValue *value) {
    if (object.kind != JSON_OBJECT || !to_next(object.raw, at)) return false;
    *key_raw = take_value(object.raw, at).raw;
    while (is_space(object.raw.at[*at]) || object.raw.at[*at] == ':') ++*at;
    *value = take_value(object.raw, at);
    return true;
}

JsonValue json_get(JsonValue object, const char *key) {
    Str key_raw, wanted = str_of(key);
    JsonValue value;
    for (size_t at = 0; json_member(object, &at, &key_raw, &value);)
        if (str_eq(str_cut(key_raw, 1, key_raw.len - 1), wanted)) return value;
    return (JsonValue){ JSON_END, { 0 } };
}

/* ---- strings and numbers ---- */

static uint32_t hex4(const char *at) {
    uint32_t c = 0;
    for (int i = 0; i < 4; i++) c = c << 4 | (uint32_t)hex_value(at[i]);
    return c;
}

/* The character of "\uXXXX" at `at`, two of them for a pair; half a pair is itself. */
static uint32_t unescape_wide(Str s, size_t *at) {
    uint32_t c = hex4(s.at + *at + 2);
    *at += 6;
    if (c < 0xD800 || c > 0xDFFF) return c;
    if (c < 0xDC00 && *at + 6 <= s.len && s.at[*at] == '\\' && s.at[*at + 1] == 'u') {
        uint32_t low = hex4(s.at + *at + 2);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            *at += 6;
            return 0x10000 + ((c - 0xD800) << 10 | (low - 0xDC00));
        }
    }
    return c;
}

/* Half a pair as if it were a character. */
static size_t put_half(uint32_t c, char *out) {
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

static char unescape(char c) {
    switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
    }
}

static Str unescaped(JsonValue string, bool keeps_halves, Arena *arena, size_t *n_lone) {
    if (string.kind != JSON_STRING) return (Str){ 0 };
    Str s = str_cut(string.raw, 1, string.raw.len - 1);
    if (!s.len || !memchr(s.at, '\\', s.len)) return s;
    char *out = arena_alloc(arena, s.len + 1);              /* escapes only get shorter */
    size_t len = 0;
    for (size_t at = 0; at < s.len;) {
        if (s.at[at] != '\\') out[len++] = s.at[at++];
        else if (s.at[at + 1] == 'u') {
            uint32_t c = unescape_wide(s, &at);
            bool is_half = c >= 0xD800 && c <= 0xDFFF;
            *n_lone += is_half;
            len += is_half && keeps_halves ? put_half(c, out + len) : utf8_put(c, out + len);
        } else out[len++] = unescape(s.at[at + 1]), at += 2;
    }
    return (Str){ out, len };
}

Str json_string(JsonValue string, Arena *arena, size_t *n_lone) {
    size_t lone = 0;
    Str text = unescaped(string, false, arena, &lone);
    if (n_lone) *n_lone = lone;
    return text;
}

Str json_string_halves(JsonValue string, Arena *arena) {
    size_t lone = 0;
    return unescaped(string, true, arena, &lone);
}

/* Digits of the number with its point left out, and the power of ten to multiply by. Digits after the 19th only count. */
typedef struct { bool is_negative; uint64_t digits; int64_t power; } Decimal;

static Decimal decimal_of(Str raw) {
    Decimal d = { .is_negative = raw.at[0] == '-' };
    size_t at = d.is_negative;
    bool after_point = false;
    for (; at < raw.len && (is_digit(raw.at[at]) || raw.at[at] == '.'); at++) {
        if (raw.at[at] == '.') { after_point = true; continue; }
        bool has_room = d.digits < UINT64_MAX / 10 - 1;
        if (has_room) d.digits = d.digits * 10 + (uint64_t)(raw.at[at] - '0');
        d.power += (has_room ? 0 : 1) - (after_point ? 1 : 0);
    }
    if (at == raw.len) return d;
    at++;                                                   /* "e" */
    bool is_small = raw.at[at] == '-';
    int64_t power = 0;
    for (at += !is_digit(raw.at[at]); at < raw.len; at++)
        if (power < 100000) power = power * 10 + (raw.at[at] - '0');
    d.power += is_small ? -power : power;
    return d;
}

bool json_int(JsonValue number, int64_t *out) {
    if (number.kind != JSON_NUMBER) return false;
    Decimal d = decimal_of(number.raw);
    for (; d.power > 0 && d.digits && d.digits <= INT64_MAX / 10; d.power--) d.digits *= 10;
    for (; d.power < 0 && d.digits && d.digits % 10 == 0; d.power++) d.digits /= 10;
    if (d.digits && d.power) return false;
    if (d.digits > INT64_MAX) return false;
    *out = d.is_negative ? -(int64_t)d.digits : (int64_t)d.digits;
    return true;
}

/* Exact where digits and power are exact doubles (Clinger 1990); else by the wider type, right to the last place but rarely. */
bool json_double(JsonValue number, double *out) {
    if (number.kind != JSON_NUMBER) return false;
    Decimal d = decimal_of(number.raw);
    long double x = (long double)d.digits;
    if (d.power > 400 || d.power < -800) x = d.power < 0 ? 0 : d.digits ? HUGE_VALL : 0;
    else x = d.power < 0 ? x / powl(10, (long double)-d.power) : x * powl(10, (long double)d.power);
    *out = (double)(d.is_negative ? -x : x);
    return isfinite(*out);
}

static JsonValue number_of(Str text) {
    JsonReader reader = json_read(text);
    JsonValue value = json_value(&reader);
    return value.kind == JSON_NUMBER && value.raw.len == text.len ? value : (JsonValue){ .kind = JSON_BAD };
}

bool json_int_of(Str text, int64_t *out) { return json_int(number_of(text), out); }
bool json_double_of(Str text, double *out) { return json_double(number_of(text), out); }

/* ---- writing ---- */

void json_start(JsonWriter *w, CasusSink sink, void *to) {
    w->sink = sink;
    w->to = to;
    w->stopped = w->comma = false;
    w->depth = 0;
    w->len = 0;
}

static void send(JsonWriter *w, const char *bytes, size_t n) {
    if (!w->stopped && n && !w->sink(w->to, bytes, n)) w->stopped = true;
}

void json_flush(JsonWriter *w) {
    send(w, w->buffer, w->len);
    w->len = 0;
}

static void put(JsonWriter *w, const char *bytes, size_t n) {
    if (n > sizeof w->buffer - w->len) json_flush(w);
    if (n > sizeof w->buffer) {
        send(w, bytes, n);
        return;
    }
    if (n) memcpy(w->buffer + w->len, bytes, n);
    w->len += n;
}

/* What a byte of a string needs: 0 nothing, else the letter of its short escape, or 'u'. */
static char escape_of(unsigned char c) {
    if (c >= 0x20) return c == '"' || c == '\\' ? (char)c : 0;
    switch (c) {
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 'u';
    }
}

static void put_escape(JsonWriter *w, unsigned char c, char escape) {
    char out[7] = { '\\', escape };
    if (escape == 'u') snprintf(out, sizeof out, "\\u%04x", c);
    put(w, out, escape == 'u' ? 6 : 2);
}

/* The character at *at, or U+FFFD for an ill-formed byte. */
static void put_wide(JsonWriter *w, Str s, size_t *at) {
    char out[4];
    uint32_t c = utf8_next(s, at);
    put(w, out, utf8_put(c, out));
}

/* Stands in a string as it is: no control, quote, backslash, nor a byte beyond ASCII. */
static bool is_plain(unsigned char c) { return c >= 0x20 && c < 0x80 && c != '"' && c != '\\'; }

/* The inside of a string, whatever its length and bytes. */
static void put_string(JsonWriter *w, Str s) {
    for (size_t at = 0; at < s.len;) {
        size_t plain = at;
        while (plain < s.len && is_plain((unsigned char)s.at[plain])) plain++;
        put(w, s.at + at, plain - at);
        at = plain;
        if (at == s.len) break;
        unsigned char c = (unsigned char)s.at[at];
        if (c >= 0x80) put_wide(w, s, &at);
        else put_escape(w, c, escape_of(c)), at++;
    }
}

/* A short plain string in one go, into the room behind its first quote; NULL when it is neither. */
static char *put_short(char *at, Str s) {
    if (s.len > JSON_ROOM - 4) return NULL;
    for (size_t k = 0; k < s.len; k++) {
        if (!is_plain((unsigned char)s.at[k])) return NULL;
        *at++ = s.at[k];
    }
    return at;
}

void json_str(JsonWriter *w, Str s) {
    char *at = json_room(w), *end;
    *at++ = '"';
    end = put_short(at, s);
    if (!end) {
        w->len = (size_t)(at - w->buffer);
        put_string(w, s);
        w->comma = false;
        end = json_room(w);
    }
    *end++ = '"';
    json_wrote(w, end, w->depth > 0);
}

static char *digits_of(uint64_t n, char *end) {
    do *--end = (char)('0' + n % 10); while (n /= 10);
    return end;
}

enum { LONGEST_NUMBER = 24 };

void json_number(JsonWriter *w, int64_t n) {
    char digits[LONGEST_NUMBER], *end = digits + sizeof digits;
    char *at = json_room(w);
    if (n < 0) *at++ = '-';
    for (char *d = digits_of(n < 0 ? 0 - (uint64_t)n : (uint64_t)n, end); d < end; d++) *at++ = *d;
    json_wrote(w, at, w->depth > 0);
}

void json_number_or_null(JsonWriter *w, int64_t n) {
    if (n == CASUS_UNKNOWN) json_null(w);
    else json_number(w, n);
}

void json_low_high(JsonWriter *w, CasusRange range) {
    json_key(w, "low");
    json_number_or_null(w, range.low);
    json_key(w, "high");
    json_number_or_null(w, range.high);
}

void json_range(JsonWriter *w, CasusRange range) {
    json_open(w, '{');
    json_low_high(w, range);
    json_close(w, '}');
}

/* Written by hand: printf asks the locale for its point. */
void json_real(JsonWriter *w, double x, int decimals) {
    assert(decimals >= 0 && decimals <= 15);
    double scale = 1;
    for (int i = 0; i < decimals; i++) scale *= 10;
    double scaled = round(fabs(x) * scale);
    if (!(scaled < 1e18)) {                                 /* not a number, or beyond any that casus measures */
        json_null(w);
        return;
    }
    uint64_t digits = (uint64_t)scaled;
    for (; decimals > 0 && digits % 10 == 0; decimals--) digits /= 10;
    char out[48], *end = out + sizeof out, *at = end;
    for (int i = 0; i < decimals; i++, digits /= 10) *--at = (char)('0' + digits % 10);
    if (decimals) *--at = '.';
    bool is_zero = digits == 0 && !decimals;
    at = digits_of(digits, at);
    if (x < 0 && !is_zero) *--at = '-';
    json_raw(w, (Str){ at, (size_t)(end - at) });
}

void json_bool(JsonWriter *w, bool b) { json_raw(w, b ? S("true") : S("false")); }

void json_raw(JsonWriter *w, Str json) {
    w->len = (size_t)(json_room(w) - w->buffer);
    put(w, json.at, json.len);
    w->comma = w->depth > 0;
}

void json_newline(JsonWriter *w) {
    w->comma = false;
    *json_room(w) = '\n';
    w->len++;
}

bool json_finish(JsonWriter *w) {
    json_flush(w);
    return !w->stopped;
}
