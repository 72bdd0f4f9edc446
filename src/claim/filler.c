/* Which of the fillers that learned weights found are believed: trees over what can be seen of each. The trees stand in data/world/filler.tsv, made by
 * train/fillers.py from MUC-4's templates. */
#include "claim/claim.h"
#include "claim/filler.h"

static const double BELIEVED = -0.4;        /* half of them and more: what is left out is lost, what is too much is one claim of a role among several */

void claim_weigh(Reading *r) {
    if (!r->fillers.len) return;
    const char *names[N_FILLER_FEATURES];
    for (size_t k = 0; k < N_FILLER_FEATURES; k++) names[k] = filler_feature_name(k);
    Trees trees = trees_read(r->pack, TABLE_FILLER, "filler", names, N_FILLER_FEATURES, r->scratch);
    Features *features = arena_array(r->scratch, r->fillers.len, sizeof *features);
    filler_look(r, features);
    size_t n = 0;
    for (size_t k = 0; k < r->fillers.len; k++)
        if (trees_ask(&trees, &features[k]) > BELIEVED) r->fillers.at[n++] = r->fillers.at[k];
    r->fillers.len = n;
}
