/* Any bytes as learned weights: refused with one line, or safe to read sentences with. The number of bytes in the head is set right, so that what
 * lies behind it is played with too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/weights_format.h"
#include "mark/learned.h"
#include "mark/mark.h"

enum { MOST_MEMORY = 64 << 20 };

/* Words divided by blanks, in one sentence. */
static Reading reading_of(const Model *model, Str text, Arena *keep, Arena *scratch) {
    Reading r = { .model = model, .text = text, .keep = keep, .scratch = scratch, .layers = CASUS_LAYER_TOKENS };
    list_start(&r.tokens, keep);
    list_start(&r.sentences, keep);
    for (size_t at = 0, end; at < text.len; at = end + 1) {
        for (end = at; end < text.len && text.at[end] != ' ';) end++;
        *list_add(&r.tokens, keep) = (CasusToken){ .span = { (uint32_t)at, (uint32_t)end } };
    }
    *list_add(&r.sentences, keep) = (CasusSentence){ .first = 1, .last = (CasusId)r.tokens.len - 1 };
    return r;
}

static void read_within(const Model *model, Budget *budget, Arena *keep, Arena *scratch) {
    if (setjmp(budget->stop)) return;
    Reading r = reading_of(model, S("Shells fell on a MARKET of Tal-Amal ."), keep, scratch);
    learned_read(&r);
    for (size_t t = 1; r.syntax && t < r.tokens.len; t++)
        if (r.syntax[t].head >= r.tokens.len) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *bytes = aligned_alloc(WEIGHTS_ALIGN, (size + WEIGHTS_ALIGN) / WEIGHTS_ALIGN * WEIGHTS_ALIGN);
    if (!bytes) abort();
    memcpy(bytes, data, size);
    if (size >= sizeof(WeightsHead)) ((WeightsHead *)(void *)bytes)->file_size = size;
    CasusError err = { 0 };
    Model *model = model_view((Str){ bytes, size }, "fuzz", &err);
    if (!model && (!err.line[0] || strchr(err.line, '\n'))) abort();       /* refused without a reason */
    Budget budget = { .limit = MOST_MEMORY };
    Arena keep = { .budget = &budget }, scratch = { .budget = &budget };
    if (model) read_within(model, &budget, &keep, &scratch);
    arena_free(&keep);
    arena_free(&scratch);
    model_close(model);
    free(bytes);
    return 0;
}
