/* A place is seen through features: phrases of one to four names, "n1_noun_cap" or "at_begin thanks", each a row of
 * data/en/boundary.tsv with its weight in thousandths. train/boundaries.py makes the rows, from treebanks that say where sentences end. */
#include "text/boundary.h"

#include "text/text.h"

/* ---- kinds of words ---- */

#define MARK_KINDS(X) \
    X(dot) X(bang) X(ask) X(dots) X(comma) X(semi) X(colon) X(hyphen) X(dash) X(rule) X(bullet) X(open) X(close) X(quote_open) X(quote_close) X(quote) \
    X(emoticon) X(slash) X(money) X(percent) X(less) X(more) X(pipe) X(hash) X(mark)
#define WORD_KINDS(X) \
    X(year) X(digits_one) X(digits_two) X(number) X(clock) X(date) X(decimal) X(ordinal) X(address) X(handle) X(pointed_never) X(pointed_may) \
    X(initial) X(pointed) X(letter) X(mixed) X(weekday) X(month) X(title) X(saying) X(unknown) X(everyday)
/* In the order of FUNCTION_* and of CasusPos. */
#define FUNCTION_KINDS(X) \
    X(determiner) X(pronoun) X(possessive) X(preposition) X(conjunction) X(subordinator) X(auxiliary) X(be) X(have) X(do) X(modal) X(relative) X(wh) \
    X(particle) X(adverb) X(number_of) X(first_person)
#define OTHER_KINDS(X) X(noun) X(verb) X(adj) X(adv) X(num) X(aux) X(other) X(start) X(edge)
#define KIND_ENUM(name) KIND_##name,
#define KIND_NAME(name) #name,
typedef enum { MARK_KINDS(KIND_ENUM) WORD_KINDS(KIND_ENUM) FUNCTION_KINDS(KIND_ENUM) OTHER_KINDS(KIND_ENUM) N_KINDS } Kind;
static const char *const kind_names[N_KINDS] = { MARK_KINDS(KIND_NAME) WORD_KINDS(KIND_NAME) FUNCTION_KINDS(KIND_NAME) OTHER_KINDS(KIND_NAME) };

_Static_assert(KIND_first_person - KIND_determiner + 1 == FUNCTION_FIRST_PERSON, "a kind for each kind of function word");

/* Few kinds, for features over many words. */
#define COARSE_KINDS(X) X(low) X(cap) X(all_caps) X(one_cap) X(digits) X(stop) X(inner) X(opens) X(closes) X(sign) X(line) X(link) X(small) X(small_cap) X(point) X(none)
#define COARSE_ENUM(name) COARSE_##name,
typedef enum { COARSE_KINDS(COARSE_ENUM) N_COARSE } Coarse;
static const char *const coarse_names[N_COARSE] = { COARSE_KINDS(KIND_NAME) };

typedef struct { uint8_t kind, letters, coarse; } Seen;         /* letters: how it is capitalised */
#define LETTERS(X) X(low) X(cap) X(upper)
#define LETTERS_ENUM(name) LETTERS_##name,
enum { LETTERS(LETTERS_ENUM) N_LETTERS };
static const char *const letters_names[N_LETTERS] = { LETTERS(KIND_NAME) };

/* ---- names of features ---- */

/* Where the word stands that a name speaks of. */
#define SPOTS(X) X(m2) X(m1) X(p0) X(n1) X(n2) X(n3) X(first)
#define SPOT_ENUM(name) SPOT_##name,
typedef enum { SPOTS(SPOT_ENUM) N_SPOTS } Spot;
static const char *const spot_names[N_SPOTS] = { SPOTS(KIND_NAME) };

/* Names that stand for the whole place. */
#define STATES(X) \
    X(bias) X(at_end) X(at_begin) X(at_second) X(rule_yes) X(rule_no) X(verb_yes) X(verb_no) X(ahead_verb) X(ahead_stop) X(ahead_edge) X(ahead_none) X(open_bracket) \
    X(open_quote) X(open_none) X(len_1) X(len_2) X(len_3) X(len_4) X(len_6) X(len_9) X(len_14) X(len_24) X(len_more)
#define STATE_ENUM(name) STATE_##name,
typedef enum { STATES(STATE_ENUM) N_STATES } State;
static const char *const state_names[N_STATES] = { STATES(KIND_NAME) };

