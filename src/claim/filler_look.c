/* What can be seen of a filler: how sure the weights are, here and where it is said again; its words; what it hangs on; the violence beside it; where in the
 * report it stands. */
#include "base/date.h"
#include "claim/filler.h"

#include <stdlib.h>

#define NAME(name) #name,
static const char *const names[] = { FILLER_FEATURES(NAME) };

size_t filler_n_features(void) { return N_FILLER_FEATURES; }
const char *filler_feature_name(size_t feature) { return names[feature]; }

static const double odds_levels[] = { -1.2, -0.6, 0, 0.6, 1.2, 2, 3, 4.5 };
static const double report_levels[] = { -1, 0, 1, 2, 3, 4, 5, 6 };
static const double sentence_levels[] = { 1, 2, 3, 5, 8, 14 }, sentences_levels[] = { 5, 8, 12, 18, 25, 40 }, times_levels[] = { 1, 2, 3, 4, 6, 9 };
static const double length_levels[] = { 1, 2, 3, 4, 6, 9 }, violent_levels[] = { 1, 2, 4, 6, 9, 14 }, far_levels[] = { 0, 1, 2, 4, 8, 14 };
static const double claims_levels[] = { 1, 2, 3, 5, 8, 12 }, age_levels[] = { -1, 1, 7, 31, 62, 366 };
#define LEVELS(f, first, value, levels) features_set_levels(f, first, value, levels, sizeof levels / sizeof *levels)

enum { NONE_YET = -9, CLOCK_REACH = 2, SHORT = 40 /* tokens that a filler's words may be */, NEAR_BY = 500 /* fillers in which it is looked for again */ };

typedef struct { uint64_t *at; size_t len; } Hashes;

/* The report as a whole. */
typedef struct {
    const Look *look; Reading *r; const Candidates *all;
    double best[N_FILLERS];             /* odds of the surest filler of each kind */
    size_t n_violent; int32_t published;
    CasusId *event_of, *time_of, *mark_of;      /* by sentence: the first event, time, mark */
    bool *quoted;                       /* by token */
    Str *said;                          /* by candidate: its words, folded */
    Hashes parties, denied, harmed, damaged;    /* the last words of who is held to have done it, who to have not, of people and things harmed */
} Report;

/* ---- words ------------------------------------------------------------------------------------------------------------ */

static void see_side(const Report *p, const CasusMark *m, Features *f) {
    Str sector = pack_cell_str(p->r->pack, mark_row(p->r, m), ACTOR_SECTOR);
    bool army = str_eq(sector, S("MIL")), police = str_eq(sector, S("COP")), rebel = str_eq(sector, S("REB")), state = str_eq(sector, S("GOV"));
    features_set(f, F_side_military, army);
    features_set(f, F_side_police, police);
    features_set(f, F_side_rebel, rebel);
    features_set(f, F_side_state, state);
    features_set(f, F_side_other, !army && !police && !rebel && !state);
}

static void see_mark(const Report *p, const CasusMark *m, Features *f) {
    const PackRow *row = mark_row(p->r, m);
    switch (m->kind) {
    case CASUS_MARK_PERSON:
        if (row->cell[PERSON_GROUP] >= GROUP_PERSON) features_set(f, F_word_person + row->cell[PERSON_GROUP] - GROUP_PERSON, true);
        features_set(f, F_word_many, row->cell[PERSON_COUNT] == COUNT_MANY || (m->form & CASUS_WORD_PLURAL));
        break;
    case CASUS_MARK_FACILITY:
        if (row->cell[FACILITY_USE] >= 1) features_set(f, F_built_civilian + row->cell[FACILITY_USE] - 1, true);
        break;
    case CASUS_MARK_WEAPON: features_set(f, row->cell[WEAPON_TYPE] == CASUS_MENTION_VEHICLE ? F_word_vehicle : F_word_weapon, true); break;
    case CASUS_MARK_ACTOR: see_side(p, m, f); break;
    case CASUS_MARK_COUNTRY: features_set(f, F_word_country, true); break;
    case CASUS_MARK_REGION: features_set(f, F_word_region, true); break;
    case CASUS_MARK_TITLE: features_set(f, F_word_title, true); break;
    case CASUS_MARK_NUMBER: features_set(f, F_word_number, true); break;
    case CASUS_MARK_TRIGGER: features_set(f, F_word_trigger, true); break;
    case CASUS_MARK_SPEAKER: features_set(f, F_word_speaker, true); break;
    case CASUS_MARK_NAME: features_set(f, F_word_name, true); break;
    default: break;
    }
}

