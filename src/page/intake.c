/* Files, folders and standard input as a stream of pages. Memory holds one record at a time. */
#define _POSIX_C_SOURCE 200809L     /* open, read, fstat */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "page/record.h"
#include "page/tree.h"

enum { STEP = 256 << 10, HEAD = 64 << 10 };
static const size_t RECORD_MOST = (size_t)64 << 20, STRINGS_MOST = (size_t)512 << 20;

/* How the open file is read: as one page, line by line, or value by value when its JSON spreads over lines. */
typedef enum { NOTHING, WHOLE, LINES, VALUES } Mode;

struct CasusIntake {
    const char *const *paths;
    size_t n;
    Tree *tree;
    const char *path;                   /* of the open file; "-" for standard input */
    int fd;
    Mode mode;
    char *buffer;                       /* bytes [at, len) are read and not yet handed out */
    size_t at, len, cap;
    bool ended;                         /* the file has no more bytes */
    size_t line;                        /* number of the line at `at` */
    JsonReader values;                  /* VALUES: over the whole file */
    JsonValue array;
    size_t array_at;
    const char *counted;                /* VALUES: lines are counted up to here */
    Budget budget;
    Arena arena;                        /* strings of the current record */
    char name[PATH_MAX + 32];
    uint64_t done, total;
    bool measured;
};

CasusIntake *casus_intake_open(const char *const *paths, size_t n, CasusError *err) {
    CasusIntake *in = calloc(1, sizeof *in);
    Tree *tree = tree_open(paths, n);
    if (!in || !tree) {
        free(in);
        tree_close(tree);
        return fail(err, CASUS_NO_MEMORY, "no memory left to read the input");
    }
    in->paths = paths;
    in->n = n;
    in->tree = tree;
    in->fd = -1;
    in->budget.limit = STRINGS_MOST;
    in->arena.budget = &in->budget;
    return in;
}

static void close_file(CasusIntake *in) {
    if (in->fd > STDIN_FILENO || (in->fd == STDIN_FILENO && strcmp(in->path, "-") != 0)) close(in->fd);
    in->fd = -1;
    in->mode = NOTHING;
}

void casus_intake_close(CasusIntake *in) {
    if (!in) return;
    close_file(in);
    tree_close(in->tree);
    arena_free(&in->arena);
    free(in->buffer);
    free(in);
}

void casus_intake_progress(const CasusIntake *in, uint64_t *done, uint64_t *total) {
    *done = in->done;
    *total = in->total;
}

/* Bytes of all files, so that a progress bar knows its end; 0 when one of them has no size. */
static void measure(CasusIntake *in) {
    in->measured = true;
    Tree *tree = tree_open(in->paths, in->n);
    if (!tree) return;
    const char *path;
    struct stat info;
    bool known = true;
    for (TreeStep step; (step = tree_next(tree, &path, NULL)) != TREE_END;) {
        if (step != TREE_FILE) continue;
        if (stat(path, &info) != 0 || !S_ISREG(info.st_mode)) known = false;
        else in->total += (uint64_t)info.st_size;
    }
    if (!known) in->total = 0;
    tree_close(tree);
}

/* ---- bytes ------------------------------------------------------------------------------------------------------------- */

static Str unread(const CasusIntake *in) { return (Str){ in->buffer + in->at, in->len - in->at }; }

static bool make_room(CasusIntake *in) {
    if (in->at) {
        memmove(in->buffer, in->buffer + in->at, in->len - in->at);
        in->len -= in->at;
        in->at = 0;
    }
    if (in->cap - in->len >= STEP) return true;
    size_t cap = in->cap ? in->cap * 2 : 2 * STEP;
    char *grown = realloc(in->buffer, cap);
    if (!grown) return false;
    in->buffer = grown;
    in->cap = cap;
    return true;
}

/* Reads on. false with *err when the file or the memory gives out. */
static bool fill(CasusIntake *in, CasusError *err) {
    if (!make_room(in)) {
        fail(err, CASUS_NO_MEMORY, "%s: no memory left to read it", in->path);
        return false;
    }
    ssize_t n;
    do n = read(in->fd, in->buffer + in->len, STEP);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        fail(err, CASUS_NO_ACCESS, "%s: %s", in->path, strerror(errno));
        return false;
    }
    in->len += (size_t)n;
    in->done += (size_t)n;
    in->ended = n == 0;
    return true;
}

