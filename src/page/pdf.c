#include "page/pdf.h"

#include "base/error.h"
#include "base/json.h"
#include "page/blocks.h"

enum { TITLE_MOST = 220, DATE_MOST = 60, FRONT_LINES = 12, FRONT_PARAGRAPHS = 6 };
static const double EDGE = 0.12;                /* of a page's height */
static const double TITLE_LARGER = 1.15;        /* than the body */
static const CasusSpan whole = { 0, 0 };

bool pdf_starts(Str bytes) { return str_starts(bytes, S("%PDF-")); }

static int name_len(const Reading *r) { return r->page->name.len < 300 ? (int)r->page->name.len : 300; }

static void refuse(Reading *r, Str why) {
    fail(&r->error, CASUS_BAD_INPUT, "%.*s: a PDF that cannot be read: %.*s", name_len(r), r->page->name.at, (int)why.len, why.at);
}

/* ---- what casus-pdf wrote ---------------------------------------------------------------------------------------------- */

static Str json_text(JsonValue object, const char *key, Arena *scratch) {
    JsonValue value = json_get(object, key);
    return value.kind == JSON_STRING ? str_trim(json_string(value, scratch, NULL)) : S("");
}

static double number(JsonValue object, const char *key) {
    double value = 0;
    JsonValue found = json_get(object, key);
    return found.kind == JSON_NUMBER && json_double(found, &value) ? value : 0;
}

/* [left, top, right, bottom, size, "words"] */
static bool line_of(JsonValue array, PdfLine *line, Arena *scratch) {
    double *lengths[] = { &line->left, &line->top, &line->right, &line->bottom, &line->size };
    JsonValue value;
    size_t at = 0;
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
        if (!json_item(array, &at, &value) || value.kind != JSON_NUMBER || !json_double(value, lengths[k])) return false;
    if (!json_item(array, &at, &value) || value.kind != JSON_STRING) return false;
    line->words = str_trim(json_string(value, scratch, NULL));
    return line->words.len > 0;
}

static void add_page(PdfFile *file, JsonValue page, Arena *scratch) {
    double height = number(page, "height");
    JsonValue lines = json_get(page, "lines"), value;
    size_t at = 0, before = file->lines.len;
    file->n_pages++;
    while (json_item(lines, &at, &value)) {
        PdfLine line = { .page = file->n_pages };
        if (!line_of(value, &line, scratch)) continue;
        line.is_edge = line.bottom < height * EDGE || line.top > height * (1 - EDGE);
        PdfLine *kept = list_add(&file->lines, scratch);
        *kept = line;
    }
    file->n_empty += file->lines.len == before;
}

/* false with r->error when there is nothing to read. */
static bool take_file(Reading *r, Str json, PdfFile *file) {
    JsonReader reader = json_read(json);
    JsonValue object = json_value(&reader), value;
    Str why = json_text(object, "wrong", r->scratch);
    size_t at = 0;
    if (object.kind != JSON_OBJECT) why = S("casus-pdf did not answer; it may be of another version");
    if (why.len) return refuse(r, why), false;
    JsonValue pages = json_get(object, "pages");
    *file = (PdfFile){ .title = json_text(object, "title", r->scratch), .author = json_text(object, "author", r->scratch),
                       .created = json_text(object, "created", r->scratch) };
    while (json_item(pages, &at, &value)) add_page(file, value, r->scratch);
    if (file->lines.len) return true;
    return refuse(r, S("its pages are pictures without words; recognise the text first (OCR)")), false;
}

/* ---- what is known of it ------------------------------------------------------------------------------------------------- */

static size_t count_blanks(Str words) {
    size_t n = 0;
    for (size_t k = 0; k < words.len; k++) n += words.at[k] == ' ';
    return n;
}

