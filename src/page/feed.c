/* Feeds as a stream of pages. The only file that knows libxml2: its pull reader in recovering mode, without network, and, the bytes being
 * tamed first, without entities. Memory holds the feed and one item. */
#include "page/feed.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <libxml/xmlreader.h>

#include "base/error.h"
#include "page/net_date.h"
#include "page/url.h"

static const size_t FEED_MOST = (size_t)512 << 20;

struct CasusFeed {
    Str bytes, url, name;
    Budget budget;
    Arena keep, item;               /* item: until the next one */
    FeedChannel channel;
    xmlTextReaderPtr reader;        /* NULL for a JSON Feed */
    JsonValue root, items;          /* of a JSON Feed */
    size_t items_at;
    bool is_at_item;                /* the reader stands on the start of the next item: the one before had no end */
    bool ended, broken;
    bool cut;                       /* the input ended inside a field */
    const char *counted;            /* of a JSON Feed: lines are counted up to here */
    size_t line;
    char label[PATH_MAX + 32];
};

/* ---- what is a feed -------------------------------------------------------------------------------------------------- */

static bool is_root_name(Str name) {
    static const char *const roots[] = { "rss", "feed", "RDF" };
    const char *colon = name.len ? memchr(name.at, ':', name.len) : NULL;
    if (colon) name = (Str){ colon + 1, (size_t)(name.at + name.len - colon) - 1 };
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_eq(name, str_of(roots[i]))) return true;
    return false;
}

/* Where "<?...>" or "<!DOCTYPE ... [ ... ]>" ends. */
static size_t end_of_declaration(Str s, size_t at) {
    int nested = 0;
    for (; at < s.len; at++) {
        nested += (s.at[at] == '[') - (s.at[at] == ']');
        if (s.at[at] == '>' && nested <= 0) return at;
    }
    return SIZE_MAX;
}

/* Behind declarations, comments and the document type: the name of the first element. */
static Str root_name(Str s) {
    for (size_t at = 0; at < s.len;) {
        if (strchr(" \t\r\n", s.at[at])) {
            at++;
            continue;
        }
        if (s.at[at] != '<' || at + 1 >= s.len) return (Str){ 0 };
        bool is_comment = str_starts(str_cut(s, at, s.len), S("<!--"));
        if (!is_comment && s.at[at + 1] != '?' && s.at[at + 1] != '!') {
            size_t end = at + 1;
            while (end < s.len && !strchr(" \t\r\n/>", s.at[end])) end++;
            return str_cut(s, at + 1, end);
        }
        size_t end = is_comment ? str_find(s, S("-->"), at) : end_of_declaration(s, at);
        if (end == SIZE_MAX) return (Str){ 0 };
        at = end + (is_comment ? 3 : 1);
    }
    return (Str){ 0 };
}

/* The start of the bytes without byte order mark and without the zeros of UTF-16. */
static Str plain_head(Str bytes, char *room, size_t most) {
    size_t n = 0;
    if (str_starts(bytes, S("\xEF\xBB\xBF"))) bytes = str_cut(bytes, 3, bytes.len);
    else if (str_starts(bytes, S("\xFF\xFE")) || str_starts(bytes, S("\xFE\xFF"))) bytes = str_cut(bytes, 2, bytes.len);
    for (size_t i = 0; i < bytes.len && n < most; i++)
        if (bytes.at[i]) room[n++] = bytes.at[i];
    return (Str){ room, n };
}

bool feed_starts(Str head) {
    char room[4096];
    Str plain = str_trim(plain_head(head, room, sizeof room));
    if (!plain.len) return false;
    if (plain.at[0] == '{') return str_find(plain, S("jsonfeed.org/version"), 0) != SIZE_MAX || str_find(plain, S("jsonfeed.org\\/version"), 0) != SIZE_MAX;
    return plain.at[0] == '<' && is_root_name(root_name(plain));
}

/* ---- elements -------------------------------------------------------------------------------------------------------- */

static Str xml_str(const xmlChar *s) { return str_of((const char *)s); }

static bool step(CasusFeed *feed) {
    int got = feed->ended ? 0 : xmlTextReaderRead(feed->reader);
    if (got == 1) return true;
    feed->ended = true;
    feed->broken = feed->broken || got < 0;
    return false;
}

/* Goes on inside a field. */
static bool step_inside(CasusFeed *feed) {
    if (step(feed)) return true;
    feed->cut = true;
    return false;
}

