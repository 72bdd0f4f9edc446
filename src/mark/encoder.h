/* The encoder: word pieces of some sentences in, one vector a piece out. A BERT (Devlin et al. 2019) with 8-bit matrices.
 * Products of matrices are oneDNN's, in whole numbers; all else is done here in lanes of 16 floats whose order is fixed, so that the
 * result is the same, to the bit, with whatever instructions the processor has, and for any batch. */
#ifndef CASUS_MARK_ENCODER_H
#define CASUS_MARK_ENCODER_H
#include "base/arena.h"
#include "casus.h"

/* y = W x + b. weight is [out][in], in [-63, 63], so that pairs of products with 8-bit activations fit the 16-bit sums of AVX2. */
typedef struct { const int8_t *weight; const float *scale; /* [out] */ const float *bias; /* [out] */ int32_t *shift; /* [out] -128 * row sum */ int out, in; } Matrix;
enum { LANES = 16 /* widths are multiples of it */, HEAD_WIDTH = 32 /* of one head of attention */, LAYERS_MOST = 12,
       SENTENCE_PIECES = 254 /* without the two around them */ };
typedef struct { const float *gain, *bias; } Norm;
typedef struct { Matrix query_key_value, attention, inner, outer; Norm after_attention, after_outer; } Layer;
typedef struct {
    int n_pieces, n_places, n_casings, width, n_heads, inner, n_layers;
    const int8_t *piece; const float *piece_scale;      /* [n_pieces][width], a scale a row */
    const float *place, *casing;                        /* [n_places][width], [n_casings][width] */
    Norm norm;
    Layer layers[LAYERS_MOST];
} Encoder;

/* Sentences one behind the other: sentence s has the pieces [start[s], start[s + 1]). */
typedef struct { const uint16_t *piece; const uint8_t *casing; const uint32_t *start; size_t n_sentences; } Batch;

/* out: [start[n_sentences]][width], the caller's. Work space from the arena, sized once. Cost: linear in the pieces for the matrices,
 * quadratic in the length of each sentence for attention. */
void encoder_run(const Encoder *encoder, const Batch *batch, float *out, Arena *scratch);
/* y [n][out] = W x [n][in] + b. */
void matrix_apply(const Matrix *matrix, const float *x, size_t n, float *y, Arena *scratch);
void gelu(float *x, size_t n);          /* in place */
float dot(const float *x, const float *y, size_t n);
#endif
