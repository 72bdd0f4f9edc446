#include "check.h"

#include "base/words.h"

static const Str clitics[] = { { "n't", 3 }, { "'re", 3 }, { "'ve", 3 }, { "non-", 4 }, { "#th", 3 }, { "#nd", 3 }, { "#'s", 3 }, { "#s", 2 }, { "'s", 2 }, { "'d", 2 } };
static const Str abbreviations[] = { { "Gen.", 4 }, { "No.", 3 }, { "Ph.D.", 5 }, { "etc.", 4 } };
static const WordRules rules = { clitics, sizeof clitics / sizeof *clitics, abbreviations, sizeof abbreviations / sizeof *abbreviations };

/* The words of a text with "|" between. */
static Str cut(const char *text, Arena *arena) {
    Text out = { .arena = arena };
    Str s = str_of(text);
    Word word;
    for (size_t at = 0; words_next(s, &at, &rules, &word);) {
        if (out.len) text_add_char(&out, '|');
        text_add(&out, str_cut(s, word.start, word.end));
    }
    return text_str(&out);
}

static void text_is_cut_like_ud(void **state) {
    (void)state;
    static const struct { const char *text, *words; } pairs[] = {
        { "The army said.", "The|army|said|." }, { "", "" }, { " \n ", "" },
        { "don't DON’T can't", "do|n't|DO|N’T|ca|n't" }, { "they'd've", "they|'d|'ve" }, { "Osmar's", "Osmar|'s" }, { "Osmar’s", "Osmar|’s" },
        { "civilians' homes", "civilians|'|homes" }, { "O'Brien Da'esh", "O'Brien|Da'esh" }, { "'quoted'", "'|quoted|'" }, { "Sana'a's", "Sana'a|'s" },
        { "Osmar-led al-Marsh", "Osmar|-|led|al|-|Marsh" }, { "10-11pm", "10|-|11|pm" }, { "mid-2031", "mid|-|2031" },
        { "3,000 2.5 22:00", "3,000|2.5|22:00" }, { "in 2031, 12.", "in|2031|,|12|." }, { "500+K", "500|+|K" }, { "2nd 27TH 5km", "2nd|27TH|5|km" }, { "1990's 2008's", "1990's|2008|'s" }, { "1990s the '70s '10 men", "1990s|the|'70s|'|10|men" },
        { "13/03/2031 1/2 and/or 1/2/3/4", "13/03/2031|1/2|and|/|or|1|/|2|/|3|/|4" }, { "2031-03-13 202-555-0199 555-0199 1-2-3-4-5", "2031-03-13|202-555-0199|555-0199|1|-|2|-|3|-|4|-|5" },
        { "500-1000 10-15 1990-1991", "500|-|1000|10|-|15|1990|-|1991" }, { "[18,19,20] 1,00,000 3,to", "[|18|,|19|,|20|]|1,00,000|3|,|to" },
        { "non-human Non-Osmar non-5", "non-human|Non|-|Osmar|non|-|5" }, { "9am-12pm 3-May-2031", "9|am|-|12|pm|3|-|May|-|2031" }, { "b/c w/o a/b/c the/a", "b/c|w/o|a|/|b|/|c|the|/|a" },
        { "gone :) ;-( =)) :D :Dr", "gone|:)|;-(|=))|:D|:|Dr" }, { "(: ^_^ (see:) 5:)", "(:|^_^|(|see|:)|5|:|)" }, { "who?! me.? well...?", "who|?!|me|.?|well|...|?" },
        { "Osmar`s guard 's", "Osmar|`s|guard|'s" }, { "Hadar@MARSH_WIRE note_12", "Hadar@MARSH_WIRE|note_12" },
        { "F-16 Mi-24s BTR-80A M16", "F-16|Mi-24s|BTR-80A|M16" }, { "s-400", "s-400" }, { "x-y", "x|-|y" },
        { "the U.S. army", "the|U.S.|army" }, { "U.S.-led", "U.S.|-|led" }, { "at 5 p.m.", "at|5|p.m." }, { "11p.m.", "11|p.m." }, { "U.N.Council", "U.N.|Council" },
        { "Gen. Osmar, Ph.D.", "Gen.|Osmar|,|Ph.D." }, { "GEN. OSMAR", "GEN.|OSMAR" }, { "No. 5", "No.|5" }, { "said no.", "said|no|." }, { "etc. Etc. x", "etc.|Etc.|x" }, { "J. Osmar", "J.|Osmar" }, { "plan b. the", "plan|b|.|the" }, { "unit B. the", "unit|B|.|the" },
        { "killed.He", "killed|.|He" }, { "well... no!!", "well|...|no|!!" }, { "((x))", "(|(|x|)|)" }, { "—— –", "——|–" },
        { "see https://example.org/a?b=c, or www.example.org.", "see|https://example.org/a?b=c|,|or|www.example.org|." },
        { "(http://example.org)", "(|http://example.org|)" }, { "desk@mail.example.org, x@y", "desk@mail.example.org|,|x@y" }, { "a.b-c@example.org", "a.b-c@example.org" },
        { "example.org/page.", "example.org/page|." }, { "#Tal_Amal @desk #1", "#Tal_Amal|@desk|#|1" },
        { "“Osmar”", "“|Osmar|”" }, { "$5.5m €3 10%", "$|5.5|m|€|3|10|%" }, { "AT&T and/or", "AT&T|and|/|or" }, { "mid\xC2\xAD" "day", "mid\xC2\xAD" "day" },
        { "a\xC2\xA0" "b\xE2\x80\x8B" "c", "a|b|c" }, { "\xFF\xFE x", "\xFF|\xFE|x" },
    };
    Arena arena = { 0 };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) assert_str(cut(pairs[i].text, &arena), pairs[i].words);
    arena_free(&arena);
}