static bool is_start(CasusFeed *feed) { return xmlTextReaderNodeType(feed->reader) == XML_READER_TYPE_ELEMENT; }

static Str local_name(CasusFeed *feed) {
    Str name = xml_str(xmlTextReaderConstLocalName(feed->reader));
    const char *colon = name.len ? memchr(name.at, ':', name.len) : NULL;   /* a prefix that was never declared */
    return colon ? (Str){ colon + 1, (size_t)(name.at + name.len - colon) - 1 } : name;
}

/* Which vocabulary an element is of. Names of others ("media:title") mean other things. */
typedef enum { VOCABULARY_FEED, VOCABULARY_DC, VOCABULARY_CONTENT, VOCABULARY_ATOM, VOCABULARY_OTHER } Vocabulary;

static Vocabulary vocabulary(CasusFeed *feed) {
    Str space = xml_str(xmlTextReaderConstNamespaceUri(feed->reader)), name = xml_str(xmlTextReaderConstName(feed->reader));
    const char *colon = name.len ? memchr(name.at, ':', name.len) : NULL;
    Str prefix = colon ? (Str){ name.at, (size_t)(colon - name.at) } : (Str){ 0 };
    bool is_undeclared = !space.len;
    if (str_find(space, S("purl.org/dc/"), 0) != SIZE_MAX || (is_undeclared && str_eq(prefix, S("dc")))) return VOCABULARY_DC;
    if (str_find(space, S("rss/1.0/modules/content"), 0) != SIZE_MAX || (is_undeclared && str_eq(prefix, S("content")))) return VOCABULARY_CONTENT;
    if (!prefix.len) return VOCABULARY_FEED;
    bool is_atom = str_find(space, S("w3.org/2005/Atom"), 0) != SIZE_MAX || str_find(space, S("purl.org/atom/"), 0) != SIZE_MAX;
    if (is_atom || (is_undeclared && str_eq(prefix, S("atom")))) return VOCABULARY_ATOM;
    if (str_find(space, S("purl.org/rss/"), 0) != SIZE_MAX) return VOCABULARY_FEED;
    return VOCABULARY_OTHER;
}

static bool is_item(CasusFeed *feed) {
    if (!is_start(feed)) return false;
    Str name = local_name(feed);
    if (!str_eq(name, S("item")) && !str_eq(name, S("entry"))) return false;
    Vocabulary words = vocabulary(feed);
    return words == VOCABULARY_FEED || words == VOCABULARY_ATOM;
}

/* A copy in `arena`; empty when the element has none of that name. */
static Str attribute(CasusFeed *feed, const char *name, Arena *arena) {
    if (xmlTextReaderMoveToAttribute(feed->reader, (const xmlChar *)name) != 1) return (Str){ 0 };
    Str value = xml_str(xmlTextReaderConstValue(feed->reader));
    if (value.len) value = str_copy(value, arena);
    xmlTextReaderMoveToElement(feed->reader);
    return value;
}

static Str base_here(CasusFeed *feed, Arena *arena) { return str_copy(xml_str(xmlTextReaderConstBaseUri(feed->reader)), arena); }

static void add_tag(CasusFeed *feed, Text *out) {
    text_add(out, S("<"));
    text_add(out, local_name(feed));
    while (xmlTextReaderMoveToNextAttribute(feed->reader) == 1) {
        text_add(out, S(" "));
        text_add(out, local_name(feed));
        text_add(out, S("=\""));
        feed_escape(out, xml_str(xmlTextReaderConstValue(feed->reader)));
        text_add(out, S("\""));
    }
    xmlTextReaderMoveToElement(feed->reader);
    text_add(out, S(">"));
}

/* All words inside the element the reader stands on, up to its end. What is escaped stays one layer down: a description's "&lt;p&gt;" is
 * markup. Elements are written as markup, and so are words inside them; `is_markup`: all of it is (XHTML). */
