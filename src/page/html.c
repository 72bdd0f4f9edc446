/* An HTML page: where its article stands, the text of that block by block, and the comments below it.
 * The only file that knows gumbo. The parser allocates from the stage's scratch, so that the report's budget bounds it and
 * nothing has to be freed. Three walks over the tree, each linear: how many words stand where, the article, the comments. */
#include <gumbo.h>

#include "base/date.h"
#include "base/error.h"
#include "page/blocks.h"
#include "page/meta.h"
#include "page/thread.h"

#define DOM_NAME(NAME, word) word,
enum { DEEPEST = 1500, LOOSE_TEXT_LEAST = 80, LINK_BLOCK_MOST = 300, CLASS_MOST = 64, CLASSES_MOST = 2000, OUT_AT_FIRST = 4096 };
/* Share of the page's words, in percent, that makes an element the article: by its tag or class, or by its place alone. */
enum { SHARE_OF_NAMED = 50, SHARE_OF_ANY = 75 };

typedef struct { const GumboNode *node; uint32_t number; } Numbered;

typedef struct {
    Reading *r;
    Meta meta;
    bool lenient;                       /* the strict rules found nothing: take what there is */
    size_t total;                       /* words of the page outside links and menus, in bytes */
    const GumboNode *article;
    Str heading, tab_title;             /* the h1 that names the page, <title> */
    size_t n_headings;
    /* The text being written, and the block at its end. */
    Text out;
    Blocks blocks;
    size_t start, link_bytes;
    bool blank;                         /* white space waits for a word */
    Dom dom;
    Numbered *numbers;                  /* by address: the number of each node in dom; open addressing */
    size_t numbers_mask;
    bool *taken;                        /* by number: of a thread, and so not of the article */
} Html;

typedef struct { CasusPartRole role; bool link, item, verbatim; int depth; } Place;

/* ---- elements -------------------------------------------------------------------------------------------------------- */

static bool is_element(const GumboNode *node) { return node->type == GUMBO_NODE_ELEMENT; }
static GumboTag tag_of(const GumboNode *node) { return is_element(node) ? node->v.element.tag : GUMBO_TAG_UNKNOWN; }

static Str attribute(const GumboNode *node, const char *name) {
    if (!is_element(node)) return S("");
    const GumboAttribute *a = gumbo_get_attribute(&node->v.element.attributes, name);
    return a ? str_of(a->value) : S("");
}

static bool is_text(const GumboNode *node) { return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA; }
static bool is_white(const GumboNode *node) { return node->type == GUMBO_NODE_WHITESPACE; }

static size_t n_children(const GumboNode *node) { return is_element(node) ? node->v.element.children.length : 0; }
static const GumboNode *child(const GumboNode *node, size_t k) { return node->v.element.children.data[k]; }

/* Never part of a text: code, menus, forms, pictures. */
static bool is_mute(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_TEMPLATE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_SVG: case GUMBO_TAG_MATH:
    case GUMBO_TAG_IFRAME: case GUMBO_TAG_OBJECT: case GUMBO_TAG_VIDEO: case GUMBO_TAG_AUDIO: case GUMBO_TAG_CANVAS: case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT: case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_HEAD: case GUMBO_TAG_TITLE: case GUMBO_TAG_MAP:
        return true;
    default: return false;
    }
}

static bool is_aside(GumboTag tag) {
    return tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER || tag == GUMBO_TAG_FORM || tag == GUMBO_TAG_MENU;
}

/* Source: w3.org/TR/wai-aria, "Landmark Roles". */
static bool is_aside_role(Str role) {
    static const char *const roles[] = { "navigation", "complementary", "contentinfo", "search", "menu", "dialog" };
    for (size_t k = 0; k < sizeof roles / sizeof *roles; k++)
        if (str_eq(role, str_of(roles[k]))) return true;
    return false;
}

/* ---- the page as a flat tree ------------------------------------------------------------------------------------------ */

typedef struct {
    Reading *r;
    LIST_OF(DomNode) nodes;
    LIST_OF(DomAttribute) attributes;
    LIST_OF(const GumboNode *) from;
    DomTag tags[GUMBO_TAG_LAST + 1];
} Flat;

static void name_tags(Flat *flat) {
    static const char *const names[] = { DOM_TAGS(DOM_NAME) };
    for (int g = 0; g <= GUMBO_TAG_LAST; g++) {
        flat->tags[g] = DOM_OTHER;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (str_eq(str_of(gumbo_normalized_tagname((GumboTag)g)), str_of(names[k]))) flat->tags[g] = (DomTag)(DOM_OTHER + 1 + k);
    }
}

