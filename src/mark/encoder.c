#include "mark/encoder.h"

#include <math.h>
#include <string.h>

#include "mark/product.h"

enum { TILE = 256 /* rows that go through a matrix at once: they stay in the cache */ };
typedef float Lane __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t IntLane __attribute__((vector_size(64), aligned(4), may_alias));
/* One body, compiled for several processors; the fastest that the machine has is taken when the program starts. */
#ifdef __x86_64__
#define FOR_EACH_PROCESSOR __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define FOR_EACH_PROCESSOR
#endif
#pragma GCC diagnostic ignored "-Wpsabi"     /* no lane is ever handed to another file */
#define INLINE static inline __attribute__((always_inline))

INLINE Lane lane_at(const float *x) { Lane l; memcpy(&l, x, sizeof l); return l; }
INLINE void lane_put(float *x, Lane l) { memcpy(x, &l, sizeof l); }
INLINE Lane lane_of(float x) { return (Lane){ 0 } + x; }
/* In a fixed order: halves are added to halves. */
INLINE float lane_sum(Lane l) {
    float a[LANES];
    memcpy(a, &l, sizeof a);
    for (int n = LANES / 2; n; n /= 2)
        for (int k = 0; k < n; k++) a[k] += a[k + n];
    return a[0];
}
INLINE Lane lane_max(Lane a, Lane b) { IntLane m = a > b; return (Lane)(((IntLane)a & m) | ((IntLane)b & ~m)); }
INLINE Lane lane_min(Lane a, Lane b) { IntLane m = a < b; return (Lane)(((IntLane)a & m) | ((IntLane)b & ~m)); }

/* e^x by 2^n * e^r, |r| <= ln 2 / 2, a polynomial of degree 6; error below 2e-7 of the value. Source: Cephes, expf. */
INLINE Lane lane_exp(Lane x) {
    x = lane_min(lane_max(x, lane_of(-87)), lane_of(87));
    Lane t = x * 1.44269504088896341f + 12582912.0f;           /* the magic number leaves the rounded n in the low bits */
    IntLane n = (IntLane)t - 0x4B400000;
    Lane k = t - 12582912.0f;
    Lane r = x - k * 0.693359375f + k * 2.12194440e-4f;
    Lane p = lane_of(1.9875691500e-4f);
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    return p * (Lane)((n + 127) << 23);
}

/* x * P(X < x) for a normal X, in the form with tanh. Source: Hendrycks & Gimpel 2016. */
INLINE Lane lane_gelu(Lane x) {
    Lane u = 0.7978845608028654f * (x + 0.044715f * x * x * x);
    return x - x / (1.0f + lane_exp(2.0f * u));                 /* x * (1 + tanh u) / 2 */
}

/* ---- matrices -------------------------------------------------------------------------------------------------------- */

/* Each row to [1, 255] around 128 by its own greatest value, half to even: the magic number leaves the whole number in the low bits. */
FOR_EACH_PROCESSOR
static void quantise(const float *x, size_t n, int in, uint8_t *q, float *scale) {
    for (size_t row = 0; row < n; row++, x += in, q += in) {
        Lane most = { 0 };
        for (int k = 0; k < in; k += LANES) most = lane_max(most, (Lane)((IntLane)lane_at(x + k) & 0x7FFFFFFF));
        float greatest = 0;
        for (int k = 0; k < LANES; k++) greatest = most[k] > greatest ? most[k] : greatest;
        scale[row] = greatest / 127;
        Lane by = lane_of(greatest > 0 ? 127 / greatest : 0);
        for (int k = 0; k < in; k += LANES) {
            IntLane whole = (IntLane)(lane_at(x + k) * by + 12582912.0f) - 0x4B400000 + 128;
            for (int j = 0; j < LANES; j++) q[k + j] = (uint8_t)whole[j];
        }
    }
}

FOR_EACH_PROCESSOR
static void restore(const int32_t *sum, size_t n, const Matrix *m, const float *scale, float *y) {
    int lanes = m->out / LANES * LANES;
    for (size_t row = 0; row < n; row++, sum += m->out, y += m->out) {
        Lane by = lane_of(scale[row]);
        for (int k = 0; k < lanes; k += LANES) {
            IntLane whole;
            memcpy(&whole, sum + k, sizeof whole);
            lane_put(y + k, __builtin_convertvector(whole, Lane) * (by * lane_at(m->scale + k)) + lane_at(m->bias + k));
        }
        for (int k = lanes; k < m->out; k++) y[k] = (float)sum[k] * (scale[row] * m->scale[k]) + m->bias[k];
    }
}

typedef struct { uint8_t *q; float *scale; int32_t *sum; } Work;

