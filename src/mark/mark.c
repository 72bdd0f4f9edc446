/* The tables' phrases in the text: one walk through the trie from every token, the longest phrase of each table. */
#include "mark/mark.h"
#include "mark/learned.h"

#include <stdlib.h>
#include <string.h>

/* What a phrase of a table makes of the tokens it covers. */
static const uint8_t kind_of_table[N_TABLES] = {
    [TABLE_SAYING] = CASUS_MARK_SAYING, [TABLE_CASUALTY] = CASUS_MARK_CASUALTY, [TABLE_TRIGGER] = CASUS_MARK_TRIGGER,
    [TABLE_BLAME] = CASUS_MARK_BLAME, [TABLE_DENIAL] = CASUS_MARK_DENIAL, [TABLE_NOT_DENIAL] = CASUS_MARK_NOT_DENIAL,
    [TABLE_HEDGE] = CASUS_MARK_HEDGE, [TABLE_NEGATION] = CASUS_MARK_NEGATION, [TABLE_BOUND] = CASUS_MARK_BOUND,
    [TABLE_NUMBER] = CASUS_MARK_NUMBER, [TABLE_PERSON] = CASUS_MARK_PERSON, [TABLE_SPEAKER] = CASUS_MARK_SPEAKER,
    [TABLE_WEAPON] = CASUS_MARK_WEAPON, [TABLE_FACILITY] = CASUS_MARK_FACILITY, [TABLE_PLACE_WORD] = CASUS_MARK_PLACE_WORD,
    [TABLE_REVISION] = CASUS_MARK_REVISION, [TABLE_TITLE] = CASUS_MARK_TITLE, [TABLE_TIME] = CASUS_MARK_TIME,
    [TABLE_CONDITION] = CASUS_MARK_CONDITION, [TABLE_UNIT] = CASUS_MARK_UNIT, [TABLE_FUNCTION] = CASUS_MARK_FUNCTION,
    [TABLE_COUNTRY] = CASUS_MARK_COUNTRY, [TABLE_REGION] = CASUS_MARK_REGION, [TABLE_ACTOR] = CASUS_MARK_ACTOR,
    [TABLE_PUBLISHER] = CASUS_MARK_PUBLISHER, [TABLE_NAME_LINK] = CASUS_MARK_NAME_LINK, [TABLE_INCLUDING] = CASUS_MARK_INCLUDING, [TABLE_ACT] = CASUS_MARK_ACT,
};
static const uint8_t pos_of_function[] = {
    [FUNCTION_DETERMINER] = CASUS_POS_DET, [FUNCTION_PRONOUN] = CASUS_POS_PRON, [FUNCTION_POSSESSIVE] = CASUS_POS_PRON,
    [FUNCTION_PREPOSITION] = CASUS_POS_ADP, [FUNCTION_CONJUNCTION] = CASUS_POS_CCONJ, [FUNCTION_SUBORDINATOR] = CASUS_POS_SCONJ,
    [FUNCTION_AUXILIARY] = CASUS_POS_AUX, [FUNCTION_BE] = CASUS_POS_AUX, [FUNCTION_HAVE] = CASUS_POS_AUX, [FUNCTION_DO] = CASUS_POS_AUX,
    [FUNCTION_MODAL] = CASUS_POS_AUX, [FUNCTION_RELATIVE] = CASUS_POS_PRON, [FUNCTION_WH] = CASUS_POS_PRON, [FUNCTION_PARTICLE] = CASUS_POS_PART,
    [FUNCTION_ADVERB] = CASUS_POS_ADV, [FUNCTION_NUMBER_OF] = CASUS_POS_NOUN, [FUNCTION_FIRST_PERSON] = CASUS_POS_PRON,
};

/* The longest phrase of each table met from one token. */
typedef struct { const PackEntry *entries; uint32_t n; CasusId last; } Met;

CasusMark *mark_add(Reading *r, CasusMarkKind kind, CasusId first, CasusId last, CasusId sentence) {
    CasusMark *m = list_add(&r->marks, r->keep);
    *m = (CasusMark){ .kind = kind, .first = first, .last = last, .sentence = sentence };
    return m;
}

SentenceCase sentence_case(const Reading *r, const CasusSentence *s) {
    size_t words = 0, upper = 0, capital = 0;
    for (CasusId t = s->first; t <= s->last; t++) {
        const CasusToken *token = &r->tokens.at[t];
        if (!(token->shape & CASUS_SHAPE_WORD) || token->span.end - token->span.start < 4) continue;
        words++;
        upper += (token->shape & CASUS_SHAPE_UPPER) != 0;
        capital += (token->shape & CASUS_SHAPE_CAPITAL) != 0;
    }
    if (words >= 2 && upper * 10 >= words * 8) return CASE_UPPER;
    if (words >= 4 && capital * 10 >= words * 8) return CASE_TITLE;
    return CASE_MIXED;
}

