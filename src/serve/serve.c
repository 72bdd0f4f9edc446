/* The server: one thread, one ledger handle, libmicrohttpd's own loop driven from here so that a signal ends it between two requests. */
#include "serve/request.h"
#include "serve/session.h"
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include "base/error.h"

enum { MOST_CONNECTIONS = 256, MOST_OF_ONE_ADDRESS = 64, IDLE_S = 30, CONNECTION_BYTES = 32 * 1024, MOST_PARAMETERS = 32, LONGEST_BODY = 64 * 1024 };
enum { MOST_JOBS = 4 };                  /* exports being made */
enum { REQUEST_BYTES = 256 << 20 };     /* for the longest report */

typedef struct { size_t len; char bytes[LONGEST_BODY]; } Posted;
/* One request from its head to its end. */
typedef struct Call {
    Server *server;
    struct MHD_Connection *connection;
    Posted *posted;                         /* a body as far as it has come */
    Job *job;                               /* its answer is being made, or it could not begin: err */
    CasusError err;
    bool is_open;                           /* the head was seen, which is no time to answer */
    const char *type;                       /* of what the job makes: static text */
    char file_name[64];
} Call;

struct Server {
    struct MHD_Daemon *daemon;
    CasusLedger *ledger;
    KeptAnswers *kept_answers;          /* NULL short of memory: then none are */
    const ServeOptions *options;
    ServeOptions kept;
    uint16_t port;
    char secret[SESSION_SECRET];        /* what page tokens are made with; new with every start */
    int woken_fd;                       /* an eventfd that a job writes to when it is done */
    Call *jobs[MOST_JOBS];              /* calls that wait for one; NULL where none does */
    char hosts[3][80];                  /* what a browser may call us; others come from pages that would read through us */
};

/* ---- who may ask ---------------------------------------------------------------------------------------------------- */

static const char security_policy[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
                                      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
static const char cookie_name[] = "casus", session_name[] = "casus_session";

/* Takes the same time wherever they differ. */
static bool is_same_secret(Str a, Str b) {
    if (a.len != b.len) return false;
    unsigned char differs = 0;
    for (size_t i = 0; i < a.len; i++) differs |= (unsigned char)(a.at[i] ^ b.at[i]);
    return differs == 0;
}

static const char *header(struct MHD_Connection *connection, const char *name) {
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* A page elsewhere whose name was made to point at this machine would send its own name. Where a token is asked for, any name is well. */
static bool is_called_rightly(const Server *server, struct MHD_Connection *connection) {
    const char *host = header(connection, MHD_HTTP_HEADER_HOST);
    if (server->options->token) return true;
    for (size_t i = 0; host && i < sizeof server->hosts / sizeof *server->hosts; i++)
        if (strcasecmp(host, server->hosts[i]) == 0) return true;
    return false;
}

static bool has_token(const Server *server, struct MHD_Connection *connection) {
    if (!server->options->token) return true;
    static const char bearer[] = "Bearer ";
    const char *given = header(connection, MHD_HTTP_HEADER_AUTHORIZATION), *cookie = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, cookie_name);
    Str token = str_of(server->options->token);
    if (given && strncmp(given, bearer, sizeof bearer - 1) == 0) return is_same_secret(str_of(given + sizeof bearer - 1), token);
    return cookie && is_same_secret(str_of(cookie), token);
}

/* ---- one answer ------------------------------------------------------------------------------------------------------ */

static void add_headers(struct MHD_Response *response, const Request *request, bool lasts) {
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, request->type);
    MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, lasts ? "private, max-age=31536000, immutable" : "no-store");
    MHD_add_response_header(response, "Content-Security-Policy", security_policy);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    if (request->location) MHD_add_response_header(response, MHD_HTTP_HEADER_LOCATION, request->location);
    if (request->status == HTTP_METHOD) MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");     /* what is written to takes POST, too, and says 403 */
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, const Request *request, const char *cookie) {
    bool lasts = request->lasting && request->status == HTTP_OK;
    enum MHD_ResponseMemoryMode mode = lasts ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY;
    struct MHD_Response *response = MHD_create_response_from_buffer(request->body.len, (void *)(uintptr_t)request->body.at, mode);
    if (!response) return MHD_NO;
    add_headers(response, request, lasts);
    if (cookie) MHD_add_response_header(response, MHD_HTTP_HEADER_SET_COOKIE, cookie);
    enum MHD_Result queued = MHD_queue_response(connection, (unsigned)request->status, response);
    MHD_destroy_response(response);
    return queued;
}

typedef struct { Parameter *at; size_t n; bool too_many; } Parameters;

