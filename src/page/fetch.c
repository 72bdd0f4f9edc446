/* Fetching over HTTP and HTTPS. The only file besides url.c that knows libcurl. Every hop is a request of its own, so that each is checked:
 * its scheme, the address that is really connected to, and, for the polite, robots.txt and the rest that a host is given. */
#include "page/fetch.h"
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/error.h"
#include "page/address.h"
#include "page/http.h"
#include "page/robots.h"
#include "page/url.h"

enum { REDIRECTS_MOST = 8, TIMEOUT_MS = 60000, CONNECT_MS = 15000, HEAD_MOST = 256 << 10, NAP_MS = 50, DELAY_MOST_S = 60 };
static const size_t BYTES_MOST = (size_t)64 << 20, MEMORY_MOST = (size_t)64 << 20;
static const int64_t ROBOTS_LIFE_MS = 24 * 3600 * 1000;        /* RFC 9309 section 2.4 */
static const char user_agent[] = "casus/" CASUS_VERSION;
#define PRODUCT S("casus")

/* Memory that curl's callbacks fill; they must not jump, so it is no arena. */
typedef struct { char *at; size_t len, cap, most; bool too_much; } Bytes;

/* What is known of one origin: scheme, host and port. */
typedef struct Host {
    struct Host *next;
    Arena memory;               /* robots */
    char *origin;
    Str robots;
    int64_t asked_ms, robots_ms;        /* on a clock that only goes forward; 0: never */
    bool forbids, is_private;   /* its robots.txt could not be had: nothing is allowed; because its address is not public */
    Str why;                    /* it could not be had */
} Host;

struct CasusFetcher {
    CasusFetchRules rules;
    CURL *curl;
    Budget budget;
    Arena memory;               /* of the answer in hand */
    Host *hosts;
    Bytes head, body;
    bool refused, uses_proxy;   /* the address was not public; a proxy of the environment stands between */
    long status;
};

/* ---- what curl calls -------------------------------------------------------------------------------------------------- */

static bool bytes_add(Bytes *b, const char *at, size_t n) {
    b->too_much = b->too_much || n > b->most - b->len;
    if (b->too_much) return false;
    if (b->len + n > b->cap) {
        size_t cap = b->cap * 2 > b->len + n ? b->cap * 2 : b->len + n + 4096;
        char *grown = realloc(b->at, cap);
        if (!grown) return false;
        b->at = grown;
        b->cap = cap;
    }
    memcpy(b->at + b->len, at, n);
    b->len += n;
    return true;
}

static size_t take_body(char *at, size_t size, size_t n, void *to) { return bytes_add(&((CasusFetcher *)to)->body, at, size * n) ? size * n : 0; }

/* The head of the last answer only: "100 Continue" and a proxy's own come before. */
static size_t take_head(char *at, size_t size, size_t n, void *to) {
    CasusFetcher *f = to;
    size_t len = size * n;
    if (str_starts((Str){ at, len }, S("HTTP/"))) f->head.len = 0;
    return bytes_add(&f->head, at, len) ? len : 0;
}

/* The address that is about to be connected to, whatever a name server said before. */
static curl_socket_t open_checked(void *to, curlsocktype purpose, struct curl_sockaddr *address) {
    CasusFetcher *f = to;
    (void)purpose;
    bool is_fine = f->rules.allow_private || f->uses_proxy || address_is_public(&address->addr);
    if (!is_fine) f->refused = true;
    return is_fine ? socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol) : CURL_SOCKET_BAD;
}

static bool is_stopped(const CasusFetcher *f) { return f->rules.stop && f->rules.stop(f->rules.to); }

static int look_up(void *to, curl_off_t total, curl_off_t now, curl_off_t up_total, curl_off_t up_now) {
    (void)total, (void)now, (void)up_total, (void)up_now;
    return is_stopped(to);
}

/* ---- opening and closing ---------------------------------------------------------------------------------------------- */

