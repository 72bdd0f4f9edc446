#include "page/mime.h"

#include "base/date.h"
#include "base/utf8.h"
#include "page/feed.h"
#include "page/http_head.h"
#include "page/net_date.h"
#include "page/url.h"

enum { HEAD_MOST = 64 << 10, BOUNDARY_MOST = 200, DEEPEST = 8 };

/* ---- is it one? -------------------------------------------------------------------------------------------------------- */

/* "Subject: ...". Source: RFC 5322, 2.2. */
static bool is_field(Str line) {
    size_t at = 0;
    while (at < line.len && line.at[at] > ' ' && line.at[at] < 0x7F && line.at[at] != ':') at++;
    return at > 0 && at < line.len && line.at[at] == ':';
}

static bool is_folded(Str line) { return line.len && (line.at[0] == ' ' || line.at[0] == '\t'); }

/* Past the line at `at`, which is put into *line without its break. */
static size_t take_line(Str s, size_t at, Str *line) {
    const char *end = memchr(s.at + at, '\n', s.len - at);
    size_t stop = end ? (size_t)(end - s.at) : s.len;
    size_t cut = stop > at && s.at[stop - 1] == '\r' ? stop - 1 : stop;
    *line = str_cut(s, at, cut);
    return end ? stop + 1 : stop;
}

/* Bytes of the header lines with the blank line below them; 0 when something else stands between. */
static size_t head_of(Str s) {
    Str line;
    size_t n = s.len < HEAD_MOST ? s.len : HEAD_MOST;
    for (size_t at = 0, next; at < n; at = next) {
        next = take_line(s, at, &line);
        if (!line.len) return at ? next : 0;
        if (!is_field(line) && !(at && is_folded(line))) return 0;
    }
    return 0;
}

static bool starts_folded(Str s, const char *word) {
    size_t n = strlen(word);
    if (s.len < n) return false;
    for (size_t k = 0; k < n; k++)
        if ((s.at[k] >= 'A' && s.at[k] <= 'Z' ? s.at[k] + 32 : s.at[k]) != word[k]) return false;
    return true;
}

bool mime_starts(Str head) {
    Str fields = str_cut(head, 0, head_of(head));
    return head_value(fields, "mime-version").len || starts_folded(head_value(fields, "content-type"), "multipart/");
}

/* ---- parts --------------------------------------------------------------------------------------------------------------- */

typedef struct { Str head, body; bool is_whole; } Part;
/* How surely a part is the page that was saved. */
typedef enum { RANK_NONE, RANK_TEXT, RANK_HTML, RANK_LOCATION, RANK_START } Rank;
typedef struct { Arena *arena; Str start, location; Part best; Rank rank; } Search;

/* A folded address has no blanks of its own. */
static Str without_blanks(Str value, Arena *arena) {
    char *to = arena_alloc(arena, value.len + 1);
    size_t n = 0;
    for (size_t k = 0; k < value.len; k++)
        if (!strchr(" \t\r\n", value.at[k])) to[n++] = value.at[k];
    return (Str){ to, n };
}

/* "<part1@marsh.example>" as the start parameter may write it without its brackets. */
static Str bare_id(Str id) {
    id = str_trim(id);
    bool wrapped = id.len > 2 && id.at[0] == '<' && id.at[id.len - 1] == '>';
    return wrapped ? str_cut(id, 1, id.len - 1) : id;
}

static Rank rank_of(const Search *search, const Part *part, Str type) {
    bool is_html = str_eq(type, S("text/html")) || str_eq(type, S("application/xhtml+xml"));
    if (!is_html && !str_eq(type, S("text/plain"))) return RANK_NONE;
    Str id = bare_id(head_value(part->head, "content-id")), location = without_blanks(head_value(part->head, "content-location"), search->arena);
    if (id.len && str_eq(id, search->start)) return RANK_START;
    if (location.len && str_eq(location, search->location)) return RANK_LOCATION;
    if (starts_folded(head_value(part->head, "content-disposition"), "attachment")) return RANK_NONE;
    return is_html ? RANK_HTML : RANK_TEXT;
}

static void look_at(Search *search, const Part *part, int depth);

static void finish_part(Search *search, Str inside, size_t start, size_t end, bool is_whole, int depth) {
    while (end > start && (inside.at[end - 1] == '\n' || inside.at[end - 1] == '\r')) end--;
    Str all = str_cut(inside, start, end);
    size_t head = head_of(all);
    Str line;
    size_t bare = all.len ? take_line(all, 0, &line) : 0;
    if (!head && all.len && !line.len) head = bare;                     /* a part without header lines: text */
    Part part = { str_cut(all, 0, head), str_cut(all, head, all.len), is_whole };
    if (head) look_at(search, &part, depth + 1);
}

