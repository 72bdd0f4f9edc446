/* Which passages are the article: trees over what can be seen of each, then again over what was believed of its neighbours.
 * The trees stand in data/world/passage.tsv, made by train/passages.py from pages whose article is known. */
#include "page/look.h"

#define NAME(name) #name,
static const char *const names[] = { FEATURES(NAME) ROUND_FEATURES(NAME) };

size_t passages_n_features(void) { return N_FEATURES; }
const char *passages_feature_name(size_t feature) { return names[feature]; }

size_t passages_headline(const Passages *passages, Str title) {
    size_t first = passages->len, n = 0;
    for (size_t k = 0; k < passages->len; k++) {
        const Passage *p = &passages->at[k];
        if (p->heading != 1 || p->role == CASUS_PART_EMBED) continue;
        if (str_eq(p->text, title)) return k;
        if (!n++) first = k;
    }
    return n == 1 ? first : passages->len;
}

/* ---- the two rounds ---------------------------------------------------------------------------------------------------- */

static const double levels[] = { -3, -1.5, -0.7, 0, 0.7, 1.5, 3 }, home_levels[] = { -200, -30, 0, 30, 200, 1000 };
static const double SURE = 2, BESIDE_ALL = -4;
_Static_assert((int)F_home_above_1 == F_two_before_above_1 + 5 * (int)(sizeof levels / sizeof *levels), "five passages, seven levels each");

/* What the first round believed, of the passage and of those around it. */
static void see_beliefs(const Passages *passages, const double *home_sum, Features *out) {
    const Passage *p = passages->at;
    size_t n = passages->len, first = n, last = 0;
    for (size_t k = 0; k < n; k++) {
        if (p[k].score <= SURE) continue;
        if (first == n) first = k;
        last = k;
    }
    for (size_t k = 0; k < n; k++) {
        double around[5];
        for (size_t d = 0; d < 5; d++) {
            around[d] = k + d >= 2 && k + d - 2 < n ? p[k + d - 2].score : BESIDE_ALL;
            features_set_levels(&out[k], F_two_before_above_1 + (int)(d * (sizeof levels / sizeof *levels)), around[d], levels, sizeof levels / sizeof *levels);
        }
        features_set_levels(&out[k], F_home_above_1, home_sum[p[k].home], home_levels, sizeof home_levels / sizeof *home_levels);
        set(&out[k], F_both_yes, around[1] > 0 && around[3] > 0);
        set(&out[k], F_both_no, around[1] <= 0 && around[3] <= 0);
        set(&out[k], F_inside_run, first < n && k > first && k < last);
        set(&out[k], F_after_all, first < n && k > last);
        set(&out[k], F_before_all, first < n && k < first);
    }
}

void passages_choose(Reading *r, const Dom *dom, Passages *passages, size_t headline) {
    Features *features = arena_array(r->scratch, passages->len + 1, sizeof *features);
    double *home_sum = arena_array(r->scratch, dom->len + 1, sizeof *home_sum);
    Trees alone = trees_read(r->pack, TABLE_PASSAGE, "alone", names, N_FEATURES, r->scratch);
    Trees among = trees_read(r->pack, TABLE_PASSAGE, "among", names, N_FEATURES, r->scratch);
    passages_features(r, dom, passages, headline, features);
    for (size_t k = 0; k < passages->len; k++) passages->at[k].score = trees_ask(&alone, &features[k]);
    for (size_t k = 0; k < passages->len; k++) home_sum[passages->at[k].home] += passages->at[k].score * passages->at[k].n_words;
    see_beliefs(passages, home_sum, features);
    for (size_t k = 0; k < passages->len; k++) passages->at[k].score = trees_ask(&among, &features[k]);
    for (size_t k = 0; k < passages->len; k++) passages->at[k].chosen = passages->at[k].score > 0;
}
