/* JSON-LD in the terms of PROV-O: an incident was derived from claims, a claim is a quotation from a report and attributed to its speaker, through those
 * who pass it on; casus gathered them. */
#include "export/export.h"

static const char context[] =
    "{\"prov\":\"http://www.w3.org/ns/prov#\",\"dcterms\":\"http://purl.org/dc/terms/\",\"geo\":\"http://www.w3.org/2003/01/geo/wgs84_pos#\","
    "\"xsd\":\"http://www.w3.org/2001/XMLSchema#\",\"casus\":\"urn:casus:\",\"@vocab\":\"urn:casus:term:\"}";

static inline void key_str(JsonWriter *w, JsonKey key, Str value) {
    if (!value.len) return;                 /* in JSON-LD what is not there is not told */
    json_key_put(w, key);
    json_str(w, value);
}

static inline void key_number(JsonWriter *w, JsonKey key, int64_t n) {
    if (n == CASUS_UNKNOWN) return;
    json_key_put(w, key);
    json_number(w, n);
}

static Str node(Exporter *e, const char *kind, int64_t id) { return str_format(&e->inner, "casus:%s:%lld", kind, (long long)id); }

static void write_ref(JsonWriter *w, Str id) {
    json_open(w, '{');
    key_str(w, JSON_KEY("@id"), id);
    json_close(w, '}');
}

static void jsonld_begin(Exporter *e) {
    JsonWriter *w = &e->json;
    json_open(w, '{');
    json_key(w, "@context"); json_raw(w, str_of(context));
    key_str(w, JSON_KEY("dcterms:rights"), S("Places: GeoNames (geonames.org), CC BY 4.0"));
    json_key(w, "@graph");
    json_open(w, '[');
    json_open(w, '{');
    key_str(w, JSON_KEY("@id"), S("casus:program"));
    key_str(w, JSON_KEY("@type"), S("prov:SoftwareAgent"));
    key_str(w, JSON_KEY("dcterms:title"), S("casus " CASUS_VERSION));
    json_close(w, '}');
}

static void write_report(Exporter *e, const CasusLedgerReport *report) {
    JsonWriter *w = &e->json;
    json_open(w, '{');
    key_str(w, JSON_KEY("@id"), node(e, "report", report->id));
    key_str(w, JSON_KEY("@type"), S("prov:Entity"));
    key_str(w, JSON_KEY("dcterms:identifier"), word(report->report_id));
    key_str(w, JSON_KEY("dcterms:source"), word(report->url));
    key_str(w, JSON_KEY("dcterms:title"), word(report->title));
    key_str(w, JSON_KEY("dcterms:publisher"), word(report->publisher));
    key_str(w, JSON_KEY("dcterms:creator"), word(report->author));
    key_str(w, JSON_KEY("dcterms:issued"), word(report->published));
    key_str(w, JSON_KEY("prov:generatedAtTime"), word(report->captured));
    key_str(w, JSON_KEY("sha256"), word(report->sha256));
    json_close(w, '}');
}

static void write_speaker(Exporter *e, const CasusLedgerClaim *claim) {
    JsonWriter *w = &e->json;
    json_key(w, "prov:wasAttributedTo");
    json_open(w, '{');
    key_str(w, JSON_KEY("@type"), S("prov:Agent"));
    key_str(w, JSON_KEY("dcterms:title"), word(claim->source));
    key_str(w, JSON_KEY("kind"), word(claim->source_kind));
    json_close(w, '}');
    key_str(w, JSON_KEY("via"), word(claim->via));
}

static void write_claim(Exporter *e, const CasusLedgerClaim *claim) {
    JsonWriter *w = &e->json;
    json_open(w, '{');
    key_str(w, JSON_KEY("@id"), node(e, "claim", claim->id));
    key_str(w, JSON_KEY("@type"), S("prov:Entity"));
    json_key(w, "prov:wasQuotedFrom"); write_ref(w, node(e, "report", claim->report));
    write_speaker(e, claim);
    if (claim->revises) { json_key(w, "prov:wasRevisionOf"); write_ref(w, node(e, "claim", claim->revises)); }
    key_str(w, JSON_KEY("stance"), word(claim->stance));
    key_str(w, JSON_KEY("about"), word(claim->about));
    key_str(w, JSON_KEY("effect"), word(claim->effect));
    key_str(w, JSON_KEY("who"), word(claim->who));
    key_number(w, JSON_KEY("low"), claim->range.low);
    key_number(w, JSON_KEY("high"), claim->range.high);
    key_str(w, JSON_KEY("party"), word(claim->party));
    key_str(w, JSON_KEY("value"), word(claim->value));
    key_str(w, JSON_KEY("prov:value"), word(claim->evidence));
    key_str(w, JSON_KEY("sentence"), word(claim->sentence));
    key_number(w, JSON_KEY("start"), claim->start);
    key_number(w, JSON_KEY("end"), claim->end);
    json_close(w, '}');
}

static void write_place(Exporter *e, const Item *item) {
    JsonWriter *w = &e->json;
    const CasusLedgerIncident *i = &item->i;
    if (!i->place && !i->country) return;
    json_key(w, "prov:atLocation");
    json_open(w, '{');
    key_str(w, JSON_KEY("@type"), S("prov:Location"));
    key_str(w, JSON_KEY("dcterms:title"), word(i->place));
    key_str(w, JSON_KEY("country"), word(i->country));
    key_str(w, JSON_KEY("precision"), word(i->precision));
    if (i->has_point) {
        json_key(w, "geo:lat"); json_real(w, i->lat, 5);
        json_key(w, "geo:long"); json_real(w, i->lon, 5);
    }
    if (item->cell > 0) { json_key(w, "rounded_to"); json_real(w, item->cell, 5); }
    json_close(w, '}');
}

static void jsonld_write(Exporter *e, Item *item) {
    JsonWriter *w = &e->json;
    for (size_t k = 0; k < item->reports.len; k++) write_report(e, &item->reports.at[k]);
    for (size_t k = 0; k < item->claims.len; k++) write_claim(e, &item->claims.at[k]);
    json_open(w, '{');
    key_str(w, JSON_KEY("@id"), node(e, "incident", item->i.id));
    key_str(w, JSON_KEY("@type"), S("prov:Entity"));
    key_str(w, JSON_KEY("dcterms:type"), word(item->i.type));
    json_key(w, "prov:wasAttributedTo"); write_ref(w, S("casus:program"));
    json_key(w, "prov:wasDerivedFrom"); json_open(w, '[');
    for (size_t k = 0; k < item->claims.len; k++) write_ref(w, node(e, "claim", item->claims.at[k].id));
    json_close(w, ']');
    write_place(e, item);
    write_core(e, item);
    write_rules(e, item);
    json_close(w, '}');
}

static void jsonld_end(Exporter *e) {
    json_close(&e->json, ']');
    json_close(&e->json, '}');
    json_newline(&e->json);
}

const Shape shape_jsonld = { .name = "jsonld", .policy = POLICY_ALL, .is_json = true, .begin = jsonld_begin, .write = jsonld_write, .end = jsonld_end };
