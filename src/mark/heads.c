#include "mark/heads.h"

#include <math.h>

#include "mark/mark.h"
#include "mark/tags.h"

enum { BESIDE_NAME = 1, BESIDE_ACTOR = 2, BESIDE_PUBLISHER = 4, BESIDE_SMALL = 8 };

/* What is added to the scores of names (natural-log odds) for a word that the tables hold to be part of one, or of a known actor or publisher, and
 * for a word in small letters. Reports of conflict speak of "the rebels", "our forces"; elsewhere only what has a name is looked for. Found by
 * trying on dev texts in steps of a half. */
typedef struct { float name, actor, publisher, small; } Lean;
static const Lean lean_of_conflict = { 0, 2, 0, 2 }, lean_elsewhere = { 1, 2, 2, -2 };
enum { CONFLICT_PERCENT = 80 };             /* of the sentences */
static const float LENIENCE = 2;            /* natural-log odds */

static bool tells_of_conflict(CasusMarkKind kind) {
    switch (kind) {
    case CASUS_MARK_TRIGGER: case CASUS_MARK_CASUALTY: case CASUS_MARK_WEAPON: case CASUS_MARK_ACTOR: case CASUS_MARK_COUNTRY: case CASUS_MARK_REGION:
    case CASUS_MARK_SPEAKER: case CASUS_MARK_TITLE: return true;
    default: return false;
    }
}

static uint8_t beside_of(CasusMarkKind kind) {
    switch (kind) {
    case CASUS_MARK_NAME: return BESIDE_NAME;
    case CASUS_MARK_ACTOR: return BESIDE_ACTOR;
    case CASUS_MARK_PUBLISHER: return BESIDE_PUBLISHER;
    default: return 0;
    }
}

const uint8_t *heads_start(Reading *r) {
    uint8_t *beside = arena_array(r->scratch, r->tokens.len, 1);
    size_t n_telling = 0;
    CasusId newest = 0;
    for (CasusId m = 1; m < r->marks.len; m++) {
        const CasusMark *mark = &r->marks.at[m];
        uint8_t says = beside_of(mark->kind);
        for (CasusId t = mark->first; says && t <= mark->last; t++) beside[t] |= says;
        if (mark->sentence == newest || !tells_of_conflict(mark->kind)) continue;
        newest = mark->sentence;
        n_telling++;
    }
    for (CasusId t = 1; t < r->tokens.len; t++)
        if (!(r->tokens.at[t].shape & CASUS_SHAPE_CAPITAL)) beside[t] |= BESIDE_SMALL;
    r->of_conflict = r->sentences.len > 1 && n_telling * 100 >= (r->sentences.len - 1) * CONFLICT_PERCENT;
    return beside;
}

static void lean_names(const Reading *r, const uint8_t *beside, size_t n, float *scores) {
    const Model *m = r->model;
    const Labels *labels = &m->labels[TAG_NAMES];
    const Lean *lean = r->of_conflict ? &lean_of_conflict : &lean_elsewhere;
    for (size_t w = 0; w < n; w++) {
        float *row = scores + w * (size_t)m->tags.out + m->first_tag[TAG_NAMES], part = 0, organisation = 0;
        if (beside[w] & BESIDE_NAME) part = lean->name;
        else if (beside[w] & BESIDE_SMALL) part = lean->small;
        if (beside[w] & BESIDE_ACTOR) organisation += lean->actor;
        if (beside[w] & BESIDE_PUBLISHER) organisation += lean->publisher;
        for (size_t k = 0; k < labels->n; k++) {
            if (!labels->group[k]) continue;
            row[k] += part + (labels->kind[k] == CASUS_MENTION_ORG ? organisation : 0);
        }
    }
}

static void find(Reading *r, int head, FoundList *list, CasusId sentence, CasusId first, size_t n, const float *scores) {
    const Labels *labels = &r->model->labels[head];
    const uint8_t *tags = tags_best(r->model, head, scores, n, r->scratch);
    for (size_t at = 0, begin; (begin = tags_next(labels, tags, n, &at)) < n;) {
        Found found = { labels->kind[tags[begin]], first + (CasusId)begin, first + (CasusId)at - 1, sentence };
        *list_add(list, r->keep) = found;
    }
}

/* What takes part in violence is looked for leniently: the claim stage weighs what is found by what stands around it. */
static void find_fillers(Reading *r, CasusId sentence, CasusId first, size_t n, float *scores) {
    const Model *m = r->model;
    const Labels *labels = &m->labels[TAG_PARTS];
    size_t outside = 0;
    while (labels->group[outside]) outside++;
    for (size_t w = 0; w < n; w++) {
        float *row = scores + w * (size_t)m->tags.out + m->first_tag[TAG_PARTS], *odds = r->filling + (first + w) * N_FILLERS;
        for (int kind = 0; kind < N_FILLERS; kind++) odds[kind] = -INFINITY;
        for (size_t l = 0; l < labels->n; l++)
            if (labels->group[l] && row[l] - row[outside] > odds[labels->kind[l]]) odds[labels->kind[l]] = row[l] - row[outside];
        row[outside] -= LENIENCE;
    }
    find(r, TAG_PARTS, &r->fillers, sentence, first, n, scores);
}

void heads_read(Reading *r, const uint8_t *beside, CasusId sentence, CasusId first, size_t n, float *scores) {
    ArenaPlace before = arena_place(r->scratch);
    lean_names(r, beside + first, n, scores);
    find(r, TAG_NAMES, &r->names, sentence, first, n, scores);
    find(r, TAG_TIMES, &r->whens, sentence, first, n, scores);
    bool is_shouted = sentence_case(r, &r->sentences.at[sentence]) == CASE_UPPER;       /* what the weights say of roles there is mostly wrong */
    if (!is_shouted) find(r, TAG_ROLES, &r->roles, sentence, first, n, scores);
    find_fillers(r, sentence, first, n, scores);
    arena_go_back(r->scratch, before);
}

/* The pieces weighed by how much each is worth looking at (softmax of look . x) -> one row. */
static float *pooled(const Model *m, const float *x, size_t n, Arena *arena) {
    size_t width = (size_t)m->encoder.width;
    float *share = arena_array(arena, n, sizeof *share), *row = arena_array(arena, width, sizeof *row), most = -INFINITY, sum = 0;
    for (size_t p = 0; p < n; p++) {
        share[p] = dot(m->look, x + p * width, width);
        if (share[p] > most) most = share[p];
    }
    for (size_t p = 0; p < n; p++) sum += share[p] = expf(share[p] - most);
    for (size_t p = 0; p < n; p++)
        for (size_t k = 0; k < width; k++) row[k] += share[p] / sum * x[p * width + k];
    return row;
}

void heads_read_deeds(Reading *r, CasusId sentence, const float *x, size_t n) {
    const Model *m = r->model;
    size_t width = (size_t)m->encoder.width;
    if (sentence_case(r, &r->sentences.at[sentence]) == CASE_UPPER) return;                 /* the weights have learnt deeds from small letters */
    ArenaPlace before = arena_place(r->scratch);
    const float *row = pooled(m, x, n, r->scratch);
    for (size_t k = 0; k < m->events.n; k++)
        if (m->deed[k] && dot(m->event_weight + k * width, row, width) + m->event_bias[k] > 0) r->deeds[sentence] |= m->deed[k];
    arena_go_back(r->scratch, before);
}
