/* Comments that call themselves so. Names are given freely: the list, the box around a comment, the comment, its words and its link may
 * all be "comment". What has an author or a time of its own is a comment; what has none is a part of the one around it, or a wrapper. */
#include "page/thread_find.h"

enum { MOST_OF_PAGE_PERCENT = 50, POSTS_LEAST = 2 };

typedef struct { uint32_t *at; size_t len, cap; } Stack;

/* ---- which elements ---------------------------------------------------------------------------------------------------- */

/* Links, headings and single words are never a whole comment. */
static bool may_hold(DomTag tag) {
    switch (tag) {
    case DOM_TEXT: case DOM_HTML: case DOM_HEAD: case DOM_BODY: case DOM_MAIN: case DOM_FORM: case DOM_A: case DOM_B: case DOM_I: case DOM_EM: case DOM_STRONG:
    case DOM_SMALL: case DOM_H1: case DOM_H2: case DOM_H3: case DOM_H4: case DOM_H5: case DOM_H6: case DOM_IMG: case DOM_INPUT: case DOM_LABEL: case DOM_TIME:
    case DOM_BUTTON: case DOM_NAV: case DOM_UL: case DOM_OL: case DOM_TEXTAREA: case DOM_SVG: case DOM_IFRAME: case DOM_SCRIPT: case DOM_BR: case DOM_HR:
        return false;
    default: return true;
    }
}

/* Source: schema.org/Comment, schema.org/Answer. */
static bool is_schema_comment(const Dom *dom, uint32_t n) {
    Str type = dom_attribute(dom, n, "itemtype");
    return str_ends(type, S("/Comment")) || str_ends(type, S("/Answer")) || str_ends(type, S("/UserComments"));
}

/* aria-label="Comment by Ann Reader 3 hours ago" */
static bool is_labelled_comment(const Thread *t, uint32_t n) {
    size_t end;
    Str label = dom_attribute(t->dom, n, "aria-label");
    return label.len && page_word_opens(t->r, label, PAGE_COMMENT_BY, &end);
}

/* An element of a site's own making, with an author and a level. */
static bool has_comment_facts(const Dom *dom, uint32_t n) {
    return dom_has_attribute(dom, n, "author") && (dom_has_attribute(dom, n, "depth") || dom_has_attribute(dom, n, "parentid"));
}

static bool is_comment(const Thread *t, uint32_t n, bool *schema) {
    const DomNode *node = &t->dom->at[n];
    *schema = false;
    if (t->signs[n] & (SIGN_MUTE | SIGN_QUOTE) || !may_hold(node->tag)) return false;
    if (t->says[n] & SAYS_COMMENT) return true;
    if (!node->n_attributes) return false;
    return *schema = is_schema_comment(t->dom, n) || is_labelled_comment(t, n) || has_comment_facts(t->dom, n);
}

static bool is_post(const Thread *t, uint32_t n, bool *schema) {
    *schema = false;
    return !(t->signs[n] & (SIGN_MUTE | SIGN_QUOTE)) && may_hold(t->dom->at[n].tag) && t->says[n] & SAYS_POST;
}

/* ---- how they stand in one another --------------------------------------------------------------------------------------- */

static void push(Thread *t, Candidates *all, Stack *open, uint32_t n, bool schema) {
    uint32_t around = open->len ? open->at[open->len - 1] : 0, number = (uint32_t)all->len;
    Candidate *c = list_add(all, t->r->scratch);
    *c = (Candidate){ .node = n, .start = n, .end = t->dom->at[n].end, .around = around, .schema = schema, .numbered = (t->says[n] & SAYS_NUMBERED) != 0 };
    Candidate *outer = &all->at[around];
    if (outer->last) all->at[outer->last].next = number;
    else outer->first = number;
    outer->last = number;
    *(uint32_t *)list_add(open, t->r->scratch) = number;
}

static Candidates candidates_of(Thread *t, bool (*is)(const Thread *, uint32_t, bool *)) {
    Candidates all = { 0 };
    Stack open = { 0 };
    list_start(&all, t->r->scratch);
    for (uint32_t n = 0; n < t->dom->len; n++) {
        bool schema;
        while (open.len && n >= all.at[open.at[open.len - 1]].end) open.len--;
        if (is(t, n, &schema)) push(t, &all, &open, n, schema);
        if (!open.len) continue;
        all.at[open.at[open.len - 1]].n_signs += (t->signs[n] & (SIGN_AUTHOR | SIGN_TIME)) != 0;
        all.at[open.at[open.len - 1]].n_authors += (t->signs[n] & SIGN_AUTHOR) != 0;
    }
    return all;
}