static Work work_for(Arena *scratch, int in, int out) {
    return (Work){ arena_array(scratch, TILE, (size_t)in), arena_array(scratch, TILE, sizeof(float)), arena_array(scratch, TILE, (size_t)out * sizeof(int32_t)) };
}

static void apply(const Matrix *m, const float *x, size_t n, float *y, const Work *w) {
    quantise(x, n, m->in, w->q, w->scale);
    product(w->q, m->weight, m->shift, n, m->out, m->in, w->sum);
    restore(w->sum, n, m, w->scale, y);
}

void matrix_apply(const Matrix *m, const float *x, size_t n, float *y, Arena *scratch) {
    Work w = work_for(scratch, m->in, m->out);
    for (size_t at = 0; at < n; at += TILE) apply(m, x + at * (size_t)m->in, n - at < TILE ? n - at : TILE, y + at * (size_t)m->out, &w);
}

/* ---- one layer ------------------------------------------------------------------------------------------------------- */

FOR_EACH_PROCESSOR
static void add_and_norm(float *x, const float *y, size_t n, int width, const Norm *norm) {
    for (size_t row = 0; row < n; row++, x += width, y += y ? width : 0) {
        Lane sum = { 0 }, squares = { 0 };
        for (int k = 0; k < width; k += LANES) {
            Lane v = lane_at(x + k);
            if (y) v += lane_at(y + k);
            lane_put(x + k, v);
            sum += v;
        }
        float mean = lane_sum(sum) / (float)width;
        for (int k = 0; k < width; k += LANES) {
            Lane d = lane_at(x + k) - mean;
            squares += d * d;
        }
        float by = 1 / sqrtf(lane_sum(squares) / (float)width + 1e-12f);
        for (int k = 0; k < width; k += LANES)
            lane_put(x + k, (lane_at(x + k) - mean) * by * lane_at(norm->gain + k) + lane_at(norm->bias + k));
    }
}

FOR_EACH_PROCESSOR
static void gelu_lanes(float *x, size_t n) {
    for (size_t k = 0; k < n; k += LANES) lane_put(x + k, lane_gelu(lane_at(x + k)));
}

void gelu(float *x, size_t n) {
    float last[LANES] = { 0 };
    size_t whole = n / LANES * LANES;
    gelu_lanes(x, whole);
    memcpy(last, x + whole, (n - whole) * sizeof *x);
    gelu_lanes(last, LANES);
    memcpy(x + whole, last, (n - whole) * sizeof *x);
}

FOR_EACH_PROCESSOR
static float dot_lanes(const float *x, const float *y, size_t n) {
    Lane sum = { 0 };
    size_t k = 0;
    for (; k + LANES <= n; k += LANES) sum += lane_at(x + k) * lane_at(y + k);
    float all = lane_sum(sum);
    for (; k < n; k++) all += x[k] * y[k];
    return all;
}

float dot(const float *x, const float *y, size_t n) { return dot_lanes(x, y, n); }

/* Room for the longest sentence, its length rounded up to whole lanes. */
typedef struct { float *key, *weight; size_t padded; } Focus;

/* key becomes [HEAD_WIDTH][padded], so that 16 pieces are looked at in one step; those behind the end never count. */
INLINE void turn_keys(const float *qkv, size_t n, int width, Focus *f) {
    for (size_t j = 0; j < n; j++)
        for (int d = 0; d < HEAD_WIDTH; d++) f->key[(size_t)d * f->padded + j] = qkv[j * 3 * (size_t)width + (size_t)width + (size_t)d];
}

/* Softmax over the first n of the row; the sum of what it is divided by. */
INLINE float soften(float *weight, size_t n, size_t padded) {
    for (size_t j = n; j < padded; j++) weight[j] = -1e30f;
    Lane most = lane_of(-1e30f), sum = { 0 };
    for (size_t j = 0; j < padded; j += LANES) most = lane_max(most, lane_at(weight + j));
    float greatest = -1e30f;
    for (int k = 0; k < LANES; k++) greatest = most[k] > greatest ? most[k] : greatest;
    for (size_t j = 0; j < padded; j += LANES) {
        Lane e = lane_exp(lane_at(weight + j) - greatest);
        lane_put(weight + j, e);
        sum += e;
    }
    return lane_sum(sum);
}

