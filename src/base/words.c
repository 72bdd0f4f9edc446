#include "base/words.h"

#include "base/utf8.h"

/* Classes of ASCII: what a word that starts here is. Rows of 16; S space, L line end, P punctuation, D digit, A letter,
 * Q apostrophe, T tag or handle, X control. */
static const char class_of_ascii[128 + 1] =
    "XXXXXXXXXSLSSLXX" "XXXXXXXXXXXXXXXX" "SPPTPPPQPPPPPPPP" "DDDDDDDDDDPPPPPP" "TAAAAAAAAAAAAAAA" "AAAAAAAAAAAPPPPP" "PAAAAAAAAAAAAAAA" "AAAAAAAAAAAPPPPX";

enum { LONGEST_MAILBOX = 64, LONGEST_ABBREVIATION = 24 };

static unsigned char byte_at(Str s, size_t at) { return at < s.len ? (unsigned char)s.at[at] : 0; }
static bool is_ascii_letter(unsigned char c) { return c < 0x80 && class_of_ascii[c] == 'A'; }
static bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
static bool is_ascii_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
static bool is_ascii_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
static bool is_one_of(unsigned char c, const char *set) { return c && strchr(set, c); }

/* Bytes of the letter at `at`, 0 when there is none. */
static size_t letter_at(Str s, size_t at) {
    if (at >= s.len) return 0;
    unsigned char c = (unsigned char)s.at[at];
    if (c < 0x80) return class_of_ascii[c] == 'A';
    size_t next = at;
    uint32_t wide = utf8_next(s, &next);
    if (wide == 0x02BC || !char_is_letter(wide)) return 0;
    return next - at;
}

/* Bytes of the apostrophe at `at`: ', U+2019 or U+02BC; 0 when there is none. */
static size_t apostrophe_at(Str s, size_t at) {
    if (byte_at(s, at) == '\'') return 1;
    if (at + 3 <= s.len && memcmp(s.at + at, "\xE2\x80\x99", 3) == 0) return 3;
    if (at + 2 <= s.len && memcmp(s.at + at, "\xCA\xBC", 2) == 0) return 2;
    return 0;
}

static size_t letters_end(Str s, size_t at) {
    for (;;) {
        while (at < s.len && is_ascii_letter((unsigned char)s.at[at])) at++;        /* most letters */
        size_t n = letter_at(s, at);
        if (!n) return at;
        at += n;
    }
}

static size_t digits_end(Str s, size_t at) {
    while (is_digit(byte_at(s, at))) at++;
    return at;
}

static size_t letters_and_digits_end(Str s, size_t at) {
    for (size_t n; (n = is_digit(byte_at(s, at)) ? 1 : letter_at(s, at));) at += n;
    return at;
}

static bool is_space_at(Str s, size_t at) {
    if (at >= s.len) return true;
    unsigned char c = (unsigned char)s.at[at];
    if (c < 0x80) return class_of_ascii[c] == 'S' || class_of_ascii[c] == 'L' || class_of_ascii[c] == 'X';
    return char_is_space(utf8_next(s, &at));
}

static bool is_upper_at(Str s, size_t at) { return at < s.len && char_is_upper(utf8_next(s, &at)); }

/* ---- white space ---- */

static size_t skip_space(Str s, size_t at) {
    while (at < s.len) {
        unsigned char c = (unsigned char)s.at[at];
        if (c == ' ') { at++; continue; }
        if (!is_space_at(s, at)) return at;
        utf8_next(s, &at);
    }
    return at;
}

/* What stands before a word, as shape bits; the start of the text counts as the start of a line. */
static uint16_t shape_before(Str s, size_t at) {
    if (at > 1 && s.at[at - 1] == ' ' && (is_ascii_letter((unsigned char)s.at[at - 2]) || s.at[at - 2] == ',')) return CASUS_SHAPE_SPACE_BEFORE;
    size_t start = at;
    while (at > 0) {
        uint32_t c = utf8_previous(s, &at);
        if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) return CASUS_SHAPE_SPACE_BEFORE | CASUS_SHAPE_LINE_BEFORE;
        bool is_space = char_is_space(c) || c < 0x20 || c == 0x7F;
        if (is_space) continue;
        utf8_next(s, &at);
        return at < start ? CASUS_SHAPE_SPACE_BEFORE : 0;
    }
    return CASUS_SHAPE_SPACE_BEFORE | CASUS_SHAPE_LINE_BEFORE;
}

/* ---- addresses ---- */