static bool is_beside(const Dom *dom, const Candidate *a, const Candidate *b) {
    return dom->at[a->node].parent == dom->at[b->node].parent || dom->at[a->node].depth == dom->at[b->node].depth;
}

/* One without signs of its own: a wrapper of several, or the box around the one that has them, whose answers then stand in it too. */
static void settle(const Dom *dom, Candidates *all, uint32_t k) {
    Candidate *c = &all->at[k];
    if (c->n_signs) return;
    uint32_t head = c->first;
    while (head && !all->at[head].n_signs && !all->at[head].wrapper) head = all->at[head].next;
    if (!head) return;
    if (all->at[head].wrapper) c->wrapper = true;
    for (uint32_t other = all->at[head].next; other && !c->numbered && !c->wrapper; other = all->at[other].next)
        c->wrapper = all->at[other].n_signs && is_beside(dom, &all->at[head], &all->at[other]);
    if (c->wrapper) return;
    c->n_signs = all->at[head].n_signs;
    c->n_authors = all->at[head].n_authors;
    all->at[head].into = k;
}

/* Without an author inside one that has one: the words and the time of it, unless it looks like the one around it. */
static bool is_part(const Dom *dom, const Candidate *c, const Candidate *around) {
    if (c->wrapper) return false;
    if (!c->n_signs) return true;
    if (c->n_authors || !around->n_authors || c->numbered || dom_is(dom, c->node, DOM_LI)) return false;
    return !str_eq(dom_attribute(dom, c->node, "class"), dom_attribute(dom, around->node, "class"));
}

static void settle_all(const Dom *dom, Candidates *all, uint32_t *says) {
    for (uint32_t k = (uint32_t)all->len; k-- > 1;) settle(dom, all, k);
    for (uint32_t k = 1; k < all->len; k++) {
        Candidate *c = &all->at[k];
        uint32_t around = c->around;
        while (around && all->at[around].wrapper) around = all->at[around].around;
        c->around = around && all->at[around].into ? all->at[around].into : around;
        if (c->into) continue;
        bool part = c->around && is_part(dom, c, &all->at[c->around]);
        if (part) c->into = c->around;
        if (part && !c->first && !c->n_signs) says[c->node] |= SAYS_TEXT;
        c->kept = !c->wrapper && !part;
    }
}

/* ---- those without signs ------------------------------------------------------------------------------------------------- */

static uint32_t *count_before(Thread *t, const Candidates *all) {
    uint32_t *before = arena_array(t->r->scratch, t->dom->len + 1, sizeof *before);
    for (uint32_t k = 1; k < all->len; k++) before[all->at[k].node + 1] += all->at[k].kept;
    for (uint32_t n = 0; n < t->dom->len; n++) before[n + 1] += before[n];
    return before;
}

static bool has_signs(const Thread *t, uint32_t from, uint32_t to) {
    for (uint32_t n = from; n < to; n++)
        if (t->signs[n] & (SIGN_AUTHOR | SIGN_TIME)) return true;
    return false;
}

/* The words alone are named: the comment is the largest element that holds no other. Each element is met once at most. */
static void grow(Thread *t, Candidate *c, const uint32_t *before) {
    uint32_t n = c->node;
    for (uint32_t up = t->dom->at[n].parent; up != n && may_hold(t->dom->at[up].tag); up = t->dom->at[up].parent) {
        if (before[t->dom->at[up].end] - before[up] != 1 || t->says[up] & SAYS_COMMENTS) break;
        n = up;
    }
    if (!has_signs(t, n, t->dom->at[n].end)) return;
    if (n != c->node) t->says[c->node] |= SAYS_TEXT;
    c->start = n;
    c->end = t->dom->at[n].end;
    c->n_signs = 1;
}

static void grow_all(Thread *t, Candidates *all) {
    size_t n = 0;
    for (uint32_t k = 1; k < all->len; k++) n += all->at[k].kept && !all->at[k].n_signs && !all->at[k].around;
    if (n < 2) return;
    const uint32_t *before = count_before(t, all);
    for (uint32_t k = 1; k < all->len; k++)
        if (all->at[k].kept && !all->at[k].n_signs && !all->at[k].around) grow(t, &all->at[k], before);
}

/* ---- which of them are believed ------------------------------------------------------------------------------------------ */

static bool holds_article(const Thread *t, const Candidate *c) {
    uint32_t page = letters_in(t, 0, (uint32_t)t->dom->len), own = letters_in(t, c->start, c->end);
    for (uint32_t n = c->start; n < c->end; n++) {
        if (dom_is(t->dom, n, DOM_H1)) return true;
        if (t->dom->at[n].n_attributes && str_eq(dom_attribute(t->dom, n, "itemprop"), S("articleBody"))) return true;
    }
    return !c->numbered && !c->schema && own * 100 > (uint64_t)page * MOST_OF_PAGE_PERCENT && !c->first;
}

