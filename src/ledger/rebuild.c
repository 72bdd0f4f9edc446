/* Every derived row again, from the content alone. */
#include "ledger/ledger.h"

static bool rebuild(Work *work, void *what) {
    (void)what;
    derive_all(work);
    return true;
}

bool casus_ledger_rebuild(CasusLedger *ledger, CasusError *err) {
    return ledger_may_write(ledger, err) && ledger_work(ledger, true, rebuild, NULL, err);
}
