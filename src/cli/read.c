/* `casus read`: into a ledger, or as JSON Lines to standard output. */
#include "cli/feed.h"
#include "cli/ledger.h"
#include "cli/screen.h"
#include <errno.h>
#include <sys/stat.h>

typedef struct {
    Call *call;
    CasusReader *reader;
    CasusLedger *ledger;                    /* opened with the first report that can be read: a mistyped name leaves no empty ledger behind */
    CasusLedgerCount count;
    uint64_t settled;                       /* of count.reports_new: those whose incidents are derived */
    unsigned layers;
    bool resumes;
    FeedCount feed;
} Run;
enum { SETTLE_EVERY = 4000 };               /* reports: often enough for a bounded memory, seldom enough to be cheap */

static PageFate print_page(void *to, const CasusPage *page, CasusError *err) {
    Run *run = to;
    CasusReport *report = casus_read(run->reader, page, run->layers, CASUS_BUDGET_DEFAULT, err);
    if (!report) return PAGE_SKIPPED;
    bool written = casus_report_write_json(report, run->layers, output_sink, run->call->out) && output_flush(run->call->out);
    casus_report_free(report);
    return written ? PAGE_TAKEN : PAGE_STOPPED;
}

/* By count, not by the clock: the same input makes the same file. */
static bool settle_now_and_then(Run *run, CasusError *err) {
    if (run->count.reports_new - run->settled < SETTLE_EVERY) return true;
    run->settled = run->count.reports_new;
    return casus_ledger_settle(run->ledger, NULL, err);
}

static PageFate keep_page(void *to, const CasusPage *page, CasusError *err) {
    Run *run = to;
    CasusReport *report = casus_read(run->reader, page, CASUS_LEDGER_LAYERS, CASUS_BUDGET_DEFAULT, err);
    if (!report) return PAGE_SKIPPED;
    if (!run->ledger) run->ledger = casus_ledger_open(ledger_path(run->call), CASUS_LEDGER_WRITE, err);
    if (run->ledger && call_has(run->call, OPTION_AGAIN)) casus_ledger_read_again(run->ledger);
    bool kept = run->ledger && settle_now_and_then(run, err) && casus_ledger_add(run->ledger, run->reader, report, page, &run->count, err);
    casus_report_free(report);
    if (kept) return PAGE_TAKEN;
    return run->ledger && err->status == CASUS_BAD_INPUT ? PAGE_SKIPPED : PAGE_STOPPED;
}

/* Is there a bookmark of this file to go on from? */
static bool find_bookmark(void *to, CasusBookmark *bookmark) {
    Run *run = to;
    CasusError err = { 0 };
    CasusBookmarkState state = CASUS_BOOKMARK_NONE;
    if (!run->resumes || !run->ledger) return false;
    if (!casus_ledger_bookmark_get(run->ledger, bookmark, &state, &err)) complain("%s", err.line);
    if (state == CASUS_BOOKMARK_CHANGED) say("%s: not the file that was read before (other size, time or beginning); read from its start", bookmark->path);
    if (state != CASUS_BOOKMARK_FOUND) return false;
    run->feed.n_resumed++;
    if (!bookmark->is_done) say("%s: going on where it was left", bookmark->path);
    return true;
}

/* A bookmark that is lost costs a second reading, no report: whatever is wrong is told when the next report is kept. */
static void keep_bookmark(void *to, const CasusBookmark *bookmark) {
    Run *run = to;
    if (run->ledger) casus_ledger_bookmark_put(run->ledger, bookmark, NULL);
}

/* To go on, the ledger is asked before the first page is read; where there is none, nothing was read. */
static bool open_to_resume(Run *run) {
    CasusError err = { 0 };
    struct stat state;
    bool is_missing = stat(ledger_path(run->call), &state) != 0 && errno == ENOENT;
    if (!run->resumes || is_missing) return true;
    run->ledger = casus_ledger_open(ledger_path(run->call), CASUS_LEDGER_WRITE, &err);
    if (!run->ledger) complain("%s", err.line);
    return run->ledger != NULL;
}