static void see_words(const Report *p, const Found *filler, Features *f) {
    const Reading *r = p->r;
    LEVELS(f, F_length_1, filler->last - filler->first + 1, length_levels);
    for (CasusId t = filler->first; t <= filler->last && t < filler->first + SHORT; t++) {
        for (CasusId m = r->tokens.at[t].mark; m && m < r->marks.len && r->marks.at[m].first == t; m++)
            if (r->marks.at[m].last <= filler->last) see_mark(p, &r->marks.at[m], f);
        CasusId name = p->look->name[t];
        features_set(f, F_is_place, name && r->entities.at[r->mentions.at[name].entity].has_place);
    }
    CasusId article = look_at(p->look, filler->first, CASUS_MARK_NUMBER);
    bool is_article = article && look_row(p->look, article)->cell[NUMBER_KIND] == NUMBER_ARTICLE;
    features_set(f, F_has_determiner, r->syntax[filler->first].pos == CASUS_POS_DET && !is_article);
    features_set(f, F_has_article, is_article);
    CasusId next = filler->last + 1;
    features_set(f, F_ends_phrase, next >= r->tokens.len || (r->syntax[next].pos != CASUS_POS_NOUN && r->syntax[next].pos != CASUS_POS_PROPN && look_pos(p->look, next) != CASUS_POS_ADP));
}

/* ---- syntax ----------------------------------------------------------------------------------------------------------- */

static CasusId top_of(const Reading *r, const Found *filler) {
    CasusId t = filler->last;
    for (CasusId steps = filler->last - filler->first; steps && r->syntax[t].head >= filler->first && r->syntax[t].head <= filler->last; steps--) t = r->syntax[t].head;
    return t;
}

static void see_up(const Report *p, CasusId up, Features *f) {
    const Look *k = p->look;
    features_set(f, F_up_verb, p->r->syntax[up].pos == CASUS_POS_VERB);
    features_set(f, F_up_noun, p->r->syntax[up].pos == CASUS_POS_NOUN);
    features_set(f, F_up_saying, look_over(k, up, CASUS_MARK_SAYING) != 0);
    features_set(f, F_up_blame, look_over(k, up, CASUS_MARK_BLAME) != 0);
    features_set(f, F_up_act, look_over(k, up, CASUS_MARK_ACT) != 0);
    CasusId trigger = look_over(k, up, CASUS_MARK_TRIGGER), casualty = look_over(k, up, CASUS_MARK_CASUALTY), verb = trigger ? trigger : casualty;
    features_set(f, F_up_trigger, trigger != 0);
    features_set(f, F_up_casualty, casualty != 0);
    features_set(f, F_up_violent, trigger && look_row(k, trigger)->cell[TRIGGER_PLOVER] == CASUS_PLOVER_ASSAULT);
    features_set(f, F_up_passive, verb && look_is_passive(k, look_mark(k, verb)));
}

static void see_syntax(const Report *p, const Found *filler, Features *f) {
    static const struct { const char *dep; int feature; } deps[] = {
        { "nsubj", F_dep_nsubj }, { "obj", F_dep_obj }, { "obl", F_dep_obl }, { "nmod", F_dep_nmod }, { "appos", F_dep_appos }, { "conj", F_dep_conj },
        { "compound", F_dep_compound }, { "flat", F_dep_flat }, { "root", F_dep_root },
    };
    const Reading *r = p->r;
    CasusId top = top_of(r, filler);
    for (size_t k = 0; k < sizeof deps / sizeof *deps; k++) features_set(f, deps[k].feature, str_eq(r->syntax[top].dep, str_of(deps[k].dep)));
    features_set(f, F_head_name, r->syntax[top].pos == CASUS_POS_PROPN);
    features_set(f, F_head_noun, r->syntax[top].pos == CASUS_POS_NOUN);
    CasusId up = r->syntax[top].head;
    for (int steps = 0; steps < 3 && up && str_eq(r->syntax[top].dep, S("conj")); steps++) top = up, up = r->syntax[top].head;
    if (up) see_up(p, up, f);
    CasusId before = filler->first - 1;
    if (before < p->look->r->sentences.at[filler->sentence].first) return;
    while (before > r->sentences.at[filler->sentence].first && r->syntax[before].pos == CASUS_POS_DET) before--;
    CasusId by = look_at(p->look, before, CASUS_MARK_BLAME);
    features_set(f, F_after_by, by && look_row(p->look, by)->cell[BLAME_PATTERN] == BLAME_BY);
    features_set(f, F_after_place, look_over(p->look, before, CASUS_MARK_PLACE_WORD) != 0);
    features_set(f, F_after_adp, r->syntax[before].pos == CASUS_POS_ADP);
    features_set(f, F_after_punct, r->syntax[before].pos == CASUS_POS_PUNCT);
}

