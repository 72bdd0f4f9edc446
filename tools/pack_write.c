/* The vocabulary, the trie of phrases, and the file. Everything is numbered in the order it came: same tables, same bytes. */
#include <errno.h>
#include <stdlib.h>

#include "base/sha256.h"
#include "pack.h"

/* ---- numbered strings ---- */

uint32_t number_find(const Numbered *numbered, Str s) {
    if (!numbered->n_slots) return 0;
    size_t mask = numbered->n_slots - 1;
    for (size_t slot = pack_word_slot(s, mask); numbered->slots[slot]; slot = (slot + 1) & mask)
        if (str_eq(numbered->items.at[numbered->slots[slot]], s)) return numbered->slots[slot];
    return 0;
}

static void put_number(Numbered *numbered, uint32_t number) {
    size_t mask = numbered->n_slots - 1, slot = pack_word_slot(numbered->items.at[number], mask);
    while (numbered->slots[slot]) slot = (slot + 1) & mask;
    numbered->slots[slot] = number;
}

uint32_t number_of(Packer *p, Numbered *numbered, Str s) {
    uint32_t found = number_find(numbered, s);
    if (found) return found;
    if (!numbered->items.len) list_start(&numbered->items, p->arena);
    Str *item = list_add(&numbered->items, p->arena);
    *item = str_copy(s, p->arena);
    if (numbered->items.len * 2 <= numbered->n_slots) {
        put_number(numbered, (uint32_t)numbered->items.len - 1);
        return (uint32_t)numbered->items.len - 1;
    }
    numbered->n_slots = numbered->n_slots ? numbered->n_slots * 2 : 64;
    numbered->slots = arena_array(p->arena, numbered->n_slots, sizeof *numbered->slots);
    for (uint32_t i = 1; i < numbered->items.len; i++) put_number(numbered, i);
    return (uint32_t)numbered->items.len - 1;
}

uint32_t pool_add(Packer *p, Str s) {
    if (!p->string_at.len) {                                        /* place 0: the empty string */
        list_start(&p->string_at, p->arena);
        text_add(&p->pool, (Str){ "\0\0\0\0\0\0\0", 8 });
    }
    if (str_is_empty(s)) return 0;
    uint32_t number = number_of(p, &p->strings, s);
    if (number < p->string_at.len) return p->string_at.at[number];
    uint32_t at = (uint32_t)p->pool.len, len = (uint32_t)s.len;
    text_add(&p->pool, (Str){ (const char *)&len, sizeof len });
    text_add(&p->pool, s);
    do text_add_char(&p->pool, 0); while (p->pool.len % sizeof len);
    uint32_t *place = list_add(&p->string_at, p->arena);
    return *place = at;
}

/* ---- the trie ---- */

void trie_start(Packer *p) {
    p->n_states = PACK_ROOT + 1;
    list_start(&p->edges, p->arena);
}