CasusFetcher *casus_fetcher_open(const CasusFetchRules *rules, CasusError *err) {
    CasusFetcher *f = calloc(1, sizeof *f);
    bool is_ready = f && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (is_ready) f->curl = curl_easy_init();
    if (!is_ready || !f->curl) {
        free(f);
        return fail(err, CASUS_NO_MEMORY, "no memory left to fetch pages");
    }
    f->rules = *rules;
    if (!f->rules.timeout_ms) f->rules.timeout_ms = TIMEOUT_MS;
    if (!f->rules.bytes_most) f->rules.bytes_most = BYTES_MOST;
    f->budget.limit = MEMORY_MOST;
    f->memory.budget = &f->budget;
    return f;
}

void casus_fetcher_close(CasusFetcher *f) {
    if (!f) return;
    for (Host *host = f->hosts, *next; host; host = next) {
        next = host->next;
        arena_free(&host->memory);
        free(host->origin);
        free(host);
    }
    curl_easy_cleanup(f->curl);
    curl_global_cleanup();
    arena_free(&f->memory);
    free(f->head.at);
    free(f->body.at);
    free(f);
}

/* ---- proxies ---------------------------------------------------------------------------------------------------------- */

static const char *environment(const char *lower, const char *upper) {
    const char *value = getenv(lower);
    if (!value && upper) value = getenv(upper);
    return value && *value ? value : NULL;
}

static bool is_host_or_below(Str host, Str listed) {
    if (listed.len && listed.at[0] == '.') listed = str_cut(listed, 1, listed.len);
    if (!listed.len || !str_ends(host, listed)) return false;
    return host.len == listed.len || host.at[host.len - listed.len - 1] == '.';
}

static bool goes_without_proxy(Str host) {
    const char *list = environment("no_proxy", "NO_PROXY");
    while (list && *list) {
        size_t n = strcspn(list, ", ");
        if ((n == 1 && *list == '*') || is_host_or_below(host, (Str){ list, n })) return true;
        list += n + (list[n] != '\0');
    }
    return false;
}

/* HTTP_PROXY in capitals can come from a request where a web server runs this; it is not looked at, as curl does not. */
static const char *proxy_for(const UrlParts *parts) {
    if (goes_without_proxy(parts->host)) return NULL;
    bool is_plain = str_eq(parts->scheme, S("http"));
    const char *proxy = is_plain ? environment("http_proxy", NULL) : environment("https_proxy", "HTTPS_PROXY");
    return proxy ? proxy : environment("all_proxy", "ALL_PROXY");
}

/* ---- one request ------------------------------------------------------------------------------------------------------ */

static void set_connection(CasusFetcher *f, const char *proxy) {
    CURL *curl = f->curl;
    int64_t connect_ms = f->rules.timeout_ms < CONNECT_MS ? f->rules.timeout_ms : CONNECT_MS;
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, proxy ? proxy : "");
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)f->rules.timeout_ms);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)connect_ms);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_checked);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, f);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_up);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, f);
}

static void set_request(CasusFetcher *f, const char *url, struct curl_slist *headers) {
    CURL *curl = f->curl;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, user_agent);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, f);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_head);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, f);
}

/* "If-None-Match: ..." of an earlier answer; a value that could break out of its line is not sent. */
static struct curl_slist *add_header(struct curl_slist *headers, const char *name, const char *value) {
    char line[1024];
    if (!value || !*value || strpbrk(value, "\r\n")) return headers;
    int n = snprintf(line, sizeof line, "%s: %s", name, value);
    if (n < 0 || n >= (int)sizeof line) return headers;
    struct curl_slist *longer = curl_slist_append(headers, line);
    return longer ? longer : headers;
}

static bool tell_private(const char *url, CasusError *err) {
    return fail(err, CASUS_BAD_INPUT, "%s: leads to an address that is not public; if that is meant: --allow-private", url);
}

