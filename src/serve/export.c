/* What is taken away: the incidents of a filter in another form, the evidence of one. Made by a thread of its own: see job.h. */
#include "serve/request.h"

typedef struct { const char *format, *type, *name; } Form;
static const Form forms[] = {
    { "csv", "text/csv; charset=utf-8", "incidents.csv" },          { "jsonl", "application/x-ndjson", "incidents.jsonl" },
    { "geojson", "application/geo+json", "incidents.geojson" },     { "jsonld", "application/ld+json", "incidents.jsonld" },
    { "ged", "text/csv; charset=utf-8", "incidents-ged.csv" },      { "acled", "text/csv; charset=utf-8", "incidents-acled.csv" },
    { "airwars", "application/json", "incidents-airwars.json" },    { "plover", "application/x-ndjson", "incidents-plover.jsonl" },
};

#define LISTED(NAME, word) word,
static const char *const policies[] = { CASUS_POLICIES(LISTED) NULL }, *const audiences[] = { CASUS_AUDIENCES(LISTED) NULL };

/* false when the request has been refused. */
static bool is_one_of(Request *request, const char *name, const char *const *words) {
    const char *given = request_value(request, name);
    if (!given) return true;
    for (; *words; words++)
        if (strcmp(*words, given) == 0) return true;
    request_refuse(request, HTTP_BAD, "%s=%s: /api/words lists those that there are", name, given);
    return false;
}

void export_answer(Request *request, int64_t id) {
    static const char *const more[] = { "format", "policy", "audience", NULL };
    const char *format = request_value(request, "format");
    const Form *form = NULL;
    CasusFilter filter;
    (void)id;
    for (size_t k = 0; format && k < sizeof forms / sizeof *forms; k++)
        if (strcmp(forms[k].format, format) == 0) form = &forms[k];
    if (!form) {
        request_refuse(request, HTTP_BAD, "format=%s: there are csv, jsonl, geojson, jsonld, ged, acled, airwars and plover", format ? format : "");
        return;
    }
    if (!request_filter(request, &filter, more) || !is_one_of(request, "policy", policies) || !is_one_of(request, "audience", audiences)) return;
    if (!request_value(request, "limit")) filter.limit = CASUS_UNKNOWN;
    request->order = arena_new(request->memory, JobOrder);
    *request->order = (JobOrder){ .format = form->format, .policy = request_value(request, "policy"), .audience = request_value(request, "audience"), .filter = filter };
    request->type = form->type;
    request->file_name = form->name;
}

void pack_answer(Request *request, int64_t id) {
    request->order = arena_new(request->memory, JobOrder);
    *request->order = (JobOrder){ .pack = id > 0 ? id : INT64_MAX };         /* 0 would be none asked for */
    request->type = "application/zip";
    request->file_name = str_format(request->memory, "incident-%lld.zip", (long long)id).at;
}