/* What a feature is made of: the kind of a word at a spot, its coarse kind, the word itself, a state. */
enum { NAMES_FINE, NAMES_COARSE = N_SPOTS, NAMES_WORD = 2 * N_SPOTS, NAMES_BIAS = 3 * N_SPOTS, NAMES_RULE, NAMES_VERB, NAMES_AHEAD, NAMES_OPEN, NAMES_LEN, NAMES_AT_END, NAMES_AT_BEGIN, NAMES_AT_SECOND, N_NAMES };
#define FINE(spot) (NAMES_FINE + SPOT_##spot + 1)
#define COARSE(spot) (NAMES_COARSE + SPOT_##spot + 1)
#define WORD(spot) (NAMES_WORD + SPOT_##spot + 1)
#define STATE(name) (NAMES_##name + 1)
enum { MOST_NAMES = 5 };
/* Each a feature: its names, 0 after the last. */
static const uint8_t templates[][MOST_NAMES] = {
    { STATE(BIAS) }, { STATE(RULE) }, { STATE(LEN) }, { FINE(m2) }, { FINE(m1) }, { FINE(p0) }, { FINE(n1) }, { FINE(n2) }, { FINE(n3) },
    { FINE(m1), FINE(p0) }, { FINE(p0), FINE(n1) }, { FINE(n1), FINE(n2) }, { COARSE(m1), FINE(p0), FINE(n1) }, { FINE(p0), FINE(n1), COARSE(n2) },
    { COARSE(m1), COARSE(p0), COARSE(n1) }, { COARSE(p0), COARSE(n1), COARSE(n2) }, { COARSE(m1), COARSE(p0), COARSE(n1), COARSE(n2) },
    { COARSE(m2), COARSE(m1), COARSE(p0), COARSE(n1) }, { COARSE(p0), COARSE(n1), COARSE(n2), COARSE(n3) },
    { STATE(RULE), FINE(p0) }, { STATE(RULE), FINE(n1) }, { STATE(RULE), COARSE(p0), COARSE(n1) },
    { STATE(LEN), COARSE(p0), COARSE(n1) }, { STATE(VERB), COARSE(p0), COARSE(n1) }, { STATE(VERB), STATE(AHEAD), COARSE(p0), COARSE(n1) },
    { STATE(VERB), STATE(AHEAD), FINE(n1) }, { STATE(OPEN), COARSE(p0), COARSE(n1) }, { FINE(first), FINE(n1) }, { COARSE(first), COARSE(p0), COARSE(n1) },
    { STATE(LEN), STATE(VERB), COARSE(p0) },
    { STATE(AT_END), WORD(p0) }, { STATE(AT_BEGIN), WORD(n1) }, { STATE(AT_SECOND), WORD(n2) }, { STATE(AT_END), WORD(p0), COARSE(n1) },
    { STATE(AT_BEGIN), WORD(n1), COARSE(p0) }, { STATE(AT_END), WORD(m1), COARSE(p0), COARSE(n1) },
};
/* How sure the model must be to find an end that no stop tells of, or to deny one that a stop tells of: a report of news is not a letter. */
enum { N_TEMPLATES = sizeof templates / sizeof *templates, AHEAD = 10, SURE_OF_END = 500, SURE_OF_NONE = 1500 };

struct Boundaries {
    Reading *r;
    const Teacher *teacher;
    bool has_weights;
    CasusId first, last;
    Seen *seen;                                             /* of the token first + k */
    size_t room;
    uint32_t fine[N_SPOTS][N_KINDS * N_LETTERS], coarse[N_SPOTS][N_COARSE], states[N_STATES];      /* vocabulary numbers of names */
};

/* ---- seeing a word ---- */

static CasusToken *token_of(const Boundaries *b, CasusId t) { return &b->r->tokens.at[t]; }

static bool is_all_of(Str s, char c) {
    for (size_t k = 0; k < s.len; k++)
        if (s.at[k] != c) return false;
    return true;
}

static Kind kind_of_run(Str s) {
    if (is_all_of(s, '.')) return KIND_dots;
    if (is_all_of(s, '-') && s.len < 4) return KIND_dash;
    return is_all_of(s, '!') ? KIND_bang : is_all_of(s, '?') ? KIND_ask : KIND_rule;
}

static bool is_emoticon(Str s) {
    size_t last = s.len - 1;
    return s.len > 1 && (s.at[0] == ':' || s.at[0] == ';' || s.at[0] == '=' || s.at[0] == '(' || s.at[0] == '^') && s.at[last] != s.at[0];
}

