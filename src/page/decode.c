/* The bytes in UTF-8. Who is believed, in this order (html.spec.whatwg.org, "Determining the character encoding", with one addition):
 *   1. a byte order mark                                     also of UTF-32, which the standard leaves out
 *   2. the bytes, where they cannot be anything else: UTF-8 beyond ASCII, zeros at every other byte (UTF-16 without a mark). Not in the
 *      standard, but nothing else looks so by chance, and labels are often wrong
 *   3. the transport (Content-Type: ...; charset=)
 *   4. the page itself (XML declaration, meta element); it cannot say UTF-16, since it was read to be heard
 *   5. a guess by the look of the words; see guess.c
 * Text that was handed over as a string was decoded before; it is only repaired. */
#include "page/blocks.h"
#include "page/encoding.h"

enum { LOOKED_AT = 4096 };
static const uint32_t REPLACEMENT = 0xFFFD;
static const CasusSpan whole = { 0, 0 };

/* ---- UTF-8 that is not quite ------------------------------------------------------------------------------------------ */

typedef struct { size_t n_stray, n_bad, n_halves, n_joined; } Repairs;

/* A surrogate written as if it were a character (CESU-8, WTF-8): three bytes ED A0..BF 80..BF. 0 when there is none. */
static uint32_t surrogate_at(Str s, size_t at) {
    if (s.len - at < 3 || (unsigned char)s.at[at] != 0xED) return 0;
    unsigned char b = (unsigned char)s.at[at + 1], c = (unsigned char)s.at[at + 2];
    if (b < 0xA0 || b > 0xBF || c < 0x80 || c > 0xBF) return 0;
    return 0xD000u | (uint32_t)(b & 0x3F) << 6 | (c & 0x3F);
}

/* A pair is the character it stands for; half of one cannot stand in a text. Bytes taken. */
static size_t repair_surrogate(Str s, size_t at, uint32_t first, uint32_t *c, Repairs *n) {
    uint32_t second = s.len - at > 3 ? surrogate_at(s, at + 3) : 0;
    bool is_pair = first < 0xDC00 && second >= 0xDC00;
    *c = is_pair ? 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00) : REPLACEMENT;
    n->n_joined += is_pair;
    n->n_halves += !is_pair;
    return is_pair ? 6 : 3;
}

static bool continues(Str s, size_t at) { return at < s.len && ((unsigned char)s.at[at] & 0xC0) == 0x80; }

/* A byte of Windows-1252 between characters of UTF-8, or what is left of a damaged character: that has its other bytes beside it, is
 * cut by the end, or begins as most accented letters do (C2, C3). */
static uint32_t repair_byte(Str s, size_t at, Repairs *n) {
    unsigned char byte = (unsigned char)s.at[at];
    bool is_left_over = byte == 0xC2 || byte == 0xC3 || at + 3 >= s.len || (byte >= 0xC0 && continues(s, at + 1)) || (at && (unsigned char)s.at[at - 1] >= 0xC0);
    uint32_t c = windows_1252_char(byte);
    if (is_left_over || !c) return n->n_bad++, REPLACEMENT;
    n->n_stray++;
    return c;
}

static Str repaired(Str s, Arena *keep, Repairs *n) {
    Text out = { .arena = keep };
    char utf8[4];
    size_t from = 0;
    for (size_t at = 0; at < s.len;) {
        size_t start = at, next = at;
        uint32_t c = utf8_next(s, &next);
        at = next;
        if (c != REPLACEMENT || next - start != 1) continue;
        text_add(&out, str_cut(s, from, start));
        uint32_t half = surrogate_at(s, start);
        if (half) at = start + repair_surrogate(s, start, half, &c, n);
        else c = repair_byte(s, start, n);
        text_add(&out, (Str){ utf8, utf8_put(c, utf8) });
        from = at;
    }
    text_add(&out, str_cut(s, from, s.len));
    return text_str(&out);
}

static void note_count(Reading *r, size_t n, const char *what) {
    if (n) note(r, whole, str_format(r->keep, "%zu %s", n, what).at);
}

static Str repair(Reading *r, Str bytes) {
    if (utf8_is_valid(bytes, NULL)) return str_copy(bytes, r->keep);
    Repairs n = { 0 };
    Str text = repaired(bytes, r->keep, &n);
    note_count(r, n.n_bad, "ill-formed bytes of UTF-8 replaced by U+FFFD");
    note_count(r, n.n_stray, "bytes between UTF-8 read as Windows-1252");
    note_count(r, n.n_joined, "surrogate pairs written as UTF-8 joined");
    note_count(r, n.n_halves, "lone surrogates replaced by U+FFFD");
    return text;
}

