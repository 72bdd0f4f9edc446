/* What a speaker is said to have said: the words of saying, and the stretches they cover. */
#include "claim/source.h"

/* ---- content ---------------------------------------------------------------------------------------------------- */

static CasusId first_word(const Look *k, CasusId t, CasusId to) {
    while (t <= to && (look_pos(k, t) == CASUS_POS_PUNCT || look_pos(k, t) == CASUS_POS_SCONJ || look_function(k, t) == FUNCTION_RELATIVE)) t++;
    return t;
}

static bool has_words(const Look *k, CasusId from, CasusId to) {
    size_t n = 0;
    for (CasusId t = from; t <= to; t++) n += k->quantity[t] && !k->time[t] ? 2 : look_pos(k, t) != CASUS_POS_PUNCT && !k->time[t] && look_pos(k, t) != CASUS_POS_ADP;
    return n >= 2;
}

static bool is_preposition(const Look *k, CasusId t) { return look_pos(k, t) == CASUS_POS_ADP || look_at(k, t, CASUS_MARK_PLACE_WORD); }

/* The stretches before the speaker and after the cue that it is said to have said. */
static void set_content(const Look *k, Voice *v, CasusId outer_first, CasusId outer_last) {
    CasusSentence s = look_sentence(k, v->sentence);
    CasusId after = first_word(k, outer_last + 1, s.last);
    bool opens = outer_first > s.first && (look_is_comma(k, outer_first - 1) || look_is_quote(k, outer_first - 1));
    bool has_after = after <= s.last && has_words(k, after, s.last);
    int n = 0;
    if (opens && outer_first > s.first + 2) {
        bool closes = outer_last >= s.last || look_pos(k, outer_last + 1) == CASUS_POS_PUNCT || !has_after || k->time[outer_last + 1]
            || look_is_quote(k, outer_first - 1) || is_preposition(k, outer_last + 1);      /* "told reporters at the scene" */
        if (closes) v->from[n] = s.first, v->to[n] = outer_first - 1, n++;
    }
    if (has_after && (n == 0 || after > outer_last + 1)) v->from[n] = after, v->to[n] = s.last, n++;
}

static bool is_after(const Look *k, CasusId t) { return look_row(k, look_at(k, t, CASUS_MARK_SAYING))->cell[SAYING_PATTERN] == SAYING_AFTER; }

/* "..., but according to", "who according to": what stands before is not said by that speaker. */
static bool opens_clause(const Look *k, CasusId t) {
    CasusId comma = look_pos(k, t) == CASUS_POS_CCONJ ? t - 1 : 0;
    return (comma && look_is_comma(k, comma)) || look_function(k, t) == FUNCTION_RELATIVE;
}

/* "according to X": the whole sentence but these words. */
static void set_content_around(const Look *k, Voice *v) {
    CasusSentence s = look_sentence(k, v->sentence);
    int n = 0;
    bool only_after = v->cue_first > s.first && opens_clause(k, v->cue_first - 1);
    if (!only_after && v->cue_first > s.first && has_words(k, s.first, v->cue_first - 1)) v->from[n] = s.first, v->to[n] = v->cue_first - 1, n++;
    CasusId after = first_word(k, v->last + 1, s.last);
    CasusId last = s.last;
    for (CasusId t = after; t < s.last; t++)
        if (look_at(k, t + 1, CASUS_MARK_SAYING) && is_after(k, t + 1) && opens_clause(k, t)) last = t - 1;     /* "..., but according to Y ..." */
    if (after <= last && has_words(k, after, last) && n < 2) v->from[n] = after, v->to[n] = last;
}

static CasusSpans one_span(const Look *k, CasusId first, CasusId last) {
    if (!first || last < first) return (CasusSpans){ 0 };
    CasusSpan *span = arena_new(k->r->keep, CasusSpan);
    *span = tokens_span(k->r, first, last);
    return (CasusSpans){ span, 1 };
}

static void keep_attribution(const Look *k, const Voice *v) {
    CasusAttribution *a = list_add(&k->r->attributions, k->r->keep);
    *a = (CasusAttribution){ .source = one_span(k, v->first, v->last), .cue = one_span(k, v->cue_first, v->cue_last) };
    CasusSpan *spans = arena_array(k->r->keep, 2, sizeof *spans);
    for (int i = 0; i < 2; i++)
        if (v->from[i]) spans[a->content.len++] = tokens_span(k->r, v->from[i], v->to[i]);
    a->content.at = spans;
}