static Kind kind_of_wide(uint32_t c) {
    enum { ELLIPSIS = 0x2026, EN_DASH = 0x2013, EM_DASH = 0x2014, BULLET = 0x2022, DOT = 0xB7, EURO = 0x20AC, POUND = 0xA3 };
    switch (c) {
    case ELLIPSIS: return KIND_dots;
    case EN_DASH: case EM_DASH: return KIND_dash;
    case BULLET: case DOT: return KIND_bullet;
    case EURO: case POUND: return KIND_money;
    default: return char_is_quote_open(c) ? KIND_quote_open : char_is_quote_close(c) ? KIND_quote_close : KIND_mark;
    }
}

static Kind kind_of_char(uint32_t c, bool glued) {
    switch (c) {
    case '.': return KIND_dot;
    case '!': return KIND_bang;
    case '?': return KIND_ask;
    case ',': return KIND_comma;
    case ';': return KIND_semi;
    case ':': return KIND_colon;
    case '-': return KIND_hyphen;
    case '*': case '~': case '=': case '_': case '+': return KIND_bullet;
    case '(': case '[': case '{': return KIND_open;
    case ')': case ']': case '}': return KIND_close;
    case '`': return KIND_quote_open;
    case '"': case '\'': return glued ? KIND_quote : KIND_quote_open;
    case '/': case '\\': return KIND_slash;
    case '$': return KIND_money;
    case '%': return KIND_percent;
    case '<': return KIND_less;
    case '>': return KIND_more;
    case '|': return KIND_pipe;
    case '#': return KIND_hash;
    default: return kind_of_wide(c);
    }
}

static Kind kind_of_mark(Str s, bool glued) {
    size_t next = 0;
    uint32_t c = utf8_next(s, &next);
    if (next == s.len) return kind_of_char(c, glued);
    if (is_emoticon(s)) return KIND_emoticon;
    if (s.at[s.len - 1] == '!' || s.at[s.len - 1] == '?') return KIND_ask;
    if (c >= 0x80) return kind_of_wide(c);
    return c == '<' ? KIND_less : c == '>' ? KIND_more : kind_of_run(s);
}

static bool has_char(Str s, char c) { return memchr(s.at, c, s.len) != NULL; }

static Kind kind_of_digits(Str s, uint16_t shape) {
    if (shape & CASUS_SHAPE_WORD) return KIND_ordinal;
    if (has_char(s, ':')) return KIND_clock;
    if (has_char(s, '/') || has_char(s, '-')) return KIND_date;
    if (has_char(s, '.') || has_char(s, ',')) return KIND_decimal;
    if (s.len == 4 && (s.at[0] == '1' || s.at[0] == '2')) return KIND_year;
    return s.len == 1 ? KIND_digits_one : s.len == 2 ? KIND_digits_two : KIND_number;
}

static Kind kind_of_pointed(const Boundaries *b, CasusId t, Str s) {
    const PackRow *row = row_of_word(b->r, t, TABLE_ABBREVIATION);
    if (row) return row->cell[ABBREVIATION_END] == ABBREVIATION_NEVER || row->cell[ABBREVIATION_END] == ABBREVIATION_NUMBER ? KIND_pointed_never : KIND_pointed_may;
    return s.len == 2 ? KIND_initial : KIND_pointed;
}

static Kind kind_of_common(const PackRow *row) {
    switch (row->pos) {
    case CASUS_POS_NOUN: return KIND_noun;
    case CASUS_POS_VERB: return KIND_verb;
    case CASUS_POS_ADJ: return KIND_adj;
    case CASUS_POS_ADV: return KIND_adv;
    case CASUS_POS_NUM: return KIND_num;
    case CASUS_POS_AUX: return KIND_aux;
    case CASUS_POS_NONE: return KIND_everyday;
    default: return KIND_other;
    }
}

static Kind kind_of_known(const Boundaries *b, CasusId t) {
    const PackRow *row = row_of_word(b->r, t, TABLE_FUNCTION);
    if (row && row->cell[FUNCTION_KIND]) return (Kind)(KIND_determiner + row->cell[FUNCTION_KIND] - 1);
    row = row_of_word(b->r, t, TABLE_TIME);
    if (row && row->cell[TIME_KIND] == TIME_WEEKDAY) return KIND_weekday;
    if (row && row->cell[TIME_KIND] == TIME_MONTH) return KIND_month;
    if (row_of_word(b->r, t, TABLE_TITLE)) return KIND_title;
    if (row_of_word(b->r, t, TABLE_SAYING)) return KIND_saying;
    row = row_of_word(b->r, t, TABLE_COMMON);
    return row ? kind_of_common(row) : KIND_unknown;
}