static bool fill_to(CasusIntake *in, size_t n, CasusError *err) {
    while (!in->ended && in->len - in->at < n)
        if (!fill(in, err)) return false;
    return true;
}

/* Length of the line at `at`, without its break; SIZE_MAX when it is longer than a record may be. false on *err. */
static bool line_length(CasusIntake *in, size_t *length, CasusError *err) {
    for (size_t seen = 0;;) {
        Str s = unread(in);
        const char *end = seen < s.len ? memchr(s.at + seen, '\n', s.len - seen) : NULL;
        *length = end ? (size_t)(end - s.at) : s.len;
        if (*length > RECORD_MOST) {
            *length = SIZE_MAX;
            return true;
        }
        if (end || in->ended) return true;
        seen = s.len;
        if (!fill(in, err)) return false;
    }
}

/* Past the break of a line too long to keep, forgetting it on the way. */
static bool skip_line(CasusIntake *in, CasusError *err) {
    for (;;) {
        Str s = unread(in);
        const char *end = s.len ? memchr(s.at, '\n', s.len) : NULL;
        in->at = end ? (size_t)(end - in->buffer) + 1 : in->len;
        if (end || in->ended) return true;
        if (!fill(in, err)) return false;
    }
}

/* ---- one file ------------------------------------------------------------------------------------------------------------ */

static int wrong(CasusIntake *in) {
    close_file(in);
    return -1;
}

static bool is_blank(Str s) { return str_trim(s).len == 0; }

/* JSON whose first line is not a whole object: Lines with a damaged first one, or one value over many lines? */
static bool starts_object_again(CasusIntake *in, size_t after, CasusError *err) {
    if (!fill_to(in, after + HEAD, err)) return true;
    Str s = unread(in);
    while (after < s.len && strchr(" \t\r\n", s.at[after])) after++;
    return after == s.len || s.at[after] == '{';
}

static bool choose_json_mode(CasusIntake *in, CasusError *err) {
    size_t length = 0;
    while (in->at < in->len && strchr(" \t\r\n", in->buffer[in->at])) in->line += in->buffer[in->at++] == '\n';
    in->mode = VALUES;
    if (in->at < in->len && in->buffer[in->at] == '[') return true;
    if (!line_length(in, &length, err)) return false;
    if (length == SIZE_MAX || record_is_line((Str){ in->buffer + in->at, length }) || starts_object_again(in, length, err)) in->mode = LINES;
    return true;
}

static bool load_whole(CasusIntake *in, CasusError *err) {
    if (!fill_to(in, RECORD_MOST + 1, err)) return false;
    if (in->len - in->at <= RECORD_MOST) return true;
    fail(err, CASUS_BAD_INPUT, "%s: more than 64 MiB in one piece; split it", in->path);
    return false;
}

static bool choose_mode(CasusIntake *in, CasusError *err) {
    if (!fill_to(in, 1, err)) return false;
    /* JSON Lines on a pipe are answered one by one: only other forms are looked at further before the first is handed out. */
    if (!record_starts(unread(in)) && !fill_to(in, HEAD, err)) return false;
    bool is_empty = in->len == in->at;
    if (is_empty && strcmp(in->path, "-") == 0) {       /* a mapper's empty share of the lines is no fault */
        in->mode = LINES;
        return true;
    }
    if (is_empty) {
        fail(err, CASUS_BAD_INPUT, "%s: an empty file", in->path);
        return false;
    }
    in->mode = WHOLE;
    if (record_starts(unread(in))) {
        if (str_starts(unread(in), S("\xEF\xBB\xBF"))) in->at += 3;
        if (!choose_json_mode(in, err)) return false;
    }
    if (in->mode == LINES) return true;
    if (!load_whole(in, err)) return false;
    in->values = json_read(unread(in));
    in->array = (JsonValue){ JSON_END, S("") };
    in->counted = in->buffer + in->at;
    return true;
}

