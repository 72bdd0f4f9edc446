/* Expectations: parsed, compared, printed. */
#include "expect.h"
#include "base/utf8.h"

/* ---- comparing ---------------------------------------------------------------------------------------------------- */

static bool equal_any_case(Str a, Str b, Arena *arena) { return str_eq(str_fold(a, arena), str_fold(b, arena)); }

/* "a b" in "a b c", not in "a bc". */
static bool words_begin(Str words, Str wanted) {
    return str_starts(words, wanted) && (words.len == wanted.len || words.at[wanted.len] == ' ');
}

/* "03-04" and "2031-03-04" are both met by the full date; a time of day behind it is not asked for. */
static bool date_meets(Str date, Str wanted) {
    size_t from = wanted.len == 5 && date.len > 5 ? 5 : 0;
    Str rest = str_cut(date, from, date.len);
    return str_eq(rest, wanted) || (str_starts(rest, wanted) && rest.at[wanted.len] == 'T');
}

/* "7" stands for "7-7". */
static bool range_meets(Str range, Str wanted, Arena *arena) {
    return str_eq(range, wanted) || str_eq(range, str_join(wanted, S("-"), wanted, arena));
}

static bool meets(Str value, Str wanted, Match match, Arena *arena) {
    switch (match) {
    case MATCH_EQUAL: return str_eq(value, wanted);
    case MATCH_ANY_CASE: return equal_any_case(value, wanted, arena);
    case MATCH_BEGINS: return str_starts(value, wanted);
    case MATCH_CONTAINS: return str_find(value, wanted, 0) != SIZE_MAX;
    case MATCH_RUN: return str_find(value, str_format(arena, " %.*s ", (int)wanted.len, wanted.at), 0) != SIZE_MAX;
    case MATCH_WORDS_BEGIN: return words_begin(value, wanted);
    case MATCH_DATE: return date_meets(value, wanted);
    case MATCH_RANGE: return range_meets(value, wanted, arena);
    }
    return false;
}

/* Some attribute of that key has the value; an empty value is met by there being none. */
static bool attribute_met(const Fact *fact, const Attribute *wanted, Arena *arena) {
    bool is_there = false;
    for (size_t i = 0; i < fact->n_attributes; i++) {
        const Attribute *has = &fact->attributes[i];
        if (!str_eq(str_of(has->key), str_of(wanted->key))) continue;
        is_there = true;
        if (!str_is_empty(wanted->value) && meets(has->value, wanted->value, has->match, arena)) return true;
    }
    return !is_there && str_is_empty(wanted->value);
}

static bool fact_meets(const Fact *fact, const Fact *wanted, Arena *arena) {
    if (!str_is_empty(wanted->words) && !meets(fact->words, wanted->words, fact->words_match, arena)) return false;
    if (wanted->approximate && !fact->approximate) return false;
    if (wanted->has_text && !meets(fact->text, wanted->text, fact->text_match, arena)) return false;
    for (size_t i = 0; i < wanted->n_attributes; i++)
        if (!attribute_met(fact, &wanted->attributes[i], arena)) return false;
    return true;
}

/* "count claims casualties 2": one of the words is enough. */
static bool fact_counts(const Fact *fact, const Fact *wanted, Arena *arena) {
    Fact rest = *wanted;
    rest.words = (Str){ 0 };
    if (!fact_meets(fact, &rest, arena)) return false;
    Str padded = str_format(arena, " %.*s ", (int)fact->words.len, fact->words.len ? fact->words.at : "");
    return str_is_empty(wanted->words) || meets(padded, wanted->words, MATCH_RUN, arena);
}

bool expect_holds(const Expectation *expectation, const Facts *facts, Arena *arena) {
    size_t n = 0;
    for (size_t i = 0; i < facts->len; i++)
        n += expectation->is_count ? fact_counts(&facts->at[i], &expectation->wanted, arena)
                                   : fact_meets(&facts->at[i], &expectation->wanted, arena);
    if (expectation->is_count) return n == expectation->count;
    return expectation->is_none ? n == 0 : n > 0;
}

/* ---- parsing ------------------------------------------------------------------------------------------------------ */

typedef struct { Str line; size_t at; Arena *arena; const char *wrong; } Scan;

static void skip_spaces(Scan *s) {
    while (s->at < s->line.len && (s->line.at[s->at] == ' ' || s->line.at[s->at] == '\t')) s->at++;
}

static bool at_end(const Scan *s) { return s->at >= s->line.len; }

/* Up to a space or '=', which is not taken. */
static Str scan_word(Scan *s) {
    size_t start = s->at;
    while (!at_end(s) && s->line.at[s->at] != ' ' && s->line.at[s->at] != '\t' && s->line.at[s->at] != '=') s->at++;
    return str_cut(s->line, start, s->at);
}

/* From a quotation mark to the next that is not escaped. */
static Str scan_quoted(Scan *s) {
    Text text = { .arena = s->arena };
    for (s->at++; !at_end(s); s->at++) {
        char c = s->line.at[s->at];
        if (c == '"') {
            s->at++;
            return text_str(&text);
        }
        if (c == '\\' && s->at + 1 < s->line.len) c = s->line.at[++s->at];
        text_add_char(&text, c);
    }
    s->wrong = "a quotation mark is not closed";
    return text_str(&text);
}

/* A value after '=': quoted, or up to the next space. */
static Str scan_value(Scan *s) {
    if (!at_end(s) && s->line.at[s->at] == '"') return scan_quoted(s);
    size_t start = s->at;
    while (!at_end(s) && s->line.at[s->at] != ' ') s->at++;
    return str_cut(s->line, start, s->at);
}