static Kind kind_of(const Boundaries *b, CasusId t) {
    Str s = token_text(b->r, t);
    uint16_t shape = token_of(b, t)->shape;
    if (shape & CASUS_SHAPE_PUNCT) return kind_of_mark(s, !(shape & CASUS_SHAPE_SPACE_BEFORE));
    if (shape & CASUS_SHAPE_DIGITS) return kind_of_digits(s, shape);
    if (s.at[0] == '#' || s.at[0] == '@') return KIND_handle;
    if (is_emoticon(s)) return KIND_emoticon;
    if (s.at[s.len - 1] == '.') return kind_of_pointed(b, t, s);
    if (has_char(s, '@') || has_char(s, '.') || str_find(s, S("://"), 0) != SIZE_MAX) return KIND_address;
    Kind kind = kind_of_known(b, t);
    if (kind != KIND_unknown) return kind;
    for (size_t k = 0; k < s.len; k++)
        if (s.at[k] >= '0' && s.at[k] <= '9') return KIND_mixed;
    return s.len == 1 ? KIND_letter : KIND_unknown;
}

static Coarse coarse_of_mark(Kind kind) {
    switch (kind) {
    case KIND_dot: case KIND_bang: case KIND_ask: case KIND_dots: return COARSE_stop;
    case KIND_comma: case KIND_semi: case KIND_colon: return COARSE_inner;
    case KIND_open: case KIND_quote_open: return COARSE_opens;
    case KIND_close: case KIND_quote_close: case KIND_quote: return COARSE_closes;
    case KIND_rule: return COARSE_line;
    default: return COARSE_sign;
    }
}

static Coarse coarse_of(Kind kind, int letters) {
    if (kind <= KIND_mark) return coarse_of_mark(kind);
    if (kind >= KIND_year && kind <= KIND_ordinal) return COARSE_digits;
    if (kind == KIND_address || kind == KIND_handle) return COARSE_link;
    if (kind == KIND_start || kind == KIND_edge) return COARSE_none;
    if (kind >= KIND_pointed_never && kind <= KIND_pointed) return COARSE_point;
    if (letters == LETTERS_upper) return COARSE_all_caps;
    bool is_small = kind >= KIND_determiner && kind <= KIND_first_person;
    if (is_small) return letters == LETTERS_cap ? COARSE_small_cap : COARSE_small;
    return letters == LETTERS_cap ? kind == KIND_letter ? COARSE_one_cap : COARSE_cap : COARSE_low;
}

static Seen see(const Boundaries *b, CasusId t) {
    uint16_t shape = token_of(b, t)->shape;
    Kind kind = kind_of(b, t);
    int letters = shape & CASUS_SHAPE_UPPER ? LETTERS_upper : shape & CASUS_SHAPE_CAPITAL ? LETTERS_cap : LETTERS_low;
    return (Seen){ (uint8_t)kind, (uint8_t)letters, (uint8_t)coarse_of(kind, letters) };
}

static bool is_verb(Seen s) { return s.kind == KIND_verb || s.kind == KIND_aux || (s.kind >= KIND_auxiliary && s.kind <= KIND_modal); }
static bool is_stop(Seen s) { return s.kind == KIND_dot || s.kind == KIND_bang || s.kind == KIND_ask; }

/* ---- seeing a place ---- */

static Seen seen_at(const Boundaries *b, const Place *p, int64_t t) {
    static const Seen start = { KIND_start, LETTERS_low, COARSE_none }, edge = { KIND_edge, LETTERS_low, COARSE_none };
    if (t < (int64_t)p->start) return start;
    if (t > (int64_t)p->last) return edge;
    return b->seen[t - b->first];
}

static State ahead_of(const Boundaries *b, const Place *p) {
    for (CasusId t = p->end + 1; t < p->end + 1 + AHEAD; t++) {
        if (t > p->last) return STATE_ahead_edge;
        Seen s = b->seen[t - b->first];
        if (is_verb(s)) return STATE_ahead_verb;
        if (is_stop(s)) return STATE_ahead_stop;
    }
    return STATE_ahead_none;
}

