#include "cli/progress.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include "cli/screen.h"

static const double bar_every_s = 0.1, line_every_s = 10, least_for_rate_s = 0.3;
enum { BAR_CELLS = 24, LINE_ROOM = 256 };

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

Progress progress_start(bool results_on_terminal) {
    double now = now_s();
    bool terminal = isatty(STDERR_FILENO);
    return (Progress){ .bar = terminal, .quiet = terminal && results_on_terminal, .started = now, .shown = now };
}

static void add(char *line, const char *format, double number) {
    size_t used = strlen(line);
    snprintf(line + used, LINE_ROOM - used, format, number);
}

static void add_words(char *line, const char *words) {
    size_t used = strlen(line);
    snprintf(line + used, LINE_ROOM - used, "%s", words);
}

static void add_time_left(char *line, double left_s) {
    if (left_s < 90) add(line, "   %.0f s left", left_s);
    else if (left_s < 5400) add(line, "   %.0f min left", left_s / 60);
    else add(line, "   %.1f h left", left_s / 3600);
}

static void add_bar(char *line, double part) {
    int full = (int)(part * BAR_CELLS);
    for (int i = 0; i < BAR_CELLS; i++) add_words(line, i < full ? "█" : "░");
    add_words(line, "  ");
}

static void describe(char *line, const Progress *progress, const ProgressState *state, double now) {
    double elapsed_s = now - progress->started;
    double part = state->bytes_total ? (double)state->bytes_done / (double)state->bytes_total : 0;
    if (part > 1) part = 1;                                 /* a file that grew while it was read */
    snprintf(line, LINE_ROOM, "reading  ");
    if (progress->bar && state->bytes_total) add_bar(line, part);
    add(line, "%.0f reports", (double)state->reports);
    if (elapsed_s < least_for_rate_s) return;
    add(line, "   %.0f/s", (double)state->reports / elapsed_s);
    if (part > 0) add_time_left(line, elapsed_s * (1 - part) / part);
}

void progress_show(Progress *progress, const ProgressState *state) {
    double now = now_s();
    if (progress->quiet || now - progress->shown < (progress->bar ? bar_every_s : line_every_s)) return;
    char line[LINE_ROOM];
    describe(line, progress, state, now);
    progress->shown = now;
    if (!progress->bar) {
        say("%s", line);
        return;
    }
    size_t width = screen_of(STDERR_FILENO).width;
    if (shown_columns(str_of(line)) >= width) return;       /* a line that wraps could not be drawn again */
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
    progress->drawn = true;
}

void progress_clear(Progress *progress) {
    if (!progress->drawn) return;
    fputs("\r\033[K", stderr);
    progress->drawn = false;
}
