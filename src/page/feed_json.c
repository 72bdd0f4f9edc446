/* JSON Feed. Source: jsonfeed.org/version/1.1. */
#include "page/feed.h"
#include "page/net_date.h"
#include "page/url.h"

static Str string_of(JsonValue object, const char *key, Arena *arena) {
    size_t n_lone = 0;
    JsonValue value = json_get(object, key);
    return value.kind == JSON_STRING ? str_trim(json_string(value, arena, &n_lone)) : (Str){ 0 };
}

static bool names_version(Str s) { return str_find(s, S("jsonfeed.org/version/"), 0) != SIZE_MAX || str_find(s, S("jsonfeed.org\\/version\\/"), 0) != SIZE_MAX; }

bool feed_json_opens(Str bytes, JsonValue *root) {
    JsonReader reader = json_read(bytes);
    *root = json_value(&reader);
    if (root->kind != JSON_OBJECT || json_get(*root, "items").kind != JSON_ARRAY) return false;
    JsonValue version = json_get(*root, "version");
    return version.kind == JSON_STRING && names_version(version.raw);
}

void feed_json_channel(JsonValue root, FeedChannel *channel, Arena *arena) {
    channel->title = string_of(root, "title", arena);
    channel->language = string_of(root, "language", arena);
    channel->link = url_resolve((Str){ 0 }, string_of(root, "home_page_url", arena), arena);
}

/* Version 1 has one author, version 1.1 a list. */
static void add_authors(JsonValue object, FeedItem *item, Arena *arena) {
    JsonValue author;
    size_t at = 0;
    JsonValue list = json_get(object, "authors");
    while (json_item(list, &at, &author)) feed_add_author(item, string_of(author, "name", arena), arena);
    if (!item->author.len) feed_add_author(item, string_of(json_get(object, "author"), "name", arena), arena);
}

static void add_content(JsonValue object, FeedItem *item, Arena *arena) {
    item->rank = CONTENT_FULL;
    item->content = string_of(object, "content_html", arena);
    if (item->content.len) return;
    item->content = feed_paragraphs(string_of(object, "content_text", arena), arena);
    if (item->content.len) return;
    item->rank = CONTENT_SUMMARY;
    item->content = feed_paragraphs(string_of(object, "summary", arena), arena);
}

/* An id should be a string; numbers are common. */
static Str id_of(JsonValue object, Arena *arena) {
    JsonValue id = json_get(object, "id");
    return id.kind == JSON_NUMBER ? id.raw : string_of(object, "id", arena);
}

void feed_json_item(JsonValue object, Str feed_url, FeedItem *item, Arena *arena) {
    item->id = id_of(object, arena);
    item->link = url_resolve(feed_url, string_of(object, "url", arena), arena);
    item->base = item->link.len ? item->link : feed_url;
    item->title = feed_plain(string_of(object, "title", arena), arena);
    item->language = string_of(object, "language", arena);
    item->published = net_date_iso(string_of(object, "date_published", arena), arena);
    item->modified = net_date_iso(string_of(object, "date_modified", arena), arena);
    add_authors(object, item, arena);
    add_content(object, item, arena);
}
