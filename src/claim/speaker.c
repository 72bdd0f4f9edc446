/* Who can speak, and who does: the noun phrase beside a verb of saying, and whom a pronoun stands for. */
#include "claim/source.h"

/* The kind of speaker a noun phrase is, by its head word or its name. */
typedef struct { bool can_speak, is_state, is_anaphor; CasusSourceKind kind; CasusId mention; } Head;

static Head head_of_name(const Look *k, CasusId mention) {
    const CasusMention *m = &k->r->mentions.at[mention];
    Head h = { .can_speak = true, .mention = mention, .kind = CASUS_SOURCE_ORGANIZATION };
    if (m->type == CASUS_MENTION_PER) h.kind = CASUS_SOURCE_PERSON;
    if (m->type == CASUS_MENTION_WEAPON || m->type == CASUS_MENTION_VEHICLE) h.can_speak = false;
    h.is_state = m->type == CASUS_MENTION_GPE || m->type == CASUS_MENTION_NORP;
    return h;
}

static Head head_of_words(const Look *k, CasusId first, CasusId last) {
    for (CasusId t = last; t >= first && t > 0; t--) {              /* the last word that can speak is the head */
        CasusId speaker = look_over(k, t, CASUS_MARK_SPEAKER);
        if (speaker) {
            const PackRow *row = look_row(k, speaker);
            return (Head){ .can_speak = true, .is_state = row->cell[SPEAKER_STATE] == SPEAKER_OF_STATE,
                           .kind = row->cell[SPEAKER_KIND] >= 0 ? (CasusSourceKind)row->cell[SPEAKER_KIND] : CASUS_SOURCE_ANONYMOUS, .mention = k->mention[t] };
        }
        if (k->name[t]) return head_of_name(k, k->name[t]);
        if (look_over(k, t, CASUS_MARK_PERSON)) return (Head){ .can_speak = true, .kind = CASUS_SOURCE_ANONYMOUS, .mention = k->mention[t] };
        CasusId saying = look_at(k, t, CASUS_MARK_SAYING);
        if (saying && look_row(k, saying)->pos == CASUS_POS_NOUN) return (Head){ .can_speak = true, .kind = CASUS_SOURCE_ANONYMOUS };
        if (look_function(k, t) == FUNCTION_PRONOUN) return (Head){ .can_speak = true, .is_anaphor = true, .kind = CASUS_SOURCE_PERSON, .mention = k->mention[t] };
        if (look_over(k, t, CASUS_MARK_TITLE)) return (Head){ .can_speak = true, .kind = CASUS_SOURCE_PERSON };
    }
    return (Head){ 0 };
}

static bool is_definite(const Look *k, CasusId first) {
    return look_function(k, first) == FUNCTION_DETERMINER && look_at(k, first, CASUS_MARK_NUMBER) == 0;
}

static bool has_word(Str name, Str word) {
    for (size_t at = str_find(name, word, 0); at != SIZE_MAX; at = str_find(name, word, at + 1)) {
        bool starts = at == 0 || name.at[at - 1] == ' ', ends = at + word.len == name.len || name.at[at + word.len] == ' ';
        if (starts && ends) return true;
    }
    return false;
}

/* Does the voice begin behind the token? Nobody stands for who has not spoken yet. */
static bool is_later(const Voice *v, CasusId token) { return (v->cue_first ? v->cue_first : v->from[0]) > token; }

enum { REMEMBERED = 64 };   /* voices back that "he" can stand for */

/* "the ministry", "he": the last speaker it can stand for. NULL when there is none. */
static const Voice *antecedent(const Look *k, const Voices *before, CasusId first, CasusId last, const Head *head) {
    CasusId bare = look_skip_determiner(k, first, last);
    Str word = str_fold(token_text(k->r, last), k->r->scratch);
    for (size_t v = before->len, end = v > REMEMBERED ? v - REMEMBERED : 1; v-- > end;) {
        const Voice *voice = &before->at[v];
        if (voice->source.name.len == 0 || is_later(voice, last)) continue;
        if (head->is_anaphor) return voice;
        if (bare != last || (voice->source.kind == CASUS_SOURCE_PERSON && head->kind == CASUS_SOURCE_ORGANIZATION)) continue;     /* the Front is not its commander */
        Str name = str_fold(voice->source.name, k->r->scratch);
        if (str_ends(name, word) || has_word(name, word)) return voice;     /* heads agree: "the ministry", "health ministry", "ministry of health" */
    }
    return NULL;
}

enum { NEAR_VOICE = 120 };  /* tokens back that "the statement" can stand for */

static CasusId voice_end(const Voice *v) {
    CasusId end = v->cue_last > v->last ? v->cue_last : v->last;
    for (int i = 0; i < 2; i++)
        if (v->to[i] > end) end = v->to[i];
    return end;
}

