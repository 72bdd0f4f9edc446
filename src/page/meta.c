#include "page/meta.h"

#include "base/date.h"
#include "base/json.h"

enum { VALUE_MOST = 1000, RANK_JSON_LD = 6, RANK_OF_HEAD = 4, AUTHORS_MOST = 12, GRAPH_MOST = 200, SOFT_HYPHEN = 0xAD, RANK_OF_PAGE = 3, SITE_WORDS_MOST = 5, TITLE_WORDS_LEAST = 3 };

/* Names that pages give to what they say of themselves, as their standards write them: Open Graph, Dublin Core, schema.org, Parsely. */
static const struct { const char *name; MetaField field; int rank; } named[] = {
    { "og:title", META_TITLE, 7 }, { "twitter:title", META_TITLE, 4 }, { "dc.title", META_TITLE, 3 }, { "parsely-title", META_TITLE, 5 },
    { "headline", META_TITLE, 5 },
    { "author", META_AUTHOR, 5 }, { "article:author", META_AUTHOR, 4 }, { "dc.creator", META_AUTHOR, 3 }, { "parsely-author", META_AUTHOR, 3 },
    { "dc:creator", META_AUTHOR, 3 }, { "og:author", META_AUTHOR, 3 }, { "citation_author", META_AUTHOR, 4 },
    { "article:modified_time", META_MODIFIED, 7 }, { "datemodified", META_MODIFIED, 6 }, { "og:updated_time", META_MODIFIED, 5 },
    { "last-modified", META_MODIFIED, 4 }, { "dcterms.modified", META_MODIFIED, 4 },
    { "byl", META_AUTHOR, 2 }, { "sailthru.author", META_AUTHOR, 2 },
    { "article:published_time", META_PUBLISHED, 7 }, { "datepublished", META_PUBLISHED, 6 }, { "parsely-pub-date", META_PUBLISHED, 5 },
    { "og:published_time", META_PUBLISHED, 5 }, { "date", META_PUBLISHED, 4 }, { "dc.date", META_PUBLISHED, 4 }, { "dcterms.created", META_PUBLISHED, 4 },
    { "dc.date.issued", META_PUBLISHED, 4 }, { "dcterms.date", META_PUBLISHED, 4 }, { "pubdate", META_PUBLISHED, 4 }, { "publishdate", META_PUBLISHED, 4 },
    { "publish-date", META_PUBLISHED, 4 }, { "sailthru.date", META_PUBLISHED, 3 }, { "datecreated", META_PUBLISHED, 2 },
    { "og:site_name", META_PUBLISHER, 7 }, { "publisher", META_PUBLISHER, 5 }, { "dc.publisher", META_PUBLISHER, 4 },
    { "application-name", META_PUBLISHER, 3 },
    { "og:url", META_URL, 4 }, { "content-language", META_LANGUAGE, 3 }, { "dc.language", META_LANGUAGE, 2 }, { "og:locale", META_LANGUAGE, 1 },
};

/* A value on one line, its blanks made one. */
static Str tidy(Str value, Arena *arena) {
    char *out = arena_alloc(arena, value.len + 1);
    size_t n = 0;
    for (size_t at = 0; at < value.len;) {
        size_t from = at;
        uint32_t c = utf8_next(value, &at);
        if (c == SOFT_HYPHEN) continue;
        if (!char_is_space(c)) {
            memcpy(out + n, value.at + from, at - from);
            n += at - from;
        } else if (n && out[n - 1] != ' ') out[n++] = ' ';
    }
    if (n && out[n - 1] == ' ') n--;
    return (Str){ out, n };
}

static bool is_address(Str value) { return str_starts(value, S("http://")) || str_starts(value, S("https://")); }

static bool fits(MetaField field, Str value) {
    if (str_is_empty(value) || value.len > VALUE_MOST) return false;
    if (field == META_PUBLISHED || field == META_MODIFIED) return date_parse(value, &(Date){ 0, 0, 0 }, NULL);
    if (field == META_URL) return is_address(value);
    return !is_address(value);                          /* an author's page is not a name */
}

static Str day_of(Str when) { return when.len > 10 ? str_cut(when, 0, 10) : when; }

/* Several authors, each in a tag of its own. */
static void join_author(Reading *r, Meta *meta, Str name) {
    Str known = meta->value[META_AUTHOR];
    if (known.len + name.len > VALUE_MOST || str_find(str_fold(known, r->scratch), str_fold(name, r->scratch), 0) != SIZE_MAX) return;
    meta->value[META_AUTHOR] = str_join(known, S(", "), name, r->keep);
}

