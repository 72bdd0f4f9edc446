/* Who wrote the page: names are gathered from many places, and the most trusted place that gives one is taken. */
#ifndef CASUS_PAGE_AUTHOR_H
#define CASUS_PAGE_AUTHOR_H
#include "page/meta.h"
#include "page/thread.h"

/* Places that name an author, in the order of trust. Near: around the title; elsewhere: below the report, or in a box.
 * Measured on the 167 development pages that have an author (right of those that give one): JSON-LD 58 of 70, NAMED_NEAR 31 of 37,
 * LINKED_NEAR 30 of 35, CLASS_NEAR 73 of 90, <meta> 46 of 88, WORDS_NEAR 51 of 63. */
typedef enum {
    AUTHOR_JSON_LD,             /* a person */
    AUTHOR_NAMED_NEAR,          /* rel=author, itemprop=author */
    AUTHOR_LINKED_NEAR,         /* a link to /author/ann-reader */
    AUTHOR_NAMED,
    AUTHOR_CLASS_NEAR,          /* the element calls itself author, user, byline */
    AUTHOR_META,
    AUTHOR_INTRODUCED,          /* calls itself so elsewhere, and "posted by" stands before the name */
    AUTHOR_WORDS_NEAR,          /* "By Ann Reader" */
    AUTHOR_LABEL,               /* "Author:" alone, and the name behind it, elsewhere */
    AUTHOR_LINKED,
    AUTHOR_ORGANISATION,        /* of JSON-LD: mostly the site */
    N_AUTHOR_PLACES
} AuthorPlace;

typedef struct {
    Reading *r;
    const Dom *dom;
    const Thread *thread;
    Str title, site, host;      /* the page's title is no author; the site's name only where nobody else is named */
    Str names[N_AUTHOR_PLACES];
    int n_names[N_AUTHOR_PLACES];
    Str site_alone;
} Authors;

/* What the element n, or the text n, says of the author. near: it stands around the title. */
void author_of_element(Authors *authors, uint32_t n, bool near);
void author_of_words(Authors *authors, uint32_t n, bool near);
/* Does all of text stand before the name of an author ("written by")? */
bool author_is_introduced(const Reading *r, Str text);
/* The author, given what the head says; empty when nobody is named. */
Str author_choose(Authors *authors, const Meta *meta);
#endif
