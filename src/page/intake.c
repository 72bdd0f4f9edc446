/* Files, folders, addresses, archives, feeds and standard input as a stream of pages. Memory holds one record at a time. What is packed in something else
 * lies on a stack: a WARC in gzip in a zip is three deep. */
#define _POSIX_C_SOURCE 200809L     /* stat */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/json.h"
#include "page/bookmark.h"
#include "page/feed.h"
#include "page/fetch.h"
#include "page/mime.h"
#include "page/pdf.h"
#include "page/record.h"
#include "page/stream.h"
#include "page/seen.h"
#include "page/tree.h"
#include "page/wacz.h"
#include "page/warc.h"

enum { HEAD = 64 << 10, CONTAINERS_MOST = BOOKMARK_DEEPEST };
static const size_t RECORD_MOST = (size_t)64 << 20, STRINGS_MOST = (size_t)512 << 20;

/* How the open file is read: as one page, as a message that holds one, line by line, value by value when its JSON spreads over lines,
 * record by record, or item by item. */
typedef enum { NOTHING, DONE, WHOLE, MESSAGE, LINES, VALUES, RECORDS, ITEMS } Mode;

/* Something that others lie in: the bytes that pack it, what opens it, and its name; the number of the member that is read, and how many are
 * passed over because they were read before. */
typedef struct { Stream *bytes; Archive *archive; char *name; uint64_t n_taken, n_passed; bool is_wacz; } Container;

struct CasusIntake {
    const char *const *paths;
    size_t n;
    Tree *tree;
    const char *path;                   /* of the open file; "-" for standard input */
    Mode mode;
    Stream *bytes;                      /* of the file, or of the member, that is read now */
    char *path_owned;                   /* `path` when it is a member's: "a.zip:b/c.html" */
    Container containers[CONTAINERS_MOST];
    size_t depth;
    Warc warc;
    Seen seen;                          /* by all archives of the call: a revisit may refer to another one of them */
    CasusIntakePassed passed;           /* by the archives that are done */
    CasusFeed *feed;                    /* ITEMS */
    CasusFetchRules rules;
    CasusFetcher *fetcher;              /* from the first address on */
    CasusPage fetched;                  /* how the open file came, when it was fetched: no bytes */
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
    CasusBookmarks bookmarks;
    CasusBookmark bookmark;             /* of the open file; no path: it has none */
    ReadTo from;                        /* where the open file goes on, as long as goes_on */
    bool goes_on;
    bool touched, failed;               /* a page came of the open file; something of it could not be had now but may be later */
    uint64_t n_given;                   /* pages and faults of what is read now */
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
    in->rules = (CasusFetchRules){ .polite = true, .delay_ms = 2000 };
    in->budget.limit = STRINGS_MOST;
    in->arena.budget = &in->budget;
    return in;
}

void casus_intake_fetch_by(CasusIntake *in, const CasusFetchRules *rules) { in->rules = *rules; }

static void add_passed(CasusIntakePassed *to, const CasusIntakePassed *more) {
    to->others += more->others;
    to->revisits += more->revisits;
    to->missing += more->missing;
}

/* What is read now; the containers it lies in stay open. */
static void close_file(CasusIntake *in) {
    casus_feed_close(in->feed);
    in->feed = NULL;
    stream_close(in->bytes);
    in->bytes = NULL;
    in->mode = NOTHING;
    add_passed(&in->passed, &in->warc.passed);
    in->warc = (Warc){ .stream = NULL };
}

static void close_container(CasusIntake *in) {
    Container *top = &in->containers[--in->depth];
    archive_close(top->archive);
    stream_close(top->bytes);
    free(top->name);
}

void casus_intake_close(CasusIntake *in) {
    if (!in) return;
    close_file(in);
    while (in->depth) close_container(in);
    tree_close(in->tree);
    casus_fetcher_close(in->fetcher);
    arena_free(&in->arena);
    free(in->path_owned);
    seen_free(&in->seen);
    free((char *)(uintptr_t)in->bookmark.path);
    free(in);
}

void casus_intake_bookmarks(CasusIntake *in, const CasusBookmarks *bookmarks) { in->bookmarks = *bookmarks; }

void casus_intake_progress(const CasusIntake *in, uint64_t *done, uint64_t *total) {
    *done = in->done;
    *total = in->total;
}

void casus_intake_passed(const CasusIntake *in, CasusIntakePassed *passed) {
    *passed = in->passed;
    add_passed(passed, &in->warc.passed);
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

static Str unread(const CasusIntake *in) { return stream_unread(in->bytes); }

static bool fill(CasusIntake *in, CasusError *err) { return stream_fill(in->bytes, err); }

static bool fill_to(CasusIntake *in, size_t n, CasusError *err) { return stream_peek(in->bytes, n, err); }

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
        if (end || in->bytes->ended) return true;
        seen = s.len;
        if (!fill(in, err)) return false;
    }
}

