/* What two reports of one occurrence have in common beside the facts: the names and rarer words of the sentences that tell of it, stretches
 * that one may have copied from the other, and the day as told where no date comes of it. */
#include "incident/incident.h"

#include "base/date.h"

enum { MOST_WORDS = 16, SHORTEST_WORD = 5, SHINGLE = 8 /* words */, WINDOW = 8 /* shingles */, MOST_PASSAGES = 16 };

typedef LIST_OF(Str) Words;
/* The words of an incident's sentences, and a hash a shingle. */
typedef struct { Words words; LIST_OF(uint64_t) hashes; uint64_t passages[MOST_PASSAGES]; size_t n_passages; } Gist;

/* ---- words ------------------------------------------------------------------------------------------------------- */

/* USUAL: what every such report may hold, that is what the tables know as deed, weapon, side, source or time, and the names of whole
 * countries and of armed sides. BUILT: a refinery, a church. */
typedef enum { PLAIN, BUILT, USUAL } Telling;

static void set_tokens(Telling *tokens, CasusId first, CasusId last, Telling value) {
    for (CasusId t = first; t <= last; t++)
        if (tokens[t] < value) tokens[t] = value;
}

static Telling *list_tellings(const Reading *r) {
    Telling *tokens = arena_array(r->scratch, r->tokens.len, sizeof *tokens);
    for (size_t m = 1; m < r->marks.len; m++) {
        const CasusMark *mark = &r->marks.at[m];
        if (mark->row) set_tokens(tokens, mark->first, mark->last, mark->kind == CASUS_MARK_FACILITY ? BUILT : USUAL);
    }
    for (size_t m = 1; m < r->mentions.len; m++) {
        const CasusMention *mention = &r->mentions.at[m];
        const CasusEntity *entity = &r->entities.at[mention->entity];
        bool is_area = entity->has_place && (entity->place.precision == CASUS_PRECISION_COUNTRY || entity->place.precision == CASUS_PRECISION_PROVINCE);
        if (!entity->has_actor && !is_area && mention->type != CASUS_MENTION_NORP) continue;
        set_tokens(tokens, mention->first, mention->last, USUAL);
    }
    return tokens;
}

static bool is_telling(const Reading *r, CasusId token, const Telling *tokens) {
    const CasusToken *t = &r->tokens.at[token];
    if (tokens[token] != PLAIN) return tokens[token] == BUILT;
    if (!(t->shape & CASUS_SHAPE_WORD) || (t->shape & (CASUS_SHAPE_DIGITS | CASUS_SHAPE_COMMON))) return false;
    size_t len = t->span.end - t->span.start;
    return t->shape & CASUS_SHAPE_CAPITAL ? len >= 3 : len >= SHORTEST_WORD;
}

/* Addresses and the names of accounts say where it was read, not what happened. */
static bool is_address(Str word) {
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] == '/' || word.at[i] == '@' || word.at[i] == '.') return true;
    return false;
}

static bool is_name(const Reading *r, CasusId token) { return (r->tokens.at[token].shape & CASUS_SHAPE_CAPITAL) != 0; }

static bool is_link(const Reading *r, CasusId token) {
    for (CasusId m = r->tokens.at[token].mark; m && m < r->marks.len && r->marks.at[m].first == token; m++)
        if (r->marks.at[m].kind == CASUS_MARK_NAME_LINK && r->marks.at[m].last == token) return mark_row(r, &r->marks.at[m])->cell[NAME_LINK_PATTERN] != NAME_LINK_COMMON;
    return false;
}

/* The part of a name after its small words, "al-" or "de la"; 0 when none follows. */
static CasusId after_links(const Reading *r, CasusId token, CasusId last) {
    CasusId t = token;
    while (t < last && is_link(r, t)) t++;
    if (t == token) return 0;
    bool is_tied = t < last && !(r->tokens.at[t].shape & CASUS_SHAPE_WORD) && r->tokens.at[t].span.start == r->tokens.at[t - 1].span.end;
    return is_tied && r->tokens.at[t + 1].span.start == r->tokens.at[t].span.end ? t + 1 : t;
}

/* Does a name's first word come after an article of its own: "Al-Amal"? */
static bool is_after_link(const Reading *r, CasusId token, CasusId first) {
    return (token > first && is_link(r, token - 1)) || (token > first + 1 && is_link(r, token - 2) && r->tokens.at[token - 1].span.end == r->tokens.at[token].span.start);
}

/* Names side by side are one, also over small words: "Osmar Bridge", "Tal al-Amal". A noun with an article of its own is whole: what
 * follows in "al-Amal al-Jadida" only tells which. */
