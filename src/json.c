/* One report as one line of the contract. Byte spans become code points here and nowhere else. */
#include "casus.h"
#include "base/json.h"

/* ---- byte offsets -> code points --------------------------------------------------------------------------------- */

enum { N_CHECKPOINTS = 1024, SHORTEST_STRIDE = 64 };

/* Code points before each checkpoint, and before the place asked for last: most spans follow one another.
 * Cost  an answer counts at most one stride of bytes; takes no memory, so that a report can be shared by threads. */
typedef struct {
    Str text;
    size_t stride;
    bool is_ascii;
    uint32_t before[N_CHECKPOINTS + 1];
    uint32_t last_byte, last_point;
} Points;

static uint32_t count_points(Str text, size_t from, size_t to) {
    uint32_t n = 0;
    for (size_t i = from; i < to; i++) n += ((unsigned char)text.at[i] & 0xC0) != 0x80;
    return n;
}

static void points_start(Points *p, Str text) {
    p->text = text;
    p->last_byte = p->last_point = 0;
    p->stride = text.len / N_CHECKPOINTS + 1;
    if (p->stride < SHORTEST_STRIDE) p->stride = SHORTEST_STRIDE;
    uint32_t points = 0;
    size_t n = 0;
    for (size_t at = 0; at <= text.len; at += p->stride) {
        p->before[n++] = points;
        size_t end = at + p->stride < text.len ? at + p->stride : text.len;
        points += count_points(text, at, end);
    }
    p->is_ascii = points == text.len;
}

static uint32_t point_of(Points *p, uint32_t byte) {
    if (p->is_ascii) return byte;
    size_t checkpoint = byte / p->stride;
    size_t from = checkpoint * p->stride;
    uint32_t points = p->before[checkpoint];
    if (p->last_byte > from && p->last_byte <= byte) {
        from = p->last_byte;
        points = p->last_point;
    }
    points += count_points(p->text, from, byte);
    p->last_byte = byte;
    p->last_point = points;
    return points;
}

/* ---- small values ------------------------------------------------------------------------------------------------ */

typedef struct { JsonWriter out; Points points; const CasusReport *report; } Line;

static inline void write_str(JsonWriter *w, JsonKey key, Str s) {
    json_key_put(w, key);
    json_str_or_null(w, s);
}

/* A word of the contract; "" is null. */
static inline void write_word(JsonWriter *w, JsonKey key, const char *word) {
    write_str(w, key, str_of(word));
}

/* "m9"; null for nobody. */
static void write_id_value(JsonWriter *w, char letter, CasusId id) {
    if (!id) {
        json_null(w);
        return;
    }
    char digits[16];
    size_t at = sizeof digits;
    for (; id; id /= 10) digits[--at] = (char)('0' + id % 10);
    digits[--at] = letter;
    json_str(w, (Str){ digits + at, sizeof digits - at });
}

static inline void write_id(JsonWriter *w, JsonKey key, char letter, CasusId id) {
    json_key_put(w, key);
    write_id_value(w, letter, id);
}

static inline void write_ids(JsonWriter *w, JsonKey key, char letter, CasusIds ids) {
    json_key_put(w, key);
    json_open(w, '[');
    for (size_t i = 0; i < ids.len; i++) write_id_value(w, letter, ids.at[i]);
    json_close(w, ']');
}

static inline void write_strs(JsonWriter *w, JsonKey key, CasusStrs strs) {
    json_key_put(w, key);
    json_open(w, '[');
    for (size_t i = 0; i < strs.len; i++) json_str(w, strs.at[i]);
    json_close(w, ']');
}

static void write_start_end(Line *line, CasusSpan span) {
    json_key(&line->out, "start");
    json_number(&line->out, point_of(&line->points, span.start));
    json_key(&line->out, "end");
    json_number(&line->out, point_of(&line->points, span.end));
}

static void write_span_value(Line *line, CasusSpan span) {
    json_open(&line->out, '[');
    json_number(&line->out, point_of(&line->points, span.start));
    json_number(&line->out, point_of(&line->points, span.end));
    json_close(&line->out, ']');
}

static inline void write_span(Line *line, JsonKey key, CasusSpan span) {
    json_key_put(&line->out, key);
    write_span_value(line, span);
}

/* One [start, end], or a list of them; null for none. */
static inline void write_spans(Line *line, JsonKey key, CasusSpans spans) {
    json_key_put(&line->out, key);
    if (spans.len == 0) {
        json_null(&line->out);
        return;
    }
    if (spans.len == 1) {
        write_span_value(line, spans.at[0]);
        return;
    }
    json_open(&line->out, '[');
    for (size_t i = 0; i < spans.len; i++) write_span_value(line, spans.at[i]);
    json_close(&line->out, ']');
}

