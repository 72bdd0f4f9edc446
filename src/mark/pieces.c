#include "mark/pieces.h"

#include "base/utf8.h"

enum { WORD_MOST = 100 /* characters; a longer one is unknown */, LETTERS_MOST = (WORD_MOST + 1) * 4 * CHAR_PLAIN_MOST };

size_t pieces_slots(size_t n) {
    size_t slots = 64;
    while (slots < 2 * n) slots *= 2;
    return slots;
}

void pieces_index(Pieces *p) {
    for (size_t k = 0; k < p->n; k++) {
        size_t slot = str_hash(p->pieces[k]) & p->mask;
        while (p->slots[slot]) slot = (slot + 1) & p->mask;
        p->slots[slot] = (uint32_t)k + 1;
    }
}

/* Number of the piece + 1; 0 when there is none. */
static uint32_t find(const Pieces *p, Str piece) {
    for (size_t slot = str_hash(piece) & p->mask; p->slots[slot]; slot = (slot + 1) & p->mask)
        if (str_eq(p->pieces[p->slots[slot] - 1], piece)) return p->slots[slot];
    return 0;
}

bool pieces_named(const Pieces *p, Str piece, uint16_t *number) {
    uint32_t found = find(p, piece);
    if (found) *number = (uint16_t)(found - 1);
    return found != 0;
}

/* The longest piece at the start of letters[at, len); *end is where it ends. The two bytes before `at` may be overwritten. */
static uint32_t longest(const Pieces *p, char *letters, size_t at, size_t len, bool inside, size_t *end) {
    char *from = letters + at;
    if (inside) from -= 2, memcpy(from, "##", 2);
    for (*end = len; *end > at; --*end) {
        if (((unsigned char)letters[*end] & 0xC0) == 0x80) continue;        /* not inside a character */
        uint32_t found = find(p, (Str){ from, (size_t)(letters + *end - from) });
        if (found) return found;
    }
    return 0;
}

/* A stretch without punctuation: greedy from the left; one unknown piece when a part of it is in no table. */
static size_t cut(const Pieces *p, char *letters, size_t len, size_t n_characters, uint16_t *out, size_t room) {
    char work[LETTERS_MOST + 8];
    size_t n = 0, end;
    memcpy(work + 2, letters, len);
    work[2 + len] = 0;
    for (size_t at = 0; at < len; at = end - 2) {
        char kept[2] = { work[at], work[at + 1] };
        uint32_t found = n_characters > WORD_MOST ? 0 : longest(p, work, at + 2, len + 2, at > 0, &end);
        memcpy(work + at, kept, 2);
        if (!found) return out[0] = p->unknown, 1;
        if (n == room) return n;
        out[n++] = (uint16_t)(found - 1);
    }
    return n;
}

typedef struct { char letters[LETTERS_MOST + 4]; size_t len, n_characters; } Stretch;

static size_t finish(const Pieces *p, Stretch *s, uint16_t *out, size_t room) {
    size_t n = s->len && room ? cut(p, s->letters, s->len, s->n_characters, out, room) : 0;
    s->len = s->n_characters = 0;
    return n;
}

size_t pieces_of(const Pieces *p, Str word, uint16_t out[PIECES_MOST]) {
    Stretch s = { .len = 0 };
    size_t n = 0;
    for (size_t at = 0; at < word.len && n < PIECES_MOST;) {
        uint32_t c = utf8_next(word, &at);
        if (char_is_control(c)) continue;
        bool alone = char_is_punctuation(c) || char_is_ideograph(c), blank = char_is_space(c);
        if (alone || blank) n += finish(p, &s, out + n, PIECES_MOST - n);
        if (blank) continue;
        if (s.n_characters++ <= WORD_MOST) s.len += char_plain(c, s.letters + s.len);
        if (alone) n += finish(p, &s, out + n, PIECES_MOST - n);
    }
    n += finish(p, &s, out + n, PIECES_MOST - n);
    if (!n) out[n++] = p->unknown;
    return n;
}

Casing casing_of(Str word) {
    size_t n_letters = 0, n_upper = 0;
    bool first_upper = false;
    for (size_t at = 0; at < word.len;) {
        uint32_t c = utf8_next(word, &at);
        bool upper = char_is_upper(c);
        if (!upper && !char_is_lower(c)) continue;
        if (!n_letters++) first_upper = upper;
        n_upper += upper;
    }
    if (!n_letters) return CASING_NONE;
    if (!n_upper) return CASING_LOWER;
    if (n_upper == n_letters && n_letters > 1) return CASING_UPPER;
    return first_upper && n_upper == 1 ? CASING_CAPITAL : CASING_MIXED;
}