/* One head over one sentence: qkv is [n][3 * width] from the head's own column on, out [n][width] likewise. */
FOR_EACH_PROCESSOR
static void attend(const float *qkv, size_t n, int width, float *out, Focus f) {
    turn_keys(qkv, n, width, &f);
    for (size_t i = 0; i < n; i++) {
        const float *query = qkv + i * 3 * (size_t)width;
        for (size_t j = 0; j < f.padded; j += LANES) {
            Lane score = { 0 };
            for (int d = 0; d < HEAD_WIDTH; d++) score += query[d] * lane_at(f.key + (size_t)d * f.padded + j);
            lane_put(f.weight + j, score * 0.17677669529663687f);      /* 1 / sqrt(HEAD_WIDTH) */
        }
        float all = soften(f.weight, n, f.padded);
        Lane low = { 0 }, high = { 0 };
        for (size_t j = 0; j < n; j++) {
            const float *value = qkv + j * 3 * (size_t)width + 2 * (size_t)width;
            low += f.weight[j] * lane_at(value);
            high += f.weight[j] * lane_at(value + LANES);
        }
        lane_put(out + i * (size_t)width, low / all);
        lane_put(out + i * (size_t)width + LANES, high / all);
    }
}

static void attend_all(const Encoder *e, const Batch *b, const float *qkv, float *out, Focus f) {
    for (size_t s = 0; s < b->n_sentences; s++) {
        size_t first = b->start[s], n = b->start[s + 1] - first;
        f.padded = (n + LANES - 1) / LANES * LANES;
        memset(f.key, 0, HEAD_WIDTH * f.padded * sizeof *f.key);
        for (int h = 0; h < e->n_heads; h++)
            attend(qkv + first * 3 * (size_t)e->width + h * HEAD_WIDTH, n, e->width, out + first * (size_t)e->width + h * HEAD_WIDTH, f);
    }
}

/* The two matrices behind attention, tile by tile. */
static void think(const Encoder *e, const Layer *layer, float *x, size_t n, float *inner, float *y, const Work *work) {
    for (size_t at = 0; at < n; at += TILE) {
        size_t rows = n - at < TILE ? n - at : TILE;
        float *here = x + at * (size_t)e->width;
        apply(&layer->inner, here, rows, inner, work);
        gelu_lanes(inner, rows * (size_t)e->inner);
        apply(&layer->outer, inner, rows, y, work);
        add_and_norm(here, y, rows, e->width, &layer->after_outer);
    }
}

static void embed(const Encoder *e, const Batch *b, float *x) {
    for (size_t s = 0; s < b->n_sentences; s++)
        for (uint32_t k = b->start[s]; k < b->start[s + 1]; k++) {
            const int8_t *piece = e->piece + (size_t)b->piece[k] * (size_t)e->width;
            const float *place = e->place + (size_t)(k - b->start[s]) * (size_t)e->width, *casing = e->casing + (size_t)b->casing[k] * (size_t)e->width;
            for (int d = 0; d < e->width; d++) x[(size_t)k * (size_t)e->width + (size_t)d] = (float)piece[d] * e->piece_scale[b->piece[k]] + place[d] + casing[d];
        }
}

static size_t longest(const Batch *b) {
    size_t n = 0;
    for (size_t s = 0; s < b->n_sentences; s++) n = b->start[s + 1] - b->start[s] > n ? b->start[s + 1] - b->start[s] : n;
    return (n + LANES - 1) / LANES * LANES;
}

void encoder_run(const Encoder *e, const Batch *b, float *x, Arena *scratch) {
    size_t n = b->start[b->n_sentences], width = (size_t)e->width;
    float *qkv = arena_array(scratch, n * 3 * width, sizeof *qkv), *mixed = arena_array(scratch, n * width, sizeof *mixed);
    float *inner = arena_array(scratch, TILE * (size_t)e->inner, sizeof *inner), *y = arena_array(scratch, TILE * width, sizeof *y);
    Focus focus = { arena_array(scratch, HEAD_WIDTH * longest(b), sizeof(float)), arena_array(scratch, longest(b), sizeof(float)), 0 };
    Work work = work_for(scratch, e->inner, e->inner);
    embed(e, b, x);
    add_and_norm(x, NULL, n, e->width, &e->norm);
    for (int l = 0; l < e->n_layers; l++) {
        const Layer *layer = &e->layers[l];
        for (size_t at = 0; at < n; at += TILE)
            apply(&layer->query_key_value, x + at * width, n - at < TILE ? n - at : TILE, qkv + at * 3 * width, &work);
        attend_all(e, b, qkv, mixed, focus);
        for (size_t at = 0; at < n; at += TILE) {
            size_t rows = n - at < TILE ? n - at : TILE;
            apply(&layer->attention, mixed + at * width, rows, y, &work);
            add_and_norm(x + at * width, y, rows, e->width, &layer->after_attention);
        }
        think(e, layer, x, n, inner, y, &work);
    }
}