/* Lines "--boundary" open the parts, "--boundary--" ends the last one. */
static void look_into(Search *search, Str inside, Str boundary, int depth) {
    size_t start = SIZE_MAX;
    Str line;
    for (size_t at = 0, next; at < inside.len; at = next) {
        next = take_line(inside, at, &line);
        bool is_mark = line.len >= boundary.len + 2 && line.at[0] == '-' && line.at[1] == '-' && memcmp(line.at + 2, boundary.at, boundary.len) == 0;
        if (!is_mark) continue;
        Str rest = str_trim(str_cut(line, boundary.len + 2, line.len));
        bool is_last = str_eq(rest, S("--"));
        if (rest.len && !is_last) continue;                             /* a longer boundary, of a message inside */
        if (start != SIZE_MAX) finish_part(search, inside, start, at, true, depth);
        start = next;
        if (is_last) return;
    }
    if (start != SIZE_MAX) finish_part(search, inside, start, inside.len, false, depth);
}

static void look_at(Search *search, const Part *part, int depth) {
    Str value = head_value(part->head, "content-type"), type = media_type(value, search->arena);
    if (!type.len) type = S("text/plain");
    if (str_starts(type, S("multipart/"))) {
        Str boundary = media_parameter(value, "boundary", search->arena);
        if (boundary.len && boundary.len <= BOUNDARY_MOST && depth < DEEPEST) look_into(search, part->body, boundary, depth);
        return;
    }
    Rank rank = rank_of(search, part, type);
    if (rank <= search->rank) return;                                   /* of two alike, the first */
    search->rank = rank;
    search->best = *part;
}

/* ---- bytes as they were sent ---------------------------------------------------------------------------------------------- */

static int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Past "=" at a line's end, with the blanks that transport may have added; 0 when the line goes on. */
static size_t soft_break(Str s, size_t at) {
    while (at < s.len && (s.at[at] == ' ' || s.at[at] == '\t')) at++;
    if (at < s.len && s.at[at] == '\r') at++;
    if (at == s.len) return at;
    return s.at[at] == '\n' ? at + 1 : 0;
}

/* What is no escape stands for itself. `blank` is read as a blank: '_' in header lines, none (0) elsewhere. */
static Str from_quoted(Str s, char blank, Arena *arena) {
    char *to = arena_alloc(arena, s.len + 1);
    size_t n = 0;
    for (size_t at = 0; at < s.len;) {
        char c = s.at[at++];
        if (c != '=') {
            to[n++] = blank && c == blank ? ' ' : c;
            continue;
        }
        size_t next = soft_break(s, at);
        if (next) at = next;
        else if (s.len - at >= 2 && hex(s.at[at]) >= 0 && hex(s.at[at + 1]) >= 0) {
            to[n++] = (char)(hex(s.at[at]) << 4 | hex(s.at[at + 1]));
            at += 2;
        } else to[n++] = c;
    }
    return (Str){ to, n };
}

