#include "page/record.h"

#include "base/json.h"

static size_t past_blanks(Str s, size_t at) {
    while (at < s.len && strchr(" \t\r\n", s.at[at])) at++;
    return at;
}

/* '{' alone does not make JSON: rich text files start with "{\rtf1", reports with "[TEXT]". */
bool record_starts(Str head) {
    size_t at = past_blanks(head, str_starts(head, S("\xEF\xBB\xBF")) ? 3 : 0);
    if (at < head.len && head.at[at] == '[') {
        at = past_blanks(head, at + 1);
        if (at == head.len || head.at[at] == ']') return at < head.len;
    }
    if (at >= head.len || head.at[at] != '{') return false;
    at = past_blanks(head, at + 1);
    return at == head.len || head.at[at] == '"' || head.at[at] == '}';
}

bool record_is_line(Str line) {
    line = str_trim(line);
    if (!line.len || line.at[0] != '{') return false;
    if (line.at[line.len - 1] == '}') return true;          /* also when something inside is wrong */
    JsonReader reader = json_read(line);
    return json_value(&reader).kind == JSON_OBJECT;
}

/* "12:7: not JSON: ...", counted from the line the text starts on. */
static const char *fault(Str text, size_t line, const JsonReader *reader, Arena *arena) {
    size_t start = 0, n = reader->wrong_at < text.len ? reader->wrong_at : text.len;
    for (size_t k = 0; k < n; k++)
        if (text.at[k] == '\n') line++, start = k + 1;
    return str_format(arena, "%zu:%zu: not JSON: %s", line, n - start + 1, reader->wrong ? reader->wrong : "it ends too early").at;
}

/* Text of a member; a number as it is written; empty for null and for what is neither. */
static Str text_of(JsonValue value, Arena *arena) {
    size_t n_lone = 0;
    if (value.kind == JSON_STRING) return json_string(value, arena, &n_lone);
    return value.kind == JSON_NUMBER ? value.raw : S("");
}

/* The keys that fill a page; the rest of the input is kept as it is. */
#define KEYS(X) X(ID, "id") X(URL, "url") X(TITLE, "title") X(PUBLISHED, "published") X(PUBLISHER, "publisher") X(AUTHOR, "author") \
    X(LANGUAGE, "language") X(TEXT, "text") X(HTML, "html")
#define KEY_ENUM(NAME, word) KEY_##NAME,
#define KEY_WORD(NAME, word) word,
enum { KEYS(KEY_ENUM) N_KEYS };
static const char *const known[N_KEYS] = { KEYS(KEY_WORD) };
/* Layers and heads that casus itself wrote: not extra, but out of date once the text is read again. */
static const char *const written[] = { "casus", "report", "parts", "sentences", "tokens", "mentions", "entities", "times", "attributions", "events",
                                       "claims", "incidents", "marks", "notes" };
enum { WRITTEN_CASUS, WRITTEN_REPORT, N_WRITTEN = sizeof written / sizeof *written };

/* An object's members, found in one walk. */
typedef struct { JsonValue key[N_KEYS], written[N_WRITTEN]; bool has_extra; } Members;

/* Number of the key among keys; n when it is not there. */
static size_t key_number(Str key_raw, const char *const *keys, size_t n) {
    for (size_t k = 0; k < n; k++)
        if (key_raw.len == strlen(keys[k]) + 2 && memcmp(key_raw.at + 1, keys[k], key_raw.len - 2) == 0) return k;
    return n;
}

static void keep_first(JsonValue *slot, JsonValue value) {
    if (slot->kind == JSON_END) *slot = value;
}

static Members members_of(JsonValue object) {
    Members m = { .has_extra = false };
    size_t at = 0;
    Str key;
    for (JsonValue value; object.kind == JSON_OBJECT && json_member(object, &at, &key, &value);) {
        size_t k = key_number(key, known, N_KEYS), w = key_number(key, written, N_WRITTEN);
        if (k < N_KEYS) keep_first(&m.key[k], value);
        else m.has_extra = true;
        if (w < N_WRITTEN) keep_first(&m.written[w], value);
    }
    return m;
}

static bool was_read(const Members *m) { return m->written[WRITTEN_CASUS].kind != JSON_END; }

static Str raw_extra(JsonValue object, const Members *m, Arena *arena) {
    Text out = { .arena = arena };
    size_t at = 0;
    Str key;
    for (JsonValue value; m->has_extra && json_member(object, &at, &key, &value);) {
        if (key_number(key, known, N_KEYS) < N_KEYS) continue;
        if (was_read(m) && key_number(key, written, N_WRITTEN) < N_WRITTEN) continue;
        text_add_char(&out, out.len ? ',' : '{');
        text_add(&out, key);
        text_add_char(&out, ':');
        text_add(&out, value.raw);
    }
    if (!out.len) return S("");
    text_add_char(&out, '}');
    return text_str(&out);
}

static bool has_content(const Members *m, Arena *arena, CasusPage *page) {
    bool is_text = m->key[KEY_TEXT].kind == JSON_STRING;
    if (!is_text && m->key[KEY_HTML].kind != JSON_STRING) return false;
    page->bytes = json_string_halves(m->key[is_text ? KEY_TEXT : KEY_HTML], arena);     /* whoever decodes them leaves a note */
    page->format = is_text ? CASUS_FORMAT_TEXT : CASUS_FORMAT_HTML;
    return true;
}

/* The one object that the JSON is; of any other kind, with *wrong said, when it is not. */
static JsonValue only_object(Str json, size_t line, Arena *arena, const char **wrong) {
    JsonReader reader = json_read(json);
    JsonValue value = json_value(&reader), bad = { JSON_BAD, S("") };
    if (value.kind == JSON_BAD || value.kind == JSON_END) {
        *wrong = fault(json, line, &reader, arena);
        return bad;
    }
    JsonValue more = json_value(&reader);
    if (more.kind == JSON_END && value.kind == JSON_OBJECT) return value;
    if (more.kind == JSON_BAD) *wrong = fault(json, line, &reader, arena);
    else if (more.kind != JSON_END) *wrong = str_format(arena, "%zu: more than one value on the line; write each on its own", line).at;
    else *wrong = str_format(arena, "%zu: not an object; each report is one, with \"text\" or \"html\"", line).at;
    return bad;
}

bool record_page(Str json, size_t line, Arena *arena, CasusPage *page, const char **wrong) {
    JsonValue object = only_object(json, line, arena, wrong);
    if (object.kind != JSON_OBJECT) return false;
    Members m = members_of(object);
    if (!has_content(&m, arena, page)) {
        *wrong = str_format(arena, "%zu: no text in \"text\" or \"html\"; the object needs a string in one of them", line).at;
        return false;
    }
    /* Of an object that casus wrote, `report` holds what the input had given. */
    JsonValue report = was_read(&m) ? m.written[WRITTEN_REPORT] : (JsonValue){ JSON_END, S("") };
    Members given = members_of(report);
    Str *fields[] = { &page->id, &page->url, &page->title, &page->published, &page->publisher, &page->author, &page->language };
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
        *fields[k] = text_of(m.key[k], arena);
        if (!fields[k]->len) *fields[k] = text_of(given.key[k], arena);
    }
    page->extra = raw_extra(object, &m, arena);
    JsonValue extra = report.kind == JSON_OBJECT ? json_get(report, "extra") : (JsonValue){ JSON_END, S("") };
    if (!page->extra.len && extra.kind == JSON_OBJECT) page->extra = extra.raw;
    return true;
}
