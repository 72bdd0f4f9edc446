/* Rulings: what people decide stands, can be undone, and follows from the content alone. */
#include "made.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include "ledger/alpha.h"
#include "ledger/ledger.h"

extern const char ledger_form5[];       /* form5.sql */

static const Made strike = {
    .id = "r1", .published = "2031-03-05", .publisher = "Marsh Wire", .title = "Strike on Tal Amal",
    .text = "Civil Defence said seven people were killed in Tal Amal on 4 March. The army denied it.",
    .incidents = { { .type = CASUS_EVENT_AIRSTRIKE, .from = "2031-03-04", .place = "Tal Amal", .within = "North Marsh", .country = "XA", .lat = 12.5, .lon = 30.25,
                     .killed_low = 7, .killed_high = 7, .party = "Southern Army", .standing = CASUS_STANDING_DENIED } },
    .claims = { { 1, CASUS_SOURCE_ORGANIZATION, "Civil Defence", "Marsh Wire", CASUS_ABOUT_CASUALTIES, CASUS_STANCE_ASSERTS, 7, 7, NULL, "seven people were killed" },
                { 1, CASUS_SOURCE_ORGANIZATION, "The army", NULL, CASUS_ABOUT_RESPONSIBILITY, CASUS_STANCE_DENIES, 0, 0, "Southern Army", "denied it" } },
};
static const Made later = {
    .id = "r2", .published = "2031-03-06", .publisher = "Delta Post", .title = "Toll rises",
    .text = "The toll in Tal Amal has risen to 19, Civil Defence said.",
    .incidents = { { .type = CASUS_EVENT_ATTACK, .from = "2031-03-04", .place = "Tall Amal", .killed_low = 19, .killed_high = 19 } },
    .claims = { { 1, CASUS_SOURCE_ORGANIZATION, "Civil Defence", NULL, CASUS_ABOUT_CASUALTIES, CASUS_STANCE_ASSERTS, 19, 19, NULL, "risen to 19" } },
};
static const Made elsewhere = {
    .id = "r3", .published = "2031-03-06", .publisher = "Delta Post", .title = "Market, Osmar",
    .text = "A bomb killed three in Osmar, police said.",
    .incidents = { { .type = CASUS_EVENT_IED, .from = "2031-03-05", .place = "Osmar", .killed_low = 3, .killed_high = 3 } },
    .claims = { { 1, CASUS_SOURCE_ORGANIZATION, "police", NULL, CASUS_ABOUT_CASUALTIES, CASUS_STANCE_ASSERTS, 3, 3, NULL, "killed three" } },
};
enum { DENIAL = 2, TOLL = 3, BOMB = 4 };        /* numbers of claims once the three are added in this order */

/* ---- short words for what a test does ------------------------------------------------------------------------------------- */

static CasusLedger *opened(char path[256], const char *name) {
    CasusLedger *ledger = made_open(made_path(path, name));
    made_add(ledger, &strike, NULL);
    made_add(ledger, &later, NULL);
    made_add(ledger, &elsewhere, NULL);
    made_settle(ledger, NULL);
    return ledger;
}

static CasusRuling ruling(CasusRulingKind kind) {
    return (CasusRuling){ .kind = kind, .person = "A. Reader", .said = "2031-03-07T09:00:00Z", .reason = "looked at it", .version = CASUS_UNKNOWN };
}

static int64_t rule(CasusLedger *ledger, CasusRuling made) {
    CasusError err = { 0 };
    int64_t id = 0;
    if (!casus_ledger_rule(ledger, &made, 1, &id, &err)) print_error("%s\n", err.line);
    assert_true(id > 0);
    return id;
}

static void assert_refused(CasusLedger *ledger, CasusRuling made, CasusStatus status, const char *word) {
    CasusError err = { 0 };
    assert_false(casus_ledger_rule(ledger, &made, 1, NULL, &err));
    assert_int_equal(err.status, status);
    if (!strstr(err.line, word)) print_error("'%s' is not in: %s\n", word, err.line);
    assert_non_null(strstr(err.line, word));
}