static State length_of(const Place *p) {
    static const struct { CasusId most; State state; } lengths[] = { { 1, STATE_len_1 }, { 2, STATE_len_2 }, { 3, STATE_len_3 }, { 4, STATE_len_4 }, { 6, STATE_len_6 },
                                                                     { 9, STATE_len_9 }, { 14, STATE_len_14 }, { 24, STATE_len_24 } };
    CasusId n = p->end - p->start + 1;
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
        if (n <= lengths[k].most) return lengths[k].state;
    return STATE_len_more;
}

/* The place as the templates ask for it. */
typedef struct { Seen at[N_SPOTS]; State state[N_NAMES - NAMES_BIAS]; const Place *place; } View;

static View view_of(const Boundaries *b, const Place *p) {
    View v = { .place = p };
    for (int k = 0; k < SPOT_first; k++) v.at[k] = seen_at(b, p, (int64_t)p->end + k - SPOT_p0);
    v.at[SPOT_first] = b->seen[p->start - b->first];
    State *s = v.state;
    s[0] = STATE_bias;
    s[NAMES_RULE - NAMES_BIAS] = p->by_rule ? STATE_rule_yes : STATE_rule_no;
    s[NAMES_VERB - NAMES_BIAS] = p->has_verb ? STATE_verb_yes : STATE_verb_no;
    s[NAMES_AHEAD - NAMES_BIAS] = ahead_of(b, p);
    s[NAMES_OPEN - NAMES_BIAS] = p->open > 0 ? STATE_open_bracket : p->in_quotes ? STATE_open_quote : STATE_open_none;
    s[NAMES_LEN - NAMES_BIAS] = length_of(p);
    s[NAMES_AT_END - NAMES_BIAS] = STATE_at_end;
    s[NAMES_AT_BEGIN - NAMES_BIAS] = STATE_at_begin;
    s[NAMES_AT_SECOND - NAMES_BIAS] = STATE_at_second;
    return v;
}

/* The token a name of NAMES_WORD speaks of; 0 when it lies outside. */
static CasusId word_of(const View *v, int name) {
    int64_t t = (int64_t)v->place->end + (name - NAMES_WORD) - SPOT_p0;
    return t < (int64_t)v->place->start || t > (int64_t)v->place->last ? 0 : (CasusId)t;
}

static Str name_text(const Boundaries *b, const View *v, int name, Arena *arena) {
    if (name >= NAMES_BIAS) return str_of(state_names[v->state[name - NAMES_BIAS]]);
    if (name >= NAMES_WORD) return word_of(v, name) ? str_fold(token_text(b->r, word_of(v, name)), arena) : S("");
    if (name >= NAMES_COARSE) return str_format(arena, "c_%s_%s", spot_names[name - NAMES_COARSE], coarse_names[v->at[name - NAMES_COARSE].coarse]);
    Seen s = v->at[name];
    return str_format(arena, "%s_%s_%s", spot_names[name], kind_names[s.kind], letters_names[s.letters]);
}

/* The vocabulary number of a name; looked up when it is first met. */
static uint32_t name_number(Boundaries *b, const View *v, int name) {
    if (name >= NAMES_WORD && name < NAMES_BIAS) return word_of(v, name) ? token_of(b, word_of(v, name))->word : 0;
    uint32_t *known;
    if (name >= NAMES_BIAS) known = &b->states[v->state[name - NAMES_BIAS]];
    else if (name >= NAMES_COARSE) known = &b->coarse[name - NAMES_COARSE][v->at[name - NAMES_COARSE].coarse];
    else known = &b->fine[name][v->at[name].kind * N_LETTERS + v->at[name].letters];
    if (*known == 0) *known = 1 + pack_word(b->r->pack, name_text(b, v, name, b->r->scratch));
    return *known - 1;
}

static int32_t weight_at(const Boundaries *b, uint32_t state) {
    const PackEntry *entries;
    size_t n = pack_entries(b->r->pack, state, &entries);
    for (size_t k = 0; k < n; k++)
        if (entries[k].table == TABLE_BOUNDARY) return pack_row(b->r->pack, entries[k].row)->cell[BOUNDARY_WEIGHT];
    return 0;
}

static int32_t weight_of(Boundaries *b, const View *v, const uint8_t *template) {
    uint32_t state = PACK_ROOT;
    for (int k = 0; k < MOST_NAMES && template[k]; k++) {
        uint32_t word = name_number(b, v, template[k] - 1);
        state = word ? pack_step(b->r->pack, state, word) : 0;
        if (!state) return 0;
    }
    return weight_at(b, state);
}