static bool in_regions(const Regions *regions, uint32_t n, size_t *at) {
    while (*at < regions->len && regions->at[*at].end <= n) (*at)++;
    for (size_t k = *at; k < regions->len && regions->at[k].start <= n; k++)
        if (n < regions->at[k].end) return true;
    return false;
}

void candidates_by_name(Thread *t, const Regions *regions) {
    Candidates all = candidates_of(t, is_comment);
    size_t region = 0, n_signed = 0;
    settle_all(t->dom, &all, t->says);
    grow_all(t, &all);
    for (uint32_t k = 1; k < all.len; k++) n_signed += all.at[k].kept && all.at[k].n_signs;
    for (uint32_t k = 1; k < all.len; k++) {
        Candidate *c = &all.at[k];
        if (!c->kept || !letters_in(t, c->start, c->end)) continue;
        bool called = in_regions(regions, c->start, &region) || c->numbered || c->schema;
        if (!called && (!c->n_signs || n_signed < 2)) continue;
        bool inner = c->around && all.at[c->around].kept;
        if (!inner && holds_article(t, c)) continue;
        Comment *comment = comment_add(t, c->start, c->end);
        comment->named = called;
    }
}

/* ---- posts of a forum or a channel --------------------------------------------------------------------------------------- */

/* Whose names say "comment" inside: an answer to something that stands elsewhere. */
static bool is_of_comments(const Thread *t, const Candidate *c) {
    for (uint32_t n = c->start; n < c->end; n++)
        if (t->says[n] & SAYS_OF_COMMENT) return true;
    return false;
}

static bool has_user(const Thread *t, const Candidate *c) {
    for (uint32_t n = c->start; n < c->end; n++)
        if (t->signs[n] & SIGN_USER) return true;
    return false;
}

/* A teaser: its heading leads to the page where the post stands, not to a place on this one. */
static bool is_teaser(const Thread *t, const Candidate *c) {
    uint32_t heading_until = 0;
    for (uint32_t n = c->start; n < c->end; n++) {
        DomTag tag = t->dom->at[n].tag;
        if (tag >= DOM_H1 && tag <= DOM_H4) heading_until = t->dom->at[n].end;
        if (tag != DOM_A || n >= heading_until || t->signs[n] & SIGN_USER) continue;
        Str href = dom_attribute(t->dom, n, "href");
        if (href.len && !memchr(href.at, '#', href.len)) return true;
    }
    return false;
}

static bool touches_comment(const Thread *t, const Candidate *c, size_t *at) {
    while (*at < t->comments.len && t->comments.at[*at].end <= c->start) (*at)++;
    return *at < t->comments.len && t->comments.at[*at].start < c->end;
}

/* What stands in a post and is called a post too is a piece of it, unless it is called just the same. */
static bool is_peer(const Dom *dom, const Candidate *c, const Candidate *around) {
    return around->kept && str_eq(dom_attribute(dom, c->node, "class"), dom_attribute(dom, around->node, "class"));
}

/* Is the first comment, which calls itself one, its next neighbour? The thread then opens with this post. */
static bool opens_thread(const Thread *t, const Candidate *c) {
    if (t->comments.len < 2) return false;
    const Comment *first = &t->comments.at[1];
    return first->named && first->start >= c->end && t->dom->at[first->start].parent == t->dom->at[c->start].parent && letters_in(t, c->end, first->start) == 0;
}

void candidates_posts(Thread *t) {
    Candidates all = candidates_of(t, is_post);
    size_t n = 0, at = 1, n_comments = 0, n_answered = 0;
    settle_all(t->dom, &all, t->says);
    for (uint32_t k = 1; k < all.len; k++) {
        Candidate *c = &all.at[k];
        c->kept &= c->n_signs && letters_in(t, c->start, c->end) && !touches_comment(t, c, &at);
        if (!c->kept || c->around) continue;            /* what an outer post holds is looked at once */
        bool of_comments = is_of_comments(t, c);
        c->kept = (of_comments || has_user(t, c)) && !is_teaser(t, c);
        n += c->kept;
        n_comments += c->kept && of_comments;
        n_answered += c->kept && opens_thread(t, c);
    }
    if (n + n_answered < POSTS_LEAST) return;
    for (uint32_t k = 1; k < all.len; k++) {
        Candidate *c = &all.at[k];
        if (!c->kept || (c->around && !is_peer(t->dom, c, &all.at[c->around]))) continue;
        Comment *comment = comment_add(t, c->start, c->end);
        comment->post = n_comments * 2 < n;
        comment->named = true;
    }
}