/* ---- cues ------------------------------------------------------------------------------------------------------- */

static bool is_by(const Look *k, CasusId t) {       /* "reported by": a preposition that is no word of place */
    return look_pos(k, t) == CASUS_POS_ADP && !look_at(k, t, CASUS_MARK_PLACE_WORD);
}

/* "told the Marsh Wire": an outlet or a name right after the cue hears it. */
static void set_hearer(const Look *k, Voice *v) {
    CasusId t = v->cue_last + 1;
    CasusSentence s = look_sentence(k, v->sentence);
    if (t <= s.last && look_pos(k, t) == CASUS_POS_DET) t++;
    if (t > s.last || !k->name[t]) return;
    v->hearer = span_text(k->r, k->r->mentions.at[k->name[t]].span);
    CasusId last = k->r->mentions.at[k->name[t]].last, end = look_phrase_end(k, t, s.last);
    v->cue_last = end > last ? end : last;                          /* "told the Marsh Wire's sister service" */
}

/* "...", said the minister. Not: "X, its spokesman, said fighters ...": after a comma the speaker must close the clause. */
static bool is_inverted(const Look *k, const Voices *voices, const CasusMark *cue, Voice *v) {
    CasusSentence s = look_sentence(k, cue->sentence);
    if (!(cue->form & (CASUS_WORD_PAST | CASUS_WORD_THIRD)) || !source_right(k, cue->sentence, cue->last + 1, voices, v)) return false;
    if (look_is_quote(k, cue->first - 1)) return true;
    return v->last >= s.last || look_pos(k, v->last + 1) == CASUS_POS_PUNCT || k->time[v->last + 1] || look_function(k, v->last + 1) == FUNCTION_RELATIVE;
}

static bool is_in_name(const Look *k, const CasusMark *cue) {     /* a "State" in a name states nothing */
    CasusId name = k->name[cue->first];
    return name && k->r->mentions.at[name].last > k->r->mentions.at[name].first;
}

/* "accused the rebels of killing nine": the accuser says so. */
static bool is_accusing(const PackRow *row) {
    return row->pos == CASUS_POS_VERB && row->cell[BLAME_STANCE] == CASUS_STANCE_ACCUSES
        && (row->cell[BLAME_PATTERN] == BLAME_OBJECT || row->cell[BLAME_PATTERN] == BLAME_ACROSS);
}

/* "..., residents and a doctor said": where the first of those begins who say it together; the voice is the first one's. */
static CasusId first_speaker(const Look *k, const Voices *voices, Voice *v) {
    CasusId from = look_sentence(k, v->sentence).first, first = v->first;
    while (first > from + 1 && look_pos(k, first - 1) == CASUS_POS_CCONJ) {
        CasusId last = first - 2, start = look_phrase_start(k, from, last);
        bool opens = start == from || look_is_comma(k, start - 1) || look_is_quote(k, start - 1);
        Voice other = { .sentence = v->sentence };
        if (!opens || !source_from(k, start, last, voices, &other)) break;
        v->source = other.source;
        first = start;
    }
    return first;
}

/* "condemned the attack, which killed nine": what is told behind the comma is the report's own word. */
static void end_at_aside(const Look *k, Voice *v) {
    for (int i = 0; i < 2; i++)
        for (CasusId t = v->from[i] + 1; v->from[i] > v->cue_last && t < v->to[i]; t++)
            if (look_is_comma(k, t - 1) && look_function(k, t) == FUNCTION_RELATIVE) v->to[i] = t - 2;
}

