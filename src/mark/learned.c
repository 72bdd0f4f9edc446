#include "mark/learned.h"

#include <string.h>

#include "mark/parse.h"

/* A stretch is what the encoder sees at once: a sentence, or a part of one that is too long. Batches are as large as the cache likes. */
enum { STRETCH_WORDS = 160, STRETCH_PIECES = 254, BATCH_PIECES = 1024 };
typedef struct { CasusId first; uint32_t n; } Stretch;
typedef struct {
    Reading *r; const Model *model; Learned learned;
    Stretch stretches[BATCH_PIECES]; size_t n_stretches;
    uint16_t piece[BATCH_PIECES + STRETCH_PIECES + 2]; uint8_t casing[BATCH_PIECES + STRETCH_PIECES + 2];
    uint32_t start[BATCH_PIECES + 1];           /* of each stretch, in pieces */
    uint32_t word[BATCH_PIECES + STRETCH_PIECES + 3];       /* first piece of each word, all stretches one behind the other */
    uint32_t n_words, n_pieces;
    Arena work;
} Batching;

static float *floats(Batching *b, size_t n, size_t width) { return arena_array(&b->work, n * width, sizeof(float)); }

static int greatest(const float *x, int n) {
    int best = 0;
    for (int k = 1; k < n; k++)
        if (x[k] > x[best]) best = k;
    return best;
}

/* ---- words ----------------------------------------------------------------------------------------------------------- */

/* A word is the mean of its pieces. */
static float *words_of(Batching *b, const float *x) {
    size_t width = (size_t)b->model->encoder.width;
    float *words = floats(b, b->n_words, width);
    for (uint32_t w = 0; w < b->n_words; w++) {
        uint32_t from = b->word[w], to = from + 1;
        while (to < b->n_pieces && to < b->word[w + 1] && b->piece[to] != b->model->last_piece && b->piece[to] != b->model->first_piece) to++;
        for (uint32_t p = from; p < to; p++)
            for (size_t k = 0; k < width; k++) words[w * width + k] += x[p * width + k];
        for (size_t k = 0; k < width; k++) words[w * width + k] /= (float)(to - from);
    }
    return words;
}

static void read_tags(Batching *b, const float *words) {
    for (int layer = 0; layer < N_TAG_LAYERS; layer++) {
        const Matrix *m = &b->model->tags[layer];
        float *scores = floats(b, b->n_words, (size_t)m->out);
        matrix_apply(m, words, b->n_words, scores, &b->work);
        uint32_t w = 0;
        for (size_t s = 0; s < b->n_stretches; s++)
            for (uint32_t k = 0; k < b->stretches[s].n; k++, w++)
                b->learned.tag[layer][b->stretches[s].first + k] = (uint16_t)greatest(scores + w * (size_t)m->out, m->out);
    }
}

/* ---- dependencies ---------------------------------------------------------------------------------------------------- */

/* Rows of `parse`: arc of the dependant, arc of the head, relation of the dependant, relation of the head. Row 0 is the root. */
static float relation_score(const float *weight, const float *head, size_t width) { return dot(weight, head, width) + weight[width]; }

static void read_relations(Batching *b, const float *rows, const Stretch *s, const uint16_t *head) {
    const Model *m = b->model;
    size_t row = (size_t)m->parse.out, arc = (size_t)m->arc_width, rel = (size_t)m->rel_width, one = rel + 1;
    float *child = floats(b, s->n, one), *weights = floats(b, s->n, m->deps.n * one);
    for (uint32_t k = 0; k < s->n; k++) {
        memcpy(child + k * one, rows + (k + 1) * row + 2 * arc, rel * sizeof *child);
        child[k * one + rel] = 1;
    }
    matrix_apply(&m->rel, child, s->n, weights, &b->work);
    for (uint32_t k = 0; k < s->n; k++) {
        const float *of_head = rows + head[k] * row + 2 * arc + rel;
        size_t best = 0;
        float most = 0;
        for (size_t d = 0; d < m->deps.n; d++) {
            float score = relation_score(weights + (k * m->deps.n + d) * one, of_head, rel);
            if (!d || score > most) most = score, best = d;
        }
        b->r->tokens.at[s->first + k].dep = m->deps.at[best];
    }
}

