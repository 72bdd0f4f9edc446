/* The workbench over HTTP: one ledger, looked into from a browser on the same machine. On casus.h alone. */
#ifndef CASUS_SERVE_H
#define CASUS_SERVE_H
#include "casus.h"

typedef struct {
    const char *ledger;             /* the file; must be there */
    const char *address;            /* numeric, as in "127.0.0.1" or "::1" */
    uint16_t port;                  /* 0: any that is free */
    const CasusReader *reader;      /* knows who speaks for a state; NULL: nobody does */
    const char *token;              /* who shows it may look; NULL: whoever can reach the address may */
} ServeOptions;

typedef struct Server Server;       /* belongs to one thread */
/* Listens, and answers nothing yet. The options' strings and reader must live as long as the server. NULL with *err filled: no ledger, the
 * address is not ours, the port is taken. */
Server *serve_start(const ServeOptions *options, CasusError *err);
uint16_t serve_port(const Server *server);
/* Answers until there is something to be read from stop_fd. false with *err filled when it could not go on. */
bool serve_run(Server *server, int stop_fd, CasusError *err);
void serve_stop(Server *server);    /* NULL is well */
#endif