/* "US" is a country only in capitals; in a text all of capitals everyday words win. */
static bool capitals_agree(const Reading *r, const PackEntry *entry, CasusId first, CasusId last, SentenceCase letters) {
    const CasusToken *token = &r->tokens.at[first];
    if (!entry->flags) return true;
    if (letters == CASE_UPPER) return first != last || !(token->shape & CASUS_SHAPE_COMMON) || !(entry->flags & ENTRY_UPPER);
    if ((entry->flags & ENTRY_UPPER) && first == last) return (token->shape & CASUS_SHAPE_UPPER) || token->span.end - token->span.start < 2;
    return (token->shape & CASUS_SHAPE_CAPITAL) != 0 || !(entry->flags & ENTRY_CAPITAL);
}

/* May the word that starts here be a noun: after "the", "a", an adjective of a people, a number, "of"? */
static bool is_noun_place(const Reading *r, const CasusSentence *s, CasusId first) {
    if (first == s->first) return false;
    const CasusToken *before = &r->tokens.at[first - 1];
    return before->pos == CASUS_POS_DET || before->pos == CASUS_POS_ADP || before->pos == CASUS_POS_ADJ || before->pos == CASUS_POS_NUM
        || before->pos == CASUS_POS_PROPN;
}

static bool is_verb_place(const Reading *r, const CasusSentence *s, CasusId first) {
    if (first == s->first) return false;
    const CasusToken *before = &r->tokens.at[first - 1];
    return before->pos == CASUS_POS_AUX || before->pos == CASUS_POS_PRON || before->pos == CASUS_POS_PART || before->pos == CASUS_POS_NOUN;
}

/* Of rows that share a phrase, the one whose part of speech fits the place. */
static const PackEntry *fitting_entry(const Reading *r, const CasusSentence *s, CasusId first, CasusId last, const Met *met, Table table,
                                      SentenceCase letters) {
    const PackEntry *best = NULL;
    int best_score = -1;
    for (uint32_t k = 0; k < met->n; k++) {
        const PackEntry *e = &met->entries[k];
        if (e->table != table || !capitals_agree(r, e, first, last, letters)) continue;
        int pos = pack_row(r->pack, e->row)->pos, score = 1;
        if (pos == CASUS_POS_NOUN && is_noun_place(r, s, first)) score += 2;
        if (pos == CASUS_POS_VERB && is_verb_place(r, s, first)) score += 2;
        if (pos == CASUS_POS_ADJ && first > s->first && r->tokens.at[first - 1].pos == CASUS_POS_AUX) score += 1;
        if (score > best_score) best = e, best_score = score;
    }
    return best;
}

static void set_pos(Reading *r, const PackRow *row, CasusId first, CasusId last) {
    CasusToken *head = &r->tokens.at[row->pos == CASUS_POS_NOUN ? last : first];
    int pos = row->table == TABLE_FUNCTION ? pos_of_function[row->cell[FUNCTION_KIND]] : row->pos;
    if (row->table == TABLE_NUMBER && row->cell[NUMBER_KIND] != NUMBER_ARTICLE && row->cell[NUMBER_KIND] != NUMBER_NONE) pos = CASUS_POS_NUM;
    if (row->table >= TABLE_COUNTRY) pos = CASUS_POS_PROPN;
    bool tied = row->table == TABLE_NAME_LINK && row->cell[NAME_LINK_PATTERN] == NAME_LINK_HYPHEN;      /* "an-Nur": everywhere else "an" is what it is */
    if (tied && head->pos != CASUS_POS_NONE && head->pos != CASUS_POS_SCONJ) return;
    if (pos != CASUS_POS_NONE && (head->pos == CASUS_POS_NONE || row->table != TABLE_COMMON)) head->pos = (uint8_t)pos;
    if (str_is_empty(head->lemma) && first == last && row->table < TABLE_COUNTRY) head->lemma = pack_key(r->pack, row);
}

/* Walks the trie from one token; fills met for each table whose phrases start here. */
static void walk(const Reading *r, CasusId first, CasusId end, Met met[N_TABLES], uint64_t *seen) {
    uint32_t state = PACK_ROOT;
    *seen = 0;
    for (CasusId t = first; t <= end && t < first + LONGEST_PHRASE; t++) {
        uint32_t word = r->tokens.at[t].word;
        if (!word || !(state = pack_step(r->pack, state, word))) return;
        const PackEntry *entries;
        size_t n = pack_entries(r->pack, state, &entries);
        for (size_t k = 0; k < n; k++) {
            met[entries[k].table] = (Met){ entries, (uint32_t)n, t };
            *seen |= (uint64_t)1 << entries[k].table;
        }
    }
}

