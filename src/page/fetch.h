/* Fetching one page of the web for the intake: casus_fetch of casus.h, as a page. */
#ifndef CASUS_PAGE_FETCH_H
#define CASUS_PAGE_FETCH_H
#include "base/str.h"

/* Is this input an address to be fetched, not a file? */
bool fetch_is_address(const char *input);
/* Asks for `url` and fills *page: bytes, name (the url as given), url (where it came from in the end), captured, headers, charset; views
 * until the next call with this fetcher. The bytes may be a feed (feed_starts): then they are for casus_feed_open. false with *err. */
bool fetch_page(CasusFetcher *fetcher, const char *url, CasusPage *page, CasusError *err);
#endif
