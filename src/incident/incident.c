/* Grouping: sentence by sentence, each scene joins the incident it fits best or begins one of its own. */
#include "incident/incident.h"

#include "base/date.h"
#include "base/zone.h"

enum { MOST_COUNTED = 8, AHEAD_REACH = 2, UNKNOWN_REACH = 3, SHORTEST_MONTH = 28, TELLING = 3, CAMPAIGN = 200, SCALE = 10, MINUTES_OF_DAY = 1440 };     /* a number of three or more tells one occurrence from another */

/* An incident in the making. */
typedef struct {
    CasusEventType type; CasusStage stage; bool finer;              /* finer: the type is more than "attack" */
    CasusId place;                                                  /* entity, 0 unknown */
    CasusId time; bool by_clock;                                    /* 0 unknown; by_clock: told of what came just before */
    int weekday;                                                    /* 1 Monday .. 7, as told where no date comes of it; 0 none */
    CasusId first_sentence, last_sentence;
    size_t n_claims; bool comment, of_period;                       /* of_period: a total of a longer time */
    int64_t counted[MOST_COUNTED]; size_t n_counted;                /* numbers of dead and hurt told of it */
    int64_t most_dead;
} Draft;
typedef LIST_OF(Draft) Drafts;

/* What one sentence says of an occurrence. */
typedef struct { CasusEventType type; CasusStage stage; CasusId place, time, sentence, event; bool has_event, nominal, comment;
               const CasusClaim *claims; size_t n_claims; int weekday;
               bool blame, denied; /* only who did it is said; something is denied */ } Scene;

/* ---- what fits together -------------------------------------------------------------------------------------------- */

enum { AIR = 1, BLAST = 2, ARMED = 4, MURDER = 8, SEIZURE = 16, CROWD = 32, PROPERTY = 64, ABUSE = 128, OTHER = 256 };
/* Types that reports exchange for one another share a bit. */
static int families(CasusEventType type) {
    switch (type) {
    case CASUS_EVENT_ATTACK: return AIR | BLAST | ARMED | MURDER | ABUSE;
    case CASUS_EVENT_AIRSTRIKE: case CASUS_EVENT_DRONE_STRIKE: case CASUS_EVENT_MISSILE_STRIKE: case CASUS_EVENT_SHELLING:
    case CASUS_EVENT_STRAFING: case CASUS_EVENT_CHEMICAL_ATTACK: return AIR;
    case CASUS_EVENT_BOMBING: return BLAST | AIR;
    case CASUS_EVENT_SUICIDE_BOMBING: case CASUS_EVENT_IED: return BLAST;
    case CASUS_EVENT_ARMED_CLASH: case CASUS_EVENT_RAID: return ARMED;
    case CASUS_EVENT_SHOOTING: return ARMED | MURDER;
    case CASUS_EVENT_ASSASSINATION: case CASUS_EVENT_EXECUTION: return MURDER;
    case CASUS_EVENT_KILLING: return MURDER | AIR | BLAST | ARMED;
    case CASUS_EVENT_PROPERTY_DESTRUCTION: return PROPERTY | AIR | BLAST | ARMED;
    case CASUS_EVENT_ABDUCTION: case CASUS_EVENT_HOSTAGE_TAKING: case CASUS_EVENT_ARREST: case CASUS_EVENT_HIJACKING: return SEIZURE;
    case CASUS_EVENT_PROTEST: case CASUS_EVENT_RIOT: case CASUS_EVENT_CRACKDOWN: case CASUS_EVENT_POLICE_ACTION: return CROWD;
    case CASUS_EVENT_USE_OF_FORCE: return CROWD | ARMED;
    case CASUS_EVENT_ARSON: case CASUS_EVENT_LOOTING: case CASUS_EVENT_ROBBERY: case CASUS_EVENT_SABOTAGE: return PROPERTY | BLAST;
    case CASUS_EVENT_TORTURE: case CASUS_EVENT_SEXUAL_VIOLENCE: return ABUSE;
    default: return OTHER << (type % 20);
    }
}

static bool types_fit(CasusEventType a, CasusEventType b) { return a == b || (families(a) & families(b)) != 0; }

