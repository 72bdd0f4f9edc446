#include "cli/ledger.h"
#include <errno.h>
#include <sys/stat.h>
#include "cli/screen.h"

const char *ledger_path(const Call *call) { return call_has(call, OPTION_LEDGER) ? call->value[OPTION_LEDGER] : "casus.db"; }

CasusLedger *ledger_open(const Call *call, const char *path, int mode) {
    struct stat state;
    if (stat(path, &state) != 0 && errno == ENOENT) {
        bool is_default = !call_has(call, OPTION_LEDGER) && path == ledger_path(call);
        complain("%s: no ledger here; make one with: casus read %s%s%sINPUT", path, is_default ? "" : "--ledger ", is_default ? "" : path,
                 is_default ? "" : " ");
        return NULL;
    }
    CasusError err = { 0 };
    CasusLedger *ledger = casus_ledger_open(path, mode, &err);
    if (!ledger) complain("%s", err.line);
    return ledger;
}

CasusReader *ledger_tables(const char *without) {
    CasusError err = { 0 };
    CasusReader *reader = casus_open_with(NULL, CASUS_NO_MODEL, &err);
    if (!reader) complain("%s; %s", err.line, without);
    return reader;
}

CasusFilter ledger_filter(const Call *call) {
    CasusFilter filter = {
        .since = call->value[OPTION_SINCE], .until = call->value[OPTION_UNTIL], .place = call->value[OPTION_PLACE],
        .party = call->value[OPTION_PARTY], .type = call->value[OPTION_TYPE], .text = call->value[OPTION_TEXT],
        .undated = call_has(call, OPTION_UNDATED), .unplaced = call_has(call, OPTION_WITHOUT_POINT),
        .killed_min = call_count(call, OPTION_KILLED), .comments = call_has(call, OPTION_COMMENTS), .changed = call_has(call, OPTION_CHANGED), .limit = call_count(call, OPTION_LIMIT),
    };
    double degrees[4];
    if (!call_has(call, OPTION_BOX) || !parse_box(call->value[OPTION_BOX], degrees)) return filter;
    filter.has_box = true;
    filter.south = degrees[0];
    filter.west = degrees[1];
    filter.north = degrees[2];
    filter.east = degrees[3];
    return filter;
}
