/* The program: which command is called, and how it ends. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>
#include "cli/command.h"
#include "cli/screen.h"

/* What a command may keep until it ends: a sheet of one incident, never the reports. */
static const size_t memory_limit = (size_t)512 << 20;

static bool is_one_of(const char *word, const char *a, const char *b) { return strcmp(word, a) == 0 || strcmp(word, b) == 0; }

/* `casus --help` and `casus --version` are commands too. */
static const Command *command_called(const char *word) {
    if (is_one_of(word, "--help", "-h")) return command_find("help");
    if (strcmp(word, "--version") == 0) return command_find("version");
    return command_find(word);
}

static void complain_of_command(const char *word) {
    const char *names[32];
    size_t n = 0;
    for (; n < cli_n_commands; n++) names[n] = cli_commands[n].name;
    const char *nearest = nearest_name(word, names, n);
    if (nearest) complain("no command is called '%s'; did you mean '%s'?", word, nearest);
    else complain("no command is called '%s'; see: casus help", word);
}

static int run(Call *call, char **arguments, size_t n) {
    if (n == 0) {
        complain("what to do? See: casus help");
        return STATUS_WRONG_CALL;
    }
    const Command *command = command_called(arguments[0]);
    if (!command) {
        complain_of_command(arguments[0]);
        return STATUS_WRONG_CALL;
    }
    if (!call_parse(call, command, arguments + 1, n - 1)) return STATUS_WRONG_CALL;
    if (setjmp(call->memory->budget->stop)) {
        complain("%s: out of memory", command->name);
        return STATUS_FAILED;
    }
    if (!call_has(call, OPTION_HELP)) return command->run(call);
    help_write(call, command);
    return STATUS_DONE;
}

/* What standard output has to say about it: a reader who left is no fault of ours, a full disk is told. */
static int status_after_output(Output *out, int status) {
    if (output_flush(out)) return status;
    if (out->error == EPIPE) return STATUS_NO_READER;
    complain("standard output: %s", strerror(out->error));
    return STATUS_FAILED;
}

/* A stream that was closed before us must not become the ledger's file. */
static void open_standard_streams(void) {
    int fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO) fd = open("/dev/null", O_RDWR);
    if (fd > STDERR_FILENO) close(fd);
}

int main(int n, char **arguments) {
    Output out;
    Budget budget = { .limit = memory_limit };
    Arena memory = { .budget = &budget };
    Call call = { .out = &out, .memory = &memory };
    open_standard_streams();
    mallopt(M_TRIM_THRESHOLD, 64 << 20);                    /* reports come and go: keep their memory for the next one, */
    mallopt(M_MMAP_THRESHOLD, 32 << 20);                    /* work space of the marks included */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);                               /* a limit on files is told like a full disk */
    output_start(&out, STDOUT_FILENO);
    int status = run(&call, arguments + 1, n > 0 ? (size_t)n - 1 : 0);
    status = status_after_output(&out, status);
    arena_free(&memory);
    return status;
}
