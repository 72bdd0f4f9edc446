/* Records -> facts. */
#include "facts.h"

static Fact *fact_add(const Read *read, Facts *facts) { return list_add(facts, read->arena); }

/* The words of a span, line breaks as spaces: a case's expectation is one line. */
static Str span_words(const Read *read, CasusSpan span) {
    Str text = str_copy(str_cut(casus_report_text(read->report), span.start, span.end), read->arena);
    char *at = (char *)text.at;
    for (size_t i = 0; i < text.len; i++)
        if (at[i] == '\n' || at[i] == '\r') at[i] = ' ';
    return text;
}

static void set_text(Fact *fact, Str text, Match match) {
    fact->text = text;
    fact->text_match = match;
    fact->has_text = true;
}

/* What is empty is not said: a case asks for it with key="". */
static void set(Fact *fact, const char *key, Str value, Match match) {
    if (str_is_empty(value)) return;
    assert(fact->n_attributes < MAX_ATTRIBUTES);
    fact->attributes[fact->n_attributes++] = (Attribute){ key, value, match };
}

static void set_number(const Read *read, Fact *fact, const char *key, int64_t n) {
    set(fact, key, n == CASUS_UNKNOWN ? S("?") : str_format(read->arena, "%lld", (long long)n), MATCH_EQUAL);
}

static Str number_word(const Read *read, int64_t n) {
    return n == CASUS_UNKNOWN ? S("?") : str_format(read->arena, "%lld", (long long)n);
}

static Str range_words(const Read *read, CasusRange range) {
    return str_join(number_word(read, range.low), S("-"), number_word(read, range.high), read->arena);
}

static Str joined(const Read *read, CasusStrs strs) {
    Str all = { 0 };
    for (size_t i = 0; i < strs.len; i++)
        all = i ? str_join(all, S(" > "), strs.at[i], read->arena) : strs.at[i];
    return all;
}

/* ---- one function a kind ------------------------------------------------------------------------------------------ */

static void read_refusal(const Read *read, Facts *facts) {
    if (read->report) return;
    set_text(fact_add(read, facts), str_of(read->refusal->line), MATCH_CONTAINS);
}

static void read_info(const Read *read, Facts *facts) {
    const CasusInfo *info = casus_report_info(read->report);
    Fact *fact = fact_add(read, facts);
    set(fact, "id", info->id, MATCH_EQUAL);
    set(fact, "url", info->url, MATCH_EQUAL);
    set(fact, "publisher", info->publisher, MATCH_EQUAL);
    set(fact, "author", info->author, MATCH_EQUAL);
    set(fact, "title", info->title, MATCH_EQUAL);
    set(fact, "published", info->published, MATCH_EQUAL);
    set(fact, "language", info->language, MATCH_EQUAL);
}

static void read_parts(const Read *read, Facts *facts) {
    size_t n;
    const CasusPart *parts = casus_report_parts(read->report, &n);
    for (size_t i = 1; i < n; i++) {
        Fact *fact = fact_add(read, facts);
        fact->words = str_of(casus_part_role_word(parts[i].role));
        set(fact, "author", parts[i].author, MATCH_EQUAL);
        set(fact, "published", parts[i].published, MATCH_EQUAL);
        if (parts[i].depth) set_number(read, fact, "depth", parts[i].depth);
        if (parts[i].parent) set(fact, "parent", span_words(read, parts[parts[i].parent].span), MATCH_BEGINS);
        set(fact, "whole", span_words(read, parts[i].span), MATCH_EQUAL);
        set(fact, "handle", parts[i].handle, MATCH_EQUAL);
        set(fact, "link", parts[i].link, MATCH_EQUAL);
        set_text(fact, span_words(read, parts[i].span), MATCH_BEGINS);
    }
}

static void read_sentences(const Read *read, Facts *facts) {
    size_t n;
    const CasusSentence *sentences = casus_report_sentences(read->report, &n);
    for (size_t i = 1; i < n; i++)
        set_text(fact_add(read, facts), span_words(read, sentences[i].span), MATCH_EQUAL);
}

static void read_tokens(const Read *read, Facts *facts) {
    size_t n;
    const CasusToken *tokens = casus_report_tokens(read->report, &n);
    for (size_t i = 1; i < n; i++)
        set_text(fact_add(read, facts), span_words(read, tokens[i].span), MATCH_EQUAL);
}

/* All tokens as one line, a space at either end and between: a run of them is a part of it. */
static void read_token_run(const Read *read, Facts *facts) {
    size_t n;
    const CasusToken *tokens = casus_report_tokens(read->report, &n);
    Text run = { .arena = read->arena };
    text_add_char(&run, ' ');
    for (size_t i = 1; i < n; i++) {
        text_add(&run, span_words(read, tokens[i].span));
        text_add_char(&run, ' ');
    }
    set_text(fact_add(read, facts), text_str(&run), MATCH_RUN);
}

