/* The entries of a live blog: boxes of one kind beside one another, each with a time at its head; or paragraphs below headings that are times.
 * What holds several such boxes is no entry itself, so the days of a long blog do not hide its entries. */
#include "page/entries.h"

#include "page/blocks.h"

enum { HEAD_LETTERS_MOST = 90, OWN_LETTERS_LEAST = 30, ENTRIES_LEAST = 2, CLASS_MOST = 120 };

typedef struct { uint32_t n; uint64_t shape; bool holds; } Box;         /* n: boxes of one shape directly in it; holds: a list of them inside */

static bool may_be_entry(DomTag tag) {
    return tag == DOM_ARTICLE || tag == DOM_DIV || tag == DOM_LI || tag == DOM_SECTION || tag == DOM_TR || tag == DOM_OTHER;
}

/* Its tag and class; numbers in the class count the entries. */
static uint64_t shape_of(const Dom *dom, uint32_t n) {
    Str class = dom_attribute(dom, n, "class");
    uint64_t hash = 1469598103934665603u ^ dom->at[n].tag;
    for (size_t k = 0; k < class.len && k < CLASS_MOST; k++)
        if (class.at[k] < '0' || class.at[k] > '9') hash = (hash ^ (unsigned char)class.at[k]) * 1099511628211u;
    return hash;
}

/* By node: the first node from it on that tells a time; dom->len when none does. */
static uint32_t *times_of(const Thread *t) {
    uint32_t n = (uint32_t)t->dom->len, *next = arena_array(t->r->scratch, t->dom->len + 1, sizeof *next);
    next[n] = n;
    while (n-- > 0) next[n] = t->signs[n] & SIGN_TIME && !t->taken[n] ? n : next[n + 1];
    return next;
}

static bool has_time_at_head(const Thread *t, uint32_t n, uint32_t time) {
    const Dom *dom = t->dom;
    if (!may_be_entry(dom->at[n].tag) || time >= dom->at[n].end || t->taken[n]) return false;
    uint32_t head = letters_in(t, n, time), rest = letters_in(t, dom->at[time].end, dom->at[n].end);
    return head <= HEAD_LETTERS_MOST && rest >= OWN_LETTERS_LEAST;
}

/* Every list of entries, innermost first: children come behind their parents, so a walk from the end meets them before. */
static Box *boxes_of(const Thread *t, const uint32_t *times) {
    const Dom *dom = t->dom;
    Box *boxes = arena_array(t->r->scratch, dom->len + 1, sizeof *boxes);
    for (size_t n = dom->len; n-- > 1;) {
        Box *box = &boxes[n], *around = &boxes[dom->at[n].parent];
        box->holds |= box->n >= ENTRIES_LEAST;
        around->holds |= box->holds;
        if (box->holds || !has_time_at_head(t, (uint32_t)n, times[n])) continue;
        uint64_t shape = shape_of(dom, (uint32_t)n);
        if (!around->n) around->shape = shape;
        around->n += around->shape == shape;
    }
    return boxes;
}

static bool is_entry(const Thread *t, const Box *boxes, const uint32_t *times, uint32_t n) {
    const Box *around = &boxes[t->dom->at[n].parent];
    return around->n >= ENTRIES_LEAST && !boxes[n].holds && has_time_at_head(t, n, times[n]) && around->shape == shape_of(t->dom, n);
}

/* "16:40" of a page of 3 March. */
static Str clock_of_day(const Thread *t, Str text, Str day) {
    text = str_trim(text);
    size_t at = 0;
    int n[2] = { 0, 0 };
    for (int k = 0; k < 2; k++, at++)
        for (size_t from = at; at < text.len && at < from + 2 && text.at[at] >= '0' && text.at[at] <= '9'; at++) n[k] = n[k] * 10 + (text.at[at] - '0');
    bool whole = text.len >= 4 && (text.at[1] == ':' || text.at[2] == ':' || text.at[1] == '.' || text.at[2] == '.');
    if (!whole || day.len < 10 || n[0] > 23 || n[1] > 59) return S("");
    return str_format(t->r->keep, "%.*sT%02d:%02d", 10, day.at, n[0], n[1]);
}

