/* One comment: who, when, and its own words. */
#include "base/date.h"
#include "page/thread.h"

enum { NAME_BYTES_MOST = 80, HEAD_LETTERS_MOST = 40 };

uint32_t past_answers(const Thread *t, uint32_t n, uint32_t end, uint32_t *answer) {
    if (n >= end) return n;                                     /* what follows is not looked at: it may be thousands of neighbours */
    while (*answer < t->comments.len && t->comments.at[*answer].start < n) (*answer)++;
    while (n < end && *answer < t->comments.len && t->comments.at[*answer].start == n) {
        n = t->comments.at[*answer].end;
        *answer = t->comments.at[*answer].after;
    }
    return n;
}

/* ---- who ----------------------------------------------------------------------------------------------------------------- */

static Str without_ends(Str text) {
    for (bool more = true; more && text.len;) {
        size_t at = 0, end = text.len;
        uint32_t first = utf8_next(text, &at), last = utf8_previous(text, &end);
        more = false;
        if (char_is_space(first) || (first < 0x80 && strchr(",:;|-#.>", (int)first)) || first == 0x2022 || first == 0x00B7 || first == 0x2013 || first == 0x2014 || first == 0x00BB)
            text = str_cut(text, at, text.len), more = true;
        else if (char_is_space(last) || (last < 0x80 && strchr(",:;|-(", (int)last)) || last == 0x2022 || last == 0x00B7 || last == 0x2013 || last == 0x2014)
            text = str_cut(text, 0, end), more = true;
    }
    return text;
}

/* Past "#12 " and "3. "; a name may be a number itself. */
static Str without_number(Str text) {
    size_t at = 0;
    if (at < text.len && text.at[at] == '#') at++;
    while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9') at++;
    if (!at || at >= text.len || (text.at[at] != ' ' && text.at[at] != '.' && text.at[at] != ')')) return text;
    return str_cut(text, at + 1, text.len);
}

static size_t next_blank(Str s, size_t at) {
    const char *blank = at < s.len ? memchr(s.at + at, ' ', s.len - at) : NULL;
    return blank ? (size_t)(blank - s.at) : s.len;
}

static bool opens_time(const Thread *t, Str tail) {
    size_t end;
    bool opens = tail.len && ((tail.at[0] >= '0' && tail.at[0] <= '9') || page_word_opens(t->r, tail, PAGE_COMMENT_AGO, &end) || table_word_opens(t->r, tail, TABLE_TIME));
    return opens && text_is_time(t->r, tail);
}

/* Where the name has ended: "says", "on March 3", "- 22/01/2031", "(moderator". */
static Str before_tail(const Thread *t, Str text) {
    for (size_t at = next_blank(text, 0); at < text.len; at = next_blank(text, at + 1)) {
        size_t end;
        Str rest = str_cut(text, at + 1, text.len), tail = without_ends(rest);
        if (page_word_is(t->r, rest, PAGE_COMMENT_ON)) return str_cut(text, 0, at);
        bool says = page_word_opens(t->r, rest, PAGE_COMMENT_SAYS, &end) && (end == rest.len || rest.at[end] == ':' || rest.at[end] == ' ');
        bool on = page_word_opens(t->r, rest, PAGE_COMMENT_ON, &end) && text_is_time(t->r, str_cut(rest, end, rest.len));
        if (says || on || opens_time(t, tail)) return str_cut(text, 0, at);
    }
    return text;
}

static Str squeezed(const Thread *t, Str text) {
    Text out = { .arena = t->r->scratch };
    for (size_t k = 0; k < text.len; k++) {
        bool blank = strchr(" \t\r\n\f", text.at[k]) != NULL;
        if (!blank) text_add_char(&out, text.at[k]);
        else if (out.len && out.at[out.len - 1] != ' ') text_add_char(&out, ' ');
    }
    return out.len ? text_str(&out) : S("");
}

Str credit_name(const Thread *t, Str text) {
    size_t end;
    if (text.len > NAME_BYTES_MOST * 3) return S("");
    text = squeezed(t, text);
    text = without_ends(without_number(without_ends(text)));
    if (page_word_opens(t->r, text, PAGE_COMMENT_BY, &end) || page_word_opens(t->r, text, PAGE_BYLINE, &end)) text = end < text.len ? str_cut(text, end, text.len) : text;
    text = without_ends(before_tail(t, without_ends(text)));
    return text.len <= NAME_BYTES_MOST ? text : S("");
}

