/* The page's text cut at its breaks, each stretch with what stands around it. One loop over the flat tree. */
#include "page/passages.h"

#include "page/blocks.h"
#include "page/url.h"

enum { CHROME_NEAR = 3, EMBED_NODES_MOST = 150 /* what holds more wraps the article */, HEADING_WORDS_MOST = 30 /* a longer one is a paragraph made large */,
       CELL_LETTERS_MOST = 160, ROWS_LEAST = 2 };

/* What an open element passes on to what stands in it. */
typedef struct { uint32_t end, node, home, chrome_depth; CasusPartRole role; uint8_t heading; uint32_t around, embed, article, chrome, frame; bool block, strong, data, row; } Scope;   /* data: a table of figures; row: of such a table */
typedef struct { Reading *r; const Dom *dom; Passages *passages; Writer writer; LIST_OF(Scope) open; Scope last; uint32_t n_link_letters, n_strong_letters, n_cells, n_bars; } Walk;       /* n_cells: of the open row; n_bars: to be written before its next words */

static bool has_class(const DomNode *node, int kind) { return node->classes >> kind & 1; }

/* Source: w3.org/TR/wai-aria, "Landmark Roles". */
static bool is_aside_role(Str role) {
    static const char *const roles[] = { "navigation", "complementary", "contentinfo", "search", "menu", "dialog" };
    for (size_t k = 0; k < sizeof roles / sizeof *roles; k++)
        if (str_eq(role, str_of(roles[k]))) return true;
    return false;
}

static uint32_t around_tag(DomTag tag) {
    switch (tag) {
    case DOM_A: return IN_LINK;
    case DOM_LI: case DOM_DT: case DOM_DD: return IN_ITEM;
    case DOM_TD: case DOM_TH: return IN_CELL;
    case DOM_PRE: return IN_PRE;
    case DOM_ARTICLE: return IN_ARTICLE;
    case DOM_MAIN: return IN_MAIN;
    case DOM_HEADER: return IN_HEADER;
    case DOM_FOOTER: return IN_FOOTER;
    case DOM_NAV: case DOM_MENU: return IN_NAV;
    case DOM_ASIDE: return IN_ASIDE;
    case DOM_FORM: return IN_FORM;
    case DOM_FIGURE: return IN_FIGURE;
    case DOM_P: return IN_PARAGRAPH;
    default: return 0;
    }
}

static uint32_t around_names(const Dom *dom, uint32_t n) {
    const DomNode *node = &dom->at[n];
    uint32_t around = 0;
    if (!node->n_attributes) return 0;
    if (has_class(node, PAGE_CLASS_ARTICLE)) around |= IN_BODY_CLASS;
    if (has_class(node, PAGE_PART_IMAGE)) around |= IN_PART_IMAGE;
    if (has_class(node, PAGE_PART_BODY)) around |= IN_PART_BODY;
    if (str_eq(dom_attribute(dom, n, "itemprop"), S("articleBody"))) around |= IN_BODY_PROP;
    if (is_aside_role(dom_attribute(dom, n, "role"))) around |= IN_NAV;
    if (dom_is_hidden(dom, n)) around |= IN_HIDDEN;
    return around;
}

static bool is_called(const DomNode *node, int kind) {
    return has_class(node, kind) && node->tag != DOM_BODY && node->tag != DOM_HTML && node->tag != DOM_ARTICLE && node->tag != DOM_MAIN;
}

static bool is_embed(const DomNode *node, uint32_t n) {
    return has_class(node, PAGE_CLASS_EMBED) && (node->tag == DOM_BLOCKQUOTE || (node->tag == DOM_DIV && node->end - n <= EMBED_NODES_MOST));
}

static CasusPartRole role_in(const DomNode *node, uint32_t n, CasusPartRole outer) {
    if (is_embed(node, n)) return CASUS_PART_EMBED;
    if (outer == CASUS_PART_EMBED) return outer;
    if (node->tag == DOM_FIGCAPTION || node->tag == DOM_CAPTION || has_class(node, PAGE_CLASS_CAPTION)) return CASUS_PART_CAPTION;
    if (outer == CASUS_PART_CAPTION) return outer;
    if (has_class(node, PAGE_CLASS_STANDFIRST) && node->tag != DOM_BODY) return CASUS_PART_STANDFIRST;
    if (node->tag == DOM_BLOCKQUOTE) return CASUS_PART_QUOTE;
    return outer;
}

