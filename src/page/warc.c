#include "page/warc.h"

#include "page/http_head.h"

enum { HEAD_MOST = 64 << 10 };
static const size_t RECORD_MOST = (size_t)64 << 20;

typedef struct { Str head, type, uri, media; uint64_t start, length; size_t head_length; bool is_revisit; } Record;

bool warc_starts(Str head) { return str_starts(head, S("WARC/1.")) || str_starts(head, S("WARC/0.")); }

static int wrong_at(Warc *w, uint64_t start, const char *why, CasusError *err) {
    fail(err, CASUS_BAD_INPUT, "%s: the record at byte %llu %s; went on at the next", w->name, (unsigned long long)start, why);
    w->lost = true;
    return -1;
}

/* To the next line that opens a record. false at the end, or on *err. */
static bool find_record(Warc *w, CasusError *err) {
    Stream *s = w->stream;
    for (;;) {
        Str seen = stream_unread(s);
        size_t at = str_find(seen, S("WARC/1."), 0);
        while (at != SIZE_MAX && at > 0 && seen.at[at - 1] != '\n') at = str_find(seen, S("WARC/1."), at + 1);
        if (at != SIZE_MAX) {
            s->at += at;
            w->lost = false;
            return true;
        }
        s->at += seen.len > 8 ? seen.len - 8 : 0;
        if (s->ended || !stream_fill(s, err)) return false;
    }
}

/* Past the blank lines between records. false at the end, or on *err. */
static bool find_start(Warc *w, CasusError *err) {
    Stream *s = w->stream;
    if (w->lost) return find_record(w, err);
    for (;;) {
        if (!stream_peek(s, 8, err)) return false;
        Str seen = stream_unread(s);
        if (!seen.len) return false;
        if (seen.at[0] != '\r' && seen.at[0] != '\n') return true;
        s->at++;
    }
}

static bool parse_length(Str digits, uint64_t *n) {
    *n = 0;
    for (size_t k = 0; k < digits.len; k++) {
        if (digits.at[k] < '0' || digits.at[k] > '9') return false;
        *n = *n * 10 + (unsigned)(digits.at[k] - '0');
    }
    return digits.len > 0 && digits.len < 18;
}

/* "<https://...>" as WARC 1.0 writes it. */
static Str bare_uri(Str uri) {
    bool wrapped = uri.len > 2 && uri.at[0] == '<' && uri.at[uri.len - 1] == '>';
    return wrapped ? str_cut(uri, 1, uri.len - 1) : uri;
}

/* The head at the stream's place, which moves behind it. NULL, or why there is no record. */
static const char *read_head(Warc *w, Arena *arena, Record *record, CasusError *err) {
    Stream *s = w->stream;
    record->start = stream_place(s);
    if (!stream_look(s, HEAD_MOST, err)) return "";
    Str seen = stream_unread(s);
    if (!warc_starts(seen)) return "is none";
    record->head_length = head_length(str_cut(seen, 0, seen.len < HEAD_MOST ? seen.len : HEAD_MOST));
    bool runs_on = str_find(str_cut(seen, 0, record->head_length), S("\nWARC/1."), 0) != SIZE_MAX;
    if (!record->head_length || runs_on) {
        s->at++;
        return "has no end of its header lines";
    }
    record->head = str_copy(str_cut(seen, 0, record->head_length), arena);
    s->at += record->head_length;
    record->type = media_type(head_value(record->head, "warc-type"), arena);
    record->uri = bare_uri(head_value(record->head, "warc-target-uri"));
    record->media = media_type(head_value(record->head, "content-type"), arena);
    record->is_revisit = str_eq(record->type, S("revisit"));
    return parse_length(head_value(record->head, "content-length"), &record->length) ? NULL : "has no Content-Length";
}

/* Could there be a page in it? */
static bool may_be_page(const Record *record) {
    bool has_payload = str_eq(record->type, S("response")) || str_eq(record->type, S("resource")) || str_eq(record->type, S("conversion"));
    return has_payload && (str_eq(record->media, S("application/http")) || head_is_readable(record->media));
}

/* A revisit only says that what was captured before was met again. */
static bool was_captured(const Warc *w, const Record *record) {
    Str referred = bare_uri(head_value(record->head, "warc-refers-to-target-uri"));
    if (!w->seen || w->seen->is_full || seen_has(w->seen, head_value(record->head, "warc-payload-digest"))) return true;
    return seen_has(w->seen, referred.len ? referred : record->uri);
}

