/* Reading what feeds and the pages they name bring. A page is marked as read after it is kept: whatever moment the program is killed at, the
 * worst is that a page is asked for again, and the ledger knows it by its bytes. */
#include "base/list.h"
#include "base/sha256.h"
#include "cli/screen.h"
#include "cli/watch.h"
#include <stdio.h>

static bool keep(Watch *watch, const CasusReport *report, const CasusPage *page) {
    CasusError err = { 0 };
    if (casus_ledger_add(watch->ledger, watch->reader, report, page, &watch->count, &err)) {
        watch->pages.n_read++;
        return true;
    }
    if (err.status != CASUS_BAD_INPUT) return watch_ledger_failed(watch, &err);
    watch_skip(watch, &err);
    return true;
}

static CasusReport *read_page(Watch *watch, const CasusPage *page) {
    CasusError err = { 0 };
    CasusReport *report = casus_read(watch->reader, page, CASUS_LEDGER_LAYERS, CASUS_BUDGET_DEFAULT, &err);
    if (!report) watch_skip(watch, &err);
    return report;
}

static bool is_known(Watch *watch, const char *id, const char *sha256, bool *known) {
    CasusError err = { 0 };
    return casus_ledger_has(watch->ledger, id, sha256, known, &err) || watch_ledger_failed(watch, &err);
}

/* ---- items of a feed -------------------------------------------------------------------------------------------------- */

static bool take_item(Watch *watch, const CasusPage *page, Arena *memory) {
    char sha256[65];
    bool known = false;
    sha256_hex(page->bytes, sha256);
    const char *id = str_copy(page->id.len ? page->id : page->name, memory).at;
    if (!is_known(watch, id, sha256, &known)) return false;
    if (known) return true;
    CasusReport *report = read_page(watch, page);
    bool kept = !report || keep(watch, report, page);
    casus_report_free(report);
    return kept;
}

/* Its page is due when it is new or the feed shows it changed. */
static bool note_page(Watch *watch, const char *feed, const CasusPage *page, int64_t now_s, Arena *memory) {
    CasusWatch state;
    CasusError err = { 0 };
    bool known = false;
    char sha256[65];
    const char *url = str_copy(page->url, memory).at;
    sha256_hex(page->bytes, sha256);
    if (!casus_ledger_watch_get(watch->ledger, url, &state, &known, &err)) return watch_ledger_failed(watch, &err);
    if (known && str_eq(str_of(state.seen), str_of(sha256))) return true;
    if (!known) state.first_s = now_s;
    memcpy(state.seen, sha256, sizeof sha256);
    snprintf(state.published, sizeof state.published, "%.*s", (int)(page->published.len < sizeof state.published ? page->published.len : 0), page->published.at);
    if (state.next_s > now_s && state.failures) return casus_ledger_watch_put(watch->ledger, url, feed, &state, &err) || watch_ledger_failed(watch, &err);
    state.next_s = now_s;
    return casus_ledger_watch_put(watch->ledger, url, feed, &state, &err) || watch_ledger_failed(watch, &err);
}

bool watch_take_feed(Watch *watch, const char *feed, const CasusFetched *answer, int64_t now_s, CasusFeed *items) {
    Arena memory = { .budget = watch->call->memory->budget };
    bool done = true;
    while (done && !watch_is_interrupted()) {
        CasusPage page;
        CasusError err = { 0 };
        int got = casus_feed_next(items, &page, &err);
        if (!got) break;
        if (got < 0) {
            watch_skip(watch, &err);
            continue;
        }
        page.captured = answer->captured;
        page.headers = answer->headers;
        done = watch->follows && page.url.len ? note_page(watch, feed, &page, now_s, &memory) : take_item(watch, &page, &memory);
        arena_reset(&memory);
    }
    arena_free(&memory);
    return done && !watch_is_interrupted();
}

/* ---- pages that feeds name -------------------------------------------------------------------------------------------- */

