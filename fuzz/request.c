/* A request to the workbench. First byte '!': the rest are bytes as they come over the wire, to a server of our own. Else the path with its parameters, as
 * a page of ours may ask, and behind a line's end the body of a POST. Every answer must be one, and JSON where it is no file. */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "reader.h"
#include "serve/request.h"

enum { MOST_WORDS = 32, POSTS_OF_ONE_LEDGER = 200, REQUEST_BYTES = 64 << 20 };
static const char *const reports[] = {
    "Seven civilians were killed in an air strike on the grain market of Tal Amal on 4 March 2031, the Civil Defence said. The army denied it.",
    "Twelve people were killed in the air strike on Tal Amal on 4 March 2031, the Civil Defence said. Residents blamed the Osmari air force.",
    "Shells killed three soldiers near North Marsh on 6 March 2031, an army spokesman said. The Reed Front claimed responsibility.",
};

static char folder[] = "/tmp/casus-fuzz-XXXXXX", path[2][64];
static CasusLedger *ledger;
static Server *server;
static int n_posts;

static void __attribute__((noreturn)) give_up(const char *what) {
    fprintf(stderr, "%s\n", what);
    exit(2);
}

static void forget(void) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (system(command) != 0) fprintf(stderr, "%s is left\n", folder);
}

/* A ledger of the reports, at path[k]. */
static CasusLedger *new_ledger(int k) {
    CasusError err = { 0 };
    CasusLedgerCount count = { 0 };
    unlink(path[k]);
    CasusLedger *made = casus_ledger_open(path[k], CASUS_LEDGER_WRITE, &err);
    for (size_t i = 0; made && i < sizeof reports / sizeof *reports; i++) {
        CasusPage page = { .bytes = { reports[i], strlen(reports[i]) }, .name = { reports[i], 9 } };
        CasusReport *report = casus_read(fuzz_reader(), &page, CASUS_LEDGER_LAYERS, FUZZ_BUDGET, &err);
        if (!report || !casus_ledger_add(made, fuzz_reader(), report, &page, &count, &err)) give_up(err.line);
        casus_report_free(report);
    }
    if (!made || !casus_ledger_settle(made, NULL, &err)) give_up(err.line);
    return made;
}

static void *serve(void *stop_fd) {
    CasusError err = { 0 };
    if (!serve_run(server, *(int *)stop_fd, &err)) give_up(err.line);
    return NULL;
}

static void start(void) {
    static int never[2];
    pthread_t thread;
    CasusError err = { 0 };
    if (!mkdtemp(folder) || pipe(never) != 0) give_up("no folder for a ledger");
    atexit(forget);
    for (int k = 0; k < 2; k++) snprintf(path[k], sizeof path[k], "%s/%d.db", folder, k);
    casus_ledger_close(new_ledger(0));
    ledger = new_ledger(1);
    server = serve_start(&(ServeOptions){ .ledger = path[0], .address = "127.0.0.1", .reader = fuzz_reader() }, &err);
    if (!server || pthread_create(&thread, NULL, serve, &never[0]) != 0) give_up(err.line);
}

/* ---- over the wire --------------------------------------------------------------------------------------------------------- */

/* "@" stands for the address that the server goes by, which no input can know. */
static void send_all(int fd, Str bytes, uint16_t port) {
    for (size_t at = 0; at < bytes.len;) {
        char host[32];
        size_t end = str_find(bytes, S("@"), at), n = end == SIZE_MAX ? bytes.len - at : end - at;
        if (n && send(fd, bytes.at + at, n, MSG_NOSIGNAL) < 0) return;
        at += n + 1;
        if (end != SIZE_MAX && send(fd, host, (size_t)snprintf(host, sizeof host, "127.0.0.1:%u", port), MSG_NOSIGNAL) < 0) return;
    }
}

static void over_the_wire(Str bytes) {
    char answer[4096];
    uint16_t port = serve_port(server);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    struct linger at_once = { .l_onoff = 1 };
    struct timeval soon = { .tv_usec = 10000 };             /* half a request is waited for by the server, not by us */
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address) != 0) give_up("the server does not answer");
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &soon, sizeof soon);
    send_all(fd, bytes, port);
    send_all(fd, S("GET /api/none HTTP/1.1\r\nHost: @\r\nConnection: close\r\n\r\n"), port);
    ssize_t n = recv(fd, answer, sizeof answer, 0);
    if (n > 0 && (n < 5 || memcmp(answer, "HTTP/", 5) != 0)) abort();
    while (n > 0) n = recv(fd, answer, sizeof answer, 0);
    close(fd);
}

/* ---- as a page of ours asks ------------------------------------------------------------------------------------------------ */

/* "path?name=value&name=value" in place. */
static void split(char *asked, Request *request, Parameter *parameters) {
    char *query = strchr(asked, '?');
    if (query) *query++ = '\0';
    request->path = str_of(asked);
    while (query && *query && request->n_parameters < MOST_WORDS) {
        char *next = strchr(query, '&'), *value;
        if (next) *next++ = '\0';
        value = strchr(query, '=');
        if (value) *value++ = '\0';
        parameters[request->n_parameters++] = (Parameter){ query, value ? value : "" };
        query = next;
    }
    request->parameters = parameters;
}

static void check(const Request *request) {
    static const int statuses[] = { HTTP_OK, HTTP_BAD, HTTP_FORBIDDEN, HTTP_NOT_FOUND, HTTP_METHOD, HTTP_CONFLICT, HTTP_TOO_LARGE };
    bool known = false;
    for (size_t k = 0; k < sizeof statuses / sizeof *statuses; k++) known |= request->status == statuses[k];
    if (!known) {
        fprintf(stderr, "status %d: %.*s\n", request->status, (int)request->body.len, request->body.at);
        abort();
    }
    if (!str_starts(str_of(request->type), S("application/json")) || request->lasting) return;
    JsonReader reader = json_read(request->body);
    JsonKind kind = json_value(&reader).kind;
    if (kind != JSON_OBJECT && kind != JSON_ARRAY) abort();
}

static void as_a_page_asks(Str bytes) {
    Parameter parameters[MOST_WORDS];
    Budget budget = { .limit = REQUEST_BYTES };
    Arena memory = { .budget = &budget };
    size_t line = str_find(bytes, S("\n"), 0);
    Request request = { .ledger = ledger, .reader = fuzz_reader(), .memory = &memory, .status = HTTP_OK, .type = "application/json; charset=utf-8", .page_token = "token",
                        .posts = line != SIZE_MAX, .may_post = true };
    if (setjmp(budget.stop)) abort();                       /* no input this short asks for so much */
    if (request.posts) request.posted = str_copy(str_cut(bytes, line + 1, bytes.len), &memory);
    char *asked = arena_array(&memory, bytes.len + 1, 1);
    memcpy(asked, bytes.at, request.posts ? line : bytes.len);
    split(asked, &request, parameters);
    request_answer(&request);
    if (!request.order) check(&request);                    /* else a job's thread would make the answer */
    n_posts += request.posts && request.status == HTTP_OK;
    arena_free(&memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Str bytes = { (const char *)data, size };
    if (!server) start();
    if (size && data[0] == '!') over_the_wire(str_cut(bytes, 1, size));
    else as_a_page_asks(bytes);
    if (n_posts < POSTS_OF_ONE_LEDGER) return 0;
    n_posts = 0;
    casus_ledger_close(ledger);
    ledger = new_ledger(1);
    return 0;
}