static bool matches_lower(Str s, size_t at, Str lower) {
    if (lower.len > s.len - at) return false;
    for (size_t i = 0; i < lower.len; i++)
        if ((s.at[at + i] | 0x20) != (lower.at[i] | 0x20)) return false;
    return true;
}

/* Up to white space, quotes or brackets of mark-up, without the punctuation of the sentence around. */
static size_t address_end(Str s, size_t at) {
    size_t start = at;
    while (at < s.len && !is_space_at(s, at)) {
        size_t next = at;
        uint32_t c = utf8_next(s, &next);
        if (c == '<' || c == '>' || char_is_quote(c)) break;
        at = next;
    }
    while (at > start && is_one_of((unsigned char)s.at[at - 1], ".,;:!?)]}'*")) at--;
    return at;
}

/* "https://..." after its letters, or "www...."; 0 when none starts here. */
static size_t url_end(Str s, size_t start, size_t letters) {
    if (matches_lower(s, letters, S("://"))) return address_end(s, letters);
    if (letters - start == 3 && byte_at(s, letters) == '.' && matches_lower(s, start, S("www")) && letter_at(s, letters + 1))
        return address_end(s, letters);
    return 0;
}

static size_t host_end(Str s, size_t at) {
    size_t end = 0;
    for (;;) {
        size_t label = at;
        while (is_ascii_letter(byte_at(s, at)) || is_digit(byte_at(s, at)) || (at > label && byte_at(s, at) == '-')) at++;
        if (at == label) return end;
        if (byte_at(s, at) != '.' || !is_ascii_letter(byte_at(s, at + 1))) return at;
        end = at;
        at++;
    }
}

static size_t mail_end(Str s, size_t start) {
    size_t at = start;
    while (at - start < LONGEST_MAILBOX && (is_ascii_letter(byte_at(s, at)) || is_digit(byte_at(s, at)) || is_one_of(byte_at(s, at), "._+-"))) at++;
    if (at == start || byte_at(s, at) != '@') return 0;
    size_t end = host_end(s, at + 1);
    return end > at + 1 && memchr(s.at + at + 1, '.', end - at - 1) ? end : 0;
}

/* "example.org", "example.org/page": lower-case letters straight after the point. A full stop has a space or a capital after it. */
static size_t domain_end(Str s, size_t letters) {
    size_t at = letters;
    while (byte_at(s, at) == '.' && is_ascii_lower(byte_at(s, at + 1)) && is_ascii_lower(byte_at(s, at + 2))) at = letters_and_digits_end(s, at + 1);
    if (at == letters) return 0;
    return byte_at(s, at) == '/' && letter_at(s, at + 1) ? address_end(s, at) : at;
}

/* ---- points that belong to a word ---- */

/* "U.S.", "p.m.", "e.g.": single letters, each with a point but perhaps the last; 0 when it is none. */
static size_t pointed_letters_end(Str s, size_t start) {
    size_t at = start, n_letters = 0;
    for (;;) {
        size_t n = letter_at(s, at);
        if (!n || letter_at(s, at + n)) return n_letters > 1 ? at : 0;
        n_letters++;
        at += n;
        if (byte_at(s, at) != '.') return n_letters > 1 ? at : 0;
        at++;
    }
}

static bool is_in_table(const WordRules *rules, Str word) {
    size_t low = 0, high = rules->n_abbreviations;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(rules->abbreviations[middle], word);
        if (order == 0) return true;
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return false;
}

/* As the table writes it; a text may have more capitals ("GEN. OSMAR"), not fewer: "No. 5", but "he said no." */
static bool is_abbreviation(const WordRules *rules, Str word) {
    if (is_in_table(rules, word)) return true;
    char form[LONGEST_ABBREVIATION];
    if (!is_ascii_upper(byte_at(word, 0)) || word.len > sizeof form) return false;
    size_t n = str_fold_into(word, form, sizeof form);
    if (n == SIZE_MAX) return false;
    if (is_in_table(rules, (Str){ form, n })) return true;
    form[0] = word.at[0];
    return is_in_table(rules, (Str){ form, n });
}

/* "Gen.", "Ph.D.": the longest run of letters and points from `start` that is in the table. `letters` ends the first letters. */
static size_t abbreviation_end(Str s, size_t start, size_t letters, const WordRules *rules) {
    size_t found = 0;
    for (size_t at = letters; byte_at(s, at) == '.' && at - start < LONGEST_ABBREVIATION;) {
        at++;
        if (is_abbreviation(rules, str_cut(s, start, at))) found = at;
        at = letters_end(s, at);
    }
    return found;
}