static void add_attribute(Scan *s, const Kind *kind, Fact *wanted, Str key, Str value) {
    for (size_t i = 0; i < MAX_KEYS && kind->keys[i]; i++) {
        if (!str_eq(str_of(kind->keys[i]), key)) continue;
        if (wanted->n_attributes == MAX_ATTRIBUTES) break;
        wanted->attributes[wanted->n_attributes++] = (Attribute){ kind->keys[i], value, MATCH_EQUAL };
        return;
    }
    s->wrong = "an attribute this kind does not have";
}

static void add_word(Scan *s, Fact *wanted, Str word) {
    wanted->words = str_is_empty(wanted->words) ? word : str_join(wanted->words, S(" "), word, s->arena);
}

static void add_text(Scan *s, Fact *wanted, Str text) {
    if (wanted->has_text) s->wrong = "more than one quoted text";
    wanted->text = text;
    wanted->has_text = true;
}

/* `content begins "..."` reads better than content="...", and means the same. */
static bool scan_content_begins(Scan *s, const Kind *kind, Fact *wanted, Str word) {
    if (!str_eq(word, S("content"))) return false;
    Scan ahead = *s;
    skip_spaces(&ahead);
    if (!str_eq(scan_word(&ahead), S("begins"))) return false;
    skip_spaces(&ahead);
    *s = ahead;
    if (at_end(s) || s->line.at[s->at] != '"') s->wrong = "content begins what?";
    else add_attribute(s, kind, wanted, word, scan_quoted(s));
    return true;
}

static void scan_piece(Scan *s, const Kind *kind, Fact *wanted) {
    if (s->line.at[s->at] == '"') {
        add_text(s, wanted, scan_quoted(s));
        return;
    }
    Str word = scan_word(s);
    if (!at_end(s) && s->line.at[s->at] == '=') {
        s->at++;
        add_attribute(s, kind, wanted, word, scan_value(s));
        return;
    }
    if (scan_content_begins(s, kind, wanted, word)) return;
    if (str_eq(word, S("approximate"))) wanted->approximate = true;
    else add_word(s, wanted, word);
}

static bool word_is_of(WordOf vocabulary, Str word) {
    for (int i = 0; i < 256; i++)
        if (!str_is_empty(word) && str_eq(str_of(vocabulary(i)), word)) return true;
    return false;
}

/* A slip in a word, or one word where facts have two, would make a line that begins with "no" true for ever. */
static bool words_are_known(const Kind *kind, Str words, bool is_count) {
    if (!kind->vocabulary[0] || str_is_empty(words)) return true;
    if (!kind->vocabulary[1]) return word_is_of(kind->vocabulary[0], words);
    size_t space = str_find(words, S(" "), 0);
    if (space == SIZE_MAX) return is_count && (word_is_of(kind->vocabulary[0], words) || word_is_of(kind->vocabulary[1], words));
    return word_is_of(kind->vocabulary[0], str_cut(words, 0, space)) &&
           word_is_of(kind->vocabulary[1], str_cut(words, space + 1, words.len));
}

/* The last word of a count is the number. */
static bool take_count(Expectation *e) {
    Str words = e->wanted.words;
    size_t start = words.len;
    while (start && words.at[start - 1] != ' ') start--;
    if (start == words.len) return false;
    for (size_t i = start; i < words.len; i++) {
        if (words.at[i] < '0' || words.at[i] > '9' || e->count > 1000000) return false;
        e->count = e->count * 10 + (size_t)(words.at[i] - '0');
    }
    e->wanted.words = str_trim(str_cut(words, 0, start));
    return true;
}

static const Kind *scan_kind(Scan *s, Expectation *e) {
    Str word = scan_word(s);
    e->is_none = str_eq(word, S("no"));
    e->is_count = str_eq(word, S("count"));
    if (!e->is_none && !e->is_count) return kind_named(word);
    skip_spaces(s);
    word = scan_word(s);
    return e->is_count ? kind_of_plural(word) : kind_named(word);
}

bool expect_parse(Str line, Arena *arena, Expectation *e, const char **wrong) {
    Scan s = { .line = line, .arena = arena };
    *e = (Expectation){ 0 };
    skip_spaces(&s);
    e->kind = scan_kind(&s, e);
    if (!e->kind) s.wrong = "no such kind of expectation";
    for (skip_spaces(&s); !s.wrong && !at_end(&s); skip_spaces(&s)) scan_piece(&s, e->kind, &e->wanted);
    if (!s.wrong && e->is_count && !take_count(e)) s.wrong = "a count without a number";
    if (!s.wrong && !words_are_known(e->kind, e->wanted.words, e->is_count)) s.wrong = "not words of the contract";
    *wrong = s.wrong;
    return !s.wrong;
}

/* ---- printing ----------------------------------------------------------------------------------------------------- */

static void add_quoted(Text *line, Str value) {
    text_add_char(line, '"');
    for (size_t i = 0; i < value.len; i++) {
        if (value.at[i] == '"' || value.at[i] == '\\') text_add_char(line, '\\');
        text_add_char(line, value.at[i]);
    }
    text_add_char(line, '"');
}

Str fact_line(const Kind *kind, const Fact *fact, Arena *arena) {
    Text line = { .arena = arena };
    text_add(&line, str_of(kind->name));
    if (!str_is_empty(fact->words)) text_add_format(&line, " %.*s", (int)fact->words.len, fact->words.at);
    if (fact->approximate) text_add(&line, S(" approximate"));
    if (fact->has_text) {
        text_add_char(&line, ' ');
        add_quoted(&line, fact->text);
    }
    for (size_t i = 0; i < fact->n_attributes; i++) {
        text_add_format(&line, " %s=", fact->attributes[i].key);
        add_quoted(&line, fact->attributes[i].value);
    }
    return text_str(&line);
}
