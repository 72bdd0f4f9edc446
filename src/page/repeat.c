/* What a page shows twice is written once: a sentence of the body drawn out in large letters, a teaser that stands in two boxes. */
#include <stdlib.h>

#include "page/passages.h"

enum { WINDOW = 5, WORDS_LEAST = 6, SIGNATURE_MOST = 6 /* "Ann Reader, doctor" below a pull quote */ };

typedef struct { uint64_t *at; size_t mask; } Seen;
typedef struct { size_t n, n_new, first_new; } Share;                   /* windows: all, those not seen, the first of them */
typedef struct { uint64_t words[WINDOW]; size_t n; } Window;

static bool may_repeat(const Passage *p) {
    bool apart = p->role == CASUS_PART_EMBED || p->role == CASUS_PART_CAPTION || p->role == CASUS_PART_STANDFIRST;
    return p->chosen && !p->heading && !apart;
}

/* Adds the next word of the text, whatever its case and the marks around it; false at the end. */
static bool next_word(Str text, size_t *at, Window *w) {
    uint64_t hash = 0;
    while (*at < text.len) {
        size_t before = *at;
        uint32_t c = utf8_next(text, at);
        if (char_is_letter(c) || char_is_digit(c)) hash = (hash ? hash ^ (c < 0x80 ? c | 32 : c) : c | 32) * 1099511628211u;
        else if (hash) {
            *at = before;
            break;
        }
    }
    if (hash) w->words[w->n++ % WINDOW] = hash;
    return hash != 0;
}

static uint64_t hash_of(const Window *w) {
    uint64_t hash = 1469598103934665603u;
    for (size_t k = 0; k < WINDOW; k++) hash = (hash ^ w->words[(w->n + k) % WINDOW]) * 1099511628211u;
    return hash ? hash : 1;
}

static uint64_t *slot_of(const Seen *seen, uint64_t hash) {
    size_t k = (hash >> 20) & seen->mask;
    while (seen->at[k] && seen->at[k] != hash) k = (k + 1) & seen->mask;
    return &seen->at[k];
}

static Share share_of(const Seen *seen, const Passage *p) {
    Window w = { .n = 0 };
    Share share = { 0, 0, 0 };
    for (size_t at = 0; next_word(p->text, &at, &w);) {
        if (w.n < WINDOW) continue;
        if (!*slot_of(seen, hash_of(&w)) && !share.n_new++) share.first_new = share.n;
        share.n++;
    }
    return share;
}

static bool is_repeated(const Seen *seen, const Passage *p) {
    Share share = share_of(seen, p);
    if (!share.n_new) return share.n > 0;
    bool signed_below = share.first_new + share.n_new == share.n && share.n_new <= SIGNATURE_MOST;
    return p->role == CASUS_PART_QUOTE && signed_below && share.n > share.n_new * 2;
}

static void add_windows(const Seen *seen, const Passage *p) {
    Window w = { .n = 0 };
    for (size_t at = 0; next_word(p->text, &at, &w);)
        if (w.n >= WINDOW) {
            uint64_t hash = hash_of(&w);
            *slot_of(seen, hash) = hash;
        }
}

/* The longer first, of two as long the one that stands first: what is shorter is drawn from it. */
static int compare_lengths(const void *a, const void *b) {
    const Passage *x = *(const Passage *const *)a, *y = *(const Passage *const *)b;
    if (x->n_words != y->n_words) return x->n_words < y->n_words ? 1 : -1;
    return (x->start > y->start) - (x->start < y->start);
}

/* The name below a pull quote goes with it. */
static void drop_signature(const Passages *passages, size_t k) {
    const Passage *quote = &passages->at[k];
    if (k + 1 >= passages->len) return;
    Passage *p = &passages->at[k + 1];
    if (quote->role == CASUS_PART_QUOTE && p->role == CASUS_PART_QUOTE && p->n_words <= SIGNATURE_MOST && (p->home == quote->home || p->node == quote->home))
        p->chosen = false;
}

void passages_write_once(Reading *r, const Passages *passages) {
    Passage **order = arena_array(r->scratch, passages->len + 1, sizeof *order);
    size_t n = 0, n_words = 0, room = 16;
    for (size_t k = 0; k < passages->len; k++) {
        if (!may_repeat(&passages->at[k])) continue;
        order[n++] = &passages->at[k];
        Window w = { .n = 0 };
        for (size_t at = 0; next_word(passages->at[k].text, &at, &w);) n_words++;
    }
    while (room < n_words * 2) room *= 2;
    Seen seen = { arena_array(r->scratch, room, sizeof *seen.at), room - 1 };
    if (n) qsort(order, n, sizeof *order, compare_lengths);
    for (size_t k = 0; k < n; k++) {
        if (order[k]->n_words >= WORDS_LEAST && is_repeated(&seen, order[k])) {
            order[k]->chosen = false;
            drop_signature(passages, (size_t)(order[k] - passages->at));
        } else add_windows(&seen, order[k]);
    }
}