/* A word of an everyday table may be a feature; any other would be learned by heart. */
static bool is_feature(const Boundaries *b, const View *v, const uint8_t *template) {
    for (int k = 0; k < MOST_NAMES && template[k]; k++) {
        int name = template[k] - 1;
        if (name < NAMES_WORD || name >= NAMES_BIAS) continue;
        CasusId t = word_of(v, name);
        if (!t || !(token_of(b, t)->shape & CASUS_SHAPE_WORD) || (!row_of_word(b->r, t, TABLE_COMMON) && !row_of_word(b->r, t, TABLE_FUNCTION))) return false;
    }
    return true;
}

static void show(const Boundaries *b, const View *v, bool ends) {
    Text *out = b->teacher->out;
    text_add_char(out, ends ? '1' : '0');
    for (int k = 0; k < N_TEMPLATES; k++) {
        if (!is_feature(b, v, templates[k])) continue;
        for (int n = 0; n < MOST_NAMES && templates[k][n]; n++) {
            text_add_char(out, n ? ' ' : '\t');
            text_add(out, name_text(b, v, templates[k][n] - 1, out->arena));
        }
    }
    text_add_char(out, '\n');
}

static bool is_taught(const Boundaries *b, const View *v) {
    size_t end = token_of(b, v->place->end)->span.end, low = 0, high = b->teacher->n_ends;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (b->teacher->ends[middle] < end) low = middle + 1;
        else high = middle;
    }
    bool ends = low < b->teacher->n_ends && b->teacher->ends[low] == end;
    show(b, v, ends);
    return ends;
}

/* "Amin | Hadar", "(Amin) | Hadar", "Marsh | TV": before a capitalised word that no table of small words knows, one may be in a name. */
static bool is_in_name(const View *v) {
    Seen before = v->at[SPOT_p0], after = v->at[SPOT_n1];
    bool is_name = after.kind == KIND_unknown || after.kind == KIND_everyday || after.kind == KIND_letter;
    bool after_name = (before.kind > KIND_ordinal && before.letters == LETTERS_cap) || before.kind == KIND_close;
    return after_name && ((after.letters == LETTERS_cap && is_name) || (after.letters == LETTERS_upper && after.kind > KIND_ordinal));
}

bool is_boundary(Boundaries *b, const Place *p) {
    if (!b->has_weights && !b->teacher) return p->by_rule;
    View v = view_of(b, p);
    if (b->teacher) return is_taught(b, &v);
    Seen end = v.at[SPOT_p0];
    if (end.kind == KIND_dash || end.kind == KIND_hyphen) return p->by_rule;        /* "OSMAR (Marsh Wire) -- Two bridges" */
    int32_t sum = 0;
    for (int k = 0; k < N_TEMPLATES; k++) sum += weight_of(b, &v, templates[k]);
    if (is_in_name(&v)) return p->by_rule;
    return sum > (p->by_rule ? -SURE_OF_NONE : SURE_OF_END);
}

void place_move(const Boundaries *b, Place *p, CasusId token) {
    Seen s = b->seen[token - b->first];
    p->end = token;
    if (is_verb(s)) p->has_verb = true;
    if (s.kind == KIND_open && p->open < INT8_MAX) p->open++;
    if (s.kind == KIND_close && p->open > 0) p->open--;
    if (s.kind == KIND_quote_open) p->in_quotes = true;
    if (s.kind == KIND_quote || s.kind == KIND_quote_close) p->in_quotes = false;
}

void boundaries_enter(Boundaries *b, CasusId first, CasusId last) {
    size_t n = last - first + 1;
    if (n > b->room) {
        b->room = n < 256 ? 256 : n * 2;
        b->seen = arena_array(b->r->scratch, b->room, sizeof *b->seen);
    }
    b->first = first;
    b->last = last;
    for (CasusId t = first; t <= last; t++) b->seen[t - first] = see(b, t);
}

Boundaries *boundaries_new(Reading *r, const Teacher *teacher) {
    Boundaries *b = arena_new(r->scratch, Boundaries);
    *b = (Boundaries){ .r = r, .teacher = teacher };
    b->has_weights = row_of(r, pack_word(r->pack, str_of(state_names[STATE_bias])), TABLE_BOUNDARY) != NULL;
    return b;
}