static bool is_counter(Str text) {
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        if (char_is_letter(c)) return false;
    }
    return true;
}

bool is_small_talk(const Thread *t, Str text) {
    text = without_ends(text);
    return is_counter(text) || page_word_is(t->r, text, PAGE_COMMENT_REPLY) || page_word_is(t->r, text, PAGE_SHARE) || page_word_is(t->r, text, PAGE_COMMENT_SAYS);
}

static bool is_handle(Str text) {
    if (text.len < 2 || text.len > 40 || text.at[0] != '@') return false;
    return !memchr(text.at, ' ', text.len);
}

/* The words of an author's element without its badges. */
static Str name_text(const Thread *t, uint32_t n) {
    Text name = { .arena = t->r->scratch };
    for (uint32_t k = n; k < t->dom->at[n].end; k++) {
        if (t->signs[k] & SIGN_MUTE || (k > n && t->signs[k] & SIGN_TIME) || (k > n && t->says[k] & (SAYS_NOISE | SAYS_TIME) && !(t->says[k] & SAYS_AUTHOR))) {
            k = t->dom->at[k].end - 1;
            continue;
        }
        Str text = str_trim(t->dom->at[k].text);
        if (!dom_is(t->dom, k, DOM_TEXT) || (name.len && (is_handle(text) || is_counter(text) || text_is_time(t->r, text)))) continue;
        if (name.len) text_add_char(&name, ' ');
        text_add(&name, text);
    }
    return name.len && !text_is_time(t->r, text_str(&name)) ? credit_name(t, text_str(&name)) : S("");
}

/* "comment-author" holds the name, a badge and "says"; the innermost element of the kind holds the name alone. */
static uint32_t innermost_name(const Thread *t, uint32_t n) {
    for (uint32_t k = n + 1; k < t->dom->at[n].end; k++) {
        if (!(t->signs[k] & SIGN_AUTHOR) || t->says[k] & (SAYS_TIME | SAYS_NOISE)) continue;
        Str name = name_text(t, k);
        if (name.len && !is_small_talk(t, name)) n = k;
    }
    return n;
}

static int rank_of_name(const Thread *t, uint32_t n) {
    if (t->says[n] & SAYS_TIME) return 0;
    if (t->says[n] & SAYS_AUTHOR) return 3;
    return dom_is(t->dom, n, DOM_CITE) || str_eq(dom_attribute(t->dom, n, "rel"), S("author")) ? 2 : 1;
}

static void take_name(Thread *t, Comment *c, uint32_t number) {
    int best = 0;
    uint32_t answer = number + 1;
    for (uint32_t n = past_answers(t, c->start, c->end, &answer); n < c->end; n = past_answers(t, n + 1, c->end, &answer)) {
        if (!(t->signs[n] & SIGN_AUTHOR) || t->signs[n] & SIGN_QUOTE) continue;
        Str given = dom_attribute(t->dom, n, "data-author");
        if (!given.len && dom_has_attribute(t->dom, n, "depth")) given = dom_attribute(t->dom, n, "author");
        if (given.len && given.len <= NAME_BYTES_MOST && !c->author.len) c->author = given;
        int rank = rank_of_name(t, n);
        uint32_t letters = letters_in(t, n, t->dom->at[n].end);
        if (rank <= best || !letters || letters > NAME_BYTES_MOST) continue;
        uint32_t inner = innermost_name(t, n);
        Str name = name_text(t, inner);
        if (!name.len || is_small_talk(t, name)) continue;
        c->name = n;
        best = rank;
        if (!given.len) c->author = name;
    }
}

/* "<b>Ann Reader</b>", "<h4>Ann Reader</h4>" at the head of a comment that names nobody. */
static void take_first_short(Thread *t, Comment *c, uint32_t number) {
    uint32_t answer = number + 1, letters = 0;
    for (uint32_t n = past_answers(t, c->start, c->end, &answer); n < c->end && letters < HEAD_LETTERS_MOST; n = past_answers(t, n + 1, c->end, &answer)) {
        DomTag tag = t->dom->at[n].tag;
        if (t->says[n] & SAYS_NOISE) n = t->dom->at[n].end - 1;
        if (tag == DOM_TEXT && !(t->signs[n] & (SIGN_MUTE | SIGN_TIME))) letters += letters_in(t, n, n + 1);
        bool head = (tag >= DOM_H3 && tag <= DOM_H6) || tag == DOM_B || tag == DOM_STRONG || tag == DOM_DT || tag == DOM_TH || tag == DOM_A || tag == DOM_EM;
        if (!head || t->says[n] & SAYS_NOISE || t->signs[n] & (SIGN_MUTE | SIGN_TIME) || t->says[n] & SAYS_TIME || letters_in(t, n, t->dom->at[n].end) > NAME_BYTES_MOST) continue;
        Str name = name_text(t, n);
        if (!name.len || is_small_talk(t, name) || text_is_time(t->r, name)) continue;
        c->name = n;
        c->author = name;
        c->guessed = true;
        return;
    }
}