static bool tell_failure(CasusFetcher *f, CURLcode code, const char *url, const char *why, CasusError *err) {
    if (f->refused)
        tell_private(url, err);
    else if (f->body.too_much || code == CURLE_FILESIZE_EXCEEDED)
        fail(err, CASUS_BAD_INPUT, "%s: more than the %zu MiB allowed for one page", url, f->body.most >> 20);
    else if (f->head.too_much)
        fail(err, CASUS_BAD_INPUT, "%s: an answer with too long a head", url);
    else if (code == CURLE_ABORTED_BY_CALLBACK)
        fail(err, CASUS_BUSY, "%s: interrupted", url);
    else if (code == CURLE_OPERATION_TIMEDOUT)
        fail(err, CASUS_NO_ACCESS, "%s: no whole answer within %lld s; try again later", url, (long long)(f->rules.timeout_ms + 999) / 1000);
    else
        fail(err, CASUS_NO_ACCESS, "%s: %s", url, *why ? why : curl_easy_strerror(code));
    return false;
}

/* With a proxy the name is looked up by it: what can be told from the name is told here. */
static bool is_name_public(const CasusFetcher *f, const UrlParts *parts) {
    int written = address_written(parts->host);
    if (f->rules.allow_private || written > 0) return true;
    bool is_local = !memchr(parts->host.at, '.', parts->host.len) || is_host_or_below(parts->host, S("localhost"));
    return written < 0 && !is_local;
}

/* Asks once and takes the answer as it comes, whatever its status. */
static bool request(CasusFetcher *f, Str url, const UrlParts *parts, const CasusFetchAsk *ask, CasusError *err) {
    char why[CURL_ERROR_SIZE] = "";
    const char *proxy = proxy_for(parts), *address = str_copy(url, &f->memory).at;
    f->uses_proxy = proxy != NULL;
    f->refused = false;
    f->status = 0;
    f->head = (Bytes){ f->head.at, 0, f->head.cap, HEAD_MOST, false };
    f->body = (Bytes){ f->body.at, 0, f->body.cap, f->rules.bytes_most, false };
    if (proxy && !is_name_public(f, parts)) {
        f->refused = true;
        return tell_failure(f, CURLE_OK, address, why, err);
    }
    struct curl_slist *headers = add_header(NULL, "If-None-Match", ask->etag);
    headers = add_header(headers, "If-Modified-Since", ask->modified);
    curl_easy_reset(f->curl);
    set_connection(f, proxy);
    set_request(f, address, headers);
    curl_easy_setopt(f->curl, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)f->body.most);
    curl_easy_setopt(f->curl, CURLOPT_ERRORBUFFER, why);
    CURLcode code = curl_easy_perform(f->curl);
    curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &f->status);
    curl_easy_setopt(f->curl, CURLOPT_ERRORBUFFER, NULL);
    curl_easy_setopt(f->curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    return code == CURLE_OK || tell_failure(f, code, address, why, err);
}

static Str head_of(const CasusFetcher *f) { return (Str){ f->head.at, f->head.len }; }

/* Where the answer sends us; empty when nowhere. */
static Str redirect_of(CasusFetcher *f) {
    bool redirects = f->status == 301 || f->status == 302 || f->status == 303 || f->status == 307 || f->status == 308;
    return redirects ? http_header(head_of(f), S("location")) : (Str){ 0 };
}

/* ---- politeness ------------------------------------------------------------------------------------------------------- */

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 + 1;
}

static Host *host_of(CasusFetcher *f, const UrlParts *parts) {
    bool is_v6 = memchr(parts->host.at, ':', parts->host.len) != NULL;
    Str origin = str_format(&f->memory, is_v6 ? "%.*s://[%.*s]:%.*s" : "%.*s://%.*s:%.*s", (int)parts->scheme.len, parts->scheme.at,
                            (int)parts->host.len, parts->host.at, (int)parts->port.len, parts->port.at);
    for (Host *host = f->hosts; host; host = host->next)
        if (str_eq(str_of(host->origin), origin)) return host;
    Host *host = calloc(1, sizeof *host);
    char *name = host ? malloc(origin.len + 1) : NULL;
    if (!name) {
        free(host);
        return NULL;
    }
    memcpy(name, origin.at, origin.len);
    name[origin.len] = '\0';
    *host = (Host){ .next = f->hosts, .origin = name, .memory.budget = &f->budget };
    f->hosts = host;
    return host;
}

