/* The evidence pack: what one incident rests on, in one zip file that proves itself. */
#include <stdio.h>
#include <stdlib.h>
#include "base/arena.h"
#include "base/error.h"
#include "base/json.h"
#include "base/list.h"
#include "base/sha256.h"
#include "export/zip.h"

/* The README of a pack; %s: what was written, the versions. */
static const char method[] =
    "An evidence pack of casus: what one incident rests on.\n\n"
    "%s"
    "\n"
    "incident.json    the incident, its reports, and every claim: who says it, through whom, in which words, in which sentence\n"
    "claims.txt       the same claims to be read by people\n"
    "counts.jsonl     killed and injured by each counting policy, each number with the claims it rests on\n"
    "prov.jsonld      the same in the terms of PROV-O\n"
    "history.jsonl    what people have ruled, what newer versions of a report say otherwise, claims that a person has rejected\n"
    "reports/N.bytes  report N as it was found; its SHA-256 stands in incident.json\n"
    "reports/N.txt    its text as casus read it; start and end of a claim are bytes of this file\n"
    "SHA256SUMS       the SHA-256 of every other file, as sha256sum -c reads it\n\n"
    "How it was made. casus reads each report by itself, finds the sentences that tell of violence, and writes down each statement as a claim with its\n"
    "speaker; it does not judge what is true. Claims of several reports are held to tell of one incident when day, place, type, parties and numbers fit.\n"
    "Reports that repeat one another count as one origin. Numbers in incident.json are by the policy \"all\": from the lowest to the highest that stands.\n"
    "Of the other policies in counts.jsonl, lowest is the lowest of them; best names between both ends the one that most origins tell; officials\n"
    "counts what bodies of a state say alone; origins counts each independent origin once, by the newest number it tells.\n"
    "Places: GeoNames (geonames.org, CC BY 4.0).\n\n"
    "To verify: casus check FILE.zip, or unpack it and run sha256sum -c SHA256SUMS. The SHA-256 of the file SHA256SUMS is the seal of the pack: keep it, or\n"
    "give it to somebody, apart from the pack.\n";

typedef struct {
    CasusLedger *ledger; const CasusReader *reader; int64_t incident;
    Zip *zip; Budget budget; Arena arena;
    Text sums;
    LIST_OF(int64_t) reports;
    int64_t report;                         /* whose bytes are asked for */
    CasusPackProof *proof; CasusError *err;
} Packing;

static void add_file(Packing *p, const char *path, Str bytes) {
    char sha256[65];
    sha256_hex(bytes, sha256);
    text_add_format(&p->sums, "%s  %s\n", sha256, path);
    zip_add(p->zip, path, bytes);
    p->proof->files++;
}

static bool take(void *text, const char *bytes, size_t n) {
    text_add(text, (Str){ bytes, n });
    return true;
}

/* ---- the incident --------------------------------------------------------------------------------------------------------- */

static bool add_export(Packing *p, const char *format, const char *path) {
    CasusFilter filter = { .id = p->incident, .comments = true, .rejected = true, .killed_min = CASUS_UNKNOWN, .limit = CASUS_UNKNOWN };
    Text text = { .arena = &p->arena };
    if (!casus_export(p->ledger, &(CasusExport){ .format = format, .reader = p->reader }, &filter, take, &text, p->err)) return false;
    if (!text.len) return fail(p->err, CASUS_BAD_INPUT, "%lld: no such incident in this ledger", (long long)p->incident);
    add_file(p, path, text_str(&text));
    return true;
}

static const char *or_dash(const char *words) { return words ? words : "-"; }

typedef struct { Packing *p; Text text; } Listing;

static bool list_claim(void *to, const CasusLedgerClaim *claim) {
    Listing *l = to;
    text_add_format(&l->text, "claim %lld, report %lld, bytes %lld to %lld\n", (long long)claim->id, (long long)claim->report, (long long)claim->start, (long long)claim->end);
    text_add_format(&l->text, "  speaker   %s (%s)", or_dash(claim->source), or_dash(claim->source_kind));
    if (claim->via) text_add_format(&l->text, ", through %s", claim->via);
    text_add_format(&l->text, "\n  stance    %s: %s %s\n", or_dash(claim->stance), or_dash(claim->about), claim->value ? claim->value : claim->party ? claim->party : "");
    if (claim->effect) text_add_format(&l->text, "  figure    %s", claim->effect);
    if (claim->effect && claim->range.low != CASUS_UNKNOWN) text_add_format(&l->text, ", lowest %lld", (long long)claim->range.low);
    if (claim->effect && claim->range.high != CASUS_UNKNOWN) text_add_format(&l->text, ", highest %lld", (long long)claim->range.high);
    if (claim->effect) text_add_char(&l->text, '\n');
    text_add_format(&l->text, "  words     %s\n  sentence  %s\n\n", or_dash(claim->evidence), or_dash(claim->sentence));
    l->p->proof->claims++;
    return true;
}

