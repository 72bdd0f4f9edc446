/* Lines -> paragraphs, by what a reader sees: more room between two lines than elsewhere, an indent, a short line that ends a sentence,
 * letters of another size, a bullet. Over columns and pages a sentence runs on. Words cut at the end of a line are made whole. */
#include "page/pdf.h"

#include <math.h>

#include "page/blocks.h"

enum { STEPS_A_POINT = 2, STEPS = 160 };
static const double SAME_SIZE = 0.6;        /* points: within this, letters are of one size */

/* ---- what is usual here -------------------------------------------------------------------------------------------------- */

typedef struct { PdfLines lines; double body_size, leading; } Layout;
typedef struct { size_t of[STEPS], all; } Histogram;

static void histogram_add(Histogram *h, double points, size_t weight) {
    int step = (int)(points * STEPS_A_POINT + 0.5);
    if (step <= 0 || step >= STEPS) return;
    h->of[step] += weight;
    h->all += weight;
}

static double histogram_median(const Histogram *h, double otherwise) {
    size_t seen = 0;
    for (int step = 1; step < STEPS; step++) {
        seen += h->of[step];
        if (h->all && seen * 2 >= h->all) return (double)step / STEPS_A_POINT;
    }
    return otherwise;
}

static bool is_one_size(const PdfLine *a, const PdfLine *b) { return fabs(a->size - b->size) <= SAME_SIZE; }

static bool is_below(const PdfLine *a, const PdfLine *b) {
    return a->page == b->page && b->bottom > a->bottom + 0.3 * a->size && b->left < a->right && a->left < b->right;
}

static bool is_beside(const PdfLine *a, const PdfLine *b) {
    return a->page == b->page && fabs(a->bottom - b->bottom) < 0.4 * a->size && b->left > a->right - 1;
}

static double body_size_of(const PdfLines *lines) {
    Histogram sizes = { .all = 0 };
    for (size_t k = 0; k < lines->len; k++) histogram_add(&sizes, lines->at[k].size, lines->at[k].words.len);
    return histogram_median(&sizes, 10);
}

static double leading_of(const PdfLines *lines, double body_size) {
    Histogram steps = { .all = 0 };
    for (size_t k = 1; k < lines->len; k++) {
        const PdfLine *a = &lines->at[k - 1], *b = &lines->at[k];
        if (is_below(a, b) && is_one_size(a, b) && fabs(a->size - body_size) <= SAME_SIZE) histogram_add(&steps, b->bottom - a->bottom, 1);
    }
    return histogram_median(&steps, body_size * 1.2);
}

/* A column: lines of one size, each below the one before. */
static void measure_columns(PdfLines *lines) {
    for (size_t first = 0, end; first < lines->len; first = end) {
        double left = lines->at[first].left, right = lines->at[first].right;
        for (end = first + 1; end < lines->len && is_below(&lines->at[end - 1], &lines->at[end]) && is_one_size(&lines->at[end - 1], &lines->at[end]); end++) {
            left = fmin(left, lines->at[end].left);
            right = fmax(right, lines->at[end].right);
        }
        for (size_t k = first; k < end; k++) lines->at[k].column_left = left, lines->at[k].column_right = right;
    }
}

static void find_cells(PdfLines *lines) {
    for (size_t k = 1; k < lines->len; k++)
        if (is_beside(&lines->at[k - 1], &lines->at[k])) lines->at[k - 1].is_cell = lines->at[k].is_cell = true;
}

static Layout layout_of(Reading *r, const PdfFile *file) {
    Layout layout = { .body_size = 0 };
    for (size_t k = 0; k < file->lines.len; k++) {
        if (file->lines.at[k].is_dropped) continue;
        PdfLine *line = list_add(&layout.lines, r->scratch);
        *line = file->lines.at[k];
    }
    layout.lines = pdf_order_tables(r, &layout.lines);
    layout.body_size = body_size_of(&layout.lines);
    layout.leading = leading_of(&layout.lines, layout.body_size);
    measure_columns(&layout.lines);
    find_cells(&layout.lines);
    return layout;
}

/* ---- where a paragraph begins --------------------------------------------------------------------------------------------- */

static uint32_t first_char(Str words) {
    size_t at = 0;
    return words.len ? utf8_next(words, &at) : 0;
}

static uint32_t last_char(Str words) {
    size_t at = words.len;
    return words.len ? utf8_previous(words, &at) : 0;
}