/* "J. Smith": one capital and a point before a name. */
static size_t initial_end(Str s, size_t start, size_t letters) {
    if (letter_at(s, start) != letters - start || !is_upper_at(s, start)) return 0;
    size_t next = skip_space(s, letters + 1);
    return is_upper_at(s, next) ? letters + 1 : 0;
}

/* The end of a word whose letters are followed by a point that may belong to it, else 0. */
static size_t pointed_end(Str s, size_t start, size_t letters, const WordRules *rules) {
    size_t end = abbreviation_end(s, start, letters, rules);
    if (!end) end = pointed_letters_end(s, start);
    if (!end) end = domain_end(s, letters);
    if (!end) end = initial_end(s, start, letters);
    return end;
}

/* ---- letters ---- */

/* Where the clitic starts that ends the text at `end`; SIZE_MAX when it does not. */
static size_t clitic_start(Str s, size_t start, size_t end, Str clitic) {
    size_t at = end;
    for (size_t i = clitic.len; i-- > 0;) {
        if (at == start) return SIZE_MAX;
        size_t before = at;
        uint32_t c = utf8_previous(s, &before);
        if (c == 0x2019 || c == 0x02BC) c = '\'';
        if (c >= 'A' && c <= 'Z') c |= 0x20;
        if (c != (unsigned char)clitic.at[i]) return SIZE_MAX;
        at = before;
    }
    return at;
}

/* "they'd've": cuts clitics off the end until none is left or the word is one itself. */
static size_t without_clitics(Str s, size_t start, size_t end, const WordRules *rules) {
    for (size_t i = 0; i < rules->n_clitics; i++) {
        size_t at = clitic_start(s, start, end, rules->clitics[i]);
        if (at == SIZE_MAX) continue;
        if (at == start) return end;
        end = at;
        i = SIZE_MAX;       /* from the first again */
    }
    return end;
}

/* "F-16", "Mi-24", "Type-59": a capitalised word, a hyphen and a number are one name, and so are one or two letters however
 * written ("s-400"); "mid-2031" is none. 0 when it is none. */
static size_t designation_end(Str s, size_t start, size_t letters) {
    if (!is_digit(byte_at(s, letters + 1))) return 0;
    if (letters - start > 2 && !is_ascii_upper(byte_at(s, start))) return 0;
    return letters_and_digits_end(s, letters + 1);
}

/* Bytes of a sign that joins letters to one word: "_", "&", a soft hyphen. */
static size_t joint_at(Str s, size_t at) {
    if (byte_at(s, at) == '_' || byte_at(s, at) == '&') return 1;
    return byte_at(s, at) == 0xC2 && byte_at(s, at + 1) == 0xAD ? 2 : 0;
}

/* Letters with what stands between letters in one word: digits, apostrophes, joints. */
static size_t inner_end(Str s, size_t at, bool *has_apostrophe) {
    for (;;) {
        at = letters_and_digits_end(s, at);
        size_t n = apostrophe_at(s, at);
        if (n && letter_at(s, at + n)) *has_apostrophe = true;
        else n = joint_at(s, at);
        if (!n || !letter_at(s, at + n)) return at;
        at += n;
    }
}

static size_t letters_word_end(Str s, size_t start, const WordRules *rules) {
    size_t letters = letters_end(s, start);
    unsigned char next = byte_at(s, letters);
    if (next == ' ') return letters;                                /* most words */
    size_t end = 0;
    if (next == ':' || next == '.') end = url_end(s, start, letters);
    if (!end && is_one_of(next, "@._+-0123456789")) end = mail_end(s, start);
    if (!end && next == '.') end = pointed_end(s, start, letters, rules);
    if (!end && next == '-') end = designation_end(s, start, letters);
    if (end) return end;
    bool has_apostrophe = false;
    end = inner_end(s, letters, &has_apostrophe);
    return has_apostrophe ? without_clitics(s, start, end, rules) : end;
}

/* ---- numbers ---- */

/* "th" of "27th", from rows such as "#th". */
static bool is_ordinal_ending(const WordRules *rules, Str letters) {
    char folded[8];
    folded[0] = '#';
    size_t n = str_fold_into(letters, folded + 1, sizeof folded - 1);
    if (n == SIZE_MAX) return false;
    for (size_t i = 0; i < rules->n_clitics; i++)
        if (str_eq(rules->clitics[i], (Str){ folded, n + 1 })) return true;
    return false;
}

