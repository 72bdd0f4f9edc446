/* Feeds: RSS 0.9x to 2.0, RDF (RSS 1.0), Atom, JSON Feed, also damaged ones, as a stream of pages. Opened and walked by casus_feed_open,
 * casus_feed_next and casus_feed_close of casus.h; this is what the files of the folder tell one another. */
#ifndef CASUS_PAGE_FEED_H
#define CASUS_PAGE_FEED_H
#include "base/arena.h"
#include "base/json.h"
#include "base/list.h"
#include "base/str.h"

/* Do the first bytes (some thousand are enough) say that this is a feed? By its root element or JSON Feed's version, never by a name. */
bool feed_starts(Str head);

/* What a feed says of itself. */
typedef struct { Str title, link, language; int64_t minutes_to_live; } FeedChannel;     /* CASUS_UNKNOWN when it does not say */

/* What stands where in an item; strings are views into the feed's arenas. */
typedef enum { CONTENT_NONE, CONTENT_SUMMARY, CONTENT_FULL } ContentRank;
typedef struct {
    Str id, link, title, author, published, modified, language;    /* times ISO 8601 */
    Str source;                     /* the name of where the item was taken from */
    Str base;                       /* addresses in the content count from here */
    Str content;                    /* HTML */
    ContentRank rank;
} FeedItem;

/* feed_item.c: one item as a page of HTML, title first. `feed_url` and `name` are the feed's. */
void feed_item_page(const FeedChannel *channel, const FeedItem *item, Str feed_url, Str name, Arena *arena, CasusPage *page);
Str feed_plain(Str html, Arena *arena);             /* words without tags and entities, on one line */
Str feed_paragraphs(Str text, Arena *arena);        /* plain words as HTML */
void feed_escape(Text *out, Str words);             /* as they stand in HTML */
Str feed_author(Str written, Arena *arena);         /* "desk@marsh.example (Ada Reed)" is Ada Reed */
void feed_add_author(FeedItem *item, Str author, Arena *arena);

/* feed_json.c */
bool feed_json_opens(Str bytes, JsonValue *root);
void feed_json_channel(JsonValue root, FeedChannel *channel, Arena *arena);
void feed_json_item(JsonValue object, Str feed_url, FeedItem *item, Arena *arena);

/* feed_tame.c: the bytes as an XML parser may see them: no document type and so no entities, no bare '&', no control characters,
 * and UTF-8 whatever it was before. Line numbers stay. */
Str feed_tame(Str bytes, Arena *arena);
/* In UTF-8 what is in one of the usual charsets; of any other name it is taken for UTF-8 and repaired. */
Str feed_from_charset(Str bytes, Str name, Arena *arena);
#endif