/* ---- violence --------------------------------------------------------------------------------------------------------- */

bool event_is_violence(const CasusEvent *e) {
    bool is_seizure = e->type == CASUS_EVENT_ABDUCTION || e->type == CASUS_EVENT_HOSTAGE_TAKING || e->type == CASUS_EVENT_HIJACKING || e->type == CASUS_EVENT_ROBBERY;
    return (e->plover == CASUS_PLOVER_ASSAULT || is_seizure) && (e->modality == CASUS_MODALITY_ASSERTED || e->modality == CASUS_MODALITY_POSSIBLE);
}

CasusId event_away(const CasusEvent *e, const Found *filler) {
    return e->first > filler->last ? e->first - filler->last : filler->first > e->last ? filler->first - e->last : 0;
}

/* The event that a filler takes part in: of the violence in its sentence that whose word stands nearest, 0 if there is none. */
static CasusId filler_deed(const Reading *r, const Found *filler, CasusId first_event) {
    CasusId best = 0, least = 0;
    for (CasusId e = first_event; e && e < r->events.len && r->events.at[e].sentence == filler->sentence; e++) {
        CasusId away = event_away(&r->events.at[e], filler);
        if (!event_is_violence(&r->events.at[e]) || (best && away >= least)) continue;
        best = e;
        least = away;
    }
    return best;
}

static int deed_family(CasusEventType type) {
    switch (type) {
    case CASUS_EVENT_ATTACK: return F_deed_attack;
    case CASUS_EVENT_AIRSTRIKE: case CASUS_EVENT_DRONE_STRIKE: case CASUS_EVENT_MISSILE_STRIKE: case CASUS_EVENT_SHELLING: case CASUS_EVENT_STRAFING:
    case CASUS_EVENT_CHEMICAL_ATTACK: case CASUS_EVENT_SHOOTDOWN: return F_deed_air;
    case CASUS_EVENT_BOMBING: case CASUS_EVENT_SUICIDE_BOMBING: case CASUS_EVENT_IED: return F_deed_blast;
    case CASUS_EVENT_ARMED_CLASH: return F_deed_clash;
    case CASUS_EVENT_RAID: return F_deed_raid;
    case CASUS_EVENT_SHOOTING: return F_deed_shooting;
    case CASUS_EVENT_ASSASSINATION: case CASUS_EVENT_EXECUTION: case CASUS_EVENT_KILLING: return F_deed_murder;
    case CASUS_EVENT_ABDUCTION: case CASUS_EVENT_HOSTAGE_TAKING: case CASUS_EVENT_HIJACKING: return F_deed_seizure;
    case CASUS_EVENT_ARREST: return F_deed_arrest;
    case CASUS_EVENT_ARSON: case CASUS_EVENT_LOOTING: case CASUS_EVENT_ROBBERY: case CASUS_EVENT_SABOTAGE: case CASUS_EVENT_PROPERTY_DESTRUCTION: return F_deed_property;
    case CASUS_EVENT_TORTURE: case CASUS_EVENT_SEXUAL_VIOLENCE: return F_deed_abuse;
    default: return F_deed_crowd;
    }
}

/* Do the tables give a part of the filler a role in the event? */
static bool overlaps(const Reading *r, CasusIds ids, const Found *filler) {
    for (size_t k = 0; k < ids.len; k++)
        if (r->mentions.at[ids.at[k]].first <= filler->last && r->mentions.at[ids.at[k]].last >= filler->first) return true;
    return false;
}

