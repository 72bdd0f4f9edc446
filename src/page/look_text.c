/* What can be seen of a passage in its own words. */
#include "page/look.h"

#include "page/blocks.h"

enum { SHORT_DATE = 60, LABEL_MOST = 200, TEXT_LOOKED_AT = 4000, WORDS_LOOKED_AT = 400, SMALL_WORD = 3, CREDIT_WORDS_MOST = 50 };

void see_size(const Passage *p, Features *f) {
    static const struct { uint32_t least; int feature; } sizes[] = { { 81, F_words_81 }, { 41, F_words_41 }, { 21, F_words_21 }, { 11, F_words_11 },
                                                                     { 6, F_words_6 }, { 3, F_words_3 }, { 0, F_words_1 } };
    size_t k = 0;
    while (p->n_words < sizes[k].least) k++;
    set(f, sizes[k].feature, true);
    uint32_t linked = p->n_letters ? p->n_link_letters * 100 / p->n_letters : 0;
    set(f, linked == 0 ? F_link_none : linked < 20 ? F_link_some : linked < 50 ? F_link_half : linked < 90 ? F_link_most : F_link_all, true);
}

typedef struct { size_t letters, upper, digits, commas, stops; uint32_t first, last; } Signs;

static Signs signs_of(Str text) {
    Signs s = { .first = 0 };
    size_t most = text.len < TEXT_LOOKED_AT ? text.len : TEXT_LOOKED_AT;
    for (size_t at = 0; at < most;) {
        uint32_t c = utf8_next(text, &at);
        if (!s.first) s.first = c;
        s.letters += char_is_letter(c);
        s.upper += char_is_upper(c);
        s.digits += char_is_digit(c);
        s.commas += c == ',';
        s.stops += (c == '.' || c == '!' || c == '?') && at < text.len && text.at[at] == ' ';
    }
    size_t end = text.len;
    if (end) s.last = utf8_previous(text, &end);
    return s;
}

void see_text(const Look *l, const Passage *p, Features *f) {
    Signs s = signs_of(p->text);
    size_t end;
    set(f, F_ends_stop, ends_sentence(p->text));
    set(f, F_ends_open, s.last == ':' || s.last == ',' || s.last == 0x2026);
    set(f, F_stops_inside, s.stops > 0);
    set(f, F_commas_two, s.commas > 1);
    set(f, F_starts_lower, char_is_lower(s.first));
    set(f, F_starts_upper, char_is_upper(s.first));
    set(f, F_starts_other, !char_is_letter(s.first));
    set(f, F_digits_many, s.digits * 4 > s.letters + s.digits);
    set(f, F_all_upper, s.letters > 2 && s.upper == s.letters);
    set(f, F_no_letters, s.letters == 0);
    set(f, F_repeated_text, stands_times(l, p->text, 2));
    if (p->text.len > LABEL_MOST) return;
    set(f, F_clock_in, has_clock(p->text));
    set(f, F_date_short, p->text.len <= SHORT_DATE && date_in(l->r, p->text).len > 0);
    set(f, F_share_word, page_word_is(l->r, p->text, PAGE_SHARE) || page_word_opens(l->r, p->text, PAGE_SHARE, &end));
    set(f, F_caption_label, label_opens(l->r, p->text, PAGE_CAPTION));
    set(f, F_byline_label, page_word_opens(l->r, p->text, PAGE_BYLINE, &end));
    set(f, F_comment_heading, comments_is_heading(l->r, p->text));
    set(f, F_update_label, label_opens(l->r, p->text, PAGE_UPDATE));
}

typedef struct { size_t words, capitals, small, spaces; bool furniture, credit, bar; } Manner;

static Manner manner_of(const Reading *r, Str text) {
    Manner m = { 0 };
    for (size_t at = 0, end; at < text.len;) {
        Str rest = str_cut(text, at, text.len);
        uint32_t first = utf8_next(text, &at);
        size_t letters = 0;
        if (!char_is_letter(first)) {
            m.spaces += first == ' ';
            m.bar |= first == '|' || first == 0xBB || first == 0xB7 || first == 0x2022;
            m.credit |= first == 0xA9;
            continue;
        }
        m.furniture |= page_word_opens(r, rest, PAGE_FURNITURE, &end);
        m.credit |= page_word_opens(r, rest, PAGE_CREDIT, &end);
        for (size_t next = at; next < text.len && char_is_letter(utf8_next(text, &next)); letters++) at = next;
        m.words++;
        m.capitals += char_is_upper(first);
        m.small += letters < SMALL_WORD;
    }
    return m;
}

static bool ends_in(Str text, Str end) { return text.len >= end.len && str_eq(str_cut(text, text.len - end.len, text.len), end); }

void see_words(const Look *l, const Passage *p, Features *f) {
    Str text = str_cut(p->text, 0, p->text.len < WORDS_LOOKED_AT ? p->text.len : WORDS_LOOKED_AT);
    Manner m = manner_of(l->r, text);
    size_t end;
    set(f, F_capitals_most, m.words > 3 && m.capitals * 10 > m.words * 6);
    set(f, F_short_words_few, m.words > 5 && m.small * 5 < m.words);
    set(f, F_one_token, text.len > 12 && !m.spaces);
    set(f, F_bar_in, m.bar);
    set(f, F_furniture_in, m.furniture);
    set(f, F_furniture_opens, page_word_opens(l->r, text, PAGE_FURNITURE, &end));
    set(f, F_credit_in, m.credit && m.words < CREDIT_WORDS_MOST);
    set(f, F_ends_dots, ends_in(p->text, S("...")) || ends_in(p->text, S("\xE2\x80\xA6")));
    set(f, F_ends_question, ends_in(p->text, S("?")));
    set(f, F_all_linked_sentence, is_linked(p) && p->n_words > 6);
}
