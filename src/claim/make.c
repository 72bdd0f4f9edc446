#include "claim/make.h"

/* "allegedly", "is believed to": a hedge before the words in their clause changes how the source stands to them. */
static CasusStance hedged(const Look *k, CasusId sentence, CasusId first, CasusStance stance) {
    CasusId from = look_sentence(k, sentence).first;
    if (stance != CASUS_STANCE_ASSERTS || first == from) return stance;
    CasusId floor = first > from + 4 ? first - 4 : from;
    switch (look_hedge(k, floor, first - 1)) {
    case HEDGE_LIKELY: case HEDGE_POSSIBLE: return CASUS_STANCE_ESTIMATES;
    case HEDGE_DOUBTFUL: return CASUS_STANCE_QUESTIONS;
    default: return stance;
    }
}

CasusClaim *claim_make(Claims *c, CasusId sentence, CasusAbout about, CasusId first, CasusId last) {
    Reading *r = c->look.r;
    Speaker who = source_of(&c->look, &c->voices, first);
    CasusClaim *claim = list_add(&r->claims, r->keep);
    *claim = (CasusClaim){ .source = who.source, .via = who.via, .about = about, .evidence = tokens_span(r, first, last), .sentence = sentence };
    claim->stance = hedged(&c->look, sentence, first, who.stance);
    claim->figure.range = (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
    Str published = r->info.published;
    claim->as_of = published.len >= 10 ? str_cut(published, 0, 10) : published;
    return claim;
}
