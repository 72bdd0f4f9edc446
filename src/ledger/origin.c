/* A copy is not a second source: which claims and reports of an incident rest on one origin.
 * Method  Claims share an origin when the innermost voice that has a name is the same or their report's reader grouped them;
 *         those without a named source also when they stand in the same sentence word for word. The voice of a claim without
 *         a named source is the relay nearest to it, else its report's publisher, else the report. Reports share an origin when
 *         they share a sentence, or when the named sources of what they tell of the deed and its toll are the same ones: a
 *         report that has a source more than another is not its copy. */
#include "ledger/ledger.h"
#include <stdlib.h>
#include "base/json.h"

enum { MIN_WORDS = 8 };     /* a shorter sentence may be written twice by chance */

typedef struct { int64_t claim, report; uint64_t voice, words, group, account; bool named; uint32_t up, report_up; } Voice;      /* 0: none */
typedef LIST_OF(Voice) Voices;

/* ---- keys -------------------------------------------------------------------------------------------------------- */

static Str first_name(Str json, Arena *arena) {
    JsonReader reader = json_read(json);
    JsonValue array = json.len ? json_value(&reader) : (JsonValue){ 0 }, item;
    size_t at = 0;
    if (array.kind != JSON_ARRAY || !json_item(array, &at, &item) || item.kind != JSON_STRING) return (Str){ 0 };
    return json_string(item, arena, NULL);
}

/* Witnesses and medical sources are whoever the relay met. */
static bool is_named(Str kind, Str name) {
    return name.len && !str_eq(kind, str_of(casus_source_kind_word(CASUS_SOURCE_ANONYMOUS))) &&
           !str_eq(kind, str_of(casus_source_kind_word(CASUS_SOURCE_PUBLISHER))) && !str_eq(kind, str_of(casus_source_kind_word(CASUS_SOURCE_AUTHOR)));
}

static uint64_t voice_of(sqlite3_stmt *row, Arena *arena) {
    Str name = column_str(row, 3), relay = first_name(column_str(row, 4), arena), publisher = column_str(row, 7);
    if (is_named(column_str(row, 2), name)) return str_hash(same_plain(name, arena)) | 1;
    if (relay.len) return str_hash(same_plain(relay, arena)) | 1;
    if (publisher.len) return str_hash(same_plain(publisher, arena)) | 1;
    return str_hash(str_join(S("report\n"), S(""), column_str(row, 8), arena)) | 1;
}

static uint64_t words_of(Str sentence, Arena *arena) {
    Str plain = same_plain(sentence, arena);
    size_t n = 1;
    for (size_t i = 0; i < plain.len; i++) n += plain.at[i] == ' ';
    return n < MIN_WORDS ? 0 : str_hash(plain) | 1;
}

static uint64_t group_of(int64_t report, int64_t group) {
    return group == CASUS_UNKNOWN ? 0 : ((uint64_t)report << 24 ^ (uint64_t)group) | (uint64_t)1 << 63;
}

/* Whether it tells of the deed: two reports that both print a denial do not share their account by that. */
static bool is_account(Str about) {
    return str_eq(about, str_of(casus_about_word(CASUS_ABOUT_OCCURRENCE))) || str_eq(about, str_of(casus_about_word(CASUS_ABOUT_CASUALTIES)));
}

static Voices read_voices(Work *work, int64_t incident) {
    Voices voices = { 0 };
    Arena *arena = &work->inner;
    sqlite3_stmt *rows = ask(work->ledger, QUERY_CLAIM_SOURCES);
    bind_number(rows, ":incident", incident);
    while (next_row(work->ledger, rows)) {
        uint32_t self = (uint32_t)voices.len;
        *list_add(&voices, arena) = (Voice){
            .claim = sqlite3_column_int64(rows, 0), .report = sqlite3_column_int64(rows, 1), .voice = voice_of(rows, arena),
            .words = words_of(column_str(rows, 5), arena), .named = is_named(column_str(rows, 2), column_str(rows, 3)),
            .group = group_of(sqlite3_column_int64(rows, 1), column_count(rows, 6)),
            .account = is_account(column_str(rows, 9)), .up = self, .report_up = self,
        };
    }
    return voices;
}

/* ---- union-find: claims are in the order of their ids, so a root is the smallest claim ------------------------------ */

static uint32_t root_of(const Voices *voices, uint32_t i) {
    while (voices->at[i].up != i) i = voices->at[i].up = voices->at[voices->at[i].up].up;
    return i;
}

static uint32_t report_root_of(const Voices *voices, uint32_t i) {
    while (voices->at[i].report_up != i) i = voices->at[i].report_up = voices->at[voices->at[i].report_up].report_up;
    return i;
}