static inline void write_range(JsonWriter *w, JsonKey key, CasusRange range) {
    json_key_put(w, key);
    json_range(w, range);
}

/* Both numbers or both null. */
static void write_point(JsonWriter *w, const CasusPlace *place) {
    json_key(w, "lat");
    if (place->has_point) json_real(w, place->lat, 5); else json_null(w);
    json_key(w, "lon");
    if (place->has_point) json_real(w, place->lon, 5); else json_null(w);
}

static void write_place_ends(JsonWriter *w, const CasusPlace *place) {
    write_point(w, place);
    write_str(w, JSON_KEY("country"), str_of(place->country));
    write_strs(w, JSON_KEY("within"), place->within);
    write_word(w, JSON_KEY("precision"), casus_precision_word(place->precision));
}

/* ---- one record each, the keys in the order of the contract ------------------------------------------------------ */

static void write_report(Line *line) {
    JsonWriter *w = &line->out;
    const CasusInfo *info = casus_report_info(line->report);
    json_key(w, "report");
    json_open(w, '{');
    write_str(w, JSON_KEY("id"), info->id);
    write_str(w, JSON_KEY("url"), info->url);
    write_str(w, JSON_KEY("publisher"), info->publisher);
    write_str(w, JSON_KEY("author"), info->author);
    write_str(w, JSON_KEY("title"), info->title);
    write_str(w, JSON_KEY("published"), info->published);
    write_str(w, JSON_KEY("language"), info->language);
    write_str(w, JSON_KEY("sha256"), str_of(info->sha256));
    if (info->extra.len) {
        json_key(w, "extra");
        json_raw(w, info->extra);
    }
    json_close(w, '}');
}

static void write_part(Line *line, CasusId id, const CasusPart *part) {
    JsonWriter *w = &line->out;
    write_id(w, JSON_KEY("id"), 'p', id);
    write_word(w, JSON_KEY("role"), casus_part_role_word(part->role));
    write_start_end(line, part->span);
    write_str(w, JSON_KEY("author"), part->author);
    write_str(w, JSON_KEY("published"), part->published);
    write_id(w, JSON_KEY("parent"), 'p', part->parent);
}

static void write_head(JsonWriter *w, CasusId id, CasusId head) {
    json_key(w, "head");
    json_number(w, head == id ? -1 : (int64_t)head - 1);            /* -1: a root; the contract counts from 0 */
}

/* What is not known of a token is absent: most of the output is tokens. */
static void write_token(Line *line, CasusId id, const CasusToken *token) {
    JsonWriter *w = &line->out;
    write_start_end(line, token->span);
    if (token->lemma.len) write_str(w, JSON_KEY("lemma"), token->lemma);
    if (token->pos) write_word(w, JSON_KEY("pos"), casus_pos_word(token->pos));
    if (token->head) write_head(w, id, token->head);
    if (token->dep.len) write_str(w, JSON_KEY("dep"), token->dep);
}

static void write_mention(Line *line, CasusId id, const CasusMention *mention) {
    JsonWriter *w = &line->out;
    write_id(w, JSON_KEY("id"), 'm', id);
    write_word(w, JSON_KEY("type"), casus_mention_type_word(mention->type));
    write_word(w, JSON_KEY("form"), casus_mention_form_word(mention->form));
    write_start_end(line, mention->span);
    write_id(w, JSON_KEY("entity"), 'e', mention->entity);
    if (!str_is_empty(mention->how)) write_str(w, JSON_KEY("how"), mention->how);
}

static void write_entity_place(JsonWriter *w, const CasusEntity *entity) {
    json_key(w, "place");
    if (!entity->has_place) {
        json_null(w);
        return;
    }
    json_open(w, '{');
    write_place_ends(w, &entity->place);
    json_key(w, "geonames");
    if (entity->place.geonames) json_number(w, entity->place.geonames); else json_null(w);
    json_close(w, '}');
}

static void write_actor(JsonWriter *w, const CasusEntity *entity) {
    json_key(w, "actor");
    if (!entity->has_actor) {
        json_null(w);
        return;
    }
    json_open(w, '{');
    write_str(w, JSON_KEY("name"), entity->actor.name);
    write_str(w, JSON_KEY("country"), str_of(entity->actor.country));
    write_str(w, JSON_KEY("sector"), entity->actor.sector);
    json_close(w, '}');
}

static void write_entity(Line *line, CasusId id, const CasusEntity *entity) {
    JsonWriter *w = &line->out;
    write_id(w, JSON_KEY("id"), 'e', id);
    write_word(w, JSON_KEY("type"), casus_mention_type_word(entity->type));
    write_str(w, JSON_KEY("name"), entity->name);
    write_entity_place(w, entity);
    write_actor(w, entity);
    write_str(w, JSON_KEY("how"), entity->how);
}