static Str when_of(const Thread *t, uint32_t time, Str day) {
    Str when = time_of(t, time);
    return when.len ? when : clock_of_day(t, dom_text(t->dom, time, t->r->scratch), day);
}

enum { APART = IN_NAV | IN_ASIDE | IN_FORM | IN_FOOTER | IN_CHROME | IN_HIDDEN, TEXT_WORDS_LEAST = 5 };

static bool reads_as_text(const Passage *p) { return p->n_words >= TEXT_WORDS_LEAST && p->n_link_letters * 2 < p->n_letters && !(p->around & APART); }

/* The share of its entries that is believed to be of the article tells a live blog from a list of other reports. */
static void keep_believed(Passages *passages, uint32_t n_entries, Arena *scratch) {
    uint32_t *chosen = arena_array(scratch, n_entries + 1, sizeof *chosen), believed = 0;
    for (size_t k = 0; k < passages->len; k++)
        if (passages->at[k].chosen && passages->at[k].entry) chosen[passages->at[k].entry] += passages->at[k].n_words;
    for (uint32_t e = 1; e <= n_entries; e++) believed += chosen[e] > 0;
    bool blog = believed >= ENTRIES_LEAST && believed * 2 >= n_entries;
    for (size_t k = 0; k < passages->len; k++) {
        Passage *p = &passages->at[k];
        if (!blog) p->entry = 0;
        else if (p->entry && reads_as_text(p)) p->chosen = true;
    }
}

static bool mark_boxes(const Thread *t, Passages *passages, Str day) {
    const uint32_t *times = times_of(t);
    const Box *boxes = boxes_of(t, times);
    uint32_t n_entries = 0, n = 1, entry = 0;
    Str when = S("");
    for (size_t k = 0; k < passages->len; k++) {
        Passage *p = &passages->at[k];
        for (; n <= p->node; n++)
            if (!dom_is_inside(t->dom, n, entry) || !entry) {
                if (!is_entry(t, boxes, times, n)) continue;
                entry = n;
                when = when_of(t, times[n], day);
                n_entries++;
            }
        if (!entry || !dom_is_inside(t->dom, p->node, entry)) continue;
        p->entry = n_entries;
        p->when = when;
    }
    keep_believed(passages, n_entries, t->r->scratch);
    for (size_t k = 0; k < passages->len; k++)
        if (passages->at[k].entry) return true;
    return false;
}

static bool is_time_alone(const Thread *t, const Passage *p) {
    return (p->heading || p->n_strong_letters == p->n_letters) && text_is_time(t->r, p->text) && has_clock(p->text);
}

/* <h3>16:40</h3> and what stands below it beside it. */
static void mark_below_headings(const Thread *t, Passages *passages, Str day) {
    uint32_t n_heads = 0, home = 0, entry = 0;
    for (size_t k = 0; k < passages->len; k++) {
        const Passage *p = &passages->at[k];
        if (!is_time_alone(t, p)) continue;
        n_heads = p->home == home ? n_heads + 1 : 1;
        home = p->home;
        if (n_heads >= ENTRIES_LEAST) break;
    }
    Str when = S("");
    for (size_t k = 0; n_heads >= ENTRIES_LEAST && k < passages->len; k++) {
        Passage *p = &passages->at[k];
        bool head = p->home == home && is_time_alone(t, p);
        if (head) when = clock_of_day(t, p->text, day);
        entry += head;
        if (!entry || !dom_is_inside(t->dom, p->node, home)) continue;
        p->entry = entry;
        p->when = when;
    }
}

void entries_mark(const Thread *t, Passages *passages, Str day) {
    if (!mark_boxes(t, passages, day)) mark_below_headings(t, passages, day);
    for (size_t k = 0; k < passages->len; k++) {
        Passage *p = &passages->at[k];
        if (p->entry && p->when.len && text_is_time(t->r, p->text)) p->chosen = false;        /* told by the entry's own time */
    }
}