static enum MHD_Result take_parameter(void *to, enum MHD_ValueKind kind, const char *name, const char *value) {
    Parameters *parameters = to;
    (void)kind;
    parameters->too_many = parameters->n == MOST_PARAMETERS;
    if (parameters->too_many) return MHD_NO;
    parameters->at[parameters->n++] = (Parameter){ name, value ? value : "" };
    return MHD_YES;
}

/* The first page may be opened with the token in its address; it goes into a cookie and out of sight. */
static const char *take_token(const Server *server, Request *request) {
    const char *given = request_value(request, "token");
    if (!server->options->token || !given || !is_same_secret(str_of(given), str_of(server->options->token))) return NULL;
    request->status = HTTP_FOUND;
    request->location = "/";
    request->body = S("");
    return str_format(request->memory, "%s=%s; Path=/; HttpOnly; SameSite=Strict", cookie_name, given).at;
}

/* What a browser has sent us before, or a new one: then its cookie. */
static const char *know_session(const Server *server, struct MHD_Connection *connection, Request *request, Str posted) {
    const char *session = MHD_lookup_connection_value(connection, MHD_COOKIE_KIND, session_name);
    const char *shown = header(connection, "X-Casus-Token"), *type = header(connection, MHD_HTTP_HEADER_CONTENT_TYPE);
    bool is_known = session_is(session);
    if (!is_known) session = session_new(request->memory);
    if (!session) return NULL;
    request->posted = posted;
    request->page_token = session_token(session, server->secret, request->memory);
    request->may_post = is_known && shown && type && str_starts(str_of(type), S("application/json")) && is_same_secret(str_of(shown), str_of(request->page_token));
    if (is_known) return NULL;
    return str_format(request->memory, "%s=%s; Path=/; HttpOnly; SameSite=Strict", session_name, session).at;
}

/* ---- answers that take long ------------------------------------------------------------------------------------------ */

/* In the job's thread. */
static void wake(void *with) {
    const Call *call = with;
    int woken_fd = call->server->woken_fd;
    MHD_resume_connection(call->connection);
    eventfd_write(woken_fd, 1);
}

static Call **place_among_jobs(Server *server, const Call *call) {
    for (size_t k = 0; k < MOST_JOBS; k++)
        if (server->jobs[k] == call) return &server->jobs[k];
    return NULL;
}

/* The connection sleeps until there is a file, or a reason why not. false when the request has been refused at once. */
static bool begin_job(Call *call, Request *request) {
    Server *server = call->server;
    Call **place = place_among_jobs(server, NULL);
    if (!place) {
        request_refuse(request, HTTP_UNAVAILABLE, "%d exports are being made; ask again when one is done", MOST_JOBS);
        return false;
    }
    call->type = request->type;
    snprintf(call->file_name, sizeof call->file_name, "%s", request->file_name);
    MHD_suspend_connection(call->connection);               /* before there is anything that could wake it */
    call->job = job_start(server->options->ledger, server->options->reader, request->order, wake, call, &call->err);
    if (call->job) *place = call;
    else MHD_resume_connection(call->connection);
    return true;
}

static void drop_job(Call *call) {
    Call **place = call->job ? place_among_jobs(call->server, call) : NULL;
    if (!call->job) return;
    if (place) *place = NULL;
    job_stop(call->job);
    job_free(call->job);
    call->job = NULL;
}

static enum MHD_Result send_failure(Call *call, const CasusError *err) {
    Budget budget = { .limit = REQUEST_BYTES };
    Arena memory = { .budget = &budget };
    Request request = { .memory = &memory, .type = "application/json; charset=utf-8" };
    if (setjmp(budget.stop)) return MHD_NO;
    request_failed(&request, err);
    enum MHD_Result sent = send_answer(call->connection, &request, NULL);
    arena_free(&memory);
    return sent;
}

static enum MHD_Result end_job(Call *call) {
    uint64_t size = 0;
    int fd = call->job ? job_file(call->job, &size, &call->err) : -1;
    if (fd < 0) {
        drop_job(call);
        return send_failure(call, &call->err);
    }
    struct MHD_Response *response = MHD_create_response_from_fd64(size, fd);
    if (!response) {
        close(fd);
        return MHD_NO;
    }
    char kept_as[sizeof call->file_name + 32];
    Request request = { .status = HTTP_OK, .type = call->type };
    snprintf(kept_as, sizeof kept_as, "attachment; filename=\"%s\"", call->file_name);
    add_headers(response, &request, false);
    MHD_add_response_header(response, "Content-Disposition", kept_as);
    MHD_add_response_header(response, "X-Casus-Told", job_told(call->job));
    drop_job(call);
    enum MHD_Result queued = MHD_queue_response(call->connection, HTTP_OK, response);
    MHD_destroy_response(response);
    return queued;
}

