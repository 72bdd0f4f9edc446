/* The stages in order; opening the tables, reading one report, giving it back. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "reading.h"
#include "base/error.h"
#include "base/gazetteer_build.h"
#include "base/side.h"
#include "page/page.h"
#include "text/text.h"
#include "mark/mark.h"
#include "mention/mention.h"
#include "claim/claim.h"
#include "incident/incident.h"

/* A stage runs when one of the layers asked for rests on it: its own and those of every stage after it. */
enum {
    NEEDS_INCIDENT = CASUS_LAYER_INCIDENTS | CASUS_LAYER_CLAIMS | CASUS_LAYER_EVENTS,   /* the last two name their incident */
    NEEDS_CLAIM = NEEDS_INCIDENT | CASUS_LAYER_ATTRIBUTIONS,
    NEEDS_MENTION = NEEDS_CLAIM | CASUS_LAYER_MENTIONS | CASUS_LAYER_ENTITIES | CASUS_LAYER_TIMES,
    NEEDS_MARK = NEEDS_MENTION | CASUS_LAYER_TOKENS,                                    /* lemma and part of speech */
    NEEDS_TEXT = NEEDS_MARK | CASUS_LAYER_SENTENCES,
};
typedef struct { void (*read)(Reading *r); unsigned serves; bool always; } Stage;

/* This array is the architecture. */
static const Stage stages[] = {
    { page_read, CASUS_LAYER_PARTS, true },         /* bytes as found -> the report's text and its parts */
    { text_read, NEEDS_TEXT, false },               /* parts -> sentences, tokens */
    { mark_read, NEEDS_MARK, false },               /* tokens -> what the words are */
    { mention_read, NEEDS_MENTION, false },         /* marks -> people, groups, places, times, numbers */
    { claim_read, NEEDS_CLAIM, false },             /* -> who says what happened */
    { incident_read, NEEDS_INCIDENT, false },       /* claims -> incidents */
    { claim_weigh, CASUS_LAYER_MENTIONS | CASUS_LAYER_ENTITIES | CASUS_LAYER_EVENTS, false },     /* whom learned weights see take part in violence */
    { mention_finish, CASUS_LAYER_MENTIONS | CASUS_LAYER_ENTITIES | CASUS_LAYER_EVENTS, false },     /* what learned weights found in their place */
    { claim_finish, CASUS_LAYER_EVENTS, false },
    { mark_finish, CASUS_LAYER_TOKENS | CASUS_LAYER_ATTRIBUTIONS, false },     /* what learned weights say goes over what the tables say */
};
enum { N_STAGES = sizeof stages / sizeof *stages };

/* model: NULL where there are no weights. gazetteers: the project's own, then the program's; NULL where there is none. */
struct CasusReader { const Pack *pack; Model *model; const Gazetteer *gazetteers[2]; };
struct CasusReport { Reading reading; Arena keep; Budget budget; };

/* ---- the tables ------------------------------------------------------------------------------------------------- */

/* The path of a file in the folder of the running program; false when there is none. */
static bool beside_program(const char *file, char path[PATH_MAX]) {
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    if (n <= 0) return false;
    program[n] = '\0';
    char *slash = strrchr(program, '/');
    if (!slash) return false;
    int length = snprintf(path, PATH_MAX, "%.*s/%s", (int)(slash - program), program, file);
    return length < PATH_MAX && access(path, R_OK) == 0;
}

static const Pack *open_some_pack(CasusError *err) {
    const char *named = getenv("CASUS_PACK");
    if (named && *named) return pack_open(named, err);
    char beside[PATH_MAX];
    if (beside_program("casus.pack", beside)) return pack_open(beside, err);
    return pack_open(CASUS_DATADIR "/casus.pack", err);
}

/* The gazetteer named by the variable, else the one at the path when there is one. false when there is one that cannot be read. */
static bool open_gazetteer(const char *variable, const char *path, const Gazetteer **gazetteer, CasusError *err) {
    const char *named = getenv(variable);
    bool is_named = named && *named;
    if (!is_named && access(path, R_OK) != 0) return true;
    *gazetteer = gazetteer_open(is_named ? named : path, err);
    return *gazetteer != NULL;
}

static bool open_gazetteers(CasusReader *reader, CasusError *err) {
    char beside[PATH_MAX];
    const char *path = beside_program("casus.gazetteer", beside) ? beside : CASUS_DATADIR "/casus.gazetteer";
    return open_gazetteer("CASUS_PLACES", CASUS_PROJECT_PLACES, &reader->gazetteers[0], err)
        && open_gazetteer("CASUS_GAZETTEER", path, &reader->gazetteers[1], err);
}