static void read_quantities(const Read *read, Facts *facts) {
    size_t n;
    const CasusQuantity *quantities = casus_report_quantities(read->report, &n);
    for (size_t i = 1; i < n; i++) {
        const CasusQuantity *q = &quantities[i];
        Fact *fact = fact_add(read, facts);
        fact->words = str_join(number_word(read, q->range.low), S(" "), number_word(read, q->range.high), read->arena);
        fact->approximate = q->approximate;
        set_text(fact, span_words(read, q->span), MATCH_EQUAL);
    }
}

/* "2031-03-04 22:00-23:00": the minutes only when they are known. */
static void read_times(const Read *read, Facts *facts) {
    size_t n;
    const CasusTime *times = casus_report_times(read->report, &n);
    for (size_t i = 1; i < n; i++) {
        const CasusTime *t = &times[i];
        Fact *fact = fact_add(read, facts);
        fact->words_match = MATCH_WORDS_BEGIN;
        fact->words = t->value;
        if (t->from_minute != CASUS_UNKNOWN)
            fact->words = str_format(read->arena, "%.*s %02d:%02d-%02d:%02d", (int)t->value.len, t->value.len ? t->value.at : "",
                                     t->from_minute / 60, t->from_minute % 60, t->to_minute / 60, t->to_minute % 60);
        set_text(fact, span_words(read, t->span), MATCH_EQUAL);
    }
}

static void read_marks(const Read *read, Facts *facts) {
    size_t n, n_tokens;
    const CasusMark *marks = casus_report_marks(read->report, &n);
    const CasusToken *tokens = casus_report_tokens(read->report, &n_tokens);
    for (size_t i = 1; i < n; i++) {
        Fact *fact = fact_add(read, facts);
        fact->words = str_of(casus_mark_kind_word(marks[i].kind));
        CasusSpan span = { tokens[marks[i].first].span.start, tokens[marks[i].last].span.end };
        set_text(fact, span_words(read, span), MATCH_EQUAL);
    }
}

/* Where a mention's entity is: "38.57,-7.91", the places that hold it, and why it is held to be there. */
static void set_place(const Read *read, Fact *fact, const CasusEntity *entity) {
    const CasusPlace *place = &entity->place;
    Str within = { 0 };
    for (size_t i = 0; i < place->within.len; i++)
        within = i ? str_join(within, S(", "), place->within.at[i], read->arena) : place->within.at[i];
    set(fact, "country", str_of(place->country), MATCH_EQUAL);
    if (place->has_point) set(fact, "point", str_format(read->arena, "%.2f,%.2f", place->lat, place->lon), MATCH_EQUAL);
    set(fact, "within", within, MATCH_EQUAL);
    set(fact, "precision", str_of(casus_precision_word(place->precision)), MATCH_EQUAL);
    set(fact, "how", entity->how, MATCH_EQUAL);
}

static void read_mentions(const Read *read, Facts *facts) {
    size_t n, n_entities;
    const CasusMention *mentions = casus_report_mentions(read->report, &n);
    const CasusEntity *entities = casus_report_entities(read->report, &n_entities);
    for (size_t i = 1; i < n; i++) {
        const CasusEntity *entity = &entities[mentions[i].entity];
        Fact *fact = fact_add(read, facts);
        fact->words = str_of(casus_mention_type_word(mentions[i].type));
        set_text(fact, span_words(read, mentions[i].span), MATCH_EQUAL);
        set(fact, "entity", entity->name, MATCH_EQUAL);
        if (entity->has_place) set_place(read, fact, entity);
        if (!str_is_empty(mentions[i].how)) set(fact, "how", mentions[i].how, MATCH_EQUAL);
        if (entity->has_actor) set(fact, "country", str_of(entity->actor.country), MATCH_EQUAL);
    }
}

static Str spans_words(const Read *read, CasusSpans spans) {
    Str all = { 0 };
    for (size_t i = 0; i < spans.len; i++) {
        Str words = span_words(read, spans.at[i]);
        all = i ? str_join(all, S(" ... "), words, read->arena) : words;
    }
    return all;
}

static void read_attributions(const Read *read, Facts *facts) {
    size_t n;
    const CasusAttribution *attributions = casus_report_attributions(read->report, &n);
    for (size_t i = 1; i < n; i++) {
        Fact *fact = fact_add(read, facts);
        set(fact, "source", spans_words(read, attributions[i].source), MATCH_ANY_CASE);
        set(fact, "cue", spans_words(read, attributions[i].cue), MATCH_EQUAL);
        set(fact, "content", spans_words(read, attributions[i].content), MATCH_BEGINS);
    }
}

