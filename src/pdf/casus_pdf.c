/* casus-pdf [FILE]: the words of a PDF, line by line in reading order, with their place on the page, as one JSON object on standard output:
 *   {"casus_pdf":1,"title":"...","author":"...","created":"2031-03-04T10:00:00Z",
 *    "pages":[{"width":595,"height":842,"lines":[[left,top,right,bottom,size,"words"],...]},...]}
 * or {"casus_pdf":1,"wrong":"why it cannot be read"}. Lengths in points, from the top left corner.
 *
 * A program of its own, because poppler is GPL: the library and the command start it and read what it writes, and link none of it. It also
 * keeps a hostile file away from them: it bounds its own memory and time before it looks at the first byte. */
#include <errno.h>
#include <poppler.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

enum { PAGES_MOST = 5000, LINE_MOST = 16 << 10 };
static const size_t FILE_MOST = (size_t)64 << 20, OUTPUT_MOST = (size_t)64 << 20;
static const rlim_t CPU_SECONDS_MOST = 30;

static void bound(int what, rlim_t most) {
    struct rlimit limit = { most, most };
    setrlimit(what, &limit);
}

static void bound_all(void) {
#if !defined(__SANITIZE_ADDRESS__)              /* which reserves terabytes of addresses that it never uses */
    bound(RLIMIT_AS, (rlim_t)1 << 30);
#endif
    bound(RLIMIT_CPU, CPU_SECONDS_MOST);
    bound(RLIMIT_FSIZE, OUTPUT_MOST);
    bound(RLIMIT_CORE, 0);
    signal(SIGXFSZ, SIG_IGN);
}

/* ---- JSON -------------------------------------------------------------------------------------------------------------- */

static void add_escaped(GString *out, const char *text, gsize n) {
    g_string_append_c(out, '"');
    for (gsize k = 0; k < n; k++) {
        unsigned char c = (unsigned char)text[k];
        if (c == '"' || c == '\\') g_string_append_c(out, '\\');
        if (c < 0x20) g_string_append_printf(out, "\\u%04x", c);
        else g_string_append_c(out, (char)c);
    }
    g_string_append_c(out, '"');
}

/* A member when the text is there. */
static void add_member(GString *out, const char *key, char *text) {
    if (text && *text && g_utf8_validate(text, -1, NULL)) {
        g_string_append_printf(out, ",\"%s\":", key);
        add_escaped(out, text, strlen(text));
    }
    g_free(text);
}

/* One digit behind the point, whatever the locale. */
static void add_length(GString *out, double points) {
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    double bounded = points > -1e6 && points < 1e6 ? points : 0;
    g_string_append(out, g_ascii_formatd(digits, sizeof digits, "%.1f", bounded));
}

/* ---- lines ------------------------------------------------------------------------------------------------------------- */

typedef struct { PopplerRectangle *boxes; guint n_boxes; GList *looks; gboolean any; } Words;

static void stretch(PopplerRectangle *box, const PopplerRectangle *by, gboolean is_first) {
    if (is_first || by->x1 < box->x1) box->x1 = by->x1;
    if (is_first || by->y1 < box->y1) box->y1 = by->y1;
    if (is_first || by->x2 > box->x2) box->x2 = by->x2;
    if (is_first || by->y2 > box->y2) box->y2 = by->y2;
}

/* Size of the letter at `place`; the list is passed in step with the text. */
static double size_at(Words *words, guint place) {
    while (words->looks && (guint)((PopplerTextAttributes *)words->looks->data)->end_index < place) words->looks = words->looks->next;
    return words->looks ? ((PopplerTextAttributes *)words->looks->data)->font_size : 0;
}

/* Letters [from, to) of the page, which are bytes [text, text + n). */
static void add_line(GString *out, Words *words, const char *text, gsize n, guint from, guint to) {
    PopplerRectangle box = { 0 };
    gboolean any = FALSE;
    double size = size_at(words, from);
    for (guint k = from; k < to && k < words->n_boxes; k++) {
        gboolean has_room = words->boxes[k].x2 > words->boxes[k].x1;
        if (has_room) stretch(&box, &words->boxes[k], !any);
        any = any || has_room;
    }
    if (!any || n > LINE_MOST) return;
    const double numbers[] = { box.x1, box.y1, box.x2, box.y2, size };
    g_string_append(out, words->any ? ",[" : "[");
    words->any = TRUE;
    for (gsize k = 0; k < G_N_ELEMENTS(numbers); k++) {
        add_length(out, numbers[k]);
        g_string_append_c(out, ',');
    }
    add_escaped(out, text, n);
    g_string_append_c(out, ']');
}

