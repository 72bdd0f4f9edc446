/* What a page says of itself. The order of trust, the first that is there counts (the ranks of meta.c say the same in numbers):
 *   title      the heading that <title> or og:title repeats, og:title, JSON-LD, <title>; each without the site's name
 *   author     the places of author.h
 *   published  article:published_time, JSON-LD, other <meta>, the address, a time near the title, a date near the title, any time
 * Dates of the first three that name different days leave a note. */
#include "page/facts.h"

#include "base/date.h"
#include "page/author.h"
#include "page/blocks.h"
#include "page/title.h"

enum { ABOVE_MOST = 400, BELOW_MOST = 900, NAME_MOST = 70, NAME_WORDS_MOST = 7, BYLINE_MOST = 110, DATE_TEXT_MOST = 90, LONE_DATE_MOST = 40, DATELINE_MOST = 14, NAMES_MOST = 5 };
enum { RANK_ADDRESS = 3, RANK_TIME = 3, RANK_DATE = 2, RANK_ANY_TIME = 1 };

typedef struct {
    Reading *r;
    const Dom *dom;
    const Thread *thread;
    Meta meta;
    Str tab_title, description;
    uint32_t heading;
    bool next_is_author;                /* twitter:label1 said so of twitter:data1 */
    Authors authors;
} Gather;

/* ---- the head -------------------------------------------------------------------------------------------------------- */

/* The words of an element that can hold nothing but words: <title>, <script>. */
static Str raw_text(const Dom *dom, uint32_t n) { return dom->at[n].end == n + 2 ? dom->at[n + 1].text : S(""); }

static void read_meta(Gather *g, uint32_t n) {
    Str content = dom_attribute(g->dom, n, "content"), name = dom_attribute(g->dom, n, "name");
    meta_named(g->r, &g->meta, dom_attribute(g->dom, n, "property"), content);
    meta_named(g->r, &g->meta, name, content);
    meta_named(g->r, &g->meta, dom_attribute(g->dom, n, "http-equiv"), content);
    if (!g->description.len && str_eq(name, S("description"))) g->description = str_trim(content);
    if (str_eq(name, S("twitter:data1")) && g->next_is_author) meta_named(g->r, &g->meta, S("author"), content);
    if (str_eq(name, S("twitter:label1"))) g->next_is_author = author_is_introduced(g->r, content);
}

static void read_link(Gather *g, uint32_t n) {
    if (str_eq(dom_attribute(g->dom, n, "rel"), S("canonical"))) meta_offer(g->r, &g->meta, META_URL, 6, dom_attribute(g->dom, n, "href"));
}

static void read_script(Gather *g, uint32_t n) {
    if (str_eq(dom_attribute(g->dom, n, "type"), S("application/ld+json"))) meta_json_ld(g->r, &g->meta, raw_text(g->dom, n));
}

static void read_itemprop(Gather *g, uint32_t n) {
    Str name = dom_attribute(g->dom, n, "itemprop"), content = dom_attribute(g->dom, n, "content");
    if (!name.len) return;
    if (!content.len) content = dom_attribute(g->dom, n, "datetime");
    if (content.len) meta_named(g->r, &g->meta, name, content);
    else if (str_eq(name, S("datePublished"))) meta_offer(g->r, &g->meta, META_PUBLISHED, RANK_TIME + 1, time_of(g->thread, n));
}

static void read_node(Gather *g, uint32_t n) {
    switch (g->dom->at[n].tag) {
    case DOM_HTML: meta_offer(g->r, &g->meta, META_LANGUAGE, 4, dom_attribute(g->dom, n, "lang")); break;
    case DOM_META: read_meta(g, n); break;
    case DOM_LINK: read_link(g, n); break;
    case DOM_SCRIPT: read_script(g, n); break;
    case DOM_TITLE: if (!g->tab_title.len) g->tab_title = str_trim(raw_text(g->dom, n)); break;
    default: break;
    }
    if (g->dom->at[n].n_attributes) read_itemprop(g, n);
}

/* ---- the address ------------------------------------------------------------------------------------------------------- */

