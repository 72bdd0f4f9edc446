/* Products of whole numbers: the one thing an outside library does for the encoder. The sums are exact, so any way of computing them
 * gives the same bytes. */
#ifndef CASUS_MARK_PRODUCT_H
#define CASUS_MARK_PRODUCT_H
#include <stddef.h>
#include <stdint.h>

/* sum [n][out] = x [n][in] * weight^T + shift, weight [out][in], shift [out]. Cost: n * out * in. Threads may call it at once. */
void product(const uint8_t *x, const int8_t *weight, const int32_t *shift, size_t n, int out, int in, int32_t *sum);
/* The same in plain C: what `product` is where oneDNN is not, and what it is tested against. */
void product_plain(const uint8_t *x, const int8_t *weight, const int32_t *shift, size_t n, int out, int in, int32_t *sum);
#endif
