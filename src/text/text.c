#include "text/text.h"

/* A look-up key longer than this is no word of any table. */
enum { LONGEST_KEY = 160 };

/* "#Osmar" is the word "Osmar". */
static Str without_tag(Str word) { return word.len > 1 && word.at[0] == '#' ? str_cut(word, 1, word.len) : word; }

uint32_t vocabulary_number(const Reading *r, CasusSpan span) {
    char key[LONGEST_KEY];
    size_t n = str_fold_into(without_tag(span_text(r, span)), key, sizeof key);
    return n == SIZE_MAX ? 0 : pack_word(r->pack, (Str){ key, n });
}

const PackRow *row_of(const Reading *r, uint32_t word, Table table) {
    uint32_t state = word ? pack_step(r->pack, PACK_ROOT, word) : 0;
    if (!state) return NULL;
    const PackEntry *entries;
    size_t n = pack_entries(r->pack, state, &entries);
    for (size_t k = 0; k < n; k++)
        if (entries[k].table == table) return pack_row(r->pack, entries[k].row);
    return NULL;
}

/* Tokens and sentences of the bytes [start, end), which belong to one part alone. */
static void read_stretch(Reading *r, Boundaries *boundaries, CasusId part, size_t start, size_t end) {
    Str text = str_cut(r->text, 0, end);
    CasusId first = (CasusId)r->tokens.len, first_sentence = (CasusId)r->sentences.len;
    size_t at = start;
    Word word;
    while (words_next(text, &at, pack_word_rules(r->pack), &word)) {
        CasusToken *token = list_add(&r->tokens, r->keep);
        token->span = (CasusSpan){ word.start, word.end };
        token->shape = word.shape;
        token->word = vocabulary_number(r, token->span);
    }
    if (first == r->tokens.len) return;
    tokens_settle(r, first);
    sentences_add(r, boundaries, part, first, list_last_id(&r->tokens));
    sentences_settle(r, first_sentence);
}

/* Parts that lie in one another, the innermost on top: a reply quoted inside a comment owns its own words. */
typedef struct { LIST_OF(CasusId) open; size_t at; Boundaries *boundaries; } Nest;

static void close_parts_before(Reading *r, Nest *nest, size_t start) {
    while (nest->open.len) {
        CasusId part = nest->open.at[nest->open.len - 1];
        size_t end = r->parts.at[part].span.end;
        if (end > start) return;
        if (nest->at < end) read_stretch(r, nest->boundaries, part, nest->at, end);
        if (nest->at < end) nest->at = end;
        nest->open.len--;
    }
}

static void open_part(Reading *r, Nest *nest, CasusId part) {
    size_t start = r->parts.at[part].span.start;
    if (nest->open.len && nest->at < start) read_stretch(r, nest->boundaries, nest->open.at[nest->open.len - 1], nest->at, start);
    if (nest->at < start) nest->at = start;
    *list_add(&nest->open, r->scratch) = part;
}

void text_learn(Reading *r, const Teacher *teacher) {
    Nest nest = { .boundaries = boundaries_new(r, teacher) };
    for (CasusId part = 1; part < r->parts.len; part++) {
        close_parts_before(r, &nest, r->parts.at[part].span.start);
        open_part(r, &nest, part);
    }
    close_parts_before(r, &nest, r->text.len);
}

void text_read(Reading *r) { text_learn(r, NULL); }