typedef enum { UNSAID, AGREE, DIFFER } Fit;

static bool has_name(CasusStrs names, Str name) {
    for (size_t i = 0; i < names.len; i++)
        if (str_eq(names.at[i], name)) return true;
    return false;
}

static bool is_area(const CasusPlace *p) { return p->precision == CASUS_PRECISION_COUNTRY || p->precision == CASUS_PRECISION_PROVINCE; }

/* "at the hospital": where the wounded were brought is not where it happened. */
static bool is_building(const Reading *r, CasusId entity) { return r->entities.at[entity].type == CASUS_MENTION_FAC; }

/* A name that stands where a place would, of which nothing else is known. */
static bool is_unknown(const CasusPlace *p) { return !p->has_point && p->precision == CASUS_PRECISION_UNKNOWN && !p->holder && !p->within.len; }

/* One place, or one inside the other; an area may hold a place of which nothing is known. */
static Fit fit_place(const Reading *r, CasusId a, CasusId b) {
    if (!a || !b) return UNSAID;
    if (a == b) return AGREE;
    const CasusPlace *x = &r->entities.at[a].place, *y = &r->entities.at[b].place;
    if (has_name(x->within, y->name) || has_name(y->within, x->name)) return AGREE;
    if (is_building(r, a) || is_building(r, b)) return UNSAID;
    bool country_differs = x->country[0] && y->country[0] && strcmp(x->country, y->country) != 0;
    if (country_differs) return DIFFER;
    if (x->precision == CASUS_PRECISION_COUNTRY || y->precision == CASUS_PRECISION_COUNTRY) return UNSAID;
    if (is_unknown(y) && !is_unknown(x)) return UNSAID;             /* a street of the town, or no place at all */
    return is_area(x) != is_area(y) ? UNSAID : DIFFER;
}

/* A village told right after its town is where in the town's surroundings it was. */
static bool is_finer(const Reading *r, CasusId known, CasusId told) {
    return r->entities.at[told].place.precision == CASUS_PRECISION_VILLAGE && r->entities.at[known].place.precision != CASUS_PRECISION_VILLAGE;
}

static Fit fit_time(const Reading *r, CasusId a, CasusId b) {
    if (!a || !b) return UNSAID;
    const CasusTime *x = &r->times.at[a], *y = &r->times.at[b];
    if (x->from_day == CASUS_NO_DAY || y->from_day == CASUS_NO_DAY) return UNSAID;
    if (x->from_day <= y->to_day && y->from_day <= x->to_day) return x->period != y->period ? UNSAID : AGREE;
    return DIFFER;
}

/* The days of the week that are told, where no date comes of them. */
static Fit fit_weekday(const Draft *d, const Scene *s) {
    return !d->weekday || !s->weekday ? UNSAID : d->weekday == s->weekday ? AGREE : DIFFER;
}

static bool is_counted(const CasusClaim *c) {
    bool people = c->figure.effect == CASUS_EFFECT_KILLED || c->figure.effect == CASUS_EFFECT_INJURED || c->figure.effect == CASUS_EFFECT_CASUALTIES;
    return c->has_figure && people && c->figure.range.low >= TELLING && !c->figure.approximate;
}

/* Does the scene tell a number that the draft has? */
static bool shares_number(const Draft *d, const Scene *s) {
    for (size_t c = 0; c < s->n_claims; c++)
        for (size_t i = 0; i < d->n_counted; i++)
            if (is_counted(&s->claims[c]) && s->claims[c].figure.range.low == d->counted[i]) return true;
    return false;
}

/* "nearly 7,000 since the war began" beside "12 dead": a toll of another scale is not the incident's. */
static bool scales_differ(const Draft *d, const Scene *s) {
    int64_t top = d->most_dead;
    for (size_t i = 0; i < d->n_counted; i++) top = d->counted[i] > top ? d->counted[i] : top;
    for (size_t c = 0; c < s->n_claims && top; c++) {
        int64_t low = s->claims[c].has_figure ? s->claims[c].figure.range.low : 0;
        bool few = top < TELLING && s->claims[c].figure.effect != CASUS_EFFECT_KILLED;      /* one body found, hundreds wounded */
        if (low >= CAMPAIGN && low / SCALE > top && !few) return true;
    }
    return false;
}

