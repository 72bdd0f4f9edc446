/* Comments that have no name: inside a stretch said to hold comments, whatever repeats around a time, an author or a list item. */
#include "page/thread_find.h"

enum { HEADING_BYTES_MOST = 60, CLIMB_MOST = 3, RECORD_CLIMB_MOST = 40, SAME_HEAD_LETTERS = 12, NAME_LETTERS_MOST = 60 };

typedef struct { uint32_t node, end; } Core;
typedef struct { Core *at; size_t len, cap; } Cores;

/* ---- where comments are said to stand ------------------------------------------------------------------------------------ */

static bool is_page_itself(DomTag tag) { return tag == DOM_HTML || tag == DOM_HEAD || tag == DOM_BODY || tag == DOM_MAIN; }

static bool is_word_alone(DomTag tag) { return tag == DOM_A || tag == DOM_SPAN || tag == DOM_I || tag == DOM_B || tag == DOM_INPUT || tag == DOM_BUTTON || tag == DOM_LABEL; }

static bool is_named_region(const Thread *t, uint32_t n) {
    DomTag tag = t->dom->at[n].tag;
    return t->says[n] & SAYS_COMMENTS && !(t->signs[n] & SIGN_MUTE) && !is_page_itself(tag) && !is_word_alone(tag);
}

static bool is_in_link(const Dom *dom, uint32_t n, uint32_t block) {
    for (uint32_t up = n; up > block; up = dom->at[up].parent)
        if (dom_is(dom, up, DOM_A)) return true;
    return false;
}

/* Is text node n, with what stands beside it on its line, a heading of comments? -> the element of that line; 0 when not. A link to the
 * comments is none. */
static uint32_t heading_at(const Thread *t, uint32_t n) {
    const DomNode *node = &t->dom->at[n];
    if (node->tag != DOM_TEXT || t->signs[n] & SIGN_MUTE || node->text.len > HEADING_BYTES_MOST || !page_word_in(t->r, node->text, PAGE_COMMENT_HEADING)) return 0;
    uint32_t block = t->block[n];
    if (!block || letters_in(t, block, t->dom->at[block].end) > HEADING_BYTES_MOST || is_page_itself(t->dom->at[block].tag)) return 0;
    bool heading = t->dom->at[block].tag >= DOM_H1 && t->dom->at[block].tag <= DOM_H6;
    if (!heading && is_in_link(t->dom, n, block)) return 0;
    return comments_is_heading(t->r, dom_text(t->dom, block, t->r->scratch)) ? block : 0;
}

/* What follows the heading beside it, or beside the box that holds it alone. */
static Region below_heading(const Thread *t, uint32_t heading) {
    const Dom *dom = t->dom;
    uint32_t n = heading, parent = dom->at[n].parent;
    uint32_t letters = letters_in(t, n, dom->at[n].end);
    for (int k = 0; k < CLIMB_MOST && letters_in(t, parent, dom->at[parent].end) == letters && !is_page_itself(dom->at[parent].tag); k++) {
        n = parent;
        parent = dom->at[n].parent;
    }
    uint32_t end = dom->at[parent].end;
    for (uint32_t s = dom_next_sibling(dom, n); s; s = dom_next_sibling(dom, s)) {
        bool heads = dom->at[s].tag >= DOM_H1 && dom->at[s].tag <= DOM_H6 && dom->at[heading].tag >= DOM_H1 && dom->at[s].tag <= dom->at[heading].tag;
        if (!heads) continue;
        end = s;
        break;
    }
    return (Region){ n, dom->at[n].end, end, false };
}

Regions regions_find(Thread *t) {
    Regions regions = { 0 };
    uint32_t named_until = 0, below_until = 0;
    for (uint32_t n = 1; n < t->dom->len; n++) {
        Region region = { n, n, t->dom->at[n].end, true };
        if (n < named_until) continue;
        if (!is_named_region(t, n)) {
            uint32_t heading = heading_at(t, n);
            if (!heading || n < below_until) continue;
            region = below_heading(t, heading);
            below_until = region.end;
        } else named_until = region.end;
        if (region.end > region.start) *(Region *)list_add(&regions, t->r->scratch) = region;
    }
    return regions;
}

/* ---- what repeats there -------------------------------------------------------------------------------------------------- */

static bool is_record(DomTag tag) { return tag == DOM_LI || tag == DOM_ARTICLE || tag == DOM_TR; }

/* The list item around n inside the region; 0 when there is none. */
static uint32_t record_around(const Thread *t, const Region *region, uint32_t n) {
    uint32_t up = n;
    for (int k = 0; k < RECORD_CLIMB_MOST && up > region->node && up >= region->start; k++, up = t->dom->at[up].parent)
        if (is_record(t->dom->at[up].tag)) return up;
    return 0;
}

/* Two signs of one head: "Ann Reader | 3 March | 16:05". */
static bool is_same_head(const Thread *t, const Region *region, const Core *before, uint32_t n) {
    return letters_in(t, before->end, n) < SAME_HEAD_LETTERS && record_around(t, region, before->node) == record_around(t, region, n);
}

static Cores cores_of(Thread *t, const Region *region, uint8_t sign) {
    Cores cores = { 0 };
    for (uint32_t n = region->start; n < region->end;) {
        if (!(t->signs[n] & sign)) {
            n++;
            continue;
        }
        uint32_t end = t->dom->at[n].end;
        bool same = cores.len && is_same_head(t, region, &cores.at[cores.len - 1], n);
        if (!same) *(Core *)list_add(&cores, t->r->scratch) = (Core){ n, end };
        n = end;
    }
    return cores;
}

