/* What the names of elements say. Web designers name a thing by its parts, the last of which tells what it is: "comment-author",
 * "userComments", "tgme_widget_message_text", "comment-12". The parts stand in page_word.tsv. */
#include "page/thread.h"

enum { NAME_MOST = 96, PARTS_MOST = 12, PART_MOST = 24, NAMES_MOST = 40, REMEMBERED = 1024 };

typedef struct { uint32_t kinds; int number; } Part;                    /* kinds: bit k for PAGE_PART_COMMENT + k; number: -1 for a word */
typedef struct { Part at[PARTS_MOST]; size_t len; } Parts;

static uint32_t bit(int kind) { return 1u << (kind - PAGE_PART_COMMENT); }

static bool is_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80; }
static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* PAGE_PART_... bits of one part, whatever its case. */
static uint32_t kinds_of_part(const Reading *r, Str part) {
    char folded[PART_MOST];
    if (part.len > PART_MOST) return 0;
    for (size_t k = 0; k < part.len; k++) folded[k] = is_upper(part.at[k]) ? (char)(part.at[k] + 32) : part.at[k];
    uint32_t word = pack_word(r->pack, (Str){ folded, part.len }), state = word ? pack_step(r->pack, PACK_ROOT, word) : 0, kinds = 0;
    const PackEntry *entries;
    size_t n = state ? pack_entries(r->pack, state, &entries) : 0;
    for (size_t k = 0; k < n; k++) {
        if (entries[k].table != TABLE_PAGE_WORD) continue;
        int kind = pack_row(r->pack, entries[k].row)->cell[PAGE_WORD_KIND];
        if (kind >= PAGE_PART_COMMENT) kinds |= bit(kind);
    }
    return kinds;
}

/* Does a new part begin at k? "commentBody", "UFIComment", "comment12", "h2" is one. */
static bool begins_part(Str name, size_t start, size_t k) {
    char before = name.at[k - 1], c = name.at[k];
    if (is_digit(c) != is_digit(before)) return k - start > 1 || is_digit(before);
    if (!is_upper(c)) return false;
    return !is_upper(before) || (k + 1 < name.len && is_alnum(name.at[k + 1]) && !is_upper(name.at[k + 1]) && !is_digit(name.at[k + 1]));
}

static int number_of(Str part) {
    int n = 0;
    for (size_t k = 0; k < part.len; k++) {
        if (!is_digit(part.at[k])) return -1;
        n = n < 100000000 ? n * 10 + (part.at[k] - '0') : n;
    }
    return n;
}

static Parts parts_of(const Reading *r, Str name) {
    Parts parts = { .len = 0 };
    for (size_t start = 0, end; start < name.len && parts.len < PARTS_MOST; start = end) {
        while (start < name.len && !is_alnum(name.at[start])) start++;
        for (end = start; end < name.len && is_alnum(name.at[end]) && (end == start || !begins_part(name, start, end));) end++;
        if (end == start) break;
        Str part = str_cut(name, start, end);
        int number = number_of(part);
        parts.at[parts.len++] = (Part){ number < 0 ? kinds_of_part(r, part) : 0, number };
    }
    return parts;
}

static uint32_t says_of_last(uint32_t last) {
    static const struct { int part; uint32_t says; } all[] = {
        { PAGE_PART_AUTHOR, SAYS_AUTHOR }, { PAGE_PART_USER, SAYS_USER }, { PAGE_PART_TIME, SAYS_TIME }, { PAGE_PART_TEXT, SAYS_TEXT },
        { PAGE_PART_NOISE, SAYS_NOISE }, { PAGE_PART_FORM, SAYS_FORM }, { PAGE_PART_QUOTE, SAYS_QUOTE },
    };
    uint32_t says = 0;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (last & bit(all[k].part)) says |= all[k].says;
    return says;
}

/* Of what the whole is: a comment, a list of them, a post. stems: kinds of the parts before the last. */
static uint32_t says_of_whole(uint32_t stems, uint32_t last) {
    uint32_t comment = bit(PAGE_PART_COMMENT) | bit(PAGE_PART_COMMENTS);
    if (last & bit(PAGE_PART_COMMENT)) return SAYS_COMMENT;
    if (last & bit(PAGE_PART_COMMENTS)) return SAYS_COMMENTS;
    if (stems & comment && last & bit(PAGE_PART_ITEM)) return SAYS_COMMENT;
    if (stems & comment && last & bit(PAGE_PART_LIST) && !(last & bit(PAGE_PART_TEXT))) return SAYS_COMMENTS;
    if (last & bit(PAGE_PART_POST) || (stems & bit(PAGE_PART_POST) && last & bit(PAGE_PART_ITEM))) return SAYS_POST;
    return 0;
}

