/* A web page: its tree, what it says of itself, the threads below it, the article in it, each in its place in the report. */
#include "base/error.h"
#include "page/blocks.h"
#include "page/content.h"
#include "page/facts.h"
#include "page/thread.h"

/* Over all words in an element; empty where it has none, or was made up by the parser. */
static CasusSpan words_source(const Dom *dom, uint32_t element) {
    CasusSpan all = { 0, 0 };
    for (uint32_t n = element; element && n < dom->at[element].end; n++) {
        if (dom->at[n].tag == DOM_TEXT) all = source_over(all, dom->at[n].source);
    }
    return all;
}

static void write_title(Str title, CasusSpan source, Writer *w) {
    writer_words(w, title, source, false);
    writer_finish(w, CASUS_PART_TITLE);
}

/* The report is the first post of a thread, or the posts of a channel. */
static void write_opening(Reading *r, Thread *thread, Facts *facts, Writer *w) {
    const Comment *opening = &thread->comments.at[thread->opening];
    thread_write_opening(thread, w);
    meta_offer(r, &facts->meta, META_AUTHOR, 1, opening->author);
    if (!thread->feed) meta_offer(r, &facts->meta, META_PUBLISHED, 4, opening->published);
}

/* A post saved alone names its author and its time itself. */
static void write_content(Reading *r, Thread *thread, Facts *facts, Writer *w) {
    uint32_t post = content_write(thread, facts->meta.value[META_PUBLISHED], w);
    if (!post) return;
    Comment alone = thread_post_alone(thread, post);
    meta_offer(r, &facts->meta, META_AUTHOR, 1, alone.author);
    meta_offer(r, &facts->meta, META_PUBLISHED, 1, alone.published);
}

void article_read(Reading *r) {
    Dom dom = dom_read(r);
    bool *taken = arena_array(r->scratch, dom.len + 1, sizeof *taken);
    Thread thread = thread_find(r, &dom, taken);
    Facts facts = facts_read(r, &dom, &thread);
    Writer w = writer_start(r);
    write_title(facts.title, words_source(&dom, facts.heading), &w);
    if (thread.opening) write_opening(r, &thread, &facts, &w);
    else write_content(r, &thread, &facts, &w);
    meta_into_info(r, &facts.meta);             /* the notes' times count from the report's */
    updates_mark(r, &w.blocks);
    quotes_mark(r, &w.blocks);
    thread_write(&thread, &w);
    r->text = str_copy(text_str(&w.out), r->keep);
    blocks_to_parts(r, &w.blocks);
    if (r->parts.len > 1) return;
    fail(&r->error, CASUS_BAD_INPUT, "%.*s: no text on this page; it may need a browser to show it, so save it from there",
         (int)(r->page->name.len < 300 ? r->page->name.len : 300), r->page->name.at);
}
