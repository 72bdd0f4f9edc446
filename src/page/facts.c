#include "page/facts.h"

#include "page/blocks.h"

typedef struct {
    Reading *r;
    const Dom *dom;
    Meta meta;
    Str heading, tab_title;             /* the h1 that names the page, <title> */
    size_t n_headings;
} Gather;

/* The words of an element that can hold nothing but words: <title>, <script>. */
static Str raw_text(const Dom *dom, uint32_t n) { return dom->at[n].end == n + 2 ? dom->at[n + 1].text : S(""); }

static void read_meta(Gather *g, uint32_t n) {
    Str content = dom_attribute(g->dom, n, "content");
    meta_named(g->r, &g->meta, dom_attribute(g->dom, n, "property"), content);
    meta_named(g->r, &g->meta, dom_attribute(g->dom, n, "name"), content);
    meta_named(g->r, &g->meta, dom_attribute(g->dom, n, "http-equiv"), content);
}

static void read_link(Gather *g, uint32_t n) {
    if (str_eq(dom_attribute(g->dom, n, "rel"), S("canonical"))) meta_offer(g->r, &g->meta, META_URL, 6, dom_attribute(g->dom, n, "href"));
}

static void read_script(Gather *g, uint32_t n) {
    if (str_eq(dom_attribute(g->dom, n, "type"), S("application/ld+json"))) meta_json_ld(g->r, &g->meta, raw_text(g->dom, n));
}

static void read_time(Gather *g, uint32_t n) {
    Str when = dom_attribute(g->dom, n, "datetime");
    meta_offer(g->r, &g->meta, META_PUBLISHED, 3, when.len ? when : date_in(g->r, dom_text(g->dom, n, g->r->scratch)));
}

static void read_itemprop(Gather *g, uint32_t n) {
    Str name = dom_attribute(g->dom, n, "itemprop"), content = dom_attribute(g->dom, n, "content");
    if (!name.len) return;
    if (!content.len) content = dom_attribute(g->dom, n, "datetime");
    if (content.len) meta_named(g->r, &g->meta, name, content);
}

/* The h1 that names the page: of several, the one that its <title> repeats. */
static void read_h1(Gather *g, uint32_t n) {
    Str text = dom_text(g->dom, n, g->r->keep);
    if (!text.len) return;
    bool named = text.len > 3 && str_find(g->tab_title, text, 0) != SIZE_MAX;
    if (!g->n_headings++ || named) g->heading = text;
}

static void read_node(Gather *g, uint32_t n) {
    switch (g->dom->at[n].tag) {
    case DOM_HTML: meta_offer(g->r, &g->meta, META_LANGUAGE, 4, dom_attribute(g->dom, n, "lang")); break;
    case DOM_META: read_meta(g, n); break;
    case DOM_LINK: read_link(g, n); break;
    case DOM_SCRIPT: read_script(g, n); break;
    case DOM_TITLE: if (!g->tab_title.len) g->tab_title = str_trim(raw_text(g->dom, n)); break;
    case DOM_TIME: read_time(g, n); break;
    case DOM_H1: read_h1(g, n); break;
    default: break;
    }
    if (g->dom->at[n].n_attributes) read_itemprop(g, n);
}

static Str title_of(Gather *g) {
    Str alone = meta_title_alone(g->r, g->tab_title, g->meta.value[META_PUBLISHER]);
    meta_offer(g->r, &g->meta, META_TITLE, 2, g->heading);
    meta_offer(g->r, &g->meta, META_TITLE, 1, alone);
    bool agrees = g->n_headings == 1 || (g->heading.len > 3 && str_find(g->tab_title, g->heading, 0) != SIZE_MAX);
    return g->heading.len && agrees ? g->heading : g->meta.value[META_TITLE];
}

Facts facts_read(Reading *r, const Dom *dom, const bool *taken) {
    Gather g = { .r = r, .dom = dom };
    for (uint32_t n = 0; n < dom->len; n++) {
        if (dom->at[n].tag != DOM_TEXT && !taken[n]) read_node(&g, n);
    }
    Str title = title_of(&g);
    return (Facts){ g.meta, title };
}
