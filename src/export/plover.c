/* PLOVER records, one a line. A record needs a date and an actor, so an incident for which nobody is held responsible has none. CAMEO's claims and
 * denials of responsibility (015, 016) have no home in PLOVER and stay claims. */
#include "export/export.h"

static inline void key_str(JsonWriter *w, JsonKey key, Str value) {
    json_key_put(w, key);
    json_str_or_null(w, value);
}

static inline void key_number(JsonWriter *w, JsonKey key, int64_t n) {
    json_key_put(w, key);
    json_number_or_null(w, n);
}

static void write_party(JsonWriter *w, const Side *side, Exporter *e) {
    CasusActor known = e->how->reader ? casus_party_find(e->how->reader, side->name) : (CasusActor){ 0 };
    json_open(w, '[');
    json_open(w, '{');
    key_str(w, JSON_KEY("text"), side->name);
    key_str(w, JSON_KEY("country"), str_of(side->country));
    key_str(w, JSON_KEY("sector"), known.sector);
    json_close(w, '}');
    json_close(w, ']');
}

static void write_place(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    const CasusLedgerIncident *i = &item->i;
    size_t n = item->within.len;
    json_key(w, "event_loc");
    json_open(w, '{');
    key_str(w, JSON_KEY("placename"), word(i->place));
    json_key(w, "lat"); if (i->has_point) json_real(w, i->lat, 5); else json_null(w);
    json_key(w, "lon"); if (i->has_point) json_real(w, i->lon, 5); else json_null(w);
    key_str(w, JSON_KEY("country"), item->country_code->cell[COUNTRY_CODE_ISO3]);
    key_str(w, JSON_KEY("state"), n ? item->within.at[n - 1] : (Str){ 0 });
    json_key(w, "resolution");
    Str resolution = item->precision_code->cell[PRECISION_CODE_PLOVER];
    if (resolution.len) json_raw(w, resolution); else json_null(w);
    if (item->cell > 0) { json_key(w, "rounded_to"); json_real(w, item->cell, 5); }
    json_close(w, '}');
}

static void write_size(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    json_key(w, "size");
    json_open(w, '{');
    key_number(w, JSON_KEY("dead"), figure_shown(&item->killed));
    key_number(w, JSON_KEY("injured"), figure_shown(&item->injured));
    json_close(w, '}');
}

static void write_cite(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    json_key(w, "cite_info");
    json_open(w, '[');
    for (size_t k = 0; k < item->reports.len; k++) {
        const CasusLedgerReport *report = &item->reports.at[k];
        json_open(w, '{');
        key_str(w, JSON_KEY("corpus"), word(report->publisher));
        key_str(w, JSON_KEY("url"), word(report->url));
        key_str(w, JSON_KEY("title"), word(report->title));
        key_str(w, JSON_KEY("publication"), word(report->published));
        key_str(w, JSON_KEY("version"), S("casus " CASUS_VERSION));
        json_close(w, '}');
    }
    json_close(w, ']');
}

/* The sentence of the first claim, where the audience sees it. */
static void write_text(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    const CasusLedgerClaim *claim = item->claims.len ? &item->claims.at[0] : NULL;
    key_str(w, JSON_KEY("text"), claim ? word(claim->sentence ? claim->sentence : claim->evidence) : (Str){ 0 });
    json_key(w, "text_info");
    if (!claim) { json_null(w); return; }
    json_open(w, '{');
    key_number(w, JSON_KEY("sequence"), 1);
    key_number(w, JSON_KEY("start"), claim->start);
    key_number(w, JSON_KEY("end"), claim->end);
    json_close(w, '}');
}

static void plover_write(Exporter *e, Item *item) {
    JsonWriter *w = &e->json;
    size_t n_parties;
    Side actor = side_responsible(e, item, &n_parties), recipient = side_harmed(e, item);
    if (!item->type_code->cell[EVENT_CODE_PLOVER].len) { leave_out(e, "a type without an event of PLOVER"); return; }
    if (item->days.first == CASUS_NO_DAY) { leave_out(e, "no date is told"); return; }
    if (!actor.name.len) { leave_out(e, "no actor is named"); return; }
    if (n_parties > 1) add_rule(e, item, "actor: the first of %zu parties held responsible", n_parties);
    if (item->days.last > item->days.first && !item->days.whole_days) add_rule(e, item, "date, enddate: the first and last day of what is told");
    json_open(w, '{');
    key_str(w, JSON_KEY("id"), str_format(&e->inner, "casus-%lld", (long long)item->i.id));
    key_str(w, JSON_KEY("date"), day_format(item->days.first, &e->inner));
    key_str(w, JSON_KEY("enddate"), item->days.last > item->days.first ? day_format(item->days.last, &e->inner) : (Str){ 0 });
    json_key(w, "actor"); write_party(w, &actor, e);
    json_key(w, "recipient");
    if (recipient.name.len) write_party(w, &recipient, e); else json_null(w);
    write_place(e, item);
    key_str(w, JSON_KEY("event"), item->type_code->cell[EVENT_CODE_PLOVER]);
    key_str(w, JSON_KEY("mode"), item->type_code->cell[EVENT_CODE_MODE]);
    key_str(w, JSON_KEY("cameo"), item->type_code->cell[EVENT_CODE_CAMEO]);
    write_size(e, item);
    write_text(e, item);
    write_cite(e, item);
    write_rules(e, item);
    json_close(w, '}');
    json_newline(w);
}

const Shape shape_plover = { .name = "plover", .policy = POLICY_ALL, .is_json = true, .write = plover_write };
