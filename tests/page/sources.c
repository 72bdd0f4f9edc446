/* Every part of a page says from which bytes of it the part was read: cut there, its words are found, in order. The tables come from $CASUS_PACK. */
#include "check.h"

#include "base/utf8.h"

/* Title, standfirst, headings, lists, quotes, a table, a caption, an embedded post, a live blog, a correction, comments; entities and nested
 * formatting in them; and what is taken out of the page before it is parsed, so that bytes behind it stand elsewhere. */
static const char PAGE[] =
    "<html><head><title>Seven dead in Tal Amal - Marsh Wire</title></head><body><!-- a comment of the source -->\n"
    "<h1>Seven <em>dead</em> in Tal&nbsp;Amal</h1>\n"
    "<article><p class='standfirst'>The ministry blames the army for it, and the army says nothing.</p><p>Aircraft struck a <b>clinic</b> in Tal Amal on Tuesday, killing seven people, the ministry of health &amp; rescue said.</p>\n"
    "<!-- another --><p>The army has <!-- inside -->not answered.<br><br>Its spokesman was travelling on Tuesday, his office said.</p>\n"
    "<h2>What is known</h2><ul><li>Tal Amal: five dead</li><li>Osmar: two dead</li></ul>\n"
    "<blockquote><p>We carried them out one by one and nobody came.</p></blockquote>\n"
    "<table><tr><th>Village</th><th>Dead</th></tr><tr><td>Tal Amal</td><td>5</td></tr></table>\n"
    "<figure><img src='a.jpg'><figcaption>Smoke over the clinic</figcaption></figure>\n"
    "<blockquote class='twitter-tweet'><p>We did not fly today.</p>&mdash; Army (@army) <a href='https://posts.example/1'>March 3, 2031</a></blockquote>\n"
    "<div class='entry'><time datetime='2031-03-03T16:40:00Z'>16:40</time><p>The ministry now speaks of nine dead in the clinic.</p><p>It names none.</p></div>\n"
    "<div class='entry'><time datetime='2031-03-03T15:05:00Z'>15:05</time><p>Seven bodies were brought to the hospital of Osmar.</p></div>\n"
    "<p>Correction: an earlier version gave the wrong day.</p></article>\n"
    "<ol class='comment-list'><li class='comment' id='comment-1'><cite class='fn'>Ann Reader</cite><p>It was more than seven.</p><p>My aunt counted twelve.</p></li>\n"
    "<li class='comment' id='comment-2'><cite class='fn'>ben</cite><p>Nobody can count at night.</p></li></ol></body></html>";

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

static CasusReport *read_page(Str bytes) {
    CasusError err = { 0 };
    CasusPage page = { .bytes = bytes, .name = S("x") };
    CasusReport *report = casus_read(reader, &page, CASUS_LAYER_PARTS, CASUS_BUDGET_DEFAULT, &err);
    if (!report) fail_msg("%s", err.line);
    return report;
}

/* The next run of ASCII letters and digits; what is written as an entity has none of its own. */
static bool next_word(Str text, size_t *at, Str *word) {
    while (*at < text.len && !char_is_letter((unsigned char)text.at[*at]) && !char_is_digit((unsigned char)text.at[*at])) (*at)++;
    size_t start = *at;
    while (*at < text.len && ((unsigned char)text.at[*at] < 0x80) && (char_is_letter((unsigned char)text.at[*at]) || char_is_digit((unsigned char)text.at[*at]))) (*at)++;
    *word = str_cut(text, start, *at);
    return *at > start;
}

static void expect_words(Str text, Str source) {
    Str word;
    size_t from = 0;
    for (size_t at = 0; next_word(text, &at, &word);) {
        size_t found = str_find(source, word, from);
        if (found == SIZE_MAX) fail_msg("'%.*s' of '%.*s' does not stand in '%.*s'", (int)word.len, word.at, (int)text.len, text.at, (int)source.len, source.at);
        from = found + word.len;
    }
}

/* -> how many parts there are of each role. */
static void check_sources(const CasusReport *report, size_t *n_of_role) {
    size_t n;
    const CasusPart *parts = casus_report_parts(report, &n);
    Str text = casus_report_text(report), page = casus_report_bytes_decoded(report);
    for (size_t k = 1; k < n; k++) {
        Str words = str_cut(text, parts[k].span.start, parts[k].span.end);
        if (parts[k].source.start >= parts[k].source.end || parts[k].source.end > page.len) fail_msg("'%.*s' does not say where it was read", (int)words.len, words.at);
        expect_words(words, str_cut(page, parts[k].source.start, parts[k].source.end));
        n_of_role[parts[k].role]++;
    }
}

static void every_part_stands_where_it_says(void **state) {
    (void)state;
    size_t n_of_role[32] = { 0 };
    CasusReport *report = read_page(str_of(PAGE));
    check_sources(report, n_of_role);
    casus_report_free(report);
    static const CasusPartRole roles[] = { CASUS_PART_TITLE, CASUS_PART_STANDFIRST, CASUS_PART_HEADING, CASUS_PART_BODY, CASUS_PART_QUOTE, CASUS_PART_EMBED,
                                           CASUS_PART_CAPTION, CASUS_PART_UPDATE, CASUS_PART_COMMENT };
    for (size_t k = 0; k < sizeof roles / sizeof *roles; k++)
        if (!n_of_role[roles[k]]) fail_msg("the page has no %s", casus_part_role_word(roles[k]));
    assert_int_equal(n_of_role[CASUS_PART_UPDATE], 3);
    assert_int_equal(n_of_role[CASUS_PART_COMMENT], 2);
}

/* A source range is of the words, not of the page: neighbours do not overlap. */
static void parts_that_follow_do_not_share_bytes(void **state) {
    (void)state;
    size_t n;
    CasusReport *report = read_page(str_of(PAGE));
    const CasusPart *parts = casus_report_parts(report, &n);
    for (size_t k = 2; k < n; k++) assert_true(parts[k].source.start >= parts[k - 1].source.end);
    casus_report_free(report);
}

/* What stands in a table outside its cells a parser puts before the table: the heading's words come in another order than in the page. */
static void words_moved_before_a_table_have_their_bytes(void **state) {
    (void)state;
    size_t n;
    CasusReport *report = read_page(S("<html><body><h1>Seven <table>dead <tr><td>in Tal Amal</td></tr> in a clinic</table></h1>\n"
                                      "<p>Aircraft struck a clinic in Tal Amal on Tuesday, killing seven people, the ministry said.</p></body></html>"));
    const CasusPart *parts = casus_report_parts(report, &n);
    Str text = casus_report_text(report), page = casus_report_bytes_decoded(report);
    assert_true(n > 1 && parts[1].role == CASUS_PART_TITLE);
    assert_has(str_cut(text, parts[1].span.start, parts[1].span.end).at, "Seven dead in a clinic");
    Str source = str_cut(page, parts[1].source.start, parts[1].source.end);
    assert_true(str_starts(source, S("Seven <table>")) && str_ends(source, S("in a clinic")));
    casus_report_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_stands_where_it_says),
        cmocka_unit_test(parts_that_follow_do_not_share_bytes),
        cmocka_unit_test(words_moved_before_a_table_have_their_bytes),
    };
    return cmocka_run_group_tests(tests, open_reader, close_reader);
}
