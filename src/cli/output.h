/* Standard output, or the file that takes its place: buffered, and honest about a full disk. */
#ifndef CASUS_CLI_OUTPUT_H
#define CASUS_CLI_OUTPUT_H
#include "base/str.h"

typedef struct {
    int fd;
    int error;                  /* errno of the first write that failed; nothing is written after it */
    bool terminal;
    bool after_c2;              /* output_sink on a terminal holds back this byte until it has seen the next one */
    size_t len;
    char buffer[65536];
} Output;

void output_start(Output *out, int fd);
/* Bytes that are ours or already made safe: they may hold colours. */
bool output_put(Output *out, Str bytes);
/* A CasusSink over an Output. What was published is passed on as it is, except that a terminal never gets its control characters. */
bool output_sink(void *output, const char *bytes, size_t n);
/* Sends what is waiting. false when this or an earlier write failed. */
bool output_flush(Output *out);
#endif
