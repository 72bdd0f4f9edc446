#include "page/url.h"
#include <curl/curl.h>

/* No address is longer. Source: what web servers accept, with room to spare. */
enum { URL_MOST = 8192, HELD_MOST = 3 * URL_MOST /* every byte as %XX */ };
typedef struct { size_t len; char at[HELD_MOST + 1]; } Held;    /* what is curl's is given back before the arena, which may jump away, is asked */

static bool starts_folded(Str s, Str prefix) {
    if (s.len < prefix.len) return false;
    for (size_t i = 0; i < prefix.len; i++)
        if ((s.at[i] | 0x20) != (prefix.at[i] | 0x20)) return false;
    return true;
}

bool url_is_web(Str s) { return starts_folded(s, S("http://")) || starts_folded(s, S("https://")); }

static bool is_possible(Str s) { return s.len && s.len <= URL_MOST && !memchr(s.at, '\0', s.len); }

static void hold(CURLU *url, CURLUPart part, unsigned flags, Held *held) {
    char *at = NULL;
    held->len = 0;
    if (curl_url_get(url, part, &at, flags) != CURLUE_OK) return;
    size_t n = strlen(at);
    if (n <= HELD_MOST) {
        memcpy(held->at, at, n);
        held->len = n;
    }
    curl_free(at);
}

static Str copy_of(const Held *held, Arena *arena) { return str_copy((Str){ held->at, held->len }, arena); }

Str url_resolve(Str base, Str reference, Arena *arena) {
    Held held = { 0 };
    reference = str_trim(reference);
    base = str_trim(base);
    if (!is_possible(reference)) return (Str){ 0 };
    const char *start = url_is_web(base) && is_possible(base) ? str_copy(base, arena).at : NULL;
    const char *rest = str_copy(reference, arena).at;
    CURLU *url = curl_url();
    if (!url) return (Str){ 0 };
    if (start) curl_url_set(url, CURLUPART_URL, start, CURLU_URLENCODE);
    if (curl_url_set(url, CURLUPART_URL, rest, CURLU_URLENCODE) == CURLUE_OK) hold(url, CURLUPART_URL, 0, &held);
    curl_url_cleanup(url);
    Str whole = copy_of(&held, arena);
    return url_is_web(whole) ? whole : (Str){ 0 };
}

/* "[::1]", "EXAMPLE.org" -> as addresses and rules are compared. */
static Str plain_host(Str host, Arena *arena) {
    if (host.len > 2 && host.at[0] == '[') host = str_cut(host, 1, host.len - 1);
    Text out = { .arena = arena };
    for (size_t i = 0; i < host.len; i++) text_add_char(&out, host.at[i] >= 'A' && host.at[i] <= 'Z' ? (char)(host.at[i] + 32) : host.at[i]);
    return text_str(&out);
}

bool url_split(Str whole, UrlParts *parts, Arena *arena) {
    enum { SCHEME, HOST, PORT, PATH, QUERY, N_HELD };
    static const CURLUPart part[N_HELD] = { CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT, CURLUPART_PATH, CURLUPART_QUERY };
    if (!url_is_web(whole) || !is_possible(whole)) return false;
    const char *given = str_copy(whole, arena).at;
    Held *held = arena_array(arena, N_HELD, sizeof *held);
    CURLU *url = curl_url();
    if (!url) return false;
    bool is_well = curl_url_set(url, CURLUPART_URL, given, CURLU_URLENCODE) == CURLUE_OK;
    for (int i = 0; is_well && i < N_HELD; i++) hold(url, part[i], CURLU_DEFAULT_PORT, &held[i]);
    curl_url_cleanup(url);
    if (!is_well) return false;
    parts->scheme = copy_of(&held[SCHEME], arena);
    parts->host = plain_host((Str){ held[HOST].at, held[HOST].len }, arena);
    parts->port = copy_of(&held[PORT], arena);
    parts->path_and_query = copy_of(&held[PATH], arena);
    if (held[QUERY].len) parts->path_and_query = str_join(parts->path_and_query, S("?"), (Str){ held[QUERY].at, held[QUERY].len }, arena);
    return parts->host.len > 0;
}