static bool add_claims(Packing *p) {
    Listing listing = { p, { .arena = &p->arena } };
    if (!casus_ledger_claims(p->ledger, p->incident, list_claim, &listing, p->err)) return false;
    add_file(p, "claims.txt", text_str(&listing.text));
    return true;
}

/* ---- lines of JSON ------------------------------------------------------------------------------------------------- */

static void key_word(JsonWriter *w, JsonKey key, const char *value) {
    json_key_put(w, key);
    json_str_or_null(w, str_of(value));
}

static void key_id(JsonWriter *w, JsonKey key, int64_t id) {
    json_key_put(w, key);
    json_number_or_null(w, id ? id : CASUS_UNKNOWN);
}

static void end_line(JsonWriter *w) {
    json_close(w, '}');
    json_newline(w);
}

/* ---- its numbers by each policy ------------------------------------------------------------------------------------------- */

static bool write_count(void *to, const CasusCount *count) {
    JsonWriter *w = to;
    json_open(w, '{');
    key_word(w, JSON_KEY("policy"), count->policy);
    key_word(w, JSON_KEY("what"), count->what);
    json_key(w, "range");
    json_range(w, count->range);
    json_key(w, "best");
    json_number_or_null(w, count->best);
    json_key(w, "claims");
    json_open(w, '[');
    for (size_t k = 0; k < count->n_claims; k++) json_number(w, count->claims[k]);
    json_close(w, ']');
    json_key(w, "passed_over");
    json_number(w, (int64_t)count->n_passed_over);
    end_line(w);
    return true;
}

static bool add_counts(Packing *p) {
    Text text = { .arena = &p->arena };
    JsonWriter counts;
    json_start(&counts, take, &text);
    if (!casus_count(p->ledger, p->reader, p->incident, write_count, &counts, p->err)) return false;
    json_finish(&counts);
    add_file(p, "counts.jsonl", text_str(&text));
    return true;
}

/* ---- its history ---------------------------------------------------------------------------------------------------------- */

typedef struct { Packing *p; JsonWriter json; } History;

static bool write_ruling(void *to, const CasusLedgerRuling *ruling) {
    JsonWriter *w = &((History *)to)->json;
    json_open(w, '{');
    key_id(w, JSON_KEY("ruling"), ruling->id);
    key_word(w, JSON_KEY("kind"), ruling->kind);
    key_id(w, JSON_KEY("incident"), ruling->incident);
    key_id(w, JSON_KEY("other"), ruling->other);
    key_id(w, JSON_KEY("claim"), ruling->claim);
    key_id(w, JSON_KEY("report"), ruling->report);
    key_word(w, JSON_KEY("field"), ruling->field);
    key_word(w, JSON_KEY("was"), ruling->was);
    key_word(w, JSON_KEY("now"), ruling->now);
    key_word(w, JSON_KEY("person"), ruling->person);
    key_word(w, JSON_KEY("said"), ruling->said);
    key_word(w, JSON_KEY("reason"), ruling->reason);
    key_id(w, JSON_KEY("undoes"), ruling->undoes);
    key_id(w, JSON_KEY("undone"), ruling->undone);
    end_line(w);
    return true;
}

static void add_report(Packing *p, int64_t report) {
    for (size_t k = 0; k < p->reports.len; k++)
        if (p->reports.at[k] == report) return;
    *list_add(&p->reports, &p->arena) = report;
}

/* What a page has said otherwise is evidence too, so that its older version comes along. */
static bool write_edit(void *to, const CasusLedgerEdit *edit) {
    History *h = to;
    JsonWriter *w = &h->json;
    if (edit->older) add_report(h->p, edit->older);
    if (edit->newer) add_report(h->p, edit->newer);
    json_open(w, '{');
    key_word(w, JSON_KEY("revision"), edit->how ? edit->how : "gone");
    key_id(w, JSON_KEY("older"), edit->older);
    key_id(w, JSON_KEY("newer"), edit->newer);
    key_word(w, JSON_KEY("seen"), edit->seen);
    key_word(w, JSON_KEY("source"), edit->source);
    key_word(w, JSON_KEY("about"), edit->about);
    key_word(w, JSON_KEY("was_words"), edit->was_words);
    key_word(w, JSON_KEY("now_words"), edit->now_words);
    end_line(w);
    return true;
}