/* The weights named, or by the variable, else those in the pack. false when there are some that cannot be read. */
static bool open_weights(CasusReader *reader, const char *named, const char *pack_path, CasusError *err) {
    if (!named) named = getenv("CASUS_MODEL");
    Str packed = pack_weights(reader->pack);
    bool is_named = named && *named;
    if (is_named && strcmp(named, CASUS_NO_MODEL) == 0) return true;
    if (is_named) reader->model = model_open(named, err);
    else if (packed.len) reader->model = model_view(packed, pack_path ? pack_path : "casus.pack", err);
    else return true;
    return reader->model != NULL;
}

CasusReader *casus_open_with(const char *pack_path, const char *model_path, CasusError *err) {
    const Pack *pack = pack_path ? pack_open(pack_path, err) : open_some_pack(err);
    if (!pack) return NULL;
    CasusReader *reader = calloc(1, sizeof *reader);
    if (!reader) {
        pack_close(pack);
        return fail(err, CASUS_NO_MEMORY, "no memory left to open the tables");
    }
    reader->pack = pack;
    if (open_weights(reader, model_path, pack_path, err) && open_gazetteers(reader, err)) return reader;
    casus_close(reader);
    return NULL;
}

CasusReader *casus_open(const char *pack_path, CasusError *err) { return casus_open_with(pack_path, NULL, err); }

void casus_close(CasusReader *reader) {
    if (!reader) return;
    model_close(reader->model);
    pack_close(reader->pack);
    for (size_t i = 0; i < 2; i++) gazetteer_close(reader->gazetteers[i]);
    free(reader);
}

CasusStr casus_model_name(const CasusReader *reader) { return model_name(reader->model); }

const char *casus_pack_version(const CasusReader *reader) { return pack_digest(reader->pack); }

CasusActor casus_party_find(const CasusReader *reader, CasusStr words) {
    const PackRow *row = side_row(reader->pack, words);
    if (!row) return (CasusActor){ 0 };
    bool is_country = row->table == TABLE_COUNTRY;
    CasusActor party = { .name = pack_key(reader->pack, row), .sector = is_country ? S("GOV") : pack_cell_str(reader->pack, row, ACTOR_SECTOR) };
    Str country = pack_cell_str(reader->pack, row, is_country ? COUNTRY_ISO3 : ACTOR_ISO3);
    if (country.len < sizeof party.country) memcpy(party.country, country.len ? country.at : "", country.len);
    return party;
}

bool casus_has_gazetteer(const CasusReader *reader) { return reader->gazetteers[0] || reader->gazetteers[1]; }

bool casus_gazetteer_import(const CasusReader *reader, const char *const *paths, size_t n, const char *to, CasusLineFn fault, void *with,
                            CasusGazetteerCount *count, CasusError *err) {
    return gazetteer_import_files(reader->gazetteers[1], paths, n, to, fault, with, count, err);
}

bool casus_gazetteer_find(const CasusReader *reader, CasusStr name, const char *country, CasusPlaceFn fn, void *to, CasusError *err) {
    Budget budget = { .limit = CASUS_BUDGET_DEFAULT };
    Arena scratch = { .budget = &budget };
    Reading reading = { .pack = reader->pack, .gazetteers = { reader->gazetteers[0], reader->gazetteers[1] }, .scratch = &scratch };
    if (!casus_has_gazetteer(reader)) return fail(err, CASUS_NO_ACCESS, "there is no gazetteer: build casus.gazetteer or import places"), false;
    bool found = setjmp(budget.stop) == 0;
    if (found) mention_explain(&reading, name, country, fn, to);
    else fail(err, CASUS_NO_MEMORY, "no memory left to look a place up");
    arena_free(&scratch);
    return found;
}

/* ---- one report ------------------------------------------------------------------------------------------------- */

static void start_lists(Reading *r) {
    list_start(&r->parts, r->keep);
    list_start(&r->sentences, r->keep);
    list_start(&r->tokens, r->keep);
    list_start(&r->marks, r->keep);
    list_start(&r->mentions, r->keep);
    list_start(&r->entities, r->keep);
    list_start(&r->times, r->keep);
    list_start(&r->quantities, r->keep);
    list_start(&r->attributions, r->keep);
    list_start(&r->events, r->keep);
    list_start(&r->claims, r->keep);
    list_start(&r->incidents, r->keep);
    list_start(&r->notes, r->keep);
}