/* "the monitor", "the agency": a body of no state, by no name. */
static bool is_plain_body(const Look *k, CasusId last) {
    CasusId speaker = look_over(k, last, CASUS_MARK_SPEAKER);
    return speaker && look_row(k, speaker)->cell[SPEAKER_KIND] == CASUS_SOURCE_ORGANIZATION && look_row(k, speaker)->cell[SPEAKER_STATE] == SPEAKER_OTHER;
}

/* "The report said", "the monitor added": who has just spoken of that kind, where the words do not say so again. */
static const Voice *just_heard(const Look *k, const Voices *before, CasusId first, CasusId last) {
    CasusId saying = look_over(k, last, CASUS_MARK_SAYING);
    bool is_text = saying && look_row(k, saying)->pos == CASUS_POS_NOUN, is_body = is_plain_body(k, last);
    for (CasusId t = first; t <= last; t++)
        if (k->name[t]) return NULL;
    for (size_t v = before->len; v-- > 1 && (is_text || is_body);) {
        const Voice *voice = &before->at[v];
        if (is_later(voice, last)) continue;
        if (voice_end(voice) + NEAR_VOICE < first) return NULL;
        if (voice->source.name.len && (is_text || (voice->source.kind == CASUS_SOURCE_ORGANIZATION && !voice->source.is_state))) return voice;
    }
    return NULL;
}

/* "the Front is probably responsible; it denies this": nobody has spoken yet, so the last body named. 0 if none near. */
static CasusId name_before(const Look *k, CasusId pronoun) {
    const CasusMention *it = &k->r->mentions.at[k->mention[pronoun]];
    for (CasusId t = pronoun; t > 1 && t + 20 > pronoun;) {
        t--;
        CasusId name = k->name[t];
        if (!name) continue;
        CasusMentionType type = k->r->mentions.at[name].type;
        bool same_sentence = k->r->mentions.at[name].sentence == it->sentence;
        if (it->entity && k->r->mentions.at[name].entity == it->entity) return name;        /* "he", whom who.c found */
        if (same_sentence && it->type == CASUS_MENTION_PER && !it->plural && type == CASUS_MENTION_PER) return name;
        if (same_sentence && (type == CASUS_MENTION_ORG || look_over(k, t, CASUS_MARK_ACTOR) || look_over(k, t, CASUS_MARK_COUNTRY))) return name;
    }
    return 0;
}

bool source_from(const Look *k, CasusId first, CasusId last, const Voices *before, Voice *voice) {
    if (first == 0 || last < first || look_function(k, last) == FUNCTION_FIRST_PERSON) return false;
    Head head = head_of_words(k, first, last);
    if (!head.can_speak) return false;
    voice->first = first, voice->last = last;
    if (head.is_anaphor || is_definite(k, first)) {
        const Voice *known = antecedent(k, before, first, last, &head);
        if (!known && !head.is_anaphor) known = just_heard(k, before, first, last);
        if (known) { voice->source = known->source; return true; }
        if (head.is_anaphor) {
            CasusId name = name_before(k, first);
            bool person = name && k->r->mentions.at[name].type == CASUS_MENTION_PER;
            voice->source = name ? (CasusSource){ .kind = person ? CASUS_SOURCE_PERSON : CASUS_SOURCE_ORGANIZATION, .name = span_text(k->r, k->r->mentions.at[name].span), .mention = name }
                                 : (CasusSource){ .kind = CASUS_SOURCE_ANONYMOUS };
            return true;
        }
    }
    CasusId bare = look_skip_determiner(k, first, last);
    if (bare < last && look_function(k, bare) == FUNCTION_POSSESSIVE && head.is_state) bare++;      /* "its defence ministry" */
    voice->source = (CasusSource){ .kind = head.kind, .name = look_name(k, bare, last), .mention = head.mention, .is_state = head.is_state };
    return true;
}

/* The phrase that ends at `last`, with "of ..." and "for ..." before it: "a spokesman for the ministry". */
static CasusId long_phrase_start(const Look *k, CasusId from, CasusId last) {
    CasusId first = look_phrase_start(k, from, last);
    for (int depth = 0; depth < 3 && first > from + 1; depth++) {
        CasusId link = look_over(k, first - 1, CASUS_MARK_NAME_LINK);
        if (!link || look_row(k, link)->cell[NAME_LINK_PATTERN] != NAME_LINK_COMMON || look_pos(k, first - 1) == CASUS_POS_CCONJ) break;
        CasusId before = look_mark(k, link)->first - 1;
        if (before < from || look_pos(k, first) == CASUS_POS_PRON) break;
        if (!head_of_words(k, look_phrase_start(k, from, before), before).can_speak) break;
        first = look_phrase_start(k, from, before);
    }
    return first;
}

