/* The filter that a request's parameters say. Each wrong one is told, so that no list is longer or shorter than it claims. */
#include "serve/request.h"

enum { LIMIT_UNSAID = 100, LIMIT_MOST = 1000 };

typedef enum { AS_TEXT, AS_COUNT, AS_FLAG, AS_BOX } Kind;
typedef struct { const char *name; Kind kind; size_t at; } Field;

static const Field fields[] = {
    { "since", AS_TEXT, offsetof(CasusFilter, since) },       { "until", AS_TEXT, offsetof(CasusFilter, until) },
    { "place", AS_TEXT, offsetof(CasusFilter, place) },       { "party", AS_TEXT, offsetof(CasusFilter, party) },
    { "type", AS_TEXT, offsetof(CasusFilter, type) },         { "text", AS_TEXT, offsetof(CasusFilter, text) },
    { "source", AS_TEXT, offsetof(CasusFilter, source) },     { "standing", AS_TEXT, offsetof(CasusFilter, standing) },
    { "grade", AS_TEXT, offsetof(CasusFilter, grade) },       { "killed", AS_COUNT, offsetof(CasusFilter, killed_min) },
    { "limit", AS_COUNT, offsetof(CasusFilter, limit) },      { "offset", AS_COUNT, offsetof(CasusFilter, offset) },
    { "comments", AS_FLAG, offsetof(CasusFilter, comments) }, { "changed", AS_FLAG, offsetof(CasusFilter, changed) },
    { "undated", AS_FLAG, offsetof(CasusFilter, undated) },   { "unplaced", AS_FLAG, offsetof(CasusFilter, unplaced) },
    { "review", AS_FLAG, offsetof(CasusFilter, review) },     { "box", AS_BOX, 0 },
};

static const Field *field_of(const char *name) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i].name, name) == 0) return &fields[i];
    return NULL;
}

static bool parse_count(Str digits, int64_t *count) {
    if (digits.len == 0 || digits.len > 15) return false;
    *count = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9') return false;
        *count = *count * 10 + (digits.at[i] - '0');
    }
    return true;
}

/* south,west,north,east in degrees. */
static bool parse_box(Str text, CasusFilter *filter) {
    double *degrees[] = { &filter->south, &filter->west, &filter->north, &filter->east };
    size_t at = 0;
    for (int i = 0; i < 4; i++) {
        size_t comma = i < 3 ? str_find(text, S(","), at) : text.len;
        if (comma == SIZE_MAX || !json_double_of(str_cut(text, at, comma), degrees[i])) return false;
        at = comma + 1;
    }
    filter->has_box = true;
    return filter->south <= filter->north;
}

static bool take(Request *request, const Field *field, const char *value, CasusFilter *filter) {
    void *into = (char *)filter + field->at;
    switch (field->kind) {
    case AS_TEXT:
        if (*value) *(const char **)into = value;
        return true;
    case AS_FLAG: *(bool *)into = strcmp(value, "1") == 0; return true;
    case AS_COUNT:
        if (parse_count(str_of(value), into)) return true;
        request_refuse(request, HTTP_BAD, "%s=%s: not a number of digits alone", field->name, value);
        return false;
    case AS_BOX:
        if (parse_box(str_of(value), filter)) return true;
        request_refuse(request, HTTP_BAD, "box=%s: not four numbers south,west,north,east", value);
        return false;
    }
    return true;
}

static bool is_listed(const char *const *names, const char *name) {
    for (; *names; names++)
        if (strcmp(*names, name) == 0) return true;
    return false;
}

bool request_filter(Request *request, CasusFilter *filter, const char *const *rest) {
    *filter = (CasusFilter){ .killed_min = CASUS_UNKNOWN, .limit = LIMIT_UNSAID };
    for (size_t i = 0; i < request->n_parameters; i++) {
        const Parameter *parameter = &request->parameters[i];
        const Field *field = field_of(parameter->name);
        if (field ? !take(request, field, parameter->value, filter) : false) return false;
        if (field || is_listed(rest, parameter->name)) continue;
        request_refuse(request, HTTP_BAD, "%s: no filter is called so", parameter->name);
        return false;
    }
    if (filter->limit > LIMIT_MOST) filter->limit = LIMIT_MOST;
    return true;
}