static void flatten(Flat *flat, const GumboNode *node, uint32_t parent, int depth) {
    uint32_t number = (uint32_t)flat->nodes.len;
    if ((!is_element(node) && !is_text(node) && !is_white(node)) || depth > DEEPEST) return;
    *(const GumboNode **)list_add(&flat->from, flat->r->scratch) = node;
    DomNode *flat_node = list_add(&flat->nodes, flat->r->scratch);
    *flat_node = (DomNode){ .depth = (uint16_t)depth, .parent = parent, .end = number + 1, .attribute = (uint32_t)flat->attributes.len };
    if (!is_element(node)) {
        flat_node->text = str_of(node->v.text.text);
        return;
    }
    const GumboVector *attributes = &node->v.element.attributes;
    flat_node->tag = (uint16_t)flat->tags[node->v.element.tag];
    flat_node->n_attributes = attributes->length;
    for (unsigned k = 0; k < attributes->length; k++) {
        const GumboAttribute *a = attributes->data[k];
        *(DomAttribute *)list_add(&flat->attributes, flat->r->scratch) = (DomAttribute){ str_of(a->name), str_of(a->value) };
    }
    for (size_t k = 0; k < n_children(node); k++) flatten(flat, child(node, k), number, depth + 1);
    flat->nodes.at[number].end = (uint32_t)flat->nodes.len;
}

static Numbered *slot_of(const Html *h, const GumboNode *node) {
    size_t k = ((uintptr_t)node >> 4) * 0x9E3779B97F4A7C15u >> 20 & h->numbers_mask;
    while (h->numbers[k].node && h->numbers[k].node != node) k = (k + 1) & h->numbers_mask;
    return &h->numbers[k];
}

/* 0, the root's, for a node nested too deep to be seen. */
static uint32_t number_of(const Html *h, const GumboNode *node) { return slot_of(h, node)->number; }

static void read_tree(Html *h, const GumboNode *root) {
    Flat *flat = arena_new(h->r->scratch, Flat);
    size_t room = 16;
    flat->r = h->r;
    name_tags(flat);
    flatten(flat, root, 0, 0);
    h->dom = (Dom){ flat->nodes.at, flat->nodes.len, flat->attributes.at, flat->attributes.len };
    h->taken = arena_array(h->r->scratch, h->dom.len + 1, sizeof *h->taken);
    while (room < h->dom.len * 2) room *= 2;
    h->numbers = arena_array(h->r->scratch, room, sizeof *h->numbers);
    h->numbers_mask = room - 1;
    for (uint32_t n = 0; n < h->dom.len; n++) *slot_of(h, flat->from.at[n]) = (Numbered){ flat->from.at[n], n };
}

/* PAGE_CLASS_... bits of the words in a class or id. */
static uint32_t kinds_of_names(const Html *h, Str names) {
    uint32_t kinds = 0;
    size_t most = names.len < CLASSES_MOST ? names.len : CLASSES_MOST;
    for (size_t at = 0, end; at < most; at = end + 1) {
        char word[CLASS_MOST];
        for (end = at; end < most && names.at[end] != ' ' && names.at[end] != '\n' && names.at[end] != '\t';) end++;
        if (end == at || end - at > sizeof word) continue;
        for (size_t k = at; k < end; k++) word[k - at] = names.at[k] == '_' ? '-' : names.at[k];
        kinds |= page_word_kinds(h->r, (Str){ word, end - at });
    }
    return kinds;
}

static uint32_t kinds_of(const Html *h, const GumboNode *node) {
    Str classes = attribute(node, "class"), id = attribute(node, "id");
    if (!classes.len && !id.len) return 0;
    return kinds_of_names(h, classes) | kinds_of_names(h, id);
}

static bool has(uint32_t kinds, int kind) { return kinds >> kind & 1; }

static bool is_hidden(const GumboNode *node) {
    if (!is_element(node) || !node->v.element.attributes.length) return false;
    return gumbo_get_attribute(&node->v.element.attributes, "hidden") || str_eq(attribute(node, "aria-hidden"), S("true"))
        || str_find(attribute(node, "style"), S("display:none"), 0) != SIZE_MAX;
}