static CasusId name_end(const Reading *r, CasusId begin, CasusId first, CasusId last, const Telling *tokens) {
    CasusId end = first;
    if (!is_name(r, first)) return end;
    bool is_whole = is_after_link(r, first, begin);
    while (end < last) {
        CasusId next = is_whole ? 0 : after_links(r, end + 1, last);
        if (!next) next = end + 1;
        if (!is_name(r, next) || !is_telling(r, next, tokens)) break;
        end = next;
    }
    return end;
}

static void add_word(const Reading *r, Words *words, Str word) {
    if (is_address(word)) return;
    for (size_t i = 0; i < words->len; i++)
        if (str_eq(words->at[i], word)) return;
    if (words->len < MOST_WORDS) *list_add(words, r->scratch) = word;
}

/* ---- passages ---------------------------------------------------------------------------------------------------- */

/* Winnowing: of each window of shingle hashes the least, so that a run of 15 words that two texts share leaves both a common one.
 * Source  Schleimer, Wilkerson, Aiken 2003, doi 10.1145/872757.872770 */
static void add_shingles(const Reading *r, Gist *gist, const CasusSentence *sentence) {
    uint64_t words[SHINGLE] = { 0 };
    size_t n = 0;
    for (CasusId t = sentence->first; t <= sentence->last; t++) {
        if (!(r->tokens.at[t].shape & (CASUS_SHAPE_WORD | CASUS_SHAPE_DIGITS))) continue;
        words[n++ % SHINGLE] = str_hash(str_fold(token_text(r, t), r->scratch));
        if (n < SHINGLE) continue;
        uint64_t ring[SHINGLE];
        for (size_t i = 0; i < SHINGLE; i++) ring[i] = words[(n + i) % SHINGLE];
        *list_add(&gist->hashes, r->scratch) = str_hash((Str){ (const char *)ring, sizeof ring });
    }
}

/* Keeps the least ones, ascending, so that of two texts that share much the same are kept. */
static void keep_passage(Gist *gist, uint64_t hash) {
    size_t at = gist->n_passages;
    while (at > 0 && gist->passages[at - 1] > hash) at--;
    if (at == MOST_PASSAGES || (at > 0 && gist->passages[at - 1] == hash)) return;
    if (gist->n_passages < MOST_PASSAGES) gist->n_passages++;
    memmove(gist->passages + at + 1, gist->passages + at, (gist->n_passages - at - 1) * sizeof *gist->passages);
    gist->passages[at] = hash;
}

static void winnow(Gist *gist) {
    size_t n = gist->hashes.len;
    for (size_t start = 0; start < n && (start == 0 || start + WINDOW <= n); start++) {
        uint64_t least = gist->hashes.at[start];
        for (size_t i = start; i < n && i < start + WINDOW; i++)
            if (gist->hashes.at[i] < least) least = gist->hashes.at[i];
        keep_passage(gist, least);
    }
}

/* ---- the day as told --------------------------------------------------------------------------------------------- */

enum { MOST_DAYS = 31, YEAR_LENGTH = 4, WEEKDAY_AT = 5 /* in "XXXX-WXX-1" */ };

static int day_number(Str word) {
    int number = 0;
    size_t i = 0;
    for (; i < word.len && word.at[i] >= '0' && word.at[i] <= '9' && number <= MOST_DAYS; i++) number = number * 10 + (word.at[i] - '0');
    return i > 0 && number <= MOST_DAYS ? number : 0;
}

