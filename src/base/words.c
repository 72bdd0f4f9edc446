#include "base/words.h"

#include "base/utf8.h"

/* Classes of ASCII: what a word that starts here is. Rows of 16; S space, L line end, P punctuation, D digit, A letter,
 * Q apostrophe, T tag or handle, X control. */
static const char class_of_ascii[128 + 1] =
    "XXXXXXXXXSLSSLXX" "XXXXXXXXXXXXXXXX" "SPPTPPPQPPPPPPPP" "DDDDDDDDDDPPPPPP" "TAAAAAAAAAAAAAAA" "AAAAAAAAAAAPPPPP" "PAAAAAAAAAAAAAAA" "AAAAAAAAAAAPPPPX";

enum { LONGEST_MAILBOX = 64, LONGEST_ABBREVIATION = 24, LONGEST_ENDING = 12 };

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

/* Bytes of the apostrophe at `at`: ', U+2019 or U+02BC, or ` straight after a letter; 0 when there is none. */
static size_t apostrophe_at(Str s, size_t at) {
    if (byte_at(s, at) == '\'') return 1;
    if (byte_at(s, at) == '`' && at > 0 && is_ascii_letter((unsigned char)s.at[at - 1])) return 1;
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
        while (is_ascii_letter(byte_at(s, at)) || is_digit(byte_at(s, at)) || (at > label && is_one_of(byte_at(s, at), "-_"))) at++;
        if (at == label) return end;
        if (byte_at(s, at) != '.' || !is_ascii_letter(byte_at(s, at + 1))) return at;
        end = at;
        at++;
    }
}

/* "desk@marsh.example", "Hadar@MARSH" */
static size_t mail_end(Str s, size_t start) {
    size_t at = start;
    while (at - start < LONGEST_MAILBOX && (is_ascii_letter(byte_at(s, at)) || is_digit(byte_at(s, at)) || is_one_of(byte_at(s, at), "._+-"))) at++;
    if (at == start || byte_at(s, at) != '@') return 0;
    size_t end = host_end(s, at + 1);
    return end > at + 1 ? end : 0;
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
        if (c == 0x2019 || c == 0x02BC || c == '`') c = '\'';
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
 * written ("s-400"); "mid-2031" and "9am-12pm" are none. 0 when it is none. */
static size_t designation_end(Str s, size_t start, size_t letters) {
    if (!is_digit(byte_at(s, letters + 1))) return 0;
    if (start > 0 && is_digit(byte_at(s, start - 1))) return 0;     /* "9am-12pm" */
    if (letters - start > 2 && !is_ascii_upper(byte_at(s, start))) return 0;
    bool is_year = digits_end(s, letters + 1) - letters == 5;      /* "3-May-2031" */
    return is_year ? 0 : letters_and_digits_end(s, letters + 1);
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
        if (!n || (!letter_at(s, at + n) && !(byte_at(s, at) == '_' && is_digit(byte_at(s, at + 1))))) return at;
        at += n;
    }
}

static bool has_clitic(const WordRules *rules, Str clitic) {
    for (size_t i = 0; i < rules->n_clitics; i++)
        if (str_eq(rules->clitics[i], clitic)) return true;
    return false;
}

/* "b/c", "w/o": two single letters. */
static size_t slashed_letters_end(Str s, size_t start, size_t letters) {
    if (letters - start != 1 || !is_ascii_letter(byte_at(s, letters + 1)) || (start > 0 && s.at[start - 1] == '/')) return 0;
    unsigned char after = byte_at(s, letters + 2);
    return is_ascii_letter(after) || is_digit(after) || after == '/' || after >= 0x80 ? 0 : letters + 2;
}

