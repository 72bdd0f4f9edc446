/* Any bytes through the JSON reader: whatever it accepts can be walked, and what it walks lies inside the input. */
#include <stdlib.h>

#include "base/json.h"

static void must_lie_in(Str part, Str whole) {
    if (part.len && (part.at < whole.at || part.at + part.len > whole.at + whole.len)) abort();
}

static void walk(JsonValue value, Str input, Arena *arena) {
    must_lie_in(value.raw, input);
    JsonValue inner;
    Str key;
    int64_t whole;
    double real;
    size_t at = 0, n_lone = 0;
    switch (value.kind) {
    case JSON_OBJECT:
        while (json_member(value, &at, &key, &inner)) {
            must_lie_in(key, input);
            walk(inner, input, arena);
        }
        return;
    case JSON_ARRAY:
        while (json_item(value, &at, &inner)) walk(inner, input, arena);
        return;
    case JSON_STRING:
        json_string(value, arena, &n_lone);
        return;
    case JSON_NUMBER:
        (void)json_int(value, &whole);
        (void)json_double(value, &real);
        return;
    default:
        return;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Budget budget = { .limit = 64 << 20 };
    Arena arena = { .budget = &budget };
    if (!setjmp(budget.stop)) {
        Str input = { (const char *)data, size };
        JsonReader reader = json_read(input);
        for (;;) {
            JsonValue value = json_value(&reader);
            if (value.kind == JSON_END || value.kind == JSON_BAD) break;
            walk(value, input, &arena);
        }
    }
    arena_free(&arena);
    return 0;
}