static void remember(Warc *w, const Record *record) {
    bool has_payload = str_eq(record->type, S("response")) || str_eq(record->type, S("resource"));
    if (!w->seen || !has_payload) return;
    seen_add(w->seen, head_value(record->head, "warc-payload-digest"));
    seen_add(w->seen, record->uri);
}

static void count_passed(Warc *w, const Record *record) {
    if (!record->is_revisit) w->passed.others++;
    else if (was_captured(w, record)) w->passed.revisits++;
    else w->passed.missing++;
}

/* Does a record end at `at` of what is unread? */
static bool ends_at(const Stream *s, uint64_t at) {
    Str seen = stream_unread(s);
    return at >= seen.len || seen.at[at] == '\r' || seen.at[at] == '\n';
}

static bool pass_record(Warc *w, const Record *record, CasusError *err) {
    CasusError trouble = { 0 };
    bool whole = stream_pass(w->stream, record->length, &trouble) && stream_peek(w->stream, 1, &trouble);
    if (trouble.status != CASUS_OK) {
        if (err) *err = trouble;
        w->lost = true;
        return false;
    }
    if (whole && ends_at(w->stream, 0)) return true;
    wrong_at(w, record->start, whole ? "does not end where its Content-Length says" : "is cut short", err);
    return false;
}

static bool fill_page(Record *record, Str block, Arena *arena, CasusPage *page, const char **wrong) {
    bool is_http = str_eq(record->media, S("application/http"));
    size_t head = is_http ? head_length(block) : 0;
    Str value = head_value(record->head, "content-type");
    page->bytes = block;
    if (is_http) {
        Str fields = str_cut(block, 0, head);
        int status = http_status(block);
        value = head_value(fields, "content-type");
        if (!head || status < 200 || status > 299 || (value.len && !head_is_readable(media_type(value, arena)))) return false;
        page->headers = str_copy(fields, arena);
        if (!http_body(fields, str_cut(block, head, block.len), RECORD_MOST, arena, &page->bytes, wrong)) return false;
    }
    page->url = record->uri;
    page->id = record->uri.len ? record->uri : bare_uri(head_value(record->head, "warc-record-id"));
    page->captured = head_value(record->head, "warc-date");
    page->charset = media_parameter(value, "charset", arena);
    return page->bytes.len > 0;
}

/* 2: no page, go on. */
static int take_record(Warc *w, Record *record, Arena *arena, CasusPage *page, CasusError *err) {
    remember(w, record);
    if (!may_be_page(record)) {
        if (!pass_record(w, record, err)) return -1;
        count_passed(w, record);
        return 2;
    }
    if (record->length > RECORD_MOST) {
        if (!pass_record(w, record, err)) return -1;
        fail(err, CASUS_BAD_INPUT, "%s: the record at byte %llu has more than 64 MiB; it was passed over", w->name, (unsigned long long)record->start);
        return -1;
    }
    size_t length = (size_t)record->length;
    CasusError trouble = { 0 };
    if (!stream_peek(w->stream, length + 1, &trouble)) {
        if (err) *err = trouble;
        w->lost = true;
        return -1;
    }
    Str seen = stream_unread(w->stream);
    if (seen.len < length) return wrong_at(w, record->start, "is cut short", err);
    if (!ends_at(w->stream, length)) return wrong_at(w, record->start, "does not end where its Content-Length says", err);
    w->stream->at += length;
    const char *wrong = NULL;
    *page = (CasusPage){ .name = str_format(arena, "%s@%llu", w->name, (unsigned long long)record->start) };
    if (fill_page(record, str_cut(seen, 0, length), arena, page, &wrong)) return 1;
    if (!wrong) {
        count_passed(w, record);
        return 2;
    }
    fail(err, CASUS_BAD_INPUT, "%s: the record at byte %llu: %s", w->name, (unsigned long long)record->start, wrong);
    return -1;
}

int warc_next(Warc *w, Arena *arena, CasusPage *page, CasusError *err) {
    for (;;) {
        CasusError trouble = { 0 };
        Record record = { 0 };
        arena_reset(arena);
        bool found = find_start(w, &trouble);
        if (!found && trouble.status == CASUS_OK) return 0;
        const char *why = found ? read_head(w, arena, &record, &trouble) : "";
        if (trouble.status != CASUS_OK) {
            w->lost = true;
            if (err) *err = trouble;
            return -1;
        }
        if (why) return wrong_at(w, record.start, why, err);
        int result = take_record(w, &record, arena, page, err);
        if (result != 2) return result;
    }
}
