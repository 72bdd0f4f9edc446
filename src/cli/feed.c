#include "cli/feed.h"
#include <signal.h>
#include <stdio.h>
#include <unistd.h>
#include "base/error.h"
#include "cli/progress.h"
#include "cli/screen.h"

static bool is_standard_input(const char *input) { return strcmp(input, "-") == 0; }

static bool any_standard_input(const char *const *inputs, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (is_standard_input(inputs[i])) return true;
    return false;
}

static bool all_standard_input(const char *const *inputs, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!is_standard_input(inputs[i])) return false;
    return true;
}

/* An interrupt waits until the report in hand is done; then sigpending tells of it, and no global is needed. At a keyboard the
 * program may be waiting for words that never come, so there an interrupt ends it at once. */
static void hold_interrupts(const char *const *inputs, size_t n) {
    if (any_standard_input(inputs, n) && isatty(STDIN_FILENO)) return;
    sigset_t interrupts;
    sigemptyset(&interrupts);
    sigaddset(&interrupts, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupts, NULL);
}

static bool is_interrupted(void) {
    sigset_t waiting;
    return sigpending(&waiting) == 0 && sigismember(&waiting, SIGINT) == 1;
}

static bool stop_fetching(void *to) {
    (void)to;
    return is_interrupted();
}

/* The library's line names the page where it can; a reason alone would not help. */
static void name_page(CasusError *err, const CasusPage *page) {
    if (str_find(str_of(err->line), page->name, 0) != SIZE_MAX) return;
    CasusError whole;
    fail(&whole, err->status, "%.*s: %s", (int)page->name.len, page->name.at, err->line);
    *err = whole;
}

static void skip(FeedCount *count, const CasusError *err, Progress *progress) {
    count->n_skipped++;
    count->last_skipped = *err;
    progress_clear(progress);
    say("skipped %s", err->line);
}

/* One line on what archives hold besides pages; nothing when no archive was read. */
static void say_passed(const CasusIntake *intake, Arena *memory) {
    CasusIntakePassed passed;
    Text line = { .arena = memory };
    casus_intake_passed(intake, &passed);
    if (passed.others) text_add(&line, counted(passed.others, "record that is no page", "records that are no pages", memory));
    if (passed.revisits && line.len) text_add(&line, S(", "));
    if (passed.revisits) text_add(&line, counted(passed.revisits, "revisit of what was captured before", "revisits of what was captured before", memory));
    if (passed.missing && line.len) text_add(&line, S(", "));
    if (passed.missing) text_add(&line, counted(passed.missing, "revisit", "revisits", memory));
    if (passed.missing) text_add(&line, S(" of what is in none of these archives (read them together with the older ones)"));
    if (line.len) say("passed over in archives: %.*s", (int)line.len, line.at);
}

/* Reads until the inputs are empty. Gives PAGE_STOPPED with *err when `take` stopped. */
static PageFate read_pages(CasusIntake *intake, Call *call, PageFn take, void *to, FeedCount *count, CasusError *err) {
    Progress progress = progress_start(call->out->terminal && call_has(call, OPTION_FORMAT));
    PageFate fate = PAGE_TAKEN;
    while (fate != PAGE_STOPPED && !count->interrupted) {
        CasusPage page = { 0 };
        ProgressState state = { .reports = count->n_read };
        *err = (CasusError){ 0 };
        int got = casus_intake_next(intake, &page, err);
        if (got == 0) break;
        fate = got < 0 ? PAGE_SKIPPED : take(to, &page, err);
        if (got > 0 && fate == PAGE_SKIPPED) name_page(err, &page);
        if (fate == PAGE_SKIPPED) skip(count, err, &progress);
        if (fate == PAGE_TAKEN) count->n_read++;
        casus_intake_progress(intake, &state.bytes_done, &state.bytes_total);
        state.reports = count->n_read;
        progress_show(&progress, &state);
        count->interrupted = is_interrupted();
    }
    progress_clear(&progress);
    return fate == PAGE_STOPPED ? PAGE_STOPPED : PAGE_TAKEN;
}

static int64_t ms_of(const Call *call, OptionId option, int64_t otherwise_s) {
    int64_t seconds;
    return 1000 * (call_has(call, option) && parse_duration(call->value[option], &seconds) ? seconds : otherwise_s);
}

static void fetch_by_call(CasusIntake *intake, const Call *call) {
    CasusFetchRules rules = { .allow_private = call_has(call, OPTION_ALLOW_PRIVATE), .polite = true, .delay_ms = ms_of(call, OPTION_DELAY, 2),
                              .timeout_ms = ms_of(call, OPTION_TIMEOUT, 60), .stop = stop_fetching };
    casus_intake_fetch_by(intake, &rules);
}

int feed_pages(Call *call, const char *const *inputs, size_t n, PageFn take, void *to, const CasusBookmarks *bookmarks, FeedCount *count) {
    CasusError err = { 0 };
    *count = (FeedCount){ 0 };
    CasusIntake *intake = casus_intake_open(inputs, n, &err);
    if (!intake) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    fetch_by_call(intake, call);
    if (bookmarks) casus_intake_bookmarks(intake, bookmarks);
    hold_interrupts(inputs, n);
    PageFate fate = read_pages(intake, call, take, to, count, &err);
    say_passed(intake, call->memory);
    casus_intake_close(intake);
    if (fate == PAGE_STOPPED) {
        if (err.line[0]) complain("%s", err.line);          /* silent when the output failed: main tells that */
        return STATUS_FAILED;
    }
    if (count->interrupted) return STATUS_INTERRUPTED;
    if (count->n_read || (count->n_resumed && !count->n_skipped)) return STATUS_DONE;
    bool nothing_came = count->n_skipped == 0;
    if (nothing_came && all_standard_input(inputs, n)) return STATUS_DONE;     /* a mapper's empty share of the lines */
    if (nothing_came) complain("no reports in %s%s", inputs[0], n > 1 ? " and the other inputs" : "");
    return STATUS_FAILED;
}

Str counted(uint64_t n, const char *one, const char *many, Arena *arena) {
    return str_join(count_str(n, arena), S(" "), str_of(n == 1 ? one : many), arena);
}

void feed_describe(Text *line, const FeedCount *count, Str of_them) {
    text_add(line, counted(count->n_read, "report", "reports", line->arena));
    text_add(line, S(" read"));
    text_add(line, of_them);
    if (count->n_skipped == 0) return;
    text_add(line, S(", "));
    text_add(line, count_str(count->n_skipped, line->arena));
    text_add(line, S(" skipped"));
    if (count->n_skipped == 1) text_add_format(line, " (%s)", count->last_skipped.line);
}
