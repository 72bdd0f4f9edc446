/* Gathers one incident: its claims and reports, its days and codes, its numbers under the policy. */
#include "export/export.h"
#include <stdarg.h>
#include <stdio.h>

void add_rule(Exporter *e, Item *item, const char *format, ...) {
    char line[300];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    *list_add(&item->rules, &e->inner) = str_copy(str_of(line), &e->inner);
}

Str rules_str(Exporter *e, const Item *item) {
    Text rules = { .arena = &e->inner };
    for (size_t k = 0; k < item->rules.len; k++) {
        if (k) text_add(&rules, S("; "));
        text_add(&rules, item->rules.at[k]);
    }
    return text_str(&rules);
}

/* ---- what was said ------------------------------------------------------------------------------------------------ */

/* The ledger's strings live until its callback returns. */
static const char *kept(Exporter *e, const char *s) { return s ? str_copy(str_of(s), &e->inner).at : NULL; }

typedef struct { Exporter *e; Item *item; } Gathering;

static bool is_of_commenter(const CasusLedgerClaim *claim) {
    return claim->source_kind && strcmp(claim->source_kind, casus_source_kind_word(CASUS_SOURCE_COMMENTER)) == 0;
}

static bool keep_claim(void *to, const CasusLedgerClaim *claim) {
    Gathering *g = to;
    if (g->e->audience != AUDIENCE_TEAM && is_of_commenter(claim)) {
        g->e->n_comments++;
        if (g->e->how->withheld)
            g->e->how->withheld(g->e->how->with, str_format(&g->e->inner, "incident %lld, claim %lld: left out, a commenter's word", (long long)claim->incident,
                                                            (long long)claim->id).at);
        return true;
    }
    CasusLedgerClaim copy = *claim;
    const char **strings[] = { &copy.source_kind, &copy.source, &copy.via, &copy.stance, &copy.about, &copy.effect, &copy.who, &copy.figure_party, &copy.civilian,
                               &copy.party, &copy.value, &copy.how, &copy.as_of, &copy.evidence, &copy.sentence, &copy.state, &copy.ruled };
    for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) *strings[k] = kept(g->e, *strings[k]);
    *list_add(&g->item->claims, &g->e->inner) = copy;
    return true;
}

static bool keep_report(void *to, const CasusLedgerReport *report) {
    Gathering *g = to;
    CasusLedgerReport copy = *report;
    const char **strings[] = { &copy.report_id, &copy.url, &copy.publisher, &copy.author, &copy.title, &copy.published, &copy.captured, &copy.sha256 };
    for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) *strings[k] = kept(g->e, *strings[k]);
    *list_add(&g->item->reports, &g->e->inner) = copy;
    return true;
}

static StrList names_of(const char *json, Arena *arena) {
    StrList names = { 0 };
    JsonReader reader = json_read(str_of(json ? json : "[]"));
    JsonValue array = json_value(&reader), item;
    for (size_t at = 0; array.kind == JSON_ARRAY && json_item(array, &at, &item);)
        if (item.kind == JSON_STRING) *list_add(&names, arena) = json_string(item, arena, NULL);
    return names;
}

/* Officials and origins are asked for what they tell, which a ruling is not. */
static bool policy_passes_over(const Exporter *e, Str field) {
    static const char *const counted[] = { "killed", "injured", "civilians_killed", "civilians_injured" };
    if (e->policy != POLICY_OFFICIALS && e->policy != POLICY_ORIGINS) return false;
    for (size_t k = 0; k < sizeof counted / sizeof *counted; k++)
        if (str_eq(field, word(counted[k]))) return true;
    return false;
}

/* What a person has set stands among the rules, so that nobody takes it for read. */
static void mark_ruled(Exporter *e, Item *item) {
    Str fields = word(item->i.ruled);
    for (size_t from = 0; from < fields.len;) {
        size_t blank = str_find(fields, S(" "), from), to = blank == SIZE_MAX ? fields.len : blank;
        Str field = str_cut(fields, from, to);
        if (field.len) add_rule(e, item, "%.*s: set by a person%s", (int)field.len, field.at, policy_passes_over(e, field) ? ", which this policy passes over" : "");
        from = to + 1;
    }
    for (size_t k = 0; k < item->claims.len; k++) {
        const CasusLedgerClaim *claim = &item->claims.at[k];
        if (claim->ruled && *claim->ruled) add_rule(e, item, "claim %lld: %s set by a person", (long long)claim->id, claim->ruled);
    }
}

/* ---- how many ----------------------------------------------------------------------------------------------------- */

static void count(Exporter *e, Item *item, const Said *said, CasusRange told, const Counted *what, Figures *figures) {
    Tally tally = policy_count(said, e->policy, told, what);
    *figures = tally.figures;
    if (e->shape->without_injured && what->effect == CASUS_EFFECT_INJURED) return;      /* nobody sees them */
    for (size_t k = 0; k < tally.n_rules; k++) add_rule(e, item, "%s: %s", what->name, tally.rule[k]);
}

