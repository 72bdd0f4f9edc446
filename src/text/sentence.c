/* Where one sentence ends and the next begins, in news text as it is found: wire copy in capitals with hard line
 * breaks, headlines without a stop, quotes that close after the stop, initials, ranks and datelines. */
#include "text/text.h"

/* A run without any end is cut here, so that later stages, which look around inside a sentence, stay linear. */
enum { LONGEST_SENTENCE = 600 };
/* Lines were broken by a machine if the longest is as long as lines of type are; else each stands for itself. */
enum { NARROWEST_WRAP = 45, WIDEST_WRAP = 132 };
/* How far after '... stop!"' the verb of saying may stand: '"Go!" Colonel Amin Hadar of the guard said.' */
enum { SPEAKER_REACH = 7 };
/* Brackets and quotes that open or close in one place. */
enum { MOST_CLOSERS = 6 };

typedef struct {
    const Reading *r;
    CasusId first, last;        /* the tokens to cut */
    CasusId start;              /* first token of the sentence being read */
    Boundaries *boundaries;
    Place place;
    size_t line_start;          /* byte where the line being read starts */
    size_t paragraph_end;       /* byte where the lines measured last end */
    size_t width;               /* characters of the longest line of that paragraph */
} Breaker;

static uint32_t first_char(const Breaker *b, CasusId t) {
    size_t at = 0;
    Str s = token_text(b->r, t);
    return s.len ? utf8_next(s, &at) : 0;
}

static uint32_t last_char(const Breaker *b, CasusId t) {
    Str s = token_text(b->r, t);
    size_t at = s.len;
    return s.len ? utf8_previous(s, &at) : 0;
}

static uint16_t shape(const Breaker *b, CasusId t) { return b->r->tokens.at[t].shape; }
static bool is_glued(const Breaker *b, CasusId t) { return t > b->first && !(shape(b, t) & CASUS_SHAPE_SPACE_BEFORE); }

static bool is_straight_quote(uint32_t c) { return c == '"' || c == '\''; }

static bool is_closer(const Breaker *b, CasusId t) {
    uint32_t c = first_char(b, t);
    if (!(shape(b, t) & CASUS_SHAPE_PUNCT)) return false;
    if (c == ')' || c == ']' || c == '}') return true;
    return is_straight_quote(c) ? is_glued(b, t) : char_is_quote_close(c);
}

static bool is_opener(const Breaker *b, CasusId t) {
    uint32_t c = first_char(b, t);
    if (!(shape(b, t) & CASUS_SHAPE_PUNCT)) return false;
    if (c == '(' || c == '[' || c == '{' || c == '`') return true;
    return is_straight_quote(c) ? !is_glued(b, t) : char_is_quote_open(c);
}

static bool is_quote(const Breaker *b, CasusId t) {
    uint32_t c = first_char(b, t);
    return c == '\'' || c == '`' || char_is_quote(c);
}

enum { ELLIPSIS = 0x2026 };
static bool is_stop(const Breaker *b, CasusId t) {
    uint32_t c = last_char(b, t);
    return c == '.' || c == '!' || c == '?' || c == ELLIPSIS;
}

/* "Gen.", "U.S.", "J.": a word that carries its point. */
static bool is_pointed_word(const Breaker *b, CasusId t) { return last_char(b, t) == '.' && char_is_letter(first_char(b, t)); }
static bool is_initial(const Breaker *b, CasusId t) { return is_pointed_word(b, t) && utf8_count(token_text(b->r, t)) == 2; }

/* Line breaks in the bytes [from, to): CR LF is one. */
static int line_breaks(Str text, size_t from, size_t to) {
    int n = 0;
    for (size_t at = from; at < to; at++) {
        if (text.at[at] == '\f') n += 2;
        else if (text.at[at] == '\n' || (text.at[at] == '\r' && !(at + 1 < to && text.at[at + 1] == '\n'))) n++;
    }
    return n;
}

static size_t end_of_line(Str text, size_t from, size_t end) {
    while (from < end && text.at[from] != '\n' && text.at[from] != '\r') from++;
    return from;
}

/* Measures the lines from `from` to the next blank one. */
static void measure_paragraph(Breaker *b, size_t from) {
    Str text = b->r->text;
    size_t end = b->r->tokens.at[b->last].span.end;
    b->width = 0;
    while (from < end) {
        size_t line_end = end_of_line(text, from, end);
        Str line = str_trim(str_cut(text, from, line_end));
        b->paragraph_end = line_end;
        if (str_is_empty(line)) return;
        size_t width = utf8_count(line);
        if (width > b->width) b->width = width;
        from = line_end + (line_end + 1 < end && text.at[line_end] == '\r' && text.at[line_end + 1] == '\n' ? 2 : 1);
    }
}

