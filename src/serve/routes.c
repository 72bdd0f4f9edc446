#include "serve/request.h"

typedef struct {
    const char *path;               /* '#' stands for a number */
    void (*answer)(Request *request, int64_t id);
    void (*post)(Request *request, int64_t id);     /* NULL: it is only read */
} Route;

static const Route routes[] = {
    { "/api/incidents", incidents_answer, NULL },
    { "/api/overview", overview_answer, NULL },
    { "/api/incidents/#", incident_answer, NULL },
    { "/api/reports/#", report_answer, NULL },
    { "/api/words", words_answer, NULL },
    { "/api/queue", queue_answer, NULL },
    { "/api/queue/counts", counts_answer, NULL },
    { "/api/session", session_answer, NULL },
    { "/api/rulings", rulings_answer, rulings_post },
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

static void answer_post(Request *request, const Route *route, int64_t id) {
    if (!route || !route->post) request_refuse(request, HTTP_METHOD, "this address is only read");
    else if (!request->may_post) request_refuse(request, HTTP_FORBIDDEN, "a write must be JSON and show the token of /api/session in X-Casus-Token; load the page again");
    else route->post(request, id);
}

void request_answer(Request *request) {
    int64_t id = 0;
    const Route *route = NULL;
    for (size_t i = 0; !route && i < sizeof routes / sizeof *routes; i++)
        if (fits(routes[i].path, request->path, &id)) route = &routes[i];
    if (request->posts) {
        answer_post(request, route, id);
        return;
    }
    if (route) {
        route->answer(request, id);
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