static void count(Draft *d, const CasusClaim *c) {
    if (c->has_figure && c->figure.effect == CASUS_EFFECT_KILLED && c->figure.range.low > d->most_dead) d->most_dead = c->figure.range.low;
    if (is_counted(c) && d->n_counted < MOST_COUNTED) d->counted[d->n_counted++] = c->figure.range.low;
}

/* Does the scene tell of nothing but totals of a longer time, "since October"? */
static bool is_of_period(const Scene *s) {
    bool any = false;
    for (size_t c = 0; c < s->n_claims; c++) {
        if (!s->claims[c].of_period) return false;
        any = true;
    }
    return any;
}

/* How well the scene belongs to the draft; 0 when it cannot. */
static int score_draft(const Reading *r, const Draft *d, const Scene *s, bool newest) {
    if (d->comment != s->comment) return 0;
    Fit place = fit_place(r, d->place, s->place), time = fit_time(r, d->time, s->time);
    if (time == UNSAID) time = fit_weekday(d, s);
    bool number = shares_number(d, s), goes_on = newest && s->sentence - d->last_sentence <= 2 && is_finer(r, d->place, s->place);
    if ((place == DIFFER && !number && !goes_on) || time == DIFFER || scales_differ(d, s)) return 0;
    if (d->of_period != is_of_period(s)) return 0;
    if (s->has_event && !types_fit(d->type, s->type)) return 0;
    int score = 1 + 3 * (place == AGREE) + 3 * (time == AGREE) + (s->has_event && d->type == s->type ? 2 : 0);
    score += (newest ? 2 : 0) + (number ? 3 : 0);
    score += s->sentence - d->last_sentence <= 2 ? 1 : 0;
    return score;
}

/* ---- scenes -------------------------------------------------------------------------------------------------------- */

/* Events that other words only hang on: what may come, what was denied. */
static bool is_told(const CasusEvent *e) { return e->modality == CASUS_MODALITY_ASSERTED || e->modality == CASUS_MODALITY_DENIED; }

/* Types that say no more than that somebody or something was harmed, by whatever. */
static bool is_plain(CasusEventType type) { return type == CASUS_EVENT_ATTACK || type == CASUS_EVENT_KILLING || type == CASUS_EVENT_PROPERTY_DESTRUCTION; }

static int event_rank(const CasusEvent *e) {
    int rank = e->plover == CASUS_PLOVER_ASSAULT ? 8 : e->plover == CASUS_PLOVER_COERCE ? 5 : 1;
    if (is_plain(e->type)) rank -= 2;
    if (!is_told(e)) rank -= 4;
    if (e->nominal) rank -= 1;
    return rank;
}

/* What harms nobody by itself: beside a figure of dead it is told in passing. */
static bool is_harmless(CasusEventType type) {
    switch (type) {
    case CASUS_EVENT_THREAT: case CASUS_EVENT_POLITICAL_ACT: case CASUS_EVENT_CEASEFIRE: case CASUS_EVENT_DISPLACEMENT: case CASUS_EVENT_BORDER_OPENING:
    case CASUS_EVENT_FORCED_WORK_STOPPAGE: case CASUS_EVENT_FAILURE_TO_ACT: return true;
    default: return false;
    }
}

static bool has_victims(const Reading *r, size_t claim, CasusId sentence) {
    for (; claim < r->claims.len && r->claims.at[claim].sentence == sentence; claim++) {
        CasusEffect effect = r->claims.at[claim].figure.effect;
        if (r->claims.at[claim].has_figure && (effect == CASUS_EFFECT_KILLED || effect == CASUS_EFFECT_INJURED || effect == CASUS_EFFECT_CASUALTIES)) return true;
    }
    return false;
}