/* Keeps the day that was not chosen, when both come from the head. */
static void compare_days(Meta *meta, int rank, Str when) {
    Str known = meta->value[META_PUBLISHED];
    if (rank < RANK_OF_HEAD || meta->rank[META_PUBLISHED] < RANK_OF_HEAD || str_eq(day_of(known), day_of(when))) return;
    meta->other_day = day_of(rank > meta->rank[META_PUBLISHED] ? known : when);
}

void meta_offer(Reading *r, Meta *meta, MetaField field, int rank, Str value) {
    bool joins = field == META_AUTHOR && rank == meta->rank[field], differs = field == META_PUBLISHED && rank >= RANK_OF_HEAD;
    if ((rank <= meta->rank[field] && !joins && !differs) || value.len > VALUE_MOST) return;
    Str neat = tidy(value, r->keep);
    if (!fits(field, neat)) return;
    if (differs) compare_days(meta, rank, neat);
    if (joins) join_author(r, meta, neat);
    if (rank <= meta->rank[field]) return;
    meta->value[field] = neat;
    meta->rank[field] = rank;
}

void meta_named(Reading *r, Meta *meta, Str name, Str content) {
    char folded[32];
    size_t n = str_fold_into(name, folded, sizeof folded);
    if (n == SIZE_MAX || !n || !content.len) return;
    for (size_t k = 0; k < sizeof named / sizeof *named; k++)
        if (str_eq((Str){ folded, n }, str_of(named[k].name))) meta_offer(r, meta, named[k].field, named[k].rank, content);
}

/* ---- JSON-LD --------------------------------------------------------------------------------------------------------- */

static JsonValue first_of(JsonValue value) {
    size_t at = 0;
    JsonValue item;
    return value.kind == JSON_ARRAY && json_item(value, &at, &item) ? item : value;
}

/* A name, whether written as text, as an object or as the first of a list of either. */
static Str name_in(JsonValue value, Arena *arena) {
    value = first_of(value);
    if (value.kind == JSON_OBJECT) value = first_of(json_get(value, "name"));
    size_t n_lone = 0;
    return value.kind == JSON_STRING ? json_string(value, arena, &n_lone) : S("");
}

static void offer_json_at(Reading *r, Meta *meta, MetaField field, int rank, JsonValue object, const char *key) {
    meta_offer(r, meta, field, rank, name_in(json_get(object, key), r->scratch));
}

static void offer_json(Reading *r, Meta *meta, MetaField field, JsonValue object, const char *key) {
    offer_json_at(r, meta, field, RANK_JSON_LD, object, key);
}

/* {"@id": "..."}: the object of the graph that is called so. */
static JsonValue followed(JsonValue value, JsonValue graph) {
    JsonValue id = value.kind == JSON_OBJECT ? json_get(value, "@id") : (JsonValue){ 0 }, item;
    if (id.kind != JSON_STRING || graph.kind != JSON_ARRAY || json_get(value, "name").kind == JSON_STRING) return value;
    size_t at = 0;
    for (int k = 0; k < GRAPH_MOST && json_item(graph, &at, &item); k++) {
        JsonValue other = item.kind == JSON_OBJECT ? json_get(item, "@id") : item;
        if (other.kind == JSON_STRING && str_eq(other.raw, id.raw)) return item;
    }
    return value;
}

/* An organisation as the author mostly is the site itself. */
static int author_rank(JsonValue author) {
    JsonValue type = author.kind == JSON_OBJECT ? json_get(author, "@type") : author;
    return type.kind == JSON_STRING && str_find(type.raw, S("Organization"), 0) != SIZE_MAX ? META_ORGANISATION : META_PERSON;
}

static void offer_author(Reading *r, Meta *meta, JsonValue author, JsonValue graph) {
    author = followed(author, graph);
    meta_offer(r, meta, META_AUTHOR, author_rank(author), name_in(author, r->scratch));
}

static void read_authors(Reading *r, Meta *meta, JsonValue authors, JsonValue graph) {
    size_t at = 0;
    JsonValue item;
    if (authors.kind != JSON_ARRAY) offer_author(r, meta, authors, graph);
    for (int k = 0; authors.kind == JSON_ARRAY && k < AUTHORS_MOST && json_item(authors, &at, &item); k++) offer_author(r, meta, item, graph);
}

static bool is_article(JsonValue object) {
    JsonValue type = first_of(json_get(object, "@type"));
    if (json_get(object, "headline").kind == JSON_STRING) return true;
    return type.kind == JSON_STRING && (str_find(type.raw, S("Article"), 0) != SIZE_MAX || str_find(type.raw, S("Posting"), 0) != SIZE_MAX
                                        || str_find(type.raw, S("Recipe"), 0) != SIZE_MAX);
}