static int base64_value(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* false when something else than base64 stands in it. */
static bool from_base64(Str s, Arena *arena, Str *out) {
    char *to = arena_alloc(arena, s.len + 1);
    size_t n = 0, n_bits = 0;
    uint32_t bits = 0;
    for (size_t k = 0; k < s.len && s.at[k] != '='; k++) {
        int value = base64_value(s.at[k]);
        if (value < 0 && strchr(" \t\r\n", s.at[k]) && s.at[k]) continue;
        if (value < 0) return false;
        bits = bits << 6 | (uint32_t)value;
        n_bits += 6;
        if (n_bits < 8) continue;
        n_bits -= 8;
        to[n++] = (char)(bits >> n_bits & 0xFF);
    }
    *out = (Str){ to, n };
    return true;
}

static bool unpack(const Part *part, Arena *arena, Str *bytes, const char **wrong) {
    Str coding = media_type(head_value(part->head, "content-transfer-encoding"), arena);
    *bytes = part->body;
    if (!coding.len || str_eq(coding, S("7bit")) || str_eq(coding, S("8bit")) || str_eq(coding, S("binary"))) return true;
    if (str_eq(coding, S("quoted-printable"))) return *bytes = from_quoted(part->body, 0, arena), true;
    if (!str_eq(coding, S("base64"))) return *wrong = "but the page in it is packed in a way casus does not know", false;
    if (from_base64(part->body, arena, bytes)) return true;
    return *wrong = "but the base64 of the page in it is damaged; save it again", false;
}

/* ---- header lines in words ---------------------------------------------------------------------------------------------- */

/* "=?utf-8?Q?Tal_Amal?=" at `at`. Bytes taken, 0 when there is none. Source: RFC 2047. */
static size_t encoded_word(Str s, size_t at, Arena *arena, Str *words) {
    Str rest = str_cut(s, at, s.len < at + 1000 ? s.len : at + 1000), packed;
    size_t charset_end = str_starts(rest, S("=?")) ? str_find(rest, S("?"), 2) : SIZE_MAX;
    if (charset_end == SIZE_MAX || rest.len < charset_end + 3 || rest.at[charset_end + 2] != '?') return 0;
    size_t from = charset_end + 3, end = str_find(rest, S("?="), from);
    if (end == SIZE_MAX) return 0;
    packed = str_cut(rest, from, end);
    char kind = (char)(rest.at[charset_end + 1] | 0x20);
    if (kind == 'q') *words = from_quoted(packed, '_', arena);
    else if (kind != 'b' || !from_base64(packed, arena, words)) return 0;
    *words = feed_from_charset(*words, str_cut(rest, 2, charset_end), arena);
    return end + 2;
}

/* A field's value as it was meant, on one line. */
static Str field_words(Str value, Arena *arena) {
    Text out = { .arena = arena };
    size_t blanks = 0, n_repaired;
    bool after_encoded = false;
    for (size_t at = 0; at < value.len;) {
        Str words = str_cut(value, at, at + 1);
        if (strchr(" \t\r\n", value.at[at]) && value.at[at]) {
            blanks++, at++;
            continue;
        }
        size_t taken = value.at[at] == '=' ? encoded_word(value, at, arena, &words) : 0;
        if (blanks && out.len && !(taken && after_encoded)) text_add_char(&out, ' ');   /* blanks between two encoded words join them */
        text_add(&out, words);
        at += taken ? taken : 1;
        after_encoded = taken > 0;
        blanks = 0;
    }
    return utf8_repair(text_str(&out), arena, &n_repaired);
}

/* Ada Reed of "Ada Reed <ada@marsh.example>"; empty when only the address is given. */
static Str sender(Str value, Arena *arena) {
    size_t end = str_find(value, S("<"), 0);
    Str name = str_trim(str_cut(value, 0, end == SIZE_MAX ? 0 : end));
    if (name.len > 1 && name.at[0] == '"' && name.at[name.len - 1] == '"') name = str_cut(name, 1, name.len - 1);
    return field_words(name, arena);
}

/* ---- the page ------------------------------------------------------------------------------------------------------------- */

static Str utc(Str date, Arena *arena) {
    int64_t seconds, day_seconds = 24 * 60 * 60;
    if (!net_date_seconds(date, &seconds) || seconds < 0) return S("");
    Str day = day_format((int32_t)(seconds / day_seconds), arena);
    int second = (int)(seconds % day_seconds);
    return str_format(arena, "%.*sT%02d:%02d:%02dZ", (int)day.len, day.at, second / 3600, second / 60 % 60, second % 60);
}

/* Browsers write the sender and the subject of a page they save as if it were mail; but nobody gets it. */
static bool is_mail(Str head) { return head_value(head, "to").len || head_value(head, "message-id").len || head_value(head, "received").len; }

static void tell_origin(Str head, const Part *root, Arena *arena, CasusPage *page) {
    Str places[] = { head_value(head, "snapshot-content-location"), head_value(root->head, "content-location"), head_value(head, "content-location") };
    Str date = head_value(head, "date");
    for (size_t k = 0; k < sizeof places / sizeof *places && !page->url.len; k++)
        if (url_is_web(str_trim(places[k]))) page->url = without_blanks(places[k], arena);
    page->headers = head;
    page->charset = media_parameter(head_value(root->head, "content-type"), "charset", arena);
    if (!is_mail(head)) {
        page->captured = utc(date, arena);
        return;
    }
    page->published = net_date_iso(date, arena);
    page->title = field_words(head_value(head, "subject"), arena);
    page->author = sender(head_value(head, "from"), arena);
}

bool mime_page(Str message, Arena *arena, CasusPage *page, const char **wrong) {
    size_t head = head_of(message);
    Part whole = { str_cut(message, 0, head), str_cut(message, head, message.len), true };
    Search search = { .arena = arena, .location = without_blanks(head_value(whole.head, "snapshot-content-location"), arena) };
    search.start = bare_id(media_parameter(head_value(whole.head, "content-type"), "start", arena));
    look_at(&search, &whole, 0);
    *wrong = "but neither a page nor text is in it";
    if (!search.rank) return false;
    *wrong = "cut off before the page in it ends; save it again";
    if (!search.best.is_whole) return false;
    tell_origin(whole.head, &search.best, arena, page);
    return unpack(&search.best, arena, &page->bytes, wrong);
}
