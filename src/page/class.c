#include "page/class.h"

#include "page/blocks.h"

enum { CLASS_MOST = 64, CLASSES_MOST = 2000, REMEMBERED = 1024 };
static const uint64_t PARTS = (uint64_t)1 << PAGE_PART_FRAME | (uint64_t)1 << PAGE_PART_BODY | (uint64_t)1 << PAGE_PART_IMAGE;

typedef struct { Str names; uint64_t kinds; } Remembered;

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_letter(char c) { return is_upper(c) || (c >= 'a' && c <= 'z'); }

/* Of the parts of a name, "article-teaser-box", "relatedStories": what they say of the box. */
static uint64_t kinds_of_parts(const Reading *r, Str name) {
    uint64_t kinds = 0;
    for (size_t at = 0, end; at < name.len; at = end) {
        while (at < name.len && !is_letter(name.at[at])) at++;
        for (end = at; end < name.len && is_letter(name.at[end]) && (end == at || !is_upper(name.at[end]) || is_upper(name.at[end - 1]));) end++;
        if (end > at + 1) kinds |= page_word_kinds(r, str_cut(name, at, end)) & PARTS;
        if (end == at) break;
    }
    return kinds;
}

static uint64_t kinds_of(const Reading *r, Str names) {
    uint64_t kinds = 0;
    size_t most = names.len < CLASSES_MOST ? names.len : CLASSES_MOST;
    for (size_t at = 0, end; at < most; at = end + 1) {
        char word[CLASS_MOST];
        for (end = at; end < most && names.at[end] != ' ' && names.at[end] != '\n' && names.at[end] != '\t';) end++;
        if (end == at || end - at > sizeof word) continue;
        for (size_t k = at; k < end; k++) word[k - at] = names.at[k] == '_' ? '-' : names.at[k];
        kinds |= page_word_kinds(r, (Str){ word, end - at }) & ~PARTS;
        kinds |= kinds_of_parts(r, (Str){ word, end - at });
    }
    return kinds;
}

/* The same classes come again and again on a page. */
static uint64_t recall(const Reading *r, Remembered *memory, Str names) {
    if (!names.len) return 0;
    Remembered *slot = &memory[str_hash(names) % REMEMBERED];
    if (!str_eq(slot->names, names)) *slot = (Remembered){ names, kinds_of(r, names) };
    return slot->kinds;
}

void classes_read(Reading *r, Dom *dom) {
    Remembered *memory = arena_array(r->scratch, REMEMBERED, sizeof *memory);
    for (uint32_t n = 0; n < dom->len; n++) {
        if (!dom->at[n].n_attributes) continue;
        Str classes = dom_attribute(dom, n, "class"), id = dom_attribute(dom, n, "id");
        dom->at[n].classes = recall(r, memory, classes) | recall(r, memory, id);
    }
}