static double age_of(const Report *p, CasusId time) {
    const CasusTime *t = &p->r->times.at[time];
    return t->from_day == CASUS_NO_DAY || p->published == CASUS_NO_DAY ? -2 : p->published - t->to_day;
}

static bool is_dated(const CasusTime *t) { return t->from_day != CASUS_NO_DAY && !t->of_speech; }

/* The time of the sentence, else the last one told just before. */
static CasusId time_by(const Report *p, CasusId sentence, bool *here) {
    const Reading *r = p->r;
    for (CasusId s = sentence; s && s + CLOCK_REACH >= sentence; s--)
        for (CasusId t = p->time_of[s]; t && t < r->times.len && r->times.at[t].sentence == s; t++) {
            *here = s == sentence;
            if (is_dated(&r->times.at[t])) return t;
        }
    *here = false;
    return 0;
}

static void see_incident(const Report *p, CasusId incident, Features *f) {
    const CasusIncident *i = &p->r->incidents.at[incident];
    features_set(f, F_has_incident, incident != 0);
    if (!incident) return;
    int family = deed_family(i->type);
    features_set(f, F_incident_placed, i->has_place);
    features_set(f, F_incident_dated, i->to.len > 0);
    features_set(f, F_incident_clash, family == F_deed_clash || family == F_deed_raid || family == F_deed_crowd || family == F_deed_arrest);
    features_set(f, F_incident_seizure, family == F_deed_seizure);
    features_set(f, F_incident_attack, family == F_deed_attack || family == F_deed_murder || family == F_deed_shooting || family == F_deed_blast);
    features_set(f, F_incident_first, incident == 1);
    LEVELS(f, F_incident_claims_1, (double)i->claims.len, claims_levels);
}

static bool has_violence(const Report *p, CasusId sentence) {
    if (sentence >= p->r->sentences.len) return false;
    for (CasusId e = p->event_of[sentence]; e && e < p->r->events.len && p->r->events.at[e].sentence == sentence; e++)
        if (event_is_violence(&p->r->events.at[e])) return true;
    return false;
}

static void see_deed(const Report *p, const Found *filler, Features *f) {
    const Reading *r = p->r;
    CasusId first = p->event_of[filler->sentence], deed = filler_deed(r, filler, first);
    features_set(f, F_deed_last_sentence, has_violence(p, filler->sentence - 1));
    features_set(f, F_deed_next_sentence, has_violence(p, filler->sentence + 1));
    for (CasusId e = first; e && e < r->events.len && r->events.at[e].sentence == filler->sentence; e++) {
        features_set(f, F_role_agent, overlaps(r, r->events.at[e].agents, filler));
        features_set(f, F_role_target, overlaps(r, r->events.at[e].targets, filler));
        features_set(f, F_role_instrument, overlaps(r, r->events.at[e].instruments, filler));
        if (!deed) features_set(f, F_deed_asserted + (int)r->events.at[e].modality, true);
    }
    features_set(f, F_deed_here, deed != 0);
    bool here = false;
    CasusId time = time_by(p, filler->sentence, &here);
    features_set(f, F_time_here, time && here);
    features_set(f, F_time_near, time && !here);
    if (time) LEVELS(f, F_age_1, age_of(p, time), age_levels);
    if (!deed) return;
    const CasusEvent *e = &r->events.at[deed];
    features_set(f, F_deed_before, e->last < filler->first);
    features_set(f, F_deed_after, e->first > filler->last);
    LEVELS(f, F_deed_far_1, event_away(e, filler), far_levels);
    features_set(f, F_deed_asserted + (int)e->modality, true);
    features_set(f, F_deed_nominal, e->nominal);
    features_set(f, F_deed_attempted, e->stage == CASUS_STAGE_ATTEMPTED);
    features_set(f, deed_family(e->type), true);
    see_incident(p, e->incident, f);
}

/* ---- the sentence and the report -------------------------------------------------------------------------------------- */

