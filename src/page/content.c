/* The article: of all passages of the page those that are believed to be of it, each in its role. */
#include "page/content.h"

#include "page/embed.h"
#include "page/entries.h"
#include "page/passages.h"

static CasusPartRole role_of(const Passage *p) {
    return p->heading && p->role == CASUS_PART_BODY ? CASUS_PART_HEADING : p->role;
}

static Str title_of(const Reading *r, const Writer *w) {
    bool has_title = w->blocks.len && w->blocks.at[0].role == CASUS_PART_TITLE;
    return has_title ? block_text(r, &w->blocks.at[0]) : S("");
}

static bool is_written(const Passages *passages, size_t k, size_t headline, Str title) {
    return passages->at[k].chosen && k != headline && !str_eq(passages->at[k].text, title);
}

/* The passages of one embedded post are one part. The number of the first passage behind them. */
static size_t write_embed(const Passages *passages, size_t k, const Dom *dom, Writer *w) {
    uint32_t embed = passages->at[k].embed;
    for (; k < passages->len && passages->at[k].embed == embed; k++) {
        if (!passages->at[k].chosen) continue;
        writer_break(w);
        writer_words(w, passages->at[k].text, passages->at[k].source, true);
    }
    size_t number = writer_finish(w, CASUS_PART_EMBED);
    if (number) embed_read(w->r, dom, embed, writer_block(w, number));
    return k;
}

static bool is_of_entry(const Passage *p, uint32_t entry) { return p->entry == entry && (p->role == CASUS_PART_BODY || p->role == CASUS_PART_STANDFIRST); }

/* What follows one another of an entry of a live blog is one part. The number of the first passage behind it. */
static size_t write_entry(const Passages *passages, size_t k, Writer *w) {
    const Passage *first = &passages->at[k];
    size_t number = 0;
    for (; k < passages->len; k++) {
        const Passage *p = &passages->at[k];
        if (!p->chosen) continue;
        if (!is_of_entry(p, first->entry)) break;
        writer_words(w, p->text, p->source, true);
        size_t next = writer_finish(w, CASUS_PART_UPDATE);
        if (number && next) writer_join(w, number);
        else number = next;
    }
    if (number) writer_block(w, number)->published = first->when;
    return k;
}

static void write_passages(const Passages *passages, const Dom *dom, size_t headline, Str title, Writer *w) {
    for (size_t k = 0; k < passages->len;) {
        const Passage *p = &passages->at[k];
        if (!is_written(passages, k, headline, title)) k++;
        else if (p->role == CASUS_PART_EMBED && p->embed) k = write_embed(passages, k, dom, w);
        else if (p->entry && is_of_entry(p, p->entry)) k = write_entry(passages, k, w);
        else {
            writer_words(w, p->text, p->source, true);
            writer_finish(w, role_of(p));
            k++;
        }
    }
}

enum { FEW_PASSAGES = 12, LINK_PERCENT_MOST = 50, BUTTON_LETTERS_MOST = 60 };
enum { IN_FRAME = IN_NAV | IN_ASIDE | IN_FORM | IN_FOOTER | IN_CHROME | IN_HIDDEN };

static bool is_linked(const Passage *p) { return p->n_link_letters * 100 > p->n_letters * LINK_PERCENT_MOST; }
static bool goes_beside(const Passage *p) { return p->role == CASUS_PART_CAPTION || p->role == CASUS_PART_EMBED; }
static bool is_body(const Passage *p) { return p->chosen && !p->heading && !goes_beside(p); }

/* "12.3K views": what is counted. */
static Str without_count(Str text) {
    if (!text.len || text.at[0] < '0' || text.at[0] > '9') return text;
    const char *blank = memchr(text.at, ' ', text.len);
    return blank ? str_trim(str_cut(text, (size_t)(blank - text.at), text.len)) : S("");
}

static bool is_button(const Thread *t, Str text) {
    Str words = without_count(text);
    return !words.len || is_small_talk(t, words) || comments_is_heading(t->r, words) || text_is_time(t->r, text);
}

/* "Like", "45 comments", "12 shares", each in an element of its own: nothing but buttons and counters. Figures of a table are none. */
static bool is_buttons(const Thread *t, const Passage *p) {
    const Dom *dom = t->dom;
    if (p->n_letters > BUTTON_LETTERS_MOST || dom_is(dom, p->node, DOM_TR) || dom_is(dom, p->node, DOM_TD)) return false;
    for (uint32_t n = p->node; n < dom->at[p->node].end; n++)
        if (dom_is(dom, n, DOM_TEXT) && !is_button(t, str_trim(dom->at[n].text))) return false;
    return true;
}

