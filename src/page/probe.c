/* What the bytes are: text or not, in which encoding, HTML or plain. File names are not asked. */
#include "page/blocks.h"

enum { LOOKED_AT = 4096 };
static const uint32_t REPLACEMENT = 0xFFFD;

static bool is_control(uint32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B) || c == 0x7F;
}

int probe_control_percent(Str decoded) {
    size_t n = 0, controls = 0;
    for (size_t at = 0; at < decoded.len && n < LOOKED_AT * 4; n++) controls += is_control(utf8_next(decoded, &at));
    return n ? (int)(controls * 100 / n) : 0;
}

/* ---- encodings --------------------------------------------------------------------------------------------------- */

typedef enum { UTF_8, UTF_16_LE, UTF_16_BE, WINDOWS_1252 } Encoding;

/* UTF-16 without a byte order mark: of European text every other byte is zero. */
static Encoding zeros_tell(Str bytes) {
    size_t n = (bytes.len < LOOKED_AT ? bytes.len : LOOKED_AT) & ~(size_t)1, zeros[2] = { 0, 0 };
    for (size_t k = 0; k < n; k++) zeros[k & 1] += bytes.at[k] == 0;
    if (n < 4) return UTF_8;
    if (zeros[1] * 2 > n * 3 / 4 && zeros[0] * 20 < n) return UTF_16_LE;
    if (zeros[0] * 2 > n * 3 / 4 && zeros[1] * 20 < n) return UTF_16_BE;
    return UTF_8;
}

/* Bytes of the well-formed sequence that starts at k beyond ASCII; 0 for ASCII, -1 for an ill-formed byte. */
static int sequence_at(Str s, size_t k) {
    if ((unsigned char)s.at[k] < 0x80) return 0;
    size_t at = k;
    uint32_t c = utf8_next(s, &at);
    return c == REPLACEMENT && at - k == 1 ? -1 : (int)(at - k);
}

/* Ill-formed UTF-8: damaged, when most of what is not ASCII is in order or only the last character is cut; else Windows-1252. */
static Encoding damaged_or_1252(Str bytes) {
    size_t good = 0, bad = 0;
    for (size_t k = 0; k < bytes.len;) {
        int n = sequence_at(bytes, k);
        good += n > 0;
        bad += n < 0 && bytes.len - k > 3;
        k += n > 0 ? (size_t)n : 1;
    }
    return good >= bad ? UTF_8 : WINDOWS_1252;
}

static Str decode_utf16(Str bytes, bool little, Arena *keep, bool *repaired) {
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
            *repaired = true;
            if (is_low) continue;
        }
        high = is_high ? c : 0;
        if (!is_high) text_add(&out, (Str){ utf8, utf8_put(c, utf8) });
    }
    if (high || bytes.len % 2) *repaired = true;
    return text_str(&out);
}

/* Bytes 0x80 to 0x9F; 0 where Windows-1252 has no character. Source: unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT */
static const uint16_t windows_1252[32] = {
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
};

static Str decode_1252(Str bytes, Arena *keep) {
    Text out = { .arena = keep };
    char utf8[4];
    for (size_t k = 0, from = 0; k <= bytes.len; k++) {
        if (k < bytes.len && (unsigned char)bytes.at[k] < 0x80) continue;
        text_add(&out, str_cut(bytes, from, k));
        if (k == bytes.len) break;
        uint32_t c = (unsigned char)bytes.at[k];
        if (c < 0xA0) c = windows_1252[c - 0x80] ? windows_1252[c - 0x80] : REPLACEMENT;
        text_add(&out, (Str){ utf8, utf8_put(c, utf8) });
        from = k + 1;
    }
    return text_str(&out);
}

static Str repair(Reading *r, Str bytes) {
    size_t n = 0;
    Str text = utf8_repair(bytes, r->keep, &n);
    if (n) note(r, (CasusSpan){ 0, 0 }, str_format(r->keep, "%zu ill-formed bytes of UTF-8 replaced by U+FFFD", n).at);
    return n ? text : str_copy(text, r->keep);
}

static Encoding encoding_of(Str bytes, size_t *mark) {
    *mark = 0;
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) return *mark = 3, UTF_8;
    if (str_starts(bytes, S("\xFF\xFE"))) return *mark = 2, UTF_16_LE;
    if (str_starts(bytes, S("\xFE\xFF"))) return *mark = 2, UTF_16_BE;
    Encoding told = zeros_tell(bytes);
    if (told != UTF_8) return told;
    return utf8_is_valid(bytes, NULL) ? UTF_8 : damaged_or_1252(bytes);
}

Str probe_decode(Reading *r, Str bytes) {
    if (r->page->format != CASUS_FORMAT_PROBE) return repair(r, bytes);      /* came as a string: an encoding was settled before */
    size_t mark;
    Encoding encoding = encoding_of(bytes, &mark);
    bytes = str_cut(bytes, mark, bytes.len);
    if (encoding == UTF_8) return repair(r, bytes);
    if (encoding == WINDOWS_1252) {
        note(r, (CasusSpan){ 0, 0 }, "not UTF-8; read as Windows-1252");
        return decode_1252(bytes, r->keep);
    }
    bool repaired = false;
    Str text = decode_utf16(bytes, encoding == UTF_16_LE, r->keep, &repaired);
    if (!mark) note(r, (CasusSpan){ 0, 0 }, "read as UTF-16 by its zero bytes");
    if (repaired) note(r, (CasusSpan){ 0, 0 }, "half characters of UTF-16 replaced by U+FFFD");
    return text;
}

/* ---- HTML or plain ----------------------------------------------------------------------------------------------- */

/* Lower case of the tag name after '<' or '</'; bytes taken, 0 when there is none or it is longer than any we know. */
static size_t tag_name(Str html, size_t at, char name[16]) {
    size_t n = 0;
    if (at < html.len && html.at[at] == '/') at++;
    for (; at < html.len && n < 15; at++, n++) {
        char c = html.at[at];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (!((c >= 'a' && c <= 'z') || (n && c >= '0' && c <= '9'))) break;
        name[n] = c;
    }
    name[n] = 0;
    return n;
}

static bool is_one_of(const char *name, const char *const *names) {
    for (; *names; names++)
        if (strcmp(name, *names) == 0) return true;
    return false;
}

bool probe_is_html(Str decoded) {
    static const char *const certain[] = { "html", "head", "body", NULL };
    static const char *const likely[] = { "p", "div", "br", "h1", "h2", "h3", "ul", "ol", "li", "table", "tr", "td", "article", "section",
                                          "title", "meta", "link", "script", "style", "span", "blockquote", NULL };
    Str start = str_cut(decoded, 0, decoded.len < LOOKED_AT ? decoded.len : LOOKED_AT);
    int n_likely = 0;
    char name[16];
    for (size_t at = str_find(start, S("<"), 0); at < start.len; at = str_find(start, S("<"), at + 1)) {
        if (at + 9 < start.len && start.at[at + 1] == '!' && tag_name(start, at + 2, name) && strcmp(name, "doctype") == 0) return true;
        if (!tag_name(start, at + 1, name)) continue;
        if (is_one_of(name, certain)) return true;
        n_likely += is_one_of(name, likely);
        if (n_likely >= 3) return true;
    }
    return false;
}