/* Do the sentence's claims only tell whose deed it was, or does one of them deny it? */
static bool is_blame(const Reading *r, size_t claim, CasusId sentence, bool *denied) {
    bool only = true;
    for (; claim < r->claims.len && r->claims.at[claim].sentence == sentence; claim++) {
        only &= r->claims.at[claim].about == CASUS_ABOUT_RESPONSIBILITY && r->claims.at[claim].event == 0;
        *denied |= r->claims.at[claim].stance == CASUS_STANCE_DENIES;
    }
    return only || *denied;
}

static Scene scene_of(const Reading *r, CasusId sentence, size_t from, size_t to, size_t claim) {
    bool victims = has_victims(r, claim, sentence);
    Scene s = { .sentence = sentence, .comment = r->parts.at[r->sentences.at[sentence].part].role == CASUS_PART_COMMENT };
    s.blame = is_blame(r, claim, sentence, &s.denied);
    s.claims = &r->claims.at[claim];
    while (claim + s.n_claims < r->claims.len && s.claims[s.n_claims].sentence == sentence) s.n_claims++;
    int best = -100;
    for (size_t e = from; e < to; e++) {
        const CasusEvent *event = &r->events.at[e];
        if (!s.place) s.place = r->mentions.at[event->place].entity;
        if (!s.time) s.time = event->time;
        if (event_rank(event) <= best || (victims && is_harmless(event->type))) continue;
        best = event_rank(event);
        s.type = event->type, s.stage = event->stage, s.has_event = true, s.event = (CasusId)e, s.nominal = event->nominal;
    }
    return s;
}

/* A deed told without any claim: "Aircraft struck the village on Monday." What the next sentences say of "the attack" happened there. */
typedef struct { Scene scene; size_t from, to; /* its events */ } Ahead;

static bool is_deed(const CasusEvent *e) { return e->plover == CASUS_PLOVER_ASSAULT && e->modality == CASUS_MODALITY_ASSERTED && !is_plain(e->type); }

static void look_ahead(const Reading *r, Ahead *ahead, CasusId sentence, size_t from, size_t to) {
    bool deed = false;
    for (size_t e = from; e < to; e++) deed |= is_deed(&r->events.at[e]);
    if (!deed) return;
    Scene s = scene_of(r, sentence, from, to, r->claims.len);
    if (s.place) *ahead = (Ahead){ s, from, to };
}

/* Is it what the scene, which tells no place, goes on about? */
static bool goes_on(const Reading *r, const Ahead *ahead, const Scene *s) {
    const Scene *deed = &ahead->scene;
    if (!deed->place || s->place || s->comment != deed->comment || s->sentence - deed->sentence > AHEAD_REACH) return false;
    bool own = s->has_event && !s->nominal && !is_plain(s->type);       /* a deed of its own */
    return !own && (!s->has_event || types_fit(deed->type, s->type)) && fit_time(r, deed->time, s->time) != DIFFER;
}

static void take_ahead(const Ahead *ahead, Scene *s) {
    s->place = ahead->scene.place;
    if (!s->time) s->time = ahead->scene.time;
    if (!s->has_event || is_plain(s->type)) s->type = ahead->scene.type, s->stage = ahead->scene.stage, s->has_event = true;
}

/* "The house stood near the market of Tal Amal.": a sentence without a deed tells where it was of which the sentences before told nothing so near. */
static void complete_place(const Reading *r, Draft *d, CasusId sentence, size_t from, size_t to) {
    CasusId told = r->places[sentence];
    for (size_t e = from; e < to; e++)
        if (is_deed(&r->events.at[e])) return;
    bool headed = r->parts.at[r->sentences.at[d->last_sentence].part].role == CASUS_PART_TITLE;     /* the text below tells it better */
    if (!told || headed || sentence - d->last_sentence > AHEAD_REACH || d->comment != (r->parts.at[r->sentences.at[sentence].part].role == CASUS_PART_COMMENT)) return;
    const CasusPlace *mine = &r->entities.at[d->place].place, *its = &r->entities.at[told].place;
    if (is_area(its) || is_unknown(its)) return;
    if (!d->place || (is_area(mine) && fit_place(r, d->place, told) != DIFFER)) d->place = told;
}