static int64_t undo(CasusLedger *ledger, int64_t id) {
    CasusRuling made = ruling(CASUS_RULING_UNDO);
    made.undoes = id;
    return rule(ledger, made);
}

static CasusRuling on_claim(CasusRulingKind kind, int64_t claim) {
    CasusRuling made = ruling(kind);
    made.claim = claim;
    return made;
}

static CasusRuling on_incident(CasusRulingKind kind, int64_t incident) {
    CasusRuling made = ruling(kind);
    made.incident = incident;
    return made;
}

static CasusRuling correct(CasusRuling made, const char *field, const char *now) {
    made.field = field;
    made.now = now;
    return made;
}

typedef struct { char line[400]; int64_t version, id; size_t n; } Seen;

static bool see(void *to, const CasusLedgerIncident *i) {
    Seen *seen = to;
    seen->version = i->version;
    seen->id = i->id;
    seen->n++;
    snprintf(seen->line, sizeof seen->line, "%s %s %s %lld-%lld %s %s %s", i->type, i->from ? i->from : "-", i->place ? i->place : "-", (long long)i->killed.low,
             (long long)i->killed.high, i->n_parties ? i->parties[0].standing : "-", i->state, i->ruled ? i->ruled : "-");
    return true;
}

static Seen incident(CasusLedger *ledger, int64_t id) {
    Seen seen = { 0 };
    CasusFilter one = { .id = id, .killed_min = CASUS_UNKNOWN, .limit = 1 };
    assert_true(casus_ledger_incidents(ledger, &one, see, &seen, NULL));
    return seen;
}

static size_t count_listed(CasusLedger *ledger, CasusFilter filter) {
    Seen seen = { 0 };
    filter.killed_min = filter.limit = CASUS_UNKNOWN;
    assert_true(casus_ledger_incidents(ledger, &filter, see, &seen, NULL));
    return seen.n;
}

static void assert_incident(CasusLedger *ledger, int64_t id, const char *line) { assert_string_equal(incident(ledger, id).line, line); }

/* Every derived row is what a rebuild makes. */
static void assert_follows(CasusLedger *ledger, const char *path) {
    Arena arena = { 0 };
    Str before = made_rows(path, &arena);
    assert_true(casus_ledger_rebuild(ledger, NULL));
    Str after = made_rows(path, &arena);
    if (!str_eq(before, after)) print_error("before\n%.*s\nafter\n%.*s\n", (int)before.len, before.at, (int)after.len, after.at);
    assert_true(str_eq(before, after));
    arena_free(&arena);
}

static void hear(void *to, const char *line) { (void)to; print_error("%s\n", line); }

static void assert_sound(CasusLedger *ledger, const char *path) {
    CasusLedgerProof proof = { 0 };
    assert_follows(ledger, path);
    assert_true(casus_ledger_check(ledger, NULL, hear, NULL, &proof, NULL));
    assert_int_equal(proof.faults, 0);
}

/* ---- one claim, one incident -------------------------------------------------------------------------------------------------- */

