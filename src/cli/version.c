/* `casus version`: the same program with other tables may read otherwise, so both are named. */
#include "cli/command.h"
#include "cli/screen.h"

enum { DIGEST_SHOWN = 12 };

int version_run(Call *call) {
    CasusError err = { 0 };
    CasusReader *reader = casus_open(NULL, &err);
    Str line = reader ? str_format(call->memory, "casus " CASUS_VERSION ", tables %.*s\n", DIGEST_SHOWN, casus_pack_version(reader))
                      : S("casus " CASUS_VERSION ", without tables\n");
    output_put(call->out, line);
    if (reader && !casus_has_gazetteer(reader)) output_put(call->out, S("no gazetteer: places have no coordinates\n"));
    if (!reader) complain("%s", err.line);
    casus_close(reader);
    return STATUS_DONE;
}