static Str words_inside(CasusFeed *feed, bool is_markup, Arena *arena) {
    Text out = { .arena = arena };
    int depth = xmlTextReaderDepth(feed->reader);
    if (xmlTextReaderIsEmptyElement(feed->reader)) return (Str){ 0 };
    while (step_inside(feed)) {
        int type = xmlTextReaderNodeType(feed->reader);
        bool is_inner = is_markup || xmlTextReaderDepth(feed->reader) > depth + 1;
        if (type == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(feed->reader) <= depth) break;
        if (is_item(feed)) {                                /* the field was never closed */
            feed->is_at_item = true;
            break;
        }
        if (type == XML_READER_TYPE_ELEMENT) add_tag(feed, &out);
        else if (type == XML_READER_TYPE_END_ELEMENT) {
            text_add(&out, S("</"));
            text_add(&out, local_name(feed));
            text_add(&out, S(">"));
        } else if (xmlTextReaderHasValue(feed->reader) && type != XML_READER_TYPE_COMMENT && type != XML_READER_TYPE_PROCESSING_INSTRUCTION) {
            Str words = xml_str(xmlTextReaderConstValue(feed->reader));
            if (is_inner && type != XML_READER_TYPE_CDATA) feed_escape(&out, words);
            else text_add(&out, words);
        }
    }
    return str_trim(text_str(&out));
}

static Str plain_inside(CasusFeed *feed, Arena *arena) { return feed_plain(words_inside(feed, false, arena), arena); }

/* ---- fields of an item ------------------------------------------------------------------------------------------------ */

static bool looks_like_markup(Str words) { return str_find(words, S("</"), 0) != SIZE_MAX || str_find(words, S("<br"), 0) != SIZE_MAX || str_find(words, S("<p>"), 0) != SIZE_MAX; }

/* Atom says of its content what it is; RSS leaves it to be seen. */
static Str content_inside(CasusFeed *feed, Arena *arena) {
    Str type = attribute(feed, "type", arena), mode = attribute(feed, "mode", arena);
    bool is_xhtml = str_eq(type, S("xhtml")) || str_ends(type, S("+xml"));
    bool is_html = str_eq(type, S("html")) || str_eq(type, S("text/html"));
    bool is_plain = str_eq(type, S("text")) || str_eq(type, S("text/plain"));
    bool is_other = type.len && !is_xhtml && !is_html && !is_plain;
    Str words = words_inside(feed, is_xhtml && !str_eq(mode, S("escaped")), arena);
    if (is_other) return (Str){ 0 };                        /* a picture */
    return is_xhtml || is_html || looks_like_markup(words) ? words : feed_paragraphs(is_plain ? words : feed_plain(words, arena), arena);
}

static void take_content(CasusFeed *feed, FeedItem *item, ContentRank rank) {
    Str base = base_here(feed, &feed->item);
    Str words = content_inside(feed, &feed->item);
    if (!words.len || rank < item->rank) return;
    if (rank == item->rank && words.len <= item->content.len) return;
    item->content = words;
    item->rank = rank;
    item->base = base;
}

/* An item's own page: what "link" holds, or rel="alternate" of Atom. */
static void take_link(CasusFeed *feed, FeedItem *item) {
    Str base = base_here(feed, &feed->item), rel = attribute(feed, "rel", &feed->item), href = attribute(feed, "href", &feed->item);
    Str inside = words_inside(feed, false, &feed->item);
    bool is_own = !rel.len || str_eq(rel, S("alternate"));
    if (!is_own || item->link.len) return;
    item->link = url_resolve(base.len ? base : feed->url, href.len ? href : inside, &feed->item);
}

/* <author>, as RSS (an address, a name in brackets) or as Atom (<name>, <email>, <uri>) has it. */
static void take_author(CasusFeed *feed, FeedItem *item) {
    Text plain = { .arena = &feed->item };
    Str name = { 0 };
    int depth = xmlTextReaderDepth(feed->reader);
    if (xmlTextReaderIsEmptyElement(feed->reader)) return;
    while (step_inside(feed)) {
        bool is_end = xmlTextReaderNodeType(feed->reader) == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(feed->reader) <= depth;
        if (is_end || (feed->is_at_item = is_item(feed))) break;
        if (is_start(feed)) {
            bool is_name = str_eq(local_name(feed), S("name"));
            Str words = plain_inside(feed, &feed->item);
            if (is_name) name = words;
            if (feed->is_at_item) break;
        } else if (xmlTextReaderHasValue(feed->reader)) text_add(&plain, xml_str(xmlTextReaderConstValue(feed->reader)));
    }
    feed_add_author(item, name.len ? name : feed_author(text_str(&plain), &feed->item), &feed->item);
}