static bool has_digit(Str text) {
    for (size_t k = 0; k < text.len; k++)
        if (text.at[k] >= '0' && text.at[k] <= '9') return true;
    return false;
}

static uint32_t count_letters(Str text) {
    uint32_t n = 0;
    for (size_t at = 0; at < text.len; at++) n += (unsigned char)text.at[at] > ' ';
    return n;
}

/* Figures in rows of short cells, or headed columns; a table that holds paragraphs, pictures or another table lays out the page. */
static bool is_data_table(const Dom *dom, uint32_t table) {
    uint32_t n_rows = 0, n_cells = 0, n_heads = 0, n_letters = 0;
    bool digits = false;
    if (str_eq(dom_attribute(dom, table, "role"), S("presentation"))) return false;
    for (uint32_t n = table + 1; n < dom->at[table].end; n++) {
        DomTag tag = dom->at[n].tag;
        if (tag == DOM_TABLE || tag == DOM_IMG || tag == DOM_FORM || tag == DOM_INPUT || tag == DOM_H1 || tag == DOM_UL || tag == DOM_SCRIPT) return false;
        n_rows += tag == DOM_TR;
        n_heads += tag == DOM_TH;
        n_cells += tag == DOM_TD || tag == DOM_TH;
        if (tag == DOM_TD || tag == DOM_TH) n_letters = 0;
        if (tag != DOM_TEXT) continue;
        digits |= has_digit(dom->at[n].text);
        n_letters += count_letters(dom->at[n].text);
        if (n_letters > CELL_LETTERS_MOST) return false;
    }
    return n_rows >= ROWS_LEAST && n_cells >= n_rows * 2 && (digits || n_heads);
}

static Scope scope_of(const Walk *w, uint32_t n, const Scope *outer) {
    const DomNode *node = &w->dom->at[n];
    Scope s = *outer;
    s.end = node->end;
    s.block = dom_is_block(node->tag);
    s.around |= around_tag(node->tag) | around_names(w->dom, n);
    s.around &= ~(uint32_t)IN_CHROME_NEAR;
    if (is_called(node, PAGE_CLASS_CHROME)) s.around |= IN_CHROME, s.chrome_depth = node->depth, s.chrome = n;
    if (is_called(node, PAGE_PART_FRAME)) s.frame = n;
    if ((s.around & IN_CHROME) && node->depth < s.chrome_depth + CHROME_NEAR) s.around |= IN_CHROME_NEAR;
    s.role = role_in(node, n, outer->role);
    if (s.role == CASUS_PART_EMBED && outer->role != CASUS_PART_EMBED) s.embed = n;
    if (node->tag == DOM_ARTICLE) s.article = n;
    s.row |= s.data && node->tag == DOM_TR;
    if (node->tag == DOM_TABLE) s.data = is_data_table(w->dom, n);
    s.strong |= node->tag == DOM_B || node->tag == DOM_STRONG || node->tag == DOM_I || node->tag == DOM_EM;
    if (node->tag >= DOM_H1 && node->tag <= DOM_H6) s.heading = (uint8_t)(node->tag - DOM_H1 + 1);
    s.block &= !outer->row;
    if (!s.block) return s;
    s.node = n;
    bool holds_its_like = node->tag == DOM_P || node->tag == DOM_LI || node->tag == DOM_BLOCKQUOTE || s.heading || node->tag == DOM_PRE || node->tag == DOM_TD || s.row;
    s.home = holds_its_like ? node->parent : n;
    return s;
}

static uint32_t count_words(Str text) {
    uint32_t n = 0;
    bool inside = false;
    for (size_t at = 0; at < text.len; at++) {
        bool space = text.at[at] == ' ' || text.at[at] == '\n';
        n += !space && !inside;
        inside = !space;
    }
    return n;
}

/* What stands since the last break is a passage. */
static void finish(Walk *w) {
    const Scope *s = &w->last;
    size_t number = writer_finish(&w->writer, s->role);
    uint32_t n_link_letters = w->n_link_letters, n_strong_letters = w->n_strong_letters;
    w->n_link_letters = w->n_strong_letters = w->n_cells = w->n_bars = 0;
    if (!number) return;
    const Block *b = writer_block(&w->writer, number);
    Passage *p = list_add(w->passages, w->r->scratch);
    Str text = block_text(w->r, b);
    uint32_t n_words = count_words(text);
    *p = (Passage){ .node = s->node, .home = s->home, .role = s->role, 
                    .heading = n_words <= HEADING_WORDS_MOST ? s->heading : 0, .around = s->around, .embed = s->embed, .article = s->article, .chrome = s->chrome, .frame = s->frame,
                    .n_words = n_words, .n_letters = count_letters(text), .n_link_letters = n_link_letters, .n_strong_letters = n_strong_letters,
                    .start = b->span.start, .text = { NULL, text.len }, .source = b->source };
}