static void say_kept(const Run *run, const FeedCount *feed) {
    const CasusLedgerCount *count = &run->count;
    Arena *memory = run->call->memory;
    Text line = { .arena = memory };
    Str new_ones = str_join(S(", "), count_str(count->reports_new, memory), S(" of them new"), memory);
    feed_describe(&line, feed, new_ones);
    text_add(&line, S(".  "));
    text_add(&line, counted(count->claims_new, "new claim", "new claims", memory));
    text_add(&line, S(", "));
    text_add(&line, counted(count->incidents_new, "new incident", "new incidents", memory));
    text_add(&line, S(", "));
    text_add(&line, counted(count->incidents_changed, "incident changed", "incidents changed", memory));
    say("%s%.*s.", feed->interrupted ? "interrupted; what was read is kept: " : "", (int)line.len, line.at);
    if (count->incidents_new == 0 && count->incidents_changed == 0) return;
    bool named = call_has(run->call, OPTION_LEDGER);
    say("next: casus incidents%s%s --changed", named ? " --ledger " : "", named ? ledger_path(run->call) : "");
}

static void say_printed(const Run *run, const FeedCount *feed) {
    Text line = { .arena = run->call->memory };
    feed_describe(&line, feed, S(""));
    say("%s%.*s.", feed->interrupted ? "interrupted: " : "", (int)line.len, line.at);
}

/* The last reports are kept already; when a disk is full or the ledger is locked, whoever looks into it next settles them. */
static int settle_last(Run *run, int status) {
    CasusError err = { 0 };
    if (!run->ledger || casus_ledger_settle(run->ledger, &run->count, &err) || status == STATUS_FAILED) return status;
    complain("%s", err.line);
    return STATUS_FAILED;
}

static bool asks_layers(const Call *call, unsigned *layers) {
    CasusError err = { 0 };
    *layers = CASUS_ALL_LAYERS;
    if (!call_has(call, OPTION_LAYERS)) return true;
    if (casus_layers_parse(call->value[OPTION_LAYERS], layers, &err)) return true;
    complain("read: --layers: %s", err.line);
    return false;
}

/* What goes with what; false after it has told what does not. */
static bool is_right_call(const Call *call) {
    bool prints = call_has(call, OPTION_FORMAT);
    const char *wrong = NULL;
    if (call_has(call, OPTION_LAYERS) && !prints) wrong = "--layers goes with --format jsonl; a ledger keeps all of them";
    else if (call_has(call, OPTION_LEDGER) && prints) wrong = "--format jsonl touches no ledger; leave out --ledger, or read first and then: casus export";
    else if (call_has(call, OPTION_RESUME) && prints) wrong = "--resume goes with a ledger, which knows what was read; leave out --format";
    else if (call_has(call, OPTION_AGAIN) && (prints || call_has(call, OPTION_RESUME))) wrong = "--again goes with a ledger, and not with --resume";
    if (wrong) complain("read: %s", wrong);
    return !wrong;
}

int read_run(Call *call) {
    bool prints = call_has(call, OPTION_FORMAT);
    Run run = { .call = call, .resumes = call_has(call, OPTION_RESUME) };
    CasusBookmarks bookmarks = { find_bookmark, keep_bookmark, &run };
    CasusError err = { 0 };
    if (!is_right_call(call) || !asks_layers(call, &run.layers)) return STATUS_WRONG_CALL;
    run.reader = casus_open_with(NULL, call->value[OPTION_MODEL], &err);
    if (!run.reader) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    int status = STATUS_FAILED;
    bool opened = open_to_resume(&run);
    if (opened) status = feed_pages(call, call->inputs, call->n_inputs, prints ? print_page : keep_page, &run, prints ? NULL : &bookmarks, &run.feed);
    if (opened) status = settle_last(&run, status);
    casus_ledger_close(run.ledger);
    casus_close(run.reader);
    if (!opened || call->out->error) return status;         /* told already, or main tells: nobody reads on, or the disk is full */
    if (prints) say_printed(&run, &run.feed);
    else say_kept(&run, &run.feed);
    return status;
}
