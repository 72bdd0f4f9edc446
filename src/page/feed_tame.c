/* A feed's bytes as an XML parser may see them. */
#include <errno.h>
#include <iconv.h>

#include "base/utf8.h"
#include "page/feed.h"

/* ---- encoding -------------------------------------------------------------------------------------------------------- */

static uint32_t unit_at(Str s, size_t at, bool is_little) {
    unsigned char a = (unsigned char)s.at[at], b = (unsigned char)s.at[at + 1];
    return is_little ? (uint32_t)(a | b << 8) : (uint32_t)(a << 8 | b);
}

/* Half characters become U+FFFD. */
static Str from_utf16(Str s, bool is_little, Arena *arena) {
    Text out = { .arena = arena };
    for (size_t at = 0; at + 1 < s.len; at += 2) {
        uint32_t c = unit_at(s, at, is_little);
        bool has_second = c >= 0xD800 && c < 0xDC00 && at + 3 < s.len && (unit_at(s, at + 2, is_little) & 0xFC00) == 0xDC00;
        if (has_second) {
            c = 0x10000 + ((c - 0xD800) << 10) + (unit_at(s, at + 2, is_little) - 0xDC00);
            at += 2;
        } else if (c >= 0xD800 && c < 0xE000) c = 0xFFFD;
        char bytes[4];
        text_add(&out, (Str){ bytes, utf8_put(c, bytes) });
    }
    return text_str(&out);
}

static bool is_utf16(Str s, bool *is_little) {
    if (s.len < 4) return false;
    *is_little = s.at[0] == '\xFF' || (s.at[0] == '<' && !s.at[1]);
    return str_starts(s, S("\xFF\xFE")) || str_starts(s, S("\xFE\xFF")) || str_starts(s, S("<\0?\0")) || str_starts(s, S("\0<\0?"));
}

/* What encoding="..." of the XML declaration says; empty when there is none. */
static Str declared(Str s) {
    if (!str_starts(s, S("<?xml"))) return (Str){ 0 };
    size_t end = str_find(s, S("?>"), 0), at = str_find(s, S("encoding"), 0);
    if (end == SIZE_MAX || at == SIZE_MAX || at > end) return (Str){ 0 };
    while (at < end && s.at[at] != '"' && s.at[at] != '\'') at++;
    size_t start = at + 1;
    for (at = start; at < end && s.at[at] != '"' && s.at[at] != '\'';) at++;
    return start < end ? str_cut(s, start, at) : (Str){ 0 };
}

static bool is_utf8_name(Str name) {
    static const char *const names[] = { "utf-8", "utf8", "us-ascii", "ascii" };
    if (!name.len || (name.len > 4 && str_starts(name, S("UTF-16")))) return true;  /* UTF-16 was seen to be none */
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t k = 0;
        while (k < name.len && names[i][k] && (name.at[k] | 0x20) == (names[i][k] | 0x20)) k++;
        if (k == name.len && !names[i][k]) return true;
    }
    return false;
}

/* The single-byte and East Asian charsets that feeds are found in; no others, because what the machine's tables do with a name that a
 * stranger chose is not for us to find out. */
static bool is_known_charset(Str name) {
    static const char *const starts[] = { "windows-125", "cp125", "iso-8859-", "koi8-", "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc-" };
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t n = strlen(starts[i]), k = 0;
        while (k < n && k < name.len && (name.at[k] == starts[i][k] || (name.at[k] | 0x20) == starts[i][k])) k++;
        if (k == n && name.len < n + 4) return true;
    }
    return false;
}

/* What cannot be read becomes U+FFFD, byte by byte. */
static size_t convert(iconv_t converter, Str s, char *out, size_t room) {
    char *from = (char *)(uintptr_t)s.at, *to = out;        /* iconv takes it without const and does not write */
    size_t left = s.len;
    while (left && room >= 8) {
        if (iconv(converter, &from, &left, &to, &room) != (size_t)-1 || errno == E2BIG) break;
        room -= utf8_put(0xFFFD, to);
        to += 3;
        from++;
        left--;
    }
    return (size_t)(to - out);
}