static void cue_that(const Look *k, Voices *voices, const CasusMark *cue, CasusStance stance, bool tells) {
    CasusSentence s = look_sentence(k, cue->sentence);
    Voice v = { .cue_first = cue->first, .cue_last = cue->last, .sentence = cue->sentence, .stance = stance };
    bool found = false;
    CasusId outer_first = cue->first, outer_last = cue->last;
    if (look_is_passive(k, cue)) {
        if (cue->last < s.last && is_by(k, cue->last + 1)) found = source_right(k, cue->sentence, cue->last + 2, voices, &v);
        if (!found) return;
        outer_first = s.first, outer_last = v.last;
        v.from[0] = s.first, v.to[0] = cue->first > s.first ? cue->first - 1 : s.first;
    } else {
        bool follows = cue->first > s.first && (look_is_comma(k, cue->first - 1) || look_is_quote(k, cue->first - 1));
        bool inverted = follows && is_inverted(k, voices, cue, &v);
        found = !inverted && source_left(k, cue->sentence, cue->first, voices, &v);
        if (found) {
            outer_first = v.first = first_speaker(k, voices, &v);
            if (tells) set_hearer(k, &v), outer_last = v.cue_last;
        } else {                                                    /* "...", said the minister */
            if (!follows || !source_right(k, cue->sentence, cue->last + 1, voices, &v)) return;
            outer_last = v.last;
        }
        set_content(k, &v, outer_first, outer_last);
        if (cue->kind == CASUS_MARK_SAYING && mark_row(k->r, cue)->cell[SAYING_PATTERN] == SAYING_REACT) end_at_aside(k, &v);
    }
    if (!v.from[0]) return;
    *list_add(voices, k->r->scratch) = v;
    keep_attribution(k, &v);
}

/* Who denies is somebody "he" can stand for; what is denied is not what is said. */
static void remember(const Look *k, Voices *voices, const CasusMark *cue) {
    Voice v = { .cue_first = cue->first, .cue_last = cue->last, .sentence = cue->sentence };
    if (source_left(k, cue->sentence, cue->first, voices, &v)) *list_add(voices, k->r->scratch) = v;
}

/* "as saying" behind a word of citing: the last token before what is said; 0 if it is not there. */
static CasusId as_saying(const Look *k, CasusId from, CasusId to) {
    for (CasusId t = from; t <= to && t < from + 12; t++) {
        CasusId saying = look_at(k, t, CASUS_MARK_SAYING);
        if (saying && look_mark(k, saying)->form & CASUS_WORD_GERUND && look_pos(k, t - 1) != CASUS_POS_PUNCT) return look_mark(k, saying)->last;
        if (look_pos(k, t) == CASUS_POS_PUNCT) return 0;
    }
    return 0;
}

/* "the governor was quoted as saying by Radio Estuary": the speaker before it, who passes it on after the word of agency. */
static bool cited_passively(const Look *k, const Voices *voices, const CasusMark *cue, Voice *v) {
    CasusSentence s = look_sentence(k, cue->sentence);
    if (!source_left(k, cue->sentence, cue->first, voices, v)) return false;
    CasusId says = as_saying(k, cue->last + 1, s.last), last = says ? says : cue->last;
    Voice relay = { 0 };
    if (last + 2 <= s.last && is_by(k, last + 1) && source_right(k, cue->sentence, last + 2, voices, &relay)) v->hearer = relay.source.name, last = relay.last;
    v->cue_last = says ? says : cue->last;
    set_content(k, v, v->first, last);
    return true;
}

/* "citing the ministry", "quoted a doctor as saying": the speaker after it; whoever says the sentence passes it on. */
static bool cited_actively(const Look *k, const Voices *voices, const CasusMark *cue, Voice *v) {
    CasusSentence s = look_sentence(k, cue->sentence);
    if (!source_right(k, cue->sentence, cue->last + 1, voices, v)) return false;
    Voice relay = { 0 };
    if (source_left(k, cue->sentence, cue->first, voices, &relay)) v->hearer = relay.source.name;
    CasusId says = as_saying(k, v->last + 1, s.last);
    if (says) set_content(k, v, relay.first && relay.first < cue->first ? relay.first : cue->first, says);
    else if (cue->form & CASUS_WORD_GERUND) set_content_around(k, v);
    return true;
}

static bool cue_cite(const Look *k, Voices *voices, const CasusMark *cue, CasusStance stance) {
    Voice v = { .cue_first = cue->first, .cue_last = cue->last, .sentence = cue->sentence, .stance = stance, .is_cited = true };
    bool found = look_is_passive(k, cue) ? cited_passively(k, voices, cue, &v) : cited_actively(k, voices, cue, &v);
    if (!found || !v.from[0]) return false;
    *list_add(voices, k->r->scratch) = v;
    keep_attribution(k, &v);
    return true;
}

