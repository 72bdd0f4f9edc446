#include "mark/said.h"

#include <math.h>

#include "mark/tags.h"

enum { SOURCE, CONTENT, N_PARTS };
typedef struct { size_t first, end; } Run;
typedef struct { Reading *r; CasusId first; size_t n; const float *words; } Stretch;

static float *applied(const Reading *r, const float *x, size_t n) {
    const Matrix *m = &r->model->link;
    float *y = arena_array(r->scratch, n * (size_t)m->out, sizeof *y);
    matrix_apply(m, x, n, y, r->scratch);
    gelu(y, n * (size_t)m->out);
    return y;
}

static void add_run(const Stretch *s, SpanList *spans, size_t first, size_t end) {
    CasusSpan span = tokens_span(s->r, s->first + (CasusId)first, s->first + (CasusId)end - 1);
    *list_add(spans, s->r->keep) = span;
}

/* Neighbours join, over a gap of one word too. */
static void add_runs(const Stretch *s, SpanList *spans, const bool *belongs) {
    size_t first = 0, end = 0;
    for (size_t k = 0; k < s->n; k++) {
        if (!belongs[k]) continue;
        if (end && k - end > 1) add_run(s, spans, first, end);
        if (!end || k - end > 1) first = k;
        end = k + 1;
    }
    if (end) add_run(s, spans, first, end);
}

static Run *cues_of(const Stretch *s, const float *scores, size_t *n_cues) {
    const Labels *labels = &s->r->model->labels[TAG_CUE];
    const uint8_t *tags = tags_best(s->r->model, TAG_CUE, scores, s->n, s->r->scratch);
    Run *cues = arena_array(s->r->scratch, s->n, sizeof *cues);
    *n_cues = 0;
    for (size_t at = 0, first; (first = tags_next(labels, tags, s->n, &at)) < s->n;) cues[(*n_cues)++] = (Run){ first, at };
    return cues;
}

static float *means_of(const Stretch *s, const Run *cues, size_t n_cues) {
    size_t width = (size_t)s->r->model->encoder.width;
    float *means = arena_array(s->r->scratch, n_cues * width, sizeof *means);
    for (size_t c = 0; c < n_cues; c++)
        for (size_t k = cues[c].first; k < cues[c].end; k++)
            for (size_t d = 0; d < width; d++) means[c * width + d] += s->words[k * width + d] / (float)(cues[c].end - cues[c].first);
    return means;
}

static void add_said(const Stretch *s, Run cue, const float *of_cue, const float *of_words) {
    const Model *m = s->r->model;
    size_t row = (size_t)m->link.out, width = (size_t)m->link_width;
    bool *belongs = arena_array(s->r->scratch, s->n, sizeof *belongs);
    Said *said = list_add(&s->r->said, s->r->keep);
    SpanList *parts[N_PARTS] = { &said->source, &said->content };
    add_run(s, &said->cue, cue.first, cue.end);
    for (int part = 0; part < N_PARTS; part++) {
        for (size_t k = 0; k < s->n; k++) {
            bool in_cue = k >= cue.first && k < cue.end;
            float score = 4 * dot(of_cue + (size_t)part * width, of_words + k * row + N_PARTS * width, width) / sqrtf((float)width) + m->link_offset[part];
            belongs[k] = !in_cue && score > 0;
        }
        add_runs(s, parts[part], belongs);
    }
}

/* "The road was shut, he said. Nobody came." The second sentence is his too when most of its words are. */
static void carry_on(const Stretch *s, const float *scores) {
    Reading *r = s->r;
    const Labels *labels = &r->model->labels[TAG_CONTENT];
    if (r->said.len <= 1) return;
    const uint8_t *tags = tags_best(r->model, TAG_CONTENT, scores, s->n, r->scratch);
    size_t n_said = 0;
    for (size_t k = 0; k < s->n; k++) n_said += labels->group[tags[k]] != 0;
    if (n_said * 2 <= s->n) return;
    SpanList *content = &r->said.at[r->said.len - 1].content;
    for (size_t at = 0, first; (first = tags_next(labels, tags, s->n, &at)) < s->n;) add_run(s, content, first, at);
}

void said_read(Reading *r, CasusId first, size_t n, const float *words, const float *scores) {
    ArenaPlace before = arena_place(r->scratch);
    Stretch s = { r, first, n, words };
    size_t n_cues;
    const Run *cues = cues_of(&s, scores, &n_cues);
    if (n_cues) {
        const float *of_cues = applied(r, means_of(&s, cues, n_cues), n_cues), *of_words = applied(r, words, n);
        for (size_t c = 0; c < n_cues; c++) add_said(&s, cues[c], of_cues + c * (size_t)r->model->link.out, of_words);
    } else carry_on(&s, scores);
    arena_go_back(r->scratch, before);
}

void said_finish(Reading *r) {
    r->attributions.len = 1;
    for (size_t k = 1; k < r->said.len; k++) {
        const Said *said = &r->said.at[k];
        CasusAttribution *a = list_add(&r->attributions, r->keep);
        *a = (CasusAttribution){ { said->source.at, said->source.len }, { said->cue.at, said->cue.len }, { said->content.at, said->content.len }, 0 };
    }
}