Str feed_from_charset(Str bytes, Str name, Arena *arena) {
    size_t n_repaired;
    size_t room = bytes.len * 4 + 16;
    char *out = arena_alloc(arena, room);
    iconv_t converter = is_known_charset(name) ? iconv_open("UTF-8", str_copy(name, arena).at) : (iconv_t)-1;
    if (converter == (iconv_t)-1) return utf8_repair(bytes, arena, &n_repaired);
    size_t n = convert(converter, bytes, out, room);
    iconv_close(converter);
    return (Str){ out, n };
}

/* ---- text ------------------------------------------------------------------------------------------------------------ */

typedef struct { Str *at; size_t len, cap; } Names;
typedef struct { Str in; size_t at; Text out; Names open; Arena *arena; } Tamer;

static bool starts_here(const Tamer *t, Str what) { return t->in.len - t->at >= what.len && memcmp(t->in.at + t->at, what.at, what.len) == 0; }

/* Everything up to and with `end` as it is, but for control characters; to the end of the input when it does not come. */
static void copy_through(Tamer *t, Str end) {
    size_t found = str_find(t->in, end, t->at);
    size_t stop = found == SIZE_MAX ? t->in.len : found + end.len;
    for (; t->at < stop; t->at++) {
        unsigned char c = (unsigned char)t->in.at[t->at];
        text_add_char(&t->out, c < 0x20 && c != '\t' && c != '\n' && c != '\r' ? ' ' : (char)c);
    }
}

/* A document type is left out, line breaks aside: with it go entities, and the bombs made of them. */
static void drop_doctype(Tamer *t) {
    int nested = 0;
    for (; t->at < t->in.len; t->at++) {
        char c = t->in.at[t->at];
        if (c == '\n') text_add_char(&t->out, c);
        if (c == '[') nested++;
        if (c == ']') nested--;
        if (c == '>' && nested <= 0) break;
    }
    if (t->at < t->in.len) t->at++;
}

/* "&amp;" and "&#1234;" are XML's own; every other '&' is text: a name that HTML knows is read with the content. */
static bool is_reference(const Tamer *t) {
    static const char *const names[] = { "amp;", "lt;", "gt;", "quot;", "apos;" };
    Str rest = str_cut(t->in, t->at + 1, t->in.len);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_starts(rest, str_of(names[i]))) return true;
    if (rest.len < 3 || rest.at[0] != '#') return false;
    bool is_hex = rest.at[1] == 'x';
    size_t from = is_hex ? 2 : 1, at = from;
    uint32_t value = 0;
    for (; at < rest.len && at < from + 7; at++) {
        char c = rest.at[at];
        int digit = c >= '0' && c <= '9' ? c - '0' : !is_hex ? -1 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) break;
        value = value * (is_hex ? 16 : 10) + (uint32_t)digit;
    }
    bool is_char = value == '\t' || value == '\n' || value == '\r' || (value >= 0x20 && value < 0xD800) || (value >= 0xE000 && value < 0xFFFE)
        || (value >= 0x10000 && value < 0x110000);
    return at > from && at < rest.len && rest.at[at] == ';' && is_char;
}

static void copy_one(Tamer *t) {
    unsigned char c = (unsigned char)t->in.at[t->at];
    if (c == '&' && !is_reference(t)) text_add(&t->out, S("&amp;"));
    else text_add_char(&t->out, c < 0x20 && c != '\t' && c != '\n' && c != '\r' ? ' ' : (char)c);
    t->at++;
}

/* The parser compares each attribute of an element with all the others. */
static bool has_few_attributes(const Tamer *t) {
    enum { ATTRIBUTES_MOST = 256 };
    int n = 0;
    for (size_t at = t->at + 1; at < t->in.len && !strchr("<>", t->in.at[at]); at++) n += t->in.at[at] == '=';
    return n <= ATTRIBUTES_MOST;
}

/* A '<' that opens no markup is text: "fewer than < 7". */
static bool opens_markup(const Tamer *t) {
    if (t->at + 1 >= t->in.len || !has_few_attributes(t)) return false;
    unsigned char next = (unsigned char)t->in.at[t->at + 1];
    return next == '/' || next == '_' || next == '!' || next == '?' || next >= 0x80 || (next >= 'A' && next <= 'Z') || (next >= 'a' && next <= 'z');
}

/* ---- tags ------------------------------------------------------------------------------------------------------------ */