/* The end of "non-" when a word in small letters follows and the row "non-" says that it is one with it; else 0. */
static size_t prefix_end(Str s, size_t start, size_t hyphen, const WordRules *rules) {
    char folded[LONGEST_ENDING];
    if (!is_ascii_lower(byte_at(s, hyphen + 1))) return 0;
    size_t n = str_fold_into(str_cut(s, start, hyphen + 1), folded, sizeof folded);
    return n != SIZE_MAX && has_clitic(rules, (Str){ folded, n }) ? hyphen + 1 : 0;
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
    if (!end && next == '/') end = slashed_letters_end(s, start, letters);
    if (end) return end;
    size_t stem = next == '-' ? prefix_end(s, start, letters, rules) : 0;
    bool has_apostrophe = false;
    end = inner_end(s, stem ? stem : letters, &has_apostrophe);
    return has_apostrophe ? without_clitics(s, start, end, rules) : end;
}

/* ---- numbers ---- */

/* "th" of "27th", "s" of "1990s", "'s" of "1990's", from rows such as "#th". */
static bool is_number_ending(const WordRules *rules, Str ending) {
    char folded[LONGEST_ENDING];
    folded[0] = '#';
    size_t n = str_fold_into(ending, folded + 1, sizeof folded - 1);
    return n != SIZE_MAX && has_clitic(rules, (Str){ folded, n + 1 });
}

/* The end of the number that ends at `at` with its ending. */
static size_t with_ending(Str s, size_t at, const WordRules *rules) {
    size_t letters = letters_end(s, at);
    if (byte_at(s, at) == '\'' && byte_at(s, at - 1) == '0') letters = letters_end(s, at + 1);     /* decades only: "2008's" is two */
    return letters > at && is_number_ending(rules, str_cut(s, at, letters)) ? letters : at;
}

/* After ",200" of "1,200" and ",00,000" of "1,00,000"; `at` itself where the comma divides two numbers: "[18,19]". */
static size_t groups_end(Str s, size_t at) {
    enum { MOST_GROUPS = 6 };
    size_t end = at;
    for (int k = 0; k < MOST_GROUPS && byte_at(s, at) == ','; k++) {
        size_t next = digits_end(s, at + 1), n = next - at - 1;
        if (n != 2 && n != 3) break;
        at = next;
        if (n == 3) end = at;
    }
    return end;
}

enum { MOST_JOINED = 4 };

/* Numbers joined by `sign`: how many, and where the last one ends; 0 when the run goes on. */
static int joined_numbers(Str s, size_t start, char sign, size_t *end) {
    size_t at = digits_end(s, start);
    int n = 1;
    for (; n <= MOST_JOINED && byte_at(s, at) == (unsigned char)sign && is_digit(byte_at(s, at + 1)); n++) at = digits_end(s, at + 1);
    *end = at;
    bool goes_on = letter_at(s, at) || (is_one_of(byte_at(s, at), "-/") && !is_space_at(s, at + 1)) || (is_one_of(byte_at(s, at), ".,:") && is_digit(byte_at(s, at + 1)));
    return goes_on ? 0 : n;
}

/* "555-0199", "3-0199", "20460-0001": a telephone number or a post code; "1990-1991" is two years, "500-1000" a range. */
static bool is_code(Str s, size_t start, size_t end) {
    size_t first = digits_end(s, start) - start, second = end - start - first - 1;
    if (second != 4 || (first != 1 && first != 3 && first != 5)) return false;
    return first == 5 || s.at[end - 1] != '0' || s.at[end - 2] != '0';
}

/* "13/03/2031", "1/2", "2031-03-13", "202-555-0199": numbers that are one word; 0 when they are none. */
static size_t slashed_or_dashed_end(Str s, size_t start) {
    size_t end;
    if (start > 0 && is_one_of(byte_at(s, start - 1), "/-")) return 0;      /* of a longer run */
    int n = joined_numbers(s, start, '/', &end);
    if (n == 2 || n == 3) return end;
    n = joined_numbers(s, start, '-', &end);
    if (n == 2) return is_code(s, start, end) ? end : 0;
    return n > 2 && n <= MOST_JOINED ? end : 0;
}