/* Text that was handed over as a string, and held halves of characters. */
static bool has_only_halves(Str bytes) {
    for (size_t at = 0; at < bytes.len;) {
        size_t start = at;
        bool is_bad = utf8_next(bytes, &at) == REPLACEMENT && at - start == 1;
        if (is_bad && !surrogate_at(bytes, start)) return false;
        if (is_bad) at = start + 3;
    }
    return true;
}

/* ---- UTF-16 ------------------------------------------------------------------------------------------------------------ */

static Str decode_utf16(Str bytes, bool little, Arena *keep, size_t *n_halves) {
    Text out = { .arena = keep };
    char utf8[4];
    uint32_t high = 0;
    for (size_t k = 0; k + 1 < bytes.len; k += 2) {
        unsigned char a = (unsigned char)bytes.at[k], b = (unsigned char)bytes.at[k + 1];
        uint32_t c = little ? (uint32_t)(b << 8 | a) : (uint32_t)(a << 8 | b);
        bool is_low = c >= 0xDC00 && c < 0xE000, is_high = c >= 0xD800 && c < 0xDC00;
        if (is_low && high) c = 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00);
        else if (high || is_low) {
            text_add(&out, (Str){ utf8, utf8_put(REPLACEMENT, utf8) });
            ++*n_halves;
            if (is_low) continue;
        }
        high = is_high ? c : 0;
        if (!is_high) text_add(&out, (Str){ utf8, utf8_put(c, utf8) });
    }
    *n_halves += high || bytes.len % 2;
    return text_str(&out);
}

static Str read_utf16(Reading *r, Str bytes, bool little) {
    size_t n_halves = 0;
    Str text = decode_utf16(bytes, little, r->keep, &n_halves);
    note_count(r, n_halves, "half characters of UTF-16 replaced by U+FFFD");
    return text;
}

/* Shares of zero bytes at even and odd places: of European text every other byte is zero. */
static bool zeros_tell(Str bytes, bool *little) {
    size_t n = (bytes.len < LOOKED_AT ? bytes.len : LOOKED_AT) & ~(size_t)1, zeros[2] = { 0, 0 };
    for (size_t k = 0; k < n; k++) zeros[k & 1] += bytes.at[k] == 0;
    *little = zeros[1] > zeros[0];
    return n >= 4 && zeros[*little] * 2 > n * 3 / 4 && zeros[!*little] * 20 < n;
}

/* ---- who is believed --------------------------------------------------------------------------------------------------- */

/* Most of what is not ASCII is in order, or only the last character is cut: UTF-8 that was damaged. */
static bool is_mostly_utf8(Str bytes) {
    size_t good = 0, bad = 0;
    for (size_t k = 0; k < bytes.len;) {
        size_t at = k;
        bool is_ascii = (unsigned char)bytes.at[k] < 0x80, is_bad = utf8_next(bytes, &at) == REPLACEMENT && at - k == 1;
        bool is_half = is_bad && surrogate_at(bytes, k);
        good += (!is_ascii && !is_bad) || is_half;
        bad += is_bad && !is_half && bytes.len - k > 3;
        k = is_half ? k + 3 : at;
    }
    return good >= bad;
}

static const char *name_of(const Reading *r, Encoding encoding) { return str_copy(encoding.name, r->keep).at; }

static Str read_in(Reading *r, Encoding encoding, Str bytes) {
    Str text;
    size_t n_bad;
    if (!encoding_convert(r, encoding, bytes, &text, &n_bad)) {
        note(r, whole, str_format(r->keep, "%s is not known to this machine's iconv; read as UTF-8 as far as it goes", name_of(r, encoding)).at);
        return repair(r, bytes);
    }
    if (n_bad) note_count(r, n_bad, str_format(r->keep, "places that mean nothing in %s replaced by U+FFFD", name_of(r, encoding)).at);
    return text;
}

/* Whoever says so, the transport or the page; a label that no table has is passed over with a note. */
static Encoding labelled(Reading *r, Str label) {
    Encoding encoding = encoding_by_label(r, label);
    if (label.len && !encoding.row)
        note(r, whole, str_format(r->keep, "the encoding '%.*s' is not known", (int)(label.len < 40 ? label.len : 40), label.at).at);
    return encoding;
}

static Encoding told_encoding(Reading *r, Str bytes) {
    Encoding encoding = labelled(r, r->page->charset);
    if (encoding.row) return encoding;
    Encoding own = labelled(r, encoding_declared(bytes));
    bool is_wide = own.row && own.row->cell[ENCODING_GUESS] == ENCODING_GUESS_WIDE;
    return is_wide ? encoding_by_label(r, S("utf-8")) : own;
}