/* A page too small to show what is usual on it: all that stands in no frame. */
static void choose_all_of_few(const Thread *t, Passages *passages) {
    for (size_t k = 0; k < passages->len; k++) {
        Passage *p = &passages->at[k];
        p->chosen = !is_linked(p) && !(p->around & IN_FRAME) && !is_buttons(t, p);
    }
}

/* A post with nothing around it is not embedded: it is the report. -> its element, of several the first; 0 for none. */
static uint32_t take_posts_alone(Passages *passages) {
    uint32_t first = 0;
    for (size_t k = 0; k < passages->len; k++)
        if (is_body(&passages->at[k])) return 0;
    for (size_t k = 0; k < passages->len; k++) {
        Passage *p = &passages->at[k];
        if (p->role != CASUS_PART_EMBED) continue;
        if (!first) first = p->embed;
        p->role = CASUS_PART_BODY;
        p->embed = 0;
    }
    return first;
}

/* A report is rather read with its frame than lost. */
static void choose_something(Passages *passages) {
    bool any = false;
    for (size_t k = 0; k < passages->len; k++) any |= is_body(&passages->at[k]);
    for (size_t k = 0; !any && k < passages->len; k++) passages->at[k].chosen = !is_linked(&passages->at[k]) && !(passages->at[k].around & IN_HIDDEN);
    for (size_t k = 0; !any && k < passages->len; k++) any |= is_body(&passages->at[k]);
    for (size_t k = 0; !any && k < passages->len; k++) passages->at[k].chosen = true;
}

static bool is_time_alone(const Reading *r, const Passage *p) { return p->n_letters <= BUTTON_LETTERS_MOST && text_is_time(r, p->text); }

/* A date between the headline and the first words is when the page was published; dates further down head the days of a chronicle. */
static void leave_out_date(const Reading *r, Passages *passages) {
    size_t words = 0;
    while (words < passages->len && (!is_body(&passages->at[words]) || is_time_alone(r, &passages->at[words]))) words++;
    for (size_t k = words; k < passages->len; k++)
        if (passages->at[k].chosen && is_time_alone(r, &passages->at[k])) return;
    for (size_t k = 0; k < words && words < passages->len; k++)
        if (is_time_alone(r, &passages->at[k])) passages->at[k].chosen = false;
}

/* A caption or an embedded post goes with the paragraphs it stands between. */
static void choose_beside(Passages *passages) {
    size_t first = passages->len, last = 0;
    for (size_t k = 0; k < passages->len; k++) {
        if (!is_body(&passages->at[k])) continue;
        if (first == passages->len) first = k;
        last = k;
    }
    for (size_t k = 0; k < passages->len; k++) {
        Passage *p = &passages->at[k];
        bool beside = k + 2 >= first && k <= last + 1;
        bool linked = p->role == CASUS_PART_CAPTION && is_linked(p);        /* a post may be all links: its address, its date */
        if (goes_beside(p)) p->chosen = beside && !linked && !(p->around & IN_HIDDEN);
    }
}

/* A heading that nothing follows headed a box of links. A standfirst stands before the body. */
static void mend_roles(Blocks *blocks) {
    bool body = false, below = false;
    for (size_t k = 0; k < blocks->len; k++) {
        Block *b = &blocks->at[k];
        if (b->role == CASUS_PART_STANDFIRST && body) b->role = CASUS_PART_BODY;
        body |= b->role == CASUS_PART_BODY;
    }
    for (size_t k = blocks->len; k-- > 0;) {
        Block *b = &blocks->at[k];
        if (b->role == CASUS_PART_HEADING) b->dropped = !below;
        below = b->role != CASUS_PART_HEADING && (below || b->role != CASUS_PART_CAPTION);
    }
}

uint32_t content_write(const Thread *t, Str day, Writer *w) {
    uint32_t post = 0;
    Reading *r = t->r;
    const Dom *dom = t->dom;
    Str title = str_copy(title_of(r, w), r->scratch);
    Passages passages = passages_read(r, dom, t->taken);
    size_t headline = passages_headline(&passages, title);
    if (passages.len < FEW_PASSAGES) {
        choose_all_of_few(t, &passages);
        post = take_posts_alone(&passages);
    } else passages_choose(r, dom, &passages, headline);
    choose_something(&passages);
    leave_out_date(r, &passages);
    entries_mark(t, &passages, day);
    passages_write_once(r, &passages);
    choose_beside(&passages);
    write_passages(&passages, dom, headline, title, w);
    mend_roles(&w->blocks);
    return post;
}