/* The line that ends with `t` is full: the first word of the next one would not have fitted. */
static bool is_wrapped_after(const Breaker *b, CasusId t) {
    if (b->width < NARROWEST_WRAP || b->width > WIDEST_WRAP) return false;
    Str text = b->r->text;
    size_t next = b->r->tokens.at[t + 1].span.start, end = b->r->tokens.at[b->last].span.end, word_end = next;
    while (word_end < end && (unsigned char)text.at[word_end] > ' ') word_end++;
    size_t start = b->line_start;
    while (start > 0 && text.at[start - 1] == ' ') start--;         /* the indentation of a paragraph's first line fills it too */
    size_t line = utf8_count(str_cut(text, start, b->r->tokens.at[t].span.end));
    return line + 1 + utf8_count(str_cut(text, next, word_end)) > b->width;
}

/* "1." or "1)" at the start of a line. */
static bool is_list_label(const Breaker *b, CasusId t) {
    if (!(shape(b, t) & CASUS_SHAPE_DIGITS) || t >= b->last || !is_glued(b, t + 1)) return false;
    uint32_t c = first_char(b, t + 1);
    return (c == '.' || c == ')') && (t + 1 == b->last || !is_glued(b, t + 2));
}

static bool is_bullet_char(uint32_t c) {
    switch (c) {
    case '*': case '-': case 0x2022: case 0x25CF: case 0x25AA: case 0x25A0: case 0x2023: case 0x25E6: case 0xB7: case 0x2013: case 0x2014: return true;
    default: return false;
    }
}

/* A sign that begins an item of a list; "--" goes on with the sentence. */
static bool is_bullet(const Breaker *b, CasusId t) {
    bool one = utf8_count(token_text(b->r, t)) == 1;
    return one && is_bullet_char(first_char(b, t)) && t < b->last && !is_glued(b, t + 1);
}

static CasusId after_openers(const Breaker *b, CasusId t) {
    for (int n = 0; n < MOST_CLOSERS && t < b->last && is_opener(b, t); n++) t++;
    return t;
}

/* The stop that stands at the end of ..t: t itself, or the one before closing quotes and brackets; 0 if none. */
static CasusId stop_at(const Breaker *b, CasusId t) {
    for (int n = 0; n < MOST_CLOSERS && t > b->start && is_closer(b, t); n++) t--;
    return is_stop(b, t) ? t : 0;
}

/* One line break between t and the next token: does it end the sentence, whatever the punctuation? */
static bool line_ends_sentence(const Breaker *b, CasusId t) {
    CasusId next = t + 1;
    if (is_bullet(b, next) || is_list_label(b, next)) return true;
    if (is_wrapped_after(b, t)) return false;
    bool goes_on = char_is_lower(first_char(b, after_openers(b, next))) && !stop_at(b, t) && last_char(b, t) != ':';
    return !goes_on;
}

/* A word that begins sentences more often than it follows a capital: "The", "He", "In". In a text all of capitals
 * only words that could not follow an abbreviation are sure. */
static bool is_sentence_starter(const Breaker *b, CasusId t) {
    if (!(shape(b, t) & CASUS_SHAPE_CAPITAL)) return false;
    const PackRow *row = row_of_word(b->r, t, TABLE_FUNCTION);
    if (!row) return false;
    switch (row->cell[FUNCTION_KIND]) {
    case FUNCTION_DETERMINER: case FUNCTION_PRONOUN: return true;
    case FUNCTION_POSSESSIVE: case FUNCTION_PREPOSITION: case FUNCTION_CONJUNCTION: case FUNCTION_SUBORDINATOR: case FUNCTION_WH: case FUNCTION_ADVERB:
        return !(shape(b, t) & CASUS_SHAPE_UPPER);
    default: return false;
    }
}

/* '"Hold the bridge!" Colonel Hadar said.': the speaker belongs to what is said. */
static bool speaker_follows(const Breaker *b, CasusId closer, CasusId next) {
    if (!is_quote(b, closer)) return false;
    for (CasusId t = next; t <= b->last && t < next + SPEAKER_REACH; t++) {
        if (is_stop(b, t) || is_quote(b, t)) return false;
        const PackRow *row = row_of_word(b->r, t, TABLE_SAYING);
        if (row && (row->cell[SAYING_PATTERN] == SAYING_THAT || row->cell[SAYING_PATTERN] == SAYING_REACT) && row->pos == CASUS_POS_VERB) return true;
    }
    return false;
}