/* Menus, adverts, "related" boxes: what stands on the page without being of the report. */
static bool is_chrome(const Html *h, const GumboNode *node, uint32_t kinds) {
    GumboTag tag = tag_of(node);
    if (is_mute(tag)) return true;
    if (tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY || h->lenient) return false;
    if (is_aside(tag) || is_hidden(node) || is_aside_role(attribute(node, "role"))) return true;
    return has(kinds, PAGE_CLASS_CHROME) && tag != GUMBO_TAG_ARTICLE && tag != GUMBO_TAG_MAIN;
}

/* Of a thread. */
static bool is_taken(const Html *h, const GumboNode *node) { return h->taken[number_of(h, node)]; }

static bool is_block(GumboTag tag) {
    switch (tag) {
    case GUMBO_TAG_P: case GUMBO_TAG_DIV: case GUMBO_TAG_SECTION: case GUMBO_TAG_ARTICLE: case GUMBO_TAG_MAIN: case GUMBO_TAG_HEADER: case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_TABLE: case GUMBO_TAG_TR: case GUMBO_TAG_TD: case GUMBO_TAG_TH: case GUMBO_TAG_CAPTION: case GUMBO_TAG_UL: case GUMBO_TAG_OL:
    case GUMBO_TAG_LI: case GUMBO_TAG_DL: case GUMBO_TAG_DT: case GUMBO_TAG_DD: case GUMBO_TAG_FIGURE: case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_BLOCKQUOTE: case GUMBO_TAG_PRE: case GUMBO_TAG_HR: case GUMBO_TAG_ADDRESS: case GUMBO_TAG_CENTER: case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY: case GUMBO_TAG_FIELDSET: case GUMBO_TAG_FORM: case GUMBO_TAG_H1: case GUMBO_TAG_H2: case GUMBO_TAG_H3: case GUMBO_TAG_H4:
    case GUMBO_TAG_H5: case GUMBO_TAG_H6: case GUMBO_TAG_ASIDE: case GUMBO_TAG_NAV:
        return true;
    default: return false;
    }
}

static bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

/* ---- text of a node alone -------------------------------------------------------------------------------------------- */

static void add_words(Text *out, const char *words, bool *blank) {
    for (; *words; words++) {
        if (strchr(" \t\n\r\f", *words)) {
            *blank = true;
            continue;
        }
        if (*blank && out->len) text_add_char(out, ' ');
        *blank = false;
        text_add_char(out, *words);
    }
}

static void gather(const Html *h, const GumboNode *node, Text *out, bool *blank, int depth) {
    if (is_text(node)) add_words(out, node->v.text.text, blank);
    else *blank |= is_white(node);
    if (depth > DEEPEST) return;
    for (size_t k = 0; k < n_children(node); k++) {
        const GumboNode *c = child(node, k);
        if (!is_mute(tag_of(c)) && !has(kinds_of(h, c), PAGE_CLASS_CHROME)) gather(h, c, out, blank, depth + 1);
    }
}

static Str text_of(const Html *h, const GumboNode *node) {
    Text out = { .arena = h->r->keep };
    bool blank = false;
    gather(h, node, &out, &blank, 0);
    return out.len ? text_str(&out) : S("");
}

static Str raw_text_of(const GumboNode *node) { return n_children(node) == 1 && is_text(child(node, 0)) ? str_of(child(node, 0)->v.text.text) : S(""); }

/* ---- what the page says of itself ------------------------------------------------------------------------------------ */

static void read_link(Html *h, const GumboNode *node) {
    if (str_eq(attribute(node, "rel"), S("canonical"))) meta_offer(h->r, &h->meta, META_URL, 6, attribute(node, "href"));
}

static void read_script(Html *h, const GumboNode *node) {
    if (str_eq(attribute(node, "type"), S("application/ld+json"))) meta_json_ld(h->r, &h->meta, raw_text_of(node));
}

static void read_time(Html *h, const GumboNode *node) {
    Str when = attribute(node, "datetime");
    meta_offer(h->r, &h->meta, META_PUBLISHED, 3, when.len ? when : date_in(h->r, text_of(h, node)));
}

static void read_itemprop(Html *h, const GumboNode *node) {
    Str name = attribute(node, "itemprop"), content = attribute(node, "content");
    if (!name.len) return;
    if (!content.len) content = attribute(node, "datetime");
    if (content.len) meta_named(h->r, &h->meta, name, content);
}

