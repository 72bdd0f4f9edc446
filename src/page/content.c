/* Where the article stands: of the elements that hold most of the page's words outside links and menus, the innermost. Every walk is one
 * loop over the flat tree. */
#include "page/content.h"

enum { LOOSE_TEXT_LEAST = 80, LINK_BLOCK_MOST = 300 };
/* Share of the page's words, in percent, that makes an element the article: by its tag or class, or by its place alone. */
enum { SHARE_OF_NAMED = 50, SHARE_OF_ANY = 75 };

typedef struct { uint32_t node; CasusPartRole role; bool link, item, verbatim, block; } Place;

typedef struct {
    Reading *r;
    const Dom *dom;
    const bool *taken;
    Writer *w;
    bool lenient;                       /* the strict rules found nothing: take what there is */
    struct { Place *at; size_t len, cap; } open;    /* the elements around the node being written */
    size_t link_bytes;                  /* of the open block */
} Content;

/* ---- elements -------------------------------------------------------------------------------------------------------- */

static bool is_heading(DomTag tag) { return tag >= DOM_H1 && tag <= DOM_H6; }

static bool is_aside(DomTag tag) { return tag == DOM_NAV || tag == DOM_ASIDE || tag == DOM_FOOTER || tag == DOM_FORM || tag == DOM_MENU; }

/* Source: w3.org/TR/wai-aria, "Landmark Roles". */
static bool is_aside_role(Str role) {
    static const char *const roles[] = { "navigation", "complementary", "contentinfo", "search", "menu", "dialog" };
    for (size_t k = 0; role.len && k < sizeof roles / sizeof *roles; k++)
        if (str_eq(role, str_of(roles[k]))) return true;
    return false;
}

/* Menus, adverts, "related" boxes: what stands on the page without being of the report. */
static bool is_chrome(const Content *c, uint32_t n) {
    DomTag tag = c->dom->at[n].tag;
    if (dom_is_mute(tag)) return true;
    if (n == 0 || tag == DOM_HTML || tag == DOM_BODY || c->lenient) return false;
    if (is_aside(tag) || dom_is_hidden(c->dom, n) || is_aside_role(dom_attribute(c->dom, n, "role"))) return true;
    return dom_has_class(c->dom, n, PAGE_CLASS_CHROME) && tag != DOM_ARTICLE && tag != DOM_MAIN;
}

/* ---- where the article stands ---------------------------------------------------------------------------------------- */

static size_t count_letters(Str words) {
    size_t n = 0;
    for (size_t k = 0; k < words.len; k++) n += (unsigned char)words.at[k] > ' ';
    return n;
}

static bool holds_paragraphs(DomTag tag) { return tag == DOM_P || tag == DOM_BLOCKQUOTE || tag == DOM_PRE || tag == DOM_LI || tag == DOM_TD; }

static bool may_be_article(DomTag tag) {
    return tag == DOM_DIV || tag == DOM_SECTION || tag == DOM_ARTICLE || tag == DOM_MAIN || tag == DOM_BODY || tag == DOM_TD || tag == DOM_FORM
        || tag == DOM_CENTER;
}

static bool is_named_article(const Dom *dom, uint32_t n) {
    DomTag tag = dom->at[n].tag;
    return tag == DOM_ARTICLE || tag == DOM_MAIN || dom_has_class(dom, n, PAGE_CLASS_ARTICLE)
        || str_eq(dom_attribute(dom, n, "itemprop"), S("articleBody"));
}

/* Loose text counts when it is long enough to be a paragraph. */
static size_t weight_of_text(Str words, bool in_paragraph) {
    size_t n = count_letters(words);
    return in_paragraph || n >= LOOSE_TEXT_LEAST ? n : 0;
}

/* Words below each node outside links and menus, in bytes. */
static size_t *weigh(const Content *c) {
    const Dom *dom = c->dom;
    size_t *weight = arena_array(c->r->scratch, dom->len, sizeof *weight);
    bool *in_paragraph = arena_array(c->r->scratch, dom->len, sizeof *in_paragraph);
    for (uint32_t n = 0; n < dom->len;) {
        DomTag tag = dom->at[n].tag;
        in_paragraph[n] = dom_is_block(tag) ? holds_paragraphs(tag) : in_paragraph[dom->at[n].parent];
        if (tag == DOM_TEXT) weight[n] = weight_of_text(dom->at[n].text, in_paragraph[n]);
        bool left_out = tag == DOM_A || is_heading(tag) || c->taken[n];
        left_out |= tag != DOM_TEXT && tag != DOM_FORM && is_chrome(c, n);      /* some servers wrap the whole page in a form */
        n = left_out ? dom->at[n].end : n + 1;
    }
    for (uint32_t n = (uint32_t)dom->len; n-- > 1;) weight[dom->at[n].parent] += weight[n];
    return weight;
}

/* The innermost element that holds enough of the page's words; the document when none does. */
static uint32_t find_article(Content *c) {
    size_t *weight = weigh(c);
    if (!weight[0]) {
        c->lenient = true;
        weight = weigh(c);
    }
    for (uint32_t n = (uint32_t)c->dom->len; weight[0] && n-- > 0;) {
        size_t share = is_named_article(c->dom, n) ? SHARE_OF_NAMED : SHARE_OF_ANY;
        if (may_be_article(c->dom->at[n].tag) && weight[n] * 100 >= weight[0] * share) return n;
    }
    return 0;
}

