#include "serve/request.h"

typedef struct {
    const char *path;               /* '#' stands for a number */
    bool is_kept;                   /* its answer follows from the ledger and the question alone */
    void (*answer)(Request *request, int64_t id);
    void (*post)(Request *request, int64_t id);     /* NULL: it is only read */
} Route;

static const Route routes[] = {
    { "/api/incidents", true, incidents_answer, NULL },
    { "/api/overview", true, overview_answer, NULL },
    { "/api/incidents/#", false, incident_answer, NULL },
    { "/api/incidents/#/pack", false, pack_answer, NULL },
    { "/api/export", false, export_answer, NULL },
    { "/api/reports/#", false, report_answer, NULL },
    { "/api/words", false, words_answer, NULL },
    { "/api/queue", true, queue_answer, NULL },
    { "/api/queue/counts", true, counts_answer, NULL },
    { "/api/agreement", false, agreement_answer, NULL },
    { "/api/session", false, session_answer, NULL },
    { "/api/rulings", false, rulings_answer, rulings_post },
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

static Str question_of(const Request *request) {
    Text text = { .arena = request->memory };
    text_add(&text, request->path);
    for (size_t k = 0; k < request->n_parameters; k++) {
        const Parameter *p = &request->parameters[k];
        text_add_format(&text, " %zu:%s %zu:%s", strlen(p->name), p->name, strlen(p->value), p->value);
    }
    return text_str(&text);
}

static void answer_read(Request *request, const Route *route, int64_t id) {
    if (!route->is_kept || !request->kept) {
        route->answer(request, id);
        return;
    }
    Str question = question_of(request);
    kept_hold_against(request->kept, casus_ledger_state(request->ledger));
    request->body = kept_find(request->kept, question);
    if (request->body.len) return;
    route->answer(request, id);
    if (request->status == HTTP_OK) kept_add(request->kept, question, request->body);
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
        answer_read(request, route, id);
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
