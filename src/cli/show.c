/* `casus show`: gathers what the ledger has on one incident and prints its sheet. */
#include "cli/ledger.h"
#include "cli/sheet.h"

enum { WIDTH_WHEN_UNSEEN = 120, WIDEST_SHEET = 160 };

/* Strings of the ledger live until its callback returns; the sheet keeps copies, made safe. */
static const char *keep(const Sheet *sheet, const char *s) {
    return s ? str_copy(shown_safe(str_of(s), sheet->memory), sheet->memory).at : NULL;
}

typedef struct { Sheet *sheet; bool found; } Search;

static bool find_incident(void *to, const CasusLedgerIncident *incident) {
    Search *search = to;
    const Sheet *sheet = search->sheet;
    CasusLedgerIncident *kept = &search->sheet->incident;
    CasusLedgerParty *parties = arena_array(sheet->memory, incident->n_parties, sizeof *parties);
    for (size_t i = 0; i < incident->n_parties; i++)
        parties[i] = (CasusLedgerParty){ .party = keep(sheet, incident->parties[i].party), .standing = keep(sheet, incident->parties[i].standing) };
    *kept = *incident;
    kept->parties = parties;
    kept->type = keep(sheet, incident->type);
    kept->from = keep(sheet, incident->from);
    kept->to = keep(sheet, incident->to);
    kept->place = keep(sheet, incident->place);
    kept->country = keep(sheet, incident->country);
    kept->grade = keep(sheet, incident->grade);
    kept->state = keep(sheet, incident->state);
    kept->precision = keep(sheet, incident->precision);
    kept->ruled = keep(sheet, incident->ruled);
    search->found = true;
    return false;
}

static bool keep_claim(void *to, const CasusLedgerClaim *claim) {
    Sheet *sheet = to;
    CasusLedgerClaim kept = *claim;
    const char **strings[] = { &kept.source_kind, &kept.source, &kept.via,   &kept.stance, &kept.about,  &kept.effect,   &kept.who,     &kept.figure_party,
                               &kept.civilian,    &kept.party,  &kept.value, &kept.how,    &kept.as_of,  &kept.evidence, &kept.sentence,
                               &kept.state,       &kept.ruled };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = keep(sheet, *strings[i]);
    *list_add(&sheet->claims, sheet->memory) = kept;
    return true;
}

static bool keep_report(void *to, const CasusLedgerReport *report) {
    Sheet *sheet = to;
    CasusLedgerReport kept = *report;
    const char **strings[] = { &kept.report_id, &kept.url, &kept.publisher, &kept.author, &kept.title, &kept.published, &kept.captured, &kept.sha256 };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = keep(sheet, *strings[i]);
    *list_add(&sheet->reports, sheet->memory) = kept;
    return true;
}

static bool keep_edit(void *to, const CasusLedgerEdit *edit) {
    Sheet *sheet = to;
    CasusLedgerEdit kept = *edit;
    const char **strings[] = { &kept.seen, &kept.source_kind, &kept.source, &kept.about, &kept.was_words, &kept.now_words, &kept.how };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = keep(sheet, *strings[i]);
    *list_add(&sheet->edits, sheet->memory) = kept;
    return true;
}

static bool keep_ruling(void *to, const CasusLedgerRuling *ruling) {
    Sheet *sheet = to;
    CasusLedgerRuling kept = *ruling;
    const char **strings[] = { &kept.kind, &kept.field, &kept.was, &kept.now, &kept.person, &kept.said, &kept.reason, &kept.words };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) *strings[i] = keep(sheet, *strings[i]);
    *list_add(&sheet->rulings, sheet->memory) = kept;
    return true;
}

static bool keep_count(void *to, const CasusCount *count) {
    Sheet *sheet = to;
    CasusCount kept = *count;
    kept.policy = keep(sheet, count->policy);
    kept.what = keep(sheet, count->what);
    kept.claims = NULL;
    *list_add(&sheet->counts, sheet->memory) = kept;
    return true;
}

/* false after it has told why. */
static bool gather(CasusLedger *ledger, const Call *call, int64_t id, Sheet *sheet) {
    CasusError err = { 0 };
    Search search = { .sheet = sheet };
    CasusFilter one = { .id = id, .killed_min = CASUS_UNKNOWN, .comments = true, .limit = CASUS_UNKNOWN };
    bool asked = casus_ledger_incidents(ledger, &one, find_incident, &search, &err);
    if (asked && !search.found) {
        complain("%s: no incident %lld here; see: casus incidents", ledger_path(call), (long long)id);
        return false;
    }
    CasusReader *reader = ledger_tables("nobody is known for an official");
    bool gathered = search.found && casus_count(ledger, reader, id, keep_count, sheet, &err) && casus_ledger_claims(ledger, id, keep_claim, sheet, &err) &&
                    casus_ledger_reports(ledger, id, keep_report, sheet, &err) && casus_ledger_edits(ledger, id, keep_edit, sheet, &err) &&
                    casus_ledger_rulings(ledger, &(CasusRulingFilter){ .incident = id, .limit = CASUS_UNKNOWN }, keep_ruling, sheet, &err);
    if (!gathered) complain("%s", err.line);
    casus_close(reader);
    return gathered;
}

static void print_sheet(Sheet *sheet, Output *out) {
    sheet_add_head(sheet);
    sheet_add_figures(sheet);
    sheet_add_responsibility(sheet);
    sheet_add_other_claims(sheet);
    sheet_add_edits(sheet);
    sheet_add_sources(sheet);
    sheet_add_rulings(sheet);
    output_put(out, text_str(&sheet->text));
}

int show_run(Call *call) {
    int64_t id;
    if (!parse_count(call->inputs[0], &id) || id == 0) {
        complain("show: '%s' is no incident's number; see: casus incidents", call->inputs[0]);
        return STATUS_WRONG_CALL;
    }
    Sheet sheet = { .memory = call->memory, .screen = screen_of(call->out->fd), .text = { .arena = call->memory } };
    sheet.width = sheet.screen.width == SIZE_MAX ? WIDTH_WHEN_UNSEEN : sheet.screen.width;
    if (sheet.width > WIDEST_SHEET) sheet.width = WIDEST_SHEET;
    CasusLedger *ledger = ledger_open(call, ledger_path(call), CASUS_LEDGER_READ);
    if (!ledger) return STATUS_FAILED;
    bool gathered = gather(ledger, call, id, &sheet);
    casus_ledger_close(ledger);
    if (!gathered) return STATUS_FAILED;
    print_sheet(&sheet, call->out);
    return STATUS_DONE;
}