/* ---- one request ----------------------------------------------------------------------------------------------------- */

static enum MHD_Result answer(Call *call, const char *path, const char *method) {
    Server *server = call->server;
    struct MHD_Connection *connection = call->connection;
    Str posted = call->posted ? (Str){ call->posted->bytes, call->posted->len } : S("");
    Parameter room[MOST_PARAMETERS];
    Parameters parameters = { .at = room };
    Budget budget = { .limit = REQUEST_BYTES };
    Arena memory = { .budget = &budget };
    Request request = { .ledger = server->ledger, .reader = server->options->reader, .kept = server->kept_answers, .memory = &memory, .path = str_of(path), .parameters = room, .status = HTTP_OK,
                        .type = "application/json; charset=utf-8" };
    const char *volatile cookie = NULL, *volatile session = NULL;
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, take_parameter, &parameters);
    request.n_parameters = parameters.n;
    bool reads = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
    request.posts = strcmp(method, MHD_HTTP_METHOD_POST) == 0;
    if (setjmp(budget.stop)) {
        request.status = HTTP_FAILED;
        request.body = S("{\"error\":\"the answer is too long\"}");
        request.lasting = false;
    } else if (!is_called_rightly(server, connection)) request_refuse(&request, HTTP_FORBIDDEN, "this workbench answers to its own address alone");
    else if (!reads && !request.posts) request_refuse(&request, HTTP_METHOD, "%s: this address is only read", method);
    else if (parameters.too_many) request_refuse(&request, HTTP_BAD, "more than %d filters", MOST_PARAMETERS);
    else if (!(cookie = take_token(server, &request)) && !has_token(server, connection))
        request_refuse(&request, HTTP_WHO, "open the address that `casus serve` printed: it carries the token");
    else if (!cookie) {
        session = know_session(server, connection, &request, posted);
        request_answer(&request);
        if (request.order && begin_job(call, &request)) {
            arena_free(&memory);
            return MHD_YES;
        }
    }
    enum MHD_Result sent = send_answer(connection, &request, cookie ? cookie : session);
    arena_free(&memory);
    return sent;
}

static bool is_too_long(struct MHD_Connection *connection) {
    const char *length = header(connection, MHD_HTTP_HEADER_CONTENT_LENGTH);
    return header(connection, MHD_HTTP_HEADER_TRANSFER_ENCODING) || (length && strtoull(length, NULL, 10) > LONGEST_BODY);
}

static enum MHD_Result refuse_length(struct MHD_Connection *connection) {
    Request request = { .status = HTTP_TOO_LARGE, .type = "application/json; charset=utf-8", .body = S("{\"error\":\"a request this long is not read\"}") };
    return send_answer(connection, &request, NULL);
}

static Call *new_call(Server *server, struct MHD_Connection *connection) {
    Call *call = calloc(1, sizeof *call);
    if (call) *call = (Call){ .server = server, .connection = connection };
    return call;
}

/* Called once with the head, which is no time to answer, then for each piece of a body, at its end, and once more when a job is done. */
static enum MHD_Result called(void *to, struct MHD_Connection *connection, const char *path, const char *method, const char *version, const char *body,
                              size_t *body_len, void **state) {
    (void)version;
    Call *call = *state;
    if (!call) {
        *state = new_call(to, connection);
        return !*state ? MHD_NO : is_too_long(connection) ? refuse_length(connection) : MHD_YES;
    }
    if (call->job || call->err.status != CASUS_OK) return end_job(call);
    if (!*body_len) return answer(call, path, method);
    if (!call->posted) call->posted = calloc(1, sizeof *call->posted);
    if (!call->posted) return MHD_NO;
    Posted *posted = call->posted;
    size_t n = *body_len < LONGEST_BODY - posted->len ? *body_len : LONGEST_BODY - posted->len;
    memcpy(posted->bytes + posted->len, body, n);
    posted->len += n;
    *body_len = 0;
    return MHD_YES;
}

static void completed(void *to, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how) {
    (void)to, (void)connection, (void)how;
    Call *call = *state;
    if (!call) return;
    drop_job(call);
    free(call->posted);
    free(call);
    *state = NULL;
}

/* ---- start, run, stop ------------------------------------------------------------------------------------------------- */

typedef union { struct sockaddr any; struct sockaddr_in four; struct sockaddr_in6 six; struct sockaddr_storage room; } Address;