static void see_sentence(const Report *p, size_t at, Features *f) {
    const Reading *r = p->r;
    const Found *filler = &p->all->at[at].at;
    const CasusSentence *s = &r->sentences.at[filler->sentence];
    LEVELS(f, F_sentence_1, filler->sentence, sentence_levels);
    LEVELS(f, F_sentences_1, (double)r->sentences.len, sentences_levels);
    LEVELS(f, F_violent_1, (double)p->n_violent, violent_levels);
    features_set(f, F_in_title, r->parts.at[s->part].role == CASUS_PART_TITLE);
    features_set(f, F_in_quote, p->quoted[filler->first]);
    for (CasusId m = p->mark_of[filler->sentence]; m && m < r->marks.len && r->marks.at[m].sentence == filler->sentence; m++) {
        CasusMarkKind kind = r->marks.at[m].kind;
        features_set(f, F_hedged, kind == CASUS_MARK_HEDGE);
        features_set(f, F_negated, kind == CASUS_MARK_NEGATION);
        features_set(f, F_conditional, kind == CASUS_MARK_CONDITION);
        features_set(f, F_saying_here, kind == CASUS_MARK_SAYING);
        features_set(f, F_casualty_here, kind == CASUS_MARK_CASUALTY);
        features_set(f, F_weapon_here, kind == CASUS_MARK_WEAPON);
        features_set(f, F_blame_here, kind == CASUS_MARK_BLAME);
    }
    for (size_t k = at > NEAR_BY ? at - NEAR_BY : 0; k < p->all->len && k < at + NEAR_BY; k++) {
        const Candidate *other = &p->all->at[k];
        bool is_beside = other->at.sentence == filler->sentence && other->at.first != filler->first;
        if (is_beside && other->odds > 0) features_set(f, F_with_perpetrator + other->at.kind - FILLER_PERPETRATOR, true);
    }
}

static bool has_hash(const Hashes *hashes, uint64_t hash) {
    size_t low = 0, high = hashes->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (hashes->at[middle] < hash) low = middle + 1;
        else high = middle;
    }
    return low < hashes->len && hashes->at[low] == hash;
}

static Str last_word(Str words) {
    size_t from = words.len;
    while (from > 0 && words.at[from - 1] != ' ' && words.at[from - 1] != '\n') from--;
    return str_cut(words, from, words.len);
}

/* What the claims of the tables say of such words. */
static void see_claims(const Report *p, size_t at, Features *f) {
    uint64_t hash = str_hash(last_word(p->said[at]));
    features_set(f, F_is_party, has_hash(&p->parties, hash));
    features_set(f, F_is_denied, has_hash(&p->denied, hash));
    features_set(f, F_is_harmed, has_hash(&p->harmed, hash));
    features_set(f, F_is_damaged, has_hash(&p->damaged, hash));
}

static void see_again(const Report *p, size_t at, Features *f) {
    const Candidate *mine = &p->all->at[at];
    double best = NONE_YET, other = NONE_YET;
    size_t n = 0;
    bool first = true;
    for (size_t k = at > NEAR_BY ? at - NEAR_BY : 0; k < p->all->len && k < at + NEAR_BY; k++) {
        if (k == at || !str_eq(p->said[k], p->said[at])) continue;
        double odds = p->all->at[k].odds;
        if (p->all->at[k].at.kind == mine->at.kind) n++, best = odds > best ? odds : best, first &= k > at;
        else other = odds > other ? odds : other;
    }
    LEVELS(f, F_odds_1, mine->odds, odds_levels);
    LEVELS(f, F_best_odds_1, best, odds_levels);
    LEVELS(f, F_other_odds_1, other, odds_levels);
    LEVELS(f, F_times_said_1, (double)n, times_levels);
    features_set(f, F_is_first_said, first);
    features_set(f, F_is_best_said, mine->odds >= best);
    features_set(f, F_is_found, mine->odds >= other);
    features_set(f, F_is_perpetrator + mine->at.kind - FILLER_PERPETRATOR, true);
    static const int of_report[N_FILLERS] = { 0, F_report_perpetrator_1, F_report_group_1, F_report_object_1, F_report_victim_1, F_report_instrument_1 };
    for (int kind = FILLER_PERPETRATOR; kind < N_FILLERS; kind++) LEVELS(f, of_report[kind], p->best[kind], report_levels);
}