/* Leaves the host its rest. false when it was cut short. */
static bool wait_for(CasusFetcher *f, Host *host) {
    int64_t asked_s = robots_delay_s(host->robots, PRODUCT), delay_ms = f->rules.delay_ms;
    if (asked_s > DELAY_MOST_S) asked_s = DELAY_MOST_S;
    if (asked_s * 1000 > delay_ms) delay_ms = asked_s * 1000;
    while (host->asked_ms && now_ms() < host->asked_ms + delay_ms) {
        if (is_stopped(f)) return false;
        nanosleep(&(struct timespec){ .tv_nsec = NAP_MS * 1000000L }, NULL);
    }
    host->asked_ms = now_ms();
    return true;
}

static bool hop(CasusFetcher *f, Str url, Str *next, UrlParts *parts, CasusError *err) {
    *next = url_resolve(url, redirect_of(f), &f->memory);
    if (url_split(*next, parts, &f->memory)) return true;
    Str where = redirect_of(f);
    fail(err, CASUS_BAD_INPUT, "%.*s: sends on to %.*s, which is no address of the web", (int)url.len, url.at, (int)(where.len < 200 ? where.len : 200), where.at);
    return false;
}

/* No such file: all is allowed. A file that cannot be had now: nothing is. Source: RFC 9309 section 2.3.1. */
static void ask_robots(CasusFetcher *f, Host *host) {
    enum { ROBOTS_REDIRECTS_MOST = 5 };
    CasusFetchAsk plain = { 0 };
    CasusError err = { 0 };
    UrlParts parts;
    Str url = str_format(&f->memory, "%s/robots.txt", host->origin), next;
    arena_reset(&host->memory);
    host->robots = host->why = (Str){ 0 };
    host->forbids = true;
    host->is_private = false;
    host->robots_ms = now_ms();
    if (!url_split(url, &parts, &f->memory)) return;
    for (int n = 0; n <= ROBOTS_REDIRECTS_MOST; n++, url = next) {
        bool answered = request(f, url, &parts, &plain, &err);
        host->is_private = f->refused;
        host->why = str_copy(str_of(err.line), &host->memory);
        if (!answered && !(f->status == 200 && f->body.too_much)) return;
        if (!redirect_of(f).len) break;
        if (!hop(f, url, &next, &parts, &err)) return;
    }
    bool is_there = f->status >= 200 && f->status < 300;
    host->forbids = !is_there && (f->status >= 500 || f->status == 429);
    if (host->forbids) host->why = str_format(&host->memory, "the server answers %ld", f->status);
    if (is_there) host->robots = str_copy((Str){ f->body.at, f->body.len < ROBOTS_MOST ? f->body.len : ROBOTS_MOST }, &host->memory);
}

static bool may_ask(CasusFetcher *f, Str url, const UrlParts *parts, CasusError *err) {
    if (!f->rules.polite) return true;
    Host *host = host_of(f, parts);
    if (!host) return fail(err, CASUS_NO_MEMORY, "no memory left to fetch pages");
    bool is_known = host->robots_ms && now_ms() - host->robots_ms < ROBOTS_LIFE_MS && !host->forbids;
    if (!is_known) {
        if (!wait_for(f, host)) return fail(err, CASUS_BUSY, "%.*s: interrupted", (int)url.len, url.at);
        ask_robots(f, host);
    }
    if (host->is_private) return tell_private(str_copy(url, &f->memory).at, err);
    if (host->forbids)
        return fail(err, CASUS_NO_ACCESS, "%.*s: its robots.txt cannot be had, so nothing is asked for; try again later (%.*s)", (int)url.len, url.at,
                    (int)host->why.len, host->why.at);
    if (!robots_allow(host->robots, PRODUCT, parts->path_and_query, &f->memory))
        return fail(err, CASUS_BAD_INPUT, "%.*s: its robots.txt does not allow casus to ask for it", (int)url.len, url.at);
    return wait_for(f, host) || fail(err, CASUS_BUSY, "%.*s: interrupted", (int)url.len, url.at);
}

