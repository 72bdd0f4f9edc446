/* Learned weights: the encoder, its heads, its word pieces and its labels, as views into one mapped file. See train/FORMAT.md. */
#ifndef CASUS_MARK_MODEL_H
#define CASUS_MARK_MODEL_H
#include "mark/encoder.h"
#include "mark/pieces.h"

/* The heads of tags; each says something of every word. */
#define MODEL_TAGS(X) X(POS, "upos") X(LEMMA, "lemma") X(NAMES, "names") X(TIMES, "times") X(ROLES, "roles") X(PARTS, "parts") X(CUE, "cue") X(SOURCE, "source") \
    X(CONTENT, "content")
#define MODEL_ENUM_TAG(NAME, word) TAG_##NAME,
enum { MODEL_TAGS(MODEL_ENUM_TAG) N_TAG_HEADS };

/* group: the same for B-X and I-X, 0 for O; inside: I-X; kind: what X is to the contract. Only for the heads that mark spans: from TAG_NAMES on. */
typedef struct { Str *at; size_t n; uint8_t *group; bool *inside; int *kind; } Labels;
/* The lemma of a word: in small letters or as it stands, without its last characters, with other ones behind. */
typedef struct { bool small; uint8_t n_dropped; Str added; } LemmaRule;

typedef struct Model Model;
struct Model {
    Str file, language, recipe;
    Encoder encoder;
    Pieces pieces;
    uint16_t first_piece, last_piece;           /* before and behind a sentence */
    Matrix tags;                                /* head t owns the rows [first_tag[t], first_tag[t + 1]) */
    uint32_t first_tag[N_TAG_HEADS + 1];
    Labels labels[N_TAG_HEADS], deps, events;
    uint8_t *pos;                               /* CasusPos of each label of TAG_POS */
    LemmaRule *lemmas;                          /* of each label of TAG_LEMMA */
    /* Of `parse`: arc of the dependant, arc of the head (both arc_width), relation of the dependant, of the head (both rel_width). */
    Matrix parse, arc, rel, link;
    int arc_width, rel_width, link_width;
    const float *link_offset;                   /* [2]: source, content */
    const float *look, *event_weight, *event_bias;      /* [width], [events][width], [events] */
    uint8_t *deed;                              /* Deed bit of each label of events, 0 where it is none */
    bool mapped;                                /* the file is this model's to give back */
    Arena owned; Budget budget;
};

#endif
