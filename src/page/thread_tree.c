/* Who answers whom. */
#include "page/thread.h"

enum { HEAD_NODES = 16, NAMED_NODES = 2, CLIMB_MOST = 6, SPACER_MOST = 4000, LEVEL_BYTES_MOST = 12 };

typedef struct { Str key; uint32_t number; } Slot;
typedef struct { Slot *at; size_t mask; } Names;                        /* open addressing, never full */

/* ---- by name ------------------------------------------------------------------------------------------------------------- */

static bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80; }

/* What is one comment's own in "comment-12", "t1_c95fjfq", "#comment-12"; empty when it has no digit or is too short to tell. */
static Str key_of(Str id) {
    size_t end = id.len, digits = 0;
    while (end && !is_word(id.at[end - 1])) end--;
    size_t start = end;
    for (; start && is_word(id.at[start - 1]); start--) digits += id.at[start - 1] >= '0' && id.at[start - 1] <= '9';
    return digits ? str_cut(id, start, end) : S("");
}

static Slot *slot_of(const Names *names, Str key) {
    size_t k = str_hash(key) & names->mask;
    while (names->at[k].number && !str_eq(names->at[k].key, key)) k = (k + 1) & names->mask;
    return &names->at[k];
}

static void add_name(Names *names, Str id, uint32_t number) {
    Str key = key_of(id);
    if (!key.len) return;
    Slot *slot = slot_of(names, key);
    if (!slot->number) *slot = (Slot){ key, number };
}

static Names names_of(Thread *t) {
    static const char *const attributes[] = { "id", "data-id", "data-comment-id", "data-commentid", "data-post-id", "thingid", "data-fullname" };
    enum { N = sizeof attributes / sizeof *attributes };
    size_t room = 16;
    while (room < t->comments.len * N * NAMED_NODES * 2) room *= 2;
    Names names = { arena_array(t->r->scratch, room, sizeof(Slot)), room - 1 };
    for (uint32_t k = 1; k < t->comments.len; k++) {
        uint32_t seen = 0, answer = k + 1;
        const Comment *c = &t->comments.at[k];
        for (uint32_t n = c->start; n < c->end && seen < NAMED_NODES; n = past_answers(t, n + 1, c->end, &answer)) {
            if (dom_is(t->dom, n, DOM_TEXT)) continue;
            seen++;
            for (size_t a = 0; a < N; a++) add_name(&names, dom_attribute(t->dom, n, attributes[a]), k);
        }
    }
    return names;
}

/* parentid="t1_c95", data-parent-id="12", <a class="comment-parent" href="#comment-12">. */
static uint32_t named_at(const Thread *t, const Names *names, uint32_t n, uint32_t number) {
    const DomNode *node = &t->dom->at[n];
    Str class = node->tag == DOM_A ? dom_attribute(t->dom, n, "class") : S("");
    bool link = class.len && name_means(t->r, class, PAGE_PART_PARENT);
    for (uint32_t k = 0; k < node->n_attributes; k++) {
        const DomAttribute *a = &t->dom->attributes[node->attribute + k];
        bool names_parent = link ? str_eq(a->name, S("href")) : node->tag != DOM_A && name_means(t->r, a->name, PAGE_PART_PARENT);
        Str key = names_parent ? key_of(a->value) : S("");
        uint32_t parent = key.len ? slot_of(names, key)->number : 0;
        if (parent && parent < number) return parent;
    }
    return 0;
}

/* ---- by level and indent ------------------------------------------------------------------------------------------------- */

static int number_in(Str s) {
    int n = 0;
    size_t k = 0;
    for (; k < s.len && k < 6 && s.at[k] >= '0' && s.at[k] <= '9'; k++) n = n * 10 + (s.at[k] - '0');
    return k ? n : -1;
}

/* "comment even depth-2": the last level named; other names may end in a number too. */
static int level_in_class(const Thread *t, Str class) {
    int level = -1;
    for (size_t at = 0, end; at < class.len; at = end + 1) {
        for (end = at; end < class.len && class.at[end] != ' ';) end++;
        int here = end > at ? name_level(t->r, str_cut(class, at, end)) : -1;
        if (here >= 0) level = here;
    }
    return level;
}

static int level_at(const Thread *t, uint32_t n) {
    const DomNode *node = &t->dom->at[n];
    for (uint32_t k = 0; k < node->n_attributes; k++) {
        const DomAttribute *a = &t->dom->attributes[node->attribute + k];
        int level = -1;
        if (str_eq(a->name, S("class"))) level = level_in_class(t, a->value);
        else if (name_means(t->r, a->name, PAGE_PART_DEPTH)) level = number_in(a->value);
        if (level >= 0 && level < SPACER_MOST) return level;
    }
    return -1;
}

