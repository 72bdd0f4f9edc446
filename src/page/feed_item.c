/* One item of a feed as a page: title first, then its content. */
#include "base/utf8.h"
#include "page/feed.h"
#include "page/url.h"

void feed_escape(Text *out, Str words) {
    for (size_t i = 0; i < words.len; i++) {
        char c = words.at[i];
        if (c == '&') text_add(out, S("&amp;"));
        else if (c == '<') text_add(out, S("&lt;"));
        else if (c == '>') text_add(out, S("&gt;"));
        else if (c == '"') text_add(out, S("&quot;"));
        else text_add_char(out, c);
    }
}

/* ---- words without markup -------------------------------------------------------------------------------------------- */

/* What titles are written with; Source: HTML, "Named character references". */
static uint32_t named_character(Str name) {
    static const struct { const char *name; uint32_t c; } names[] = {
        { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }, { "nbsp", ' ' }, { "ndash", 0x2013 }, { "mdash", 0x2014 },
        { "lsquo", 0x2018 }, { "rsquo", 0x2019 }, { "ldquo", 0x201C }, { "rdquo", 0x201D }, { "hellip", 0x2026 }, { "eacute", 0xE9 },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(name, str_of(names[i].name))) return names[i].c;
    return 0;
}

static uint32_t numbered_character(Str digits) {
    bool is_hex = digits.len > 1 && (digits.at[0] | 0x20) == 'x';
    uint32_t value = 0;
    for (size_t i = is_hex; i < digits.len; i++) {
        char c = digits.at[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : !is_hex ? -1 : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
        if (digit < 0) return 0;
        value = value * (is_hex ? 16 : 10) + (uint32_t)digit;
    }
    return value < 0x110000 && (value < 0xD800 || value > 0xDFFF) ? value : 0;
}

/* The character that "&name;" at `at` stands for, and how long it is; 0 when it is only an '&'. */
static uint32_t character_at(Str s, size_t at, size_t *len) {
    size_t end = at + 1;
    while (end < s.len && end < at + 10 && s.at[end] != ';') end++;
    if (end >= s.len || s.at[end] != ';' || end < at + 2) return 0;
    Str name = str_cut(s, at + 1, end);
    *len = end + 1 - at;
    return name.at[0] == '#' ? numbered_character(str_cut(name, 1, name.len)) : named_character(name);
}

/* How long the tag at `at` is; 0 when it is a '<' of the text. */
static size_t tag_at(Str s, size_t at) {
    if (at + 1 >= s.len) return 0;
    char next = s.at[at + 1];
    bool is_tag = next == '/' || next == '!' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    if (!is_tag) return 0;
    const char *end = memchr(s.at + at, '>', s.len - at);
    return end ? (size_t)(end - s.at) + 1 - at : 0;
}

static bool is_blank(uint32_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0; }

Str feed_plain(Str html, Arena *arena) {
    Text out = { .arena = arena };
    bool blank = false, has_tags = true;
    for (size_t at = 0; at < html.len;) {
        size_t len = 0;
        uint32_t c = 0;
        if (html.at[at] == '<' && has_tags) {
            len = tag_at(html, at);
            has_tags = len || at + 1 >= html.len || memchr(html.at + at, '>', html.len - at);
            if (len) {
                at += len;
                continue;
            }
        }
        if (html.at[at] == '&') c = character_at(html, at, &len);
        if (c) at += len;
        else c = utf8_next(html, &at);
        if (is_blank(c)) {
            blank = out.len > 0;
            continue;
        }
        if (blank) text_add_char(&out, ' ');
        blank = false;
        char bytes[4];
        text_add(&out, (Str){ bytes, utf8_put(c, bytes) });
    }
    return text_str(&out);
}

Str feed_paragraphs(Str text, Arena *arena) {
    Text out = { .arena = arena };
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, S("\n\n"), at);
        if (end == SIZE_MAX) end = text.len;
        Str paragraph = str_trim(str_cut(text, at, end));
        at = end + 2;
        if (!paragraph.len) continue;
        text_add(&out, S("<p>"));
        feed_escape(&out, paragraph);
        text_add(&out, S("</p>\n"));
    }
    return text_str(&out);
}

/* ---- authors --------------------------------------------------------------------------------------------------------- */

Str feed_author(Str written, Arena *arena) {
    Str plain = feed_plain(written, arena);
    const char *sign = plain.len ? memchr(plain.at, '@', plain.len) : NULL;
    if (!sign) return plain;
    const char *open = memchr(plain.at, '(', plain.len), *close = open ? memchr(open, ')', plain.len - (size_t)(open - plain.at)) : NULL;
    return close ? str_trim((Str){ open + 1, (size_t)(close - open) - 1 }) : (Str){ 0 };      /* an address alone is nobody's name */
}

void feed_add_author(FeedItem *item, Str author, Arena *arena) {
    enum { AUTHORS_MOST = 1000 };                           /* bytes */
    if (!author.len || item->author.len > AUTHORS_MOST || str_find(item->author, author, 0) != SIZE_MAX) return;
    item->author = item->author.len ? str_join(item->author, S(", "), author, arena) : author;
}

/* ---- the page -------------------------------------------------------------------------------------------------------- */

static Str first_of(Str a, Str b) { return a.len ? a : b; }

/* What names the item among all reports: its own address where it has one; the channel's front page is none. */
static Str id_of(const FeedChannel *channel, const FeedItem *item, Str feed_url, Arena *arena) {
    bool has_own_link = item->link.len && !str_eq(item->link, channel->link);
    if (has_own_link) return item->link;
    if (url_is_web(item->id)) return item->id;
    Str local = item->id;
    if (!local.len) local = item->title;
    if (!local.len) local = item->published;
    if (!local.len) return (Str){ 0 };
    Str where = first_of(feed_url, channel->link);
    return where.len ? str_join(where, S("#"), local, arena) : local;
}

static void add_meta(Text *out, const char *property, Str value) {
    if (!value.len) return;
    text_add_format(out, "<meta property=\"%s\" content=\"", property);
    feed_escape(out, value);
    text_add(out, S("\">\n"));
}

static Str html_of(const FeedItem *item, Arena *arena) {
    Text out = { .arena = arena };
    text_add(&out, S("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">\n"));
    if (item->base.len) {
        text_add(&out, S("<base href=\""));
        feed_escape(&out, item->base);
        text_add(&out, S("\">\n"));
    }
    add_meta(&out, "article:modified_time", item->modified);
    text_add(&out, S("</head><body><article>\n"));
    if (item->title.len) {
        text_add(&out, S("<h1>"));
        feed_escape(&out, item->title);
        text_add(&out, S("</h1>\n"));
    }
    text_add(&out, item->content);
    text_add(&out, S("\n</article></body></html>\n"));
    return text_str(&out);
}

void feed_item_page(const FeedChannel *channel, const FeedItem *item, Str feed_url, Str name, Arena *arena, CasusPage *page) {
    *page = (CasusPage){
        .bytes = html_of(item, arena), .name = name, .id = id_of(channel, item, feed_url, arena), .url = item->link,
        .publisher = first_of(item->source, channel->title), .author = item->author, .title = item->title,
        .published = first_of(item->published, item->modified), .language = first_of(item->language, channel->language),
        .charset = S("utf-8"), .format = CASUS_FORMAT_HTML,
    };
}
