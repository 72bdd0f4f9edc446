/* What a comparison found, a row an incident. */
#include "export/compare.h"

/* What of a matched pair is told otherwise. */
typedef struct { bool date, place, killed, parties, type; } Differences;
static const char *const differing[] = { "date", "place", "killed", "parties", "type" };
enum { N_DIFFERING = sizeof differing / sizeof *differing };

static bool is_told(CasusRange range) { return range.low != CASUS_UNKNOWN || range.high != CASUS_UNKNOWN; }

static bool figures_differ(CasusRange a, CasusRange b) { return (is_told(a) || is_told(b)) && (a.low != b.low || a.high != b.high); }

static Differences differences_of(Comparing *c, const Told *ours, const Told *theirs) {
    SameScore score = same_weigh(&ours->key, &theirs->key);
    bool tell_types = c->type_column >= 0 && ours->type.len && theirs->code.len;
    Str as_theirs = tell_types ? code_find(&c->codes.event, EVENT_CODE_TYPE, ours->type)->cell[c->type_column] : (Str){ 0 };    /* their words are fewer */
    Differences d = { .date = ours->first != theirs->first || ours->last != theirs->last, .killed = figures_differ(ours->killed, theirs->killed),
                      .parties = score.parties.verdict == SAME_DIFFER, .type = tell_types && !str_eq(as_theirs, theirs->code) };
    d.place = !same_is_called_like(ours->key.place.name, theirs->key.place.name);
    c->n->date_differs += d.date;
    c->n->place_differs += d.place;
    c->n->killed_differs += d.killed;
    c->n->parties_differ += d.parties;
    c->n->type_differs += d.type;
    return d;
}

static bool differs(const Differences *d, size_t k) {
    const bool all[N_DIFFERING] = { d->date, d->place, d->killed, d->parties, d->type };
    return all[k];
}

/* ---- why the two are held to be one -------------------------------------------------------------------------------------- */

typedef struct { const char *part; SamePart found; } Reason;
enum { N_REASONS = 5 };

static void reasons_of(const Told *ours, const Told *theirs, Reason reasons[N_REASONS]) {
    SameScore score = same_weigh(&ours->key, &theirs->key);
    reasons[0] = (Reason){ "place", score.place };
    reasons[1] = (Reason){ "time", score.time };
    reasons[2] = (Reason){ "type", score.type };
    reasons[3] = (Reason){ "parties", score.parties };
    reasons[4] = (Reason){ "killed", score.killed };
}

static Str why_cell(Comparing *c, const Told *ours, const Told *theirs) {
    Text text = { .arena = &c->inner };
    Reason reasons[N_REASONS];
    reasons_of(ours, theirs, reasons);
    for (size_t k = 0; k < N_REASONS; k++)
        if (reasons[k].found.verdict != SAME_MISSING) text_add_format(&text, "%s%s %d", text.len ? "; " : "", reasons[k].part, reasons[k].found.weight);
    return text_str(&text);
}

/* ---- CSV ------------------------------------------------------------------------------------------------------------------ */

static const char *const columns[] = { "standing", "incident", "their_id", "points", "why", "our_date", "their_date", "our_place", "their_place", "our_killed",
    "their_killed", "our_parties", "their_parties", "our_type", "their_type", "differs" };
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static void put(Comparing *c, Str bytes) {
    if (c->sink && !c->sink(c->to, bytes.at, bytes.len)) c->sink = NULL;
}

static void end_row(Comparing *c, Row *row) {
    text_add(&row->line, S("\r\n"));
    put(c, text_str(&row->line));
}

static Str date_cell(Comparing *c, const Told *told) {
    if (!told->to.len || str_eq(told->from, told->to)) return told->from;
    return str_join(told->from, S("/"), told->to, &c->inner);
}

static Str killed_cell(Comparing *c, const Told *told) {
    CasusRange killed = told->killed;
    Text cell = { .arena = &c->inner };
    if (!is_told(killed)) return (Str){ 0 };
    if (killed.low != CASUS_UNKNOWN) text_add_format(&cell, "%lld", (long long)killed.low);
    if (killed.low == killed.high) return text_str(&cell);
    text_add(&cell, S(" to "));
    if (killed.high != CASUS_UNKNOWN) text_add_format(&cell, "%lld", (long long)killed.high);
    return text_str(&cell);
}

static Str parties_cell(Comparing *c, const Told *told) {
    return told->party[1].len ? str_join(told->party[0], S("; "), told->party[1], &c->inner) : told->party[0];
}

static Str place_cell(Comparing *c, const Told *told) {
    (void)c;
    return told->place;
}

static void add_both(Comparing *c, Row *row, Str (*cell)(Comparing *c, const Told *told), const Told *ours, const Told *theirs) {
    row_str(row, ours ? cell(c, ours) : (Str){ 0 });
    row_str(row, theirs ? cell(c, theirs) : (Str){ 0 });
}

static Str differs_cell(Comparing *c, const Differences *d) {
    Text all = { .arena = &c->inner };
    for (size_t k = 0; k < N_DIFFERING; k++)
        if (differs(d, k)) text_add_format(&all, "%s%s", all.len ? "; " : "", differing[k]);
    return text_str(&all);
}