static CasusId long_phrase_end(const Look *k, CasusId first, CasusId to) {
    CasusId last = look_phrase_end(k, first, to);
    for (int depth = 0; depth < 3 && last >= first && last + 2 <= to; depth++) {
        CasusId link = look_at(k, last + 1, CASUS_MARK_NAME_LINK);
        if (!link || look_row(k, link)->cell[NAME_LINK_PATTERN] != NAME_LINK_COMMON || look_pos(k, last + 1) == CASUS_POS_CCONJ) break;
        CasusId rest = look_phrase_end(k, look_mark(k, link)->last + 1, to);
        if (rest <= look_mark(k, link)->last) break;
        last = rest;
    }
    return last;
}

/* "the Front (MF) said": the token before the brackets that end at `t`. */
static CasusId before_brackets(const Look *k, CasusId from, CasusId t) {
    if (look_char(k, t) != ')' && look_char(k, t) != ']') return t;
    char opening = look_char(k, t) == ')' ? '(' : '[';
    CasusId open = t;
    while (open > from && look_char(k, open) != opening && t - open < 8) open--;
    return open > from && look_char(k, open) == opening ? open - 1 : t;
}

/* "denied it and, instead, blamed": the word that joins the two, before the aside that ends at `t`. */
static CasusId before_aside(const Look *k, CasusId from, CasusId t) {
    CasusId at = t;
    while (at > from && t - at < 4 && (look_is_comma(k, at) || look_pos(k, at) == CASUS_POS_ADV)) at--;
    return look_pos(k, at) == CASUS_POS_CCONJ ? at : t;
}

static bool is_verb_of_speech(const Look *k, CasusId t) {
    CasusId saying = look_at(k, t, CASUS_MARK_SAYING), denial = look_at(k, t, CASUS_MARK_DENIAL);
    if (saying && look_row(k, saying)->pos == CASUS_POS_VERB && !look_is_noun_use(k, look_mark(k, saying))) return true;
    return denial && look_row(k, denial)->pos == CASUS_POS_VERB;
}

/* The verb of speech before a token of what was said; 0 if there is none near. */
static CasusId any_speech_before(const Look *k, CasusId from, CasusId before) {
    for (CasusId t = before; t > from && t + 30 > before;)
        if (is_verb_of_speech(k, --t)) return t;
    return 0;
}

/* "admitted to three wounded, and said": the verb of speech that shares its subject with what follows "and"; 0 if there is none near. */
static CasusId speech_before(const Look *k, CasusId from, CasusId conjunction) {
    for (CasusId t = conjunction; t > from && t + 24 > conjunction;) {
        t--;
        if (look_char(k, t) == ';' || look_char(k, t) == ':' || look_pos(k, t) == CASUS_POS_SCONJ) return 0;
        if (is_verb_of_speech(k, t)) return t;
    }
    return 0;
}

static bool is_gerund(const Look *k, CasusId t) {
    CasusId saying = look_at(k, t, CASUS_MARK_SAYING), blame = look_at(k, t, CASUS_MARK_BLAME), denial = look_at(k, t, CASUS_MARK_DENIAL);
    unsigned form = (saying ? look_mark(k, saying)->form : 0U) | (blame ? look_mark(k, blame)->form : 0U) | (denial ? look_mark(k, denial)->form : 0U);
    return (form & CASUS_WORD_GERUND) != 0;
}

/* The verb of the clause that ends before the comma at `comma`; 0 when a conjunction or a pause makes it more than one clause. */
static CasusId first_verb(const Look *k, CasusId from, CasusId comma) {
    CasusId verb = 0;
    for (CasusId t = comma; t > from && t + FAR_VERB > comma;) {
        t--;
        if (look_is_quote(k, t)) return verb;
        if (look_char(k, t) == ';' || look_char(k, t) == ':' || look_function(k, t) == FUNCTION_RELATIVE) return 0;
        if (look_pos(k, t) == CASUS_POS_SCONJ) return 0;
        bool finite = look_pos(k, t) == CASUS_POS_VERB && !k->name[t] && !look_over(k, t, CASUS_MARK_CASUALTY) && look_pos(k, t - 1) != CASUS_POS_ADP
            && look_pos(k, t - 1) != CASUS_POS_DET && look_pos(k, t - 1) != CASUS_POS_AUX && !is_gerund(k, t);
        if (finite) verb = t;
    }
    return verb;
}

enum { LONGEST_DOING = 12 };            /* tokens of "... fighting against the Front near Osmar" */

