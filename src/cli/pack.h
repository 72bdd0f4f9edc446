/* Evidence packs on the command line. */
#ifndef CASUS_CLI_PACK_H
#define CASUS_CLI_PACK_H
#include "cli/command.h"

/* Each false or a status after it has told why not. */
bool pack_export(const Call *call, CasusLedger *ledger, const CasusReader *reader, Output *out);
bool is_pack(const char *path);                         /* a zip file */
int pack_check(Call *call, const char *path);
#endif