static void write_time(Line *line, CasusId id, const CasusTime *time) {
    JsonWriter *w = &line->out;
    write_id(w, JSON_KEY("id"), 't', id);
    write_start_end(line, time->span);
    write_word(w, JSON_KEY("type"), casus_time_type_word(time->type));
    write_str(w, JSON_KEY("value"), time->value);
}

static void write_attribution(Line *line, CasusId id, const CasusAttribution *attribution) {
    write_id(&line->out, JSON_KEY("id"), 'a', id);
    write_spans(line, JSON_KEY("source"), attribution->source);
    write_spans(line, JSON_KEY("cue"), attribution->cue);
    write_spans(line, JSON_KEY("content"), attribution->content);
}

static void write_event(Line *line, CasusId id, const CasusEvent *event) {
    JsonWriter *w = &line->out;
    write_id(w, JSON_KEY("id"), 'v', id);
    write_word(w, JSON_KEY("type"), casus_event_type_word(event->type));
    write_span(line, JSON_KEY("trigger"), event->trigger);
    write_ids(w, JSON_KEY("agents"), 'm', event->agents);
    write_ids(w, JSON_KEY("targets"), 'm', event->targets);
    write_ids(w, JSON_KEY("instruments"), 'm', event->instruments);
    write_id(w, JSON_KEY("place"), 'm', event->place);
    write_id(w, JSON_KEY("time"), 't', event->time);
    write_word(w, JSON_KEY("modality"), casus_modality_word(event->modality));
    write_word(w, JSON_KEY("plover"), casus_plover_word(event->plover));
    write_id(w, JSON_KEY("incident"), 'i', event->incident);
}

static void write_source(JsonWriter *w, const CasusSource *source) {
    json_key(w, "source");
    json_open(w, '{');
    write_word(w, JSON_KEY("kind"), casus_source_kind_word(source->kind));
    write_str(w, JSON_KEY("name"), source->name);
    write_id(w, JSON_KEY("mention"), 'm', source->mention);
    json_close(w, '}');
}

static void write_figure(JsonWriter *w, const CasusClaim *claim) {
    json_key(w, "figure");
    if (!claim->has_figure) {
        json_null(w);
        return;
    }
    const CasusFigure *figure = &claim->figure;
    json_open(w, '{');
    write_word(w, JSON_KEY("effect"), casus_effect_word(figure->effect));
    write_str(w, JSON_KEY("who"), figure->who);
    write_str(w, JSON_KEY("party"), figure->party);
    write_word(w, JSON_KEY("civilian"), casus_civilian_word(figure->civilian));
    json_low_high(w, figure->range);
    json_key(w, "approximate");
    json_bool(w, figure->approximate);
    json_close(w, '}');
}

static void write_claim(Line *line, CasusId id, const CasusClaim *claim) {
    JsonWriter *w = &line->out;
    write_id(w, JSON_KEY("id"), 'c', id);
    write_id(w, JSON_KEY("incident"), 'i', claim->incident);
    write_source(w, &claim->source);
    write_strs(w, JSON_KEY("via"), claim->via);
    write_word(w, JSON_KEY("stance"), casus_stance_word(claim->stance));
    write_word(w, JSON_KEY("about"), casus_about_word(claim->about));
    write_figure(w, claim);
    write_str(w, JSON_KEY("party"), claim->party);
    write_strs(w, JSON_KEY("alternatives"), claim->alternatives);
    write_str(w, JSON_KEY("value"), claim->value);
    write_span(line, JSON_KEY("evidence"), claim->evidence);
    write_str(w, JSON_KEY("as_of"), claim->as_of);
    write_id(w, JSON_KEY("revises"), 'c', claim->revises);
    write_word(w, JSON_KEY("how"), casus_how_word(claim->how));
    write_id(w, JSON_KEY("group"), 'g', claim->group);
}

static void write_incident_place(JsonWriter *w, const CasusIncident *incident) {
    json_key(w, "place");
    if (!incident->has_place) {
        json_null(w);
        return;
    }
    json_open(w, '{');
    write_str(w, JSON_KEY("name"), incident->place.name);
    write_place_ends(w, &incident->place);
    json_close(w, '}');
}

static void write_responsible(JsonWriter *w, const CasusIncident *incident) {
    json_key(w, "responsible");
    json_open(w, '[');
    for (size_t i = 0; i < incident->n_responsible; i++) {
        const CasusResponsible *responsible = &incident->responsible[i];
        json_open(w, '{');
        write_str(w, JSON_KEY("party"), responsible->party);
        write_str(w, JSON_KEY("side"), responsible->side);
        /* The contract knows two kinds here: a person is an individual. */
        json_key(w, "kind");
        json_str(w, responsible->kind == CASUS_SOURCE_PERSON ? S("individual") : S("organization"));
        write_word(w, JSON_KEY("standing"), casus_standing_word(responsible->standing));
        json_key(w, "by_authorities");
        json_bool(w, responsible->by_authorities);
        json_close(w, '}');
    }
    json_close(w, ']');
}

