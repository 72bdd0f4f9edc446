/* Dependencies: which word each word hangs on. Scores of all pairs, then the best tree.
 * Source: Dozat & Manning 2017 (scores); Chu & Liu 1965, Edmonds 1967 (tree). */
#ifndef CASUS_MARK_PARSE_H
#define CASUS_MARK_PARSE_H
#include "base/arena.h"
#include "casus.h"

/* scores [n][n + 1]: of word i (from 0) hanging on the root (column 0) or on word j - 1 (column j). head[i]: a column. The result is one
 * tree with one word at the root. Cost: n^2 where the best heads make a tree at once, as they mostly do; n^3 at worst. */
void tree_best(const float *scores, size_t n, uint16_t *head, Arena *scratch);
#endif
