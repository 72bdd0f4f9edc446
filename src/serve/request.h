/* One request being answered, and what the handlers write their answers with. */
#ifndef CASUS_SERVE_REQUEST_H
#define CASUS_SERVE_REQUEST_H
#include "base/arena.h"
#include "base/json.h"
#include "base/str.h"
#include "serve/job.h"
#include "serve/kept.h"
#include "serve/serve.h"

enum { HTTP_OK = 200, HTTP_FOUND = 302, HTTP_NOT_MODIFIED = 304, HTTP_BAD = 400, HTTP_WHO = 401, HTTP_FORBIDDEN = 403, HTTP_NOT_FOUND = 404, HTTP_METHOD = 405, HTTP_CONFLICT = 409,
       HTTP_TOO_LARGE = 413, HTTP_FAILED = 500, HTTP_UNAVAILABLE = 503 };

typedef struct { const char *name, *value; } Parameter;
typedef struct {
    CasusLedger *ledger;
    const CasusReader *reader;              /* may be NULL */
    KeptAnswers *kept;
    Arena *memory;                          /* until the answer is sent */
    Str path;                               /* begins with '/' */
    const Parameter *parameters; size_t n_parameters;
    bool posts;                             /* a POST; `posted` is its body */
    Str posted;
    bool may_post;                          /* it shows the page's own token and says that it is JSON */
    const char *page_token;                 /* what a page of this browser shows when it writes */
    /* the answer */
    int status;
    const char *type;                       /* of the content */
    Str body;                               /* lives in memory, or for ever */
    bool lasting;                           /* the body never changes under this path */
    const char *location;                   /* of a redirection */
    JobOrder *order;                        /* not NULL: the body is still to be made; until then there is none */
    const char *file_name;                  /* what the answer is to be kept as, in plain ASCII; or NULL */
} Request;

/* NULL when it was not given. */
const char *request_value(const Request *request, const char *name);
/* Answers {"error": line}. */
void request_refuse(Request *request, int status, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same with what the ledger said. */
void request_failed(Request *request, const CasusError *err);

enum { LONGEST_ANSWER = 32 << 20 };
/* JSON into the request's memory. One that grows too long is refused when it ends. */
typedef struct { JsonWriter json; Text text; } Answer;
void answer_start(Answer *answer, Request *request);
void answer_end(Answer *answer, Request *request);
static inline void answer_word(JsonWriter *w, JsonKey key, const char *word) {
    json_key_put(w, key);
    json_str_or_null(w, str_of(word));
}
static inline void answer_number(JsonWriter *w, JsonKey key, int64_t n) {
    json_key_put(w, key);
    json_number_or_null(w, n);
}

/* routes.c: finds the handler of the path and lets it answer. */
void request_answer(Request *request);

/* filter.c: the filter that the parameters say; false when the request has been refused. `rest`: names that are no filter, NULL at the end. */
bool request_filter(Request *request, CasusFilter *filter, const char *const *rest);

/* Handlers; `id` is the number in the path. */
void incidents_answer(Request *request, int64_t id);
void agreement_answer(Request *request, int64_t id);
void export_answer(Request *request, int64_t id);
void pack_answer(Request *request, int64_t id);
void overview_answer(Request *request, int64_t id);
void incident_answer(Request *request, int64_t id);
void report_answer(Request *request, int64_t id);
void words_answer(Request *request, int64_t id);
void queue_answer(Request *request, int64_t id);
void counts_answer(Request *request, int64_t id);
void session_answer(Request *request, int64_t id);
void rulings_answer(Request *request, int64_t id);
void rulings_post(Request *request, int64_t id);
bool ruling_write(void *to, const CasusLedgerRuling *ruling);          /* a CasusRulingFn: one object; to: a JsonWriter */
void incident_write(JsonWriter *w, const CasusLedgerIncident *incident);
void claim_write(JsonWriter *w, const CasusLedgerClaim *claim, int64_t start, int64_t end);
void report_write(JsonWriter *w, const CasusLedgerReport *report);

/* files.c (made from web/ when casus is built): NULL for a path that is none. */
typedef struct { const char *path, *type; const unsigned char *at; size_t len; bool lasting; } File;
extern const File serve_files[];
extern const size_t serve_n_files;
#endif