/* ---- writing the text ------------------------------------------------------------------------------------------------ */

static bool is_link_block(const Content *c, size_t len, Place place) {
    if (place.role != CASUS_PART_BODY) return false;
    if (place.item && c->link_bytes * 2 > len) return true;
    return len < LINK_BLOCK_MOST && c->link_bytes * 10 >= len * 8;
}

static bool is_title_again(const Content *c, Str text) {
    const Blocks *blocks = &c->w->blocks;
    return blocks->len && blocks->at[0].role == CASUS_PART_TITLE && str_eq(text, block_text(c->r, &blocks->at[0]));
}

static bool is_no_text(const Content *c, Str text, Place place) {
    if (is_link_block(c, text.len, place)) return true;
    return page_word_is(c->r, text, PAGE_SHARE) || comments_is_heading(c->r, text) || is_title_again(c, text);
}

static void finish_block(Content *c, Place place) {
    Writer *w = c->w;
    w->r->text = text_str(&w->out);
    Str text = str_trim(str_cut(w->r->text, w->start, w->out.len));
    if (text.len && is_no_text(c, text, place)) writer_forget(w);
    else writer_finish(w, place.role);
    c->link_bytes = 0;
}

static Place place_now(const Content *c) { return c->open.len ? c->open.at[c->open.len - 1] : (Place){ .role = CASUS_PART_BODY }; }

static void write_words(Content *c, uint32_t n) {
    Place place = place_now(c);
    size_t before = c->w->out.len;
    writer_words(c->w, c->dom->at[n].text, c->dom->at[n].source, place.verbatim);
    if (place.link) c->link_bytes += c->w->out.len - before;
}

/* <br>: a new line, and the second one in a row a new paragraph. */
static void write_break(Content *c) {
    Writer *w = c->w;
    if (w->out.len > w->start && w->out.at[w->out.len - 1] == '\n') finish_block(c, place_now(c));
    else writer_break(w);
}

static CasusPartRole role_of(const Dom *dom, uint32_t n, CasusPartRole outer) {
    DomTag tag = dom->at[n].tag;
    if (dom_has_class(dom, n, PAGE_CLASS_EMBED) && tag == DOM_BLOCKQUOTE) return CASUS_PART_EMBED;
    if (outer == CASUS_PART_EMBED) return outer;
    if (tag == DOM_FIGCAPTION || tag == DOM_CAPTION || dom_has_class(dom, n, PAGE_CLASS_CAPTION)) return CASUS_PART_CAPTION;
    if (outer == CASUS_PART_CAPTION) return outer;
    if (dom_has_class(dom, n, PAGE_CLASS_STANDFIRST)) return CASUS_PART_STANDFIRST;
    if (tag == DOM_BLOCKQUOTE) return CASUS_PART_QUOTE;
    return is_heading(tag) && outer == CASUS_PART_BODY ? CASUS_PART_HEADING : outer;
}

static void open_element(Content *c, uint32_t n) {
    DomTag tag = c->dom->at[n].tag;
    Place outer = place_now(c), inner = outer;
    inner.node = n;
    inner.role = role_of(c->dom, n, outer.role);
    inner.link |= tag == DOM_A;
    inner.item |= tag == DOM_LI;
    inner.verbatim |= tag == DOM_PRE;
    inner.block = dom_is_block(tag) || inner.role != outer.role;
    if (inner.block) finish_block(c, outer);
    *(Place *)list_add(&c->open, c->r->scratch) = inner;
}

static void close_element(Content *c) {
    Place inner = place_now(c);
    if (inner.block) finish_block(c, inner);
    c->open.len--;
}

static void write_node(Content *c, uint32_t n) {
    DomTag tag = c->dom->at[n].tag;
    if (tag == DOM_TEXT) write_words(c, n);
    else if (tag == DOM_BR) write_break(c);
    else open_element(c, n);
}

static void write_article(Content *c, uint32_t article) {
    const Dom *dom = c->dom;
    for (uint32_t n = article; n < dom->at[article].end;) {
        while (c->open.len && n >= dom->at[place_now(c).node].end) close_element(c);
        bool left_out = n != article && (c->taken[n] || (dom->at[n].tag != DOM_TEXT && is_chrome(c, n)));
        if (!left_out) write_node(c, n);
        n = left_out ? dom->at[n].end : n + 1;
    }
    while (c->open.len) close_element(c);
    finish_block(c, (Place){ .role = CASUS_PART_BODY });
}

/* A heading that nothing follows headed a box of links. A standfirst stands before the body. */
static void mend_roles(Blocks *blocks) {
    bool body = false, below = false;
    for (size_t k = 0; k < blocks->len; k++) {
        Block *b = &blocks->at[k];
        if (b->role == CASUS_PART_STANDFIRST && body) b->role = CASUS_PART_BODY;
        body |= b->role == CASUS_PART_BODY;
    }
    for (size_t k = blocks->len; k-- > 0;) {
        Block *b = &blocks->at[k];
        if (b->role == CASUS_PART_HEADING) b->dropped = !below;
        below = b->role != CASUS_PART_HEADING && (below || b->role != CASUS_PART_CAPTION);
    }
}

void content_write(Reading *r, const Dom *dom, const bool *taken, Writer *w) {
    Content c = { .r = r, .dom = dom, .taken = taken, .w = w };
    write_article(&c, find_article(&c));
    mend_roles(&w->blocks);
}
