/* What an incident's claims add up to: ranges by the guideline of casualty recorders, standings of the parties. */
#include "base/side.h"
#include "incident/incident.h"

/* ---- figures ------------------------------------------------------------------------------------------------------- */

/* For each claim, once a report: is it replaced by another, and what does it come to with those told in one breath with it? */
struct Sums { bool *replaced; CasusRange *all, *civilians; };

static bool counts(const CasusClaim *c, CasusEffect effect) {
    return c->has_figure && c->figure.effect == effect && c->stance != CASUS_STANCE_DENIES && c->stance != CASUS_STANCE_RETRACTS
        && c->stance != CASUS_STANCE_QUESTIONS && c->source.kind != CASUS_SOURCE_COMMENTER;
}

static int64_t add_bound(int64_t a, int64_t b) { return a == CASUS_UNKNOWN || b == CASUS_UNKNOWN ? CASUS_UNKNOWN : a + b; }

static CasusRange add(CasusRange a, CasusRange b) { return (CasusRange){ add_bound(a.low, b.low), add_bound(a.high, b.high) }; }

Sums *incident_sums(Reading *r) {
    Sums *sums = arena_new(r->scratch, Sums);
    size_t n = r->claims.len;
    sums->replaced = arena_array(r->scratch, n, sizeof *sums->replaced);
    sums->all = arena_array(r->scratch, n, sizeof *sums->all);
    sums->civilians = arena_array(r->scratch, n, sizeof *sums->civilians);
    bool *has_own = arena_array(r->scratch, r->incidents.len, sizeof *has_own);     /* by incident: a figure of its own, besides totals of a longer time */
    for (CasusId c = 1; c < n; c++) {
        const CasusClaim *claim = &r->claims.at[c];
        sums->replaced[claim->revises] |= r->claims.at[claim->revises].incident == claim->incident;
        has_own[claim->incident] |= claim->has_figure && !claim->of_period;
        sums->all[c] = sums->civilians[c] = claim->figure.range;
    }
    for (CasusId c = 1; c < n; c++) sums->replaced[c] |= r->claims.at[c].of_period && has_own[r->claims.at[c].incident];
    for (CasusId c = 1; c < n; c++) {
        const CasusClaim *claim = &r->claims.at[c];
        CasusId head = claim->summed_with;
        if (!head || r->claims.at[head].figure.effect != claim->figure.effect) continue;
        sums->all[head] = add(sums->all[head], claim->figure.range);
        if (claim->figure.civilian == CASUS_CIVILIAN_YES) sums->civilians[head] = add(sums->civilians[head], claim->figure.range);
    }
    return sums;
}

/* What a figure is worth for the range: numbers first; persons described or named are part of them; a plural without a number last. */
enum { WORTH_COUNTED, WORTH_DESCRIBED, WORTH_VAGUE, N_WORTHS };
static int worth_of(const CasusFigure *f) {
    if (f->approximate && f->range.high == CASUS_UNKNOWN) return WORTH_VAGUE;
    return f->counted ? WORTH_COUNTED : WORTH_DESCRIBED;
}

enum { LONGEST_HEAD = 48 };             /* bytes at the end of the words that may be the word for people */

/* The group of the words for them by the tables, "three small children" by their end; 0 when none knows the words. */
static int group_of(const Reading *r, const CasusFigure *f) {
    size_t from = f->who.len > LONGEST_HEAD ? f->who.len - LONGEST_HEAD : 0;
    for (size_t at = from; at < f->who.len; at++) {
        if (at > 0 && f->who.at[at - 1] != ' ') continue;
        const PackEntry *entries;
        size_t n = pack_find(r->pack, str_cut(f->who, at, f->who.len), &entries);
        for (size_t i = 0; i < n; i++)
            if (entries[i].table == TABLE_PERSON) return pack_row(r->pack, entries[i].row)->cell[PERSON_GROUP];
    }
    return 0;
}