static void join_voices(Voices *voices, uint32_t a, uint32_t b) {
    uint32_t x = root_of(voices, a), y = root_of(voices, b);
    voices->at[x > y ? x : y].up = x < y ? x : y;
}

static void join_reports(Voices *voices, uint32_t a, uint32_t b) {
    uint32_t x = report_root_of(voices, a), y = report_root_of(voices, b);
    bool x_first = voices->at[x].report < voices->at[y].report || (voices->at[x].report == voices->at[y].report && x < y);
    voices->at[x_first ? y : x].report_up = x_first ? x : y;
}

typedef struct { uint64_t key; uint32_t voice; } Keyed;

static int compare_keyed(const void *a, const void *b) {
    const Keyed *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->voice > y->voice) - (x->voice < y->voice);
}

typedef uint64_t (*KeyOf)(const Voice *voice);
static uint64_t voice_key(const Voice *voice) { return voice->voice; }
static uint64_t words_key(const Voice *voice) { return voice->words; }
static uint64_t unnamed_words_key(const Voice *voice) { return voice->named ? 0 : voice->words; }
static uint64_t group_key(const Voice *voice) { return voice->group; }
static uint64_t account_key(const Voice *voice) { return voice->account; }
static uint64_t report_key(const Voice *voice) { return (uint64_t)voice->report; }

static void join_by(Voices *voices, KeyOf key_of, void (*join)(Voices *, uint32_t, uint32_t), Arena *arena) {
    Keyed *keyed = arena_array(arena, voices->len, sizeof *keyed);
    size_t n = 0;
    for (uint32_t i = 0; i < voices->len; i++)
        if (key_of(&voices->at[i])) keyed[n++] = (Keyed){ key_of(&voices->at[i]), i };
    if (n) qsort(keyed, n, sizeof *keyed, compare_keyed);
    for (size_t i = 1; i < n; i++)
        if (keyed[i].key == keyed[i - 1].key) join(voices, keyed[i - 1].voice, keyed[i].voice);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static void write_claim_origin(Work *work, int64_t incident, int64_t claim, int64_t origin) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_ADD_CLAIM_ORIGIN);
    bind_number(row, ":incident", incident);
    bind_number(row, ":claim", claim);
    bind_number(row, ":origin", origin);
    run_to_end(work->ledger, row);
}

static void write_report_origin(Work *work, int64_t incident, int64_t report, int64_t origin) {
    sqlite3_stmt *row = ask(work->ledger, QUERY_ADD_REPORT_ORIGIN);
    bind_number(row, ":incident", incident);
    bind_number(row, ":report", report);
    bind_number(row, ":origin", origin);
    run_to_end(work->ledger, row);
}

static int compare_numbers(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Gives the accounts of each report, whose claims stand in a row, one key: a number over the set of their named origins. */
static void key_accounts(Voices *voices, Arena *arena) {
    uint64_t *set = arena_array(arena, voices->len, sizeof *set);
    for (uint32_t first = 0, end; first < voices->len; first = end) {
        size_t n = 0;
        for (end = first; end < voices->len && voices->at[end].report == voices->at[first].report; end++)
            if (voices->at[end].account && voices->at[end].named) set[n++] = root_of(voices, end);
        if (n) qsort(set, n, sizeof *set, compare_numbers);
        size_t distinct = 0;
        for (size_t i = 0; i < n; i++)
            if (i == 0 || set[i] != set[i - 1]) set[distinct++] = set[i];
        uint64_t key = distinct ? str_hash((Str){ (const char *)set, distinct * sizeof *set }) | 1 : 0;
        for (uint32_t i = first; i < end; i++) voices->at[i].account = key;
    }
}

int64_t find_origins(Work *work, int64_t incident, int64_t *n_claims) {
    Voices voices = read_voices(work, incident);
    *n_claims = (int64_t)voices.len;
    join_by(&voices, voice_key, join_voices, &work->inner);
    join_by(&voices, unnamed_words_key, join_voices, &work->inner);
    join_by(&voices, group_key, join_voices, &work->inner);
    key_accounts(&voices, &work->inner);
    join_by(&voices, report_key, join_reports, &work->inner);
    join_by(&voices, words_key, join_reports, &work->inner);
    join_by(&voices, account_key, join_reports, &work->inner);
    int64_t n_origins = 0, last_report = 0;
    for (uint32_t i = 0; i < voices.len; i++) {
        const Voice *voice = &voices.at[i];
        n_origins += report_root_of(&voices, i) == i;
        write_claim_origin(work, incident, voice->claim, voices.at[root_of(&voices, i)].claim);
        if (voice->report != last_report) write_report_origin(work, incident, voice->report, voices.at[report_root_of(&voices, i)].report);
        last_report = voice->report;        /* claims of one report have ids in a row */
    }
    return n_origins;
}
