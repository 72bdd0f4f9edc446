#include "mark/learned.h"

#include <math.h>

#include "mark/heads.h"
#include "mark/mark.h"
#include "mark/parse.h"
#include "mark/said.h"

/* A stretch is what the encoder sees at once: a sentence, or a part of one that is too long. Every stretch has a row for its root and one
 * for each word, one behind the other. No stretch is padded, so batches need no sorting by length. */
enum { BATCH_PIECES = 1024, ROOM_PIECES = BATCH_PIECES + SENTENCE_PIECES + 2 };
typedef struct { CasusId first, sentence; uint32_t n, row; } Stretch;
typedef struct {
    Reading *r; const Model *model;
    const uint8_t *beside;
    Stretch stretches[BATCH_PIECES]; size_t n_stretches;
    uint32_t start[BATCH_PIECES + 1];           /* first piece of each stretch */
    uint16_t piece[ROOM_PIECES]; uint8_t casing[ROOM_PIECES];
    uint32_t from[ROOM_PIECES], to[ROOM_PIECES];        /* the pieces of each row */
    uint32_t n_rows, n_pieces;
} Batching;

static float *floats(Batching *b, size_t n, size_t width) { return arena_array(b->r->scratch, n * width, sizeof(float)); }

static size_t greatest(const float *x, size_t n) {
    size_t best = 0;
    for (size_t k = 1; k < n; k++)
        if (x[k] > x[best]) best = k;
    return best;
}