/* The day the narrative is at: the last day told in the sentences just before. */
typedef struct { CasusId time, sentence; } Clock;

static void wind(const Reading *r, Clock *clock, CasusId sentence, CasusId *next) {
    for (; *next < r->times.len && r->times.at[*next].sentence <= sentence; ++*next) {
        const CasusTime *t = &r->times.at[*next];
        bool is_day = t->from_day != CASUS_NO_DAY && t->to_day - t->from_day <= 1 && !t->period && !t->of_speech;
        if (is_day) *clock = (Clock){ *next, t->sentence };
    }
}

/* The hour of a day told before, or a day inside the year or month told before ("the third massacre in 2031 ... on 4 March"). */
static bool is_closer(const Reading *r, CasusId known, CasusId told) {
    const CasusTime *a = &r->times.at[known], *b = &r->times.at[told];
    bool clock = b->from_minute != CASUS_UNKNOWN && !b->is_part && b->from_day == b->to_day;
    if (clock && (a->from_minute == CASUS_UNKNOWN || a->is_part) && a->from_day == b->from_day && a->to_day == b->to_day) return true;
    bool coarse = a->from_day != CASUS_NO_DAY && a->to_day - a->from_day >= SHORTEST_MONTH - 1;
    return coarse && b->from_day >= a->from_day && b->to_day <= a->to_day && b->to_day - b->from_day < SHORTEST_MONTH - 1;
}

/* "on Monday ... at 22:00": the hour of the scene's day that the sentence tells besides. `end`: the first time behind the sentence. */
static void find_hour(const Reading *r, Scene *s, CasusId end) {
    for (CasusId t = end; s->time && t > 1 && r->times.at[t - 1].sentence == s->sentence; t--)
        if (is_closer(r, s->time, t - 1)) s->time = t - 1;
}

static int weekday_of(const Reading *r, const CasusTime *time) {
    const CasusSentence *sentence = &r->sentences.at[time->sentence];
    for (CasusId t = sentence->first; t <= sentence->last && r->tokens.at[t].span.start < time->span.end; t++) {
        if (r->tokens.at[t].span.start < time->span.start) continue;
        for (CasusId m = r->tokens.at[t].mark; m && m < r->marks.len && r->marks.at[m].first == t; m++) {
            const PackRow *row = mark_row(r, &r->marks.at[m]);
            if (r->marks.at[m].kind == CASUS_MARK_TIME && row->cell[TIME_KIND] == TIME_WEEKDAY) return row->cell[TIME_VALUE] + 1;
        }
    }
    return 0;
}

/* The first weekday of the sentence of which no date comes, and on which nobody only spoke. */
static void find_weekday(const Reading *r, Scene *s, CasusId end) {
    for (CasusId t = end; t > 1 && r->times.at[t - 1].sentence == s->sentence; t--) {
        const CasusTime *time = &r->times.at[t - 1];
        int weekday = time->from_day == CASUS_NO_DAY && !time->of_speech && !time->period ? weekday_of(r, time) : 0;
        if (weekday) s->weekday = weekday;
    }
}

/* Is the scene's place rather where it was than the one that the draft has? A name of which nothing is known is believed near the beginning only. */
static bool is_better_place(const Reading *r, const Draft *d, const Scene *s) {
    const CasusPlace *mine = &r->entities.at[d->place].place, *its = &r->entities.at[s->place].place;
    bool far = s->sentence - d->first_sentence > UNKNOWN_REACH;
    if (far && is_unknown(its) && !is_building(r, s->place)) return false;
    if (!d->place || is_finer(r, d->place, s->place) || (is_area(mine) && !is_area(its))) return true;
    if (is_building(r, d->place) && !is_building(r, s->place)) return !is_area(its);
    return mine->precision == CASUS_PRECISION_COUNTRY && its->precision != CASUS_PRECISION_COUNTRY;
}

static bool is_from_afar(CasusEventType type) {
    return type == CASUS_EVENT_AIRSTRIKE || type == CASUS_EVENT_DRONE_STRIKE || type == CASUS_EVENT_MISSILE_STRIKE;
}

