/* Any bytes as a feed, and the small readers it rests on: times, addresses, robots.txt, header lines. */
#include <stdlib.h>

#include "casus.h"
#include "page/feed.h"
#include "page/http.h"
#include "page/net_date.h"
#include "page/robots.h"
#include "page/url.h"

/* Views must be readable to their last byte. */
static unsigned touch(CasusStr s) {
    unsigned sum = 0;
    for (size_t k = 0; k < s.len; k++) sum += (unsigned char)s.at[k];
    return sum;
}

static unsigned touch_page(const CasusPage *p) {
    return touch(p->bytes) + touch(p->name) + touch(p->id) + touch(p->url) + touch(p->publisher) + touch(p->author) + touch(p->title)
        + touch(p->published) + touch(p->language) + touch(p->charset);
}

static unsigned read_feed(CasusStr bytes) {
    CasusError err = { 0 };
    CasusPage page;
    unsigned sum = 0;
    int got;
    CasusFeed *feed = casus_feed_open(bytes, S("https://marsh.example/news/feed"), S("feed"), &err);
    if (!feed && !err.line[0]) abort();
    while (feed && (got = casus_feed_next(feed, &page, &err)) != 0) {
        if (got < 0 && !err.line[0]) abort();
        if (got > 0) sum += touch_page(&page);
    }
    casus_feed_close(feed);
    return sum;
}

static unsigned read_small(CasusStr bytes, Arena *arena) {
    int64_t seconds;
    UrlParts parts = { 0 };
    Str resolved = url_resolve(S("https://marsh.example/a/b?c"), bytes, arena);
    unsigned sum = touch(net_date_iso(bytes, arena)) + touch(resolved) + touch(http_header(bytes, S("etag"))) + touch(http_parameter(bytes, S("charset")));
    sum += net_date_seconds(bytes, &seconds) + (unsigned)http_wait_s(bytes, 0);
    if (resolved.len && url_split(resolved, &parts, arena)) sum += touch(parts.host) + touch(parts.path_and_query);
    sum += robots_allow(bytes, S("casus"), bytes.len ? bytes : S("/"), arena) + (unsigned)robots_delay_s(bytes, S("casus"));
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    CasusStr bytes = { (const char *)data, size };
    Budget budget = { .limit = 64 << 20 };
    Arena arena = { .budget = &budget };
    volatile unsigned sum = read_feed(bytes);
    (void)sum;
    if (!setjmp(budget.stop)) sum += read_small(bytes, &arena);
    arena_free(&arena);
    return 0;
}