/* The h1 that names the page: of several, the one that its <title> repeats. */
static void read_h1(Html *h, const GumboNode *node) {
    Str text = text_of(h, node);
    if (!text.len) return;
    bool named = text.len > 3 && str_find(h->tab_title, text, 0) != SIZE_MAX;
    if (!h->n_headings++ || named) h->heading = text;
}

static void read_facts(Html *h, const GumboNode *node, int depth) {
    switch (tag_of(node)) {
    case GUMBO_TAG_HTML: meta_offer(h->r, &h->meta, META_LANGUAGE, 4, attribute(node, "lang")); break;
    case GUMBO_TAG_META:
        meta_named(h->r, &h->meta, attribute(node, "property"), attribute(node, "content"));
        meta_named(h->r, &h->meta, attribute(node, "name"), attribute(node, "content"));
        meta_named(h->r, &h->meta, attribute(node, "http-equiv"), attribute(node, "content"));
        break;
    case GUMBO_TAG_LINK: read_link(h, node); break;
    case GUMBO_TAG_SCRIPT: read_script(h, node); return;
    case GUMBO_TAG_TITLE: if (!h->tab_title.len) h->tab_title = str_trim(raw_text_of(node)); return;
    case GUMBO_TAG_TIME: read_time(h, node); break;
    case GUMBO_TAG_H1: read_h1(h, node); break;
    default: break;
    }
    read_itemprop(h, node);
    if (depth > DEEPEST) return;
    for (size_t k = 0; k < n_children(node); k++) read_facts(h, child(node, k), depth + 1);
}

/* ---- where the article stands ---------------------------------------------------------------------------------------- */

static size_t count_letters(const char *words) {
    size_t n = 0;
    for (; *words; words++) n += (unsigned char)*words > ' ';
    return n;
}

static bool holds_paragraphs(GumboTag tag) {
    return tag == GUMBO_TAG_P || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD;
}

static bool may_be_article(GumboTag tag) {
    return tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN || tag == GUMBO_TAG_BODY
        || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_FORM || tag == GUMBO_TAG_CENTER;
}

/* Loose text counts when it is long enough to be a paragraph. */
static size_t weight_of_text(const GumboNode *node, bool in_paragraph) {
    size_t n = count_letters(node->v.text.text);
    return in_paragraph || n >= LOOSE_TEXT_LEAST ? n : 0;
}

static bool is_named_article(const GumboNode *node, uint32_t kinds) {
    GumboTag tag = tag_of(node);
    return tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN || has(kinds, PAGE_CLASS_ARTICLE) || str_eq(attribute(node, "itemprop"), S("articleBody"));
}

/* Words below a node outside links and menus. Once the total is known the first node, from below, that holds enough of it is the article. */
static size_t weigh(Html *h, const GumboNode *node, bool in_paragraph, int depth) {
    if (is_text(node)) return weight_of_text(node, in_paragraph);
    if (!is_element(node) || depth > DEEPEST) return 0;
    GumboTag tag = tag_of(node);
    uint32_t kinds = kinds_of(h, node);
    if (tag == GUMBO_TAG_A || is_heading(tag) || is_taken(h, node)) return 0;
    if (is_chrome(h, node, kinds) && tag != GUMBO_TAG_FORM) return 0;       /* some servers wrap the whole page in a form */
    if (is_block(tag)) in_paragraph = holds_paragraphs(tag);
    size_t weight = 0;
    for (size_t k = 0; k < n_children(node); k++) weight += weigh(h, child(node, k), in_paragraph, depth + 1);
    size_t share = is_named_article(node, kinds) ? SHARE_OF_NAMED : SHARE_OF_ANY;
    if (h->total && !h->article && may_be_article(tag) && weight * 100 >= h->total * share) h->article = node;
    return weight;
}

static void find_article(Html *h, const GumboNode *root) {
    h->total = weigh(h, root, false, 0);
    if (!h->total) {
        h->lenient = true;
        h->total = weigh(h, root, false, 0);
    }
    weigh(h, root, false, 0);
    if (!h->article) h->article = root;
}

/* ---- writing the text ------------------------------------------------------------------------------------------------ */

static void begin_block(Html *h) {
    if (h->start < h->out.len || !h->out.len) return;
    text_add(&h->out, S("\n\n"));
    h->start = h->out.len;
}

static void forget_block(Html *h) {
    h->out.len = h->start;
    if (h->out.len >= 2) h->out.len -= 2;               /* the blank line before it */
    h->start = h->out.len;
}

