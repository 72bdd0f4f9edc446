#include "made.h"
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/sha256.h"
#include "ledger/ledger.h"

struct CasusReport {
    CasusInfo info; CasusStr text;
    CasusPart parts[2]; CasusSentence sentences[2]; CasusMention mentions[2]; CasusEntity entities[2];
    CasusClaim claims[MADE_MOST + 1]; size_t n_claims;
    CasusIncident incidents[MADE_MOST + 1]; size_t n_incidents;
    CasusResponsible responsible[MADE_MOST + 1];
    CasusStr within[MADE_MOST + 1], via[MADE_MOST + 1];
    CasusId claim_ids[MADE_MOST + 1][MADE_MOST];
};

static CasusStr str(const char *c) { return (CasusStr){ c, c ? strlen(c) : 0 }; }

static CasusRange range(int64_t low, int64_t high) {
    if (!low && !high) return (CasusRange){ CASUS_UNKNOWN, CASUS_UNKNOWN };
    return (CasusRange){ low, high };
}

static CasusSpan span_of(const char *text, const char *words) {
    const char *at = strstr(text, words);
    assert_non_null(at);
    return (CasusSpan){ (uint32_t)(at - text), (uint32_t)(at - text + (ptrdiff_t)strlen(words)) };
}

static void make_incident(CasusReport *report, const Made *made, size_t id) {
    const MadeIncident *from = &made->incidents[id - 1];
    const CasusRange unknown = { CASUS_UNKNOWN, CASUS_UNKNOWN };
    CasusIncident *incident = &report->incidents[id];
    report->within[id] = str(from->within);
    report->responsible[id] = (CasusResponsible){ .party = str(from->party), .kind = CASUS_SOURCE_ORGANIZATION, .standing = from->standing };
    *incident = (CasusIncident){
        .type = from->type, .from = str(from->from), .to = str(from->from), .has_place = true,
        .place = { .name = str(from->place), .lat = from->lat, .lon = from->lon, .has_point = from->lat != 0 || from->lon != 0,
                   .within = { &report->within[id], from->within ? 1 : 0 }, .precision = CASUS_PRECISION_VILLAGE },
        .killed = range(from->killed_low, from->killed_high), .injured = unknown, .civilians_killed = unknown, .civilians_injured = unknown,
        .responsible = &report->responsible[id], .n_responsible = from->party ? 1 : 0,
    };
    if (from->country) memcpy(incident->place.country, from->country, 2);
    size_t n = 0;
    for (size_t c = 0; c < MADE_MOST && made->claims[c].words; c++)
        if (made->claims[c].incident == id) report->claim_ids[id][n++] = (CasusId)c + 1;
    incident->claims = (CasusIds){ report->claim_ids[id], n };
}

static void make_claim(CasusReport *report, const Made *made, size_t id) {
    const MadeClaim *from = &made->claims[id - 1];
    report->via[id] = str(from->via);
    report->claims[id] = (CasusClaim){
        .incident = from->incident, .source = { from->kind, str(from->source), 0 }, .via = { &report->via[id], from->via ? 1 : 0 },
        .stance = from->stance, .about = from->about, .has_figure = from->about == CASUS_ABOUT_CASUALTIES,
        .figure = { .effect = CASUS_EFFECT_KILLED, .civilian = from->civilian, .range = range(from->low, from->high) }, .party = str(from->party),
        .evidence = span_of(made->text, from->words), .sentence = 1,
    };
}

CasusReport *made_report(const Made *made) {
    CasusReport *report = test_calloc(1, sizeof *report);
    report->text = str(made->text);
    report->info = (CasusInfo){ .id = str(made->id), .publisher = str(made->publisher), .title = str(made->title), .published = str(made->published) };
    sha256_hex(report->text, report->info.sha256);
    CasusSpan all = { 0, (uint32_t)report->text.len };
    report->parts[1] = (CasusPart){ .role = CASUS_PART_BODY, .span = all };
    report->sentences[1] = (CasusSentence){ .span = all };
    report->mentions[1] = (CasusMention){ .type = CASUS_MENTION_GPE, .span = { 0, all.end ? 1 : 0 }, .entity = 1 };
    report->entities[1].name = str("Osmar");
    report->n_claims = report->n_incidents = 1;
    for (size_t c = 0; c < MADE_MOST && made->claims[c].words; c++) make_claim(report, made, report->n_claims++);
    for (size_t i = 0; i < MADE_MOST && made->incidents[i].place; i++) make_incident(report, made, report->n_incidents++);
    return report;
}

