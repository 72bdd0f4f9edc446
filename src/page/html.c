/* The door to the HTML parser, and the only file that knows gumbo: the page's bytes -> the flat tree of dom.h.
 * The parser allocates from the stage's scratch, so that the report's budget bounds it and nothing has to be freed. */
#include <gumbo.h>

#include "page/blocks.h"
#include "page/class.h"
#include "page/dom.h"

enum { DEEPEST = 60000 };       /* depth counts in 16 bits; scan.c keeps pages far below it */

typedef struct {
    Reading *r;
    Tame tame;
    struct { DomNode *at; size_t len, cap; } nodes;
    struct { DomAttribute *at; size_t len, cap; } attributes;
    uint16_t tags[GUMBO_TAG_LAST + 1];          /* DomTag of the parser's tags */
} Flat;

static void *allocate(void *arena, size_t n) { return arena_alloc(arena, n); }
static void release(void *arena, void *p) { (void)arena, (void)p; }      /* the scratch goes as a whole */

static const GumboNode *parse(Reading *r, Str tame) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = release;
    options.userdata = r->scratch;
    options.max_errors = 0;
    return gumbo_parse_with_options(&options, tame.at, tame.len)->root;
}

static void name_tags(Flat *flat) {
#define DOM_NAME(NAME, word) word,
    static const char *const names[] = { DOM_TAGS(DOM_NAME) };
    for (size_t k = 0; k <= GUMBO_TAG_LAST; k++) flat->tags[k] = DOM_OTHER;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        GumboTag tag = gumbo_tag_enum(names[k]);
        if (tag != GUMBO_TAG_UNKNOWN) flat->tags[tag] = (uint16_t)(DOM_OTHER + 1 + k);
    }
}

static bool is_element(const GumboNode *node) { return node->type == GUMBO_NODE_ELEMENT; }
static bool is_words(const GumboNode *node) {
    return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA || node->type == GUMBO_NODE_WHITESPACE;
}

/* Where a piece of the tamed page stands in r->decoded; empty for what the parser made up. */
static CasusSpan source_of(const Flat *flat, GumboStringPiece piece) {
    if (!piece.data || !piece.length || piece.data < flat->tame.html.at) return (CasusSpan){ 0, 0 };
    size_t start = (size_t)(piece.data - flat->tame.html.at), end = start + piece.length;
    if (end > flat->tame.html.len) return (CasusSpan){ 0, 0 };
    return (CasusSpan){ (uint32_t)tame_source(&flat->tame, start), (uint32_t)tame_source(&flat->tame, end - 1) + 1 };
}

static void add_attributes(Flat *flat, DomNode *node, const GumboVector *given) {
    node->n_attributes = given->length;
    for (unsigned k = 0; k < given->length; k++) {
        const GumboAttribute *a = given->data[k];
        DomAttribute *attribute = list_add(&flat->attributes, flat->r->scratch);
        *attribute = (DomAttribute){ str_of(a->name), str_of(a->value) };
    }
}

static uint32_t add_node(Flat *flat, const GumboNode *from, uint32_t parent, uint32_t depth) {
    uint32_t n = (uint32_t)flat->nodes.len;
    DomNode *node = list_add(&flat->nodes, flat->r->scratch);
    *node = (DomNode){ .parent = parent, .end = n + 1, .depth = (uint16_t)depth, .attribute = (uint32_t)flat->attributes.len };
    if (!is_element(from)) {
        node->tag = DOM_TEXT;
        node->text = str_of(from->v.text.text);
        node->source = source_of(flat, from->v.text.original_text);
        return n;
    }
    node->tag = flat->tags[from->v.element.tag];
    node->source = source_of(flat, from->v.element.original_tag);
    add_attributes(flat, node, &from->v.element.attributes);
    return n;
}

/* An element reaches to behind its end tag, or as far as what is in it. */
static void close_node(Flat *flat, const GumboNode *from, uint32_t n) {
    DomNode *node = &flat->nodes.at[n];
    node->end = (uint32_t)flat->nodes.len;
    if (is_element(from)) {
        CasusSpan end = source_of(flat, from->v.element.original_end_tag);
        if (end.end > node->source.end && node->source.end) node->source.end = end.end;
    }
    if (!n || !node->source.end) return;
    CasusSpan *outer = &flat->nodes.at[node->parent].source;
    if (!outer->end) *outer = node->source;
    if (node->source.end > outer->end) outer->end = node->source.end;
}

static const GumboNode *child_from(const GumboNode *node, size_t k) {
    if (!is_element(node)) return NULL;
    for (; k < node->v.element.children.length; k++) {
        const GumboNode *c = node->v.element.children.data[k];
        if (is_element(c) || is_words(c)) return c;
    }
    return NULL;
}

/* The parser's tree is walked by its parent links: no nesting uses up the stack. */
static void flatten(Flat *flat, const GumboNode *root) {
    const GumboNode *at = root;
    uint32_t n = add_node(flat, root, 0, 0), depth = 0;
    for (;;) {
        const GumboNode *next = depth < DEEPEST ? child_from(at, 0) : NULL;
        if (next) {
            n = add_node(flat, next, n, ++depth);
            at = next;
            continue;
        }
        close_node(flat, at, n);
        while (at != root && !(next = child_from(at->parent, at->index_within_parent + 1))) {
            at = at->parent;
            n = flat->nodes.at[n].parent;
            depth--;
            close_node(flat, at, n);
        }
        if (at == root) return;
        n = add_node(flat, next, flat->nodes.at[n].parent, depth);
        at = next;
    }
}

Dom dom_read(Reading *r) {
    Flat *flat = arena_new(r->scratch, Flat);
    flat->r = r;
    flat->tame = html_tame(r, r->decoded);
    name_tags(flat);
    flatten(flat, parse(r, flat->tame.html));
    Dom dom = { flat->nodes.at, flat->nodes.len, flat->attributes.at, flat->attributes.len };
    classes_read(r, &dom);
    return dom;
}
