#include "mark/tags.h"

static bool may_follow(const Labels *l, size_t before, size_t label) { return !l->inside[label] || l->group[before] == l->group[label]; }

/* The best label before `label`. */
static size_t best_before(const Labels *l, const float *total, size_t label) {
    size_t best = label;                            /* an inside label may follow itself, and what is outside may follow anything */
    for (size_t k = 0; k < l->n; k++)
        if (may_follow(l, k, label) && (total[k] > total[best] || (k < best && total[k] >= total[best]))) best = k;
    return best;
}

uint8_t *tags_best(const Model *m, int head, const float *scores, size_t n, Arena *arena) {
    const Labels *l = &m->labels[head];
    size_t stride = (size_t)m->tags.out;
    scores += m->first_tag[head];
    uint8_t *tags = arena_alloc(arena, n), *back = arena_array(arena, n, l->n);
    float *total = arena_array(arena, 2 * l->n, sizeof *total), *next = total + l->n;
    for (size_t k = 0; k < l->n; k++) total[k] = scores[k] - (l->inside[k] ? 1e9f : 0);
    for (size_t w = 1; w < n; w++) {
        for (size_t k = 0; k < l->n; k++) {
            size_t before = best_before(l, total, k);
            back[w * l->n + k] = (uint8_t)before;
            next[k] = total[before] + scores[w * stride + k];
        }
        memcpy(total, next, l->n * sizeof *total);
    }
    size_t best = 0;
    for (size_t k = 1; k < l->n; k++)
        if (total[k] > total[best]) best = k;
    for (size_t w = n; w-- > 0; best = back[w * l->n + best]) tags[w] = (uint8_t)best;
    return tags;
}

size_t tags_next(const Labels *l, const uint8_t *tags, size_t n, size_t *at) {
    while (*at < n && !l->group[tags[*at]]) ++*at;
    size_t first = *at;
    if (first == n) return n;
    do ++*at;
    while (*at < n && l->inside[tags[*at]] && l->group[tags[*at]] == l->group[tags[first]]);
    return first;
}