static void write_row(Comparing *c, Str standing, const Told *ours, const Told *theirs, int points) {
    bool both = ours && theirs;
    Differences d = both ? differences_of(c, ours, theirs) : (Differences){ 0 };
    Row row = { .line = { .arena = &c->inner } };
    row_str(&row, standing);
    row_str(&row, ours ? ours->id : (Str){ 0 });
    row_str(&row, theirs ? theirs->id : (Str){ 0 });
    row_number(&row, both ? points : CASUS_UNKNOWN);
    row_str(&row, both ? why_cell(c, ours, theirs) : (Str){ 0 });
    add_both(c, &row, date_cell, ours, theirs);
    add_both(c, &row, place_cell, ours, theirs);
    add_both(c, &row, killed_cell, ours, theirs);
    add_both(c, &row, parties_cell, ours, theirs);
    row_str(&row, ours ? ours->type : (Str){ 0 });
    row_str(&row, theirs ? theirs->code : (Str){ 0 });
    row_str(&row, differs_cell(c, &d));
    end_row(c, &row);
}

static void write_header(Comparing *c) {
    Row head = { .line = { .arena = &c->inner } };
    for (size_t k = 0; k < N_COLUMNS; k++) row_str(&head, str_of(columns[k]));
    end_row(c, &head);
}

/* ---- JSON Lines ----------------------------------------------------------------------------------------------------------- */

static void write_told(Comparing *c, JsonKey key, const Told *told, Str type) {
    JsonWriter *w = &c->json;
    json_key_put(w, key);
    if (!told) {
        json_null(w);
        return;
    }
    json_open(w, '{');
    json_key(w, "id"); json_str(w, told->id);
    json_key(w, "from"); json_str_or_null(w, told->from);
    json_key(w, "to"); json_str_or_null(w, told->to);
    json_key(w, "place"); json_str_or_null(w, told->place);
    json_key(w, "country"); json_str_or_null(w, told->country);
    json_key(w, "lat"); if (told->has_point) json_real(w, told->lat, 5); else json_null(w);
    json_key(w, "lon"); if (told->has_point) json_real(w, told->lon, 5); else json_null(w);
    json_key(w, "killed"); json_range(w, told->killed);
    json_key(w, "parties"); json_open(w, '[');
    for (size_t k = 0; k < 2; k++)
        if (told->party[k].len) json_str(w, told->party[k]);
    json_close(w, ']');
    json_key(w, "type"); json_str_or_null(w, type);
    json_close(w, '}');
}

static void write_why(Comparing *c, const Told *ours, const Told *theirs) {
    static const char *const verdicts[] = { [SAME_MISSING] = "missing", [SAME_AGREE] = "agree", [SAME_DIFFER] = "differ" };
    JsonWriter *w = &c->json;
    Reason reasons[N_REASONS];
    reasons_of(ours, theirs, reasons);
    json_key(w, "why"); json_open(w, '[');
    for (size_t k = 0; k < N_REASONS; k++) {
        json_open(w, '{');
        json_key(w, "part"); json_str(w, str_of(reasons[k].part));
        json_key(w, "verdict"); json_str(w, str_of(verdicts[reasons[k].found.verdict]));
        json_key(w, "points"); json_number(w, reasons[k].found.weight);
        json_close(w, '}');
    }
    json_close(w, ']');
}

static void write_object(Comparing *c, Str standing, const Told *ours, const Told *theirs, int points) {
    JsonWriter *w = &c->json;
    json_open(w, '{');
    json_key(w, "standing"); json_str(w, standing);
    write_told(c, JSON_KEY("ours"), ours, ours ? ours->type : (Str){ 0 });
    write_told(c, JSON_KEY("theirs"), theirs, theirs ? theirs->code : (Str){ 0 });
    if (ours && theirs) {
        Differences d = differences_of(c, ours, theirs);
        json_key(w, "points"); json_number(w, points);
        json_key(w, "threshold"); json_number(w, SAME_THRESHOLD);
        write_why(c, ours, theirs);
        json_key(w, "differs"); json_open(w, '[');
        for (size_t k = 0; k < N_DIFFERING; k++)
            if (differs(&d, k)) json_str(w, str_of(differing[k]));
        json_close(w, ']');
    }
    json_close(w, '}');
    json_newline(w);
}

/* ---- all of it ------------------------------------------------------------------------------------------------------------ */

static void write_one(Comparing *c, Str standing, const Told *ours, const Told *theirs, int points) {
    if (c->as_json) write_object(c, standing, ours, theirs, points);
    else write_row(c, standing, ours, theirs, points);
    arena_reset(&c->inner);
}

bool compared_write(Comparing *c) {
    if (c->as_json) json_start(&c->json, c->sink, c->to);
    else write_header(c);
    for (size_t k = 0; k < c->pairs.len; k++) {
        const Pair *pair = &c->pairs.at[k];
        write_one(c, S("matched"), &c->ours.at[pair->ours], &c->theirs.at[pair->theirs], pair->points);
    }
    for (size_t k = 0; k < c->ours.len; k++)
        if (!c->ours.at[k].matched) write_one(c, S("only ours"), &c->ours.at[k], NULL, 0);
    for (size_t k = 0; k < c->theirs.len; k++)
        if (!c->theirs.at[k].matched) write_one(c, S("only theirs"), NULL, &c->theirs.at[k], 0);
    return c->as_json ? json_finish(&c->json) : c->sink != NULL;
}