/* "three children": a kind of people, of whom more may be dead. "People", "civilians" and "members of the family" are all of them. */
static bool is_kind(const Reading *r, const CasusFigure *f) {
    int group = group_of(r, f);
    return group == GROUP_CHILD || group == GROUP_WOMAN || group == GROUP_MAN;
}

static int64_t most(CasusRange range) { return range.high > range.low ? range.high : range.low; }

/* The largest number that somebody gives for all who were harmed; -1 when nobody does. */
static int64_t whole(const Reading *r, const Sums *sums, const CasusIncident *i, CasusEffect effect) {
    int64_t top = -1;
    for (size_t k = 0; k < i->claims.len; k++) {
        CasusId id = i->claims.at[k];
        const CasusClaim *c = &r->claims.at[id];
        if (!counts(c, effect) || !c->figure.counted || c->part_of || sums->replaced[id] || is_kind(r, &c->figure)) continue;
        if (c->figure.civilian != CASUS_CIVILIAN_NO && most(c->figure.range) > top) top = most(c->figure.range);
    }
    return top;
}

/* Is it told of civilians alone: are some called so, and are some others told of who are none? Else all who were harmed are civilians, as far
 * as the report knows ("ten members of the family, among them a nurse"), unless it counts the civilians among them. */
static bool are_told_apart(const Reading *r, const CasusIncident *i, CasusEffect effect) {
    for (size_t k = 0; k < i->claims.len; k++) {
        const CasusClaim *c = &r->claims.at[i->claims.at[k]];
        if (!counts(c, effect)) continue;
        if (c->figure.civilian == CASUS_CIVILIAN_NO || c->figure.civilian == CASUS_CIVILIAN_MIXED) return true;
        if (c->figure.civilian == CASUS_CIVILIAN_YES && c->part_of && c->figure.counted && group_of(r, &c->figure) == GROUP_CIVILIAN) return true;
    }
    return false;
}

static bool tells_of_civilians(const Reading *r, const CasusIncident *i, CasusEffect effect) {
    for (size_t k = 0; k < i->claims.len; k++) {
        const CasusClaim *c = &r->claims.at[i->claims.at[k]];
        if (counts(c, effect) && c->figure.civilian == CASUS_CIVILIAN_YES) return true;
    }
    return false;
}

enum { FAR_HEDGE = 80 };                /* tokens of a sentence looked through */

/* "were reportedly killed in an alleged strike": the report passes on what is said. */
static bool is_hedged(const Reading *r, CasusId sentence) {
    CasusSentence s = r->sentences.at[sentence];
    for (CasusId t = s.first; t <= s.last && t < s.first + FAR_HEDGE; t++)
        for (CasusId m = r->tokens.at[t].mark; m && m < r->marks.len && r->marks.at[m].first == t; m++)
            if (r->marks.at[m].kind == CASUS_MARK_HEDGE) return true;
    return false;
}

/* Is it the report's own count of all, with bounds or a hedge: "between 10 and 12 people", "at least 15", "five were reportedly killed"? That sums
 * up what its sources say. */
static bool is_summary(const Reading *r, const CasusClaim *c) {
    bool own = c->source.kind == CASUS_SOURCE_PUBLISHER || c->source.kind == CASUS_SOURCE_AUTHOR;
    bool whole = c->figure.counted && !c->part_of && !c->summed_with && !c->figure.approximate && !is_kind(r, &c->figure);
    return own && whole && c->figure.range.low != CASUS_UNKNOWN && (c->figure.range.low != c->figure.range.high || is_hedged(r, c->sentence));
}

