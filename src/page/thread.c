/* The threads of a page, from its tree to its comments. */
#include "page/thread_find.h"

enum { LONG_TEXT_LEAST = 100, ARTICLE_LEAST = 600, REGION_WORDS_MOST = 400, REGION_PERCENT_MOST = 30 };

Comment *comment_add(Thread *t, uint32_t start, uint32_t end) {
    Comment *c = list_add(&t->comments, t->r->scratch);
    *c = (Comment){ .start = start, .end = end };
    return c;
}

/* Comments [from, len) were found after those before them, each run in page order; now all are. */
static void merge(Thread *t, size_t from) {
    size_t n = t->comments.len, a = 1, b = from, k = 1;
    Comment *all = arena_array(t->r->scratch, n + 1, sizeof *all);
    while (a < from || b < n) {
        bool first = b >= n || (a < from && t->comments.at[a].start <= t->comments.at[b].start);
        all[k++] = t->comments.at[first ? a++ : b++];
    }
    t->comments.at = all;
    t->comments.cap = n + 1;
}

typedef struct { uint32_t *at; size_t len, cap; } Stack;

static void nest(Thread *t) {
    Stack open = { 0 };
    uint32_t k = 1;
    for (; k < t->comments.len; k++) {
        Comment *c = &t->comments.at[k];
        while (open.len && t->comments.at[open.at[open.len - 1]].end <= c->start) t->comments.at[open.at[--open.len]].after = k;
        c->around = open.len ? open.at[open.len - 1] : 0;
        if (c->around && t->comments.at[c->around].end < c->end) c->end = t->comments.at[c->around].end;
        *(uint32_t *)list_add(&open, t->r->scratch) = k;
    }
    while (open.len) t->comments.at[open.at[--open.len]].after = k;
}

static void find_blocks(Thread *t) {
    t->block = arena_array(t->r->scratch, t->dom->len + 1, sizeof *t->block);
    for (uint32_t n = 1; n < t->dom->len; n++) t->block[n] = dom_is_block(t->dom->at[n].tag) ? n : t->block[t->dom->at[n].parent];
}

/* ---- the report among the posts -------------------------------------------------------------------------------------------- */

static bool is_article(const Dom *dom, uint32_t n) {
    return dom_is(dom, n, DOM_ARTICLE) || (dom->at[n].n_attributes && str_eq(dom_attribute(dom, n, "itemprop"), S("articleBody")));
}

static uint32_t long_text_at(const Thread *t, uint32_t n) {
    const DomNode *node = &t->dom->at[n];
    bool is_long = node->tag == DOM_TEXT && !(t->signs[n] & SIGN_MUTE) && node->text.len >= LONG_TEXT_LEAST;
    return is_long ? (uint32_t)node->text.len : 0;
}

static bool long_text_in(const Thread *t, uint32_t n, uint32_t end) {
    for (; n < end; n++)
        if (long_text_at(t, n)) return true;
    return false;
}

/* Letters in long texts outside all comments: what an article would be made of. */
static uint32_t long_text_outside(const Thread *t) {
    uint32_t letters = 0, k = 1;
    for (uint32_t n = 0; n < t->dom->len; n++) {
        while (k < t->comments.len && t->comments.at[k].end <= n) k = t->comments.at[k].after;
        if (k < t->comments.len && n >= t->comments.at[k].start) {
            n = t->comments.at[k].end - 1;
            continue;
        }
        letters += long_text_at(t, n);
    }
    return letters;
}

static bool all_by_one(const Thread *t) {
    const Comment *first = &t->comments.at[1];
    for (size_t k = 2; k < t->comments.len; k++)
        if (!str_eq(t->comments.at[k].author, first->author)) return false;
    return first->author.len && t->comments.len > 2;
}

/* Rules of the house, offers to log in, a match told minute by minute: lists of texts by nobody. Posts by one author beside an article are a window
 * on a channel. */
static void drop_unbelieved(Thread *t) {
    size_t n_all = t->comments.len - 1, n_authors = 0, n = 1;
    for (size_t k = 1; k <= n_all; k++) n_authors += t->comments.at[k].author.len > 0;
    bool window = n_all > 1 && t->comments.at[1].post && all_by_one(t) && long_text_outside(t) > ARTICLE_LEAST;
    bool guesses = n_all > 1 && n_authors == n_all;
    for (size_t k = 1; k <= n_all; k++) {
        Comment c = t->comments.at[k];
        bool signed_by = c.author.len && (!c.guessed || guesses);
        if (!window && (c.named || signed_by || c.when)) t->comments.at[n++] = c;
    }
    t->comments.len = n;
}

/* Does an element that calls itself an article, or an article's body, hold long text and neither stand in a post nor hold one? */
static bool has_article(const Thread *t) {
    const Dom *dom = t->dom;
    uint32_t k = 1;
    for (uint32_t n = 0; n < dom->len; n++) {
        while (k < t->comments.len && t->comments.at[k].end <= n) k = t->comments.at[k].after;
        bool inside = k < t->comments.len && n >= t->comments.at[k].start;
        bool holds = k < t->comments.len && dom->at[n].end > t->comments.at[k].start;
        if (inside) n = t->comments.at[k].end - 1;
        else if (!holds && is_article(dom, n) && long_text_in(t, n, dom->at[n].end)) return true;
    }
    return false;
}

