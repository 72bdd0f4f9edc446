/* `casus watch`: feeds, asked again and again. What is known of each stands in the ledger, so that the next call goes on where this one
 * ended, however it ended. */
#include "cli/watch.h"
#include <signal.h>
#include <time.h>
#include "cli/ledger.h"
#include "cli/screen.h"

enum { EVERY_S = 15 * 60, RECHECK_S = 3600, DELAY_S = 2 };

/* ---- interrupts: held back, and looked for between two steps ------------------------------------------------------------- */

static sigset_t interrupts(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

bool watch_is_interrupted(void) {
    sigset_t waiting;
    return sigpending(&waiting) == 0 && (sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1);
}

static bool stop_fetching(void *to) {
    (void)to;
    return watch_is_interrupted();
}

/* The signal stays pending: sigtimedwait would take it. */
static void rest(int64_t seconds) {
    int64_t end_s = (int64_t)time(NULL) + seconds;
    while (!watch_is_interrupted() && (int64_t)time(NULL) < end_s) nanosleep(&(struct timespec){ .tv_nsec = 100 * 1000000L }, NULL);
}

/* ---- what goes wrong ----------------------------------------------------------------------------------------------------- */

void watch_skip(Watch *watch, const CasusError *err) {
    watch->pages.n_skipped++;
    watch->pages.last_skipped = *err;
    say("skipped %s", err->line);
}

bool watch_ledger_failed(Watch *watch, const CasusError *err) {
    if (err->status == CASUS_BUSY) say("%s", err->line);
    else {
        watch->stopped = true;
        watch->why = *err;
    }
    return false;
}

/* ---- one feed ------------------------------------------------------------------------------------------------------------ */

static int64_t at_most(int64_t n, int64_t most) { return n > most ? most : n; }

int64_t watch_next_s(const Watch *watch, const CasusWatch *state, const CasusFetched *answer, int64_t now_s, int64_t rest_s) {
    int64_t wait_s = rest_s;
    if (state->failures) {
        wait_s = watch->every_s;
        for (int64_t n = 1; n < state->failures && wait_s < DAY_S; n++) wait_s *= 2;
        wait_s = at_most(wait_s, DAY_S);
    }
    if (answer->retry_after_s > wait_s) wait_s = at_most(answer->retry_after_s, 7 * DAY_S);
    if (!state->failures && answer->max_age_s > wait_s) wait_s = at_most(answer->max_age_s, DAY_S);
    return now_s + wait_s;
}

/* With --once it is the caller's clock that says how often; then only what the server asks for holds a feed back. */
static int64_t rest_between(const Watch *watch) { return call_has(watch->call, OPTION_ONCE) ? 0 : watch->every_s; }

static void copy_short(char *to, size_t room, Str s) {
    bool fits = s.len < room;
    if (fits && s.len) memcpy(to, s.at, s.len);
    to[fits ? s.len : 0] = '\0';
}

static void feed_failed(Watch *watch, CasusWatch *state, const CasusFetched *answer, const CasusError *err, int64_t now_s) {
    state->failures++;
    state->next_s = watch_next_s(watch, state, answer, now_s, 0);
    watch->n_failed++;
    watch_skip(watch, err);
}

/* Takes an answer's items. false when the feed's state should stay as it was. */
static bool take_answer(Watch *watch, const char *url, CasusWatch *state, const CasusFetched *answer, int64_t now_s) {
    CasusError err = { 0 };
    CasusFeed *items = casus_feed_open(answer->bytes, answer->url, str_of(url), &err);
    if (!items) {
        feed_failed(watch, state, answer, &err, now_s);
        return true;
    }
    bool done = watch_take_feed(watch, url, answer, now_s, items);
    int64_t minutes = casus_feed_minutes_to_live(items);
    casus_feed_close(items);
    if (!done) return false;
    int64_t rest_s = rest_between(watch), feed_s = at_most(minutes > 0 ? at_most(minutes, DAY_S) * 60 : 0, DAY_S);
    state->failures = 0;
    state->next_s = watch_next_s(watch, state, answer, now_s, feed_s > rest_s ? feed_s : rest_s);
    copy_short(state->etag, sizeof state->etag, answer->etag);
    copy_short(state->modified, sizeof state->modified, answer->modified);
    return true;
}

static bool take_unchanged(Watch *watch, CasusWatch *state, const CasusFetched *answer, int64_t now_s) {
    watch->n_unchanged++;
    state->failures = 0;
    state->next_s = watch_next_s(watch, state, answer, now_s, rest_between(watch));
    return true;
}

static void ask_feed(Watch *watch, const char *url) {
    CasusWatch state;
    CasusFetched answer;
    CasusError err = { 0 };
    bool known;
    int64_t now_s = (int64_t)time(NULL);
    if (!casus_ledger_watch_get(watch->ledger, url, &state, &known, &err)) {
        watch_ledger_failed(watch, &err);
        return;
    }
    if (known && state.next_s > now_s) return;
    if (!known) state.first_s = now_s;
    CasusFetchAsk ask = { url, state.etag, state.modified };
    bool answered = casus_fetch(watch->fetcher, &ask, &answer, &err), done = true;
    if (watch_is_interrupted()) return;
    watch->n_asked++;
    state.asked_s = now_s;
    if (!answered) feed_failed(watch, &state, &answer, &err, now_s);
    else if (answer.status == 304) done = take_unchanged(watch, &state, &answer, now_s);
    else done = take_answer(watch, url, &state, &answer, now_s);
    if (done && !casus_ledger_watch_put(watch->ledger, url, NULL, &state, &err)) watch_ledger_failed(watch, &err);
}

/* ---- rounds -------------------------------------------------------------------------------------------------------------- */

static void settle(Watch *watch) {
    CasusError err = { 0 };
    if (!watch->stopped && !casus_ledger_settle(watch->ledger, &watch->count, &err)) watch_ledger_failed(watch, &err);
}

static bool goes_on(const Watch *watch) { return !watch->stopped && !watch_is_interrupted(); }

static void go_round(Watch *watch) {
    Call *call = watch->call;
    for (size_t i = 0; i < call->n_inputs && goes_on(watch); i++) ask_feed(watch, call->inputs[i]);
    for (size_t i = 0; i < call->n_inputs && watch->follows && goes_on(watch); i++) watch_follow(watch, call->inputs[i], (int64_t)time(NULL));
    settle(watch);
}

static void describe(Watch *watch) {
    Arena *memory = watch->call->memory;
    Text line = { .arena = memory };
    text_add(&line, counted(watch->n_asked, "feed asked", "feeds asked", memory));
    if (watch->n_unchanged) text_add_format(&line, ", %llu unchanged", (unsigned long long)watch->n_unchanged);
    if (watch->n_failed) text_add_format(&line, ", %llu failed", (unsigned long long)watch->n_failed);
    text_add(&line, S(".  "));
    feed_describe(&line, &watch->pages, S(""));
    text_add(&line, S(".  "));
    text_add(&line, counted(watch->count.claims_new, "new claim", "new claims", memory));
    text_add(&line, S(", "));
    text_add(&line, counted(watch->count.incidents_new, "new incident", "new incidents", memory));
    text_add(&line, S(", "));
    text_add(&line, counted(watch->count.incidents_changed, "incident changed", "incidents changed", memory));
    say("%.*s.", (int)line.len, line.at);
}

/* A round without anything new is not worth a line while watching. */
static void forget_counts(Watch *watch) {
    watch->n_asked = watch->n_unchanged = watch->n_failed = 0;
    watch->pages = (FeedCount){ 0 };
    watch->count = (CasusLedgerCount){ 0 };
}

static int watch_rounds(Watch *watch) {
    enum { LOOK_EVERY_S = 5 };
    bool once = call_has(watch->call, OPTION_ONCE);
    for (;;) {
        go_round(watch);
        if (once || watch->pages.n_read || watch->stopped) describe(watch);
        if (watch->stopped) {
            complain("%s", watch->why.line);
            return STATUS_FAILED;
        }
        if (watch_is_interrupted()) return once ? STATUS_INTERRUPTED : STATUS_DONE;     /* an interrupt is how watching ends */
        if (once) return watch->n_asked && watch->n_failed == watch->n_asked ? STATUS_FAILED : STATUS_DONE;
        forget_counts(watch);
        rest(at_most(watch->every_s, LOOK_EVERY_S));
    }
}

/* ---- the call ------------------------------------------------------------------------------------------------------------ */

static bool are_addresses(const Call *call) {
    for (size_t i = 0; i < call->n_inputs; i++) {
        const char *colon = strstr(call->inputs[i], "://");
        if (colon && colon != call->inputs[i]) continue;
        complain("watch: '%s' is no address; a feed that is a file is read with: casus read %s", call->inputs[i], call->inputs[i]);
        return false;
    }
    return true;
}

static int64_t seconds_of(const Call *call, OptionId option, int64_t otherwise) {
    int64_t seconds;
    return call_has(call, option) && parse_duration(call->value[option], &seconds) ? seconds : otherwise;
}

static bool open_all(Watch *watch, CasusError *err) {
    const Call *call = watch->call;
    CasusFetchRules rules = {
        .allow_private = call_has(call, OPTION_ALLOW_PRIVATE), .polite = true, .delay_ms = seconds_of(call, OPTION_DELAY, DELAY_S) * 1000,
        .timeout_ms = seconds_of(call, OPTION_TIMEOUT, 60) * 1000, .stop = stop_fetching,
    };
    watch->reader = casus_open(NULL, err);
    watch->fetcher = watch->reader ? casus_fetcher_open(&rules, err) : NULL;
    watch->ledger = watch->fetcher ? casus_ledger_open(ledger_path(call), CASUS_LEDGER_WRITE, err) : NULL;
    return watch->ledger != NULL;
}

int watch_run(Call *call) {
    Watch watch = { .call = call, .follows = call_has(call, OPTION_FOLLOW), .every_s = seconds_of(call, OPTION_EVERY, EVERY_S),
                    .recheck_s = seconds_of(call, OPTION_RECHECK, RECHECK_S) };
    CasusError err = { 0 };
    sigset_t held = interrupts();
    if (!are_addresses(call)) return STATUS_WRONG_CALL;
    sigprocmask(SIG_BLOCK, &held, NULL);
    int status = STATUS_FAILED;
    if (open_all(&watch, &err)) status = watch_rounds(&watch);
    else complain("%s", err.line);
    casus_ledger_close(watch.ledger);
    casus_fetcher_close(watch.fetcher);
    casus_close(watch.reader);
    return status;
}
