/* `casus check`: proves hashes, spans and references, and that the stored pages read as the ledger says. */
#include "cli/feed.h"
#include "cli/ledger.h"
#include "cli/pack.h"
#include "cli/screen.h"

static void print_fault(void *to, const char *line) {
    Output *out = to;
    output_sink(out, line, strlen(line));
    output_put(out, S("\n"));
}

/* Without tables the rest is proved all the same; the last line then says that no page was read again. */
static bool check_ledger(Call *call, CasusLedger *ledger, CasusLedgerProof *proof) {
    CasusError err = { 0 };
    CasusReader *reader = casus_open(NULL, NULL);
    bool checked = casus_ledger_check(ledger, reader, print_fault, call->out, proof, &err);
    casus_close(reader);
    if (!checked) complain("%s", err.line);
    return checked;
}

int check_run(Call *call) {
    if (call->n_inputs && call_has(call, OPTION_LEDGER)) {
        complain("check: one ledger at a time; name it once");
        return STATUS_WRONG_CALL;
    }
    const char *path = call->n_inputs ? call->inputs[0] : ledger_path(call);
    if (is_pack(path)) return pack_check(call, path);
    CasusLedgerProof proof = { 0 };
    CasusLedger *ledger = ledger_open(call, path, CASUS_LEDGER_READ);
    if (!ledger) return STATUS_FAILED;
    bool checked = check_ledger(call, ledger, &proof);
    casus_ledger_close(ledger);
    if (!checked) return STATUS_FAILED;
    if (proof.faults) {
        Str line = counted(proof.faults, "fault", "faults", call->memory);
        say("%s: %.*s.", path, (int)line.len, line.at);
        return STATUS_FAILED;
    }
    Str read_again = counted(proof.read_again, "page", "pages", call->memory);
    say("%s: sound. Every hash, span and reference holds; %.*s of %llu read again.", path, (int)read_again.len, read_again.at, (unsigned long long)proof.reports);
    return STATUS_DONE;
}
