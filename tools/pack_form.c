/* The forms of words: inflect.tsv has the rules (the longest ending wins), irregular.tsv what they do not make. */
#include "pack.h"

static const struct { const char *word; int form; } forms[] = {
    { "base", CASUS_WORD_BASE }, { "third", CASUS_WORD_THIRD }, { "past", CASUS_WORD_PAST }, { "participle", CASUS_WORD_PARTICIPLE },
    { "gerund", CASUS_WORD_GERUND }, { "plural", CASUS_WORD_PLURAL },
};
enum { N_FORMS = sizeof forms / sizeof *forms };

bool pos_parse(Str word, CasusPos *pos) {
    *pos = CASUS_POS_NONE;
    if (is_none(word)) return true;
    for (int i = 1; i < CASUS_N_POSES; i++) {
        if (!str_eq(word, str_of(casus_pos_word(i)))) continue;
        *pos = (CasusPos)i;
        return true;
    }
    return false;
}

bool int_parse(Str digits, int64_t least, int64_t most, int64_t *out) {
    bool is_negative = str_starts(digits, S("-"));
    if (digits.len == is_negative || digits.len > 18) return false;
    int64_t n = 0;
    for (size_t i = is_negative; i < digits.len; i++) {
        if (!char_is_digit((unsigned char)digits.at[i])) return false;
        n = n * 10 + (digits.at[i] - '0');
    }
    *out = is_negative ? -n : n;
    return *out >= least && *out <= most;
}

static bool form_parse(Str word, int *form) {
    for (size_t i = 0; i < N_FORMS; i++) {
        if (!str_eq(word, str_of(forms[i].word))) continue;
        *form = forms[i].form;
        return true;
    }
    return false;
}

static void add_rule(Packer *p, Language *language, const Sheet *sheet, const Line *line) {
    FormRule rule = { 0 };
    int64_t strip = 0;
    if (line->n_cells != 5) { fault(p, sheet, line, "%zu cells where 5 are wanted: pos form ending strip add", line->n_cells); return; }
    if (!pos_parse(line->cells[0], &rule.pos)) { fault(p, sheet, line, "no part of speech: %.*s", (int)line->cells[0].len, line->cells[0].at); return; }
    if (!form_parse(line->cells[1], &rule.form)) { fault(p, sheet, line, "no form: %.*s", (int)line->cells[1].len, line->cells[1].at); return; }
    if (!is_none(line->cells[2])) rule.ending = line->cells[2];
    if (!int_parse(line->cells[3], 0, (int64_t)rule.ending.len, &strip)) { fault(p, sheet, line, "strip must be a number up to the length of the ending"); return; }
    if (!is_none(line->cells[4])) rule.add = line->cells[4];
    rule.strip = (size_t)strip;
    FormRule *added = list_add(&language->rules, p->arena);
    *added = rule;
}

static Str irregular_key(Packer *p, Str lemma, CasusPos pos, int form) {
    Str folded = str_fold(lemma, p->arena);
    return str_format(p->arena, "%.*s\t%d\t%d", (int)folded.len, folded.at, (int)pos, form);
}

static void add_irregular(Packer *p, Language *language, const Sheet *sheet, const Line *line) {
    CasusPos pos;
    int form;
    if (line->n_cells != 4) { fault(p, sheet, line, "%zu cells where 4 are wanted: lemma pos form word", line->n_cells); return; }
    if (!pos_parse(line->cells[1], &pos)) { fault(p, sheet, line, "no part of speech: %.*s", (int)line->cells[1].len, line->cells[1].at); return; }
    if (!form_parse(line->cells[2], &form)) { fault(p, sheet, line, "no form: %.*s", (int)line->cells[2].len, line->cells[2].at); return; }
    Str key = irregular_key(p, line->cells[0], pos, form);
    if (number_find(&language->irregular_keys, key)) { fault(p, sheet, line, "a second row for this form; put '|' between the words"); return; }
    number_of(p, &language->irregular_keys, key);
    if (!language->irregular_words.len) list_start(&language->irregular_words, p->arena);
    Str *words = list_add(&language->irregular_words, p->arena);
    *words = line->cells[3];
}

/* Prepositions of one word, from the table of function words. */
static void read_prepositions(Packer *p, Language *language) {
    const Sheet *sheet = &language->sheets[TABLE_FUNCTION];
    for (size_t i = 0; i < sheet->lines.len; i++) {
        const Line *line = &sheet->lines.at[i];
        CasusPos pos;
        if (line->n_cells > 1 && pos_parse(line->cells[1], &pos) && pos == CASUS_POS_ADP) number_of(p, &language->prepositions, line->cells[0]);
    }
}