static void accepting_is_undone_by_a_ruling(void **state) {
    (void)state;
    char path[256];
    CasusLedger *ledger = opened(path, "accept");
    int64_t id = rule(ledger, on_incident(CASUS_RULING_ACCEPT, 1));
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7-19 denied accepted -");
    assert_int_equal(incident(ledger, 1).version, id);
    assert_int_equal(count_listed(ledger, (CasusFilter){ .review = true }), 1);
    int64_t undone = undo(ledger, id);
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7-19 denied review -");
    assert_int_equal(incident(ledger, 1).version, undone);
    CasusRuling again = ruling(CASUS_RULING_UNDO);
    again.undoes = id;
    assert_refused(ledger, again, CASUS_CONFLICT, "undone already");
    again.undoes = undone;
    assert_refused(ledger, again, CASUS_BAD_INPUT, "is an undo");
    rule(ledger, on_incident(CASUS_RULING_REJECT, 1));
    assert_int_equal(count_listed(ledger, (CasusFilter){ 0 }), 1);
    assert_int_equal(count_listed(ledger, (CasusFilter){ .rejected = true }), 2);
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7-19 denied rejected -");
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

static bool add_claim(void *to, const CasusLedgerClaim *claim) {
    size_t n = strlen(to);
    snprintf((char *)to + n, 1024 - n, "%s %s %lld-%lld %s %s|", claim->source ? claim->source : "-", claim->stance, (long long)claim->range.low,
             (long long)claim->range.high, claim->state ? claim->state : "-", claim->ruled ? claim->ruled : "-");
    return true;
}

static void a_claim_rejected_or_corrected_changes_its_incident(void **state) {
    (void)state;
    char path[256], claims[1024] = "";
    CasusLedger *ledger = opened(path, "claim");
    int64_t id = rule(ledger, on_claim(CASUS_RULING_REJECT, TOLL));
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7-7 denied review -");
    assert_true(casus_ledger_claims(ledger, 1, add_claim, claims, NULL));
    assert_string_equal(claims, "Civil Defence asserts 7-7 - -|The army denies -1--1 - -|");
    claims[0] = '\0';
    assert_true(casus_ledger_rejected_claims(ledger, 1, add_claim, claims, NULL));
    assert_string_equal(claims, "Civil Defence asserts 19-19 rejected -|");
    undo(ledger, id);
    rule(ledger, correct(on_claim(CASUS_RULING_CORRECT, TOLL), "figure", "9-12"));
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7-12 denied review -");
    rule(ledger, correct(on_claim(CASUS_RULING_CORRECT, TOLL), "figure", "20-"));
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7--1 denied review -");
    rule(ledger, correct(on_claim(CASUS_RULING_CORRECT, TOLL), "source", "hospital"));
    claims[0] = '\0';
    assert_true(casus_ledger_claims_of_report(ledger, 2, add_claim, claims, NULL));
    assert_string_equal(claims, "hospital asserts 20--1 - figure source|");
    rule(ledger, on_claim(CASUS_RULING_REJECT, DENIAL));
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7--1 - review -");
    rule(ledger, correct(on_claim(CASUS_RULING_CORRECT, DENIAL), "stance", "admits"));
    rule(ledger, on_claim(CASUS_RULING_ACCEPT, DENIAL));
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7--1 claimed review -");
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

static void an_incident_is_corrected_field_by_field(void **state) {
    (void)state;
    char path[256];
    CasusLedger *ledger = opened(path, "fields");
    rule(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "killed", "9-12"));
    rule(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "date", "2031-03-03/2031-03-04"));
    rule(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "place", "Barrow Hill"));
    rule(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "type", "shelling"));
    rule(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "party", "Southern Army=contested"));
    assert_incident(ledger, 1, "shelling 2031-03-03 Barrow Hill 9-12 contested review killed date place type party");
    rule(ledger, correct(on_incident(CASUS_RULING_GRADE, 1), NULL, "Fair"));
    assert_int_equal(count_listed(ledger, (CasusFilter){ .grade = "fair" }), 1);
    assert_int_equal(count_listed(ledger, (CasusFilter){ .place = "barrow" }), 1);
    assert_int_equal(count_listed(ledger, (CasusFilter){ .until = "2031-03-03" }), 1);
    CasusFilter box = { .has_box = true, .south = 49, .west = 9, .north = 51, .east = 11 };
    assert_int_equal(count_listed(ledger, box), 0);
    int64_t point = rule(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "point", "50, 10"));
    assert_int_equal(count_listed(ledger, box), 1);
    undo(ledger, point);
    assert_int_equal(count_listed(ledger, box), 0);
    assert_refused(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "killed", "many"), CASUS_BAD_INPUT, "7-9");
    assert_refused(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "killed", "9-12"), CASUS_BAD_INPUT, "already");
    assert_refused(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "colour", "red"), CASUS_BAD_INPUT, "civilians_killed");
    assert_refused(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "type", "picnic"), CASUS_BAD_INPUT, "airstrike");
    assert_refused(ledger, correct(on_incident(CASUS_RULING_CORRECT, 1), "type", ""), CASUS_BAD_INPUT, "needs a value");
    assert_refused(ledger, on_incident(CASUS_RULING_ACCEPT, 99), CASUS_BAD_INPUT, "no incident 99");
    assert_refused(ledger, on_claim(CASUS_RULING_ACCEPT, 99), CASUS_BAD_INPUT, "no claim 99");
    CasusRuling nobody = on_incident(CASUS_RULING_ACCEPT, 1);
    nobody.person = " ";
    assert_refused(ledger, nobody, CASUS_BAD_INPUT, "name");
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

