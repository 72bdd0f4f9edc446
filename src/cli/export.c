/* `casus export`: the incidents of a ledger in another form, to standard output or whole into a file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cli/ledger.h"
#include "cli/screen.h"

static Str first_word(const char *list) { return (Str){ list, strcspn(list, " ") }; }

/* Exports into `out`. false after it has told why not, except for what the output itself has to say. */
static bool export_into(const Call *call, Output *out) {
    CasusError err = { 0 };
    CasusLedger *ledger = ledger_open(call, ledger_path(call), CASUS_LEDGER_READ);
    if (!ledger) return false;
    CasusFilter filter = ledger_filter(call);
    const char *format = call->value[OPTION_FORMAT];
    if (!format) format = str_copy(first_word(call->command->formats), call->memory).at;
    bool written = casus_ledger_export(ledger, format, &filter, output_sink, out, &err);
    casus_ledger_close(ledger);
    if (!written && !out->error) complain("%s", err.line);
    return output_flush(out) && written;
}

/* A pipe or a device is written as it is; a plain file, beside itself first, so that a full disk never leaves half of one. */
static bool is_written_in_place(const char *path) {
    struct stat state;
    return stat(path, &state) == 0 && !S_ISREG(state.st_mode);
}

static int cannot_write(const char *path, int error) {
    complain("%s: %s", path, strerror(error));
    return STATUS_FAILED;
}

static int export_to(Call *call, const char *path) {
    bool in_place = is_written_in_place(path);
    const char *beside = in_place ? path : str_format(call->memory, "%s.part", path).at;
    Output *file = arena_new(call->memory, Output);
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return cannot_write(beside, errno);
    output_start(file, fd);
    bool written = export_into(call, file);
    int error = file->error;
    if (written && !in_place && fsync(fd) != 0) error = errno;
    if (close(fd) != 0 && !error) error = errno;
    if (written && !error && !in_place && rename(beside, path) != 0) error = errno;
    if ((!written || error) && !in_place) unlink(beside);
    if (error) return cannot_write(path, error);
    return written ? STATUS_DONE : STATUS_FAILED;
}

int export_run(Call *call) {
    if (call_has(call, OPTION_TO)) return export_to(call, call->value[OPTION_TO]);
    return export_into(call, call->out) ? STATUS_DONE : STATUS_FAILED;
}
