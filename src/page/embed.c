#include "page/embed.h"

#include "base/date.h"
#include "page/thread.h"
#include "page/url.h"

enum { NAME_MOST = 80, HANDLE_MOST = 60 };

/* Attributes in which embedding scripts leave the post's address for themselves. */
static Str address_in(const Dom *dom, uint32_t n) {
    static const char *const names[] = { "cite", "data-href", "data-url", "data-instgrm-permalink", "data-telegram-post" };
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        Str value = dom_attribute(dom, n, names[k]);
        if (value.len) return value;
    }
    return S("");
}

static bool is_handle_char(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-'; }

/* "talamalrescue/83": a channel and the number of a message in it. */
static Str channel_of(Str address) {
    size_t slash = str_find(address, S("/"), 0);
    if (slash == SIZE_MAX || !slash || slash > HANDLE_MOST || slash + 1 == address.len) return S("");
    for (size_t k = 0; k < address.len; k++)
        if (k != slash && !(k < slash ? is_handle_char(address.at[k]) : address.at[k] >= '0' && address.at[k] <= '9')) return S("");
    return str_cut(address, 0, slash);
}

static void read_channel(Reading *r, const Dom *dom, uint32_t node, Block *b) {
    static const char *const names[] = { "data-telegram-post", "data-post" };
    for (uint32_t n = node; !b->handle.len && n < dom->at[node].end; n++)
        for (size_t k = 0; dom->at[n].tag != DOM_TEXT && k < sizeof names / sizeof *names; k++) {
            Str channel = channel_of(dom_attribute(dom, n, names[k]));
            if (channel.len) b->handle = str_join(S("@"), S(""), channel, r->keep);
        }
}

/* The last link of the post is its own address: those before stand in its words. */
static void read_links(Reading *r, const Dom *dom, uint32_t node, Block *b) {
    Str last = S("");
    for (uint32_t n = node; n < dom->at[node].end; n++) {
        if (dom->at[n].tag == DOM_TEXT) continue;
        Str named = address_in(dom, n), href = dom_attribute(dom, n, "href");
        if (named.len && !b->link.len) b->link = str_copy(named, r->keep);
        if (dom_is(dom, n, DOM_A) && url_is_web(href)) last = href;
        if (dom_is(dom, n, DOM_IFRAME) && !b->link.len) b->link = str_copy(dom_attribute(dom, n, "src"), r->keep);
        Str when = dom_is(dom, n, DOM_TIME) ? dom_attribute(dom, n, "datetime") : S("");
        if (when.len && date_parse(when, &(Date){ 0, 0, 0 }, NULL)) b->published = str_copy(when, r->keep);
    }
    if (!b->link.len && last.len) b->link = str_copy(last, r->keep);
}

/* Where the last "(@name)" of the text starts; SIZE_MAX when there is none. */
static size_t signature_in(Str text, Str *handle) {
    for (size_t at = text.len; at-- > 0;) {
        if (text.at[at] != '(' || at + 1 >= text.len || text.at[at + 1] != '@') continue;
        size_t end = at + 2;
        while (end < text.len && is_handle_char(text.at[end])) end++;
        if (end == at + 2 || end - at > HANDLE_MOST || end >= text.len || text.at[end] != ')') continue;
        *handle = str_cut(text, at + 1, end);
        return at;
    }
    return SIZE_MAX;
}

/* What stands between the last dash or line break and the signature. */
static Str name_before(Str text, size_t signature) {
    size_t start = signature;
    while (start > 0 && signature - start < NAME_MOST) {
        size_t before = start;
        uint32_t c = utf8_previous(text, &before);
        if (c == '\n' || c == 0x2014 || c == 0x2013 || c == 0x2015) return str_trim(str_cut(text, start, signature));
        start = before;
    }
    return start == 0 ? str_trim(str_cut(text, 0, signature)) : S("");
}

/* "Posted by Tal Amal Rescue on March 3, 2031", on a line of its own; of several the last. */
static void read_credit(Reading *r, const Dom *dom, Block *b) {
    const Thread thread = { .r = r, .dom = dom };
    Str text = block_text(r, b);
    for (size_t from = 0, end; from < text.len; from = end + 1) {
        size_t next = str_find(text, S("\n"), from), opening;
        end = next == SIZE_MAX ? text.len : next;
        Str line = str_trim(str_cut(text, from, end));
        if (!page_word_opens(r, line, PAGE_COMMENT_BY, &opening)) continue;
        Str name = credit_name(&thread, line);
        if (!name.len) continue;
        b->author = str_copy(name, r->keep);
        if (!b->published.len) b->published = date_in(r, line);
    }
}

/* "— Tal Amal Rescue (@talamalrescue) March 3, 2031", "A post shared by Tal Amal Rescue (@talamalrescue) on ..." */
static void read_signature(Reading *r, Block *b) {
    Str text = block_text(r, b), handle;
    size_t at = signature_in(text, &handle);
    if (at == SIZE_MAX) return;
    b->handle = str_copy(handle, r->keep);
    size_t opening;
    Str name = name_before(text, at);
    if (page_word_opens(r, name, PAGE_COMMENT_BY, &opening)) name = str_trim(str_cut(name, opening, name.len));
    if (!b->author.len && name.len) b->author = str_copy(name, r->keep);
    if (!b->published.len) b->published = date_in(r, str_cut(text, at + handle.len, text.len));
}

void embed_read(Reading *r, const Dom *dom, uint32_t node, Block *b) {
    read_links(r, dom, node, b);
    read_signature(r, b);
    read_channel(r, dom, node, b);
    if (!b->author.len) read_credit(r, dom, b);
    if (!b->author.len) b->author = b->handle;         /* nobody else is named */
}
