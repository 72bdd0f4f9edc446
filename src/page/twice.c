/* Text encoded twice: bytes of UTF-8 that were taken for Windows-1252 (or ISO-8859-1) and written as UTF-8 again, so that an é reads as Ã©.
 * A page may hold it in places only: a comment, a caption that came by another way. Nobody writes so, but single characters may stand
 * together by chance; what begins such a sequence must hardly ever stand in the page without one. */
#include "page/blocks.h"
#include "page/encoding.h"

enum { FEWEST = 3, LEADS_FROM = 0xC2, LEADS_TO = 0xF4, N_LEADS = LEADS_TO - LEADS_FROM + 1, NINE_IN_TEN = 9 };

typedef struct { size_t n_seen[N_LEADS], n_twice[N_LEADS]; } Leads;

static bool is_lead(unsigned byte) { return byte >= LEADS_FROM && byte <= LEADS_TO; }

/* The character whose bytes stand here as characters, and *at behind them; 0: none. */
static uint32_t twice_at(Str text, size_t *at) {
    char bytes[4];
    size_t n = 0, next = *at;
    do {
        unsigned byte = windows_1252_byte(utf8_next(text, &next));
        if (n ? byte < 0x80 || byte > 0xBF : !is_lead(byte)) return 0;
        bytes[n++] = (char)byte;
    } while (n < sizeof bytes && next < text.len && n < (size_t)((unsigned char)bytes[0] < 0xE0 ? 2 : (unsigned char)bytes[0] < 0xF0 ? 3 : 4));
    Str once = { bytes, n };
    if (n < 2 || !utf8_is_valid(once, NULL)) return 0;
    *at = next;
    n = 0;
    return utf8_next(once, &n);
}

static void count(Str text, Leads *leads) {
    for (size_t at = 0; at < text.len;) {
        if ((unsigned char)text.at[at] < 0x80) {
            at++;
            continue;
        }
        size_t next = at;
        unsigned byte = windows_1252_byte(utf8_next(text, &next));
        if (is_lead(byte)) {
            leads->n_seen[byte - LEADS_FROM]++;
            leads->n_twice[byte - LEADS_FROM] += twice_at(text, &at) != 0;
        }
        if (at < next) at = next;
    }
}

static size_t written_once(Str text, const Leads *leads, Text *out) {
    size_t n = 0, from = 0;
    char utf8[4];
    for (size_t at = 0; at < text.len;) {
        size_t start = at, next = at;
        if ((unsigned char)text.at[at] < 0x80) {
            at++;
            continue;
        }
        unsigned byte = windows_1252_byte(utf8_next(text, &next));
        bool is_one = is_lead(byte) && leads->n_twice[byte - LEADS_FROM];
        uint32_t c = is_one ? twice_at(text, &at) : 0;
        if (!c) {
            at = next;
            continue;
        }
        text_add(out, str_cut(text, from, start));
        text_add(out, (Str){ utf8, utf8_put(c, utf8) });
        from = at;
        n++;
    }
    text_add(out, str_cut(text, from, text.len));
    return n;
}

Str twice_undo(Reading *r, Str text) {
    Leads leads = { 0 };
    size_t n = 0;
    count(text, &leads);
    for (size_t k = 0; k < N_LEADS; k++) {
        if (leads.n_twice[k] * 10 < leads.n_seen[k] * NINE_IN_TEN) leads.n_twice[k] = 0;
        n += leads.n_twice[k];
    }
    if (n < FEWEST) return text;
    Text out = { .arena = r->keep };
    n = written_once(text, &leads, &out);
    note(r, (CasusSpan){ 0, 0 }, str_format(r->keep, "%zu characters were encoded twice; read as what they were", n).at);
    return text_str(&out);
}