/* Past the break of a line too long to keep, forgetting it on the way. */
static bool skip_line(CasusIntake *in, CasusError *err) {
    for (;;) {
        Str s = unread(in);
        const char *end = s.len ? memchr(s.at, '\n', s.len) : NULL;
        in->bytes->at += end ? (size_t)(end - s.at) + 1 : s.len;
        if (end || in->bytes->ended) return true;
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
    for (Str s = unread(in); s.len && strchr(" \t\r\n", s.at[0]); in->bytes->at++, s = unread(in)) in->line += s.at[0] == '\n';
    in->mode = VALUES;
    if (unread(in).len && unread(in).at[0] == '[') return true;
    if (!line_length(in, &length, err)) return false;
    if (length == SIZE_MAX || record_is_line(str_cut(unread(in), 0, length)) || starts_object_again(in, length, err)) in->mode = LINES;
    return true;
}

static bool load_whole(CasusIntake *in, CasusError *err) {
    if (!fill_to(in, RECORD_MOST + 1, err)) return false;
    if (unread(in).len <= RECORD_MOST) return true;
    fail(err, CASUS_BAD_INPUT, "%s: more than 64 MiB in one piece; split it", in->path);
    return false;
}

/* Lines of reports may quote a feed: the whole of it decides, and what cannot be opened as one is read as what else it looks like. */
static bool is_feed(CasusIntake *in) {
    CasusError trouble = { 0 };
    if (!feed_starts(unread(in)) || !stream_look(in->bytes, RECORD_MOST + 1, &trouble) || unread(in).len > RECORD_MOST) return false;
    in->feed = casus_feed_open(unread(in), in->fetched.url, str_of(in->path), &trouble);
    return in->feed != NULL;
}

static bool choose_mode(CasusIntake *in, CasusError *err) {
    bool is_empty = unread(in).len == 0;
    if (is_empty && strcmp(in->path, "-") == 0) {       /* a mapper's empty share of the lines is no fault */
        in->mode = LINES;
        return true;
    }
    if (is_empty) {
        fail(err, CASUS_BAD_INPUT, "%s: an empty file", in->path);
        return false;
    }
    in->mode = warc_starts(unread(in)) ? RECORDS : pdf_starts(unread(in)) ? WHOLE : is_feed(in) ? ITEMS : mime_starts(unread(in)) ? MESSAGE : WHOLE;
    if (in->mode == RECORDS) in->warc = (Warc){ .stream = in->bytes, .name = in->path, .seen = &in->seen };
    if (in->mode == RECORDS || in->mode == ITEMS) return true;
    if (record_starts(unread(in))) {
        if (str_starts(unread(in), S("\xEF\xBB\xBF"))) in->bytes->at += 3;
        if (!choose_json_mode(in, err)) return false;
    }
    if (in->mode == LINES) return true;
    if (!load_whole(in, err)) return false;
    in->values = json_read(unread(in));
    in->array = (JsonValue){ JSON_END, S("") };
    in->counted = in->values.text.at;
    return true;
}

/* ---- going on where a file was left ------------------------------------------------------------------------------------ */

/* Is what is read now, or what it lies in, what the bookmark leads to? */
static bool is_on_way(const CasusIntake *in) {
    for (size_t k = 0; k < in->depth; k++)
        if (k >= in->from.n || in->containers[k].n_taken != in->from.child[k]) return false;
    return in->goes_on;
}

/* The file is done with, and so is its bookmark. */
static void leave_file(CasusIntake *in) {
    CasusBookmark *bookmark = &in->bookmark;
    if (bookmark->path && !bookmark->is_done && in->touched && !in->failed && in->bookmarks.done) {
        bookmark->is_done = true;
        in->bookmarks.done(in->bookmarks.to, bookmark);
    }
    free((char *)(uintptr_t)bookmark->path);
    *bookmark = (CasusBookmark){ .path = NULL };
    in->goes_on = in->touched = in->failed = false;
}

/* Asks for the bookmark of the file that was just opened. true: there is nothing left to read in it. */
static bool was_read(CasusIntake *in) {
    CasusBookmark *bookmark = &in->bookmark;
    bool is_asked = in->bookmarks.find || in->bookmarks.done;
    if (!is_asked || !bookmark_identify(in->path, in->bytes, bookmark) || !in->bookmarks.find) return false;
    if (!in->bookmarks.find(in->bookmarks.to, bookmark)) return false;
    if (bookmark->is_done) in->done += (uint64_t)bookmark->size - in->bytes->len;
    in->goes_on = in->touched = !bookmark->is_done && read_to_parse(bookmark->at, &in->from);
    return bookmark->is_done;
}

/* Behind the page that is handed out: further on in what is read, or at the next member of what it lies in. */
static void set_bookmark(CasusIntake *in, CasusPage *page) {
    bool by_bytes = in->mode == LINES || in->mode == RECORDS;
    ReadTo to = { .n = in->depth };
    if (!in->bookmark.path) return;
    for (size_t k = 0; k < in->depth; k++) to.child[k] = in->containers[k].n_taken;
    if (in->mode == DONE) {
        while (to.n && !in->containers[to.n - 1].archive) to.n--;
        if (to.n) to.child[to.n - 1]++;
        in->bookmark.is_done = to.n == 0;
    } else {
        to.inner = by_bytes ? stream_place(in->bytes) : in->n_given;
        to.line = in->line;
        in->bookmark.is_done = false;
    }
    read_to_write(&to, in->bookmark.at, sizeof in->bookmark.at);
    in->touched = true;
    page->bookmark = &in->bookmark;
}

/* Lays what is read now under what it contains. false with *err. */
static bool enter_container(CasusIntake *in, CasusError *err) {
    if (in->depth == CONTAINERS_MOST) {
        fail(err, CASUS_BAD_INPUT, "%s: archives nested deeper than %d; unpack it yourself", in->path, CONTAINERS_MOST);
        return false;
    }
    Container *top = &in->containers[in->depth];
    bool is_way = is_on_way(in) && in->depth < in->from.n;
    *top = (Container){ .name = strdup(in->path) };
    if (!top->name) {
        fail(err, CASUS_NO_MEMORY, "%s: no memory left to open it", in->path);
        return false;
    }
    top->bytes = in->bytes;
    top->bytes->name = top->name;
    in->bytes = NULL;
    in->depth++;
    if (inflate_starts(stream_unread(top->bytes))) in->bytes = stream_inflate(top->bytes, top->name);
    else top->archive = archive_open(top->bytes, top->name, err);
    top->n_taken = in->bytes ? 1 : 0;
    top->n_passed = is_way && top->archive && in->from.child[in->depth - 1] ? in->from.child[in->depth - 1] - 1 : 0;
    if (in->bytes || top->archive) return true;
    close_container(in);
    return false;
}

static bool is_container(Str head) { return inflate_starts(head) || archive_starts(head); }

/* From the first bytes of in->bytes: what is it? Containers are entered until there is something to read, or a list of members. */
static bool look_into(CasusIntake *in, CasusError *err) {
    in->line = 1;
    in->n_given = 0;
    for (;;) {
        if (!fill_to(in, 1, err)) return false;
        /* JSON Lines on a pipe are answered one by one: only other forms are looked at further before the first is handed out. */
        if (!record_starts(unread(in)) && !stream_look(in->bytes, HEAD, err)) return false;
        if (!is_container(unread(in))) return choose_mode(in, err);
        if (!enter_container(in, err)) return false;
        if (!in->bytes) return true;                    /* an archive: its members come one by one */
    }
}

static Stream *stream_of_address(CasusIntake *in, CasusError *err) {
    CasusPage page;
    if (!in->fetcher) in->fetcher = casus_fetcher_open(&in->rules, err);
    if (!in->fetcher || !fetch_page(in->fetcher, in->path, &page, err)) return NULL;
    in->fetched = page;
    in->fetched.bytes = S("");
    return stream_of_bytes(page.bytes, in->path, err);
}

static bool open_file(CasusIntake *in, CasusError *err) {
    in->fetched = (CasusPage){ 0 };
    if (fetch_is_address(in->path)) {
        in->bytes = stream_of_address(in, err);
        return in->bytes && look_into(in, err);
    }
    in->bytes = stream_of_file(in->path, &in->done, err);
    if (!in->bytes) return false;
    if (!was_read(in)) return look_into(in, err);
    close_file(in);
    return true;
}

/* A fault behind the first bytes is told by whoever reads on. */
static bool is_beside_warcs(CasusIntake *in, Container *top, const char *path) {
    stream_look(in->bytes, HEAD, NULL);
    return wacz_passes(&top->is_wacz, path, unread(in));
}

static bool name_member(CasusIntake *in, const char *path) {
    const char *outer = in->containers[in->depth - 1].name;
    size_t room = strlen(outer) + strlen(path) + 2;
    char *name = realloc(in->path_owned, room);
    if (!name) return false;
    snprintf(name, room, "%s:%s", outer, path);
    in->path = in->path_owned = name;
    return true;
}

/* The next member of the innermost archive; leaves what has no more. 1: opened, 0: no container is left, -1: *err. */
static int next_member(CasusIntake *in, CasusError *err) {
    while (in->depth) {
        Container *top = &in->containers[in->depth - 1];
        const char *path = NULL;
        int got = top->archive ? archive_next(top->archive, &in->bytes, &path, err) : 0;
        if (got < 0) return -1;
        if (got == 0) {
            close_container(in);
            continue;
        }
        if (!name_member(in, path)) {
            fail(err, CASUS_NO_MEMORY, "%s: no memory left to read it", top->name);
            return -1;
        }
        in->bytes->name = in->path;
        bool is_beside = is_beside_warcs(in, top, path);
        if (++top->n_taken <= top->n_passed || is_beside) {
            close_file(in);
            continue;
        }
        return look_into(in, err) ? 1 : -1;
    }
    return 0;
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
        if (!length && !unread(in).len) return 2;
        Str line = str_cut(unread(in), 0, length);
        in->bytes->at += length + (length < unread(in).len);
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
    *page = in->depth ? (CasusPage){ 0 } : in->fetched;
    page->bytes = unread(in);
    page->name = name_of(in, 0);
    in->bytes->at = in->bytes->len;
    in->mode = DONE;
    return 1;
}

static int next_message(CasusIntake *in, CasusPage *page, CasusError *err) {
    const char *wrong = NULL;
    Str message = unread(in);
    *page = (CasusPage){ .name = name_of(in, 0) };
    in->bytes->at = in->bytes->len;
    in->mode = DONE;
    arena_reset(&in->arena);
    if (setjmp(in->budget.stop)) {
        fail(err, CASUS_NO_MEMORY, "%s: no memory left to unpack it", in->path);
        return -1;
    }
    if (mime_page(message, &in->arena, page, &wrong)) return 1;
    fail(err, CASUS_BAD_INPUT, "%s: a saved page or message, %s", in->path, wrong);
    return -1;
}

static int next_item(CasusIntake *in, CasusPage *page, CasusError *err) {
    int got = casus_feed_next(in->feed, page, err);
    if (got == 0 && in->bytes->held.status == CASUS_OK) return 2;
    if (got == 0) {                                         /* what the feed is packed in is damaged behind these items */
        if (err) *err = in->bytes->held;
        in->bytes->held = (CasusError){ 0 };
        return -1;
    }
    page->captured = in->fetched.captured;
    page->headers = in->fetched.headers;
    return got;
}

static int next_record(CasusIntake *in, CasusPage *page, CasusError *err) {
    if (setjmp(in->budget.stop)) {
        fail(err, CASUS_NO_MEMORY, "%s: no memory left for the record before byte %llu", in->path, (unsigned long long)stream_place(in->bytes));
        return -1;
    }
    int result = warc_next(&in->warc, &in->arena, page, err);
    return result == 0 ? 2 : result;
}

static int next_of_file(CasusIntake *in, CasusPage *page, CasusError *err) {
    int result = 2;
    switch (in->mode) {
    case WHOLE: result = next_whole(in, page); break;
    case MESSAGE: result = next_message(in, page, err); break;
    case LINES: result = next_line(in, page, err); break;
    case VALUES: result = next_value(in, page, err); break;
    case RECORDS: result = next_record(in, page, err); break;
    case ITEMS: result = next_item(in, page, err); break;
    case NOTHING: case DONE: break;
    }
    in->n_given++;
    if (result == 1) set_bookmark(in, page);
    if (result == 2) close_file(in);
    return result;
}

/* Past what was read before, in what is opened first. */
static void go_on(CasusIntake *in) {
    bool is_there = is_on_way(in) && in->depth == in->from.n;
    CasusPage page;
    CasusError trouble;
    in->goes_on = false;
    if (!is_there || !in->from.inner) return;
    if (in->mode == LINES || in->mode == RECORDS) {
        bookmark_pass_to(in->bytes, in->from.inner);
        in->seen.is_full = true;                        /* what was captured before was not looked at */
        in->line = (size_t)in->from.line;
        return;
    }
    while (in->mode != NOTHING && in->n_given < in->from.inner) next_of_file(in, &page, &trouble);
}

static int next_page(CasusIntake *in, CasusPage *page, CasusError *err) {
    for (;;) {
        if (in->mode != NOTHING && in->goes_on) go_on(in);
        if (in->mode != NOTHING) {
            int result = next_of_file(in, page, err);
            if (result != 2) return result;
        }
        int member = next_member(in, err);
        if (member < 0) return wrong(in);
        if (member > 0) continue;
        leave_file(in);
        TreeStep step = tree_next(in->tree, &in->path, err);
        if (step == TREE_END) return 0;
        if (step == TREE_WRONG) return -1;
        if (!open_file(in, err)) return wrong(in);
    }
}

int casus_intake_next(CasusIntake *in, CasusPage *page, CasusError *err) {
    CasusError trouble = { 0 };
    if (!in->measured) measure(in);
    int result = next_page(in, page, &trouble);
    if (result >= 0) return result;
    if (trouble.status != CASUS_BAD_INPUT) in->failed = true;
    if (err) *err = trouble;
    return result;
}