/* A long list of agents is cut: what a case asks for stands in its first ones. */
static void set_mentions(const Read *read, Fact *fact, const char *key, CasusIds ids) {
    size_t n;
    const CasusMention *mentions = casus_report_mentions(read->report, &n);
    for (size_t i = 0; i < ids.len && i < MAX_ATTRIBUTES / 4; i++)
        set(fact, key, span_words(read, mentions[ids.at[i]].span), MATCH_EQUAL);
}

static void read_events(const Read *read, Facts *facts) {
    size_t n;
    const CasusEvent *events = casus_report_events(read->report, &n);
    for (size_t i = 1; i < n; i++) {
        Fact *fact = fact_add(read, facts);
        fact->words = str_of(casus_event_type_word(events[i].type));
        set_text(fact, span_words(read, events[i].trigger), MATCH_EQUAL);
        set_mentions(read, fact, "agent", events[i].agents);
        set_mentions(read, fact, "target", events[i].targets);
        set_mentions(read, fact, "instrument", events[i].instruments);
        set(fact, "modality", str_of(casus_modality_word(events[i].modality)), MATCH_EQUAL);
        set(fact, "plover", str_of(casus_plover_word(events[i].plover)), MATCH_EQUAL);
    }
}

static void set_figure(const Read *read, Fact *fact, const CasusFigure *figure) {
    fact->approximate = figure->approximate;
    set(fact, "effect", str_of(casus_effect_word(figure->effect)), MATCH_EQUAL);
    set_number(read, fact, "low", figure->range.low);
    set_number(read, fact, "high", figure->range.high);
    set(fact, "who", figure->who, MATCH_ANY_CASE);
    set(fact, "party", figure->party, MATCH_ANY_CASE);
    set(fact, "civilian", str_of(casus_civilian_word(figure->civilian)), MATCH_EQUAL);
}

static void set_incident(const Read *read, Fact *fact, CasusId id) {
    size_t n;
    const CasusIncident *incident = &casus_report_incidents(read->report, &n)[id];
    if (!id) return;
    set(fact, "place", incident->place.name, MATCH_ANY_CASE);
    set(fact, "date", incident->from, MATCH_DATE);
    if (!str_eq(incident->from, incident->to)) set(fact, "date", incident->to, MATCH_DATE);
    set(fact, "type", str_of(casus_event_type_word(incident->type)), MATCH_EQUAL);
}

static void read_claim(const Read *read, const CasusClaim *claims, const CasusClaim *claim, Fact *fact) {
    fact->words = str_join(str_of(casus_stance_word(claim->stance)), S(" "), str_of(casus_about_word(claim->about)), read->arena);
    if (claim->has_figure) set_figure(read, fact, &claim->figure);
    set(fact, "source", claim->source.name, MATCH_ANY_CASE);
    set(fact, "kind", str_of(casus_source_kind_word(claim->source.kind)), MATCH_EQUAL);
    set(fact, "via", joined(read, claim->via), MATCH_ANY_CASE);
    set(fact, "party", claim->party, MATCH_ANY_CASE);
    set(fact, "alternatives", joined(read, claim->alternatives), MATCH_ANY_CASE);
    set(fact, "value", claim->value, MATCH_ANY_CASE);
    set(fact, "as_of", claim->as_of, MATCH_DATE);
    if (claim->revises) set_number(read, fact, "revises", claims[claim->revises].figure.range.low);
    set(fact, "how", str_of(casus_how_word(claim->how)), MATCH_EQUAL);
    if (claim->group) set_number(read, fact, "group", claims[claim->group].figure.range.low);
    set_incident(read, fact, claim->incident);
    set(fact, "evidence", span_words(read, claim->evidence), MATCH_CONTAINS);
}

static void read_claims(const Read *read, Facts *facts) {
    size_t n;
    const CasusClaim *claims = casus_report_claims(read->report, &n);
    for (size_t i = 1; i < n; i++) read_claim(read, claims, &claims[i], fact_add(read, facts));
}

static void set_range(const Read *read, Fact *fact, const char *key, CasusRange range) {
    if (range.low == CASUS_UNKNOWN && range.high == CASUS_UNKNOWN) return;
    set(fact, key, range_words(read, range), MATCH_RANGE);
}

