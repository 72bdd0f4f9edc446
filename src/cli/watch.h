/* `casus watch`: what its loop (watch.c) and the reading of what was fetched (watch_read.c) share. */
#ifndef CASUS_CLI_WATCH_H
#define CASUS_CLI_WATCH_H
#include "cli/feed.h"

typedef struct {
    Call *call;
    CasusReader *reader;
    CasusLedger *ledger;
    CasusFetcher *fetcher;
    bool follows;
    int64_t every_s, recheck_s;
    uint64_t n_asked, n_unchanged, n_failed;    /* feeds */
    FeedCount pages;
    CasusLedgerCount count;
    bool stopped;                       /* the ledger cannot be written: going on makes no sense */
    CasusError why;
} Watch;

enum { DAY_S = 24 * 3600, GIVE_UP_S = 14 * DAY_S, FAILURES_MOST = 6 };
#define NEVER_S (INT64_MAX / 2)

bool watch_is_interrupted(void);
/* When to ask again: after good answers `rest_s`, or longer where the server says so; after failures twice as long each time. */
int64_t watch_next_s(const Watch *watch, const CasusWatch *state, const CasusFetched *answer, int64_t now_s, int64_t rest_s);
/* A passing failure of the ledger (another process writes) is told and leaves things for the next round; any other stops. false always. */
bool watch_ledger_failed(Watch *watch, const CasusError *err);
void watch_skip(Watch *watch, const CasusError *err);

/* Reads every item of a feed's answer that the ledger does not have, or, when pages are followed, notes their pages as due. false when the feed
 * should be asked again as if it had not answered. */
bool watch_take_feed(Watch *watch, const char *feed, const CasusFetched *answer, int64_t now_s, CasusFeed *items);
/* Asks for the pages of that feed that are due, and reads what is new of them. */
void watch_follow(Watch *watch, const char *feed, int64_t now_s);
#endif