CasusPage made_page(const Made *made) { return (CasusPage){ .bytes = str(made->text), .name = str(made->id) }; }

/* ---- what casus.c gives otherwise ---------------------------------------------------------------------------------- */

void casus_report_free(CasusReport *report) { test_free(report); }
CasusActor casus_party_find(const CasusReader *reader, CasusStr words) { (void)reader; (void)words; return (CasusActor){ 0 }; }
const char *casus_pack_version(const CasusReader *reader) { (void)reader; return "made by hand"; }
const CasusInfo *casus_report_info(const CasusReport *report) { return &report->info; }
CasusStr casus_report_text(const CasusReport *report) { return report->text; }
#define MADE_LIST(Type, name, count) \
    const Type *casus_report_##name(const CasusReport *report, size_t *n) { *n = count; return report->name; }
#define MADE_EMPTY(Type, name) \
    const Type *casus_report_##name(const CasusReport *report, size_t *n) { static const Type none; (void)report; *n = 1; return &none; }
CasusReport *casus_read(const CasusReader *reader, const CasusPage *page, unsigned layers, size_t budget, CasusError *err) {
    (void)reader, (void)page, (void)layers, (void)budget, (void)err;
    return NULL;
}
CasusStr casus_report_bytes_decoded(const CasusReport *report) { return report->text; }
MADE_LIST(CasusPart, parts, 2)
MADE_LIST(CasusSentence, sentences, 2)
MADE_LIST(CasusMention, mentions, 2)
MADE_LIST(CasusEntity, entities, 2)
MADE_LIST(CasusClaim, claims, report->n_claims)
MADE_LIST(CasusIncident, incidents, report->n_incidents)
MADE_EMPTY(CasusToken, tokens)
MADE_EMPTY(CasusTime, times)
MADE_EMPTY(CasusAttribution, attributions)
MADE_EMPTY(CasusEvent, events)
MADE_EMPTY(CasusNote, notes)

/* ---- a made-up war --------------------------------------------------------------------------------------------------- */

static uint32_t scattered(uint32_t nth, uint32_t salt) {
    uint32_t x = nth * 2654435761u ^ salt * 40503u;
    x ^= x >> 15;
    x *= 2246822519u;
    return x ^ x >> 13;
}

static MadeIncident war_incident(uint32_t nth, uint32_t salt) {
    static const char *const places[] = { "Tal Amal", "Tell Amal", "Osmar", "Osmar bridge", "North Marsh", "Al-Harit", "El Hareet" };
    static const char *const days[] = { "2031-03-03", "2031-03-04", "2031-03-05", "2031-03-07", "2031-03" };
    static const char *const parties[] = { NULL, "Northern Front", "Southern Army" };
    static const CasusEventType types[] = { CASUS_EVENT_AIRSTRIKE, CASUS_EVENT_SHELLING, CASUS_EVENT_ATTACK, CASUS_EVENT_ABDUCTION };
    uint32_t x = scattered(nth, salt);
    int64_t killed = x / 512 % 12;
    return (MadeIncident){
        .type = types[x / 4096 % 4], .from = days[x / 7 % 5], .place = places[x % 7], .within = x % 3 ? "Marsh Province" : NULL, .country = "XA",
        .lat = x % 5 ? 12.0 + (x % 7) * 0.01 : 0, .lon = x % 5 ? 30.0 : 0, .killed_low = killed, .killed_high = killed,
        .party = parties[x / 64 % 3], .standing = x & 64 ? CASUS_STANDING_ALLEGED : CASUS_STANDING_DENIED,
    };
}

Made made_war(uint32_t nth, char text[256], char id[16]) {
    static const char *const publishers[] = { "Marsh Wire", "Delta Post", NULL };
    snprintf(id, 16, "war-%03u", nth);
    snprintf(text, 256, "Civil Defence counted %u dead near the old grain market on the day of report %u. A second blow fell elsewhere.", nth % 9 + 1,
             nth % 4 ? nth : nth / 2);
    Made made = { .id = id, .published = "2031-03-08", .publisher = publishers[nth % 3], .title = "The marshes", .text = text };
    made.incidents[0] = war_incident(nth, 1);
    made.claims[0] = (MadeClaim){ .incident = 1, .kind = nth % 2 ? CASUS_SOURCE_ORGANIZATION : CASUS_SOURCE_PUBLISHER, .source = nth % 2 ? "Civil Defence" : NULL,
                                  .about = CASUS_ABOUT_CASUALTIES, .low = nth % 9 + 1, .high = nth % 9 + 1, .words = "dead" };
    if (nth % 3) return made;
    made.incidents[1] = war_incident(nth, 2);
    made.claims[1] = (MadeClaim){ .incident = 2, .kind = CASUS_SOURCE_PUBLISHER, .about = CASUS_ABOUT_OCCURRENCE, .words = "A second blow" };
    return made;
}