void forms_read(Packer *p, Language *language, const char *folder) {
    Sheet rules = { 0 }, irregular = { 0 };
    sheet_read(p, &rules, str_format(p->arena, "%s/inflect.tsv", folder).at, false);
    sheet_read(p, &irregular, str_format(p->arena, "%s/irregular.tsv", folder).at, false);
    for (size_t i = 0; i < rules.lines.len; i++) add_rule(p, language, &rules, &rules.lines.at[i]);
    for (size_t i = 0; i < irregular.lines.len; i++) add_irregular(p, language, &irregular, &irregular.lines.at[i]);
    read_prepositions(p, language);
}

/* ---- making forms ---- */

/* The head of a phrase and what stands around it: "shoot" down, prisoner of war -> "prisoner". */
typedef struct { Str before, head, after; } Headed;

static Headed cut_phrase(Str phrase, size_t start, size_t end) {
    return (Headed){ str_cut(phrase, 0, start), str_cut(phrase, start, end), str_cut(phrase, end, phrase.len) };
}

static Headed verb_head(Str phrase) {
    size_t end = str_find(phrase, S(" "), 0);
    return cut_phrase(phrase, 0, end == SIZE_MAX ? phrase.len : end);
}

static Headed noun_head(const Language *language, Str phrase) {
    size_t start = 0, end = str_find(phrase, S(" "), 0);
    while (end != SIZE_MAX) {
        size_t next = end + 1, next_end = str_find(phrase, S(" "), next);
        Str word = str_cut(phrase, next, next_end == SIZE_MAX ? phrase.len : next_end);
        if (number_find(&language->prepositions, word)) return cut_phrase(phrase, start, end);
        start = next;
        end = next_end;
    }
    return cut_phrase(phrase, start, phrase.len);
}

/* The row of irregular.tsv for a word, or for what follows its last hyphen: "re-take" by "take". 0: none. */
static uint32_t irregular_of(Packer *p, const Language *language, Str word, CasusPos pos, int form, Str *prefix) {
    *prefix = (Str){ 0 };
    uint32_t found = number_find(&language->irregular_keys, irregular_key(p, word, pos, form));
    if (found) return found;
    for (size_t i = word.len; i-- > 0;) {
        if (word.at[i] != '-') continue;
        *prefix = str_cut(word, 0, i + 1);
        return number_find(&language->irregular_keys, irregular_key(p, str_cut(word, i + 1, word.len), pos, form));
    }
    return 0;
}

static const FormRule *rule_for(Packer *p, const Language *language, Str word, CasusPos pos, int form) {
    const FormRule *best = NULL;
    Str folded = str_fold(word, p->arena);
    for (size_t i = 0; i < language->rules.len; i++) {
        const FormRule *rule = &language->rules.at[i];
        if (rule->pos != pos || rule->form != form || rule->ending.len > word.len || !str_ends(folded, rule->ending)) continue;
        if (!best || rule->ending.len > best->ending.len) best = rule;
    }
    return best;
}

static void call_with(Packer *p, Headed phrase, Str prefix, Str word, int form, FormFn fn, uint32_t row) {
    Str head = str_join(prefix, (Str){ 0 }, word, p->arena);
    fn(p, str_join(phrase.before, head, phrase.after, p->arena), form, row);
}

static void one_form(Packer *p, const Language *language, Headed phrase, CasusPos pos, int form, FormFn fn, uint32_t row) {
    Str prefix, word;
    uint32_t irregular = irregular_of(p, language, phrase.head, pos, form, &prefix);
    if (irregular) {
        Str words = language->irregular_words.at[irregular];
        for (size_t at = 0; !is_none(words) && next_part(words, &at, &word);) call_with(p, phrase, prefix, word, form, fn, row);
        return;
    }
    const FormRule *rule = rule_for(p, language, phrase.head, pos, form);
    if (!rule) return;
    Str stem = str_cut(phrase.head, 0, phrase.head.len - rule->strip);
    call_with(p, phrase, stem, rule->add, form, fn, row);
}

void forms_of(Packer *p, const Language *language, Str phrase, CasusPos pos, FormFn fn, uint32_t row) {
    fn(p, phrase, CASUS_WORD_BASE, row);
    if (pos != CASUS_POS_VERB && pos != CASUS_POS_NOUN) return;
    Headed headed = pos == CASUS_POS_VERB ? verb_head(phrase) : noun_head(language, phrase);
    for (size_t i = 0; i < N_FORMS; i++) one_form(p, language, headed, pos, forms[i].form, fn, row);
}
