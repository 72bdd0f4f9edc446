/* The words of one comment: without its head, its buttons and counters, without the answers that stand in it and what it quotes. */
#include "page/thread.h"

enum { SMALL_LETTERS = 40, NOISE_LETTERS_MOST = 120, TALK_BYTES_MOST = 60 };

typedef struct {
    Thread *t;
    const Comment *c;
    Writer *w;
    CasusPartRole role;
    bool as_paragraphs;
    bool zoned;                     /* some elements say that they hold the words: only these are read */
    bool quotes;                    /* nothing but a quotation stands in it: then that is what is said */
    size_t first;                   /* number of its first block; 0 for none */
    uint32_t block;                 /* the element whose words the open block holds */
} Words;

static uint32_t end_of(const Words *s, uint32_t n) { return s->t->dom->at[n].end; }

static bool holds(const Words *s, uint32_t n, uint32_t inner) { return inner && inner >= n && inner < end_of(s, n); }

/* Does element n say that it holds the words, and no head besides? */
static bool is_zone(const Words *s, uint32_t n) {
    uint32_t says = s->t->says[n];
    if (!(says & SAYS_TEXT) || says & (SAYS_FORM | SAYS_AUTHOR | SAYS_TIME | SAYS_NOISE) || n == s->c->start) return false;
    DomTag tag = s->t->dom->at[n].tag;
    if (tag == DOM_UL || tag == DOM_OL || tag == DOM_DL || tag == DOM_A || (tag >= DOM_H1 && tag <= DOM_H6)) return false;     /* menus, titles */
    if (s->t->signs[n] & SIGN_MUTE || holds(s, n, s->c->name) || holds(s, n, s->c->when)) return false;
    return letters_in(s->t, n, end_of(s, n)) > 0;
}

/* Never words of the comment: forms, signatures, buttons, pictures' menus. */
static bool is_left_out(const Words *s, uint32_t n) {
    const Thread *t = s->t;
    uint32_t says = t->says[n], letters = letters_in(t, n, end_of(s, n));
    if (t->signs[n] & SIGN_MUTE || dom_is(t->dom, n, DOM_FORM) || dom_is(t->dom, n, DOM_NAV)) return true;
    if (t->signs[n] & SIGN_QUOTE) return !s->quotes;
    if (n == s->c->name) return true;
    if (dom_is(t->dom, n, DOM_TEXT)) return false;
    if (n == s->c->when && letters <= NOISE_LETTERS_MOST) return true;
    if (says & SAYS_FORM && !(says & SAYS_TEXT)) return true;
    if (s->zoned) return says & SAYS_NOISE && !(says & SAYS_TEXT) && letters <= SMALL_LETTERS;
    if (says & SAYS_NOISE && !(says & SAYS_TEXT)) return letters <= NOISE_LETTERS_MOST;
    return t->signs[n] & (SIGN_TIME | SIGN_AUTHOR) && letters <= SMALL_LETTERS * 2;
}

/* ---- blocks -------------------------------------------------------------------------------------------------------------- */

static Str open_words(const Writer *w) { return str_cut(text_str(&w->out), w->start, w->out.len); }

static bool is_talk(const Words *s, Str text) {
    text = str_trim(text);
    if (!text.len || text.len > TALK_BYTES_MOST) return !text.len;
    return is_small_talk(s->t, text) || comments_is_heading(s->t->r, text) || (!s->zoned && text_is_time(s->t->r, text));
}

static void finish(Words *s) {
    if (is_talk(s, open_words(s->w)) && !(s->zoned && !s->first)) {
        writer_forget(s->w);
        return;
    }
    size_t number = writer_finish(s->w, s->role);
    if (!number) return;
    if (s->first && !s->as_paragraphs) writer_join(s->w, s->first);     /* a comment is one block from its first paragraph to its last */
    if (!s->first) s->first = number;
}

/* "Ann Reader wrote:" directly before the quotation goes with it. */
static void meet_quote(Words *s) {
    Str open = str_trim(open_words(s->w));
    bool colon = open.len && open.at[open.len - 1] == ':';
    if (colon && open.len <= TALK_BYTES_MOST * 2 && page_word_in(s->t->r, open, PAGE_COMMENT_SAYS)) writer_forget(s->w);
    finish(s);
}

static void write_text(Words *s, uint32_t n) {
    const DomNode *node = &s->t->dom->at[n];
    uint32_t block = s->t->block[n];
    Str text = str_trim(node->text);
    if (!s->zoned && text.len && text.len <= TALK_BYTES_MOST && is_talk(s, text) && dom_is(s->t->dom, node->parent, DOM_A)) return;
    if (block != s->block && text.len) {
        finish(s);
        s->block = block;
    }
    writer_words(s->w, node->text, node->source, dom_is(s->t->dom, block, DOM_PRE));
}

/* Two breaks in a row make a paragraph. */
static void write_break(Words *s) {
    Str open = open_words(s->w);
    if (open.len && open.at[open.len - 1] == '\n') finish(s);
    else writer_break(s->w);
}

/* ---- the walk ------------------------------------------------------------------------------------------------------------ */

/* Writes the own words in nodes [n, end). */
static void write_range(Words *s, uint32_t n, uint32_t end, uint32_t *answer) {
    while (n < end) {
        uint32_t own = past_answers(s->t, n, end, answer);
        if (own > n) {
            n = own;
            s->block = 0;
            continue;
        }
        if (is_left_out(s, n)) {
            if (s->t->signs[n] & SIGN_QUOTE) meet_quote(s);
            else if (dom_is_block(s->t->dom->at[n].tag)) s->block = 0;
            n = end_of(s, n);
            continue;
        }
        if (dom_is(s->t->dom, n, DOM_TEXT)) write_text(s, n);
        else if (dom_is(s->t->dom, n, DOM_BR)) write_break(s);
        n++;
    }
}

static bool find_zones(Words *s, uint32_t number) {
    uint32_t answer = number + 1, end = s->c->end;
    for (uint32_t n = past_answers(s->t, s->c->start, end, &answer); n < end; n = past_answers(s->t, n + 1, end, &answer))
        if (is_zone(s, n)) return true;
    return false;
}

static void write_all(Words *s, uint32_t number) {
    uint32_t answer = number + 1, end = s->c->end;
    s->block = 0;
    if (!s->zoned) write_range(s, s->c->start + (s->c->end == end_of(s, s->c->start)), end, &answer);
    for (uint32_t n = past_answers(s->t, s->c->start, end, &answer); s->zoned && n < end; n = past_answers(s->t, n, end, &answer)) {
        if (!is_zone(s, n) || s->t->signs[n] & SIGN_QUOTE) {
            n++;
            continue;
        }
        write_range(s, n + 1, end_of(s, n), &answer);
        finish(s);
        n = end_of(s, n);
    }
    finish(s);
}

size_t comment_write(Thread *t, uint32_t number, Writer *w, CasusPartRole role, bool as_paragraphs) {
    Words s = { .t = t, .c = &t->comments.at[number], .w = w, .role = role, .as_paragraphs = as_paragraphs };
    s.zoned = find_zones(&s, number);
    write_all(&s, number);
    if (!s.first && s.zoned) {
        s.zoned = false;
        write_all(&s, number);
    }
    if (s.first) return s.first;
    s.quotes = true;
    write_all(&s, number);
    return s.first;
}