static void read_tree(Batching *b, const float *rows, const Stretch *s) {
    const Model *m = b->model;
    size_t n = s->n, row = (size_t)m->parse.out, arc = (size_t)m->arc_width;
    float *child = floats(b, n, arc), *turned = floats(b, n, arc), *scores = floats(b, n, n + 1);
    uint16_t *head = arena_array(&b->work, n, sizeof *head);
    for (size_t k = 0; k < n; k++) memcpy(child + k * arc, rows + (k + 1) * row, arc * sizeof *child);
    matrix_apply(&m->arc, child, n, turned, &b->work);
    for (size_t k = 0; k < n; k++)
        for (size_t h = 0; h <= n; h++) scores[k * (n + 1) + h] = dot(turned + k * arc, rows + h * row + arc, arc);
    tree_best(scores, n, head, &b->work);
    for (size_t k = 0; k < n; k++) {
        CasusId self = s->first + (CasusId)k;
        b->r->tokens.at[self].head = head[k] ? s->first + head[k] - 1 : self;
    }
    read_relations(b, rows, s, head);
}

static void read_trees(Batching *b, const float *x, const float *words) {
    const Model *m = b->model;
    size_t width = (size_t)m->encoder.width, row = (size_t)m->parse.out, w = 0;
    for (size_t s = 0; s < b->n_stretches; s++) {
        size_t n = b->stretches[s].n;
        float *in = floats(b, n + 1, width), *rows = floats(b, n + 1, row);
        memcpy(in, x + b->start[s] * width, width * sizeof *in);
        memcpy(in + width, words + w * width, n * width * sizeof *in);
        matrix_apply(&m->parse, in, n + 1, rows, &b->work);
        gelu(rows, (n + 1) * row);
        read_tree(b, rows, &b->stretches[s]);
        w += n;
    }
}

/* ---- batches --------------------------------------------------------------------------------------------------------- */

static void run_batch(Batching *b) {
    if (!b->n_stretches) return;
    b->start[b->n_stretches] = b->n_pieces;
    b->word[b->n_words] = b->n_pieces;
    Batch batch = { b->piece, b->casing, b->start, b->n_stretches };
    float *x = floats(b, b->n_pieces, (size_t)b->model->encoder.width);
    encoder_run(&b->model->encoder, &batch, x, &b->work);
    float *words = words_of(b, x);
    read_tags(b, words);
    read_trees(b, x, words);
    arena_reset(&b->work);
    b->n_stretches = b->n_words = b->n_pieces = 0;
}

static void add_piece(Batching *b, uint16_t piece, Casing casing) {
    b->piece[b->n_pieces] = piece;
    b->casing[b->n_pieces++] = (uint8_t)casing;
}

/* The words from `first` on that fit into one stretch; how many. */
static uint32_t add_stretch(Batching *b, CasusId first, CasusId last) {
    b->stretches[b->n_stretches].first = first;
    b->start[b->n_stretches] = b->n_pieces;
    uint32_t n = 0, before = b->n_pieces + 1;
    add_piece(b, b->model->first_piece, CASING_NONE);
    for (CasusId t = first; t <= last && n < STRETCH_WORDS; t++, n++) {
        uint16_t pieces[PIECES_MOST];
        Str word = token_text(b->r, t);
        size_t n_pieces = pieces_of(&b->model->pieces, word, pieces);
        if (b->n_pieces - before + n_pieces > STRETCH_PIECES) break;
        b->word[b->n_words++] = b->n_pieces;
        for (size_t k = 0; k < n_pieces; k++) add_piece(b, pieces[k], casing_of(word));
    }
    add_piece(b, b->model->last_piece, CASING_NONE);
    b->stretches[b->n_stretches++].n = n;
    return n;
}

static void finish_tokens(Reading *r, const Model *model, const Learned *learned) {
    (void)model, (void)learned, (void)r;
}

Learned learned_read(Reading *r, const Model *model) {
    Batching *b = arena_new(r->scratch, Batching);
    b->r = r;
    b->model = model;
    b->work.budget = r->scratch->budget;
    for (int layer = 0; layer < N_TAG_LAYERS; layer++) b->learned.tag[layer] = arena_array(r->scratch, r->tokens.len, sizeof(uint16_t));
    for (CasusId s = 1; s < r->sentences.len; s++) {
        const CasusSentence *sentence = &r->sentences.at[s];
        for (CasusId t = sentence->first; t <= sentence->last && sentence->first;) {
            t += add_stretch(b, t, sentence->last);
            if (b->n_pieces + STRETCH_PIECES + 2 > BATCH_PIECES) run_batch(b);
        }
    }
    run_batch(b);
    arena_free(&b->work);
    finish_tokens(r, model, &b->learned);
    return b->learned;
}