static bool is_hyphen(uint32_t c) { return c == '-' || c == 0x00AD || c == 0x2010; }

static bool starts_with_bullet(Str words) {
    uint32_t c = first_char(words);
    return c == 0x2022 || c == 0x25CF || c == 0x25AA || c == 0x25E6 || c == 0x00B7 || str_starts(words, S("- ")) || str_starts(words, S("* "));
}

/* The line ends well before its column does. */
static bool is_short(const PdfLine *line) {
    return line->right < line->column_right - 0.15 * (line->column_right - line->column_left);
}

/* From the foot of a column or a page to the head of the next. */
static bool runs_on(const PdfLine *a, const PdfLine *b) {
    if (is_hyphen(last_char(a->words)) || char_is_lower(first_char(b->words))) return true;
    return !ends_sentence(a->words) && !is_short(a);
}

/* Does `b` open a paragraph under `a`, the line before it? */
static bool opens(const Layout *layout, const PdfLine *a, const PdfLine *b) {
    if (is_beside(a, b)) return false;
    if (a->is_cell || b->is_cell || !is_one_size(a, b) || starts_with_bullet(b->words)) return true;
    if (!is_below(a, b)) return !runs_on(a, b);
    double usual = layout->leading * fmax(1, b->size / layout->body_size);
    if (b->bottom - a->bottom > 1.35 * usual) return true;
    bool is_indented = b->left > a->left + 0.8 * b->size;
    return ends_sentence(a->words) && (is_indented || is_short(a));
}

/* ---- words ----------------------------------------------------------------------------------------------------------------- */

static Str last_word(Str words) {
    size_t start = words.len;
    for (size_t at = start; at > 0; start = at)
        if (!char_is_letter(utf8_previous(words, &at))) break;
    return str_cut(words, start, words.len);
}

static Str first_word(Str words) {
    size_t end = 0;
    for (size_t at = 0; at < words.len; end = at)
        if (!char_is_letter(utf8_next(words, &at))) break;
    return str_cut(words, 0, end);
}

static bool is_word(const Reading *r, Str word) { return word.len && pack_word(r->pack, str_fold(word, r->scratch)) != 0; }

/* "twenty-" "two" keeps its hyphen, "De-" "fence" was cut; where the tables know neither, most hyphens at a line's end are cuts. */
static bool keeps_hyphen(const Reading *r, Str before, Str after) {
    Str head = last_word(before), tail = first_word(after);
    if (!head.len || !char_is_lower(first_char(tail))) return true;
    if (is_word(r, str_join(head, S(""), tail, r->scratch))) return false;
    return is_word(r, head) && is_word(r, tail);
}

/* Writing that sets no blanks between words. */
static bool is_without_blanks(uint32_t c) { return c >= 0x2E80 && c < 0xFE00 && !(c >= 0xAC00 && c < 0xD7B0); }

static void add_line(const Reading *r, Text *out, Str words) {
    Str before = text_str(out);
    size_t end = before.len;
    uint32_t last = before.len ? utf8_previous(before, &end) : 0, before_last = end ? last_char(str_cut(before, 0, end)) : 0;
    bool is_cut = is_hyphen(last) && (char_is_letter(before_last) || char_is_digit(before_last));
    if (is_cut && (last == 0x00AD || !keeps_hyphen(r, str_cut(before, 0, end), words))) out->len = end;
    else if (before.len && !is_cut && !(is_without_blanks(last) && is_without_blanks(first_char(words)))) text_add_char(out, ' ');
    text_add(out, words);
}

PdfParagraphs pdf_paragraphs(Reading *r, const PdfFile *file, double *body_size) {
    Layout layout = layout_of(r, file);
    PdfParagraphs paragraphs = { 0 };
    for (size_t first = 0, end; first < layout.lines.len; first = end) {
        const PdfLine *line = &layout.lines.at[first];
        Text words = { .arena = r->scratch };
        add_line(r, &words, line->words);
        for (end = first + 1; end < layout.lines.len && !opens(&layout, &layout.lines.at[end - 1], &layout.lines.at[end]); end++)
            add_line(r, &words, layout.lines.at[end].words);
        PdfParagraph *paragraph = list_add(&paragraphs, r->scratch);
        *paragraph = (PdfParagraph){ text_str(&words), line->size, line->page };
    }
    *body_size = layout.body_size;
    return paragraphs;
}
