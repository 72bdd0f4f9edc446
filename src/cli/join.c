/* `casus join`: which reports speak of the same incident. */
#include "base/json.h"
#include "cli/feed.h"
#include "cli/screen.h"

typedef struct { CasusReader *reader; CasusJoin *join; } Run;

/* Is the record a line that `casus read` wrote, with what a join needs of it? */
static bool is_read_already(Str record) {
    JsonReader reader = json_read(record);
    JsonValue object = json_value(&reader);
    return object.kind == JSON_OBJECT && json_get(object, "casus").kind == JSON_NUMBER && json_get(object, "claims").kind == JSON_ARRAY &&
           json_get(object, "incidents").kind == JSON_ARRAY;
}

static PageFate join_page(void *to, const CasusPage *page, CasusError *err) {
    const Run *run = to;
    if (is_read_already(page->record)) return casus_join_add_json(run->join, page->record, err) ? PAGE_TAKEN : PAGE_SKIPPED;
    CasusReport *report = casus_read(run->reader, page, CASUS_LEDGER_LAYERS, CASUS_BUDGET_DEFAULT, err);
    if (!report) return PAGE_SKIPPED;
    bool joined = casus_join_add(run->join, report, err);
    casus_report_free(report);
    return joined ? PAGE_TAKEN : PAGE_SKIPPED;
}

static int join_inputs(Call *call, Run *run) {
    static const char *const standard_input[] = { "-" };
    FeedCount feed;
    CasusError err = { 0 };
    bool named = call->n_inputs > 0;
    int status = feed_pages(call, named ? call->inputs : standard_input, named ? call->n_inputs : 1, join_page, run, NULL, &feed);
    bool written = casus_join_write(run->join, output_sink, call->out, &err) && output_flush(call->out);
    if (call->out->error) return status;                    /* main tells */
    if (!written) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    Text line = { .arena = call->memory };
    feed_describe(&line, &feed, S(""));
    say("%s%.*s.", feed.interrupted ? "interrupted: " : "", (int)line.len, line.at);
    return status;
}

int join_run(Call *call) {
    CasusError err = { 0 };
    Run run = { .reader = casus_open(NULL, &err) };
    if (!run.reader) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    run.join = casus_join_new();
    int status = STATUS_FAILED;
    if (run.join && call_has(call, OPTION_WHY)) casus_join_explain(run.join);
    if (run.join) status = join_inputs(call, &run);
    else complain("join: out of memory");
    casus_join_free(run.join);
    casus_close(run.reader);
    return status;
}