static void take(Reading *r, Draft *d, const Scene *s) {
    d->last_sentence = s->sentence;
    bool is_cause = d->type == CASUS_EVENT_BOMBING && is_from_afar(s->type);        /* "explosions were heard ... missiles struck" */
    if (s->has_event && (!d->finer || is_cause) && !is_plain(s->type)) d->type = s->type, d->finer = true;
    if (s->time && (!d->time || is_closer(r, d->time, s->time))) d->time = s->time;
    if (!d->weekday && !d->time) d->weekday = s->weekday;
    d->by_clock &= !s->time;
    if (s->place && is_better_place(r, d, s)) d->place = s->place;
}

enum { LOOK_BACK = 12, MANY_DRAFTS = 64, CLOCK_REACH = 2 };

/* Whose deed it was is mostly said of what the report is about: the fitting draft with most claims, the first of them. */
static CasusId most_told(const Drafts *drafts, const Scene *s) {
    CasusId best = 0;
    for (CasusId d = 1; d < drafts->len && d < MANY_DRAFTS; d++) {
        if (drafts->at[d].comment != s->comment || (s->has_event && !s->denied && !types_fit(drafts->at[d].type, s->type))) continue;
        if (!best || drafts->at[d].n_claims > drafts->at[best].n_claims) best = d;
    }
    return best;
}

/* Where a new paragraph tells no place and no day, what came up in passing is over: the report is back at what it is about. */
static bool is_aside_over(const Reading *r, const Drafts *drafts, const Scene *s, CasusId newest) {
    return newest && !s->place && !s->time && r->sentences.at[drafts->at[newest].last_sentence].part != r->sentences.at[s->sentence].part;
}

/* Is more said of it than of all the rest? */
static bool is_main(const Drafts *drafts, CasusId main) {
    size_t n = 0;
    for (CasusId d = 1; d < drafts->len && d < MANY_DRAFTS; d++) n += drafts->at[d].n_claims;
    return 2 * drafts->at[main].n_claims > n;
}

/* The draft for a scene: the best fitting of the first and of the last few, else a new one. */
static CasusId draft_for(Reading *r, Drafts *drafts, const Scene *s, CasusId newest) {
    if (s->blame && !s->place && !s->time) {
        CasusId main = most_told(drafts, s);
        if (main) return main;
    }
    bool is_bare = !s->place && !s->time && (!s->has_event || s->nominal);
    if (is_aside_over(r, drafts, s, newest)) {
        CasusId main = most_told(drafts, s);
        if (main && is_main(drafts, main) && !scales_differ(&drafts->at[main], s)) return main;
    }
    CasusId best = 0;
    int best_score = 0;
    for (CasusId d = (CasusId)drafts->len; d-- > 1;) {
        if (d > 2 && d + LOOK_BACK < drafts->len) continue;
        int score = score_draft(r, &drafts->at[d], s, d == newest);
        if (score > best_score) best = d, best_score = score;
    }
    if (best && (is_bare || best_score >= 2)) return best;
    if (is_bare && newest && drafts->at[newest].comment == s->comment && !s->has_event && !scales_differ(&drafts->at[newest], s)) return newest;
    Draft *d = list_add(drafts, r->scratch);
    *d = (Draft){ .type = s->has_event ? s->type : CASUS_EVENT_ATTACK, .stage = s->stage, .finer = s->has_event && !is_plain(s->type),
                  .place = s->place, .time = s->time, .weekday = s->weekday, .first_sentence = s->sentence, .last_sentence = s->sentence, .comment = s->comment, .of_period = is_of_period(s) };
    return (CasusId)(drafts->len - 1);
}

/* ---- writing ------------------------------------------------------------------------------------------------------- */

/* The dates of a TIMEX3 value that is no finer than a day are the value itself ("2015-11"). */
static void write_dates(Reading *r, CasusIncident *i, const CasusTime *t) {
    if (t->from_day == CASUS_NO_DAY) return;
    bool coarse = (t->value.len == 4 || t->value.len == 7) && t->value.at[0] >= '1' && t->value.at[0] <= '2' && !t->period;
    if (coarse) { i->from = i->to = t->value; return; }
    i->from = day_format(t->from_day, r->keep);
    i->to = day_format(t->to_day, r->keep);
}

