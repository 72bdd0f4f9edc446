/* `casus rebuild`: what is derived, derived again. */
#include "cli/feed.h"
#include "cli/ledger.h"
#include "cli/screen.h"

static bool count_incident(void *to, const CasusLedgerIncident *incident) {
    uint64_t *n = to;
    (void)incident;
    ++*n;
    return true;
}

int rebuild_run(Call *call) {
    CasusError err = { 0 };
    uint64_t n = 0;
    CasusFilter all = { .killed_min = CASUS_UNKNOWN, .limit = CASUS_UNKNOWN };
    CasusLedger *ledger = ledger_open(call, ledger_path(call), CASUS_LEDGER_WRITE);
    if (!ledger) return STATUS_FAILED;
    bool rebuilt = casus_ledger_rebuild(ledger, &err) && casus_ledger_incidents(ledger, &all, count_incident, &n, &err);
    casus_ledger_close(ledger);
    if (!rebuilt) {
        complain("%s", err.line);
        return STATUS_FAILED;
    }
    Str incidents = counted(n, "incident", "incidents", call->memory);
    say("%s: %.*s derived again from the claims.", ledger_path(call), (int)incidents.len, incidents.at);
    return STATUS_DONE;
}