static void cue_after(const Look *k, Voices *voices, const CasusMark *cue, CasusStance stance) {
    Voice v = { .cue_first = cue->first, .cue_last = cue->last, .sentence = cue->sentence, .stance = stance };
    if (!source_right(k, cue->sentence, cue->last + 1, voices, &v)) return;
    set_content_around(k, &v);
    if (!v.from[0]) return;
    *list_add(voices, k->r->scratch) = v;
    keep_attribution(k, &v);
}

/* "X's claim that ...", "official claims of ...": a noun for what was said, its speaker before it. */
static void cue_noun(const Look *k, Voices *voices, const CasusMark *cue, CasusStance stance) {
    CasusSentence s = look_sentence(k, cue->sentence);
    if (cue->last >= s.last || cue->first == s.first) return;
    CasusId next = cue->last + 1;
    if (look_pos(k, next) != CASUS_POS_SCONJ && look_function(k, next) != FUNCTION_RELATIVE && !look_at(k, next, CASUS_MARK_NAME_LINK)) return;
    CasusId first = look_phrase_start(k, s.first, cue->first - 1);
    Voice v = { .cue_first = cue->first, .cue_last = cue->last, .sentence = cue->sentence, .stance = stance };
    CasusId last = cue->first - 1;
    CasusId denial = look_over(k, last, CASUS_MARK_DENIAL);
    Voice denier = { 0 };
    if (denial && source_left(k, cue->sentence, look_mark(k, denial)->first, voices, &denier)) v.hearer = denier.source.name;      /* heard only through the one who rejects it */
    if (look_pos(k, last) == CASUS_POS_PART && last > first) last--;
    if (denial || first > last || !source_from(k, first, last, voices, &v)) {  /* "reports that ...": the reports themselves */
        if (!(cue->form & (CASUS_WORD_PLURAL | CASUS_WORD_THIRD)) || look_pos(k, next) == CASUS_POS_ADP) return;
        v.first = !denial && first <= last && look_pos(k, last) == CASUS_POS_ADJ ? last : cue->first, v.last = cue->last;
        v.source = (CasusSource){ .kind = CASUS_SOURCE_ANONYMOUS, .name = span_text(k->r, tokens_span(k->r, v.first, v.last)) };
    }
    v.from[0] = next, v.to[0] = s.last;
    *list_add(voices, k->r->scratch) = v;
    keep_attribution(k, &v);
}

static bool is_speech(const Look *k, CasusId t) {
    return look_over(k, t, CASUS_MARK_SAYING) || look_over(k, t, CASUS_MARK_DENIAL) || look_over(k, t, CASUS_MARK_BLAME);
}

enum { DATELINE_SENTENCES = 3, DATELINE = 14 };

/* "OSMAR, 3 March (Marsh Wire) - ...": capitals, a day, and a dash right behind it or behind the agency's brackets. */
bool source_is_dateline(const Look *k, CasusId sentence, CasusId t) {
    CasusSentence s = look_sentence(k, sentence);
    if (sentence > DATELINE_SENTENCES || t > s.first + DATELINE || !(look_token(k, s.first)->shape & CASUS_SHAPE_UPPER)) return false;
    for (CasusId i = s.first; i < s.last && i < s.first + 2 * DATELINE; i++) {
        if (look_pos(k, i) == CASUS_POS_VERB || look_pos(k, i) == CASUS_POS_AUX || look_pos(k, i) == CASUS_POS_ADP) return false;
        bool closes = look_char(k, i) == ')' || k->time[i] == k->time[t];
        if (i >= t && closes && look_is_dash(k, i + 1) && look_token(k, i + 1)->shape & CASUS_SHAPE_SPACE_BEFORE) return true;
    }
    return false;
}

void source_mark_times(const Look *k) {
    CasusId done = 0;
    for (CasusId t = 2; t < k->r->tokens.len; t++) {
        if (!k->time[t] || k->time[t] == done) continue;
        done = k->time[t];
        CasusId before = t - 1;
        if (look_pos(k, before) == CASUS_POS_ADP && before > 1) before--;
        CasusId name = k->name[before];                             /* "told the Marsh Wire on Tuesday" */
        if (name && k->r->mentions.at[name].first > 1) {
            before = k->r->mentions.at[name].first - 1;
            if (look_pos(k, before) == CASUS_POS_DET) before--;
        }
        k->r->times.at[done].of_speech = is_speech(k, before) && look_pos(k, before) == CASUS_POS_VERB;
    }
}