/* Most pages change soon or never: the rest between two looks grows with the time since it was first seen. */
static int64_t recheck_s(const Watch *watch, const CasusWatch *state, int64_t now_s) {
    int64_t age_s = now_s - state->first_s;
    if (age_s > GIVE_UP_S) return NEVER_S - now_s;
    return age_s / 2 > watch->recheck_s ? age_s / 2 : watch->recheck_s;
}

static void copy_short(char *to, size_t room, Str s) {
    bool fits = s.len < room;
    if (fits && s.len) memcpy(to, s.at, s.len);
    to[fits ? s.len : 0] = '\0';
}

/* What surrounds an article changes with every answer; it is a new version when its words have changed. */
static bool take_page(Watch *watch, const char *url, CasusWatch *state, const CasusFetched *answer) {
    CasusPage page = { .bytes = answer->bytes, .name = str_of(url), .id = str_of(url), .url = answer->url, .published = str_of(state->published),
                       .captured = answer->captured, .headers = answer->headers, .charset = answer->charset };
    CasusReport *report = read_page(watch, &page);
    char text[65];
    if (!report) return true;
    sha256_hex(casus_report_text(report), text);
    bool kept = str_eq(str_of(text), str_of(state->text)) || keep(watch, report, &page);
    if (kept) memcpy(state->text, text, sizeof text);
    casus_report_free(report);
    return kept;
}

static void after_failure(Watch *watch, CasusWatch *state, const CasusFetched *answer, const CasusError *err, int64_t now_s) {
    bool is_gone = answer->status == 410 || ++state->failures >= FAILURES_MOST;
    bool is_refused = err->status == CASUS_BAD_INPUT;
    state->next_s = is_gone ? NEVER_S : is_refused ? now_s + 7 * DAY_S : watch_next_s(watch, state, answer, now_s, watch->every_s);
    watch_skip(watch, err);
}

static bool ask_page(Watch *watch, const char *feed, const char *url, int64_t now_s) {
    CasusWatch state;
    CasusFetched answer;
    CasusError err = { 0 };
    bool known;
    if (!casus_ledger_watch_get(watch->ledger, url, &state, &known, &err)) return watch_ledger_failed(watch, &err);
    CasusFetchAsk ask = { url, state.etag, state.modified };
    bool answered = casus_fetch(watch->fetcher, &ask, &answer, &err);
    if (watch_is_interrupted()) return false;
    state.asked_s = now_s;
    if (!answered) after_failure(watch, &state, &answer, &err, now_s);
    else {
        if (answer.status != 304 && !take_page(watch, url, &state, &answer)) return false;
        state.failures = 0;
        state.next_s = watch_next_s(watch, &state, &answer, now_s, recheck_s(watch, &state, now_s));
    }
    if (answered && answer.status != 304) {
        copy_short(state.etag, sizeof state.etag, answer.etag);
        copy_short(state.modified, sizeof state.modified, answer.modified);
    }
    return casus_ledger_watch_put(watch->ledger, url, feed, &state, &err) || watch_ledger_failed(watch, &err);
}

typedef struct { Arena *memory; LIST_OF(const char *) urls; } Urls;

static bool add_url(void *to, const char *url) {
    Urls *urls = to;
    *list_add(&urls->urls, urls->memory) = str_copy(str_of(url), urls->memory).at;
    return true;
}

void watch_follow(Watch *watch, const char *feed, int64_t now_s) {
    Arena memory = { .budget = watch->call->memory->budget };
    Urls due = { .memory = &memory };
    CasusError err = { 0 };
    if (!casus_ledger_watch_due(watch->ledger, feed, now_s, add_url, &due, &err)) watch_ledger_failed(watch, &err);
    for (size_t i = 0; i < due.urls.len && !watch->stopped && !watch_is_interrupted(); i++)
        if (!ask_page(watch, feed, due.urls.at[i], now_s)) break;
    arena_free(&memory);
}
