/* JSON: a pull reader over one value in memory, and a writer into a sink. RFC 8259. */
#ifndef CASUS_BASE_JSON_H
#define CASUS_BASE_JSON_H
#include "str.h"

/* Reading. One object is walked by json_next; nothing is built. Nesting deeper than 200 is an error. */
typedef enum { JSON_END, JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_OBJECT, JSON_ARRAY, JSON_BAD } JsonKind;
typedef struct { JsonKind kind; Str raw; } JsonValue;       /* raw: the bytes of the value, quotes and braces included */
typedef struct { Str text; size_t at; const char *wrong; size_t wrong_at; } JsonReader;

JsonReader json_read(Str text);
/* The next whole value (skipping white space); JSON_END at the end, JSON_BAD with wrong and wrong_at set. Checks the form
 * of everything inside it. */
JsonValue json_value(JsonReader *r);
/* Walk an object's members or an array's items, given the value json_value returned. Start with *at = 0; false at the end,
 * and for a value of another kind. key_raw has its quotes: (JsonValue){ JSON_STRING, key_raw } is its value. */
bool json_member(JsonValue object, size_t *at, Str *key_raw, JsonValue *value);
bool json_item(JsonValue array, size_t *at, JsonValue *value);
/* The first member named `key` (no escapes), or a value of kind JSON_END. */
JsonValue json_get(JsonValue object, const char *key);
/* A string's text with escapes undone: a view into raw when there are none. Lone surrogates become U+FFFD and are counted. */
Str json_string(JsonValue string, Arena *arena, size_t *n_lone);
/* The same, with lone surrogates as three bytes each, as if they were characters (WTF-8). */
Str json_string_halves(JsonValue string, Arena *arena);
bool json_int(JsonValue number, int64_t *out);              /* false when it is no whole number or out of range */
bool json_double(JsonValue number, double *out);            /* '.' whatever the locale */
/* Of text from outside: false when it is no number as JSON writes one, all of it. */
bool json_int_of(Str text, int64_t *out);
bool json_double_of(Str text, double *out);

/* Writing. Commas are put where they belong; floats in the shortest form that reads back, '.' always. Most bytes of the output are
 * keys and short values: they are written here, in line, into room that is made once for each. */
enum { JSON_BUFFER = 16384, JSON_ROOM = 128 /* a key of 64 bytes, or a number */ };
typedef struct { CasusSink sink; void *to; bool stopped; bool comma; int depth; size_t len; char buffer[JSON_BUFFER]; } JsonWriter;
void json_start(JsonWriter *w, CasusSink sink, void *to);
void json_flush(JsonWriter *w);

/* A key with its quotes and its colon: JSON_KEY("id"). Under 64 bytes, nothing in it to escape. */
typedef Str JsonKey;
#define JSON_KEY(literal) ((JsonKey){ "\"" literal "\":", sizeof(literal) + 2 })
#define json_key(w, literal) json_key_put((w), JSON_KEY(literal))

/* Where the next JSON_ROOM bytes may be written; a comma stands before it where one is due. */
static inline char *json_room(JsonWriter *w) {
    if (w->len > JSON_BUFFER - JSON_ROOM) json_flush(w);
    char *at = w->buffer + w->len;
    *at = ',';
    return at + w->comma;
}
static inline void json_wrote(JsonWriter *w, const char *end, bool comma) {
    w->len = (size_t)(end - w->buffer);
    w->comma = comma;
}
static inline void json_key_put(JsonWriter *w, JsonKey key) {
    char *at = json_room(w);
    memcpy(at, key.at, key.len);
    json_wrote(w, at + key.len, false);
}
static inline void json_open(JsonWriter *w, char bracket) {     /* '{' or '[' */
    char *at = json_room(w);
    *at = bracket;
    w->depth++;
    json_wrote(w, at + 1, false);
}
static inline void json_close(JsonWriter *w, char bracket) {    /* '}' or ']' */
    w->comma = false;
    char *at = json_room(w);
    *at = bracket;
    json_wrote(w, at + 1, --w->depth > 0);
}
static inline void json_null(JsonWriter *w) {
    char *at = json_room(w);
    memcpy(at, "null", 4);
    json_wrote(w, at + 4, w->depth > 0);
}
void json_str(JsonWriter *w, Str s);                        /* ill-formed bytes become U+FFFD */
static inline void json_str_or_null(JsonWriter *w, Str s) { /* null when empty */
    if (s.len) json_str(w, s);
    else json_null(w);
}
void json_number(JsonWriter *w, int64_t n);
void json_number_or_null(JsonWriter *w, int64_t n);         /* null when CASUS_UNKNOWN */
void json_low_high(JsonWriter *w, CasusRange range);        /* two members: "low", "high" */
void json_range(JsonWriter *w, CasusRange range);           /* an object of the two */
void json_real(JsonWriter *w, double x, int decimals);      /* trailing zeros dropped */
void json_bool(JsonWriter *w, bool b);
void json_raw(JsonWriter *w, Str json);                     /* one value already in JSON */
void json_newline(JsonWriter *w);                           /* between values of JSON Lines */
bool json_finish(JsonWriter *w);                            /* flushes; false when the sink said stop */
#endif
