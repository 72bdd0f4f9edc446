/* The best allowed sequence of tags. */
#ifndef CASUS_MARK_TAGS_H
#define CASUS_MARK_TAGS_H
#include "mark/model.h"

/* scores [n][m->tags.out], of words that follow one another -> the number of each word's label. An inside label stands only behind a label of
 * its own group; ties go to the lower number. Source: Viterbi 1967. Cost: n * labels^2; work space from the arena. */
uint8_t *tags_best(const Model *m, int head, const float *scores, size_t n, Arena *arena);
/* The next run of one group from *at on: its first word; *at moves behind it. n when there is no other. */
size_t tags_next(const Labels *labels, const uint8_t *tags, size_t n, size_t *at);
#endif
