/* How far a long reading is: a bar on a terminal, now and then a plain line elsewhere. Always on standard error. */
#ifndef CASUS_CLI_PROGRESS_H
#define CASUS_CLI_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    bool bar;                               /* standard error is a terminal that can redraw a line */
    bool quiet;                             /* results go to the same terminal */
    bool drawn;                             /* the bar stands on the current line */
    double started, shown;                  /* seconds of a clock that only goes forward */
} Progress;

typedef struct { uint64_t reports, bytes_done, bytes_total; } ProgressState;   /* bytes_total: 0 when nobody knows, as for a pipe */

Progress progress_start(bool results_on_terminal);
void progress_show(Progress *progress, const ProgressState *state);
/* Makes room for a line. */
void progress_clear(Progress *progress);
#endif
