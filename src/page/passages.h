/* The stretches of a page's text, and which of them are believed to be its article. */
#ifndef CASUS_PAGE_PASSAGES_H
#define CASUS_PAGE_PASSAGES_H
#include "base/trees.h"
#include "page/dom.h"
#include "page/write.h"

/* What stands around a block, as bits. */
enum { IN_LINK = 1, IN_ITEM = 2, IN_CELL = 4, IN_PRE = 8, IN_ARTICLE = 16, IN_MAIN = 32, IN_HEADER = 64, IN_FOOTER = 128, IN_NAV = 256, IN_ASIDE = 512,
       IN_FORM = 1024, IN_FIGURE = 2048, IN_CHROME = 4096, IN_CHROME_NEAR = 8192, IN_BODY_CLASS = 16384, IN_BODY_PROP = 32768, IN_PARAGRAPH = 65536,
       IN_HIDDEN = 131072, IN_PART_BODY = 262144, IN_PART_IMAGE = 524288 };

/* A stretch of the page's text between two breaks, before it is known whether it belongs. */
typedef struct {
    uint32_t node;              /* the element that begins its line */
    uint32_t home;              /* the element that holds it beside its like: a paragraph's parent */
    CasusPartRole role;
    uint8_t heading;            /* 1 to 6 inside h1 to h6, else 0 */
    uint32_t around;            /* IN_... */
    uint32_t embed;             /* the element of the embedded post it stands in; 0 for none */
    uint32_t article;           /* the innermost <article> around it; 0 for none */
    uint32_t chrome, frame;     /* the innermost element around it that calls itself no text, by a whole name and by a part of one; 0 for none */
    uint32_t n_words, n_letters, n_link_letters, n_strong_letters;
    uint32_t start; Str text;   /* in the walk's own text */
    CasusSpan source;
    uint32_t entry; Str when;   /* number of the entry of a live blog it stands in, and that entry's time; 0 and empty for none */
    double score;
    bool chosen;
} Passage;
typedef struct { Passage *at; size_t len, cap; } Passages;

/* passages.c: all that can be seen outside `taken` nodes, in the order of the page. */
Passages passages_read(Reading *r, const Dom *dom, const bool *taken);

/* belief.c: chooses the passages of the article. headline: number of the passage that is the page's headline; passages->len when there is none. */
void passages_choose(Reading *r, const Dom *dom, Passages *passages, size_t headline);
/* repeat.c: of what is chosen twice (pull quotes, teasers in two boxes), only one stays chosen. */
void passages_write_once(Reading *r, const Passages *passages);
/* The h1 that names the page: of several, the one that is its title. */
size_t passages_headline(const Passages *passages, Str title);

/* For training: the features of every passage, as bits by number. */
size_t passages_n_features(void);
const char *passages_feature_name(size_t feature);
void passages_features(Reading *r, const Dom *dom, const Passages *passages, size_t headline, Features *out);
#endif
