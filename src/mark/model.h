/* Learned weights: the encoder, its heads, its word pieces and its labels, as views into one mapped file. See train/FORMAT.md. */
#ifndef CASUS_MARK_MODEL_H
#define CASUS_MARK_MODEL_H
#include "mark/encoder.h"
#include "mark/pieces.h"

/* The layers of tags; each is told for every word. */
#define MODEL_TAGS(X) X(UPOS, "upos") X(LEMMA, "lemma") X(NAMES, "names") X(TIMES, "times") X(ROLES, "roles") X(CUE, "cue") X(SOURCE, "source") \
    X(CONTENT, "content")
#define MODEL_ENUM_TAG(NAME, word) TAG_##NAME,
enum { MODEL_TAGS(MODEL_ENUM_TAG) N_TAG_LAYERS };

typedef struct { const Str *at; size_t n; } Labels;
typedef struct Model {
    Encoder encoder;
    Pieces pieces;
    uint16_t first_piece, last_piece;           /* [CLS] before and [SEP] behind a sentence */
    Matrix tags[N_TAG_LAYERS];
    Labels labels[N_TAG_LAYERS];
    Matrix parse, arc, rel, link, look, event;
    Labels deps, events;
    const float *link_bias;                     /* [2] */
    int arc_width, rel_width, link_width;
    const char *map; size_t map_size; void *owned;
} Model;
#endif