static void take_text(Walk *w, const DomNode *node, const Scope *scope) {
    uint32_t n = count_letters(node->text);
    w->last = *scope;
    for (; n && w->n_bars; w->n_bars--) writer_words(&w->writer, S(" | "), (CasusSpan){ 0, 0 }, false);
    writer_words(&w->writer, node->text, node->source, scope->around & IN_PRE);
    if (scope->around & IN_LINK) w->n_link_letters += n;
    if (scope->strong) w->n_strong_letters += n;
}

/* Empty cells keep their place, but for those at the end of the row. */
static void begin_cell(Walk *w) {
    if (w->n_cells++) w->n_bars++;
}

/* A second <br> in a row begins a paragraph; of one alone the line break stays. */
static void take_break(Walk *w) {
    size_t end = w->writer.out.len;
    if (end > w->writer.start && w->writer.out.at[end - 1] == '\n') finish(w);
    else writer_break(&w->writer);
}

static void close_scopes(Walk *w, uint32_t n) {
    while (w->open.len > 1 && w->open.at[w->open.len - 1].end <= n) {
        Scope *s = &w->open.at[w->open.len - 1];
        if (s->block || s->role != w->open.at[w->open.len - 2].role) finish(w);
        w->open.len--;
    }
}

/* A film's frame has no words in the page but its title: a post of its own, unless the title only names the player. */
static bool is_film(const Walk *w, uint32_t n, Str *title) {
    UrlParts url;
    if (!dom_is(w->dom, n, DOM_IFRAME)) return false;
    *title = str_trim(dom_attribute(w->dom, n, "title"));
    return title->len && url_split(url_resolve(S("https://x.invalid/"), dom_attribute(w->dom, n, "src"), w->r->scratch), &url, w->r->scratch)
           && page_word_is(w->r, url.host, PAGE_PLAYER) && !page_word_is(w->r, *title, PAGE_PLAYER_TITLE);
}

static void take_film(Walk *w, uint32_t n, Str title, const Scope *outer) {
    finish(w);
    w->last = *outer;
    w->last.node = w->last.embed = n;
    w->last.role = CASUS_PART_EMBED;
    writer_words(&w->writer, title, w->dom->at[n].source, false);
    finish(w);
}

/* The text grew while it was cut, so the passages remembered places: now it stays where it is. */
static void fix_texts(Passages *passages, const Writer *writer) {
    for (size_t k = 0; k < passages->len; k++) passages->at[k].text.at = writer->out.at + passages->at[k].start;
}

Passages passages_read(Reading *r, const Dom *dom, const bool *taken) {
    Passages passages = { 0 };
    Walk *w = arena_new(r->scratch, Walk);
    w->r = r;
    w->dom = dom;
    w->passages = &passages;
    w->writer = writer_start(r);
    *list_add(&w->open, r->scratch) = (Scope){ .end = UINT32_MAX, .role = CASUS_PART_BODY };
    for (uint32_t n = 0; n < dom->len;) {
        const DomNode *node = &dom->at[n];
        close_scopes(w, n);
        const Scope *outer = &w->open.at[w->open.len - 1];
        Str film;
        if (taken[n] || dom_is_mute(node->tag)) {
            if (!taken[n] && outer->role != CASUS_PART_EMBED && is_film(w, n, &film)) take_film(w, n, film, outer);
            if (dom_is_block(node->tag)) finish(w);
            n = node->end;
            continue;
        }
        if (node->tag == DOM_TEXT) take_text(w, node, outer);
        else if (node->tag == DOM_BR && outer->row) w->writer.blank = true;
        else if (node->tag == DOM_BR) take_break(w);
        else {
            Scope scope = scope_of(w, n, outer);
            if (scope.block || scope.role != outer->role) finish(w);
            if (scope.row && (node->tag == DOM_TD || node->tag == DOM_TH)) begin_cell(w);
            *list_add(&w->open, r->scratch) = scope;
        }
        n++;
    }
    finish(w);
    fix_texts(&passages, &w->writer);
    return passages;
}
