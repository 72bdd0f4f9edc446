/* The article: of all passages of the page those that are believed to be of it, each in its role. */
#include "page/content.h"

#include "page/passages.h"

static CasusPartRole role_of(const Passage *p) {
    return p->heading && p->role == CASUS_PART_BODY ? CASUS_PART_HEADING : p->role;
}

static Str title_of(const Reading *r, const Writer *w) {
    bool has_title = w->blocks.len && w->blocks.at[0].role == CASUS_PART_TITLE;
    return has_title ? block_text(r, &w->blocks.at[0]) : S("");
}

static void write_passages(const Passages *passages, size_t headline, Str title, Writer *w) {
    for (size_t k = 0; k < passages->len; k++) {
        const Passage *p = &passages->at[k];
        if (!p->chosen || k == headline || str_eq(p->text, title)) continue;
        writer_words(w, p->text, p->source, true);
        writer_finish(w, role_of(p));
    }
}

/* Nothing is believed: then what stands in long passages, or else all there is. A report is rather read whole than lost. */
static void choose_something(Passages *passages) {
    bool any = false;
    for (size_t k = 0; k < passages->len; k++) any |= passages->at[k].chosen && passages->at[k].role != CASUS_PART_CAPTION && !passages->at[k].heading;
    for (size_t k = 0; !any && k < passages->len; k++) passages->at[k].chosen = passages->at[k].n_link_letters * 2 < passages->at[k].n_letters;
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

void content_write(Reading *r, const Dom *dom, const bool *taken, Writer *w) {
    Str title = str_copy(title_of(r, w), r->scratch);
    Passages passages = passages_read(r, dom, taken);
    size_t headline = passages_headline(&passages, title);
    passages_choose(r, dom, &passages, headline);
    choose_something(&passages);
    write_passages(&passages, headline, title, w);
    mend_roles(&w->blocks);
}
