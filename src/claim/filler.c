/* Which of the fillers that learned weights found are believed: trees over what can be seen of each. The trees stand in data/world/filler.tsv, made by
 * train/fillers.py from MUC-4's templates. */
#include "claim/claim.h"
#include "claim/filler.h"

/* Below even odds: what is left out is lost, what is too much is one more who may have taken part. Found by cross-validation, by kind. */
static const double believed[N_FILLERS] = { 0, -0.8, -0.4, -0.8, -0.4, -0.4 };
static const double NOT_RULED_OUT = -3;     /* natural-log odds of a kind that the weights did not choose */

/* ---- candidates ------------------------------------------------------------------------------------------------------- */

/* Words with which nobody's name or description ends: "members of the", "the driver and". */
static bool trails_off(const Reading *r, CasusId t, bool cut) {
    switch (r->syntax[t].pos) {
    case CASUS_POS_ADP: case CASUS_POS_DET: case CASUS_POS_CCONJ: case CASUS_POS_SCONJ: case CASUS_POS_AUX: case CASUS_POS_PRON: return true;
    case CASUS_POS_PUNCT: return r->text.at[r->tokens.at[t].span.start] != '.';
    case CASUS_POS_VERB: return cut;                        /* "three persons suspected of" */
    default: return false;
    }
}

static bool opens_bracket(const Reading *r, CasusId t) {
    char c = r->text.at[r->tokens.at[t].span.start];
    return c == '[' || c == '(';
}

static Found trimmed(const Reading *r, Found f) {
    while (f.first < f.last && (r->syntax[f.first].pos == CASUS_POS_ADP || r->syntax[f.first].pos == CASUS_POS_CCONJ || r->syntax[f.first].pos == CASUS_POS_PUNCT)) f.first++;
    for (CasusId t = f.first + 1; t <= f.last; t++)
        if (opens_bracket(r, t)) f.last = t - 1;            /* "the Front [FMA]": the name; what stands in brackets is told apart */
    for (bool cut = false; f.first < f.last && trails_off(r, f.last, cut); cut = true) f.last--;
    return f;
}

static double odds_of(const Reading *r, const Found *f) {
    double sum = 0;
    for (CasusId t = f->first; t <= f->last; t++) sum += r->filling[t * N_FILLERS + (size_t)f->kind];
    return sum / (f->last - f->first + 1);
}

Candidates filler_candidates(Reading *r) {
    Candidates out = { 0 };
    for (size_t k = 0; k < r->fillers.len; k++) {
        Found f = trimmed(r, r->fillers.at[k]);
        int found = f.kind;
        for (f.kind = FILLER_PERPETRATOR; f.kind < N_FILLERS; f.kind++) {
            double odds = odds_of(r, &f);
            if (f.kind == found || odds > NOT_RULED_OUT) *list_add(&out, r->scratch) = (Candidate){ f, odds };
        }
    }
    return out;
}

/* ---- belief ----------------------------------------------------------------------------------------------------------- */

void claim_weigh(Reading *r) {
    if (!r->fillers.len) return;
    const char *names[N_FILLER_FEATURES];
    for (size_t k = 0; k < N_FILLER_FEATURES; k++) names[k] = filler_feature_name(k);
    Trees trees = trees_read(r->pack, TABLE_FILLER, "filler", names, N_FILLER_FEATURES, r->scratch);
    Candidates all = filler_candidates(r);
    Features *features = arena_array(r->scratch, all.len, sizeof *features);
    filler_look(r, &all, features);
    r->fillers.len = 0;
    for (size_t k = 0, next; k < all.len; k = next) {       /* of the kinds of one filler the one believed most */
        double most = 0;
        const Found *best = NULL;
        for (next = k; next < all.len && all.at[next].at.first == all.at[k].at.first; next++) {
            double belief = trees_ask(&trees, &features[next]) - believed[all.at[next].at.kind];
            if (belief > most) most = belief, best = &all.at[next].at;
        }
        if (best) *list_add(&r->fillers, r->keep) = *best;
    }
}
