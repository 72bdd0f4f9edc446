#include "mark/product.h"

void product_plain(const uint8_t *x, const int8_t *weight, const int32_t *shift, size_t n, int out, int in, int32_t *sum) {
    for (size_t row = 0; row < n; row++, x += in, sum += out)
        for (int o = 0; o < out; o++) {
            const int8_t *w = weight + (size_t)o * (size_t)in;
            int32_t s = shift[o];
            for (int k = 0; k < in; k++) s += x[k] * w[k];
            sum[o] = s;
        }
}

#ifndef CASUS_ONEDNN
void product(const uint8_t *x, const int8_t *weight, const int32_t *shift, size_t n, int out, int in, int32_t *sum) {
    product_plain(x, weight, shift, n, out, in, sum);
}
#endif