/* "five people accused of", "two men believed to belong": the one before the word says nothing, it is said of him. */
static bool is_reduced(const Look *k, const CasusMark *cue, CasusStance stance) {
    CasusId next = cue->last + 1;
    if (!(cue->form & CASUS_WORD_PARTICIPLE) || next > look_sentence(k, cue->sentence).last || look_is_passive(k, cue)) return false;
    if (cue->kind == CASUS_MARK_BLAME) return look_pos(k, next) == CASUS_POS_ADP;
    return stance == CASUS_STANCE_ESTIMATES && look_pos(k, next) == CASUS_POS_PART && !look_at(k, next, CASUS_MARK_NEGATION);
}

/* "the alleged attackers", "the village's reported dead": no verb. */
static bool is_attributive(const Look *k, const CasusMark *cue) {
    CasusId before = cue->first - 1;
    if (!(cue->form & (CASUS_WORD_PAST | CASUS_WORD_PARTICIPLE)) || cue->first != cue->last || before < look_sentence(k, cue->sentence).first) return false;
    bool possessive = look_pos(k, before) == CASUS_POS_PART && !look_over(k, before, CASUS_MARK_NEGATION) && !(look_token(k, before)->shape & CASUS_SHAPE_SPACE_BEFORE);
    return possessive || look_pos(k, before) == CASUS_POS_DET || (look_pos(k, before) == CASUS_POS_ADP && !k->time[cue->first]);
}

/* "claimed two attacks in the market": a deed is taken on, nothing is told. */
static bool takes_on_deed(const Look *k, const CasusMark *cue) {
    CasusId blame = look_at(k, cue->first, CASUS_MARK_BLAME), last = look_sentence(k, cue->sentence).last;
    if (!blame || look_row(k, blame)->cell[BLAME_PATTERN] != BLAME_SELF) return false;
    if (look_is_passive(k, cue)) return true;                       /* "claimed by the Front" */
    for (CasusId t = cue->last + 1; t <= last && t < cue->last + 5; t++) {
        CasusId trigger = look_at(k, t, CASUS_MARK_TRIGGER);
        int pos = look_pos(k, t);
        if (trigger && look_row(k, trigger)->pos == CASUS_POS_NOUN) return true;
        if (pos == CASUS_POS_SCONJ || pos == CASUS_POS_AUX || pos == CASUS_POS_PUNCT || pos == CASUS_POS_VERB || pos == CASUS_POS_PRON) return false;
    }
    return false;
}

/* A sentence inside quotation marks, with no speaker of its own, goes on with the last one. */
static void continue_quote(const Look *k, Voices *voices, CasusId sentence, bool *inside) {
    CasusSentence s = look_sentence(k, sentence);
    bool opened = *inside || look_is_quote(k, s.first);
    for (CasusId t = s.first; t <= s.last; t++) {
        size_t at = look_token(k, t)->span.start;
        uint32_t c = utf8_next(k->r->text, &at);
        if (!char_is_quote(c)) continue;
        *inside = char_is_quote_open(c) ? true : char_is_quote_close(c) ? false : !*inside;
    }
    bool has_own = voices->len > 1 && voices->at[voices->len - 1].sentence == sentence;
    if (!opened || has_own || voices->len < 2) return;
    const Voice *last = &voices->at[voices->len - 1];
    bool near = last->sentence + 1 == sentence && k->r->sentences.at[last->sentence].part + 1 >= s.part;
    if (!near) return;
    Voice v = *last;
    v.first = v.last = v.cue_first = v.cue_last = 0;
    v.from[0] = s.first, v.to[0] = s.last, v.from[1] = 0;
    v.sentence = sentence;
    *list_add(voices, k->r->scratch) = v;
}

/* "The minister said:", "issued the following communique:": who speaks in the paragraphs that follow without quotation marks. */
static bool announces(const Look *k, const Voices *voices, CasusId sentence, Voice *v) {
    CasusSentence s = look_sentence(k, sentence);
    if (look_char(k, s.last) != ':') return false;
    for (CasusId t = s.last; t > s.first && t + FAR_VERB > s.last; t--)
        if (look_pos(k, t) == CASUS_POS_VERB && !k->name[t] && source_left(k, sentence, t, voices, v)) return v->source.name.len > 0;
    return false;
}

