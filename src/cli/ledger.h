/* What the commands that work on a ledger share: which file, and which of its incidents. */
#ifndef CASUS_CLI_LEDGER_H
#define CASUS_CLI_LEDGER_H
#include "cli/command.h"

const char *ledger_path(const Call *call);
/* Opens a ledger that must be there already. NULL after it has told why not. */
CasusLedger *ledger_open(const Call *call, const char *path, int mode);
/* The tables, which know who the parties are. NULL after it has told what goes on without them. */
CasusReader *ledger_tables(const char *without);
CasusFilter ledger_filter(const Call *call);
#endif