static Str without_blanks(Str s) {
    size_t start = 0, end = s.len, at;
    while (start < end && (at = start, char_is_space(utf8_next(s, &at)))) start = at;
    while (end > start && (at = end, char_is_space(utf8_previous(s, &at)))) end = at;
    return str_cut(s, start, end);
}

static bool is_link_block(const Html *h, size_t len, Place place) {
    if (place.role != CASUS_PART_BODY) return false;
    if (place.item && h->link_bytes * 2 > len) return true;
    return len < LINK_BLOCK_MOST && h->link_bytes * 10 >= len * 8;
}

static bool is_title_again(const Html *h, Str text) {
    return h->blocks.len && h->blocks.at[0].role == CASUS_PART_TITLE && str_eq(text, block_text(h->r, &h->blocks.at[0]));
}

static bool add_block(Html *h, CasusSpan span, Place place) {
    Str text = span_text(h->r, span);
    if (is_link_block(h, text.len, place)) return false;
    if (page_word_is(h->r, text, PAGE_SHARE) || comments_is_heading(h->r, text)) return false;
    if (place.role != CASUS_PART_TITLE && is_title_again(h, text)) return false;
    Block *b = list_add(&h->blocks, h->r->scratch);
    *b = (Block){ .span = span, .role = place.role, .blank_before = 1, .n_lines = 1 };
    return true;
}

static void finish_block(Html *h, Place place) {
    h->r->text = text_str(&h->out);
    Str block = str_cut(h->r->text, h->start, h->out.len), text = without_blanks(block);
    uint32_t start = (uint32_t)(h->start + (size_t)(text.len ? text.at - block.at : 0));
    if (h->start < h->out.len && (!text.len || !add_block(h, (CasusSpan){ start, start + (uint32_t)text.len }, place))) forget_block(h);
    else h->out.len = text.len ? start + text.len : h->out.len;
    h->start = h->out.len;
    h->link_bytes = 0;
    h->blank = false;
}

static void write_char(Html *h, char c, Place place) {
    begin_block(h);
    text_add_char(&h->out, c);
    h->link_bytes += place.link;
}

static void write_words(Html *h, const char *words, Place place) {
    for (; *words; words++) {
        bool white = strchr(" \t\n\r\f", *words) != NULL;
        if (white && !(place.verbatim && *words == '\n')) {
            h->blank = true;
            continue;
        }
        bool inside = h->out.len > h->start && h->out.at[h->out.len - 1] != '\n';
        if (h->blank && inside && *words != '\n') write_char(h, ' ', place);
        h->blank = false;
        if (*words != '\n' || inside) write_char(h, *words, place);
    }
}

/* <br>: a new line, and the second one in a row a new paragraph. */
static void write_break(Html *h, Place place) {
    if (h->out.len == h->start) return;
    if (h->out.at[h->out.len - 1] == '\n') {
        finish_block(h, place);
        return;
    }
    h->blank = false;
    write_char(h, '\n', place);
}

static CasusPartRole role_of(const GumboNode *node, uint32_t kinds, CasusPartRole outer) {
    GumboTag tag = tag_of(node);
    if (has(kinds, PAGE_CLASS_EMBED) && tag == GUMBO_TAG_BLOCKQUOTE) return CASUS_PART_EMBED;
    if (outer == CASUS_PART_EMBED) return outer;
    if (tag == GUMBO_TAG_FIGCAPTION || tag == GUMBO_TAG_CAPTION || has(kinds, PAGE_CLASS_CAPTION)) return CASUS_PART_CAPTION;
    if (outer == CASUS_PART_CAPTION) return outer;
    if (has(kinds, PAGE_CLASS_STANDFIRST)) return CASUS_PART_STANDFIRST;
    if (tag == GUMBO_TAG_BLOCKQUOTE) return CASUS_PART_QUOTE;
    return is_heading(tag) && outer == CASUS_PART_BODY ? CASUS_PART_HEADING : outer;
}

static Place place_in(const GumboNode *node, uint32_t kinds, Place place) {
    GumboTag tag = tag_of(node);
    place.role = role_of(node, kinds, place.role);
    place.link |= tag == GUMBO_TAG_A;
    place.item |= tag == GUMBO_TAG_LI;
    place.verbatim |= tag == GUMBO_TAG_PRE;
    place.depth++;
    return place;
}

static void write_node(Html *h, const GumboNode *node, Place place);

static void write_children(Html *h, const GumboNode *node, Place inner) {
    for (size_t k = 0; k < n_children(node); k++) write_node(h, child(node, k), inner);
}

