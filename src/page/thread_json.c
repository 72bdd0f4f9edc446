/* Comments that a page tells machines only: schema.org/Comment in JSON-LD. */
#include "base/date.h"
#include "base/json.h"
#include "page/thread.h"

enum { DEEPEST = 50 };

typedef struct { Thread *t; Writer *w; } Told;

static Str string_at(const Told *told, JsonValue object, const char *key) {
    JsonValue value = json_get(object, key);
    return value.kind == JSON_STRING ? json_string(value, told->t->r->scratch, NULL) : S("");
}

/* A string without escapes is a view into the page's tree, which does not live as long as the report. */
static Str kept(const Told *told, Str s) { return str_copy(s, told->t->r->keep); }

/* "author": "Ann Reader", {"name": "Ann Reader"} or a list of such. */
static Str author_of(const Told *told, JsonValue object) {
    JsonValue author = json_get(object, "author"), first;
    size_t at = 0;
    if (author.kind == JSON_ARRAY && json_item(author, &at, &first)) author = first;
    if (author.kind == JSON_STRING) return json_string(author, told->t->r->scratch, NULL);
    return author.kind == JSON_OBJECT ? string_at(told, author, "name") : S("");
}

static Str time_told(const Told *told, JsonValue object) {
    Date date;
    Str when = string_at(told, object, "dateCreated");
    if (!when.len) when = string_at(told, object, "datePublished");
    return date_parse(when, &date, NULL) ? when : S("");
}

static void write_list(const Told *told, JsonValue list, size_t parent, int depth);

static void write_comment(const Told *told, JsonValue object, size_t parent, int depth) {
    if (object.kind != JSON_OBJECT) return;
    writer_words(told->w, string_at(told, object, "text"), (CasusSpan){ 0, 0 }, false);
    size_t number = writer_finish(told->w, CASUS_PART_COMMENT);
    if (number) {
        Block *b = writer_block(told->w, number);
        b->author = kept(told, author_of(told, object));
        b->published = kept(told, time_told(told, object));
        b->parent = parent;
        b->depth = parent ? writer_block(told->w, parent)->depth + 1 : 0;
    }
    write_list(told, json_get(object, "comment"), number ? number : parent, depth + 1);
}

/* One comment or a list of them. */
static void write_list(const Told *told, JsonValue list, size_t parent, int depth) {
    JsonValue item;
    if (depth > DEEPEST) return;
    write_comment(told, list, parent, depth);
    for (size_t at = 0; json_item(list, &at, &item);) write_comment(told, item, parent, depth);
}

static void write_thing(const Told *told, JsonValue thing) {
    JsonValue item;
    write_list(told, json_get(thing, "comment"), 0, 0);
    JsonValue graph = json_get(thing, "@graph");
    for (size_t at = 0; json_item(graph, &at, &item);) write_list(told, json_get(item, "comment"), 0, 0);
}

void thread_write_json(Thread *t, Writer *w) {
    Told told = { t, w };
    for (uint32_t n = 0; n + 1 < t->dom->len; n++) {
        if (!dom_is(t->dom, n, DOM_SCRIPT) || !dom_is(t->dom, n + 1, DOM_TEXT) || !str_eq(dom_attribute(t->dom, n, "type"), S("application/ld+json"))) continue;
        JsonReader reader = json_read(t->dom->at[n + 1].text);
        JsonValue thing = json_value(&reader), item;
        write_thing(&told, thing);
        for (size_t at = 0; json_item(thing, &at, &item);) write_thing(&told, item);
    }
}