/* The name at `from`, behind "<" or "</". */
static Str name_at(const Tamer *t, size_t from) {
    size_t end = from;
    while (end < t->in.len && t->in.at[end] && !strchr(" \t\r\n/<>", t->in.at[end])) end++;
    return str_cut(t->in, from, end);
}

/* "<link href='a>b'/>". A '<' ends the look, even between quotes: no character is looked at twice for two tags. */
static bool closes_itself(const Tamer *t) {
    char quote = 0, before = 0;
    for (size_t at = t->at + 1; at < t->in.len && t->in.at[at] != '<'; at++) {
        char c = t->in.at[at];
        if (quote) quote = c == quote ? 0 : quote;
        else if (c == '>') return before == '/';
        else if ((c == '"' || c == '\'') && before == '=') quote = c;
        before = c;
    }
    return false;
}

/* How many elements stand open inside the innermost one called `name`; SIZE_MAX when none near is called so. */
static size_t open_inside(const Tamer *t, Str name) {
    enum { LOOK_MOST = 32 };
    for (size_t up = 0; up < t->open.len && up < LOOK_MOST; up++)
        if (str_eq(t->open.at[t->open.len - 1 - up], name)) return up;
    return SIZE_MAX;
}

/* The parser gives up at the first end of what is not open, with all that it has not handed out yet. So what was left open is closed
 * first ("<description>five <b>hurt</description>"), and an end without a start is left out. */
static void mend_end(Tamer *t) {
    Str name = name_at(t, t->at + 2);
    size_t inside = open_inside(t, name);
    if (inside == SIZE_MAX) {
        while (t->at < t->in.len && t->in.at[t->at] != '>') t->at++;
        t->at += t->at < t->in.len;
        return;
    }
    for (; inside; inside--) {
        text_add(&t->out, S("</"));
        text_add(&t->out, t->open.at[--t->open.len]);
        text_add(&t->out, S(">"));
    }
    t->open.len--;
    copy_one(t);
}

static void tame_tag(Tamer *t) {
    char next = t->in.at[t->at + 1];
    if (next == '/') {
        mend_end(t);
        return;
    }
    if (next != '?' && !closes_itself(t)) *list_add(&t->open, t->arena) = name_at(t, t->at + 1);
    copy_one(t);
}

static Str tame(Str s, Arena *arena) {
    Tamer t = { .in = s, .out = { .arena = arena }, .arena = arena };
    while (t.at < s.len && strchr(" \t\r\n", s.at[t.at]) && s.at[t.at]) t.at++;       /* nothing may stand before the declaration */
    while (t.at < s.len) {
        if (s.at[t.at] != '<') copy_one(&t);
        else if (starts_here(&t, S("<![CDATA["))) copy_through(&t, S("]]>"));
        else if (starts_here(&t, S("<!--"))) copy_through(&t, S("-->"));
        else if (starts_here(&t, S("<!"))) drop_doctype(&t);
        else if (opens_markup(&t)) tame_tag(&t);
        else {
            text_add(&t.out, S("&lt;"));
            t.at++;
        }
    }
    return text_str(&t.out);
}

/* Ill-formed UTF-8: damaged, when most of what is not ASCII is in order; else a text of Windows-1252 that was mislabelled. */
static bool is_mostly_damaged(Str s, size_t n_bad) {
    size_t n_high = 0;
    for (size_t i = 0; i < s.len; i++) n_high += (unsigned char)s.at[i] >= 0x80;
    return 2 * n_bad >= n_high;
}

static Str to_utf8(Str bytes, Arena *arena) {
    size_t n_repaired = 0, bad;
    if (utf8_is_valid(bytes, &bad)) return bytes;           /* also where the declaration says otherwise: chance makes no valid UTF-8 */
    Str name = declared(bytes);
    if (!is_utf8_name(name)) return feed_from_charset(bytes, name, arena);
    Str repaired = utf8_repair(bytes, arena, &n_repaired);
    return is_mostly_damaged(bytes, n_repaired) ? feed_from_charset(bytes, S("windows-1252"), arena) : repaired;
}

Str feed_tame(Str bytes, Arena *arena) {
    bool is_little = false;
    if (is_utf16(bytes, &is_little)) bytes = from_utf16(bytes, is_little, arena);
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) bytes = str_cut(bytes, 3, bytes.len);
    return tame(to_utf8(bytes, arena), arena);
}