static bool write_rejected(void *to, const CasusLedgerClaim *claim) {
    History *h = to;
    JsonWriter *w = &h->json;
    add_report(h->p, claim->report);
    json_open(w, '{');
    key_id(w, JSON_KEY("rejected_claim"), claim->id);
    key_id(w, JSON_KEY("report"), claim->report);
    key_word(w, JSON_KEY("source"), claim->source);
    key_word(w, JSON_KEY("evidence"), claim->evidence);
    json_key(w, "start"); json_number(w, claim->start);
    json_key(w, "end"); json_number(w, claim->end);
    end_line(w);
    return true;
}

static bool add_history(Packing *p) {
    Text text = { .arena = &p->arena };
    History *history = arena_new(&p->arena, History);
    history->p = p;
    json_start(&history->json, take, &text);
    CasusRulingFilter of_incident = { .incident = p->incident, .limit = CASUS_UNKNOWN };
    if (!casus_ledger_rulings(p->ledger, &of_incident, write_ruling, history, p->err)) return false;
    if (!casus_ledger_edits(p->ledger, p->incident, write_edit, history, p->err)) return false;
    if (!casus_ledger_rejected_claims(p->ledger, p->incident, write_rejected, history, p->err)) return false;
    json_finish(&history->json);
    add_file(p, "history.jsonl", text_str(&text));
    return true;
}

/* ---- its reports ---------------------------------------------------------------------------------------------------------- */

static bool see_report(void *to, const CasusLedgerReport *report) {
    add_report(to, report->id);
    return true;
}

static bool add_bytes(void *to, CasusStr bytes) {
    Packing *p = to;
    add_file(p, str_format(&p->arena, "reports/%lld.bytes", (long long)p->report).at, bytes);
    return true;
}

static bool add_text(void *to, CasusStr text, CasusStr notes) {
    Packing *p = to;
    (void)notes;
    add_file(p, str_format(&p->arena, "reports/%lld.txt", (long long)p->report).at, text);
    return true;
}

static bool add_reports(Packing *p) {
    for (size_t k = 0; k < p->reports.len; k++) {
        p->report = p->reports.at[k];
        if (!casus_ledger_original(p->ledger, p->report, add_bytes, p, p->err)) return false;
        if (!casus_ledger_text(p->ledger, p->report, add_text, p, p->err)) return false;
    }
    p->proof->reports = p->reports.len;
    return true;
}

/* ---- the pack ------------------------------------------------------------------------------------------------------------- */

static void add_method(Packing *p) {
    Text facts = { .arena = &p->arena };
    text_add_format(&facts, "Incident %lld; %llu claims in %llu reports.\nWritten by casus " CASUS_VERSION, (long long)p->incident, (unsigned long long)p->proof->claims,
                    (unsigned long long)p->proof->reports);
    if (p->reader) text_add_format(&facts, "; tables %s", casus_pack_version(p->reader));
    text_add(&facts, S(".\n"));
    text_add_char(&facts, '\0');
    add_file(p, "README.txt", str_format(&p->arena, method, facts.at));
}

static bool pack_all(Packing *p) {
    if (!casus_ledger_reports(p->ledger, p->incident, see_report, p, p->err)) return false;
    if (!add_export(p, "jsonl", "incident.json") || !add_claims(p) || !add_counts(p) || !add_export(p, "jsonld", "prov.jsonld")) return false;
    if (!add_history(p) || !add_reports(p)) return false;
    add_method(p);
    sha256_hex(text_str(&p->sums), p->proof->seal);
    zip_add(p->zip, "SHA256SUMS", text_str(&p->sums));
    return true;
}

/* Memory that is not there lands here. */
static bool pack_within(Packing *p) {
    if (setjmp(p->budget.stop)) return fail(p->err, CASUS_NO_MEMORY, "no memory left for the evidence pack");
    return pack_all(p);
}


bool casus_pack_write(CasusLedger *ledger, int64_t incident, const CasusReader *reader, CasusSink sink, void *to, CasusPackProof *proof, CasusError *err) {
    Packing *p = calloc(1, sizeof *p);
    if (!p) return fail(err, CASUS_NO_MEMORY, "no memory left for the evidence pack");
    *p = (Packing){ .ledger = ledger, .reader = reader, .incident = incident, .proof = proof, .err = err, .budget = { .limit = SIZE_MAX / 2 },
                    .zip = zip_write(sink, to, err) };
    p->arena.budget = &p->budget;
    p->sums.arena = &p->arena;
    bool packed = p->zip && pack_within(p);
    bool finished = p->zip && zip_finish(p->zip, packed ? err : NULL);
    arena_free(&p->arena);
    free(p);
    return packed && finished;
}