static void count_all(Exporter *e, Item *item) {
    const char *killed = e->shape->killed_column ? e->shape->killed_column : "killed";
    Said said = { .arena = &e->inner, .reader = e->how->reader, .sectors = &e->codes.sector, .claims = item->claims };
    policy_begin(&said);
    count(e, item, &said, item->i.killed, &(Counted){ killed, CASUS_EFFECT_KILLED, false }, &item->killed);
    count(e, item, &said, item->i.injured, &(Counted){ "injured", CASUS_EFFECT_INJURED, false }, &item->injured);
    count(e, item, &said, item->i.civilians_killed, &(Counted){ "civilians_killed", CASUS_EFFECT_KILLED, true }, &item->civilians_killed);
    count(e, item, &said, item->i.civilians_injured, &(Counted){ "civilians_injured", CASUS_EFFECT_INJURED, true }, &item->civilians_injured);
}

bool figure_is_said(const Figures *figures) { return figures->low != CASUS_UNKNOWN || figures->best != CASUS_UNKNOWN || figures->high != CASUS_UNKNOWN; }

int64_t figure_shown(const Figures *figures) {
    if (figures->best != CASUS_UNKNOWN) return figures->best;
    return figures->low != CASUS_UNKNOWN ? figures->low : figures->high;
}

bool item_gather(Exporter *e, const CasusLedgerIncident *incident, Item *item) {
    Gathering gathering = { e, item };
    uint64_t n_comments = e->n_comments;
    *item = (Item){ .i = *incident, .days = days_of(incident), .within = names_of(incident->within, &e->inner) };
    if (!casus_ledger_reports(e->ledger, incident->id, keep_report, &gathering, &e->err)) return false;
    if (!casus_ledger_claims(e->ledger, incident->id, keep_claim, &gathering, &e->err)) return false;
    item->only_comments = item->claims.len == 0 && e->n_comments > n_comments;
    count_all(e, item);
    mark_ruled(e, item);
    if (e->audience != AUDIENCE_TEAM && !audience_apply(e, item)) return false;
    item->country_code = code_find(&e->codes.country, COUNTRY_CODE_ISO2, word(item->i.country));
    item->type_code = code_find(&e->codes.event, EVENT_CODE_TYPE, word(item->i.type));
    item->precision_code = code_find(&e->codes.precision, PRECISION_CODE_WORD, word(item->i.precision));
    e->points |= item->i.has_point;
    return true;
}

/* ---- who ---------------------------------------------------------------------------------------------------------- */

static bool is_standing(const char *is, CasusStanding standing) { return is && strcmp(is, casus_standing_word((int)standing)) == 0; }

Side side_named(Exporter *e, const Item *item, Str name) {
    Side side = { .name = name };
    if (!name.len || !e->how->reader) return side;
    CasusActor party = casus_party_find(e->how->reader, name);
    const CodeRow *sector = code_find(&e->codes.sector, SECTOR_CODE_SECTOR, party.sector);
    memcpy(side.country, party.country, sizeof side.country);
    side.inter = sector->cell[SECTOR_CODE_INTER];
    side.side = sector->cell[SECTOR_CODE_SIDE];
    Str home = item->country_code->cell[COUNTRY_CODE_ISO3];
    bool is_abroad = home.len && side.country[0] && !str_eq(home, str_of(side.country));
    if (is_abroad && str_eq(side.side, S("state"))) side.inter = code_find(&e->codes.sector, SECTOR_CODE_SECTOR, S("IGO"))->cell[SECTOR_CODE_INTER];
    return side;
}

Side side_responsible(Exporter *e, const Item *item, size_t *n_parties) {
    const CasusLedgerParty *first = NULL;
    *n_parties = 0;
    for (size_t k = 0; k < item->i.n_parties; k++) {
        const CasusLedgerParty *party = &item->i.parties[k];
        if (is_standing(party->standing, CASUS_STANDING_DENIED) || is_standing(party->standing, CASUS_STANDING_CLEARED)) continue;
        if (!first) first = party;
        ++*n_parties;
    }
    if (!first) return (Side){ 0 };
    Side side = side_named(e, item, str_of(first->party));
    side.standing = first->standing;
    return side;
}

Side side_harmed(Exporter *e, const Item *item) {
    size_t n_parties;
    Side responsible = side_responsible(e, item, &n_parties);
    for (size_t k = 0; k < item->claims.len; k++) {
        Str party = word(item->claims.at[k].figure_party);
        if (party.len && !str_eq(party, responsible.name)) return side_named(e, item, party);
    }
    return (Side){ 0 };
}

/* ---- sources ------------------------------------------------------------------------------------------------------ */

static void add_once(Text *all, Str name) {
    if (!name.len) return;
    Str have = text_str(all);
    for (size_t at = 0; (at = str_find(have, name, at)) != SIZE_MAX; at++) {
        bool starts = at == 0 || have.at[at - 1] == ' ', ends = at + name.len == have.len || have.at[at + name.len] == ';';
        if (starts && ends) return;
    }
    if (have.len) text_add(all, S("; "));
    text_add(all, name);
}

Str publishers_str(Exporter *e, const Item *item) {
    Text all = { .arena = &e->inner };
    for (size_t k = 0; k < item->reports.len; k++) {
        const CasusLedgerReport *report = &item->reports.at[k];
        add_once(&all, word(report->publisher ? report->publisher : report->url));
    }
    return text_str(&all);
}

Str speakers_str(Exporter *e, const Item *item) {
    Text all = { .arena = &e->inner };
    for (size_t k = 0; k < item->claims.len; k++) add_once(&all, word(item->claims.at[k].source));
    return text_str(&all);
}