static size_t number_end(Str s, size_t start, const WordRules *rules) {
    size_t at = digits_end(s, start);
    size_t joined = is_one_of(byte_at(s, at), "/-") ? slashed_or_dashed_end(s, start) : 0;
    if (joined) return joined;
    at = groups_end(s, at);
    while (is_one_of(byte_at(s, at), ".:") && is_digit(byte_at(s, at + 1))) at = groups_end(s, digits_end(s, at + 1));
    return with_ending(s, at, rules);
}

/* ---- the rest ---- */

/* "'70s": a decade without its century. */
static size_t short_decade_end(Str s, size_t start, const WordRules *rules) {
    size_t digits = start + apostrophe_at(s, start), at = digits_end(s, digits), end = letters_end(s, at);
    if (at - digits != 2 || end == at) return 0;
    return is_number_ending(rules, str_cut(s, at, end)) ? end : 0;
}

/* "'s" after the word it was cut from, or after a space too many, or alone as a phrase of a table; 0 when it is none. */
static size_t apostrophe_word_end(Str s, size_t start, uint16_t before, const WordRules *rules) {
    if (start > 0 && before) {
        size_t decade = short_decade_end(s, start, rules);
        if (decade || before & CASUS_SHAPE_LINE_BEFORE || !letter_at(s, start - 2)) return decade;      /* 'quoted' */
    }
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

/* "^_^" */
static size_t smiling_eyes_end(Str s, size_t start) {
    size_t at = start + 1;
    while (byte_at(s, at) == '_') at++;
    return at > start + 1 && byte_at(s, at) == '^' ? at + 1 : 0;
}

/* "(:", "(-;" */
static size_t turned_emoticon_end(Str s, size_t start) {
    size_t eyes = byte_at(s, start + 1) == '-' ? start + 2 : start + 1;
    return is_one_of(byte_at(s, eyes), ":;=") && is_space_at(s, eyes + 1) ? eyes + 1 : 0;
}

/* ":)", ";-)", "=((", ":D": eyes, perhaps a nose, a mouth. */
static size_t upright_emoticon_end(Str s, size_t start) {
    size_t at = is_one_of(byte_at(s, start + 1), "-'^") ? start + 2 : start + 1;
    unsigned char mouth = byte_at(s, at);
    bool is_round = is_one_of(mouth, ")("), follows_word = start > 0 && is_ascii_letter(byte_at(s, start - 1));
    if (!is_round && (follows_word || !is_one_of(mouth, "DPp|/\\"))) return 0;
    while (byte_at(s, at) == mouth) at++;
    bool word_follows = letter_at(s, at) || is_digit(byte_at(s, at));
    return is_space_at(s, at) || (is_round && !word_follows) ? at : 0;
}

static size_t emoticon_end(Str s, size_t start) {
    if (start > 0 && is_digit(byte_at(s, start - 1))) return 0;
    switch (byte_at(s, start)) {
    case '^': return smiling_eyes_end(s, start);
    case '(': return turned_emoticon_end(s, start);
    case ':': case ';': case '=': return upright_emoticon_end(s, start);
    default: return 0;
    }
}

/* "?!", "!?!", ".?": marks that end a sentence together. */
static size_t marks_end(Str s, size_t start) {
    size_t at = start;
    if (byte_at(s, at) == '.') at++;
    size_t marks = at;
    while (is_one_of(byte_at(s, at), "!?")) at++;
    return at > marks ? at : 0;
}

static size_t punctuation_end(Str s, size_t start) {
    size_t at = emoticon_end(s, start);
    if (!at) at = marks_end(s, start);
    if (at) return at;
    at = start;
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
    case 'P':
        if (apostrophe_at(s, start)) end = apostrophe_word_end(s, start, before, rules);        /* "Osmar`s" */
        if (c == '.' && before && is_digit(byte_at(s, start + 1))) end = number_end(s, start + 1, rules);
        break;
    default: break;
    }
    return end ? end : punctuation_end(s, start);
}

/* CAPITAL and UPPER by the letters, DIGITS by the first byte, PUNCT where there is neither. */
uint16_t word_shape(Str word) {
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
    *word = (Word){ (uint32_t)start, (uint32_t)end, before | word_shape(str_cut(text, start, end)) };
    *at = end;
    return true;
}
