/* `casus serve`: the workbench in the browser, until it is interrupted. */
#include "serve/serve.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include "cli/ledger.h"
#include "cli/screen.h"

enum { PORT_UNSAID = 8642, TOKEN_BYTES = 16, TOKEN_SHORTEST = 16 };

static const char *new_token(Arena *memory) {
    unsigned char bytes[TOKEN_BYTES];
    Text token = { .arena = memory };
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes) return NULL;
    for (size_t i = 0; i < sizeof bytes; i++) text_add_format(&token, "%02x", bytes[i]);
    return str_copy(text_str(&token), memory).at;
}

/* It goes into a cookie and an address, so it is letters and digits; short ones can be guessed. */
static bool is_token(const char *token) {
    size_t n = strspn(token, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");
    return n >= TOKEN_SHORTEST && token[n] == '\0';
}

/* false after it has told why not. */
static bool choose_token(Call *call, ServeOptions *options) {
    const char *given = getenv("CASUS_TOKEN");
    if (!call_has(call, OPTION_LISTEN) && !given) return true;
    options->token = given ? given : new_token(call->memory);
    if (options->token && is_token(options->token)) return true;
    complain("serve: CASUS_TOKEN must be at least %d letters, digits, - or _", TOKEN_SHORTEST);
    return false;
}

/* Readable once an interrupt waits. */
static int interrupt_fd(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

static void tell_address(const Call *call, const ServeOptions *options, uint16_t port) {
    bool six = strchr(options->address, ':') != NULL;
    Text line = { .arena = call->memory };
    text_add_format(&line, six ? "http://[%s]:%u/" : "http://%s:%u/", options->address, port);
    if (options->token) text_add_format(&line, "?token=%s", options->token);
    text_add_char(&line, '\n');
    output_put(call->out, text_str(&line));
    output_flush(call->out);
    say("%s is open there; end with Ctrl-C.", options->ledger);
}

int serve_command_run(Call *call) {
    int64_t port = call_has(call, OPTION_PORT) ? call_count(call, OPTION_PORT) : PORT_UNSAID;
    if (port > UINT16_MAX) {
        complain("serve: --port %lld: ports end at %d", (long long)port, UINT16_MAX);
        return STATUS_WRONG_CALL;
    }
    CasusLedger *ledger = ledger_open(call, ledger_path(call), CASUS_LEDGER_READ);
    if (!ledger) return STATUS_FAILED;
    casus_ledger_close(ledger);
    ServeOptions options = { .ledger = ledger_path(call), .address = call_has(call, OPTION_LISTEN) ? call->value[OPTION_LISTEN] : "127.0.0.1", .port = (uint16_t)port };
    if (!choose_token(call, &options)) return STATUS_WRONG_CALL;
    CasusError err = { 0 };
    CasusReader *reader = ledger_tables("nobody is known for an official");
    options.reader = reader;
    int stop_fd = interrupt_fd();
    Server *server = serve_start(&options, &err);
    bool served = server != NULL;
    if (server) {
        tell_address(call, &options, serve_port(server));
        served = serve_run(server, stop_fd, &err);
    }
    serve_stop(server);
    casus_close(reader);
    close(stop_fd);
    if (!served) complain("%s", err.line);
    return served ? STATUS_DONE : STATUS_FAILED;
}