/* Where an aggregator has the item from: words in RSS, a whole head with a title in Atom. */
static void take_source(CasusFeed *feed, FeedItem *item) {
    Text plain = { .arena = &feed->item };
    int depth = xmlTextReaderDepth(feed->reader);
    if (xmlTextReaderIsEmptyElement(feed->reader)) return;
    while (step_inside(feed)) {
        bool is_end = xmlTextReaderNodeType(feed->reader) == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(feed->reader) <= depth;
        if (is_end || (feed->is_at_item = is_item(feed))) break;
        if (is_start(feed)) {
            bool is_title = str_eq(local_name(feed), S("title"));
            Str words = plain_inside(feed, &feed->item);
            if (is_title) item->source = words;
            if (feed->is_at_item) break;
        } else if (xmlTextReaderHasValue(feed->reader)) text_add(&plain, xml_str(xmlTextReaderConstValue(feed->reader)));
    }
    if (!item->source.len) item->source = feed_plain(text_str(&plain), &feed->item);
}

static void take_time(CasusFeed *feed, Str *time) {
    Str iso = net_date_iso(plain_inside(feed, &feed->item), &feed->item);
    if (iso.len && !time->len) *time = iso;
}

static void take_title(CasusFeed *feed, FeedItem *item) {
    Str title = plain_inside(feed, &feed->item);
    if (!item->title.len) item->title = title;
}

static void take_id(CasusFeed *feed, FeedItem *item) {
    Str id = str_trim(words_inside(feed, false, &feed->item));
    if (!item->id.len) item->id = id;
}

/* A field, the words it goes by, and in which vocabulary. */
typedef enum { FIELD_TITLE, FIELD_LINK, FIELD_ID, FIELD_SUMMARY, FIELD_CONTENT, FIELD_AUTHOR, FIELD_CREATOR, FIELD_PUBLISHED, FIELD_MODIFIED, FIELD_LANGUAGE,
               FIELD_SOURCE, FIELD_NONE } Field;
static const struct { const char *name; Vocabulary vocabulary; Field field; } fields[] = {
    { "title", VOCABULARY_FEED, FIELD_TITLE }, { "link", VOCABULARY_FEED, FIELD_LINK }, { "guid", VOCABULARY_FEED, FIELD_ID },
    { "id", VOCABULARY_FEED, FIELD_ID }, { "description", VOCABULARY_FEED, FIELD_SUMMARY }, { "summary", VOCABULARY_FEED, FIELD_SUMMARY },
    { "content", VOCABULARY_FEED, FIELD_CONTENT }, { "encoded", VOCABULARY_CONTENT, FIELD_CONTENT }, { "author", VOCABULARY_FEED, FIELD_AUTHOR },
    { "creator", VOCABULARY_DC, FIELD_CREATOR }, { "pubDate", VOCABULARY_FEED, FIELD_PUBLISHED }, { "pubdate", VOCABULARY_FEED, FIELD_PUBLISHED },
    { "published", VOCABULARY_FEED, FIELD_PUBLISHED }, { "issued", VOCABULARY_FEED, FIELD_PUBLISHED }, { "date", VOCABULARY_DC, FIELD_PUBLISHED },
    { "created", VOCABULARY_DC, FIELD_PUBLISHED }, { "updated", VOCABULARY_FEED, FIELD_MODIFIED }, { "modified", VOCABULARY_FEED, FIELD_MODIFIED },
    { "modified", VOCABULARY_DC, FIELD_MODIFIED }, { "updated", VOCABULARY_ATOM, FIELD_MODIFIED }, { "language", VOCABULARY_DC, FIELD_LANGUAGE },
    { "title", VOCABULARY_DC, FIELD_TITLE }, { "description", VOCABULARY_DC, FIELD_SUMMARY }, { "identifier", VOCABULARY_DC, FIELD_ID },
    { "source", VOCABULARY_FEED, FIELD_SOURCE }, { "content", VOCABULARY_ATOM, FIELD_CONTENT }, { "summary", VOCABULARY_ATOM, FIELD_SUMMARY },
    { "title", VOCABULARY_ATOM, FIELD_TITLE }, { "id", VOCABULARY_ATOM, FIELD_ID }, { "link", VOCABULARY_ATOM, FIELD_LINK },
    { "author", VOCABULARY_ATOM, FIELD_AUTHOR }, { "published", VOCABULARY_ATOM, FIELD_PUBLISHED }, { "source", VOCABULARY_ATOM, FIELD_SOURCE },
};

static Field field_here(CasusFeed *feed) {
    Str name = local_name(feed);
    Vocabulary words = vocabulary(feed);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (fields[i].vocabulary == words && str_eq(name, str_of(fields[i].name))) return fields[i].field;
    return FIELD_NONE;
}

