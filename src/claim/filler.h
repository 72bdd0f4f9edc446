/* Who and what learned weights see take part in violence: what can be seen of each, features that filler.c weighs. */
#ifndef CASUS_CLAIM_FILLER_H
#define CASUS_CLAIM_FILLER_H
#include "base/trees.h"
#include "claim/clause.h"

#define ODDS_LEVELS(X, what) X(what##_1) X(what##_2) X(what##_3) X(what##_4) X(what##_5) X(what##_6) X(what##_7) X(what##_8)
#define SIX_LEVELS(X, what) X(what##_1) X(what##_2) X(what##_3) X(what##_4) X(what##_5) X(what##_6)
#define FILLER_FEATURES(X) \
    X(is_perpetrator) X(is_group) X(is_object) X(is_victim) X(is_instrument) \
    ODDS_LEVELS(X, odds) ODDS_LEVELS(X, best_odds) ODDS_LEVELS(X, other_odds) SIX_LEVELS(X, times_said) X(is_first_said) X(is_best_said) X(is_found) X(is_party) X(is_denied) X(is_harmed) X(is_damaged) \
    ODDS_LEVELS(X, report_perpetrator) ODDS_LEVELS(X, report_group) ODDS_LEVELS(X, report_object) ODDS_LEVELS(X, report_victim) ODDS_LEVELS(X, report_instrument) \
    X(with_perpetrator) X(with_group) X(with_object) X(with_victim) X(with_instrument) \
    SIX_LEVELS(X, sentence) SIX_LEVELS(X, sentences) SIX_LEVELS(X, violent) SIX_LEVELS(X, length) \
    X(word_person) X(word_civilian) X(word_child) X(word_woman) X(word_man) X(word_fighter) X(word_soldier) X(word_police) X(word_official) X(word_journalist) \
    X(word_medic) X(word_worker) X(word_captive) X(word_family) X(word_other) X(word_assailant) \
    X(built_civilian) X(built_military) X(built_state) X(built_neutral) X(side_military) X(side_police) X(side_rebel) X(side_state) X(side_other) \
    X(word_weapon) X(word_vehicle) X(word_country) X(word_region) X(word_title) X(word_number) X(word_trigger) X(word_speaker) X(word_many) X(word_name) \
    X(head_name) X(head_noun) X(has_determiner) X(has_article) X(is_place) X(ends_phrase) \
    X(dep_nsubj) X(dep_obj) X(dep_obl) X(dep_nmod) X(dep_appos) X(dep_conj) X(dep_compound) X(dep_flat) X(dep_root) X(after_by) X(after_place) X(after_adp) X(after_punct) \
    X(up_trigger) X(up_casualty) X(up_saying) X(up_blame) X(up_act) X(up_verb) X(up_noun) X(up_passive) X(up_violent) \
    X(deed_here) X(deed_before) X(deed_after) X(deed_last_sentence) X(deed_next_sentence) SIX_LEVELS(X, deed_far) X(deed_asserted) X(deed_denied) X(deed_possible) X(deed_threatened) \
    X(deed_hypothetical) X(deed_nominal) X(deed_attempted) X(deed_attack) X(deed_air) X(deed_blast) X(deed_clash) X(deed_shooting) X(deed_murder) X(deed_seizure) \
    X(deed_property) X(deed_crowd) X(deed_abuse) X(deed_raid) X(deed_arrest) X(role_agent) X(role_target) X(role_instrument) \
    X(has_incident) X(incident_placed) X(incident_dated) X(incident_attack) X(incident_clash) X(incident_seizure) X(incident_first) SIX_LEVELS(X, incident_claims) \
    X(time_here) X(time_near) SIX_LEVELS(X, age) X(in_quote) X(hedged) X(negated) X(conditional) X(saying_here) X(casualty_here) X(weapon_here) X(blame_here) X(in_title)

#define FILLER_ENUM_FEATURE(name) F_##name,
enum { FILLER_FEATURES(FILLER_ENUM_FEATURE) N_FILLER_FEATURES };
_Static_assert((int)N_FILLER_FEATURES <= (int)FEATURES_MOST, "a bit for every feature");

/* What a filler may be: its words without what they trail off in, as a filler of one kind, and the odds of that, a word's mean. */
typedef struct { Found at; double odds; } Candidate;
typedef struct { Candidate *at; size_t len, cap; } Candidates;
/* Of every filler that the weights found, each kind that they do not rule out, side by side; text order, in scratch. */
Candidates filler_candidates(Reading *r);
/* What is seen of every candidate. */
void filler_look(Reading *r, const Candidates *all, Features *out);
size_t filler_n_features(void);
const char *filler_feature_name(size_t feature);
/* Is it told as done, or maybe done, and violence, the taking of people or goods by force too? */
bool event_is_violence(const CasusEvent *e);
CasusId event_away(const CasusEvent *e, const Found *filler);      /* tokens between its word and the filler */
#endif
