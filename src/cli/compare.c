/* `casus compare`: which incidents another data set has too, and what it says otherwise of them. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cli/ledger.h"
#include "cli/screen.h"

static void tell_row(void *to, const char *line) {
    (void)to;
    complain("%s", line);
}

static void say_counts(const CasusComparison *n) {
    typedef unsigned long long N;
    say("%llu matched, %llu only ours, %llu only theirs.", (N)n->n_matched, (N)n->only_ours, (N)n->only_theirs);
    if (n->n_matched)
        say("Of the matched differ: the date of %llu, the place of %llu, the killed of %llu, the parties of %llu, the type of %llu.", (N)n->date_differs,
            (N)n->place_differs, (N)n->killed_differs, (N)n->parties_differ, (N)n->type_differs);
    if (n->ours_outside || n->theirs_outside)
        say("Not compared, for the other tells nothing of those days or countries: %llu of ours, %llu of theirs.", (N)n->ours_outside, (N)n->theirs_outside);
    if (n->ours_undated) say("Not compared, for no date is known: %llu of ours.", (N)n->ours_undated);
}

static int compare_with(Call *call, const char *path, Str file) {
    CasusError err = { 0 };
    CasusComparison n;
    CasusFilter filter = ledger_filter(call);
    CasusLedger *ledger = ledger_open(call, ledger_path(call), CASUS_LEDGER_READ);
    if (!ledger) return STATUS_FAILED;
    CasusReader *reader = casus_open_with(NULL, CASUS_NO_MODEL, &err);
    if (!reader) complain("%s; parties are compared as they are written", err.line);
    CasusCompare how = { .format = call->value[OPTION_FORMAT], .name = path, .reader = reader, .fault = tell_row };
    bool compared = casus_compare(ledger, &how, file, &filter, output_sink, call->out, &n, &err);
    casus_close(reader);
    casus_ledger_close(ledger);
    if (!compared && !call->out->error) complain("%s", err.line);
    if (!output_flush(call->out) || !compared) return STATUS_FAILED;
    say_counts(&n);
    return STATUS_DONE;
}

static int cannot_read(const char *path, int error) {
    complain("%s: %s", path, strerror(error));
    return STATUS_FAILED;
}

int compare_run(Call *call) {
    const char *path = call->value[OPTION_WITH];
    if (!path) {
        complain("compare: name the other data set: casus compare --with FILE");
        return STATUS_WRONG_CALL;
    }
    struct stat state;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return cannot_read(path, errno);
    if (fstat(fd, &state) != 0 || !S_ISREG(state.st_mode)) {
        close(fd);
        return cannot_read(path, S_ISDIR(state.st_mode) ? EISDIR : EINVAL);
    }
    size_t n = (size_t)state.st_size;
    void *bytes = n ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
    close(fd);
    if (bytes == MAP_FAILED) return cannot_read(path, errno);
    int status = compare_with(call, path, (Str){ bytes, n });
    if (n) munmap(bytes, n);
    return status;
}
