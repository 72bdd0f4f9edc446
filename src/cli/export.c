/* `casus export`: the incidents of a ledger in another form, to standard output or whole into a file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cli/ledger.h"
#include "cli/pack.h"
#include "cli/screen.h"

static Str first_word(const char *list) { return (Str){ list, strcspn(list, " ") }; }

/* What is told besides: counts, which are said when all is written, and the list of what was withheld. */
typedef struct { Text counts; FILE *file; const char *path; } Beside;

static void keep_count(void *with, const char *line) {
    Beside *beside = with;
    text_add_format(&beside->counts, "%s\n", line);
}

static void say_counts(Str counts) {
    for (size_t end; counts.len; counts = str_cut(counts, end + 1, counts.len)) {
        end = str_find(counts, S("\n"), 0);
        say("%.*s", (int)end, counts.at);
    }
}

static void list_line(void *with, const char *line) {
    Beside *beside = with;
    fprintf(beside->file, "%s\n", line);
}

static bool close_list(Beside *beside) {
    bool broken = ferror(beside->file) != 0;
    if (fclose(beside->file) == 0 && !broken) return true;
    complain("%s: %s", beside->path, strerror(errno));
    return false;
}

/* false after it has told why not, except for what the output itself has to say. */
static bool export_ledger(const Call *call, CasusLedger *ledger, const CasusReader *reader, Output *out) {
    CasusError err = { 0 };
    CasusFilter filter = ledger_filter(call);
    Beside beside = { .counts = { .arena = call->memory }, .path = call->value[OPTION_WITHHELD] };
    const char *format = call->value[OPTION_FORMAT];
    if (!format) format = str_copy(first_word(call->command->formats), call->memory).at;
    if (beside.path && !(beside.file = fopen(beside.path, "we"))) {
        complain("%s: %s", beside.path, strerror(errno));
        return false;
    }
    CasusExport how = { .format = format, .policy = call->value[OPTION_POLICY], .audience = call->value[OPTION_AUDIENCE], .reader = reader, .told = keep_count,
                        .withheld = beside.file ? list_line : NULL, .with = &beside };
    bool written = casus_export(ledger, &how, &filter, output_sink, out, &err);
    if (beside.file && !close_list(&beside)) return false;
    if (!written && !out->error) complain("%s", err.line);
    if (!output_flush(out) || !written) return false;
    say_counts(text_str(&beside.counts));
    return true;
}

/* Without the tables nobody knows which parties are states; the rest is exported all the same. */
static bool export_into(const Call *call, Output *out) {
    CasusLedger *ledger = ledger_open(call, ledger_path(call), CASUS_LEDGER_READ);
    if (!ledger) return false;
    CasusReader *reader = ledger_tables("parties are exported without what the tables know of them");
    bool written = call_has(call, OPTION_PACK) ? pack_export(call, ledger, reader, out) : export_ledger(call, ledger, reader, out);
    casus_close(reader);
    casus_ledger_close(ledger);
    return written;
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

/* Bytes as found hold every name there is: no audience but the team can be given them. */
static bool may_pack(const Call *call) {
    const OptionId others[] = { OPTION_FORMAT, OPTION_POLICY, OPTION_AUDIENCE, OPTION_WITHHELD };
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
        if (!call_has(call, others[k])) continue;
        complain("export: --pack holds everything as it was found, for the team; it does not go with --%s", cli_options[others[k]].name);
        return false;
    }
    return true;
}

int export_run(Call *call) {
    if (call_has(call, OPTION_PACK) && !may_pack(call)) return STATUS_WRONG_CALL;
    if (call_has(call, OPTION_TO)) return export_to(call, call->value[OPTION_TO]);
    return export_into(call, call->out) ? STATUS_DONE : STATUS_FAILED;
}
