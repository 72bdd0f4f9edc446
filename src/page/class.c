#include "page/class.h"

#include "page/blocks.h"

enum { CLASS_MOST = 64, CLASSES_MOST = 2000 };

static uint64_t kinds_of(const Reading *r, Str names) {
    uint64_t kinds = 0;
    size_t most = names.len < CLASSES_MOST ? names.len : CLASSES_MOST;
    for (size_t at = 0, end; at < most; at = end + 1) {
        char word[CLASS_MOST];
        for (end = at; end < most && names.at[end] != ' ' && names.at[end] != '\n' && names.at[end] != '\t';) end++;
        if (end == at || end - at > sizeof word) continue;
        for (size_t k = at; k < end; k++) word[k - at] = names.at[k] == '_' ? '-' : names.at[k];
        kinds |= page_word_kinds(r, (Str){ word, end - at });
    }
    return kinds;
}

void classes_read(Reading *r, Dom *dom) {
    for (uint32_t n = 0; n < dom->len; n++) {
        if (!dom->at[n].n_attributes) continue;
        Str classes = dom_attribute(dom, n, "class"), id = dom_attribute(dom, n, "id");
        dom->at[n].classes = kinds_of(r, classes) | kinds_of(r, id);
    }
}