/* The hours of a clock, there and in UTC. "11 p.m. to 1 a.m." ends on the next day. */
static void write_hours(Reading *r, CasusIncident *i, const CasusTime *t) {
    Zone zone;
    if (t->from_day == CASUS_NO_DAY || t->from_day != t->to_day || t->from_minute == CASUS_UNKNOWN || t->is_part) return;
    int32_t end = t->to_minute < t->from_minute ? t->to_minute + MINUTES_OF_DAY : t->to_minute, ahead = t->ahead;
    bool told = ahead != CASUS_UNKNOWN, known = i->has_place && zone_of_place(r->pack, &i->place, t->from_day, t->from_minute, &zone);
    if (!told && known) ahead = zone.minutes;
    int32_t later = told && known ? zone.minutes - ahead : 0;          /* the place's clocks against those told */
    if (!told || known) i->clock_from = zone_time(t->from_day, t->from_minute + later, r->keep), i->clock_to = zone_time(t->from_day, end + later, r->keep);
    if (known) i->zone = str_copy(zone.name, r->keep);
    if (ahead == CASUS_UNKNOWN) return;
    i->utc_from = str_join(zone_time(t->from_day, t->from_minute - ahead, r->scratch), S(""), S("Z"), r->keep);
    i->utc_to = str_join(zone_time(t->from_day, end - ahead, r->scratch), S(""), S("Z"), r->keep);
}

/* Of what happened at a mosque of a town is known that it was in or near the town. */
static void stand_near_holder(const Reading *r, CasusPlace *place) {
    const CasusPlace *holder = &r->entities.at[place->holder].place;
    if (place->has_point || !place->holder || !holder->has_point) return;
    place->lat = holder->lat;
    place->lon = holder->lon;
    place->has_point = true;
    place->precision = CASUS_PRECISION_NEAR;
    if (!place->country[0]) memcpy(place->country, holder->country, sizeof place->country);
}