/* "the coalition bombing the Front in Osmar has said": the last token of those who do so, before the word of doing; 0 when nothing of the sort ends at `last`. */
static CasusId before_doing(const Look *k, CasusId from, CasusId last) {
    for (CasusId t = last; t > from && t + LONGEST_DOING > last; t--) {
        if (look_pos(k, t) == CASUS_POS_PUNCT || look_pos(k, t) == CASUS_POS_CCONJ || look_pos(k, t) == CASUS_POS_AUX || look_pos(k, t) == CASUS_POS_SCONJ) return 0;
        for (CasusId m = look_token(k, t)->mark; m && m < k->r->marks.len && look_mark(k, m)->first == t; m++) {
            CasusMarkKind kind = look_mark(k, m)->kind;
            bool doing = (kind == CASUS_MARK_TRIGGER || kind == CASUS_MARK_BLAME || kind == CASUS_MARK_CASUALTY) && look_mark(k, m)->form == CASUS_WORD_GERUND;
            if (!doing || look_row(k, m)->pos != CASUS_POS_VERB || look_mark(k, m)->last >= last) continue;
            return head_of_words(k, look_phrase_start(k, from, t - 1), t - 1).can_speak ? t - 1 : 0;
        }
    }
    return 0;
}

bool source_left(const Look *k, CasusId sentence, CasusId cue_first, const Voices *before, Voice *voice) {
    CasusId from = look_sentence(k, sentence).first, t = cue_first;
    while (t > from && (look_may_part_verb(k, t - 1) || look_is_untied(k, t - 1))) t--;
    if (t == from) return false;
    t--;
    if (look_function(k, t) == FUNCTION_RELATIVE && t > from) t--;
    if (look_is_comma(k, t) && t > from + 1 && is_gerund(k, cue_first)) {    /* "shared images of the hospital, saying" */
        CasusId verb = first_verb(k, from, t);
        if (verb > from && source_left(k, sentence, verb, before, voice)) return true;
        if (is_verb_of_speech(k, t - 1)) return source_left(k, sentence, t - 1, before, voice);      /* "..., the ministry said, blaming" */
    }
    t = before_aside(k, from, t);
    if (t > from && look_is_comma(k, t) && t > from + 2) {               /* "X, a spokesman for Y, said": the words before the apposition */
        CasusId inner = t - 1;
        while (inner > from && !look_is_comma(k, inner) && t - inner < 14) inner--;
        if (look_is_comma(k, inner) && inner > from && source_from(k, long_phrase_start(k, from, inner - 1), inner - 1, before, voice)) return true;
        return source_from(k, long_phrase_start(k, from, t - 1), t - 1, before, voice);
    }
    if (look_is_comma(k, t) && t > from) t--;                       /* "Radio Estuary, citing" */
    t = before_brackets(k, from, t);
    if (look_pos(k, t) == CASUS_POS_CCONJ) {                         /* "condemned the attack and denied": the subject of both */
        CasusId verb = speech_before(k, from, t);
        if (!verb) verb = look_verb_before(k, from, t);
        if (verb && look_over(k, verb, CASUS_MARK_CASUALTY)) verb = any_speech_before(k, from, verb);       /* who is wounded in what was said does not speak on */
        return verb > from && source_left(k, sentence, verb, before, voice);
    }
    if (look_over(k, t, CASUS_MARK_DENIAL) || look_over(k, t, CASUS_MARK_BLAME)) return t > from && source_left(k, sentence, t, before, voice);     /* "denied firing" */
    CasusId doer = before_doing(k, from, t);
    if (doer && source_from(k, long_phrase_start(k, from, doer), doer, before, voice)) return true;
    for (int depth = 0; depth < 3; depth++) {                       /* "Osmar for its part said" */
        t = look_before_place(k, from, t);
        while (t > from && look_pos(k, t) == CASUS_POS_AUX) t--;     /* "the army has in the past said" */
        CasusId first = long_phrase_start(k, from, t);
        if (source_from(k, first, t, before, voice)) return true;
        if (first < from + 2 || look_pos(k, first - 1) != CASUS_POS_ADP) return false;
        t = first - 2;
    }
    return false;
}

/* "a report by the observatory", "a statement issued by the ministry": where its author is named; 0 when that is not told. */
static CasusId author_of(const Look *k, CasusId text, CasusId to) {
    CasusId saying = text ? look_over(k, text, CASUS_MARK_SAYING) : 0, t = text + 1;
    if (!saying || look_row(k, saying)->pos != CASUS_POS_NOUN) return 0;
    if (t < to && look_pos(k, t) == CASUS_POS_VERB) t++;
    return t < to && look_pos(k, t) == CASUS_POS_ADP && !look_at(k, t, CASUS_MARK_PLACE_WORD) && !k->time[t + 1] ? t + 1 : 0;
}

bool source_right(const Look *k, CasusId sentence, CasusId after, const Voices *before, Voice *voice) {
    CasusId to = look_sentence(k, sentence).last;
    if (after > to) return false;
    CasusId last = long_phrase_end(k, after, to), author = author_of(k, last, to);
    if (author && source_from(k, author, long_phrase_end(k, author, to), before, voice)) return true;
    return source_from(k, after, last, before, voice);
}