static void take_field(CasusFeed *feed, FeedItem *item) {
    switch (field_here(feed)) {
    case FIELD_TITLE: take_title(feed, item); return;
    case FIELD_LINK: take_link(feed, item); return;
    case FIELD_ID: take_id(feed, item); return;
    case FIELD_SUMMARY: take_content(feed, item, CONTENT_SUMMARY); return;
    case FIELD_CONTENT: take_content(feed, item, CONTENT_FULL); return;
    case FIELD_AUTHOR: take_author(feed, item); return;
    case FIELD_CREATOR: feed_add_author(item, feed_author(words_inside(feed, false, &feed->item), &feed->item), &feed->item); return;
    case FIELD_PUBLISHED: take_time(feed, &item->published); return;
    case FIELD_MODIFIED: take_time(feed, &item->modified); return;
    case FIELD_LANGUAGE: item->language = plain_inside(feed, &feed->item); return;
    case FIELD_SOURCE: take_source(feed, item); return;
    case FIELD_NONE: words_inside(feed, false, &feed->item); return;
    }
}

/* The reader stands on the item's start. */
static void take_item(CasusFeed *feed, FeedItem *item) {
    int depth = xmlTextReaderDepth(feed->reader);
    item->base = base_here(feed, &feed->item);
    if (!item->id.len) item->id = attribute(feed, "rdf:about", &feed->item);
    feed->is_at_item = false;
    if (xmlTextReaderIsEmptyElement(feed->reader)) return;
    while (!feed->is_at_item && step(feed)) {
        if (xmlTextReaderNodeType(feed->reader) == XML_READER_TYPE_END_ELEMENT && xmlTextReaderDepth(feed->reader) <= depth) return;
        if (is_item(feed)) feed->is_at_item = true;
        else if (is_start(feed)) take_field(feed, item);
    }
    feed->broken = feed->broken || feed->ended;             /* cut off inside the item */
}

/* ---- the channel ------------------------------------------------------------------------------------------------------ */

static void take_channel_link(CasusFeed *feed) {
    Str rel = attribute(feed, "rel", &feed->keep), href = attribute(feed, "href", &feed->keep), inside = words_inside(feed, false, &feed->keep);
    bool is_own = !rel.len || str_eq(rel, S("alternate"));
    if (is_own && !feed->channel.link.len) feed->channel.link = url_resolve(feed->url, href.len ? href : inside, &feed->keep);
}

static void take_minutes(CasusFeed *feed) {
    int64_t minutes = 0;
    JsonReader reader = json_read(plain_inside(feed, &feed->keep));
    JsonValue value = json_value(&reader);
    if (value.kind == JSON_NUMBER && json_int(value, &minutes) && minutes > 0) feed->channel.minutes_to_live = minutes;
}

static bool is_head(Str name) { return str_eq(name, S("rss")) || str_eq(name, S("channel")) || str_eq(name, S("feed")) || str_eq(name, S("RDF")); }

static void take_channel_field(CasusFeed *feed) {
    Str name = local_name(feed);
    Vocabulary words = vocabulary(feed);
    FeedChannel *channel = &feed->channel;
    if (is_head(name)) {
        Str language = attribute(feed, "xml:lang", &feed->keep);
        if (language.len) channel->language = language;
    } else if (words == VOCABULARY_FEED && str_eq(name, S("title")) && !channel->title.len) channel->title = plain_inside(feed, &feed->keep);
    else if (words == VOCABULARY_FEED && str_eq(name, S("link"))) take_channel_link(feed);
    else if (words == VOCABULARY_FEED && str_eq(name, S("ttl"))) take_minutes(feed);
    else if (words != VOCABULARY_OTHER && str_eq(name, S("language"))) channel->language = plain_inside(feed, &feed->keep);
    else words_inside(feed, false, &feed->item);            /* a picture has a title too */
}

/* Up to the first item, or between two of them: what stands there is of the channel. */
static bool find_item(CasusFeed *feed) {
    while (!feed->is_at_item && step(feed)) {
        if (is_item(feed)) feed->is_at_item = true;
        else if (is_start(feed)) take_channel_field(feed);
    }
    return feed->is_at_item;
}

/* ---- the stream ------------------------------------------------------------------------------------------------------- */

static bool open_xml(CasusFeed *feed) {
    Str tamed = feed_tame(feed->bytes, &feed->keep);
    const char *url = feed->url.len ? str_copy(feed->url, &feed->keep).at : NULL;
    if (tamed.len > INT_MAX) return false;
    int options = XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC;
    feed->reader = xmlReaderForMemory(tamed.at, (int)tamed.len, url, "UTF-8", options);
    return feed->reader != NULL;
}