/* The largest element inside the region around core k that holds no other core. */
static uint32_t grown(const Thread *t, const Region *region, const Cores *cores, size_t k) {
    uint32_t n = cores->at[k].node, before = k ? cores->at[k - 1].node : 0, after = k + 1 < cores->len ? cores->at[k + 1].node : UINT32_MAX;
    for (uint32_t up = t->dom->at[n].parent; up > region->node && up >= region->start; up = t->dom->at[up].parent) {
        if ((k && up <= before) || t->dom->at[up].end > after) break;
        n = up;
    }
    return n;
}

static uint32_t previous_sibling(const Dom *dom, uint32_t n) {
    uint32_t parent = dom->at[n].parent, before = n - 1;
    if (before == parent) return 0;
    while (dom->at[before].parent != parent) before = dom->at[before].parent;
    return before;
}

/* "<h4>Ann Reader</h4>" directly before the time belongs to it; what holds the time of another is that other. */
static uint32_t with_name_before(const Thread *t, const Region *region, uint32_t n, uint32_t other) {
    uint32_t before = n;
    for (int k = 0; k < CLIMB_MOST; k++) {
        before = previous_sibling(t->dom, before);
        if (!before || before < region->start || dom_is_inside(t->dom, other, before)) return n;
        if (letters_in(t, before, t->dom->at[before].end)) break;
    }
    if (dom_is(t->dom, before, DOM_TEXT) || dom_is(t->dom, before, DOM_P)) return n;
    uint32_t letters = letters_in(t, before, t->dom->at[before].end);
    return letters && letters <= NAME_LETTERS_MOST ? before : n;
}

/* Author, time and words side by side in one element: a comment reaches to the next one's head. */
static uint32_t end_of_run(const Thread *t, const Region *region, uint32_t n, uint32_t next) {
    uint32_t end = t->dom->at[t->dom->at[n].parent].end;
    if (end > region->end) end = region->end;
    for (uint32_t s = dom_next_sibling(t->dom, n); s && s < end && s < next; s = dom_next_sibling(t->dom, s))
        if (dom_is(t->dom, s, DOM_FORM)) return s;
    return next < end ? next : end;
}

/* A line of its own that is neither name nor time nor button, in an element that has a name and a time: the words. */
static bool holds_words(const Thread *t, uint32_t n) {
    const Dom *dom = t->dom;
    uint32_t until = n, author = 0, when = 0, end = dom->at[n].end;
    for (uint32_t k = n; k < end; k++) {
        if (t->signs[k] & SIGN_AUTHOR && !author) author = t->block[k];
        if (t->signs[k] & SIGN_TIME && !when) when = t->block[k];
    }
    if (!author || !when) return false;
    for (uint32_t k = n; k < end; k++) {
        if (t->signs[k] & (SIGN_AUTHOR | SIGN_TIME | SIGN_MUTE) && dom->at[k].end > until) until = dom->at[k].end;
        bool own = k >= until && dom_is(dom, k, DOM_TEXT) && t->block[k] != author && t->block[k] != when;
        if (own && letters_in(t, k, k + 1) && !is_small_talk(t, str_trim(dom->at[k].text))) return true;
    }
    return false;
}

static bool is_head_alone(const Thread *t, uint32_t n, const Core *core) {
    return !holds_words(t, n) && letters_in(t, n, t->dom->at[n].end) < letters_in(t, core->node, core->end) + NAME_LETTERS_MOST;
}

static void add_unless_same(Thread *t, uint32_t start, uint32_t end) {
    if (t->comments.len > 1 && t->comments.at[t->comments.len - 1].start == start) return;
    if (letters_in(t, start, end)) comment_add(t, start, end);
}

static void add_around_cores(Thread *t, const Region *region, const Cores *cores) {
    uint32_t *starts = arena_array(t->r->scratch, cores->len + 1, sizeof *starts);
    for (size_t k = 0; k < cores->len; k++) {
        starts[k] = record_around(t, region, cores->at[k].node);
        if (!starts[k]) starts[k] = grown(t, region, cores, k);
        if (!is_record(t->dom->at[starts[k]].tag) && is_head_alone(t, starts[k], &cores->at[k])) starts[k] = with_name_before(t, region, starts[k], k ? cores->at[k - 1].node : 0);
    }
    starts[cores->len] = region->end;
    for (size_t k = 0; k < cores->len; k++) {
        uint32_t n = starts[k], end = t->dom->at[n].end;
        if (!is_record(t->dom->at[n].tag) && (end <= cores->at[k].node || is_head_alone(t, n, &cores->at[k]))) end = end_of_run(t, region, n, starts[k + 1]);
        add_unless_same(t, n, end);
    }
}

/* No author and no time anywhere: the items of a list that is said to be of comments. */
static void add_items(Thread *t, const Region *region) {
    for (uint32_t n = region->start; n < region->end; n++)
        if (n != region->node && (dom_is(t->dom, n, DOM_LI) || dom_is(t->dom, n, DOM_ARTICLE)) && !(t->signs[n] & SIGN_MUTE)) add_unless_same(t, n, t->dom->at[n].end);
}

void region_read(Thread *t, const Region *region) {
    for (uint32_t n = region->start; n < region->end; n++)
        if (dom_is(t->dom, n, DOM_H1)) return;
    Cores times = cores_of(t, region, SIGN_TIME), authors = cores_of(t, region, SIGN_AUTHOR);
    const Cores *cores = times.len >= authors.len ? &times : &authors;
    if (cores->len > 1 || times.len) add_around_cores(t, region, cores);
    else if (region->named) add_items(t, region);
}