/* ---- the answer ------------------------------------------------------------------------------------------------------- */

static Str clock_iso(int64_t now, Arena *arena) {
    int64_t second = now % 86400;
    Str day = day_format((int32_t)(now / 86400), arena);
    return str_format(arena, "%.*sT%02d:%02d:%02dZ", (int)day.len, day.at, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static void describe(CasusFetcher *f, Str url, CasusFetched *answer) {
    Str head = head_of(f), type = http_header(head, S("content-type"));
    int64_t now = (int64_t)time(NULL);
    *answer = (CasusFetched){
        .status = (int)f->status, .url = url, .bytes = { f->body.at, f->body.len }, .headers = head, .charset = http_parameter(type, S("charset")),
        .captured = clock_iso(now, &f->memory), .etag = http_header(head, S("etag")), .modified = http_header(head, S("last-modified")),
        .retry_after_s = http_wait_s(http_header(head, S("retry-after")), now),
        .max_age_s = http_seconds(http_parameter(http_header(head, S("cache-control")), S("max-age"))),
    };
}

static bool is_good(const CasusFetcher *f, const CasusFetchAsk *ask, Str url, CasusError *err) {
    bool asked_for_news = (ask->etag && *ask->etag) || (ask->modified && *ask->modified);
    if ((f->status >= 200 && f->status < 300) || (f->status == 304 && asked_for_news)) return true;
    bool is_passing = f->status >= 500 || f->status == 429;
    fail(err, is_passing ? CASUS_BUSY : CASUS_NO_ACCESS, "%.*s: the server answers %ld%s", (int)url.len, url.at, f->status,
         f->status == 404 || f->status == 410 ? ", no such page" : is_passing ? "; try again later" : "");
    return false;
}

static const CasusFetched no_answer = { .retry_after_s = CASUS_UNKNOWN, .max_age_s = CASUS_UNKNOWN };

static bool fetch_within(CasusFetcher *f, const CasusFetchAsk *ask, CasusFetched *answer, CasusError *err) {
    UrlParts parts;
    Str url = url_resolve((Str){ 0 }, str_of(ask->url), &f->memory), next;
    if (!url_split(url, &parts, &f->memory)) return fail(err, CASUS_BAD_INPUT, "%s: no address of the web; it begins with http:// or https://", ask->url);
    for (int n = 0; n <= REDIRECTS_MOST; n++, url = next) {
        *answer = no_answer;
        if (!may_ask(f, url, &parts, err)) return false;
        bool answered = request(f, url, &parts, ask, err);
        if (f->status) describe(f, url, answer);
        if (!answered) return false;
        if (!redirect_of(f).len) return is_good(f, ask, url, err);
        if (!hop(f, url, &next, &parts, err)) return false;
    }
    return fail(err, CASUS_BAD_INPUT, "%s: sends on more than %d times", ask->url, REDIRECTS_MOST);
}

bool casus_fetch(CasusFetcher *f, const CasusFetchAsk *ask, CasusFetched *answer, CasusError *err) {
    *answer = no_answer;
    arena_reset(&f->memory);
    if (setjmp(f->budget.stop)) return fail(err, CASUS_NO_MEMORY, "%s: no memory left to fetch it", ask->url);
    return fetch_within(f, ask, answer, err);
}

/* ---- for the intake --------------------------------------------------------------------------------------------------- */

bool fetch_is_address(const char *input) { return url_is_web(str_of(input)); }

bool fetch_page(CasusFetcher *f, const char *url, CasusPage *page, CasusError *err) {
    CasusFetchAsk ask = { .url = url };
    CasusFetched answer;
    if (!casus_fetch(f, &ask, &answer, err)) return false;
    *page = (CasusPage){ .bytes = answer.bytes, .name = str_of(url), .url = answer.url, .captured = answer.captured, .headers = answer.headers,
                         .charset = answer.charset };
    return true;
}