static bool open_file(CasusIntake *in, CasusError *err) {
    in->at = in->len = 0;
    in->ended = false;
    in->line = 1;
    in->fd = strcmp(in->path, "-") == 0 ? STDIN_FILENO : open(in->path, O_RDONLY | O_CLOEXEC);
    if (in->fd < 0) {
        fail(err, CASUS_NO_ACCESS, "%s: %s", in->path, strerror(errno));
        return false;
    }
    return choose_mode(in, err);
}

/* ---- records ------------------------------------------------------------------------------------------------------------- */

static Str name_of(CasusIntake *in, size_t line) {
    int n = line ? snprintf(in->name, sizeof in->name, "%s:%zu", in->path, line) : snprintf(in->name, sizeof in->name, "%s", in->path);
    return (Str){ in->name, n < 0 ? 0 : n < (int)sizeof in->name ? (size_t)n : sizeof in->name - 1 };
}

static int hand_out(CasusIntake *in, Str json, size_t line, CasusPage *page, CasusError *err) {
    const char *what = NULL;
    *page = (CasusPage){ .name = name_of(in, line) };
    arena_reset(&in->arena);
    if (setjmp(in->budget.stop)) {
        fail(err, CASUS_NO_MEMORY, "%s:%zu: no memory left for this record", in->path, line);
        return -1;
    }
    bool is_page = record_page(json, line, &in->arena, page, &what);
    page->record = json;
    if (is_page) return 1;
    fail(err, CASUS_BAD_INPUT, "%s:%s", in->path, what);
    return -1;
}

/* 2: this file has no more. */
static int next_line(CasusIntake *in, CasusPage *page, CasusError *err) {
    for (;;) {
        size_t length;
        if (!line_length(in, &length, err)) return wrong(in);
        if (length == SIZE_MAX) {
            fail(err, CASUS_BAD_INPUT, "%s:%zu: a record of more than 64 MiB; split it", in->path, in->line++);
            return skip_line(in, NULL) ? -1 : wrong(in);
        }
        if (!length && in->at == in->len) return 2;
        Str line = { in->buffer + in->at, length };
        in->at += length + (in->at + length < in->len);
        size_t number = in->line++;
        if (!is_blank(line)) return hand_out(in, line, number, page, err);
    }
}

static size_t line_of(CasusIntake *in, const char *at) {
    for (; in->counted < at; in->counted++) in->line += *in->counted == '\n';
    return in->line;
}

/* What stands behind a fault cannot be told apart any more: one error, and the file is done. */
static int damaged_value(CasusIntake *in, const char *from, CasusPage *page, CasusError *err) {
    const char *end = in->values.text.at + in->values.text.len;
    hand_out(in, (Str){ from, (size_t)(end - from) }, line_of(in, from), page, err);
    return wrong(in);
}

static int next_value(CasusIntake *in, CasusPage *page, CasusError *err) {
    JsonValue value;
    for (;;) {
        bool more = in->array.kind == JSON_ARRAY && json_item(in->array, &in->array_at, &value);
        if (more) return hand_out(in, value.raw, line_of(in, value.raw.at), page, err);
        const char *before = in->values.text.at + in->values.at;
        value = json_value(&in->values);
        if (value.kind == JSON_END) return 2;
        if (value.kind == JSON_BAD) return damaged_value(in, before, page, err);
        if (value.kind != JSON_ARRAY) return hand_out(in, value.raw, line_of(in, value.raw.at), page, err);
        in->array = value;
        in->array_at = 0;
    }
}

static int next_whole(CasusIntake *in, CasusPage *page) {
    *page = (CasusPage){ .bytes = unread(in), .name = name_of(in, 0) };
    close_file(in);
    return 1;
}

static int next_of_file(CasusIntake *in, CasusPage *page, CasusError *err) {
    int result = in->mode == WHOLE ? next_whole(in, page) : in->mode == LINES ? next_line(in, page, err) : next_value(in, page, err);
    if (result == 2) close_file(in);
    return result;
}

int casus_intake_next(CasusIntake *in, CasusPage *page, CasusError *err) {
    if (!in->measured) measure(in);
    for (;;) {
        if (in->mode != NOTHING) {
            int result = next_of_file(in, page, err);
            if (result != 2) return result;
        }
        TreeStep step = tree_next(in->tree, &in->path, err);
        if (step == TREE_END) return 0;
        if (step == TREE_WRONG) return -1;
        if (!open_file(in, err)) return wrong(in);
    }
}
