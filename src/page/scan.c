/* Before the HTML parser sees a page: what would make it slow or large is taken away, in one pass over the bytes.
 * The parser's own cost grows with the depth of open elements and with the square of the attributes of one tag. */
#include "page/blocks.h"

enum { DEEPEST = 512, NAME_MOST = 15, ATTRIBUTES_MOST = 128 };
static const size_t HTML_MOST = (size_t)16 << 20, TAG_MOST = (size_t)64 << 10;

typedef struct { char at[NAME_MOST + 1]; } Name;
typedef struct {
    Reading *r;
    Str html;
    Text out;
    Name open[DEEPEST];
    size_t depth, n_deep, n_long;
    bool is_over;                       /* more was to be kept than the parser is given */
    struct { TameCut *at; size_t len, cap; } cuts;
    size_t kept;                        /* end of the bytes kept last */
} Scan;

static bool is_name_char(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '/'; }

static Name name_at(Str html, size_t at) {
    Name name = { "" };
    for (size_t n = 0; n < NAME_MOST && at < html.len && is_name_char(html.at[at]); n++, at++)
        name.at[n] = (char)(html.at[at] >= 'A' && html.at[at] <= 'Z' ? html.at[at] + 32 : html.at[at]);
    return name;
}

static bool is_in(const Name *name, const char *const *names) {
    for (; *names; names++)
        if (strcmp(name->at, *names) == 0) return true;
    return false;
}

/* Elements that have no end tag. Source: html.spec.whatwg.org, "Void elements". */
static bool is_void(const Name *name) {
    static const char *const names[] = { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
                                         "wbr", NULL };
    return is_in(name, names);
}

/* Elements whose end tag is often left out; a new one closes the one before. */
static bool closes_its_like(const Name *name) {
    static const char *const names[] = { "p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", NULL };
    return is_in(name, names);
}

/* Elements whose content is no markup up to their own end tag. */
static bool is_raw(const Name *name) {
    static const char *const names[] = { "script", "style", "textarea", "title", "xmp", "noframes", "iframe", NULL };
    return is_in(name, names);
}

/* Past the '>' of the tag whose inside starts at `at`; counts its attributes roughly by its blanks outside quotes. */
static size_t past_tag(Str html, size_t at, size_t *n_attributes) {
    char quote = 0;
    *n_attributes = 0;
    for (; at < html.len; at++) {
        char c = html.at[at];
        if (quote) {
            if (c == quote) quote = 0;
            continue;
        }
        if (c == '>') return at + 1;
        if ((c == '"' || c == '\'') && html.at[at - 1] == '=') quote = c;
        *n_attributes += is_blank(c) && !is_blank(html.at[at - 1]);
    }
    return html.len;
}

static void keep(Scan *s, size_t start, size_t end) {
    if (start == end) return;
    if (start != s->kept) {
        TameCut *cut = list_add(&s->cuts, s->r->scratch);
        *cut = (TameCut){ s->out.len, start - s->out.len };
    }
    s->kept = end;
    if (end - start > HTML_MOST - s->out.len) {
        end = start + HTML_MOST - s->out.len;
        s->is_over = true;
    }
    text_add(&s->out, str_cut(s->html, start, end));
}

/* An end tag closes the nearest open element of its name, and what stands open inside it. */
static void close_element(Scan *s, const Name *name) {
    for (size_t k = s->depth; k-- > 0;)
        if (strcmp(s->open[k].at, name->at) == 0) {
            s->depth = k;
            return;
        }
}

/* Does the tag at [start, end) stay? */
static bool open_element(Scan *s, const Name *name, size_t start, size_t end, size_t n_attributes) {
    if (end - start > TAG_MOST || n_attributes > ATTRIBUTES_MOST) {
        s->n_long++;
        return false;
    }
    if (is_void(name) || is_raw(name)) return true;
    if (closes_its_like(name) && s->depth && strcmp(s->open[s->depth - 1].at, name->at) == 0) return true;
    if (s->depth == DEEPEST) {
        s->n_deep++;
        return false;
    }
    s->open[s->depth++] = *name;
    return true;
}

/* Past the end tag of a raw element, or the end of the page. */
static size_t past_raw(Str html, size_t at, const Name *name) {
    for (at = str_find(html, S("</"), at); at < html.len; at = str_find(html, S("</"), at + 2)) {
        Name end = name_at(html, at + 2);
        if (strcmp(end.at, name->at) == 0) return at;
    }
    return html.len;
}

static size_t take_end_tag(Scan *s, size_t at) {
    size_t n_attributes, end = past_tag(s->html, at + 2, &n_attributes);
    Name name = name_at(s->html, at + 2);
    close_element(s, &name);
    if (end - at <= TAG_MOST && n_attributes <= ATTRIBUTES_MOST) keep(s, at, end);
    return end;
}

static size_t take_start_tag(Scan *s, size_t at) {
    size_t n_attributes, end = past_tag(s->html, at + 1, &n_attributes);
    Name name = name_at(s->html, at + 1);
    bool stays = open_element(s, &name, at, end, n_attributes);
    if (stays) keep(s, at, end);
    if (!is_raw(&name)) return end;
    size_t raw_end = past_raw(s->html, end, &name);
    if (stays) keep(s, end, raw_end);                   /* of one taken away the content goes too: it is no text */
    return raw_end;
}

static size_t take_markup(Scan *s, size_t at) {
    char next = at + 1 < s->html.len ? s->html.at[at + 1] : 0;
    if (str_starts(str_cut(s->html, at, s->html.len), S("<!--"))) {
        size_t end = str_find(s->html, S("-->"), at + 4);
        return end == SIZE_MAX ? s->html.len : end + 3;  /* comments of the source are not needed */
    }
    if (next == '/') return take_end_tag(s, at);
    if (is_name_char(next)) return take_start_tag(s, at);
    keep(s, at, at + 1);
    return at + 1;
}

static void note_losses(Reading *r, const Scan *s) {
    CasusSpan nowhere = { 0, 0 };
    if (s->n_deep) note(r, nowhere, str_format(r->keep, "%zu elements nested deeper than %d taken as their content", s->n_deep, DEEPEST).at);
    if (s->n_long) note(r, nowhere, str_format(r->keep, "%zu tags of monstrous size left out", s->n_long).at);
    if (s->is_over) note(r, nowhere, "HTML over 16 MiB: read only its first 16 MiB");
}

size_t tame_source(const Tame *tame, size_t at) {
    size_t low = 0, high = tame->n_cuts;                /* the last cut at or before `at` */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tame->cuts[middle].at <= at) low = middle + 1;
        else high = middle;
    }
    return low ? at + tame->cuts[low - 1].removed : at;
}

Tame html_tame(Reading *r, Str html) {
    Scan *s = arena_new(r->scratch, Scan);
    s->r = r;
    size_t room = (html.len < HTML_MOST ? html.len : HTML_MOST) + 1;
    s->html = html;
    s->out = (Text){ arena_alloc(r->scratch, room), 0, room, r->scratch };      /* it only gets shorter */
    for (size_t at = 0; at < s->html.len && s->out.len < HTML_MOST;) {
        size_t tag = str_find(s->html, S("<"), at);
        if (tag > s->html.len) tag = s->html.len;
        keep(s, at, tag);
        at = tag < s->html.len ? take_markup(s, tag) : tag;
    }
    s->is_over |= s->out.len == HTML_MOST;
    note_losses(r, s);
    return (Tame){ text_str(&s->out), s->cuts.at, s->cuts.len };
}