static Str read_guessed(Reading *r, Str bytes) {
    Encoding encoding = encoding_guess(r, bytes);
    if (!encoding.row) encoding = encoding_by_label(r, S("windows-1252"));
    note(r, whole, str_format(r->keep, "no encoding is given, and it is not UTF-8; guessed: %s", name_of(r, encoding)).at);
    return read_in(r, encoding, bytes);
}

/* Not UTF-8, not marked. */
static Str read_told(Reading *r, Str bytes) {
    bool little;
    if (zeros_tell(bytes, &little)) {
        note(r, whole, "read as UTF-16 by its zero bytes");
        return read_utf16(r, bytes, little);
    }
    Encoding encoding = told_encoding(r, bytes);
    bool is_utf8 = encoding.row && str_eq(encoding.iconv, S("UTF-8"));
    if (encoding.row && !is_utf8) return read_in(r, encoding, bytes);
    if (is_mostly_utf8(bytes)) return repair(r, bytes);
    if (is_utf8) note(r, whole, "called UTF-8, which it is not");
    return read_guessed(r, bytes);
}

/* ASCII says the same in every encoding but those that switch by ESC; beyond it a label of another encoding was wrong. */
static Str read_utf8(Reading *r, Str bytes) {
    Encoding encoding = told_encoding(r, bytes);
    bool is_ascii = utf8_count(bytes) == bytes.len, is_other = encoding.row && !str_eq(encoding.iconv, S("UTF-8"));
    if (is_ascii && is_other && memchr(bytes.at, 0x1B, bytes.len)) return read_in(r, encoding, bytes);
    if (!is_ascii && is_other)
        note(r, whole, str_format(r->keep, "called %s, but it is UTF-8", name_of(r, encoding)).at);
    return str_copy(bytes, r->keep);
}

Str decode_page(Reading *r, Str bytes) {
    bool little;
    if (r->page->format == CASUS_FORMAT_TEXT && str_is_empty(r->page->charset)) return repair(r, bytes);
    if (r->page->format != CASUS_FORMAT_PROBE && str_is_empty(r->page->charset) && (utf8_is_valid(bytes, NULL) || has_only_halves(bytes))) return repair(r, bytes);
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) return repair(r, str_cut(bytes, 3, bytes.len));
    if (str_starts(bytes, S("\xFF\xFE\0\0")) && bytes.len % 4 == 0) return read_in(r, encoding_by_label(r, S("utf-32le")), str_cut(bytes, 4, bytes.len));
    if (str_starts(bytes, S("\0\0\xFE\xFF")) && bytes.len % 4 == 0) return read_in(r, encoding_by_label(r, S("utf-32be")), str_cut(bytes, 4, bytes.len));
    if (str_starts(bytes, S("\xFF\xFE"))) return read_utf16(r, str_cut(bytes, 2, bytes.len), true);
    if (str_starts(bytes, S("\xFE\xFF"))) return read_utf16(r, str_cut(bytes, 2, bytes.len), false);
    if (zeros_tell(bytes, &little) || !utf8_is_valid(bytes, NULL)) return read_told(r, bytes);
    return read_utf8(r, bytes);
}

/* ---- what is kept, but should be known ---------------------------------------------------------------------------------- */

/* Embeddings, overrides and isolates: with them a line can be made to look another way than it reads. Marks of direction alone (U+200E)
 * are ordinary in names. Source: unicode.org/reports/tr9 */
static bool turns_direction(uint32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

static void note_span(Reading *r, CasusSpan span, size_t n, const char *what) {
    if (n) note(r, span, str_format(r->keep, "%zu %s", n, what).at);
}

static size_t count_zeros(Str s) {
    size_t n = 0;
    for (const char *at = s.at, *end = at + s.len; s.len && at < end && (at = memchr(at, 0, (size_t)(end - at))); at++) n++;
    return n;
}

void decode_note_oddities(Reading *r) {
    CasusSpan turned = { 0, 0 }, zero = { 0, 0 };
    size_t n_turns = 0, n_zeros = 0;
    for (size_t at = 0; at < r->text.len;) {
        size_t start = at;
        if (r->text.at[at] && (unsigned char)r->text.at[at] != 0xE2) {
            at++;
            continue;
        }
        uint32_t c = utf8_next(r->text, &at);
        CasusSpan *span = c ? &turned : &zero;
        size_t *n = c ? &n_turns : &n_zeros;
        if (c && !turns_direction(c)) continue;
        if (!*n) span->start = (uint32_t)start;
        span->end = (uint32_t)at;
        ++*n;
    }
    note_span(r, turned, n_turns, "controls of direction: what is seen may not be what is written");
    note_span(r, zero, n_zeros, "NUL characters");
    size_t n_left_out = count_zeros(r->decoded);
    if (n_left_out > n_zeros) note_count(r, n_left_out - n_zeros, "NUL characters of the page are left out of the text, as browsers do");
}