/* The first of these counts; unknown bounds when there is none. */
static CasusRange summary(const Reading *r, const Sums *sums, const CasusIncident *i, CasusEffect effect, bool civilians) {
    for (size_t k = 0; k < i->claims.len; k++) {
        CasusId id = i->claims.at[k];
        const CasusClaim *c = &r->claims.at[id];
        if (!counts(c, effect) || !is_summary(r, c) || c->of_period || (civilians && c->figure.civilian != CASUS_CIVILIAN_YES)) continue;
        return civilians ? sums->civilians[id] : sums->all[id];
    }
    return (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
}

/* Lowest to highest of the statements that still stand, of the worthiest kind there is. */
static CasusRange total(const Reading *r, const Sums *sums, const CasusIncident *i, CasusEffect effect, bool civilians) {
    CasusRange out = { CASUS_UNKNOWN, CASUS_UNKNOWN };
    int64_t all = whole(r, sums, i, effect);
    CasusRange own = summary(r, sums, i, effect, civilians);
    if (own.high != CASUS_UNKNOWN && own.high != own.low) return own;
    for (int worth = 0; worth < N_WORTHS && out.low == CASUS_UNKNOWN && out.high == CASUS_UNKNOWN; worth++) {
        int64_t top_low = -1, top_high = CASUS_UNKNOWN;
        bool is_open = false;                                       /* "at least": the largest of the least has no upper bound */
        for (size_t k = 0; k < i->claims.len; k++) {
            CasusId id = i->claims.at[k];
            const CasusClaim *c = &r->claims.at[id];
            if (!counts(c, effect) || (!civilians && (c->part_of || c->summed_with)) || sums->replaced[id]) continue;
            if (civilians && c->figure.civilian != CASUS_CIVILIAN_YES) continue;
            if (civilians && c->summed_with && r->claims.at[c->summed_with].figure.civilian == CASUS_CIVILIAN_YES) continue;
            CasusRange told = civilians ? sums->civilians[id] : sums->all[id];
            if (most(told) < own.low) continue;
            if (worth_of(&c->figure) != worth || (all >= most(told) && is_kind(r, &c->figure))) continue;
            bool lower = worth == WORTH_DESCRIBED ? told.low > out.low : told.low < out.low;       /* who is described one by one may be many */
            if (told.low != CASUS_UNKNOWN && (out.low == CASUS_UNKNOWN || lower)) out.low = told.low;
            if (told.low > top_low) top_low = told.low, is_open = told.high == CASUS_UNKNOWN;
            if (told.high > top_high) top_high = told.high;
        }
        out.high = is_open && top_high <= top_low ? CASUS_UNKNOWN : top_high;
    }
    if (out.high != CASUS_UNKNOWN && out.low > out.high) out.low = out.high;
    return out;
}

static CasusRange total_of_civilians(const Reading *r, const Sums *sums, const CasusIncident *i, CasusEffect effect) {
    if (!tells_of_civilians(r, i, effect)) return (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
    return total(r, sums, i, effect, are_told_apart(r, i, effect));
}

/* ---- parties ------------------------------------------------------------------------------------------------------- */

/* What is said of one party's part, by whom. */
typedef struct { Str party, side; bool reported, accused, estimated, admitted, denied, doubted, by_state; CasusSourceKind kind; } Part;

enum { MOST_PARTS = 256 };              /* parties of one incident told apart */

/* The first mention in or behind the sentence; mentions stand in text order. */
static size_t first_mention(const Reading *r, CasusId sentence) {
    size_t low = 1, high = r->mentions.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->mentions.at[middle].sentence < sentence) low = middle + 1;
        else high = middle;
    }
    return low;
}

/* Somebody by name, or people who are called so, are no body of them. */
static CasusSourceKind kind_of_party(const Reading *r, const CasusClaim *c) {
    if (!side_of(r->pack, c->party).len && side_is_people(r->pack, c->party)) return CASUS_SOURCE_PERSON;
    for (size_t m = first_mention(r, c->sentence); m < r->mentions.len && r->mentions.at[m].sentence == c->sentence; m++)
        if (r->mentions.at[m].type == CASUS_MENTION_PER && str_eq(span_text(r, r->mentions.at[m].span), c->party)) return CASUS_SOURCE_PERSON;
    return CASUS_SOURCE_ORGANIZATION;
}

static Part *part_for(const Reading *r, Part *parts, size_t *n, const CasusClaim *c) {
    Str party = c->party, side = side_of(r->pack, party);
    for (size_t i = 0; i < *n; i++)
        if (str_eq(parts[i].party, party) || (side.len && str_eq(parts[i].side, side))) return &parts[i];
    if (*n == MOST_PARTS) return NULL;
    parts[*n] = (Part){ .party = party, .side = side, .kind = kind_of_party(r, c) };
    return &parts[(*n)++];
}