static void find_opening(Thread *t) {
    if (t->comments.len < 2 || !t->comments.at[1].post || has_article(t) || long_text_outside(t) > ARTICLE_LEAST) return;
    t->opening = 1;
    t->feed = all_by_one(t);
}

Comment thread_post_alone(Thread *t, uint32_t n) {
    size_t len = t->comments.len;
    comment_add(t, n, t->dom->at[n].end)->post = true;
    t->comments.at[len].after = (uint32_t)len + 1;
    comment_read_facts(t, (uint32_t)len);
    Comment post = t->comments.at[len];
    t->comments.len = len;
    return post;
}

/* ---- what is taken --------------------------------------------------------------------------------------------------------- */

static void take(Thread *t, uint32_t from, uint32_t to) {
    for (uint32_t n = from; n < to; n++) t->taken[n] = true;
}

/* Is most of what stands in the region outside its comments an article of its own? */
static bool holds_more(const Thread *t, const Region *region) {
    uint32_t page = letters_in(t, 0, (uint32_t)t->dom->len), own = 0;
    for (uint32_t n = region->start; n < region->end; n++) {
        if (dom_is(t->dom, n, DOM_H1)) return true;
        if (dom_is(t->dom, n, DOM_TEXT) && !t->taken[n]) own += letters_in(t, n, n + 1);
    }
    return own > REGION_WORDS_MOST && own * 100ull > (uint64_t)page * REGION_PERCENT_MOST;
}

static void take_all(Thread *t, const Regions *regions) {
    uint32_t until = 0;
    for (size_t k = 1; k < t->comments.len; k++) {
        const Comment *c = &t->comments.at[k];
        if (c->end > until) take(t, c->start > until ? c->start : until, c->end);
        if (c->end > until) until = c->end;
    }
    for (size_t k = 0; k < regions->len; k++) {
        const Region *region = &regions->at[k];
        if (!region->named) take(t, t->dom->at[region->node].tag == DOM_TEXT ? region->start : region->node, region->start);
        else if (!holds_more(t, region)) take(t, region->start, region->end);
    }
}

/* Regions in which no comment called itself one. */
static void read_regions(Thread *t, const Regions *regions) {
    size_t n_named = t->comments.len, k = 1;
    uint32_t until = 0;
    for (size_t i = 0; i < regions->len; i++) {
        const Region *region = &regions->at[i];
        for (; k < n_named && t->comments.at[k].start < region->start; k++)
            if (t->comments.at[k].end > until) until = t->comments.at[k].end;
        if (until > region->start || (k < n_named && t->comments.at[k].start < region->end)) continue;
        region_read(t, region);
        if (t->comments.len > n_named && t->comments.at[t->comments.len - 1].end > until) until = t->comments.at[t->comments.len - 1].end;
    }
    merge(t, n_named);
}

Thread thread_find(Reading *r, const Dom *dom, bool *taken) {
    Thread t = { .r = r, .dom = dom, .taken = taken };
    list_start(&t.comments, r->scratch);
    t.says = names_read(r, dom);
    find_blocks(&t);
    signs_read(&t);
    Regions regions = regions_find(&t);
    candidates_by_name(&t, &regions);
    read_regions(&t, &regions);
    size_t n_comments = t.comments.len;
    candidates_posts(&t);
    merge(&t, n_comments);
    nest(&t);
    for (uint32_t k = 1; k < t.comments.len; k++) comment_read_facts(&t, k);
    drop_unbelieved(&t);
    nest(&t);
    thread_link(&t);
    find_opening(&t);
    take_all(&t, &regions);
    return t;
}

/* ---- writing --------------------------------------------------------------------------------------------------------------- */

/* A comment without words hands its answers to the one it answers. */
static size_t block_of_parent(const Thread *t, uint32_t parent) {
    while (parent && !t->comments.at[parent].block) parent = t->comments.at[parent].parent;
    return parent ? t->comments.at[parent].block : 0;
}

static void write_comment(Thread *t, uint32_t k, Writer *w) {
    Comment *c = &t->comments.at[k];
    size_t parent = block_of_parent(t, c->parent);
    c->block = comment_write(t, k, w, CASUS_PART_COMMENT, false);
    if (!c->block) return;
    Block *b = writer_block(w, c->block);
    b->parent = parent;
    b->depth = parent ? writer_block(w, parent)->depth + 1 : 0;
    b->author = c->author;
    b->published = c->published;
    b->handle = c->handle;
    b->link = c->link;
}

void thread_write(Thread *t, Writer *w) {
    for (uint32_t k = 1; k < t->comments.len; k++)
        if (k != t->opening && !t->feed) write_comment(t, k, w);
    if (t->comments.len < 2) thread_write_json(t, w);
}

static void write_entry(Thread *t, uint32_t k, Writer *w) {
    Comment *c = &t->comments.at[k];
    size_t number = comment_write(t, k, w, CASUS_PART_UPDATE, false);
    if (!number) return;
    Block *b = writer_block(w, number);
    b->published = c->published;
    b->link = c->link;
}

void thread_write_opening(Thread *t, Writer *w) {
    assert(t->opening);
    if (!t->feed) comment_write(t, t->opening, w, CASUS_PART_BODY, true);
    for (uint32_t k = 1; t->feed && k < t->comments.len; k++) write_entry(t, k, w);
}