static size_t number_end(Str s, size_t start, const WordRules *rules) {
    size_t at = digits_end(s, start);
    while (is_one_of(byte_at(s, at), ".,:") && is_digit(byte_at(s, at + 1))) at = digits_end(s, at + 1);
    size_t letters = letters_end(s, at);
    return letters > at && is_ordinal_ending(rules, str_cut(s, at, letters)) ? letters : at;
}

/* ---- the rest ---- */

/* "'s" after the word it was cut from, or alone as a phrase of a table; 0 when it is none. */
static size_t apostrophe_word_end(Str s, size_t start, uint16_t before, const WordRules *rules) {
    if (start > 0 && before) return 0;                              /* 'quoted' */
    size_t end = letters_end(s, start + apostrophe_at(s, start));
    for (size_t i = 0; i < rules->n_clitics; i++)
        if (clitic_start(s, start, end, rules->clitics[i]) == start) return end;
    return 0;
}

/* "#Tal_Amal", "@handle" */
static size_t tag_end(Str s, size_t start) {
    size_t at = start + 1;
    if (!letter_at(s, at)) return 0;                                /* "#1" */
    for (;;) {
        size_t end = letters_and_digits_end(s, at);
        if (byte_at(s, end) != '_') return end > start + 1 ? end : 0;
        at = end + 1;
    }
}

static size_t punctuation_end(Str s, size_t start) {
    size_t at = start;
    uint32_t c = utf8_next(s, &at);
    size_t n = at - start;
    if (c < 0x80 && is_one_of((unsigned char)c, "()[]{}")) return at;
    while (at + n <= s.len && memcmp(s.at + at, s.at + start, n) == 0) at += n;
    return at;
}

static size_t word_end(Str s, size_t start, uint16_t before, const WordRules *rules) {
    unsigned char c = (unsigned char)s.at[start];
    size_t end = 0;
    if (c >= 0x80) {
        if (letter_at(s, start)) return letters_word_end(s, start, rules);
        if (apostrophe_at(s, start)) end = apostrophe_word_end(s, start, before, rules);
        return end ? end : punctuation_end(s, start);
    }
    switch (class_of_ascii[c]) {
    case 'A': return letters_word_end(s, start, rules);
    case 'D': return number_end(s, start, rules);
    case 'Q': end = apostrophe_word_end(s, start, before, rules); break;
    case 'T': end = tag_end(s, start); break;
    case 'P': if (c == '.' && before && is_digit(byte_at(s, start + 1))) end = number_end(s, start + 1, rules); break;
    default: break;
    }
    return end ? end : punctuation_end(s, start);
}

/* CAPITAL and UPPER by the letters, DIGITS by the first byte, PUNCT where there is neither. */
static uint16_t shape_of(Str word) {
    size_t n_letters = 0, n_upper = 0;
    bool starts_upper = false;
    for (size_t at = 0; at < word.len;) {
        unsigned char byte = (unsigned char)word.at[at];
        uint32_t c = byte < 0x80 ? (at++, byte) : utf8_next(word, &at);
        bool is_ascii = byte < 0x80;
        if (is_ascii ? !is_ascii_letter(byte) : !char_is_letter(c)) continue;
        bool is_upper = is_ascii ? is_ascii_upper(byte) : char_is_upper(c);
        if (n_letters++ == 0) starts_upper = is_upper;
        n_upper += is_upper;
    }
    bool has_digits = is_digit((unsigned char)word.at[0]) || (word.at[0] == '.' && is_digit(byte_at(word, 1)));
    uint16_t shape = has_digits ? CASUS_SHAPE_DIGITS : 0;
    if (n_letters) shape |= CASUS_SHAPE_WORD;
    if (starts_upper) shape |= CASUS_SHAPE_CAPITAL;
    if (n_letters > 1 && n_upper == n_letters) shape |= CASUS_SHAPE_UPPER;
    return shape ? shape : CASUS_SHAPE_PUNCT;
}

bool words_next(Str text, size_t *at, const WordRules *rules, Word *word) {
    size_t start = skip_space(text, *at);
    if (start >= text.len) return *at = text.len, false;
    uint16_t before = shape_before(text, start);
    size_t end = word_end(text, start, before, rules);
    *word = (Word){ (uint32_t)start, (uint32_t)end, before | shape_of(str_cut(text, start, end)) };
    *at = end;
    return true;
}