/* ---- who belongs together --------------------------------------------------------------------------------------------------------- */

static CasusRuling merge(int64_t a, int64_t b) {
    CasusRuling made = on_incident(CASUS_RULING_MERGE, a);
    made.other = b;
    return made;
}

static void merged_numbers_lead_to_where_they_went(void **state) {
    (void)state;
    char path[256];
    CasusLedger *ledger = opened(path, "merge");
    int64_t id = rule(ledger, merge(3, 1));
    assert_int_equal(incident(ledger, 3).id, 1);
    assert_incident(ledger, 3, "airstrike 2031-03-04 Tal Amal 3-19 denied review -");
    assert_int_equal(count_listed(ledger, (CasusFilter){ 0 }), 1);
    assert_refused(ledger, merge(1, 3), CASUS_BAD_INPUT, "one incident already");
    assert_follows(ledger, path);
    undo(ledger, id);
    assert_int_equal(incident(ledger, 3).id, 3);
    assert_incident(ledger, 3, "ied 2031-03-05 Osmar 3-3 - review -");
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

static void a_report_is_split_off_or_assigned(void **state) {
    (void)state;
    char path[256];
    CasusLedger *ledger = opened(path, "split");
    CasusRuling made = on_incident(CASUS_RULING_SPLIT, 1);
    made.report = 2;
    int64_t id = rule(ledger, made);
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7-7 denied review -");
    assert_incident(ledger, 2, "attack 2031-03-04 Tall Amal 19-19 - review -");
    made.incident = 2;
    assert_refused(ledger, made, CASUS_BAD_INPUT, "nothing to split");
    assert_follows(ledger, path);
    made = on_incident(CASUS_RULING_ASSIGN, 2);
    made.report = 2;
    made.other = 3;
    rule(ledger, made);
    assert_incident(ledger, 2, "ied 2031-03-04 Osmar 3-19 - review -");
    assert_int_equal(incident(ledger, 3).id, 2);
    made.report = 1;
    assert_refused(ledger, made, CASUS_BAD_INPUT, "tells nothing");
    assert_follows(ledger, path);
    undo(ledger, id);
    assert_follows(ledger, path);
    made = on_claim(CASUS_RULING_ASSIGN, DENIAL);
    made.other = 3;
    rule(ledger, made);
    char claims[1024] = "";
    assert_true(casus_ledger_claims(ledger, 1, add_claim, claims, NULL));
    assert_string_equal(claims, "Civil Defence asserts 7-7 - -|");
    claims[0] = '\0';
    assert_true(casus_ledger_claims(ledger, 3, add_claim, claims, NULL));
    assert_non_null(strstr(claims, "The army denies"));
    assert_refused(ledger, made, CASUS_BAD_INPUT, "already");
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

static void two_reports_are_split_off_together(void **state) {
    (void)state;
    char path[256];
    CasusLedger *ledger = opened(path, "together");
    rule(ledger, merge(3, 1));
    CasusRuling both[2] = { on_incident(CASUS_RULING_SPLIT, 1), on_incident(CASUS_RULING_ASSIGN, 1) };
    both[0].report = 1;                                 /* whose number the incident bears */
    both[1].report = 3;
    assert_true(casus_ledger_rule(ledger, both, 2, NULL, NULL));
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 3-7 denied review -");
    assert_int_equal(incident(ledger, 3).id, 1);
    assert_incident(ledger, 2, "attack 2031-03-04 Tall Amal 19-19 - review -");
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

/* ---- two who write ------------------------------------------------------------------------------------------------------------------ */

static void nobody_overwrites_what_they_have_not_seen(void **state) {
    (void)state;
    char path[256];
    CasusLedger *ledger = opened(path, "conflict"), *other = made_open(path);
    CasusRuling mine = on_incident(CASUS_RULING_ACCEPT, 1), yours = on_claim(CASUS_RULING_REJECT, TOLL);
    mine.version = yours.version = 0;
    yours.person = "B. Reader";
    rule(other, yours);
    assert_refused(ledger, mine, CASUS_CONFLICT, "B. Reader");
    mine.version = incident(ledger, 1).version;
    rule(ledger, mine);
    CasusRuling both[2] = { on_incident(CASUS_RULING_NOTE, 1), on_incident(CASUS_RULING_ACCEPT, 99) };
    assert_false(casus_ledger_rule(ledger, both, 2, NULL, NULL));       /* all or none */
    both[1] = on_incident(CASUS_RULING_NOTE, 1);
    both[0].version = both[1].version = incident(ledger, 1).version;
    assert_true(casus_ledger_rule(ledger, both, 2, NULL, NULL));        /* one's own are known */
    casus_ledger_close(other);
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

/* ---- another reading ------------------------------------------------------------------------------------------------------------------- */

typedef struct { char line[1024]; size_t n; } Rulings;
static bool add_ruling(void *to, const CasusLedgerRuling *r) {
    Rulings *all = to;
    size_t n = strlen(all->line);
    snprintf(all->line + n, sizeof all->line - n, "%lld %s i%lld c%lld %s>%s %s %s|", (long long)r->id, r->kind, (long long)r->incident, (long long)r->claim,
             r->was ? r->was : "", r->now ? r->now : "", r->undone ? "undone" : "", r->placed ? "" : "unplaced");
    all->n++;
    return true;
}

static Rulings rulings(CasusLedger *ledger, CasusRulingFilter filter) {
    Rulings all = { 0 };
    filter.limit = CASUS_UNKNOWN;
    assert_true(casus_ledger_rulings(ledger, &filter, add_ruling, &all, NULL));
    return all;
}

static void rulings_are_found_again_by_the_words(void **state) {
    (void)state;
    char path[256];
    CasusLedger *ledger = opened(path, "again");
    rule(ledger, correct(on_claim(CASUS_RULING_CORRECT, 1), "figure", "8"));
    rule(ledger, on_claim(CASUS_RULING_REJECT, DENIAL));
    rule(ledger, on_incident(CASUS_RULING_ACCEPT, 1));
    Made again = strike;                                /* the same bytes: other weights see one claim more, and miss the denial */
    again.claims[0].words = "said seven people";
    again.claims[1] = (MadeClaim){ 1, CASUS_SOURCE_PUBLISHER, NULL, NULL, CASUS_ABOUT_OCCURRENCE, CASUS_STANCE_ASSERTS, 0, 0, NULL, "on 4 March", CASUS_CIVILIAN_UNKNOWN };
    casus_ledger_read_again(ledger);
    made_add(ledger, &again, NULL);
    made_settle(ledger, NULL);
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 8-19 denied accepted -");
    assert_string_equal(rulings(ledger, (CasusRulingFilter){ .unplaced = true }).line, "2 reject i0 c0 >  unplaced|");
    assert_string_equal(rulings(ledger, (CasusRulingFilter){ .incident = 1 }).line, "1 correct i1 c5 7>8  |3 accept i1 c0 >  |");
    assert_sound(ledger, path);
    Made mended = strike;                               /* other bytes: the same words further on */
    mended.text = "Correction. Civil Defence said seven people were killed in Tal Amal on 4 March. The army denied it.";
    made_add(ledger, &mended, NULL);
    made_settle(ledger, NULL);
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 8-19 - accepted -");
    assert_int_equal(rulings(ledger, (CasusRulingFilter){ .unplaced = true }).n, 0);
    Made gone = elsewhere;
    rule(ledger, on_incident(CASUS_RULING_ACCEPT, 3));
    gone.text = "A bomb went off at the bridge of Barrow Hill.";
    gone.incidents[0] = (MadeIncident){ .type = CASUS_EVENT_ABDUCTION, .from = "2031-01-01", .place = "Barrow Hill" };
    gone.claims[0] = (MadeClaim){ 1, CASUS_SOURCE_PUBLISHER, NULL, NULL, CASUS_ABOUT_OCCURRENCE, CASUS_STANCE_ASSERTS, 0, 0, NULL, "bomb", CASUS_CIVILIAN_UNKNOWN };
    made_add(ledger, &gone, NULL);
    made_settle(ledger, NULL);
    assert_int_equal(rulings(ledger, (CasusRulingFilter){ .unplaced = true }).n, 1);
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

/* ---- many, in any order --------------------------------------------------------------------------------------------------------------- */

enum { WAR = 60, N_RULINGS = 120 };

static uint32_t next_random(uint32_t *seed) { return *seed = *seed * 1664525u + 1013904223u, *seed >> 8; }

static CasusRuling random_ruling(uint32_t *seed) {
    static const char *const killed[] = { "", "4", "2-9", "5-" };
    CasusRuling made = ruling((CasusRulingKind)(next_random(seed) % CASUS_N_RULING_KINDS));
    uint32_t about_claim = next_random(seed) % 2;
    made.undoes = 1 + next_random(seed) % N_RULINGS;
    made.incident = 1 + next_random(seed) % WAR;
    made.other = 1 + next_random(seed) % WAR;
    made.report = 1 + next_random(seed) % WAR;
    bool of_claim = about_claim && made.kind != CASUS_RULING_MERGE && made.kind != CASUS_RULING_SPLIT && made.kind != CASUS_RULING_GRADE;
    if (of_claim) made.claim = 1 + next_random(seed) % WAR, made.incident = 0;
    if (made.kind == CASUS_RULING_ACCEPT || made.kind == CASUS_RULING_REJECT) made.other = 0;
    made.field = of_claim ? "figure" : "killed";
    made.now = made.kind == CASUS_RULING_GRADE ? "Weak" : killed[next_random(seed) % 4];
    return made;
}

/* Rulings of every kind between reports that arrive, versions among them: what stands is at every turn what a rebuild makes. */
static void what_follows_is_what_a_rebuild_makes(void **state) {
    (void)state;
    char path[256], text[256], id[16];
    uint32_t seed = 7, n_kept = 0;
    CasusLedger *ledger = made_open(made_path(path, "many"));
    for (uint32_t i = 0; i < N_RULINGS; i++) {
        if (i < WAR || i % 5 == 0) {
            Made made = made_war(i % WAR, text, id);
            if (i >= WAR) casus_ledger_read_again(ledger);
            made_add(ledger, &made, NULL);
            made_settle(ledger, NULL);
        }
        for (int k = 0; i > 5 && k < 3; k++) {
            CasusRuling made = random_ruling(&seed);
            CasusError err = { 0 };
            if (casus_ledger_rule(ledger, &made, 1, NULL, &err)) n_kept++;
            else if (err.status != CASUS_BAD_INPUT && err.status != CASUS_CONFLICT) print_error("%s\n", err.line);
            assert_true(err.status == CASUS_OK || err.status == CASUS_BAD_INPUT || err.status == CASUS_CONFLICT);
        }
        if (i % 10 == 9) assert_follows(ledger, path);
    }
    assert_true(n_kept > N_RULINGS);
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

/* ---- blind codings change nothing ------------------------------------------------------------------------------------------------------ */

static void a_blind_coding_is_kept_apart(void **state) {
    (void)state;
    char path[256];
    CasusLedger *ledger = opened(path, "blind");
    CasusRuling made = correct(on_claim(CASUS_RULING_CORRECT, TOLL), "figure", "20");
    made.round = "first";
    int64_t id = rule(ledger, made);
    assert_incident(ledger, 1, "airstrike 2031-03-04 Tal Amal 7-19 denied review -");
    assert_int_equal(incident(ledger, 1).version, 0);
    assert_int_equal(rulings(ledger, (CasusRulingFilter){ 0 }).n, 0);
    assert_int_equal(rulings(ledger, (CasusRulingFilter){ .round = "first", .person = "A. Reader" }).n, 1);
    assert_int_equal(rulings(ledger, (CasusRulingFilter){ .round = "first", .person = "B. Reader" }).n, 0);
    CasusRuling theirs = ruling(CASUS_RULING_UNDO);
    theirs.undoes = id;
    theirs.person = "B. Reader";
    assert_refused(ledger, theirs, CASUS_BAD_INPUT, "another person");
    assert_sound(ledger, path);
    casus_ledger_close(ledger);
}

/* ---- how far people agree ------------------------------------------------------------------------------------------------------------- */

typedef struct { int64_t unit; const char *name; } Given;

static void assert_alpha(const Given *given, size_t n, bool as_number, double wanted) {
    AlphaValue values[64];
    double alpha = -9;
    for (size_t i = 0; i < n; i++) values[i] = (AlphaValue){ given[i].unit, str_of(given[i].name), given[i].name[0] - '0' };
    assert_true(as_number ? alpha_by_number(values, n, &alpha) : alpha_by_name(values, n, &alpha));
    if (alpha < wanted - 0.0005 || alpha > wanted + 0.0005) print_error("alpha %f, not %f\n", alpha, wanted);
    assert_true(alpha > wanted - 0.0005 && alpha < wanted + 0.0005);
}

/* One digit a unit and coder, '*' where the coder said nothing. */
static size_t given_by(const char *const *coders, size_t n_coders, Given *given) {
    static const char *const digits[] = { "0", "1", "2", "3", "4", "5" };
    size_t n = 0;
    for (size_t c = 0; c < n_coders; c++)
        for (size_t unit = 0; coders[c][unit]; unit++)
            if (coders[c][unit] != '*') given[n++] = (Given){ (int64_t)unit, digits[coders[c][unit] - '0'] };
    return n;
}

/* The worked examples of Krippendorff 2011, and one counted by hand: 1 - 5 * 8 / 136. */
static void alpha_is_krippendorffs(void **state) {
    (void)state;
    static const char *const binary[] = { "0100000010", "1110010000" }, *const by_hand[] = { "123*", "1254" };
    static const char *const missing[] = { "*****341211" "33*3", "1*213343*******", "**21344*2113" "3*4" };
    Given given[64];
    assert_alpha(given, given_by(binary, 2, given), false, 0.095);
    assert_alpha(given, given_by(missing, 3, given), false, 0.691);
    assert_alpha(given, given_by(missing, 3, given), true, 0.811);
    assert_alpha(given, given_by(by_hand, 2, given), true, 0.7059);
    AlphaValue same[2] = { { 1, S("a"), 1 }, { 1, S("a"), 1 } };
    double alpha;
    assert_false(alpha_by_name(same, 2, &alpha));
    assert_false(alpha_by_name(same, 0, &alpha));
}

static bool add_agreement(void *to, const CasusAgreement *a) {
    size_t n = strlen(to);
    if (a->n_differ) snprintf((char *)to + n, 1024 - n, "%s %lld/%lld %.3f|", a->field, (long long)a->n_differ, (long long)a->n_units, a->has_alpha ? a->alpha : 9);
    return true;
}

static bool add_disagreement(void *to, const CasusDisagreement *d) {
    size_t n = strlen(to);
    snprintf((char *)to + n, 1024 - n, "c%lld %.*s %.*s, %.*s %.*s|", (long long)d->claim, (int)d->person.len, d->person.at, (int)d->value.len, d->value.at,
             (int)d->other_person.len, d->other_person.at, (int)d->other_value.len, d->other_value.at);
    return true;
}

/* Figures 7 and 7, 20 and 19: 1 - 3 * 2 / 1254. Verdicts accept and accept, none and accept: one unit, no two differ. */
static void a_blind_coding_is_compared(void **state) {
    (void)state;
    char path[256], told[1024] = "";
    CasusLedger *ledger = opened(path, "agree");
    for (int person = 0; person < 2; person++) {
        CasusRuling toll = person ? on_claim(CASUS_RULING_ACCEPT, TOLL) : correct(on_claim(CASUS_RULING_CORRECT, TOLL), "figure", "20"), same = on_claim(CASUS_RULING_ACCEPT, 1);
        toll.round = same.round = "first";
        toll.person = same.person = person ? "B" : "A";
        rule(ledger, toll);
        rule(ledger, same);
    }
    assert_true(casus_ledger_agree(ledger, "first", add_agreement, add_disagreement, told, NULL));
    assert_string_equal(told, "c3 A 20, B 19|figure 1/2 0.995|");
    told[0] = '\0';
    assert_true(casus_ledger_agree(ledger, "second", add_agreement, add_disagreement, told, NULL));
    assert_string_equal(told, "");
    casus_ledger_close(ledger);
}

/* ---- the form before --------------------------------------------------------------------------------------------------------------------- */

static const char old_rows[] =
    "INSERT INTO run VALUES (1, '0.1.0', 'made by hand');"
    "INSERT INTO report (run, report_id, version, sha256, capture_sha256, format, text, notes) VALUES (1, 'r1', 1, 'x', 'y', 0, 'Three died.', '[]');"
    "INSERT INTO telling VALUES (1, 1, 1, 1, '{\"type\":\"shelling\",\"stage\":\"accomplished\",\"from\":\"2031-03-04\",\"to\":\"2031-03-04\",\"place\":{\"name\":\"Tal Amal\"},"
    "\"killed\":{\"low\":3,\"high\":3},\"responsible\":[]}', '[]');"
    "INSERT INTO claim (report, nth, telling, source_kind, stance, about, effect, low, high, start, \"end\", evidence, sentence) "
    "VALUES (1, 1, 1, 'publisher', 'asserts', 'casualties', 'killed', 3, 3, 0, 5, 'Three', 'Three died.');"
    "INSERT INTO ruling (kind, telling, person, said, reason) VALUES ('accept', 1, 'A. Reader', '2031-03-07', 'seen');"
    "INSERT INTO unsettled VALUES (1);";

static void a_ledger_of_the_form_before_is_taken_on(void **state) {
    (void)state;
    char path[256];
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(made_path(path, "form5"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, ledger_form5, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, old_rows, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    CasusError err = { 0 };
    CasusLedger *ledger = casus_ledger_open(path, CASUS_LEDGER_READ, &err);
    if (!ledger) print_error("%s\n", err.line);
    assert_non_null(ledger);
    assert_incident(ledger, 1, "shelling 2031-03-04 Tal Amal 3-3 - accepted -");
    casus_ledger_close(ledger);
    ledger = made_open(path);
    made_add(ledger, &elsewhere, NULL);
    made_settle(ledger, NULL);
    rule(ledger, on_claim(CASUS_RULING_REJECT, 1));
    assert_incident(ledger, 1, "shelling 2031-03-04 Tal Amal -1--1 - accepted -");
    assert_follows(ledger, path);
    casus_ledger_close(ledger);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepting_is_undone_by_a_ruling), cmocka_unit_test(a_claim_rejected_or_corrected_changes_its_incident),
        cmocka_unit_test(an_incident_is_corrected_field_by_field), cmocka_unit_test(merged_numbers_lead_to_where_they_went),
        cmocka_unit_test(a_report_is_split_off_or_assigned), cmocka_unit_test(two_reports_are_split_off_together), cmocka_unit_test(nobody_overwrites_what_they_have_not_seen),
        cmocka_unit_test(rulings_are_found_again_by_the_words), cmocka_unit_test(what_follows_is_what_a_rebuild_makes),
        cmocka_unit_test(a_blind_coding_is_kept_apart), cmocka_unit_test(alpha_is_krippendorffs), cmocka_unit_test(a_blind_coding_is_compared), cmocka_unit_test(a_ledger_of_the_form_before_is_taken_on),
    };
    return cmocka_run_group_tests(tests, NULL, made_clean);
}
