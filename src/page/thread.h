/* Threads of comments in a page: a thread is a record that repeats (author, time, text), beside or inside one another.
 *
 * Found before the article is sought, so that no comment is taken for the article. What tells a comment, in the order it is asked for:
 *   what elements call themselves (class, id, microdata, test ids, cut into their parts: names.c), where they have an author or a time;
 *   a list named so, or a heading ("12 comments"), and in it whatever repeats around a time, an author or a list item;
 *   the posts of a forum or a channel, where two of them at least have users; the first is then the report (`opening`), the rest answers it;
 *   a list of comments in JSON-LD, when the page shows none.
 * Who is answered: a named parent, else the comment around it, else a level, else the indent, else the comment its box stands below.
 *
 * Quotations of others (blockquotes, quote boxes, "X wrote:") are left out of a comment: they are not the commenter's words, and what
 * they repeat stands in its own comment or in the article. */
#ifndef CASUS_PAGE_THREAD_H
#define CASUS_PAGE_THREAD_H
#include "page/dom.h"
#include "page/write.h"

/* What the names of an element say of it. */
enum { SAYS_COMMENT = 1, SAYS_COMMENTS = 2, SAYS_POST = 4, SAYS_AUTHOR = 8, SAYS_USER = 16, SAYS_TIME = 32, SAYS_TEXT = 64, SAYS_NOISE = 128, SAYS_FORM = 256,
       SAYS_QUOTE = 512, SAYS_NUMBERED = 1024, SAYS_OF_COMMENT = 2048 };

/* One comment or post. Its own words are those of its nodes that lie in no answer. */
typedef struct {
    uint32_t start, end;            /* nodes [start, end): an element, or siblings that follow one another */
    uint32_t parent;                /* number of the comment it answers, counted from 1; 0 for none */
    uint32_t around;                /* number of the comment whose nodes lie around it; 0 for none */
    uint32_t after;                 /* number of the first comment that starts behind its end */
    uint32_t depth;
    uint32_t name, when;            /* the nodes that hold the author's name and the time; 0 for none */
    bool guessed;                   /* the author is the first short words alone */
    bool post;                      /* of a forum or a channel */
    bool named;                     /* calls itself a comment, and which one ("comment-12"); not only found in their list */
    Str author, published, handle, link;
    size_t block;                   /* once it is written */
} Comment;

typedef struct {
    Reading *r;
    const Dom *dom;
    uint32_t *says;                 /* by node: SAYS_... */
    uint32_t *letters;              /* by node: visible letters before it */
    uint8_t *signs;                 /* by node: SIGN_... */
    uint32_t *block;                /* by node: the nearest element from it upwards that begins a line of its own */
    bool *taken;                    /* by node: of a thread, and so not of the article */
    LIST_OF(Comment) comments;      /* page order; slot 0 is empty */
    uint32_t opening;               /* number of the post that is the report itself; 0 when the page has an article */
    bool feed;                      /* all posts are by one author: the entries of a channel, no thread */
} Thread;

enum { SIGN_AUTHOR = 1, SIGN_TIME = 2, SIGN_MUTE = 4, SIGN_QUOTE = 8, SIGN_USER = 16 };

/* Finds the page's threads; taken has one place a node. Linear. */
Thread thread_find(Reading *r, const Dom *dom, bool *taken);
/* Writes the comments below what is written. JSON-LD is asked when the page shows none. */
void thread_write(Thread *t, Writer *w);
/* Writes the opening post as the body of the report; for a channel its posts as updates. Only where opening is set. */
void thread_write_opening(Thread *t, Writer *w);
/* What the post in element n, on a page that is nothing but this post, says of its author and its time. */
Comment thread_post_alone(Thread *t, uint32_t n);

/* Visible letters in nodes [from, to). */
static inline uint32_t letters_in(const Thread *t, uint32_t from, uint32_t to) { return t->letters[to] - t->letters[from]; }

/* names.c: by node, what class, id, itemprop and test ids say. */
uint32_t *names_read(Reading *r, const Dom *dom);
/* What one name says. */
uint32_t name_says(const Reading *r, Str name);
/* The number behind a part that means a level ("depth-2"); -1 when there is none. */
int name_level(const Reading *r, Str name);
bool name_means(const Reading *r, Str name, int kind);                 /* any of its parts does */

/* thread_signs.c: what tells an author and a time. */
void signs_read(Thread *t);
bool text_is_time(const Reading *r, Str text);                         /* "3 hours ago", "07.04.2031 21:50", "March 3" */
Str time_of(const Thread *t, uint32_t n);                              /* ISO 8601; empty when the node gives none */

/* ago.c: "3 hours ago", "2d", "yesterday" seen from when the page was captured, as exactly as it is told: minutes to the minute, hours and days to the
 * day, weeks and months to the month, years to the year. Empty when it tells none, or nobody knows when the page was captured. */
Str time_ago(const Reading *r, Str text);
bool tells_one_ago(const Reading *r, Str text);                         /* "an hour ago" */
bool is_unit_of_ago(const Reading *r, Str text);                       /* "min", "days" */

/* thread_item.c: one comment's author and time. */
/* "Posted by Ann Reader on March 3": the name; empty where what is left is too long for one. */
Str credit_name(const Thread *t, Str text);
void comment_read_facts(Thread *t, uint32_t number);
/* The first node from n on, before `end`, that lies in no answer; *answer: the number of the next comment that may be one. */
uint32_t past_answers(const Thread *t, uint32_t n, uint32_t end, uint32_t *answer);
bool is_small_talk(const Thread *t, Str text);                         /* counters, "Reply", "Share", "says" */

/* thread_words.c: adds a comment's own words as one block, or as one a paragraph; the number of the first, 0 when there are none. */
size_t comment_write(Thread *t, uint32_t number, Writer *w, CasusPartRole role, bool as_paragraphs);

/* thread_json.c: the comments told in JSON-LD. */
void thread_write_json(Thread *t, Writer *w);

/* thread_tree.c: who answers whom. */
void thread_link(Thread *t);
#endif