/* "margin-left: 40px" -> 40. Two em count as one step as two pixels do: only the order matters. */
static int indent_in_style(Str style) {
    static const char *const names[] = { "margin-left:", "padding-left:", "margin-inline-start:" };
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        size_t at = str_find(style, str_of(names[k]), 0);
        if (at == SIZE_MAX) continue;
        at += strlen(names[k]);
        while (at < style.len && style.at[at] == ' ') at++;
        return number_in(str_cut(style, at, style.len));
    }
    return -1;
}

static int indent_at(const Thread *t, uint32_t n) {
    Str style = dom_attribute(t->dom, n, "style");
    if (style.len) return indent_in_style(style);
    if (!dom_is(t->dom, n, DOM_IMG)) return -1;
    int height = number_in(dom_attribute(t->dom, n, "height"));         /* a spacer: <img src="s.gif" height="1" width="40"> */
    return height >= 0 && height <= 1 ? number_in(dom_attribute(t->dom, n, "width")) : -1;
}

typedef struct { uint32_t parent; int level, indent; } Told;

/* What the first elements of a comment tell of its place; its words come later. */
static Told told_by(const Thread *t, const Names *names, uint32_t number) {
    const Comment *c = &t->comments.at[number];
    Told told = { 0, -1, -1 };
    uint32_t answer = number + 1, seen = 0;
    for (uint32_t n = c->start; n < c->end && seen < HEAD_NODES; n = past_answers(t, n + 1, c->end, &answer)) {
        const DomNode *node = &t->dom->at[n];
        if (node->tag == DOM_TEXT && told.level < 0 && node->text.len <= LEVEL_BYTES_MOST) told.level = name_level(t->r, node->text);     /* "level 2" */
        if (node->tag == DOM_TEXT || !node->n_attributes) continue;
        seen++;
        if (!told.parent) told.parent = named_at(t, names, n, number);
        if (told.level < 0) told.level = level_at(t, n);
        if (told.indent < 0) told.indent = indent_at(t, n);
    }
    return told;
}

/* The last comment at a lesser level, among those that are told one. */
typedef struct { uint32_t *at; int *level; size_t len; } Chain;

static uint32_t above(Chain *chain, uint32_t number, int level) {
    while (chain->len && chain->level[chain->len - 1] >= level) chain->len--;
    uint32_t parent = chain->len ? chain->at[chain->len - 1] : 0;
    chain->at[chain->len] = number;
    chain->level[chain->len++] = level;
    return parent;
}

static Chain chain_for(Thread *t) {
    return (Chain){ arena_array(t->r->scratch, t->comments.len, sizeof(uint32_t)), arena_array(t->r->scratch, t->comments.len, sizeof(int)), 0 };
}

/* ---- by the box it stands in ----------------------------------------------------------------------------------------------- */

static bool holds_answers(const Thread *t, uint32_t n) {
    Str class = dom_attribute(t->dom, n, "class");
    if (class.len) return name_means(t->r, class, PAGE_PART_REPLIES);
    return dom_is(t->dom, n, DOM_UL) || dom_is(t->dom, n, DOM_OL) || dom_is(t->dom, n, DOM_BLOCKQUOTE);
}

/* <div class="comment"> and beside it <div class="children">: the comment that ends last before the box, if it stands beside it. */
static uint32_t above_box(const Thread *t, uint32_t number, const uint32_t *last_at) {
    const Dom *dom = t->dom;
    uint32_t n = t->comments.at[number].start;
    for (int k = 0; k < CLIMB_MOST && n; k++) {
        uint32_t up = dom->at[n].parent;
        if (up == n) return 0;
        if (holds_answers(t, up) && last_at[dom->at[up].parent]) return last_at[dom->at[up].parent];
        n = up;
    }
    return 0;
}

/* Comment k is the last one so far in the element it stands in, and in those around that hold nothing else. */
static void note_last(const Thread *t, uint32_t k, uint32_t *last_at) {
    const Comment *c = &t->comments.at[k];
    uint32_t n = c->start;
    for (int step = 0; step < CLIMB_MOST; step++) {
        n = t->dom->at[n].parent;
        last_at[n] = k;
        if (letters_in(t, n, t->dom->at[n].end) != letters_in(t, c->start, c->end)) return;
    }
}

void thread_link(Thread *t) {
    Names names = names_of(t);
    Chain levels = chain_for(t), indents = chain_for(t);
    uint32_t *last_at = arena_array(t->r->scratch, t->dom->len + 1, sizeof *last_at);   /* by element: the last comment in it */
    for (uint32_t k = 1; k < t->comments.len; k++) {
        Comment *c = &t->comments.at[k];
        Told told = told_by(t, &names, k);
        uint32_t by_level = told.level >= 0 ? above(&levels, k, told.level) : 0, by_indent = told.indent >= 0 ? above(&indents, k, told.indent) : 0;
        uint32_t by_box = above_box(t, k, last_at);
        c->parent = told.parent ? told.parent : c->around ? c->around : told.level >= 0 ? by_level : told.indent >= 0 ? by_indent : by_box;
        c->depth = c->parent ? t->comments.at[c->parent].depth + 1 : 0;
        note_last(t, k, last_at);
    }
}