/* Does the sentence open what was announced: a numbered point, or the words of somebody who says "I"? */
static bool opens_statement(const Look *k, CasusId sentence) {
    CasusSentence s = look_sentence(k, sentence);
    if (!(look_token(k, s.first)->shape & CASUS_SHAPE_LINE_BEFORE) || look_is_quote(k, s.first)) return false;
    if (look_token(k, s.first)->shape & CASUS_SHAPE_DIGITS && (look_char(k, s.first + 1) == '.' || look_char(k, s.first + 1) == ')')) return true;
    for (CasusId t = s.first; t <= s.last && t < s.first + 12; t++)
        if (look_function(k, t) == FUNCTION_FIRST_PERSON) return true;
    return false;
}

/* One statement, from where it is announced to the end of the article: nothing tells where the narrator speaks again. */
typedef struct { Voice voice; CasusId sentence; bool announced, open, quoted; /* it ends where its quotation mark closes */ } Statement;

static bool is_article(CasusPartRole role) { return role == CASUS_PART_BODY || role == CASUS_PART_QUOTE || role == CASUS_PART_HEADING; }

static bool has_mark(const Look *k, CasusId t, bool (*is_mark)(uint32_t)) {
    size_t at = look_token(k, t)->span.start;
    return is_mark(utf8_next(k->r->text, &at));
}

/* Does the sentence open a quotation that goes on behind its paragraph? */
static bool opens_quotation(const Look *k, CasusId sentence) {
    CasusSentence s = look_sentence(k, sentence);
    if (!has_mark(k, s.first, char_is_quote_open)) return false;
    for (CasusId next = sentence; next < k->r->sentences.len && k->r->sentences.at[next].part == s.part; next++)
        for (CasusId t = k->r->sentences.at[next].first; t <= k->r->sentences.at[next].last; t++)
            if (has_mark(k, t, char_is_quote_close)) return false;
    return true;
}

static bool closes_quotation(const Look *k, CasusId sentence) {
    CasusSentence s = look_sentence(k, sentence);
    return has_mark(k, s.last, char_is_quote_close) || (s.last > s.first && has_mark(k, s.last - 1, char_is_quote_close));
}

static void go_on_statement(const Look *k, Voices *voices, CasusId sentence, Statement *statement) {
    bool article = is_article(k->r->parts.at[k->r->sentences.at[sentence].part].role);
    bool next = statement->announced && statement->sentence + 1 == sentence;
    if (next && opens_statement(k, sentence)) statement->open = true, statement->quoted = false;
    if (next && opens_quotation(k, sentence)) statement->open = statement->quoted = true;
    if (!article) statement->open = false;
    if (statement->open) {
        CasusSentence s = look_sentence(k, sentence);
        Voice v = statement->voice;
        v.first = v.last = v.cue_first = v.cue_last = 0;
        v.from[0] = s.first, v.to[0] = s.last, v.from[1] = 0;
        v.sentence = sentence;
        *list_add(voices, k->r->scratch) = v;
        if (statement->quoted && closes_quotation(k, sentence)) statement->open = statement->announced = false;
        return;
    }
    Voice v = { .sentence = sentence };
    statement->announced = announces(k, voices, sentence, &v);
    if (statement->announced) statement->voice = v, statement->sentence = sentence;
}

enum { LONGEST_LABEL = 10, LONGEST_TAIL = 6 /* tokens */ };

/* A place or a nation before a colon tells where, an unnamed person whom it is about; bodies, officials and named persons speak. */
static bool may_label(const Look *k, CasusId last) {
    CasusId name = k->name[last];
    if (look_over(k, last, CASUS_MARK_SPEAKER)) return true;
    return name && k->r->mentions.at[name].type == CASUS_MENTION_ORG;
}

/* Words of one phrase: no verb, no number, no comma. */
static bool is_phrase(const Look *k, CasusId first, CasusId last) {
    for (CasusId t = first; t <= last; t++)
        if (look_pos(k, t) == CASUS_POS_VERB || look_pos(k, t) == CASUS_POS_AUX || look_pos(k, t) == CASUS_POS_PUNCT || k->quantity[t] || k->time[t]) return false;
    return true;
}