/* A date with little around it among the first lines, running heads included. */
static Str date_on_front(const Reading *r, const PdfFile *file) {
    for (size_t k = 0; k < file->lines.len && k < FRONT_LINES; k++) {
        Str words = file->lines.at[k].words;
        Str date = words.len < DATE_MOST && count_blanks(words) < 8 && file->lines.at[k].page == 1 ? date_in(r, words) : S("");
        if (date.len) return date;
    }
    return S("");
}

static bool stands_on_front(const Reading *r, const PdfParagraphs *paragraphs, Str title) {
    Str folded = str_fold(title, r->scratch);
    for (size_t k = 0; k < paragraphs->len && k < FRONT_PARAGRAPHS; k++)
        if (folded.len && str_eq(folded, str_fold(paragraphs->at[k].words, r->scratch))) return true;
    return false;
}

/* The largest letters of the first page, a name of one or two words (the paper's) left aside. Empty when none are larger than the body's. */
static Str largest_on_front(const PdfParagraphs *paragraphs, double body_size) {
    Str title = S("");
    double size = body_size * TITLE_LARGER;
    for (size_t k = 0; k < paragraphs->len && k < FRONT_PARAGRAPHS && paragraphs->at[k].page == 1; k++) {
        const PdfParagraph *p = &paragraphs->at[k];
        if (p->size <= size || p->words.len > TITLE_MOST || count_blanks(p->words) < 2) continue;
        title = p->words;
        size = p->size;
    }
    return title;
}

/* What whoever set the page called the file; of no use when it is the file's name. */
static bool reads_as_title(Str title) { return count_blanks(title) >= 2 && str_find(title, S("."), 0) == SIZE_MAX; }

/* As plain text is read, with the title that the page shows. */
static void read_as_plain(Reading *r, Str title) {
    const CasusPage *given = r->page;
    CasusPage page = *given;
    if (str_is_empty(page.title)) page.title = title;
    r->page = &page;
    plain_read(r);
    r->page = given;
    for (CasusId p = 1; p < r->parts.len; p++) r->parts.at[p].source = (CasusSpan){ 0, 0 };    /* bytes of a PDF are not words */
}

static bool has_title(const Reading *r) {
    for (CasusId p = 1; p < r->parts.len; p++)
        if (r->parts.at[p].role == CASUS_PART_TITLE) return true;
    return !str_is_empty(r->info.title);
}

/* What the page shows comes before what the file says: that is often the typist's name, or a template's title. */
static void complete_info(Reading *r, const PdfFile *file) {
    CasusInfo *info = &r->info;
    if (!has_title(r) && reads_as_title(file->title)) info->title = str_copy(file->title, r->keep);
    if (str_is_empty(info->author) && count_blanks(file->author)) info->author = str_copy(file->author, r->keep);
    if (str_is_empty(info->published)) info->published = str_copy(date_on_front(r, file), r->keep);
    if (!str_is_empty(info->published) || str_is_empty(file->created)) return;
    info->published = str_copy(file->created, r->keep);
    note(r, whole, "no date is on the first page; published is when the PDF was made");
}

void pdf_read(Reading *r) {
    Str json;
    PdfFile file;
    double body_size;
    if (!pdf_run(r, &json) || !take_file(r, json, &file)) return;
    pdf_drop_heads(r, &file);
    PdfParagraphs paragraphs = pdf_paragraphs(r, &file, &body_size);
    Text text = { .arena = r->keep };
    for (size_t k = 0; k < paragraphs.len; k++) {
        if (k) text_add(&text, S("\n\n"));
        text_add(&text, paragraphs.at[k].words);
    }
    r->text = text_str(&text);
    if (!r->text.len) return refuse(r, S("only page numbers and running heads are in it"));
    bool is_named = stands_on_front(r, &paragraphs, file.title);
    read_as_plain(r, is_named ? file.title : largest_on_front(&paragraphs, body_size));
    complete_info(r, &file);
    if (file.n_empty) note(r, whole, str_format(r->keep, "%u of %u pages have no words; they may be pictures of text", file.n_empty, file.n_pages).at);
}