static CasusId token_from(const Reading *r, uint32_t byte) {
    size_t low = 1, high = r->tokens.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->tokens.at[middle].span.start < byte) low = middle + 1;
        else high = middle;
    }
    return (CasusId)low;
}

/* Marks what somebody is said to have said. */
static void mark_quoted(const Reading *r, bool *quoted) {
    for (size_t a = 1; a < r->attributions.len; a++)
        for (size_t k = 0; k < r->attributions.at[a].content.len; k++) {
            CasusSpan span = r->attributions.at[a].content.at[k];
            for (CasusId t = token_from(r, span.start); t < r->tokens.len && r->tokens.at[t].span.end <= span.end && !quoted[t]; t++) quoted[t] = true;
        }
}

static int32_t day_published(const Reading *r) {
    Date date;
    bool is_day = date_parse(r->info.published, &date, NULL) && date.day;
    return is_day ? day_of_date(date.year, date.month, date.day) : CASUS_NO_DAY;
}

static int by_hash(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void add_hash(const Reading *r, Hashes *hashes, Str words) {
    if (words.len) hashes->at[hashes->len++] = str_hash(last_word(str_fold(words, r->scratch)));
}

static void read_claims(Report *p) {
    const Reading *r = p->r;
    Hashes *const all[] = { &p->parties, &p->denied, &p->harmed, &p->damaged };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) all[k]->at = arena_array(r->scratch, r->claims.len, sizeof *all[k]->at);
    for (CasusId c = 1; c < r->claims.len; c++) {
        const CasusClaim *claim = &r->claims.at[c];
        bool is_thing = claim->figure.effect == CASUS_EFFECT_DESTROYED || claim->figure.effect == CASUS_EFFECT_DAMAGED;
        if (claim->about == CASUS_ABOUT_RESPONSIBILITY) add_hash(r, claim->stance == CASUS_STANCE_DENIES ? &p->denied : &p->parties, claim->party);
        if (claim->has_figure) add_hash(r, is_thing ? &p->damaged : &p->harmed, claim->figure.who);
    }
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) qsort(all[k]->at, all[k]->len, sizeof *all[k]->at, by_hash);
}

static Report report_of(const Look *look, const Candidates *all) {
    Reading *r = look->r;
    Report p = { .look = look, .r = r, .all = all };
    p.event_of = arena_array(r->scratch, r->sentences.len + 1, sizeof *p.event_of);
    p.time_of = arena_array(r->scratch, r->sentences.len + 1, sizeof *p.time_of);
    p.mark_of = arena_array(r->scratch, r->sentences.len + 1, sizeof *p.mark_of);
    p.said = arena_array(r->scratch, all->len, sizeof *p.said);
    p.quoted = arena_array(r->scratch, r->tokens.len + 1, sizeof *p.quoted);
    for (CasusId e = (CasusId)r->events.len; e-- > 1;) p.event_of[r->events.at[e].sentence] = e, p.n_violent += event_is_violence(&r->events.at[e]);
    for (CasusId t = (CasusId)r->times.len; t-- > 1;) p.time_of[r->times.at[t].sentence] = t;
    for (CasusId m = (CasusId)r->marks.len; m-- > 1;) p.mark_of[r->marks.at[m].sentence] = m;
    for (int k = 0; k < N_FILLERS; k++) p.best[k] = NONE_YET;
    p.published = day_published(r);
    mark_quoted(r, p.quoted);
    read_claims(&p);
    for (size_t k = 0; k < all->len; k++) {
        const Candidate *c = &all->at[k];
        p.said[k] = str_fold(span_text(r, tokens_span(r, c->at.first, c->at.last)), r->scratch);
        if (c->odds > p.best[c->at.kind]) p.best[c->at.kind] = c->odds;
    }
    return p;
}

void filler_look(Reading *r, const Candidates *all, Features *out) {
    Look look = look_start(r);
    Report p = report_of(&look, all);
    for (size_t k = 0; k < all->len; k++) {
        const Found *at = &all->at[k].at;
        out[k] = (Features){ { 0 } };
        see_again(&p, k, &out[k]);
        see_claims(&p, k, &out[k]);
        see_words(&p, at, &out[k]);
        see_syntax(&p, at, &out[k]);
        see_deed(&p, at, &out[k]);
        see_sentence(&p, k, &out[k]);
    }
}
