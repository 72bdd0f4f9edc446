#include "base/utf8.h"

#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

static bool is_ascii(unsigned char byte) { return byte < 0x80; }
static bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/* Bytes of the well-formed character at `at`, 0 when there is none. Source: Unicode 15, table 3-7. */
static size_t decode(Str s, size_t at, uint32_t *c) {
    const unsigned char *p = (const unsigned char *)s.at + at;
    size_t left = s.len - at;
    if (p[0] < 0x80) return *c = p[0], 1;
    if (p[0] < 0xC2 || p[0] > 0xF4) return 0;
    if (left < 2 || !is_continuation(p[1])) return 0;
    if (p[0] < 0xE0) return *c = (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F), 2;
    if (left < 3 || !is_continuation(p[2])) return 0;
    if (p[0] < 0xF0) {
        *c = (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
        bool is_surrogate = *c >= 0xD800 && *c < 0xE000;
        return *c < 0x800 || is_surrogate ? 0 : 3;
    }
    if (left < 4 || !is_continuation(p[3])) return 0;
    *c = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 | (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
    return *c < 0x10000 || *c > 0x10FFFF ? 0 : 4;
}

uint32_t utf8_next(Str s, size_t *at) {
    unsigned char first = (unsigned char)s.at[*at];
    if (is_ascii(first)) return ++*at, first;
    uint32_t c;
    size_t n = decode(s, *at, &c);
    if (!n) return ++*at, REPLACEMENT;
    *at += n;
    return c;
}

uint32_t utf8_previous(Str s, size_t *at) {
    unsigned char last = (unsigned char)s.at[*at - 1];
    if (is_ascii(last)) return --*at, last;
    for (size_t back = 2; back <= 4 && back <= *at; back++) {
        size_t start = *at - back;
        if (is_continuation((unsigned char)s.at[start])) continue;
        uint32_t c;
        if (decode(str_cut(s, 0, *at), start, &c) != back) break;
        *at = start;
        return c;
    }
    --*at;
    return REPLACEMENT;
}

size_t utf8_put(uint32_t c, char out[4]) {
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = REPLACEMENT;
    if (c < 0x80) return out[0] = (char)c, 1;
    if (c < 0x800) return out[0] = (char)(0xC0 | c >> 6), out[1] = (char)(0x80 | (c & 0x3F)), 2;
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

/* Where the ASCII run that starts at `at` ends; eight bytes a step. */
static size_t ascii_end(Str s, size_t at) {
    while (at + 8 <= s.len) {
        uint64_t eight;
        memcpy(&eight, s.at + at, 8);
        if (eight & 0x8080808080808080u) break;
        at += 8;
    }
    while (at < s.len && is_ascii((unsigned char)s.at[at])) at++;
    return at;
}

bool utf8_is_valid(Str s, size_t *bad) {
    for (size_t at = ascii_end(s, 0); at < s.len; at = ascii_end(s, at)) {
        uint32_t c;
        size_t n = decode(s, at, &c);
        if (!n) {
            if (bad) *bad = at;
            return false;
        }
        at += n;
    }
    return true;
}

Str utf8_repair(Str s, Arena *arena, size_t *n_repaired) {
    if (n_repaired) *n_repaired = 0;
    size_t bad;
    if (utf8_is_valid(s, &bad)) return s;
    Text out = { .arena = arena };
    size_t done = 0, n = 0;
    while (!utf8_is_valid(str_cut(s, done, s.len), &bad)) {
        text_add(&out, str_cut(s, done, done + bad));
        text_add(&out, S("\xEF\xBF\xBD"));
        done += bad + 1;
        n++;
    }
    text_add(&out, str_cut(s, done, s.len));
    if (n_repaired) *n_repaired = n;
    return text_str(&out);
}

size_t utf8_count(Str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) n += !is_continuation((unsigned char)s.at[i]);
    return n;
}

/* ---- classes ---- */

bool char_is_space(uint32_t c) {
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    if (c < 0x1680) return c == 0x85 || c == 0xA0;
    if (c >= 0x2000 && c <= 0x200B) return true;
    return c == 0x1680 || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

static utf8proc_category_t category(uint32_t c) { return utf8proc_category((utf8proc_int32_t)c); }

bool char_is_letter(uint32_t c) {
    if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME;      /* Lu Ll Lt Lm Lo Mn Mc Me */
}

bool char_is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

bool char_is_upper(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    utf8proc_category_t k = category(c);
    return k == UTF8PROC_CATEGORY_LU || k == UTF8PROC_CATEGORY_LT;
}

bool char_is_lower(uint32_t c) {
    if (c < 0x80) return c >= 'a' && c <= 'z';
    return category(c) == UTF8PROC_CATEGORY_LL;
}

bool char_is_punctuation(uint32_t c) {
    if (c < 0x80) return c > 0x20 && c < 0x7F && !char_is_digit(c) && !char_is_letter(c);
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

bool char_is_control(uint32_t c) {
    if (c == '\t' || c == '\n' || c == '\r') return false;
    utf8proc_category_t k = category(c);
    return c == REPLACEMENT || k == UTF8PROC_CATEGORY_CN || (k >= UTF8PROC_CATEGORY_CC && k <= UTF8PROC_CATEGORY_CO);
}

bool char_is_ideograph(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2CEAF) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
}

/* U+2018-201F are all quotation marks; U+201A, 201E are low ones that open, U+201B, 201F are reversed ones that open. */
bool char_is_quote_open(uint32_t c) {
    return c == '"' || c == 0xAB || c == 0x2018 || (c >= 0x201A && c <= 0x201C) || c == 0x201E || c == 0x201F || c == 0x2039;
}

bool char_is_quote_close(uint32_t c) { return c == '"' || c == 0xBB || c == 0x2019 || c == 0x201D || c == 0x203A; }

bool char_is_quote(uint32_t c) { return char_is_quote_open(c) || char_is_quote_close(c); }

/* ---- folding ---- */

/* What Unicode does not decompose but a look-up should not tell apart. 0: no such character. */
static char plain_form(uint32_t c) {
    if (c >= 0x2010 && c <= 0x2015) return '-';
    if (c >= 0x201C && c <= 0x201F) return '"';
    switch (c) {
    case 0x2018: case 0x2019: case 0x02BB: case 0x02BC: case 0x02BE: case 0x02BF: return '\'';
    case 0x2212: return '-';
    case 0xAB: case 0xBB: return '"';
    case 0xD8: case 0xF8: return 'o';           /* letters with a stroke */
    case 0x0110: case 0x0111: return 'd';
    case 0x0126: case 0x0127: return 'h';
    case 0x0131: return 'i';                    /* dotless i */
    case 0x0141: case 0x0142: return 'l';
    default: return 0;
    }
}

enum { LONGEST_FOLD = 32 };     /* code points; the longest decomposition of one character has 18 */

/* One character that is not ASCII, folded; bytes written, at most 4 a code point. */
static size_t fold_char(uint32_t c, char out[4 * LONGEST_FOLD]) {
    out[0] = plain_form(c);
    if (out[0]) return 1;
    utf8proc_int32_t parts[LONGEST_FOLD];
    int unused = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, LONGEST_FOLD,
        UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE, &unused);
    if (n < 0 || n > LONGEST_FOLD) return utf8_put(c, out);
    size_t len = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        char plain = plain_form((uint32_t)parts[i]);
        if (plain) out[len++] = plain;
        else len += utf8_put((uint32_t)parts[i], out + len);
    }
    return len;
}

size_t char_lower(uint32_t c, char out[4]) { return utf8_put((uint32_t)utf8proc_tolower((utf8proc_int32_t)c), out); }

size_t char_plain(uint32_t c, char *out) {
    if (c < 0x80) return out[0] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c), 1;
    utf8proc_int32_t parts[LONGEST_FOLD];
    int unused = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(utf8proc_tolower((utf8proc_int32_t)c), parts, LONGEST_FOLD, UTF8PROC_DECOMPOSE, &unused);
    if (n < 0 || n > CHAR_PLAIN_MOST) return utf8_put(c, out);
    size_t len = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        if (category((uint32_t)parts[i]) != UTF8PROC_CATEGORY_MN) len += utf8_put((uint32_t)parts[i], out + len);
    return len;
}

static char lower_ascii(unsigned char c) { return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c); }

size_t str_fold_into(Str s, char *out, size_t room) {
    size_t len = 0;
    for (size_t at = 0; at < s.len;) {
        unsigned char byte = (unsigned char)s.at[at];
        if (is_ascii(byte)) {
            if (len == room) return SIZE_MAX;
            out[len++] = lower_ascii(byte);
            at++;
            continue;
        }
        char folded[4 * LONGEST_FOLD];
        size_t n = fold_char(utf8_next(s, &at), folded);
        if (n > room - len) return SIZE_MAX;
        memcpy(out + len, folded, n);
        len += n;
    }
    return len;
}

Str str_fold(Str s, Arena *arena) {
    size_t room = s.len + 16;
    for (;;) {
        char *out = arena_alloc(arena, room + 1);
        size_t len = str_fold_into(s, out, room);
        if (len != SIZE_MAX) return out[len] = 0, (Str){ out, len };
        room *= 2;
    }
}