static bool open_json(CasusFeed *feed) {
    if (!feed_json_opens(feed->bytes, &feed->root)) return false;
    feed->items = json_get(feed->root, "items");
    feed_json_channel(feed->root, &feed->channel, &feed->keep);
    feed->counted = feed->bytes.at;
    feed->line = 1;
    return true;
}

static bool open_within(CasusFeed *feed) {
    if (setjmp(feed->budget.stop)) return false;
    if (str_starts(feed->bytes, S("\xEF\xBB\xBF")) && str_starts(str_trim(str_cut(feed->bytes, 3, feed->bytes.len)), S("{")))
        feed->bytes = str_cut(feed->bytes, 3, feed->bytes.len);
    return str_starts(str_trim(feed->bytes), S("{")) ? open_json(feed) : open_xml(feed);
}

CasusFeed *casus_feed_open(CasusStr bytes, CasusStr url, CasusStr name, CasusError *err) {
    CasusFeed *feed = calloc(1, sizeof *feed);
    if (!feed) return fail(err, CASUS_NO_MEMORY, "%.*s: no memory left to read it", (int)name.len, name.at);
    *feed = (CasusFeed){ .bytes = bytes, .url = url, .name = name, .budget.limit = FEED_MOST, .channel.minutes_to_live = CASUS_UNKNOWN };
    feed->keep.budget = feed->item.budget = &feed->budget;
    if (feed_starts(bytes) && open_within(feed)) return feed;
    casus_feed_close(feed);
    return fail(err, CASUS_BAD_INPUT, "%.*s: not a feed that can be read (RSS, Atom or JSON Feed); is it complete?", (int)name.len, name.at);
}

void casus_feed_close(CasusFeed *feed) {
    if (!feed) return;
    xmlFreeTextReader(feed->reader);
    arena_free(&feed->keep);
    arena_free(&feed->item);
    free(feed);
}

int64_t casus_feed_minutes_to_live(const CasusFeed *feed) { return feed->channel.minutes_to_live; }

static Str label(CasusFeed *feed, size_t line) {
    int most = feed->name.len < PATH_MAX ? (int)feed->name.len : PATH_MAX;
    int n = snprintf(feed->label, sizeof feed->label, "%.*s:%zu", most, feed->name.at, line);
    return (Str){ feed->label, n > 0 ? (size_t)n : 0 };
}

static size_t line_of(CasusFeed *feed, const char *at) {
    for (; feed->counted < at; feed->counted++) feed->line += *feed->counted == '\n';
    return feed->line;
}

static bool next_json(CasusFeed *feed, CasusPage *page) {
    JsonValue object;
    do
        if (!json_item(feed->items, &feed->items_at, &object)) return false;
    while (object.kind != JSON_OBJECT);
    FeedItem item = { 0 };
    feed_json_item(object, feed->url, &item, &feed->item);
    feed_item_page(&feed->channel, &item, feed->url, label(feed, line_of(feed, object.raw.at)), &feed->item, page);
    return true;
}

static bool next_xml(CasusFeed *feed, CasusPage *page) {
    FeedItem item = { 0 };
    if (!find_item(feed)) return false;
    int line = xmlTextReaderGetParserLineNumber(feed->reader);
    take_item(feed, &item);
    if (feed->cut) return false;                            /* half a sentence is no report; the error that follows names the place */
    feed_item_page(&feed->channel, &item, feed->url, label(feed, line > 0 ? (size_t)line : 0), &feed->item, page);
    return true;
}

static int next_within(CasusFeed *feed, CasusPage *page) {
    if (setjmp(feed->budget.stop)) return -1;
    return (feed->reader ? next_xml(feed, page) : next_json(feed, page)) ? 1 : 0;
}

int casus_feed_next(CasusFeed *feed, CasusPage *page, CasusError *err) {
    arena_reset(&feed->item);
    int got = next_within(feed, page);
    if (got < 0) {
        fail(err, CASUS_NO_MEMORY, "%.*s: no memory left for this item", (int)feed->name.len, feed->name.at);
        feed->ended = true;
        return -1;
    }
    if (got || !feed->broken) return got;
    int line = xmlTextReaderGetParserLineNumber(feed->reader);
    feed->broken = false;
    fail(err, CASUS_BAD_INPUT, "%.*s:%d: the feed is damaged here; what stands before was read", (int)feed->name.len, feed->name.at, line);
    return -1;
}