static size_t edge_slot(const Packer *p, uint32_t state, uint32_t word) {
    size_t mask = p->n_edge_slots - 1, slot = pack_edge_slot(state, word, mask);
    while (p->edge_slots[slot]) {
        const PackEdge *edge = &p->edges.at[p->edge_slots[slot]];
        if (edge->state == state && edge->word == word) break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static void make_edge_room(Packer *p) {
    if ((p->edges.len + 1) * 2 <= p->n_edge_slots) return;
    p->n_edge_slots = p->n_edge_slots ? p->n_edge_slots * 2 : 1024;
    p->edge_slots = arena_array(p->arena, p->n_edge_slots, sizeof *p->edge_slots);
    for (uint32_t i = 1; i < p->edges.len; i++) p->edge_slots[edge_slot(p, p->edges.at[i].state, p->edges.at[i].word)] = i;
}

static uint32_t step(Packer *p, uint32_t state, uint32_t word) {
    make_edge_room(p);
    size_t slot = edge_slot(p, state, word);
    if (p->edge_slots[slot]) return p->edges.at[p->edge_slots[slot]].next;
    p->edge_slots[slot] = (uint32_t)p->edges.len;
    PackEdge *edge = list_add(&p->edges, p->arena);
    *edge = (PackEdge){ state, word, p->n_states++ };
    return edge->next;
}

size_t phrase_n_words(const Packer *p, Str phrase) {
    size_t n = 0;
    Word word;
    for (size_t at = 0; words_next(phrase, &at, &p->rules, &word);) n++;
    return n;
}

/* A capital in the table asks for one in the text. */
static uint8_t flags_of(const Packer *p, Str phrase) {
    Word first;
    size_t at = 0, n_letters = 0, n_upper = 0;
    if (!words_next(phrase, &at, &p->rules, &first) || !(first.shape & CASUS_SHAPE_CAPITAL)) return 0;
    for (at = 0; at < phrase.len;) {
        uint32_t c = utf8_next(phrase, &at);
        n_letters += char_is_letter(c);
        n_upper += char_is_upper(c);
    }
    return n_letters > 1 && n_upper == n_letters ? ENTRY_CAPITAL | ENTRY_UPPER : ENTRY_CAPITAL;
}

/* Forms of a row that are written alike ("cut", "cut") are one entry; entries of a row come one after another. */
static StateEntry *entry_of(Packer *p, uint32_t state, uint32_t row) {
    for (size_t i = p->entries.len; i-- > 0 && p->entries.at[i].entry.row == row;)
        if (p->entries.at[i].state == state) return &p->entries.at[i];
    return NULL;
}

void phrase_add(Packer *p, Str phrase, int form, uint32_t row) {
    uint32_t state = PACK_ROOT;
    Word word;
    for (size_t at = 0; words_next(phrase, &at, &p->rules, &word);)
        state = step(p, state, number_of(p, &p->words, str_fold(str_cut(phrase, word.start, word.end), p->arena)));
    if (state == PACK_ROOT) return;
    uint8_t flags = flags_of(p, phrase);
    StateEntry *entry = entry_of(p, state, row);
    if (entry) {
        entry->entry.form |= (uint8_t)form;
        entry->entry.flags &= flags;
        return;
    }
    entry = list_add(&p->entries, p->arena);
    *entry = (StateEntry){ state, { row, p->rows.at[row].table, (uint8_t)form, flags } };
}

/* ---- the file ---- */

static int by_state(const void *a, const void *b) {
    const StateEntry *x = a, *y = b;
    if (x->state != y->state) return x->state < y->state ? -1 : 1;
    if (x->entry.table != y->entry.table) return x->entry.table < y->entry.table ? -1 : 1;
    return x->entry.row < y->entry.row ? -1 : x->entry.row > y->entry.row;
}

static size_t slots_for(size_t n) {
    size_t slots = 16;
    while (slots < n + n / 2) slots *= 2;
    return slots;
}

static void add_section(Text *out, PackSection *section, const void *records, size_t size) {
    while (out->len % 8) text_add_char(out, 0);
    *section = (PackSection){ out->len, size };
    text_add(out, (Str){ records, size });
}

static void add_words(Packer *p, Text *out, PackSection *sections) {
    size_t n = p->words.items.len, n_slots = slots_for(n);
    uint32_t *strings = arena_array(p->arena, n + 1, sizeof *strings), *slots = arena_array(p->arena, n_slots, sizeof *slots);
    for (uint32_t i = 1; i < n; i++) {
        strings[i] = pool_add(p, p->words.items.at[i]);
        size_t slot = pack_word_slot(p->words.items.at[i], n_slots - 1);
        while (slots[slot]) slot = (slot + 1) & (n_slots - 1);
        slots[slot] = i;
    }
    add_section(out, &sections[SECTION_WORDS], strings, (n ? n : 1) * sizeof *strings);
    add_section(out, &sections[SECTION_WORD_SLOTS], slots, n_slots * sizeof *slots);
}

static void add_edges(Packer *p, Text *out, PackSection *sections) {
    size_t n_root = p->words.items.len ? p->words.items.len : 1, n_inner = 0;
    for (size_t i = 1; i < p->edges.len; i++) n_inner += p->edges.at[i].state != PACK_ROOT;
    size_t n_slots = slots_for(n_inner);
    uint32_t *root = arena_array(p->arena, n_root, sizeof *root);
    PackEdge *slots = arena_array(p->arena, n_slots, sizeof *slots);
    for (size_t i = 1; i < p->edges.len; i++) {
        PackEdge edge = p->edges.at[i];
        if (edge.state == PACK_ROOT) {
            root[edge.word] = edge.next;
            continue;
        }
        size_t slot = pack_edge_slot(edge.state, edge.word, n_slots - 1);
        while (slots[slot].next) slot = (slot + 1) & (n_slots - 1);
        slots[slot] = edge;
    }
    add_section(out, &sections[SECTION_ROOT], root, n_root * sizeof *root);
    add_section(out, &sections[SECTION_EDGE_SLOTS], slots, n_slots * sizeof *slots);
}

static void add_entries(Packer *p, Text *out, PackSection *sections) {
    size_t n = p->entries.len;
    PackState *states = arena_array(p->arena, p->n_states, sizeof *states);
    PackEntry *entries = arena_array(p->arena, n + 1, sizeof *entries);
    if (n) qsort(p->entries.at, n, sizeof *p->entries.at, by_state);
    for (size_t i = 0; i < n; i++) {
        PackState *state = &states[p->entries.at[i].state];
        if (!state->n++) state->first = (uint32_t)i;
        entries[i] = p->entries.at[i].entry;
    }
    add_section(out, &sections[SECTION_STATES], states, p->n_states * sizeof *states);
    add_section(out, &sections[SECTION_ENTRIES], entries, n * sizeof *entries);
}

static void add_strings(Packer *p, Text *out, PackSection *section, const Str *items, size_t n) {
    uint32_t *at = arena_array(p->arena, n + 1, sizeof *at);
    for (size_t i = 0; i < n; i++) at[i] = pool_add(p, items[i]);
    add_section(out, section, at, n * sizeof *at);
}

/* Beside the place and then moved there: a reader never meets half a pack. */
static bool write_file(Packer *p, const char *path, Str bytes) {
    const char *new_path = str_format(p->arena, "%s.new", path).at;
    FILE *file = fopen(new_path, "wb");
    bool done = file && fwrite(bytes.at, 1, bytes.len, file) == bytes.len;
    if (file && fclose(file) != 0) done = false;
    if (done && rename(new_path, path) == 0) return true;
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return false;
}

/* The digest over the content, then the checksum over both. */
static void sign(Str pack, size_t tables_end, char *head) {
    char digest[65];
    sha256_hex(str_cut(pack, PACK_DIGEST_FROM, pack.len), digest);
    memcpy(head + offsetof(PackHead, digest), digest, 64);
    uint64_t checksum = pack_checksum(str_cut(pack, PACK_CHECKSUM_FROM, tables_end));
    memcpy(head + offsetof(PackHead, checksum), &checksum, sizeof checksum);
}

bool pack_write(Packer *p, const char *path) {
    PackHead head = { .magic = PACK_MAGIC, .version = PACK_VERSION, .endian = PACK_ENDIAN, .layout = pack_layout() };
    Text out = { .arena = p->arena };
    text_add(&out, (Str){ (const char *)&head, sizeof head });
    pool_add(p, (Str){ 0 });
    add_words(p, &out, head.sections);
    add_edges(p, &out, head.sections);
    add_entries(p, &out, head.sections);
    add_section(&out, &head.sections[SECTION_ROWS], p->rows.at, p->rows.len * sizeof *p->rows.at);
    add_strings(p, &out, &head.sections[SECTION_CLITICS], p->clitics.at, p->clitics.len);
    add_strings(p, &out, &head.sections[SECTION_ABBREVIATIONS], p->abbreviations.at, p->abbreviations.len);
    add_section(&out, &head.sections[SECTION_POOL], p->pool.at, p->pool.len);
    while (out.len % PACK_WEIGHTS_ALIGN) text_add_char(&out, 0);
    add_section(&out, &head.sections[SECTION_WEIGHTS], p->weights.at, p->weights.len);
    head.file_size = out.len;
    memcpy(out.at, &head, sizeof head);
    sign(text_str(&out), head.sections[SECTION_WEIGHTS].start, out.at);
    return write_file(p, path, text_str(&out));
}