/* TIMEX3 of a day whose year or week the report does not give: "XXXX-03-04", "XXXX-WXX-2"; empty when it is none. */
static Str told_day(const Reading *r, const CasusTime *time) {
    int month = 0, day = 0, weekday = 0;
    if (time->from_day != CASUS_NO_DAY || time->type != CASUS_TIME_DATE || time->period) return (Str){ 0 };
    const CasusSentence *sentence = &r->sentences.at[time->sentence];
    for (CasusId t = sentence->first; t <= sentence->last; t++) {
        if (r->tokens.at[t].span.start < time->span.start || r->tokens.at[t].span.end > time->span.end) continue;
        for (CasusId m = r->tokens.at[t].mark; m && m < r->marks.len && r->marks.at[m].first == t; m++) {
            const PackRow *row = mark_row(r, &r->marks.at[m]);
            if (r->marks.at[m].kind != CASUS_MARK_TIME) continue;
            if (row->cell[TIME_KIND] == TIME_MONTH) month = row->cell[TIME_VALUE];
            if (row->cell[TIME_KIND] == TIME_WEEKDAY) weekday = row->cell[TIME_VALUE] + 1;
        }
        if (!day) day = day_number(token_text(r, t));
    }
    if (month && day) return str_format(r->keep, "XXXX-%02d-%02d", month, day);
    return weekday && !month ? str_format(r->keep, "XXXX-WXX-%d", weekday) : (Str){ 0 };
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static void take_sentence(const Reading *r, Gist *gist, CasusId sentence, const Telling *tokens) {
    const CasusSentence *s = &r->sentences.at[sentence];
    for (CasusId t = s->first; t <= s->last; t++) {
        if (!is_telling(r, t, tokens)) continue;
        CasusId end = name_end(r, s->first, t, s->last, tokens);
        add_word(r, &gist->words, span_text(r, tokens_span(r, t, end)));
        t = end;
    }
    add_shingles(r, gist, s);
}

static void write_gist(Reading *r, CasusIncident *incident, Gist *gist) {
    winnow(gist);
    CasusStr *words = arena_array(r->keep, gist->words.len, sizeof *words), *passages = arena_array(r->keep, gist->n_passages, sizeof *passages);
    for (size_t i = 0; i < gist->words.len; i++) words[i] = gist->words.at[i];
    for (size_t i = 0; i < gist->n_passages; i++) passages[i] = str_format(r->keep, "%08x", (unsigned)(gist->passages[i] >> 32));
    incident->words = (CasusStrs){ words, gist->words.len };
    incident->passages = (CasusStrs){ passages, gist->n_passages };
}

enum { REACH = 2 };     /* sentences in which the narrative stays at a day */

/* The first day told in the sentences from `first` to `last`; *next is where among the times to go on looking. */
static Str told_between(const Reading *r, CasusId first, CasusId last, CasusId *next) {
    while (*next > 1 && r->times.at[*next - 1].sentence >= first) --*next;
    for (; *next < r->times.len && r->times.at[*next].sentence <= last; ++*next) {
        Str day = r->times.at[*next].sentence >= first ? told_day(r, &r->times.at[*next]) : (Str){ 0 };
        if (day.len) return day;
    }
    return (Str){ 0 };
}

/* The day said where the incident is told, else just before. */
static Str first_told_day(const Reading *r, CasusIds claims, bool dated, CasusId *next) {
    for (size_t k = 0; k < claims.len; k++) {
        CasusId sentence = r->claims.at[claims.at[k]].sentence;
        Str day = told_between(r, sentence, sentence, next);
        if (day.len) return day;
    }
    if (dated) return (Str){ 0 };
    CasusId sentence = claims.len ? r->claims.at[claims.at[0]].sentence : 0;
    return told_between(r, sentence > REACH ? sentence - REACH : 1, sentence, next);
}

/* "the third attack in 2031 ... on Monday", "since 2029": a stretch in which the day is that the report tells. */
static bool is_stretch(const CasusIncident *i) {
    Date from, to;
    if (!date_parse(i->from, &from, NULL) || !date_parse(i->to, &to, NULL)) return false;
    if (!from.day || !to.day) return true;
    return day_of_date(to.year, to.month, to.day) - day_of_date(from.year, from.month, from.day) >= MOST_DAYS;
}

/* The year told before the day is the day's: "in 2031 ... on 4 March". */
static void date_by_year(Reading *r, CasusIncident *i) {
    bool is_year = i->from.len == YEAR_LENGTH && str_eq(i->from, i->to) && i->when.len && i->when.at[WEEKDAY_AT] != 'W';
    if (!is_year) return;
    i->from = i->to = str_join(i->from, S(""), str_cut(i->when, YEAR_LENGTH, i->when.len), r->keep);
    i->when = (Str){ 0 };
}

void incident_words(Reading *r) {
    const Telling *tokens = list_tellings(r);
    CasusId next_time = 1;
    for (CasusId i = 1; i < r->incidents.len; i++) {
        CasusIncident *incident = &r->incidents.at[i];
        Gist gist = { .n_passages = 0 };
        CasusId last = 0;
        for (size_t k = 0; k < incident->claims.len; k++) {
            CasusId sentence = r->claims.at[incident->claims.at[k]].sentence;
            if (sentence != last) take_sentence(r, &gist, sentence, tokens);
            last = sentence;
        }
        write_gist(r, incident, &gist);
        bool dated = incident->from.len || incident->to.len;
        if (!dated || is_stretch(incident)) incident->when = first_told_day(r, incident->claims, dated, &next_time);
        date_by_year(r, incident);
    }
}