static void write_element(Html *h, const GumboNode *node, uint32_t kinds, Place place) {
    GumboTag tag = tag_of(node);
    if (tag == GUMBO_TAG_BR) {
        write_break(h, place);
        return;
    }
    Place inner = place_in(node, kinds, place);
    bool own_block = is_block(tag) || inner.role != place.role;
    if (own_block) finish_block(h, place);
    write_children(h, node, inner);
    if (own_block) finish_block(h, inner);
}

static void write_node(Html *h, const GumboNode *node, Place place) {
    if (is_text(node)) write_words(h, node->v.text.text, place);
    else if (is_white(node)) h->blank = true;
    if (!is_element(node) || place.depth > DEEPEST) return;
    uint32_t kinds = kinds_of(h, node);
    if (node != h->article && (is_chrome(h, node, kinds) || is_taken(h, node))) return;
    write_element(h, node, kinds, place);
}

static void write_title(Html *h) {
    Str alone = meta_title_alone(h->r, h->tab_title, h->meta.value[META_PUBLISHER]);
    meta_offer(h->r, &h->meta, META_TITLE, 2, h->heading);
    meta_offer(h->r, &h->meta, META_TITLE, 1, alone);
    Str told = h->meta.value[META_TITLE];
    bool agrees = h->n_headings == 1 || (h->heading.len > 3 && str_find(h->tab_title, h->heading, 0) != SIZE_MAX);
    Place place = { .role = CASUS_PART_TITLE };
    write_words(h, str_copy(h->heading.len && agrees ? h->heading : told, h->r->scratch).at, place);
    finish_block(h, place);
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

/* ---- the page -------------------------------------------------------------------------------------------------------- */

static void *allocate(void *arena, size_t n) { return arena_alloc(arena, n); }
static void release(void *arena, void *p) { (void)arena, (void)p; }      /* the scratch goes as a whole */

static const GumboNode *parse(Reading *r) {
    Str tame = html_tame(r, r->decoded);
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = r->scratch;
    options.max_errors = 0;
    return gumbo_parse_with_options(&options, tame.at, tame.len)->root;
}

static Writer writer_of(const Html *h) { return (Writer){ .r = h->r, .out = h->out, .blocks = h->blocks, .start = h->start }; }

static void take_back(Html *h, const Writer *w) {
    h->out = w->out;
    h->blocks = w->blocks;
    h->start = w->start;
    h->r->text = text_str(&h->out);
}

/* The report is the first post of a thread, or the posts of a channel. */
static void write_opening(Html *h, Thread *thread) {
    const Comment *opening = &thread->comments.at[thread->opening];
    Writer w = writer_of(h);
    thread_write_opening(thread, &w);
    take_back(h, &w);
    meta_offer(h->r, &h->meta, META_AUTHOR, 1, opening->author);
    if (!thread->feed) meta_offer(h->r, &h->meta, META_PUBLISHED, 4, opening->published);
}

static void write_article(Html *h) {
    write_node(h, h->article, (Place){ .role = CASUS_PART_BODY });
    finish_block(h, (Place){ .role = CASUS_PART_BODY });
    mend_roles(&h->blocks);
}

static void write_threads(Html *h, Thread *thread) {
    Writer w = writer_of(h);
    thread_write(thread, &w);
    take_back(h, &w);
}

void html_read(Reading *r) {
    Html *h = arena_new(r->scratch, Html);
    const GumboNode *root = parse(r);
    h->r = r;
    h->out = (Text){ arena_alloc(r->scratch, OUT_AT_FIRST), 0, OUT_AT_FIRST, r->scratch };
    read_facts(h, root, 0);
    read_tree(h, root);
    Thread thread = thread_find(r, &h->dom, h->taken);
    find_article(h, root);
    write_title(h);
    if (thread.opening) write_opening(h, &thread);
    else write_article(h);
    updates_mark(r, &h->blocks);
    quotes_mark(r, &h->blocks);
    write_threads(h, &thread);
    r->text = str_copy(text_str(&h->out), r->keep);
    meta_into_info(r, &h->meta);
    blocks_to_parts(r, &h->blocks);
    if (r->parts.len > 1) return;
    fail(&r->error, CASUS_BAD_INPUT, "%.*s: no text on this page; it may need a browser to show it, so save it from there",
         (int)(r->page->name.len < 300 ? r->page->name.len : 300), r->page->name.at);
}
