#include "serve/request.h"

typedef struct {
    const char *path;               /* '#' stands for a number */
    void (*answer)(Request *request, int64_t id);
} Route;

static const Route routes[] = {
    { "/api/incidents", incidents_answer },
    { "/api/overview", overview_answer },
    { "/api/incidents/#", incident_answer },
    { "/api/reports/#", report_answer },
    { "/api/words", words_answer },
};

/* Does the path have the route's form? The number goes to *id. */
static bool fits(const char *form, Str path, int64_t *id) {
    size_t at = 0;
    for (; *form; form++) {
        if (*form != '#') {
            if (at == path.len || path.at[at++] != *form) return false;
            continue;
        }
        size_t start = at;
        for (*id = 0; at < path.len && path.at[at] >= '0' && path.at[at] <= '9' && at - start < 18; at++) *id = *id * 10 + (path.at[at] - '0');
        if (at == start) return false;
    }
    return at == path.len;
}

static const File *file_of(Str path) {
    for (size_t i = 0; i < serve_n_files; i++)
        if (str_eq(path, str_of(serve_files[i].path))) return &serve_files[i];
    return NULL;
}

void request_answer(Request *request) {
    int64_t id = 0;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (fits(routes[i].path, request->path, &id)) {
            routes[i].answer(request, id);
            return;
        }
    const File *file = file_of(request->path);
    if (!file) {
        request_refuse(request, HTTP_NOT_FOUND, "nothing is here");
        return;
    }
    request->type = file->type;
    request->body = (Str){ (const char *)file->at, file->len };
    request->lasting = file->lasting;
}