static bool pointed_word_ends(const Breaker *b, CasusId stop, CasusId next) {
    const PackRow *row = row_of_word(b->r, stop, TABLE_ABBREVIATION);
    if (row && (row->cell[ABBREVIATION_END] == ABBREVIATION_NEVER || row->cell[ABBREVIATION_END] == ABBREVIATION_NUMBER)) return false;     /* a rank, a title */
    bool in_name = stop > b->start && (shape(b, stop - 1) & CASUS_SHAPE_CAPITAL);
    if (!row && is_initial(b, stop) && in_name) return false;       /* "Amin J. Hadar" */
    return is_quote(b, next) || is_sentence_starter(b, after_openers(b, next));
}

/* "...Tal Amal.The army", "the bridge.they": a space was lost, unless it is a name such as "Marsh.Net". */
static bool is_lost_space(const Breaker *b, CasusId stop) {
    CasusId next = stop + 1;
    if (stop == b->start || !str_eq(token_text(b->r, stop), S("."))) return false;
    bool after_word = char_is_lower(last_char(b, stop - 1));
    if (after_word && char_is_lower(first_char(b, next)) && is_glued(b, stop)) return true;
    return after_word && (shape(b, next) & CASUS_SHAPE_CAPITAL) && !(shape(b, next) & CASUS_SHAPE_UPPER) && row_of_word(b->r, next, TABLE_FUNCTION);
}

/* Posts written without capitals: their points are all there is to go by. */
static bool lacks_capitals(const Breaker *b) { return char_is_lower(first_char(b, after_openers(b, b->start))); }

/* A stop (with what closes after it, up to t) and the word that follows: does the sentence end? */
static bool stop_ends_sentence(const Breaker *b, CasusId stop, CasusId t) {
    CasusId next = t + 1, word = after_openers(b, next);
    if (is_glued(b, next)) return is_lost_space(b, stop) && stop == t;
    if (is_closer(b, next)) return false;
    uint32_t c = first_char(b, word);
    if (c == ',' || c == ';' || c == ':') return false;
    if (char_is_lower(c) && !(str_eq(token_text(b->r, stop), S(".")) && lacks_capitals(b))) return false;
    if (is_pointed_word(b, stop)) return pointed_word_ends(b, stop, next);
    if (stop == b->start + 1 && is_list_label(b, b->start)) return false;
    bool is_point = str_eq(token_text(b->r, stop), S("."));
    return is_point || !speaker_follows(b, t, next);
}

static bool ends_after(Breaker *b, CasusId t) {
    const CasusToken *token = &b->r->tokens.at[t];
    int breaks = 0;
    if (token[1].shape & CASUS_SHAPE_LINE_BEFORE) {
        breaks = line_breaks(b->r->text, token->span.end, token[1].span.start);
        if (breaks > 1 || line_ends_sentence(b, t)) return true;
    }
    if (t - b->start + 1 >= LONGEST_SENTENCE) return true;
    CasusId stop = stop_at(b, t);
    b->place.by_rule = stop && stop_ends_sentence(b, stop, t);
    return is_glued(b, t + 1) ? b->place.by_rule : is_boundary(b->boundaries, &b->place);
}

static void start_sentence(Breaker *b, CasusId t) {
    b->start = t;
    b->place = (Place){ .start = t, .last = b->last };
}

static void enter_line(Breaker *b, CasusId t) {
    b->line_start = b->r->tokens.at[t].span.start;
    if (b->line_start >= b->paragraph_end) measure_paragraph(b, b->line_start);
}

void sentences_add(Reading *r, Boundaries *boundaries, CasusId part, CasusId first, CasusId last) {
    Breaker b = { .r = r, .first = first, .last = last, .boundaries = boundaries };
    boundaries_enter(boundaries, first, last);
    start_sentence(&b, first);
    enter_line(&b, first);
    for (CasusId t = first; t <= last; t++) {
        if (t > first && (shape(&b, t) & CASUS_SHAPE_LINE_BEFORE)) enter_line(&b, t);
        place_move(boundaries, &b.place, t);
        if (t < last && !ends_after(&b, t)) continue;
        CasusSentence *s = list_add(&r->sentences, r->keep);
        *s = (CasusSentence){ .span = tokens_span(r, b.start, t), .first = b.start, .last = t, .part = part };
        start_sentence(&b, t + 1);
    }
}