static bool parse_address(const char *text, uint16_t port, Address *address) {
    *address = (Address){ .room = { 0 } };
    if (inet_pton(AF_INET, text, &address->four.sin_addr) == 1) {
        address->four.sin_family = AF_INET;
        address->four.sin_port = htons(port);
        return true;
    }
    address->six.sin6_family = AF_INET6;
    address->six.sin6_port = htons(port);
    return inet_pton(AF_INET6, text, &address->six.sin6_addr) == 1;
}

/* Says nothing of its own: what goes wrong in a connection is the other end's business. */
static void say_nothing(void *to, const char *format, va_list rest) {
    (void)to, (void)format, (void)rest;
}

static struct MHD_Daemon *listen_at(Server *server, const Address *address) {
    unsigned six = address->any.sa_family == AF_INET6 ? MHD_USE_IPv6 : 0;
    errno = 0;
    return MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_ERROR_LOG | MHD_ALLOW_SUSPEND_RESUME | six, server->options->port, NULL, NULL, called, server,
                            MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL, MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_SOCK_ADDR, &address->any,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)MOST_OF_ONE_ADDRESS,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES,
                            MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

static void name_hosts(Server *server) {
    const char *address = server->options->address;
    bool six = strchr(address, ':') != NULL;
    snprintf(server->hosts[0], sizeof server->hosts[0], six ? "[%s]:%u" : "%s:%u", address, server->port);
    snprintf(server->hosts[1], sizeof server->hosts[1], "localhost:%u", server->port);
    snprintf(server->hosts[2], sizeof server->hosts[2], "127.0.0.1:%u", server->port);
}

/* For writing, where it can be: what may only be read is only looked at, and a ruling is then refused in a line. */
static CasusLedger *open_ledger(const char *path, CasusError *err) {
    CasusLedger *ledger = casus_ledger_open(path, CASUS_LEDGER_WRITE, err);
    return ledger || err->status != CASUS_NO_ACCESS ? ledger : casus_ledger_open(path, CASUS_LEDGER_READ, err);
}

Server *serve_start(const ServeOptions *options, CasusError *err) {
    Address address;
    if (!parse_address(options->address, options->port, &address)) return fail(err, CASUS_BAD_INPUT, "%s: no address; write it as 127.0.0.1 or ::1", options->address);
    Server *server = calloc(1, sizeof *server);
    if (!server) return fail(err, CASUS_NO_MEMORY, "serve: out of memory");
    server->kept = *options;
    server->options = &server->kept;
    server->kept_answers = kept_new();
    server->woken_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (!session_secret(server->secret)) fail(err, CASUS_NO_ACCESS, "serve: this machine gives no random numbers");
    else server->ledger = open_ledger(options->ledger, err);
    if (server->ledger) {
        server->daemon = listen_at(server, &address);
        if (!server->daemon) fail(err, CASUS_NO_ACCESS, "%s port %u: %s", options->address, options->port, errno ? strerror(errno) : "cannot listen there");
    }
    if (!server->daemon) {
        serve_stop(server);
        return NULL;
    }
    server->port = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    name_hosts(server);
    return server;
}

uint16_t serve_port(const Server *server) { return server->port; }

bool serve_run(Server *server, int stop_fd, CasusError *err) {
    struct pollfd waits[] = { { .fd = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, .events = POLLIN }, { .fd = stop_fd, .events = POLLIN },
                              { .fd = server->woken_fd, .events = POLLIN } };
    eventfd_t n_woken;
    for (;;) {
        MHD_UNSIGNED_LONG_LONG wait_ms = 1000;
        if (MHD_get_timeout(server->daemon, &wait_ms) != MHD_YES || wait_ms > 1000) wait_ms = 1000;
        int n = poll(waits, 3, (int)wait_ms);
        if (n < 0 && errno != EINTR) return fail(err, CASUS_NO_ACCESS, "serve: %s", strerror(errno)) != NULL;
        if (n > 0 && waits[1].revents) return true;
        if (n > 0 && waits[2].revents) eventfd_read(server->woken_fd, &n_woken);
        if (MHD_run(server->daemon) != MHD_YES) return fail(err, CASUS_NO_ACCESS, "serve: the listening socket is gone") != NULL;
    }
}

void serve_stop(Server *server) {
    if (!server) return;
    for (size_t k = 0; k < MOST_JOBS; k++)
        if (server->jobs[k]) drop_job(server->jobs[k]);     /* which wakes its connection */
    if (server->daemon) MHD_stop_daemon(server->daemon);
    casus_ledger_close(server->ledger);
    kept_free(server->kept_answers);
    if (server->woken_fd >= 0) close(server->woken_fd);
    free(server);
}