static void set_plain_pos(Reading *r, CasusToken *token, const Met *common) {
    if (token->shape & CASUS_SHAPE_PUNCT) token->pos = CASUS_POS_PUNCT;
    else if (token->shape & CASUS_SHAPE_DIGITS) token->pos = CASUS_POS_NUM;
    if (!common) return;
    token->shape |= CASUS_SHAPE_COMMON;
    for (uint32_t k = 0; k < common->n && !token->pos; k++)
        if (common->entries[k].table == TABLE_COMMON) token->pos = (uint8_t)pack_row(r->pack, common->entries[k].row)->pos;
}

/* "In May": a word that is a time only with its capital, and has one inside a sentence, is nothing else. */
static bool is_capital_month(const Reading *r, const CasusSentence *s, CasusId t, const Met *met, uint64_t seen, SentenceCase letters) {
    if (!(seen >> TABLE_TIME & 1) || met->last != t || t == s->first || letters != CASE_MIXED) return false;
    if (!(r->tokens.at[t].shape & CASUS_SHAPE_CAPITAL)) return false;
    for (uint32_t k = 0; k < met->n; k++)
        if (met->entries[k].table == TABLE_TIME && met->entries[k].flags & ENTRY_CAPITAL) return true;
    return false;
}

/* "33 KIA": one word that tells of a casualty is no name, whoever is called so too. */
static uint64_t without_names(uint64_t seen, const Met *met, CasusId t) {
    if (!(seen >> TABLE_CASUALTY & 1) || met[TABLE_CASUALTY].last != t) return seen;
    for (Table table = TABLE_COUNTRY; table < N_TABLES; table++)
        if (seen >> table & 1 && met[table].last == t) seen &= ~((uint64_t)1 << table);
    return seen;
}

static void mark_tables(Reading *r, CasusId sentence, SentenceCase letters) {
    const CasusSentence *s = &r->sentences.at[sentence];
    CasusId covered[N_TABLES] = { 0 };              /* last token of the table's newest mark: phrases of one table do not overlap */
    Met met[N_TABLES];
    for (CasusId t = s->first; t <= s->last; t++) {
        uint64_t seen = 0;
        walk(r, t, s->last, met, &seen);
        if (is_capital_month(r, s, t, &met[TABLE_TIME], seen, letters)) seen = (uint64_t)1 << TABLE_TIME;
        seen = without_names(seen, met, t);
        bool is_common = seen >> TABLE_COMMON & 1 && met[TABLE_COMMON].last == t;
        set_plain_pos(r, &r->tokens.at[t], is_common ? &met[TABLE_COMMON] : NULL);
        for (uint64_t left = seen; left; left &= left - 1) {
            Table table = (Table)__builtin_ctzll(left);
            if (!kind_of_table[table] || covered[table] >= t) continue;
            CasusId last = met[table].last;
            const PackEntry *e = fitting_entry(r, s, t, last, &met[table], table, letters);
            if (!e) continue;
            CasusMark *m = mark_add(r, (CasusMarkKind)kind_of_table[table], t, last, sentence);
            m->row = e->row;
            m->form = e->form;
            covered[table] = last;
            set_pos(r, pack_row(r->pack, e->row), t, last);
        }
    }
}

static int by_place(const void *a, const void *b) {
    const CasusMark *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    return x->last < y->last ? -1 : x->last > y->last;
}

enum { FEW = 48 };

/* A sentence has few marks, and those of the tables stand in order: putting names between them costs less than sorting. */
static void sort_marks(CasusMark *marks, size_t n) {
    if (n > FEW) {
        qsort(marks, n, sizeof *marks, by_place);
        return;
    }
    for (size_t k = 1; k < n; k++) {
        CasusMark moved = marks[k];
        size_t at = k;
        for (; at > 0 && by_place(&marks[at - 1], &moved) > 0; at--) marks[at] = marks[at - 1];
        marks[at] = moved;
    }
}

/* What learned weights have a say in; claims rest on the tables alone. */
enum { LEARNED_LAYERS = CASUS_LAYER_TOKENS | CASUS_LAYER_ATTRIBUTIONS | CASUS_LAYER_MENTIONS | CASUS_LAYER_ENTITIES | CASUS_LAYER_TIMES | CASUS_LAYER_EVENTS };

void mark_read(Reading *r) {
    for (CasusId s = 1; s < r->sentences.len; s++) {
        size_t from = r->marks.len;
        SentenceCase letters = sentence_case(r, &r->sentences.at[s]);
        mark_tables(r, s, letters);
        mark_names(r, s, letters);
        sort_marks(&r->marks.at[from], r->marks.len - from);
        for (size_t m = r->marks.len; m-- > from;) r->tokens.at[r->marks.at[m].first].mark = (CasusId)m;
    }
    if (!r->model || !(r->layers & LEARNED_LAYERS) || r->layers & CASUS_BY_TABLES) return;
    r->info.model = model_name(r->model);
    learned_read(r);
}