static float *apply(Batching *b, const Matrix *m, const float *x, size_t n) {
    float *y = floats(b, n, (size_t)m->out);
    matrix_apply(m, x, n, y, b->r->scratch);
    return y;
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

/* A word is the mean of its pieces. */
static float *rows_of(Batching *b, const float *x) {
    size_t width = (size_t)b->model->encoder.width;
    float *rows = floats(b, b->n_rows, width);
    for (uint32_t w = 0; w < b->n_rows; w++) {
        float *row = rows + w * width;
        for (uint32_t p = b->from[w]; p < b->to[w]; p++)
            for (size_t k = 0; k < width; k++) row[k] += x[p * width + k];
        for (size_t k = 0; k < width; k++) row[k] /= (float)(b->to[w] - b->from[w]);
    }
    return rows;
}

/* Bytes of s without its last n characters; all of them when it has fewer. */
static size_t without_last(Str s, size_t n) {
    size_t at = s.len;
    while (n && at) utf8_previous(s, &at), n--;
    return n ? SIZE_MAX : at;
}

static Str small_letters(Str s, Arena *keep) {
    Text out = { .arena = keep };
    char letter[4];
    for (size_t at = 0; at < s.len;) text_add(&out, (Str){ letter, char_lower(utf8_next(s, &at), letter) });
    return text_str(&out);
}

static bool is_small(Str s) {
    for (size_t at = 0; at < s.len;)
        if (char_is_upper(utf8_next(s, &at))) return false;
    return true;
}

/* "carries" by L3y: "carry". */
static Str lemma_of(const LemmaRule *rule, Str word, Arena *keep) {
    Str base = rule->small && !is_small(word) ? small_letters(word, keep) : word;
    size_t kept = without_last(base, rule->n_dropped);
    if (kept == SIZE_MAX) return base;
    base.len = kept;
    return str_is_empty(rule->added) ? base : str_join(base, S(""), rule->added, keep);
}

static void read_word(Reading *r, CasusId token, const float *scores) {
    const Model *m = r->model;
    Syntax *syntax = &r->syntax[token];
    size_t lemma = greatest(scores + m->first_tag[TAG_LEMMA], m->labels[TAG_LEMMA].n);
    syntax->pos = m->pos[greatest(scores + m->first_tag[TAG_POS], m->labels[TAG_POS].n)];
    syntax->lemma = lemma_of(&m->lemmas[lemma], token_text(r, token), r->keep);
}

static void read_words(Batching *b, const float *rows) {
    size_t width = (size_t)b->model->encoder.width, n_tags = (size_t)b->model->tags.out;
    float *scores = apply(b, &b->model->tags, rows, b->n_rows);
    for (size_t s = 0; s < b->n_stretches; s++) {
        const Stretch *stretch = &b->stretches[s];
        size_t row = stretch->row + 1;
        for (uint32_t k = 0; k < stretch->n; k++) read_word(b->r, stretch->first + k, scores + (row + k) * n_tags);
        heads_read(b->r, b->beside, stretch->sentence, stretch->first, stretch->n, scores + row * n_tags);
        said_read(b->r, stretch->first, stretch->n, rows + row * width, scores + row * n_tags);
    }
}

static void read_deeds(Batching *b, const float *x) {
    for (size_t s = 0; s < b->n_stretches; s++)
        heads_read_deeds(b->r, b->stretches[s].sentence, x + b->start[s] * (size_t)b->model->encoder.width, b->start[s + 1] - b->start[s]);
}

/* ---- dependencies ---------------------------------------------------------------------------------------------------- */

/* Rows of `parse`: arc of the dependant, arc of the head, relation of the dependant, relation of the head. Row 0 is the root. */
static void read_relations(Batching *b, const float *rows, const Stretch *s, const uint16_t *head) {
    const Model *m = b->model;
    size_t row = (size_t)m->parse.out, arc = (size_t)m->arc_width, rel = (size_t)m->rel_width, one = rel + 1;
    float *child = floats(b, s->n, rel), *best = floats(b, m->deps.n, 1);
    for (uint32_t k = 0; k < s->n; k++) memcpy(child + k * rel, rows + (k + 1) * row + 2 * arc, rel * sizeof *child);
    const float *weights = apply(b, &m->rel, child, s->n);
    for (uint32_t k = 0; k < s->n; k++) {
        const float *of_head = rows + head[k] * row + 2 * arc + rel;
        for (size_t d = 0; d < m->deps.n; d++) {
            const float *w = weights + (k * m->deps.n + d) * one;
            best[d] = dot(w, of_head, rel) + w[rel];
        }
        b->r->syntax[s->first + k].dep = m->deps.at[greatest(best, m->deps.n)];
    }
}

static void read_tree(Batching *b, const float *rows, const Stretch *s) {
    const Model *m = b->model;
    Arena *scratch = b->r->scratch;
    ArenaPlace before = arena_place(scratch);
    size_t n = s->n, row = (size_t)m->parse.out, arc = (size_t)m->arc_width;
    float *child = floats(b, n, arc), *scores = floats(b, n, n + 1), by = 1 / sqrtf((float)arc);
    uint16_t *head = arena_array(scratch, n, sizeof *head);
    for (size_t k = 0; k < n; k++) memcpy(child + k * arc, rows + (k + 1) * row, arc * sizeof *child);
    const float *turned = apply(b, &m->arc, child, n);
    for (size_t k = 0; k < n; k++)
        for (size_t h = 0; h <= n; h++) scores[k * (n + 1) + h] = dot(turned + k * arc, rows + h * row + arc, arc) * by;
    tree_best(scores, n, head, scratch);
    for (size_t k = 0; k < n; k++) {
        CasusId self = s->first + (CasusId)k;
        b->r->syntax[self].head = head[k] ? s->first + head[k] - 1 : self;
    }
    read_relations(b, rows, s, head);
    arena_go_back(scratch, before);
}

static void read_trees(Batching *b, const float *rows) {
    float *parsed = apply(b, &b->model->parse, rows, b->n_rows);
    size_t width = (size_t)b->model->parse.out;
    gelu(parsed, b->n_rows * width);
    for (size_t s = 0; s < b->n_stretches; s++) read_tree(b, parsed + b->stretches[s].row * width, &b->stretches[s]);
}

/* ---- batches --------------------------------------------------------------------------------------------------------- */

static void run_batch(Batching *b) {
    if (!b->n_stretches) return;
    ArenaPlace before = arena_place(b->r->scratch);
    b->start[b->n_stretches] = b->n_pieces;
    Batch batch = { b->piece, b->casing, b->start, b->n_stretches };
    float *x = floats(b, b->n_pieces, (size_t)b->model->encoder.width);
    encoder_run(&b->model->encoder, &batch, x, b->r->scratch);
    read_deeds(b, x);
    float *rows = rows_of(b, x);
    read_words(b, rows);
    read_trees(b, rows);
    arena_go_back(b->r->scratch, before);
    b->n_rows = b->n_pieces = 0;
    b->n_stretches = 0;
}

static void add_piece(Batching *b, uint16_t piece, Casing casing) {
    b->piece[b->n_pieces] = piece;
    b->casing[b->n_pieces++] = (uint8_t)casing;
}

/* The pieces added since `from` are one row. */
static void add_row(Batching *b, uint32_t from) {
    b->from[b->n_rows] = from;
    b->to[b->n_rows++] = b->n_pieces;
}

/* The words from `first` on that fit into one stretch, at least one; how many. */
static uint32_t add_stretch(Batching *b, CasusId sentence, CasusId first, CasusId last) {
    Stretch *s = &b->stretches[b->n_stretches];
    *s = (Stretch){ .first = first, .sentence = sentence, .row = b->n_rows };
    uint32_t start = b->n_pieces;
    b->start[b->n_stretches++] = start;
    add_piece(b, b->model->first_piece, CASING_NONE);
    add_row(b, start);
    for (CasusId t = first; t <= last; t++, s->n++) {
        uint16_t pieces[PIECES_MOST];
        Str word = token_text(b->r, t);
        uint32_t from = b->n_pieces;
        size_t n = pieces_of(&b->model->pieces, word, pieces);
        if (from - start - 1 + n > SENTENCE_PIECES) break;
        for (size_t k = 0; k < n; k++) add_piece(b, pieces[k], casing_of(word));
        add_row(b, from);
    }
    add_piece(b, b->model->last_piece, CASING_NONE);
    return s->n;
}

static void add_sentence(Batching *b, CasusId sentence) {
    const CasusSentence *s = &b->r->sentences.at[sentence];
    for (CasusId t = s->first; t && t <= s->last;) {
        t += add_stretch(b, sentence, t, s->last);
        if (b->n_pieces + SENTENCE_PIECES + 2 > BATCH_PIECES) run_batch(b);
    }
}

void learned_read(Reading *r) {
    Batching *b = arena_new(r->scratch, Batching);
    b->r = r;
    b->model = r->model;
    b->beside = heads_start(r);
    list_start(&r->said, r->keep);
    r->syntax = arena_array(r->keep, r->tokens.len, sizeof *r->syntax);
    r->filling = arena_array(r->keep, r->tokens.len, N_FILLERS * sizeof *r->filling);
    r->deeds = arena_array(r->keep, r->sentences.len, 1);
    for (CasusId s = 1; s < r->sentences.len; s++) add_sentence(b, s);
    run_batch(b);
}

void mark_finish(Reading *r) {
    if (!r->syntax) return;
    said_finish(r);
    for (CasusId t = 1; t < r->tokens.len; t++) {
        const Syntax *syntax = &r->syntax[t];
        CasusToken *token = &r->tokens.at[t];
        if (!syntax->head) continue;
        token->pos = syntax->pos;
        token->lemma = syntax->lemma;
        token->head = syntax->head;
        token->dep = syntax->dep;
    }
}