static void read_incidents(const Read *read, Facts *facts) {
    size_t n;
    const CasusIncident *incidents = casus_report_incidents(read->report, &n);
    for (size_t i = 1; i < n; i++) {
        const CasusIncident *incident = &incidents[i];
        Fact *fact = fact_add(read, facts);
        fact->words = str_of(casus_event_type_word(incident->type));
        set(fact, "stage", str_of(casus_stage_word(incident->stage)), MATCH_EQUAL);
        set(fact, "place", incident->place.name, MATCH_ANY_CASE);
        if (incident->place.has_point) set(fact, "point", str_format(read->arena, "%.2f,%.2f", incident->place.lat, incident->place.lon), MATCH_EQUAL);
        set(fact, "precision", str_of(casus_precision_word(incident->place.precision)), MATCH_EQUAL);
        set(fact, "clock", incident->clock_from, MATCH_EQUAL);
        set(fact, "clock_to", incident->clock_to, MATCH_EQUAL);
        set(fact, "utc", incident->utc_from, MATCH_EQUAL);
        set(fact, "utc_to", incident->utc_to, MATCH_EQUAL);
        set(fact, "zone", incident->zone, MATCH_EQUAL);
        set(fact, "when", incident->when, MATCH_EQUAL);
        set(fact, "from", incident->from, MATCH_DATE);
        set(fact, "to", incident->to, MATCH_DATE);
        set_range(read, fact, "killed", incident->killed);
        set_range(read, fact, "injured", incident->injured);
        set_range(read, fact, "civilians_killed", incident->civilians_killed);
        set_range(read, fact, "civilians_injured", incident->civilians_injured);
        set(fact, "grade", str_of(casus_grade_word(incident->grade)), MATCH_EQUAL);
        for (size_t k = 0; k < incident->words.len && k < MAX_ATTRIBUTES / 4; k++) set(fact, "words", incident->words.at[k], MATCH_EQUAL);
        for (size_t k = 0; k < incident->n_responsible && k < MAX_ATTRIBUTES / 4; k++)
            if (incident->responsible[k].by_authorities) set(fact, "authorities", incident->responsible[k].party, MATCH_ANY_CASE);
        for (size_t k = 0; k < incident->n_responsible && k < MAX_ATTRIBUTES / 8; k++)
            if (incident->responsible[k].kind == CASUS_SOURCE_PERSON) set(fact, "individual", incident->responsible[k].party, MATCH_ANY_CASE);
        for (size_t k = 0; k < incident->n_responsible && k < MAX_ATTRIBUTES / 2; k++)
            set(fact, "responsible", str_join(incident->responsible[k].party, S(":"),
                str_of(casus_standing_word(incident->responsible[k].standing)), read->arena), MATCH_ANY_CASE);
    }
}

static void read_notes(const Read *read, Facts *facts) {
    size_t n;
    const CasusNote *notes = casus_report_notes(read->report, &n);
    for (size_t i = 1; i < n; i++) set_text(fact_add(read, facts), notes[i].line, MATCH_CONTAINS);
}

/* ---- the table of kinds ------------------------------------------------------------------------------------------- */

static const Kind kinds[] = {
    { "refused", "refusals", { 0 }, { 0 }, read_refusal, true },
    { "info", "infos", { "id", "url", "publisher", "author", "title", "published", "language" }, { 0 }, read_info, false },
    { "part", "parts", { "author", "published", "depth", "parent", "whole", "handle", "link" }, { casus_part_role_word }, read_parts, false },
    { "sentence", "sentences", { 0 }, { 0 }, read_sentences, false },
    { "token", "tokens", { 0 }, { 0 }, read_tokens, false },
    { "tokens", "runs", { 0 }, { 0 }, read_token_run, false },
    { "quantity", "quantities", { 0 }, { 0 }, read_quantities, false },
    { "time", "times", { 0 }, { 0 }, read_times, false },
    { "mark", "marks", { 0 }, { casus_mark_kind_word }, read_marks, false },
    { "mention", "mentions", { "entity", "country", "point", "within", "precision", "how" }, { casus_mention_type_word }, read_mentions, false },
    { "attribution", "attributions", { "source", "cue", "content" }, { 0 }, read_attributions, false },
    { "event", "events", { "agent", "target", "instrument", "modality", "plover" }, { casus_event_type_word }, read_events, false },
    { "claim", "claims",
      { "effect", "low", "high", "who", "party", "civilian", "source", "kind", "via", "alternatives", "value", "as_of", "revises", "how", "group",
        "place", "date", "type", "evidence" },
      { casus_stance_word, casus_about_word }, read_claims, false },
    { "incident", "incidents",
      { "stage", "place", "point", "precision", "from", "to", "killed", "injured", "civilians_killed", "civilians_injured", "grade", "responsible", "authorities", "individual", "words", "clock", "clock_to", "utc", "utc_to", "zone", "when" },
      { casus_event_type_word }, read_incidents, false },
    { "note", "notes", { 0 }, { 0 }, read_notes, false },
};
enum { N_KINDS = sizeof kinds / sizeof *kinds };

const Kind *kind_named(Str name) {
    for (size_t i = 0; i < N_KINDS; i++)
        if (str_eq(str_of(kinds[i].name), name)) return &kinds[i];
    return NULL;
}

const Kind *kind_of_plural(Str plural) {
    for (size_t i = 0; i < N_KINDS; i++)
        if (str_eq(str_of(kinds[i].plural), plural)) return &kinds[i];
    return NULL;
}