/* "Health Ministry: Four killed", "Our correspondent in Osmar: ...": who says the rest of the line. */
static bool labels_before(const Look *k, const Voices *voices, CasusId sentence, Voice *v) {
    CasusSentence s = look_sentence(k, sentence);
    CasusId colon = s.first;
    while (colon < s.last && look_char(k, colon) != ':' && colon < s.first + LONGEST_LABEL) colon++;
    if (look_char(k, colon) != ':' || colon == s.first || colon >= s.last || look_is_quote(k, colon + 1) || !is_phrase(k, s.first, colon - 1)) return false;
    CasusId last = look_before_place(k, s.first, colon - 1);
    if (!may_label(k, last) || !source_from(k, s.first, last, voices, v) || str_is_empty(v->source.name)) return false;
    v->cue_first = v->cue_last = colon;
    v->from[0] = colon + 1, v->to[0] = s.last;
    return true;
}

/* "Four killed in Osmar - medics": who says the line before the dash. */
static bool labels_behind(const Look *k, const Voices *voices, CasusId sentence, Voice *v) {
    CasusSentence s = look_sentence(k, sentence);
    CasusId dash = s.last;
    while (dash > s.first && s.last - dash < LONGEST_TAIL && !look_is_break(k, dash)) dash--;
    if (dash <= s.first + 2 || dash == s.last || !look_is_break(k, dash) || !is_phrase(k, dash + 1, s.last)) return false;
    if (!may_label(k, s.last) || !source_from(k, dash + 1, s.last, voices, v) || str_is_empty(v->source.name)) return false;
    v->cue_first = v->cue_last = dash;
    v->from[0] = s.first, v->to[0] = dash - 1;
    return true;
}

static void read_label(const Look *k, Voices *voices, CasusId sentence) {
    Voice v = { .sentence = sentence, .stance = CASUS_STANCE_ASSERTS };
    bool has_own = voices->len > 1 && voices->at[voices->len - 1].sentence == sentence;
    if (has_own || (!labels_before(k, voices, sentence, &v) && !labels_behind(k, voices, sentence, &v))) return;
    *list_add(voices, k->r->scratch) = v;
    keep_attribution(k, &v);
}

void source_find(const Look *k, Voices *voices) {
    list_start(voices, k->r->scratch);
    bool inside = false;
    Statement statement = { 0 };
    CasusId m = 1;
    for (CasusId s = 1; s < k->r->sentences.len; s++) {
        if (s > 1 && k->r->sentences.at[s].part != k->r->sentences.at[s - 1].part) inside = false;
        for (; m < k->r->marks.len && k->r->marks.at[m].sentence <= s; m++) {
            const CasusMark *cue = &k->r->marks.at[m];
            const PackRow *row = mark_row(k->r, cue);
            if (cue->kind == CASUS_MARK_DENIAL && row->pos == CASUS_POS_VERB) remember(k, voices, cue);
            if (cue->kind == CASUS_MARK_BLAME && is_accusing(row) && !is_reduced(k, cue, CASUS_STANCE_ACCUSES)) cue_that(k, voices, cue, CASUS_STANCE_ASSERTS, false);
            if (cue->kind == CASUS_MARK_SAYING && takes_on_deed(k, cue)) remember(k, voices, cue);      /* "claimed the attack": says so, and no more */
            if (cue->kind != CASUS_MARK_SAYING || is_in_name(k, cue) || takes_on_deed(k, cue) || is_attributive(k, cue)) continue;
            CasusStance stance = row->cell[SAYING_STANCE] >= 0 ? (CasusStance)row->cell[SAYING_STANCE] : CASUS_STANCE_ASSERTS;
            if (is_reduced(k, cue, stance)) continue;
            switch (row->cell[SAYING_PATTERN]) {
            case SAYING_THAT: case SAYING_TELL: case SAYING_REACT:
                if (row->pos != CASUS_POS_NOUN && look_is_noun_use(k, cue)) cue_noun(k, voices, cue, stance);
                else if (row->pos != CASUS_POS_NOUN) cue_that(k, voices, cue, stance, row->cell[SAYING_PATTERN] == SAYING_TELL);
                break;
            case SAYING_AFTER: cue_after(k, voices, cue, stance); break;
            case SAYING_CITE: if (!cue_cite(k, voices, cue, stance)) cue_that(k, voices, cue, stance, false); break;
            case SAYING_NOUN: cue_noun(k, voices, cue, stance); break;
            default: break;
            }
        }
        read_label(k, voices, s);
        continue_quote(k, voices, s, &inside);
        go_on_statement(k, voices, s, &statement);
    }
}