static CasusId write_incident(Reading *r, const Draft *d) {
    CasusIncident *i = list_add(&r->incidents, r->keep);
    *i = (CasusIncident){ .type = d->type, .stage = d->stage };
    if (d->time) write_dates(r, i, &r->times.at[d->time]);
    if (d->place) i->has_place = true, i->place = r->entities.at[d->place].place;
    if (is_area(&i->place)) i->place.has_point = false;     /* what is only known to a province is an area, no pin in its middle */
    stand_near_holder(r, &i->place);
    if (d->time) write_hours(r, i, &r->times.at[d->time]);
    i->killed = i->injured = i->civilians_killed = i->civilians_injured = (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
    return list_last_id(&r->incidents);
}

/* ---- what is said in general --------------------------------------------------------------------------------------- */

/* Without a place, a day or a number, and denied by nobody: "the rebels keep murdering" tells of no occurrence, where the report has others. */
static bool *general_drafts(const Reading *r, const Drafts *drafts, size_t *n_general) {
    bool *general = arena_array(r->scratch, drafts->len, sizeof *general);
    for (CasusId d = 1; d < drafts->len; d++) general[d] = !drafts->at[d].place && (!drafts->at[d].time || drafts->at[d].by_clock) && !drafts->at[d].comment;
    for (CasusId c = 1; c < r->claims.len; c++) {
        const CasusClaim *claim = &r->claims.at[c];
        if (claim->has_figure || claim->stance != CASUS_STANCE_ASSERTS) general[claim->incident] = false;
    }
    size_t n = 0;
    for (CasusId d = 1; d < drafts->len; d++) n += general[d] && drafts->at[d].n_claims;
    *n_general = n;
    return general;
}

/* Takes their claims away, where something else is told; figures are none of them, so only groups point at claims that go. */
static void drop_general(Reading *r, Drafts *drafts) {
    size_t n_general, n_told = 0;
    const bool *general = general_drafts(r, drafts, &n_general);
    for (CasusId d = 1; d < drafts->len; d++) n_told += drafts->at[d].n_claims > 0;
    if (!n_general || n_general == n_told) return;
    CasusId *now = arena_array(r->scratch, r->claims.len, sizeof *now);
    size_t kept = 1;
    for (CasusId c = 1; c < r->claims.len; c++) {
        if (general[r->claims.at[c].incident]) continue;
        now[c] = (CasusId)kept;
        r->claims.at[kept++] = r->claims.at[c];
    }
    r->claims.len = kept;
    for (CasusId c = 1; c < kept; c++) {
        CasusClaim *claim = &r->claims.at[c];
        claim->revises = now[claim->revises];
        claim->part_of = now[claim->part_of];
        claim->summed_with = now[claim->summed_with];
    }
    for (CasusId d = 1; d < drafts->len; d++)
        if (general[d]) drafts->at[d].n_claims = 0;
}

/* ---- all of it ----------------------------------------------------------------------------------------------------- */

static void write_all(Reading *r, Drafts *drafts) {
    CasusId *incident = arena_array(r->scratch, drafts->len, sizeof *incident);
    for (CasusId d = 1; d < drafts->len; d++)
        if (drafts->at[d].n_claims) incident[d] = write_incident(r, &drafts->at[d]);
    CasusId **ids = arena_array(r->scratch, r->incidents.len, sizeof *ids);
    for (CasusId d = 1; d < drafts->len; d++)
        if (incident[d]) ids[incident[d]] = arena_array(r->keep, drafts->at[d].n_claims, sizeof **ids);
    for (CasusId c = 1; c < r->claims.len; c++) {
        CasusId i = r->claims.at[c].incident = incident[r->claims.at[c].incident];
        ids[i][r->incidents.at[i].claims.len++] = c;
        r->incidents.at[i].claims.at = ids[i];
    }
    for (CasusId e = 1; e < r->events.len; e++) {
        CasusEvent *event = &r->events.at[e];
        event->incident = incident[event->incident];
        if (event->incident && !types_fit(event->type, r->incidents.at[event->incident].type)) event->incident = 0;      /* told in one breath with it: "police arrested two" */
    }
}

void incident_read(Reading *r) {
    Drafts drafts = { 0 };
    list_start(&drafts, r->scratch);
    size_t event = 1;
    CasusId claim = 1, newest = 0, next_time = 1;
    Clock clock = { 0, 0 };
    Ahead ahead = { .from = 0 };
    for (CasusId s = 1; s < r->sentences.len; s++) {
        wind(r, &clock, s, &next_time);
        size_t from = event;
        while (event < r->events.len && r->events.at[event].sentence <= s) event++;
        bool has_claim = claim < r->claims.len && r->claims.at[claim].sentence == s;
        if (!has_claim) {
            look_ahead(r, &ahead, s, from, event);
            if (newest) complete_place(r, &drafts.at[newest], s, from, event);
            continue;
        }
        Scene scene = scene_of(r, s, from, event, claim);
        find_hour(r, &scene, next_time);
        find_weekday(r, &scene, next_time);
        bool follows = goes_on(r, &ahead, &scene);
        if (follows) take_ahead(&ahead, &scene);
        newest = draft_for(r, &drafts, &scene, newest);
        for (size_t e = ahead.from; follows && e < ahead.to; e++) r->events.at[e].incident = newest;
        ahead = (Ahead){ .from = 0 };
        take(r, &drafts.at[newest], &scene);
        if (!drafts.at[newest].time && clock.time && s - clock.sentence <= CLOCK_REACH) drafts.at[newest].time = clock.time, drafts.at[newest].by_clock = true;
        for (; claim < r->claims.len && r->claims.at[claim].sentence == s; claim++) {
            r->claims.at[claim].incident = newest;
            drafts.at[newest].n_claims++;
            count(&drafts.at[newest], &r->claims.at[claim]);
        }
        for (size_t e = from; e < event; e++) r->events.at[e].incident = newest;
    }
    drop_general(r, &drafts);
    write_all(r, &drafts);
    const Sums *sums = incident_sums(r);
    for (CasusId i = 1; i < r->incidents.len; i++) incident_total(r, sums, i);
    incident_words(r);
}