static void run_stages(Reading *r) {
    start_lists(r);
    for (size_t i = 0; i < N_STAGES; i++) {
        if (!stages[i].always && !(stages[i].serves & r->layers)) continue;
        stages[i].read(r);
        arena_reset(r->scratch);
        if (r->error.status != CASUS_OK) return;
    }
}

/* Runs the stages within the budget; false when it was used up. The only place a stage can be stopped at. */
static bool run_within(CasusReport *report) {
    if (setjmp(report->budget.stop)) return false;
    run_stages(&report->reading);
    return true;
}

/* Why there is no report, in words the caller can act on; false when there is one. */
static bool is_refused(const CasusReport *report, const CasusPage *page, bool finished, size_t budget, CasusError *err) {
    if (!finished) {
        fail(err, CASUS_NO_MEMORY, "%.*s: reading it takes more than the %zu MiB allowed for one report; split it, or allow more",
             (int)page->name.len, page->name.len ? page->name.at : "", budget >> 20);
        return true;
    }
    if (report->reading.error.status == CASUS_OK) return false;
    if (err) *err = report->reading.error;
    return true;
}

CasusReport *casus_read(const CasusReader *reader, const CasusPage *page, unsigned layers, size_t budget, CasusError *err) {
    CasusReport *report = calloc(1, sizeof *report);
    if (!report) return fail(err, CASUS_NO_MEMORY, "no memory left to read another report");
    Arena scratch = { .budget = &report->budget };
    report->budget.limit = budget;
    report->keep.budget = &report->budget;
    report->reading = (Reading){
        .pack = reader->pack, .model = reader->model, .gazetteers = { reader->gazetteers[0], reader->gazetteers[1] }, .page = page, .layers = layers, .keep = &report->keep, .scratch = &scratch,
    };
    bool finished = run_within(report);
    arena_free(&scratch);
    report->reading.scratch = NULL;
    report->reading.page = NULL;                        /* the caller's; not ours beyond this call */
    if (!is_refused(report, page, finished, budget, err)) return report;
    casus_report_free(report);
    return NULL;
}

void casus_report_free(CasusReport *report) {
    if (!report) return;
    arena_free(&report->keep);
    free(report);
}

const CasusInfo *casus_report_info(const CasusReport *report) { return &report->reading.info; }
CasusStr casus_report_text(const CasusReport *report) { return report->reading.text; }
CasusStr casus_report_bytes_decoded(const CasusReport *report) { return report->reading.decoded; }

#define LIST_VIEW(Type, name) \
    const Type *casus_report_##name(const CasusReport *report, size_t *n) { \
        *n = report->reading.name.len; \
        return report->reading.name.at; \
    }
LIST_VIEW(CasusPart, parts)
LIST_VIEW(CasusSentence, sentences)
LIST_VIEW(CasusToken, tokens)
LIST_VIEW(CasusMention, mentions)
LIST_VIEW(CasusEntity, entities)
LIST_VIEW(CasusTime, times)
LIST_VIEW(CasusAttribution, attributions)
LIST_VIEW(CasusEvent, events)
LIST_VIEW(CasusClaim, claims)
LIST_VIEW(CasusIncident, incidents)
LIST_VIEW(CasusMark, marks)
LIST_VIEW(CasusQuantity, quantities)
LIST_VIEW(CasusNote, notes)

/* ---- names of layers -------------------------------------------------------------------------------------------- */

#define LAYER_WORD(NAME, word) S(word),
static const Str layer_words[CASUS_N_LAYERS] = { CASUS_LAYERS(LAYER_WORD) };

/* The layer's bit; 0 when it is the name of none. */
static unsigned layer_named(Str name) {
    for (unsigned i = 0; i < CASUS_N_LAYERS; i++)
        if (str_eq(layer_words[i], name)) return 1u << i;
    return 0;
}

bool casus_layers_parse(const char *list, unsigned *layers, CasusError *err) {
    unsigned found = 0;
    for (const char *at = list;; at++) {
        size_t n = strcspn(at, ",");
        unsigned bit = layer_named(str_trim((Str){ at, n }));
        if (!bit) {
            fail(err, CASUS_BAD_INPUT, "no layer is called '%.*s'; there are: parts, sentences, tokens, mentions, entities, times, "
                 "attributions, events, claims, incidents", (int)(n < 64 ? n : 64), at);
            return false;
        }
        found |= bit;
        at += n;
        if (!*at) break;
    }
    *layers = found;
    return true;
}
