/* What flows through the stages: one report being read. */
#ifndef CASUS_READING_H
#define CASUS_READING_H
#include <assert.h>
#include "casus.h"
#include "base/arena.h"
#include "base/gazetteer.h"
#include "base/list.h"
#include "base/pack.h"
#include "base/str.h"
#include "base/utf8.h"

typedef struct Model Model;
/* What learned weights say of a token. */
typedef struct { uint8_t pos; CasusId head; CasusStr lemma, dep; } Syntax;
/* What they say of an attribution. No empty slot 0 in its lists. */
typedef LIST_OF(CasusSpan) SpanList;
typedef struct { SpanList source, cue, content; } Said;
/* What they say stands in a sentence: a name (kind: CasusMentionType), a time (CasusTimeType), one who takes part in an event (Role). */
typedef enum { ROLE_NONE, ROLE_SOURCE, ROLE_TARGET, ROLE_BOTH } Role;
/* What takes part in an act of violence, in the terms of MUC-4's templates: who did it, the group he is of, what was hit, who was hit, with what. */
#define FILLERS(X) X(NONE, "") X(PERPETRATOR, "PERPETRATOR") X(GROUP, "GROUP") X(OBJECT, "OBJECT") X(VICTIM, "VICTIM") X(INSTRUMENT, "INSTRUMENT")
#define FILLER_ENUM(NAME, word) FILLER_##NAME,
typedef enum { FILLERS(FILLER_ENUM) N_FILLERS } Filler;
typedef struct { int kind; CasusId first, last, sentence; } Found;
typedef LIST_OF(Found) FoundList;
/* What they say police did in a sentence, as bits. */
typedef enum { DEED_ANY = 1, DEED_ARREST = 2, DEED_FORCE = 4, DEED_KILL = 8, DEED_FAIL = 16 /* stood by */ } Deed;

typedef struct Reading {
    const Pack *pack;                   /* the tables to read with */
    const Model *model;                 /* learned weights; NULL: the tables alone */
    const Gazetteer *gazetteers[2];     /* the project's own places, then those of the program; NULL where there are none */
    const CasusPage *page;              /* the bytes as found and what was given with them */
    Arena *keep, *scratch;              /* keep: as long as the report; scratch: until the stage ends */
    unsigned layers;                    /* what is asked for, CASUS_LAYER_* */
    CasusInfo info;
    Str decoded;                        /* the page in UTF-8 */
    Str text;                           /* the report as published */
    CasusError error;                   /* set by a stage that finds the page is no report at all; casus.c stops there */
    /* Each list has its empty slot 0 from the start. */
    LIST_OF(CasusPart) parts;           /* page */
    LIST_OF(CasusSentence) sentences;   /* text */
    LIST_OF(CasusToken) tokens;
    LIST_OF(CasusMark) marks;           /* mark: by first token, then by kind */
    Syntax *syntax;                     /* of every token, by the weights; NULL when they have read none */
    LIST_OF(Said) said;                 /* by the weights, in the order of their cues; text order */
    FoundList names, whens, roles, fillers;     /* by the weights; text order, of one list none overlaps another; no empty slot 0 */
    float *filling;                     /* natural-log odds of every token being part of each kind of filler, [tokens][N_FILLERS]; NULL without weights */
    uint8_t *deeds;                     /* Deed bits of every sentence, by the weights; NULL when they have read none */
    CasusId *places;                    /* of every sentence: the place it tells, whatever it says happened there; claim */
    bool of_conflict;                   /* most of its sentences speak of states, armed groups, weapons or violence; told where weights are */
    LIST_OF(CasusMention) mentions;     /* mention: text order, overlapping only where weights have read the report */
    LIST_OF(CasusEntity) entities;
    LIST_OF(CasusTime) times;
    LIST_OF(CasusQuantity) quantities;
    LIST_OF(CasusAttribution) attributions;     /* claim */
    LIST_OF(CasusEvent) events;
    LIST_OF(CasusClaim) claims;
    LIST_OF(CasusIncident) incidents;   /* incident */
    LIST_OF(CasusNote) notes;           /* any stage */
} Reading;

static inline Str span_text(const Reading *r, CasusSpan span) { return str_cut(r->text, span.start, span.end); }
static inline Str token_text(const Reading *r, CasusId token) { return span_text(r, r->tokens.at[token].span); }
static inline const PackRow *mark_row(const Reading *r, const CasusMark *mark) { return pack_row(r->pack, mark->row); }
/* The mark of people that begins at the token where the tables know them for police, 0 where not. */
static inline CasusId police_at(const Reading *r, CasusId token) {
    for (CasusId k = r->tokens.at[token].mark; k && k < r->marks.len && r->marks.at[k].first == token; k++)
        if (r->marks.at[k].kind == CASUS_MARK_PERSON && mark_row(r, &r->marks.at[k])->cell[PERSON_GROUP] == GROUP_POLICE) return k;
    return 0;
}
/* From the first token's start to the last token's end. */
static inline CasusSpan tokens_span(const Reading *r, CasusId first, CasusId last) {
    return (CasusSpan){ r->tokens.at[first].span.start, r->tokens.at[last].span.end };
}
/* Leave a note for the reader of the report. `line` is static or lives in keep. */
static inline void note(Reading *r, CasusSpan span, const char *line) {
    CasusNote *n = list_add(&r->notes, r->keep);
    *n = (CasusNote){ span, str_of(line) };
}
#endif