/* ---- ledgers of a test ------------------------------------------------------------------------------------------------- */

const CasusFilter made_all = { .killed_min = CASUS_UNKNOWN, .limit = CASUS_UNKNOWN };

static char folder[200];

const char *made_path(char path[256], const char *name) {
    static const char *const ends[] = { "-wal", "-shm", "-journal", "" };
    const char *parent = getenv("TMPDIR");
    if (!folder[0]) {
        snprintf(folder, sizeof folder, "%s/casus-test-XXXXXX", parent ? parent : "/tmp");
        assert_non_null(mkdtemp(folder));
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(path, 256, "%s/%s%s", folder, name, ends[i]);
        unlink(path);
    }
    return path;
}

int made_clean(void **state) {
    (void)state;
    DIR *files = folder[0] ? opendir(folder) : NULL;
    if (!files) return 0;
    for (struct dirent *file; (file = readdir(files));) unlinkat(dirfd(files), file->d_name, 0);
    closedir(files);
    return rmdir(folder);
}

CasusLedger *made_open(const char *path) {
    CasusError err = { 0 };
    CasusLedger *ledger = casus_ledger_open(path, CASUS_LEDGER_WRITE, &err);
    if (!ledger) print_error("%s\n", err.line);
    assert_non_null(ledger);
    return ledger;
}

void made_add(CasusLedger *ledger, const Made *made, CasusLedgerCount *count) {
    CasusError err = { 0 };
    CasusLedgerCount unused = { 0 };
    CasusReport *report = made_report(made);
    CasusPage page = made_page(made);
    bool added = casus_ledger_add(ledger, NULL, report, &page, count ? count : &unused, &err);
    casus_report_free(report);
    if (!added) print_error("%s\n", err.line);
    assert_true(added);
}

void made_settle(CasusLedger *ledger, CasusLedgerCount *count) {
    CasusError err = { 0 };
    bool settled = casus_ledger_settle(ledger, count, &err);
    if (!settled) print_error("%s\n", err.line);
    assert_true(settled);
}

typedef struct { char *at; size_t len; } Bytes;

static bool keep_bytes(void *to, const char *bytes, size_t n) {
    Bytes *all = to;
    all->at = realloc(all->at, all->len + n + 1);
    memcpy(all->at + all->len, bytes, n);
    all->len += n;
    all->at[all->len] = '\0';
    return true;
}

char *made_export(CasusLedger *ledger, const char *format, const CasusFilter *filter) {
    Bytes all = { 0 };
    CasusError err = { 0 };
    keep_bytes(&all, "", 0);
    bool exported = casus_ledger_export(ledger, format, filter, keep_bytes, &all, &err);
    if (!exported) print_error("%s\n", err.line);
    assert_true(exported);
    return all.at;
}

/* ---- every row of the derived tables, and of the search index, as text ------------------------------------------------ */

void made_add_rows(sqlite3 *db, const char *sql, Text *all) {
    sqlite3_stmt *row = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(row); i++) {
            text_add(all, str_of((const char *)sqlite3_column_text(row, i)));
            text_add_char(all, '|');
        }
        text_add_char(all, '\n');
    }
    sqlite3_finalize(row);
}

Str made_rows(const char *path, Arena *arena) {
    sqlite3 *db = NULL;
    Text all = { .arena = arena };
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; derived_rows[i]; i++) made_add_rows(db, derived_rows[i], &all);
    sqlite3_exec(db, "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, claim_search, instance);"
                     "CREATE VIRTUAL TABLE temp.titles USING fts5vocab(main, report_search, instance)", NULL, NULL, NULL);
    made_add_rows(db, "SELECT * FROM temp.words ORDER BY term, doc, \"offset\"", &all);
    made_add_rows(db, "SELECT * FROM temp.titles ORDER BY term, doc, \"offset\"", &all);
    sqlite3_close(db);
    return text_str(&all);
}
