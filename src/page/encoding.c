/* Labels of encodings, as the table encoding.tsv lists them, and the conversion by iconv. */
#include "page/encoding.h"
#include <errno.h>
#include <iconv.h>

enum { LABEL_MOST = 40, LOOKED_AT = 4096 };     /* the standard asks for 1024 bytes; pages are seen that say it later */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* In the table a label stands as "charset=label", so that no word of a report can be one. */
Encoding encoding_by_label(const Reading *r, Str label) {
    static const char head[] = "charset=";
    char key[sizeof head + LABEL_MOST];
    const PackEntry *entries;
    size_t n = sizeof head - 1;
    label = str_trim(label);
    if (!label.len || label.len > LABEL_MOST) return (Encoding){ 0 };
    memcpy(key, head, n);
    for (size_t k = 0; k < label.len; k++) key[n++] = lower(label.at[k]);
    size_t n_entries = pack_find(r->pack, (Str){ key, n }, &entries);
    for (size_t k = 0; k < n_entries; k++) {
        if (entries[k].table != TABLE_ENCODING) continue;
        const PackRow *row = pack_row(r->pack, entries[k].row);
        Str name = pack_key(r->pack, row);
        return (Encoding){ row, str_cut(name, sizeof head - 1, name.len), pack_cell_str(r->pack, row, ENCODING_ICONV) };
    }
    return (Encoding){ 0 };
}

/* ---- what the page says of itself ------------------------------------------------------------------------------------ */

static bool has_word(Str s, size_t at, Str word) {
    if (s.len - at < word.len) return false;
    for (size_t k = 0; k < word.len; k++)
        if (lower(s.at[at + k]) != word.at[k]) return false;
    return true;
}

static size_t past_space(Str s, size_t at) {
    while (at < s.len && (s.at[at] == ' ' || (s.at[at] >= '\t' && s.at[at] <= '\r'))) at++;
    return at;
}

/* The value after `name` and '=' in a tag; quotes taken off. */
static Str value_in(Str tag, Str name) {
    for (size_t at = 0; at + name.len < tag.len; at++) {
        if (!has_word(tag, at, name)) continue;
        size_t start = past_space(tag, at + name.len);
        if (start >= tag.len || tag.at[start] != '=') continue;
        start = past_space(tag, start + 1);
        if (start < tag.len && (tag.at[start] == '"' || tag.at[start] == '\'')) start++;
        size_t end = start;
        while (end < tag.len && !strchr("\"'; />?\t\r\n\f", tag.at[end])) end++;
        if (end > start) return str_cut(tag, start, end);
    }
    return (Str){ 0 };
}

static Str tag_at(Str head, size_t at) {
    const char *end = memchr(head.at + at, '>', head.len - at);
    return (Str){ head.at + at, end ? (size_t)(end - head.at) - at : head.len - at };
}

Str encoding_declared(Str bytes) {
    Str head = str_cut(bytes, 0, bytes.len < LOOKED_AT ? bytes.len : LOOKED_AT);
    if (str_starts(head, S("<?xml"))) {
        Str told = value_in(tag_at(head, 0), S("encoding"));
        if (told.len) return told;
    }
    for (size_t at = str_find(head, S("<"), 0); at < head.len; at = str_find(head, S("<"), at + 1)) {
        if (str_starts(str_cut(head, at, head.len), S("<!--"))) {
            at = str_find(head, S("-->"), at);
            if (at >= head.len) return (Str){ 0 };
            continue;
        }
        if (!has_word(head, at, S("<meta"))) continue;
        Str told = value_in(tag_at(head, at), S("charset"));
        if (told.len) return told;
    }
    return (Str){ 0 };
}

/* ---- conversion ------------------------------------------------------------------------------------------------------ */

/* No encoding of the table takes more than three bytes of UTF-8 for one of its own, so nothing is asked for between iconv_open and
 * iconv_close, and no budget that runs out can leave the converter open. Cost: linear. */
bool encoding_convert(Reading *r, Encoding from, Str bytes, Str *utf8, size_t *n_bad) {
    static const char replacement[3] = "\xEF\xBF\xBD";
    size_t room = bytes.len * 3 + 16;
    char *start = arena_alloc(r->keep, room), *out = start, *in = (char *)bytes.at;
    size_t left = bytes.len;
    *n_bad = 0;
    iconv_t converter = iconv_open("UTF-8", from.iconv.at);
    if (converter == (iconv_t)-1) return false;
    while (left && iconv(converter, &in, &left, &out, &room) == (size_t)-1 && room >= 3) {
        if (errno == E2BIG) break;
        size_t skipped = errno == EINVAL ? left : 1;        /* a character that the end cuts short is one place */
        in += skipped;
        left -= skipped;
        memcpy(out, replacement, 3);
        out += 3;
        room -= 3;
        ++*n_bad;
    }
    iconv_close(converter);
    *utf8 = (Str){ start, (size_t)(out - start) };
    return true;
}

/* Bytes 0x80 to 0x9F; 0 where Windows-1252 has no character. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

uint32_t windows_1252_char(unsigned char byte) { return byte < 0x80 || byte >= 0xA0 ? byte : windows_1252[byte - 0x80]; }

unsigned windows_1252_byte(uint32_t c) {
    if (c <= 0xFF) return c;
    for (unsigned k = 0; k < sizeof windows_1252 / sizeof *windows_1252; k++)
        if (windows_1252[k] == c) return 0x80 + k;
    return 0;
}