/* Only where a clock is told: most reports tell none. */
static void write_hours(JsonWriter *w, const CasusIncident *incident) {
    if (!incident->clock_from.len && !incident->utc_from.len) return;
    json_key(w, "hours");
    json_open(w, '{');
    write_str(w, JSON_KEY("from"), incident->clock_from);
    write_str(w, JSON_KEY("to"), incident->clock_to);
    write_str(w, JSON_KEY("zone"), incident->zone);
    write_str(w, JSON_KEY("utc_from"), incident->utc_from);
    write_str(w, JSON_KEY("utc_to"), incident->utc_to);
    json_close(w, '}');
}

static void write_incident(Line *line, CasusId id, const CasusIncident *incident) {
    JsonWriter *w = &line->out;
    write_id(w, JSON_KEY("id"), 'i', id);
    write_word(w, JSON_KEY("type"), casus_event_type_word(incident->type));
    write_word(w, JSON_KEY("stage"), casus_stage_word(incident->stage));
    write_str(w, JSON_KEY("from"), incident->from);
    write_str(w, JSON_KEY("to"), incident->to);
    write_incident_place(w, incident);
    write_range(w, JSON_KEY("killed"), incident->killed);
    write_range(w, JSON_KEY("injured"), incident->injured);
    write_range(w, JSON_KEY("civilians_killed"), incident->civilians_killed);
    write_range(w, JSON_KEY("civilians_injured"), incident->civilians_injured);
    write_responsible(w, incident);
    write_word(w, JSON_KEY("grade"), casus_grade_word(incident->grade));
    write_ids(w, JSON_KEY("claims"), 'c', incident->claims);
    write_str(w, JSON_KEY("when"), incident->when);
    write_strs(w, JSON_KEY("words"), incident->words);
    write_strs(w, JSON_KEY("passages"), incident->passages);
    write_hours(w, incident);
}

/* ---- the layers -------------------------------------------------------------------------------------------------- */

static void write_sentences(Line *line) {
    size_t n;
    const CasusSentence *sentences = casus_report_sentences(line->report, &n);
    json_key(&line->out, "sentences");
    json_open(&line->out, '[');
    for (size_t i = 1; i < n; i++) write_span_value(line, sentences[i].span);
    json_close(&line->out, ']');
}

/* A list of records, slot 0 left out. */
#define WRITE_LAYER(Type, layer, write_one) \
    static void write_##layer(Line *line) { \
        size_t n; \
        const Type *records = casus_report_##layer(line->report, &n); \
        json_key(&line->out, #layer); \
        json_open(&line->out, '['); \
        for (size_t i = 1; i < n; i++) { \
            json_open(&line->out, '{'); \
            write_one(line, (CasusId)i, &records[i]); \
            json_close(&line->out, '}'); \
        } \
        json_close(&line->out, ']'); \
    }
WRITE_LAYER(CasusPart, parts, write_part)
WRITE_LAYER(CasusToken, tokens, write_token)
WRITE_LAYER(CasusMention, mentions, write_mention)
WRITE_LAYER(CasusEntity, entities, write_entity)
WRITE_LAYER(CasusTime, times, write_time)
WRITE_LAYER(CasusAttribution, attributions, write_attribution)
WRITE_LAYER(CasusEvent, events, write_event)
WRITE_LAYER(CasusClaim, claims, write_claim)
WRITE_LAYER(CasusIncident, incidents, write_incident)

/* In the order of CASUS_LAYERS, which is that of the contract. */
static void (*const layer_writers[CASUS_N_LAYERS])(Line *) = {
    write_parts, write_sentences, write_tokens, write_mentions, write_entities,
    write_times, write_attributions, write_events, write_claims, write_incidents,
};

bool casus_report_write_json(const CasusReport *report, unsigned layers, CasusSink sink, void *to) {
    Line line = { .report = report };
    JsonWriter *w = &line.out;
    points_start(&line.points, casus_report_text(report));
    json_start(w, sink, to);
    json_open(w, '{');
    json_key(w, "casus");
    json_number(w, 1);
    write_report(&line);
    json_key(w, "model");
    json_str_or_null(w, casus_report_info(report)->model);
    json_key(w, "text");
    json_str(w, casus_report_text(report));
    for (size_t i = 0; i < CASUS_N_LAYERS; i++)
        if (layers & 1u << i) layer_writers[i](&line);
    json_close(w, '}');
    json_newline(w);
    return json_finish(w);
}