static void read_object(Reading *r, Meta *meta, JsonValue object, JsonValue graph) {
    if (object.kind != JSON_OBJECT) return;
    if (!is_article(object)) {
        offer_json_at(r, meta, META_PUBLISHED, RANK_OF_PAGE, object, "datePublished");
        return;
    }
    offer_json(r, meta, META_TITLE, object, "headline");
    if (!meta->headline.len) meta->headline = tidy(name_in(json_get(object, "headline"), r->scratch), r->keep);
    read_authors(r, meta, json_get(object, "author"), graph);
    offer_json(r, meta, META_PUBLISHED, object, "datePublished");
    offer_json(r, meta, META_MODIFIED, object, "dateModified");
    offer_json(r, meta, META_PUBLISHER, object, "publisher");
}

static void read_list(Reading *r, Meta *meta, JsonValue list) {
    size_t at = 0;
    for (JsonValue item; json_item(list, &at, &item);) read_object(r, meta, item, list);
}

void meta_json_ld(Reading *r, Meta *meta, Str json) {
    JsonReader reader = json_read(json);
    JsonValue value = json_value(&reader), none = { 0 };
    if (value.kind == JSON_ARRAY) read_list(r, meta, value);
    if (value.kind != JSON_OBJECT) return;
    read_object(r, meta, value, none);
    JsonValue graph = json_get(value, "@graph");
    if (graph.kind == JSON_ARRAY) read_list(r, meta, graph);
}

/* ---- the title alone --------------------------------------------------------------------------------------------------- */

static size_t count_words(Str text) {
    size_t n = text.len > 0;
    for (size_t k = 0; k < text.len; k++) n += text.at[k] == ' ';
    return n;
}

/* "...-SITE" in a script that writes no blanks: where the bar stands that has no letter of ours beside it; 0 for none. */
static size_t bar_without_blanks(Str title) {
    for (size_t at = title.len; at-- > 1;) {
        if (!strchr("-_|", title.at[at]) || at + 1 >= title.len) continue;
        size_t before = at, after = at + 1;
        return utf8_previous(title, &before) > 0x2FFF && utf8_next(title, &after) > 0x2FFF ? at : 0;
    }
    return 0;
}

Str meta_title_alone(const Reading *r, Str title, Str publisher) {
    static const char *const marks[] = { " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " \xC2\xB7 " };
    size_t cut = 0, after = 0;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        Str mark = str_of(marks[k]);
        for (size_t at = str_find(title, mark, 0); at != SIZE_MAX; at = str_find(title, mark, at + 1))
            if (at > cut) cut = at, after = at + mark.len;
    }
    size_t bar = cut ? 0 : bar_without_blanks(title);
    if (!cut) return bar && bar * 2 > title.len ? str_cut(title, 0, bar) : title;
    Str head = str_trim(str_cut(title, 0, cut)), site = str_trim(str_cut(title, after, title.len));
    if (publisher.len && str_eq(str_fold(site, r->scratch), str_fold(publisher, r->scratch))) return head;
    return count_words(head) >= TITLE_WORDS_LEAST && count_words(site) <= SITE_WORDS_MOST && site.len < head.len ? head : title;
}

/* "en-GB", "en_GB" -> "en". */
static Str language_alone(Str language) {
    size_t n = 0;
    while (n < language.len && language.at[n] != '-' && language.at[n] != '_') n++;
    return n >= 2 && n <= 3 ? str_cut(language, 0, n) : S("");
}

static void complete(Str *field, Str value) {
    if (str_is_empty(*field)) *field = value;
}

static void note_days(Reading *r, const Meta *meta) {
    Str day = day_of(meta->value[META_PUBLISHED]);
    if (!meta->other_day.len || str_eq(day, meta->other_day)) return;
    Str line = str_format(r->keep, "published on %.*s or %.*s: the page says both; the first, from its more trusted place, is taken", (int)day.len, day.at,
                          (int)meta->other_day.len, meta->other_day.at);
    note(r, (CasusSpan){ 0, 0 }, line.at);
}

void meta_into_info(Reading *r, const Meta *meta) {
    CasusInfo *info = &r->info;
    if (str_is_empty(info->published)) note_days(r, meta);
    complete(&info->modified, meta->value[META_MODIFIED]);
    complete(&info->title, meta->value[META_TITLE]);
    complete(&info->author, meta->value[META_AUTHOR]);
    complete(&info->published, meta->value[META_PUBLISHED]);
    complete(&info->publisher, meta->value[META_PUBLISHER]);
    complete(&info->url, meta->value[META_URL]);
    complete(&info->language, language_alone(meta->value[META_LANGUAGE]));
}
