/* Threads of ten thousand comments, made here: each comment keeps its author, its parent and its words. The tables come from $CASUS_PACK. */
#include "check.h"

#include <time.h>

enum { N_COMMENTS = 10000, SECONDS_MOST = 20 };

static CasusReader *reader;

static int open_reader(void **state) {
    (void)state;
    CasusError err = { 0 };
    reader = casus_open(NULL, &err);
    if (!reader) print_error("%s\n", err.line);
    return reader ? 0 : -1;
}

static int close_reader(void **state) {
    (void)state;
    casus_close(reader);
    return 0;
}

/* Comment k answers parent_of(k); 0 for none. Levels come and go as in a lively thread, five deep at most. */
static int level_of(int k) {
    static const int levels[] = { 0, 1, 2, 1, 0, 1, 2, 3, 4, 2 };
    return levels[(k - 1) % 10];
}

static int parent_of(int k) {
    for (int j = k - 1; j > 0; j--)
        if (level_of(j) < level_of(k)) return j;
    return 0;
}

static void open_page(Text *page, Arena *arena) {
    *page = (Text){ .arena = arena };
    text_add(page, S("<html><body><article><h1>Seven dead</h1><p>Aircraft struck a clinic in Tal Amal on Tuesday, killing seven people.</p></article>"));
}

/* Nested items of a list. */
static Str nested_page(Arena *arena) {
    Text page;
    open_page(&page, arena);
    text_add(&page, S("<ol class='comment-list'>"));
    for (int k = 1, open = 0; k <= N_COMMENTS; k++) {
        for (; k > 1 && open > level_of(k); open--) text_add(&page, S("</li></ol>"));
        if (k > 1 && level_of(k) <= level_of(k - 1)) text_add(&page, S("</li>"));
        if (level_of(k) > open) text_add(&page, S("<ol class='children'>"));
        open = level_of(k);
        text_add_format(&page, "<li class='comment' id='comment-%d'><cite class='fn'>reader %d</cite> <time datetime='2031-03-03T16:05:00Z'>3 March</time>"
                        "<p>Word number %d.</p><a class='comment-reply-link'>Reply</a>", k, k, k);
    }
    return text_str(&page);
}

/* Rows of a table, moved to the right by a picture. */
static Str indented_page(Arena *arena) {
    Text page;
    open_page(&page, arena);
    text_add(&page, S("<table>"));
    for (int k = 1; k <= N_COMMENTS; k++)
        text_add_format(&page, "<tr class='athing' id='%d'><td><table><tr><td><img src='s.gif' height='1' width='%d'></td><td><a class='hnuser' href='user?id=%d'>reader %d</a>"
                        " <span class='age'>3 hours ago</span><div class='comment'><span class='commtext'>Word number %d.</span></div></td></tr></table></td></tr>",
                        k, 40 * level_of(k), k, k, k);
    return text_str(&page);
}

/* Siblings that name the one they answer. */
static Str named_page(Arena *arena) {
    Text page;
    open_page(&page, arena);
    for (int k = 1; k <= N_COMMENTS; k++)
        text_add_format(&page, "<div class='comment' id='comment-%d' data-parent-id='%d'><b class='username'>reader %d</b><div class='comment-text'>Word number %d.</div></div>", k,
                        parent_of(k), k, k);
    return text_str(&page);
}

static void expect_comment(const CasusReport *report, const CasusPart *parts, const CasusId *part_of, int k) {
    char author[32], words[32];
    const CasusPart *part = &parts[part_of[k]];
    snprintf(author, sizeof author, "reader %d", k);
    snprintf(words, sizeof words, "Word number %d.", k);
    Str text = str_cut(casus_report_text(report), part->span.start, part->span.end);
    if (!str_eq(text, str_of(words))) fail_msg("comment %d is '%.*s'", k, (int)text.len, text.at);
    if (!str_eq(part->author, str_of(author))) fail_msg("comment %d is by '%.*s'", k, (int)part->author.len, part->author.at);
    assert_int_equal(part->depth, level_of(k));
    assert_int_equal(part->parent, part_of[parent_of(k)]);
}

static void expect_thread(Str page_of(Arena *)) {
    Arena arena = { 0 };
    CasusError err = { 0 };
    CasusPage page = { .bytes = page_of(&arena), .name = S("x") };
    time_t start = time(NULL);
    CasusReport *report = casus_read(reader, &page, CASUS_LAYER_PARTS, CASUS_BUDGET_DEFAULT, &err);
    if (!report) fail_msg("%s", err.line);
    assert_in_range((uintmax_t)(time(NULL) - start), 0, SECONDS_MOST);
    size_t n;
    int k = 0;
    const CasusPart *parts = casus_report_parts(report, &n);
    CasusId *part_of = arena_array(&arena, N_COMMENTS + 1, sizeof *part_of);
    for (size_t i = 1; i < n; i++)
        if (parts[i].role == CASUS_PART_COMMENT && k < N_COMMENTS) part_of[++k] = (CasusId)i;
    assert_int_equal(k, N_COMMENTS);
    for (k = 1; k <= N_COMMENTS; k++) expect_comment(report, parts, part_of, k);
    casus_report_free(report);
    arena_free(&arena);
}

static void nested(void **state) {
    (void)state;
    expect_thread(nested_page);
}

static void indented(void **state) {
    (void)state;
    expect_thread(indented_page);
}

static void named(void **state) {
    (void)state;
    expect_thread(named_page);
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(nested), cmocka_unit_test(indented), cmocka_unit_test(named) };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
