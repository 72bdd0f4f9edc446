/* `casus check`: proves hashes, spans and references. */
#include "cli/feed.h"
#include "cli/ledger.h"
#include "cli/screen.h"

static void print_fault(void *to, const char *line) {
    Output *out = to;
    output_sink(out, line, strlen(line));
    output_put(out, S("\n"));
}

int check_run(Call *call) {
    if (call->n_inputs && call_has(call, OPTION_LEDGER)) {
        complain("check: one ledger at a time; name it once");
        return STATUS_WRONG_CALL;
    }
    const char *path = call->n_inputs ? call->inputs[0] : ledger_path(call);
    CasusError err = { 0 };
    uint64_t faults = 0;
    CasusLedger *ledger = ledger_open(call, path, CASUS_LEDGER_READ);
    if (!ledger) return STATUS_FAILED;
    bool checked = casus_ledger_check(ledger, print_fault, call->out, &faults, &err);
    casus_ledger_close(ledger);
    if (!checked) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    if (faults) {
        Str line = counted(faults, "fault", "faults", call->memory);
        say("%s: %.*s.", path, (int)line.len, line.at);
        return STATUS_FAILED;
    }
    say("%s: sound. Every hash, span and reference holds.", path);
    return STATUS_DONE;
}