static void add_lines(GString *out, PopplerPage *page) {
    char *text = poppler_page_get_text(page);
    GList *looks = poppler_page_get_text_attributes(page);
    Words words = { .looks = looks };
    if (text && g_utf8_validate(text, -1, NULL) && poppler_page_get_text_layout(page, &words.boxes, &words.n_boxes)) {
        guint place = 0, first = 0;
        const char *start = text;
        for (const char *at = text;; at = g_utf8_next_char(at), place++) {
            if (*at && *at != '\n') continue;
            if (at > start) add_line(out, &words, start, (gsize)(at - start), first, place);
            if (!*at) break;
            start = at + 1;
            first = place + 1;
        }
    }
    g_free(words.boxes);
    g_free(text);
    poppler_page_free_text_attributes(looks);
}

static void add_page(GString *out, PopplerDocument *document, int number) {
    PopplerPage *page = poppler_document_get_page(document, number);
    double width = 0, height = 0;
    if (page) poppler_page_get_size(page, &width, &height);
    g_string_append(out, number ? ",{\"width\":" : "{\"width\":");
    add_length(out, width);
    g_string_append(out, ",\"height\":");
    add_length(out, height);
    g_string_append(out, ",\"lines\":[");
    if (page) add_lines(out, page);
    g_string_append(out, "]}");
    if (page) g_object_unref(page);
}

/* ---- the document -------------------------------------------------------------------------------------------------------- */

/* Leaves room for as much again: what is read from a pipe has no size. NULL when it is too long or cannot be read. */
static GBytes *bytes_of(FILE *file) {
    GByteArray *all = g_byte_array_new();
    static guint8 piece[64 << 10];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, file)) > 0 && all->len <= FILE_MOST) g_byte_array_append(all, piece, (guint)n);
    if (!ferror(file) && all->len <= FILE_MOST) return g_byte_array_free_to_bytes(all);
    g_byte_array_unref(all);
    return NULL;
}

static const char *why_not(const GError *error) {
    if (g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)) return "it is encrypted; save a copy without its password";
    return "it is damaged, or cut off; get it again";
}

static void add_created(GString *out, PopplerDocument *document) {
    GDateTime *created = poppler_document_get_creation_date_time(document);
    if (!created) return;
    add_member(out, "created", g_date_time_format(created, "%Y-%m-%dT%H:%M:%S%:z"));
    g_date_time_unref(created);
}

static void add_document(GString *out, PopplerDocument *document) {
    int n_pages = poppler_document_get_n_pages(document);
    add_member(out, "title", poppler_document_get_title(document));
    add_member(out, "author", poppler_document_get_author(document));
    add_created(out, document);
    g_string_append(out, ",\"pages\":[");
    for (int k = 0; k < n_pages && k < PAGES_MOST; k++) add_page(out, document, k);
    g_string_append_c(out, ']');
}

static void add_wrong(GString *out, const char *why) {
    g_string_append(out, ",\"wrong\":");
    add_escaped(out, why, strlen(why));
}

static void add_file(GString *out, FILE *file) {
    GError *error = NULL;
    GBytes *bytes = bytes_of(file);
    PopplerDocument *document = bytes ? poppler_document_new_from_bytes(bytes, NULL, &error) : NULL;
    if (document) add_document(out, document);
    else add_wrong(out, bytes ? why_not(error) : "it has more than 64 MiB");
    if (document) g_object_unref(document);
    if (bytes) g_bytes_unref(bytes);
    g_clear_error(&error);
}

int main(int n, char **arguments) {
    if (n > 2) {
        fputs("casus-pdf [FILE]: the words of a PDF as JSON\n", stderr);
        return 2;
    }
    bound_all();
    FILE *file = n == 2 ? fopen(arguments[1], "rb") : stdin;
    if (!file) {
        fprintf(stderr, "casus-pdf: %s: %s\n", arguments[1], strerror(errno));
        return 1;
    }
    GString *out = g_string_new("{\"casus_pdf\":1");
    add_file(out, file);
    g_string_append(out, "}\n");
    bool written = fwrite(out->str, 1, out->len, stdout) == out->len && fflush(stdout) == 0;
    g_string_free(out, TRUE);
    if (n == 2) fclose(file);
    return written ? 0 : 1;
}