static void add_claim(Part *p, const CasusClaim *c) {
    if (c->source.is_state && (c->stance == CASUS_STANCE_ACCUSES || c->stance == CASUS_STANCE_ASSERTS || c->stance == CASUS_STANCE_ESTIMATES)) p->by_state = true;
    bool own = c->source.kind == CASUS_SOURCE_PUBLISHER || c->source.kind == CASUS_SOURCE_AUTHOR;
    switch (c->stance) {
    case CASUS_STANCE_ADMITS: p->admitted = true; break;
    case CASUS_STANCE_DENIES: p->denied = true; break;
    case CASUS_STANCE_QUESTIONS: p->doubted = true; break;
    case CASUS_STANCE_ESTIMATES: p->estimated = true; break;
    case CASUS_STANCE_RETRACTS: break;
    default:
        if (own) p->reported = true; else p->accused = true;
        break;
    }
}

static CasusStanding standing_of(const Part *p) {
    bool said = p->reported || p->accused || p->estimated;
    if (p->admitted) return CASUS_STANDING_CLAIMED;
    if (p->denied || p->doubted) return said ? CASUS_STANDING_CONTESTED : CASUS_STANDING_DENIED;
    if (p->reported && !p->accused) return CASUS_STANDING_REPORTED;
    if (p->estimated && !p->accused && !p->reported) return CASUS_STANDING_POSSIBLE;
    return CASUS_STANDING_ALLEGED;
}

/* "police arrested two after the bombing": who took people into custody is not held to have done anything else. */
static bool is_custody(const Reading *r, const CasusIncident *i, const CasusClaim *c) {
    const CasusEvent *e = &r->events.at[c->event];
    bool custody = c->event && (e->type == CASUS_EVENT_ARREST || e->type == CASUS_EVENT_POLICE_ACTION);
    return custody && i->type != CASUS_EVENT_ARREST && i->type != CASUS_EVENT_POLICE_ACTION && i->type != CASUS_EVENT_CRACKDOWN && i->type != CASUS_EVENT_ABDUCTION
        && i->type != CASUS_EVENT_HOSTAGE_TAKING;
}

static void total_parties(Reading *r, CasusIncident *i) {
    Part *parts = arena_array(r->scratch, i->claims.len < MOST_PARTS ? i->claims.len : MOST_PARTS, sizeof *parts);
    size_t n = 0;
    for (size_t k = 0; k < i->claims.len; k++) {
        const CasusClaim *c = &r->claims.at[i->claims.at[k]];
        if (c->about != CASUS_ABOUT_RESPONSIBILITY || str_is_empty(c->party) || c->source.kind == CASUS_SOURCE_COMMENTER || is_custody(r, i, c)) continue;
        Part *part = part_for(r, parts, &n, c);
        if (part) add_claim(part, c); else note(r, c->evidence, "more than 256 parties in one incident: this one is left out of its standings");
    }
    CasusResponsible *out = arena_array(r->keep, n, sizeof *out);
    for (size_t k = 0; k < n; k++) out[k] = (CasusResponsible){ .party = parts[k].party, .side = side_code(r->pack, parts[k].party), .kind = parts[k].kind, .standing = standing_of(&parts[k]), .by_authorities = parts[k].by_state };
    i->responsible = out;
    i->n_responsible = n;
}

void incident_total(Reading *r, const Sums *sums, CasusId incident) {
    CasusIncident *i = &r->incidents.at[incident];
    i->killed = total(r, sums, i, CASUS_EFFECT_KILLED, false);
    i->injured = total(r, sums, i, CASUS_EFFECT_INJURED, false);
    i->civilians_killed = total_of_civilians(r, sums, i, CASUS_EFFECT_KILLED);
    i->civilians_injured = total_of_civilians(r, sums, i, CASUS_EFFECT_INJURED);
    total_parties(r, i);
    i->grade = incident_grade(r, i);
}