/* ---- whose words -------------------------------------------------------------------------------------------------- */

static bool covers(const Voice *v, CasusId token) {
    if (v->cue_first < v->cue_last && v->cue_first < token && token <= v->cue_last && v->from[0]) return true;      /* "put the death toll at": the cue's own words */
    return (v->from[0] && v->from[0] <= token && token <= v->to[0]) || (v->from[1] && v->from[1] <= token && token <= v->to[1]);
}

/* How much is said; who is cited stands inside whatever the citing one says. */
static size_t width(const Voice *v) {
    if (v->is_cited) return 0;
    return (v->from[0] ? v->to[0] - v->from[0] + 1 : 0) + (v->from[1] ? v->to[1] - v->from[1] + 1 : 0);
}

/* The report's own voice: its publisher, or a comment's author. */
static CasusSource own_voice(const Look *k, CasusId token) {
    CasusId sentence = 0;
    size_t low = 1, high = k->r->sentences.len;
    while (low < high) {                                            /* the sentence that holds the token */
        size_t middle = low + (high - low) / 2;
        if (k->r->sentences.at[middle].last < token) low = middle + 1; else high = middle;
    }
    if (low < k->r->sentences.len) sentence = (CasusId)low;
    const CasusPart *part = &k->r->parts.at[k->r->sentences.at[sentence].part];
    if (part->role == CASUS_PART_COMMENT) return (CasusSource){ .kind = CASUS_SOURCE_COMMENTER, .name = part->author };
    if (part->role == CASUS_PART_EMBED && part->author.len) return (CasusSource){ .kind = CASUS_SOURCE_PERSON, .name = part->author };
    bool has_author = str_is_empty(k->r->info.publisher) && !str_is_empty(k->r->info.author);
    return (CasusSource){ .kind = has_author ? CASUS_SOURCE_AUTHOR : CASUS_SOURCE_PUBLISHER, .name = has_author ? k->r->info.author : k->r->info.publisher };
}

/* The report's own name as a speaker ("our correspondent" aside) is the report. */
static bool is_publisher(const Look *k, Str name) {
    Str own = str_fold(k->r->info.publisher, k->r->scratch), said = str_fold(name, k->r->scratch);
    if (str_is_empty(own) || str_is_empty(said)) return false;
    return str_eq(own, said) || (said.len > 3 && str_find(own, said, 0) != SIZE_MAX);
}

enum { LONGEST_CHAIN = 6 };

Speaker source_of(const Look *k, const Voices *voices, CasusId token) {
    const Voice *chain[LONGEST_CHAIN];
    size_t n = 0;
    for (size_t v = voices->len; v-- > 1;) {
        const Voice *voice = &voices->at[v];
        CasusId last = voice->to[1] > voice->to[0] ? voice->to[1] : voice->to[0];
        if (last + 4096 < token) break;                             /* no content is that long */
        if (!covers(voice, token) || n == LONGEST_CHAIN) continue;
        size_t at = n++;
        while (at > 0 && width(chain[at - 1]) > width(voice)) chain[at] = chain[at - 1], at--;
        chain[at] = voice;
    }
    CasusSource own = own_voice(k, token);
    /* What a reader's comment has others say stays the commenter's word: nobody has checked whom he heard. */
    if (n == 0 || own.kind == CASUS_SOURCE_COMMENTER) return (Speaker){ .source = own, .stance = CASUS_STANCE_ASSERTS, .is_own = true };
    Speaker who = { .source = chain[0]->source, .stance = chain[0]->stance };
    if (is_publisher(k, who.source.name)) who.source = own, who.is_own = true;
    Str *via = arena_array(k->r->keep, n + 1, sizeof *via);
    if (chain[0]->hearer.len) via[who.via.len++] = chain[0]->hearer;
    for (size_t i = 1; i < n; i++)
        if (chain[i]->source.name.len && !str_eq(chain[i]->source.name, who.source.name) && !(who.via.len && str_eq(via[who.via.len - 1], chain[i]->source.name))) via[who.via.len++] = chain[i]->source.name;
    who.via.at = via;
    return who;
}