static uint16_t shape(const char *text, int nth) {
    Word word = { 0 };
    for (size_t at = 0; nth-- > 0;) assert_true(words_next(str_of(text), &at, &rules, &word));
    return word.shape;
}

static void shapes_tell_letters_and_what_stands_before(void **state) {
    (void)state;
    enum { W = CASUS_SHAPE_WORD, D = CASUS_SHAPE_DIGITS, C = CASUS_SHAPE_CAPITAL, U = CASUS_SHAPE_UPPER, P = CASUS_SHAPE_PUNCT,
           SPACE = CASUS_SHAPE_SPACE_BEFORE, LINE = CASUS_SHAPE_LINE_BEFORE };
    assert_int_equal(shape("osmar", 1), W | SPACE | LINE);
    assert_int_equal(shape("a Osmar", 2), W | C | SPACE);
    assert_int_equal(shape("a OSMAR", 2), W | C | U | SPACE);
    assert_int_equal(shape("a X", 2), W | C | SPACE);
    assert_int_equal(shape("a U.S.", 2), W | C | U | SPACE);
    assert_int_equal(shape("a 3,000", 2), D | SPACE);
    assert_int_equal(shape("a 2nd", 2), D | W | SPACE);
    assert_int_equal(shape("a M16", 2), W | C | SPACE);
    assert_int_equal(shape("a,b", 2), P);
    assert_int_equal(shape("a,b", 3), W);
    assert_int_equal(shape("a. b", 3), W | SPACE);
    assert_int_equal(shape("a\nb", 2), W | SPACE | LINE);
    assert_int_equal(shape("a\r\n  b", 2), W | SPACE | LINE);
    assert_int_equal(shape("a\xE2\x80\xA8" "b", 2), W | SPACE | LINE);
    assert_int_equal(shape("a\xC2\xA0\xC3\x89tat", 2), W | C | SPACE);
    assert_int_equal(shape("Osmar's", 2), W);
}

static uint32_t next_random(uint32_t *seed) { return *seed = *seed * 1664525u + 1013904223u, *seed >> 8; }

/* Whatever the bytes: words come in order, are never empty, and leave out nothing but white space. */
static void every_text_is_cut_whole(void **state) {
    (void)state;
    static const char *const pieces[] = { "a", "B", "'", "’", ".", ",", "-", "@", "#", "1", "22", " ", "\n", "\xC3\xA9", "\xE2", "\xFF", "://", "www.", "_", "&", "n't", "'s", "gen.", "U.S.", "\xC2\xAD", "\xCC\x81", "\xCA\xBC" };
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char text[128];
        size_t len = 0;
        while (len < 100) {
            const char *piece = pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        char *exact = malloc(len);                      /* so that reading past the end is seen */
        assert_non_null(exact);
        memcpy(exact, text, len);
        size_t done = 0, at = 0;
        for (Word word; words_next((Str){ exact, len }, &at, &rules, &word); done = word.end) {
            assert_true(word.start >= done && word.end > word.start && word.end <= len && at == word.end);
            for (size_t i = done; i < word.start; i++) assert_true(exact[i] == ' ' || exact[i] == '\n');
            assert_true((word.shape & (CASUS_SHAPE_WORD | CASUS_SHAPE_DIGITS)) == 0 || (word.shape & CASUS_SHAPE_PUNCT) == 0);
        }
        assert_int_equal(at, len);
        free(exact);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_cut_like_ud), cmocka_unit_test(shapes_tell_letters_and_what_stands_before), cmocka_unit_test(every_text_is_cut_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