/* "Ann Reader, 3 hours ago": a short text directly before the time. */
static void take_text_before_time(Thread *t, Comment *c, uint32_t number) {
    uint32_t answer = number + 1;
    for (uint32_t n = past_answers(t, c->start, c->end, &answer); n < c->end; n = past_answers(t, n + 1, c->end, &answer)) {
        const DomNode *node = &t->dom->at[n];
        if (node->tag != DOM_TEXT || t->signs[n] & (SIGN_MUTE | SIGN_QUOTE) || !letters_in(t, n, n + 1)) continue;
        Str name = credit_name(t, node->text);
        if (n == c->when && is_counter(name)) return;
        bool beside = c->when > n && letters_in(t, n + 1, c->when) == 0;
        bool cut = name.len < str_trim(node->text).len && !text_is_time(t->r, name);
        if (!name.len || is_small_talk(t, name) || !(beside || cut)) return;
        c->name = n;
        c->author = name;
        return;
    }
}

/* aria-label="Comment by Ann Reader 3 hours ago" */
static void take_label(Thread *t, Comment *c) {
    size_t end;
    Str label = dom_attribute(t->dom, c->start, "aria-label");
    if (!label.len || !page_word_opens(t->r, label, PAGE_COMMENT_BY, &end)) return;
    Str name = credit_name(t, label);
    if (!c->author.len || !str_starts(name, c->author)) c->author = name;      /* "Reply by ben to Ann Reader": the link says "ben" */
    c->guessed = false;
}

/* ---- when, and where it stands --------------------------------------------------------------------------------------------- */

static void take_time(Thread *t, Comment *c, uint32_t number) {
    uint32_t answer = number + 1;
    for (uint32_t n = past_answers(t, c->start, c->end, &answer); n < c->end; n = past_answers(t, n + 1, c->end, &answer)) {
        if (!(t->signs[n] & SIGN_TIME) || t->signs[n] & SIGN_QUOTE) continue;
        if (!c->when) c->when = n;
        Str when = time_of(t, n);
        if (!when.len) continue;
        c->published = when;
        c->when = n;
        return;
    }
    if (!dom_is(t->dom, c->start, DOM_TEXT)) c->published = time_of(t, c->start);       /* told by the comment's own element */
}

/* The link around the time leads to the post itself. */
static void take_link(Thread *t, Comment *c) {
    for (uint32_t n = c->when, k = 0; n > c->start && k < 4; n = t->dom->at[n].parent, k++) {
        if (!dom_is(t->dom, n, DOM_A)) continue;
        c->link = str_copy(dom_attribute(t->dom, n, "href"), t->r->keep);
        return;
    }
}

static void take_handle(Thread *t, Comment *c, uint32_t number) {
    uint32_t answer = number + 1;
    for (uint32_t n = past_answers(t, c->start, c->end, &answer); n < c->end; n = past_answers(t, n + 1, c->end, &answer)) {
        const DomNode *node = &t->dom->at[n];
        if (node->tag != DOM_TEXT || t->signs[n] & (SIGN_MUTE | SIGN_QUOTE)) continue;
        Str text = str_trim(node->text);
        if (!is_handle(text) || letters_in(t, c->start, n) > NAME_BYTES_MOST) continue;
        c->handle = str_copy(text, t->r->keep);
        return;
    }
}

void comment_read_facts(Thread *t, uint32_t number) {
    Comment *c = &t->comments.at[number];
    take_time(t, c, number);
    take_name(t, c, number);
    if (!c->author.len) take_text_before_time(t, c, number);
    if (!c->author.len) take_first_short(t, c, number);
    take_label(t, c);
    c->author = str_copy(c->author, t->r->keep);
    take_link(t, c);
    if (c->post) take_handle(t, c, number);
}