static Str host_of(Str url) {
    size_t from = SIZE_MAX, at;             /* the last one: archives put the page's address into their own */
    for (at = str_find(url, S("://"), 0); at != SIZE_MAX; at = str_find(url, S("://"), at + 1)) from = at;
    if (from == SIZE_MAX) return S("");
    for (at = from += 3; at < url.len && url.at[at] != '/' && url.at[at] != '?';) at++;
    return str_starts(str_cut(url, from, at), S("www.")) ? str_cut(url, from + 4, at) : str_cut(url, from, at);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static int number_at(Str s, size_t at, size_t n) {
    int value = 0;
    for (size_t k = at; k < at + n; k++) {
        if (k >= s.len || !is_digit(s.at[k])) return -1;
        value = value * 10 + (s.at[k] - '0');
    }
    return at + n < s.len && is_digit(s.at[at + n]) ? -1 : value;
}

/* ".../2031/03/07/...", ".../2031-03/07/...", ".../07-03-2031" */
static Str date_in_address(const Reading *r, Str url) {
    for (size_t k = 0; k + 10 <= url.len; k++) {
        if (url.at[k] != '/') continue;
        bool turned = url.at[k + 3] == '-' && url.at[k + 6] == '-' && k + 11 <= url.len;
        int year = number_at(url, turned ? k + 7 : k + 1, 4), month = number_at(url, turned ? k + 4 : k + 6, 2);
        int day = number_at(url, turned ? k + 1 : k + 9, 2);
        bool marked = turned || (strchr("/-", url.at[k + 5]) && strchr("/-", url.at[k + 8]));
        if (!marked || year < 1990 || year > 2199 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) continue;
        return date_format((Date){ year, month, day }, r->keep);
    }
    return S("");
}

/* ---- near the title ---------------------------------------------------------------------------------------------------- */

static bool is_near_title(const Gather *g, uint32_t n) {
    const uint32_t *letters = g->thread->letters;
    uint32_t heading = g->heading;
    if (!heading) return letters[n] < BELOW_MOST;
    if (n < heading) return letters[heading] - letters[n] < ABOVE_MOST;
    uint32_t end = letters[g->dom->at[heading].end];
    return letters[n] <= end || letters[n] - end < BELOW_MOST;
}

/* "07/03/2031" on a page that is not English; "07.03.2031 - ..." before the first words. */
static Str date_in_digits(const Gather *g, Str text) {
    Str language = g->meta.value[META_LANGUAGE];
    bool day_first = language.len && !str_starts(language, S("en"));
    for (size_t k = 0; k + 8 <= text.len && k < DATE_TEXT_MOST; k++) {
        if (!is_digit(text.at[k]) || (k && is_digit(text.at[k - 1]))) continue;
        size_t n_day = is_digit(text.at[k + 1]) ? 2 : 1, at = k + n_day + 1;
        char mark = text.at[k + n_day];
        if (at + 6 > text.len || (mark != '.' && (mark != '/' || !day_first))) continue;
        size_t n_month = is_digit(text.at[at + 1]) ? 2 : 1;
        int day = number_at(text, k, n_day), month = number_at(text, at, n_month);
        int year = at + n_month < text.len && text.at[at + n_month] == mark ? number_at(text, at + n_month + 1, 4) : -1;
        if (year < 1990 || year > 2199 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) continue;
        return date_format((Date){ year, month, day }, g->r->keep);
    }
    return S("");
}

static void read_date(Gather *g, uint32_t n, Str text, bool near) {
    bool short_text = text.len <= DATE_TEXT_MOST;
    if (g->meta.rank[META_PUBLISHED] >= RANK_DATE) return;
    Str when = short_text ? time_of(g->thread, n) : S("");
    if (!when.len && short_text) when = date_in(g->r, text);
    if (!when.len) when = date_in_digits(g, short_text ? text : str_cut(text, 0, DATELINE_MOST));
    meta_offer(g->r, &g->meta, META_PUBLISHED, near ? RANK_DATE : RANK_ANY_TIME, when);
}

/* "3 March 2031", "By Ann Reader" in a text of its own. */
static void read_words(Gather *g, uint32_t n) {
    Str text = str_trim(g->dom->at[n].text);
    if (!text.len) return;
    bool near = is_near_title(g, n);
    if (near || text.len <= LONE_DATE_MOST) read_date(g, n, text, near);
    author_of_words(&g->authors, n, near);
}

static void read_time(Gather *g, uint32_t n) {
    bool named = g->thread->says[n] & SAYS_TIME;
    if (!dom_is(g->dom, n, DOM_TIME) && (!named || letters_in(g->thread, n, g->dom->at[n].end) > DATE_TEXT_MOST)) return;
    Str when = time_of(g->thread, n);
    if (!when.len) when = date_in(g->r, dom_text(g->dom, n, g->r->scratch));
    meta_offer(g->r, &g->meta, META_PUBLISHED, is_near_title(g, n) ? RANK_TIME : RANK_ANY_TIME, when);
}

static void read_page(Gather *g) {
    for (uint32_t n = 1; n < g->dom->len; n++) {
        if (g->thread->taken[n]) continue;
        DomTag tag = g->dom->at[n].tag;
        if (dom_is_mute(tag) || tag == DOM_NAV) n = g->dom->at[n].end - 1;
        else if (tag == DOM_TEXT) read_words(g, n);
        else {
            if (g->dom->at[n].n_attributes) author_of_element(&g->authors, n, is_near_title(g, n));
            read_time(g, n);
        }
    }
}

/* The first post of a thread is its author's, whoever else is named on the page. */
static void choose_author(Gather *g) {
    const Thread *thread = g->thread;
    Str poster = thread->opening ? thread->comments.at[thread->opening].author : S("");
    bool told = g->meta.rank[META_AUTHOR] >= META_PERSON;
    g->meta.value[META_AUTHOR] = poster.len && !told ? poster : author_choose(&g->authors, &g->meta);
}

Facts facts_read(Reading *r, const Dom *dom, const Thread *thread) {
    Gather g = { .r = r, .dom = dom, .thread = thread };
    for (uint32_t n = 0; n < dom->len; n++)
        if (dom->at[n].tag != DOM_TEXT && !thread->taken[n]) read_node(&g, n);
    Str url = r->info.url.len ? r->info.url : g.meta.value[META_URL], host = host_of(url);
    meta_offer(r, &g.meta, META_TITLE, 1, g.tab_title);
    Str told = meta_title_alone(r, g.meta.value[META_TITLE], g.meta.value[META_PUBLISHER]);
    TitleHints hints = { .tab = g.tab_title, .told = told, .headline = g.meta.headline, .description = g.description, .host = host };
    Str title = title_of_page(thread, &hints, &g.heading);
    g.meta.value[META_TITLE] = title;
    meta_offer(r, &g.meta, META_PUBLISHED, RANK_ADDRESS, date_in_address(r, url));
    g.authors = (Authors){ .r = r, .dom = dom, .thread = thread, .title = title, .site = g.meta.value[META_PUBLISHER], .host = host };
    read_page(&g);
    choose_author(&g);
    return (Facts){ g.meta, title, g.heading };
}