uint32_t name_says(const Reading *r, Str name) {
    if (name.len > NAME_MOST) return 0;
    Parts parts = parts_of(r, name);
    size_t n = parts.len;
    bool numbered = n > 1 && parts.at[n - 1].number >= 0;
    while (n && parts.at[n - 1].number >= 0) n--;
    if (!n) return 0;
    uint32_t last = parts.at[n - 1].kinds, stems = 0;
    for (size_t k = 0; k + 1 < n; k++) stems |= parts.at[k].kinds;
    if (stems & bit(PAGE_PART_NOT)) return 0;
    if (stems & bit(PAGE_PART_FORM)) return SAYS_FORM;          /* "comment-form-author": a field to fill in */
    uint32_t says = says_of_last(last) | says_of_whole(stems, last);
    if (stems & bit(PAGE_PART_USER) && says & SAYS_AUTHOR) says |= SAYS_USER;
    if ((stems | last) & (bit(PAGE_PART_COMMENT) | bit(PAGE_PART_COMMENTS))) says |= SAYS_OF_COMMENT;
    if (numbered && says & (SAYS_COMMENT | SAYS_POST)) says |= SAYS_NUMBERED;
    if (numbered) says &= ~(uint32_t)SAYS_QUOTE;                /* "quote-12": what may be quoted */
    return says;
}

int name_level(const Reading *r, Str name) {
    Parts parts = parts_of(r, name);
    for (size_t k = 1; k < parts.len; k++)
        if (parts.at[k].number >= 0 && parts.at[k - 1].kinds & bit(PAGE_PART_DEPTH)) return parts.at[k].number;
    return -1;
}

bool name_means(const Reading *r, Str name, int kind) {
    Parts parts = parts_of(r, name.len > NAME_MOST ? str_cut(name, 0, NAME_MOST) : name);
    for (size_t k = 0; k < parts.len; k++)
        if (parts.at[k].kinds & bit(kind)) return true;
    return false;
}

/* ---- of an element --------------------------------------------------------------------------------------------------- */

typedef struct { Str names; uint32_t says; } Remembered;

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

static uint32_t says_of_names(const Reading *r, Str names) {
    uint32_t says = 0;
    size_t n = 0;
    for (size_t at = 0, end; at < names.len && n < NAMES_MOST; at = end + 1) {
        for (end = at; end < names.len && !is_blank(names.at[end]);) end++;
        if (end == at) continue;
        says |= name_says(r, str_cut(names, at, end));
        n++;
    }
    return says;
}

/* The same classes come again and again on a page. */
static uint32_t recall(const Reading *r, Remembered *memory, Str names) {
    if (!names.len) return 0;
    Remembered *slot = &memory[str_hash(names) % REMEMBERED];
    if (!str_eq(slot->names, names)) *slot = (Remembered){ names, says_of_names(r, names) };
    return slot->says;
}

static bool holds_names(Str attribute) {
    static const char *const all[] = { "class", "id", "itemprop", "data-testid", "data-test-id", "data-role" };
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (str_eq(attribute, str_of(all[k]))) return true;
    return false;
}

static uint32_t says_of_node(const Reading *r, const Dom *dom, uint32_t n, Remembered *memory) {
    const DomNode *node = &dom->at[n];
    uint32_t says = 0;
    for (uint32_t k = 0; k < node->n_attributes; k++) {
        const DomAttribute *a = &dom->attributes[node->attribute + k];
        if (holds_names(a->name)) says |= recall(r, memory, a->value);
    }
    return says;
}

uint32_t *names_read(Reading *r, const Dom *dom) {
    uint32_t *says = arena_array(r->scratch, dom->len + 1, sizeof *says);
    Remembered *memory = arena_array(r->scratch, REMEMBERED, sizeof *memory);
    for (uint32_t n = 0; n < dom->len; n++)
        if (dom->at[n].tag != DOM_TEXT && dom->at[n].n_attributes) says[n] = says_of_node(r, dom, n, memory);
    return says;
}
