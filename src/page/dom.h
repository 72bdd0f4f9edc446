/* An HTML page as a flat tree: every node in the order of the page, so that a walk is a loop, a subtree is a range, and no depth of
 * nesting can use up the stack. Rules about articles, threads and posts are written over this; html.c alone knows the parser. */
#ifndef CASUS_PAGE_DOM_H
#define CASUS_PAGE_DOM_H
#include "reading.h"

/* The elements that rules ask for; all others are OTHER. */
#define DOM_TAGS(X) X(A, "a") X(ABBR, "abbr") X(ADDRESS, "address") X(ARTICLE, "article") X(ASIDE, "aside") X(B, "b") X(BASE, "base") X(BLOCKQUOTE, "blockquote") \
    X(BODY, "body") X(BR, "br") X(BUTTON, "button") X(CAPTION, "caption") X(CENTER, "center") X(CITE, "cite") X(CODE, "code") X(DD, "dd") \
    X(DETAILS, "details") X(DIV, "div") X(DL, "dl") X(DT, "dt") X(EM, "em") X(FIELDSET, "fieldset") X(FIGCAPTION, "figcaption") X(FIGURE, "figure") \
    X(FONT, "font") X(FOOTER, "footer") X(FORM, "form") X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5") X(H6, "h6") X(HEAD, "head") \
    X(HEADER, "header") X(HR, "hr") X(HTML, "html") X(I, "i") X(IFRAME, "iframe") X(IMG, "img") X(INPUT, "input") X(LABEL, "label") X(LI, "li") X(LINK, "link") \
    X(MAIN, "main") X(META, "meta") X(NAV, "nav") X(NOSCRIPT, "noscript") X(OL, "ol") X(P, "p") X(PRE, "pre") X(Q, "q") X(SCRIPT, "script") \
    X(SECTION, "section") X(SELECT, "select") X(SMALL, "small") X(SPAN, "span") X(STRONG, "strong") X(STYLE, "style") X(SUMMARY, "summary") X(SVG, "svg") \
    X(TABLE, "table") X(TBODY, "tbody") X(TD, "td") X(TEMPLATE, "template") X(TEXTAREA, "textarea") X(TH, "th") X(THEAD, "thead") X(TIME, "time") X(TITLE, "title") \
    X(TR, "tr") X(U, "u") X(UL, "ul") X(VIDEO, "video") X(AUDIO, "audio") X(OBJECT, "object") X(MATH, "math") X(CANVAS, "canvas") X(MENU, "menu")
#define DOM_ENUM(NAME, word) DOM_##NAME,
typedef enum { DOM_TEXT, DOM_OTHER, DOM_TAGS(DOM_ENUM) N_DOM_TAGS } DomTag;

typedef struct { Str name, value; } DomAttribute;                      /* names in lower case, values with their entities read */
typedef struct {
    uint16_t tag;               /* DomTag */
    uint16_t depth;             /* of nesting; the root's is 0 */
    uint32_t parent;            /* the root is its own */
    uint32_t end;               /* the first node behind its subtree: the subtree of n is [n, at[n].end) */
    uint32_t attribute;         /* its attributes are dom.attributes[attribute .. attribute + n_attributes) */
    uint32_t n_attributes;
    uint64_t classes;           /* bit 1 << PAGE_CLASS_... for every kind that a word of its class or id is in page_word.tsv */
    Str text;                   /* DOM_TEXT: with entities read; empty for elements */
    CasusSpan source;           /* bytes of r->decoded: a text's own, an element's from its start tag to behind its end tag */
} DomNode;
typedef struct { DomNode *at; size_t len; DomAttribute *attributes; size_t n_attributes; } Dom;   /* node 0 is the document */

/* html.c: parses r->decoded. All memory from r->scratch. Never fails; leaves a note on what had to be given up. */
Dom dom_read(Reading *r);

/* dom.c. n is a node's number. */
Str dom_attribute(const Dom *dom, uint32_t n, const char *name);       /* empty when it has none */
bool dom_has_attribute(const Dom *dom, uint32_t n, const char *name);
static inline bool dom_is(const Dom *dom, uint32_t n, DomTag tag) { return dom->at[n].tag == tag; }
static inline bool dom_has_class(const Dom *dom, uint32_t n, int kind) { return dom->at[n].classes >> kind & 1; }
static inline uint32_t dom_first_child(const Dom *dom, uint32_t n) { return dom->at[n].end > n + 1 ? n + 1 : 0; }      /* 0 for none */
static inline uint32_t dom_next_sibling(const Dom *dom, uint32_t n) {                                                  /* 0 for none */
    uint32_t next = dom->at[n].end;
    return n && next < dom->at[dom->at[n].parent].end ? next : 0;
}
static inline bool dom_is_inside(const Dom *dom, uint32_t n, uint32_t outer) { return n >= outer && n < dom->at[outer].end; }
bool dom_is_block(DomTag tag);                                         /* begins a new line by itself: p, div, li ... */
bool dom_is_mute(DomTag tag);                                          /* never text: script, style, button, head ... */
bool dom_is_hidden(const Dom *dom, uint32_t n);                        /* hidden, aria-hidden, display:none: of the node itself */
/* The visible words of a subtree with white space squeezed to single blanks, in the arena. */
Str dom_text(const Dom *dom, uint32_t n, Arena *arena);
#endif
