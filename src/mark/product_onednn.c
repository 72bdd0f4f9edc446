/* The only file that knows oneDNN. It chooses AVX2, VNNI or AMX by the processor it runs on. */
#include <oneapi/dnnl/dnnl.h>
#include <omp.h>

#include "mark/product.h"

/* oneDNN would share one product among all cores; reports are what casus may share among them. */
void product(const uint8_t *x, const int8_t *weight, const int32_t *shift, size_t n, int out, int in, int32_t *sum) {
    int n_threads = omp_get_max_threads();
    omp_set_num_threads(1);
    dnnl_status_t status = dnnl_gemm_u8s8s32('N', 'T', 'R', (dnnl_dim_t)n, out, in, 1, x, in, 0, weight, in, 0, 0, sum, out, shift);
    omp_set_num_threads(n_threads);
    if (status != dnnl_success) product_plain(x, weight, shift, n, out, in, sum);
}
