#include "base/pack.h"

#include <errno.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/map.h"
#include "base/pack_format.h"
#include "base/utf8.h"

#define SECTION_FIELDS(NAME, Type) const Type *NAME; size_t n_##NAME;
struct Pack {
    Str file;                               /* the whole mapping */
    char digest[65];
    PACK_SECTIONS(SECTION_FIELDS)
    Str *rule_words;                        /* clitics, then abbreviations */
    WordRules rules;
};

/* ---- looking up; everything was checked by pack_open ---- */

static Str string_at(const Pack *pack, uint32_t at) {
    uint32_t len;
    memcpy(&len, pack->POOL + at, sizeof len);
    return (Str){ pack->POOL + at + sizeof len, len };
}

const char *pack_digest(const Pack *pack) { return pack->digest; }
Str pack_weights(const Pack *pack) { return (Str){ pack->WEIGHTS, pack->n_WEIGHTS }; }
const WordRules *pack_word_rules(const Pack *pack) { return &pack->rules; }
Str pack_word_text(const Pack *pack, uint32_t word) { return string_at(pack, word < pack->n_WORDS ? pack->WORDS[word] : 0); }

uint32_t pack_word(const Pack *pack, Str folded) {
    size_t mask = pack->n_WORD_SLOTS - 1;
    for (size_t slot = pack_word_slot(folded, mask); pack->WORD_SLOTS[slot]; slot = (slot + 1) & mask) {
        uint32_t word = pack->WORD_SLOTS[slot];
        if (str_eq(string_at(pack, pack->WORDS[word]), folded)) return word;
    }
    return 0;
}

uint32_t pack_step(const Pack *pack, uint32_t state, uint32_t word) {
    if (state == PACK_ROOT) return word < pack->n_ROOT ? pack->ROOT[word] : 0;
    size_t mask = pack->n_EDGE_SLOTS - 1;
    for (size_t slot = pack_edge_slot(state, word, mask); pack->EDGE_SLOTS[slot].next; slot = (slot + 1) & mask) {
        const PackEdge *edge = &pack->EDGE_SLOTS[slot];
        if (edge->state == state && edge->word == word) return edge->next;
    }
    return 0;
}

size_t pack_entries(const Pack *pack, uint32_t state, const PackEntry **entries) {
    *entries = NULL;
    if (state >= pack->n_STATES) return 0;
    *entries = pack->ENTRIES + pack->STATES[state].first;
    return pack->STATES[state].n;
}

/* The vocabulary number of a word as a text writes it; one too long for the buffer is in no table. */
static uint32_t word_number(const Pack *pack, Str word) {
    char folded[128];
    size_t n = str_fold_into(word, folded, sizeof folded);
    return n == SIZE_MAX ? 0 : pack_word(pack, (Str){ folded, n });
}

size_t pack_find(const Pack *pack, Str phrase, const PackEntry **entries) {
    uint32_t state = PACK_ROOT;
    Word word;
    for (size_t at = 0; state && words_next(phrase, &at, &pack->rules, &word);)
        state = pack_step(pack, state, word_number(pack, str_cut(phrase, word.start, word.end)));
    return pack_entries(pack, state == PACK_ROOT ? 0 : state, entries);
}

const PackRow *pack_row(const Pack *pack, uint32_t row) { return &pack->ROWS[row < pack->n_ROWS ? row : 0]; }
uint32_t pack_n_rows(const Pack *pack) { return (uint32_t)pack->n_ROWS; }
Str pack_key(const Pack *pack, const PackRow *row) { return string_at(pack, row->key); }

Str pack_cell_str(const Pack *pack, const PackRow *row, int column) { return string_at(pack, (uint32_t)row->cell[column]); }

/* ---- checks ---- */

static bool is_string(const Pack *pack, uint32_t at) {
    uint32_t len;
    if (at % sizeof len || at > pack->n_POOL - sizeof len - 1) return false;
    memcpy(&len, pack->POOL + at, sizeof len);
    return len < pack->n_POOL - at - sizeof len && pack->POOL[at + sizeof len + len] == 0;
}

static bool are_strings(const Pack *pack, const uint32_t *at, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!is_string(pack, at[i])) return false;
    return true;
}

static bool is_power_of_two(size_t n) { return n && (n & (n - 1)) == 0; }

/* Every slot names a word, and a free one ends every search. */
static bool are_word_slots(const Pack *pack) {
    if (!is_power_of_two(pack->n_WORD_SLOTS)) return false;
    size_t n_free = 0;
    for (size_t i = 0; i < pack->n_WORD_SLOTS; i++) {
        if (pack->WORD_SLOTS[i] >= pack->n_WORDS) return false;
        n_free += pack->WORD_SLOTS[i] == 0;
    }
    return n_free > 0;
}

static bool are_edges(const Pack *pack) {
    if (!is_power_of_two(pack->n_EDGE_SLOTS)) return false;
    size_t n_free = 0;
    for (size_t i = 0; i < pack->n_EDGE_SLOTS; i++) {
        if (pack->EDGE_SLOTS[i].next >= pack->n_STATES) return false;
        n_free += pack->EDGE_SLOTS[i].next == 0;
    }
    for (size_t i = 0; i < pack->n_ROOT; i++)
        if (pack->ROOT[i] >= pack->n_STATES) return false;
    return n_free > 0;
}

static bool are_entries(const Pack *pack) {
    for (size_t i = 0; i < pack->n_STATES; i++) {
        PackState state = pack->STATES[i];
        if (state.first > pack->n_ENTRIES || state.n > pack->n_ENTRIES - state.first) return false;
    }
    for (size_t i = 0; i < pack->n_ENTRIES; i++)
        if (pack->ENTRIES[i].row >= pack->n_ROWS || pack->ENTRIES[i].table >= N_TABLES) return false;
    return true;
}

/* How many values a cell of a type may have, from `least` on; 0: any. */
static int n_values(CellType type) {
    switch (type) {
    case CELL_STANCE: return CASUS_N_STANCES;
    case CELL_EFFECT: return CASUS_N_EFFECTS;
    case CELL_EVENT: return CASUS_N_EVENT_TYPES;
    case CELL_PLOVER: return CASUS_N_PLOVERS;
    case CELL_CIVILIAN: return CASUS_N_CIVILIANS;
    case CELL_MENTION: return CASUS_N_MENTION_TYPES;
    case CELL_SOURCE: return CASUS_N_SOURCE_KINDS;
    case CELL_HOW: return CASUS_N_HOWS;
    case CELL_STAGE: return CASUS_N_STAGES;
    case CELL_PRECISION: return CASUS_N_PRECISIONS;
    case CELL_MODALITY: return CASUS_N_MODALITIES;
    default: return 0;
    }
}

static int n_choices(const char *choices) {
    int n = *choices != 0;
    for (; *choices; choices++) n += *choices == ' ';
    return n;
}

static bool is_cell(const Pack *pack, CellType type, const char *choices, int32_t cell) {
    int n = n_values(type);
    if (n) return cell >= CASUS_UNKNOWN && cell < n;
    if (type == CELL_CHOICE) return cell >= 0 && cell <= n_choices(choices);
    if (type == CELL_INT || type == CELL_DEGREES || type == CELL_NONE) return true;
    return is_string(pack, (uint32_t)cell);
}

static bool is_row(const Pack *pack, const PackRow *row) {
    if (row->table >= N_TABLES || row->pos >= CASUS_N_POSES || !is_string(pack, row->key)) return false;
    int cell = 0;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        const Column *column = &table_columns[i];
        if (column->table == row->table && !is_cell(pack, column->type, column->choices, row->cell[cell++])) return false;
    }
    return true;
}

static bool are_rows(const Pack *pack) {
    for (size_t i = 0; i < pack->n_ROWS; i++)
        if (!is_row(pack, &pack->ROWS[i])) return false;
    return true;
}

/* Slot 0 of every list, and the root. */
static bool has_first_records(const Pack *pack) {
    return pack->n_POOL > sizeof(uint32_t) && pack->n_POOL <= INT32_MAX && pack->n_WORDS && pack->n_ROWS && pack->n_ROOT && pack->n_STATES > PACK_ROOT
        && is_string(pack, 0) && pack->STATES[0].n == 0 && pack->ROOT[0] == 0;
}

static bool is_hex(const char *digits) { return strspn(digits, "0123456789abcdef") == 64; }

static bool is_sound(const Pack *pack) {
    return is_hex(pack->digest) && has_first_records(pack) && are_strings(pack, pack->WORDS, pack->n_WORDS) && are_strings(pack, pack->CLITICS, pack->n_CLITICS)
        && are_strings(pack, pack->ABBREVIATIONS, pack->n_ABBREVIATIONS) && are_word_slots(pack) && are_edges(pack) && are_entries(pack)
        && are_rows(pack);
}

/* ---- opening ---- */

static uint64_t mix(uint64_t h, const char *words) { return (h ^ str_hash(str_of(words))) * 0x9E3779B97F4A7C15u; }

uint64_t pack_layout(void) {
    static const struct { const char *(*word)(int); int n; } lists[] = {
        { casus_stance_word, CASUS_N_STANCES }, { casus_effect_word, CASUS_N_EFFECTS }, { casus_event_type_word, CASUS_N_EVENT_TYPES },
        { casus_plover_word, CASUS_N_PLOVERS }, { casus_civilian_word, CASUS_N_CIVILIANS }, { casus_mention_type_word, CASUS_N_MENTION_TYPES },
        { casus_source_kind_word, CASUS_N_SOURCE_KINDS }, { casus_how_word, CASUS_N_HOWS }, { casus_stage_word, CASUS_N_STAGES },
        { casus_precision_word, CASUS_N_PRECISIONS }, { casus_modality_word, CASUS_N_MODALITIES }, { casus_pos_word, CASUS_N_POSES },
    };
    uint64_t h = N_TABLES;
    for (int t = 1; t < N_TABLES; t++) h = mix(h, table_file[t]);
    for (int i = 0; i < N_COLUMNS; i++) {
        h = mix(mix(h, table_columns[i].name), table_columns[i].choices);
        h = (h ^ (uint64_t)table_columns[i].type) * 31 + (uint64_t)table_columns[i].table;
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (int v = 0; v < lists[i].n; v++) h = mix(h, lists[i].word(v));
    return h;
}

/* The records of a section; NULL when they do not lie in the file. */
static const void *section_at(Str file, PackSection section, size_t record, size_t *n) {
    if (section.start % 8 || section.start > file.len || section.size > file.len - section.start || section.size % record) return NULL;
    *n = section.size / record;
    return file.at + section.start;
}

static bool find_sections(Pack *pack, const PackHead *head) {
#define FIND_SECTION(NAME, Type) \
    pack->NAME = section_at(pack->file, head->sections[SECTION_##NAME], sizeof(Type), &pack->n_##NAME); \
    if (!pack->NAME) return false;
    PACK_SECTIONS(FIND_SECTION)
    return true;
}

static bool make_rules(Pack *pack) {
    size_t n = pack->n_CLITICS + pack->n_ABBREVIATIONS;
    pack->rule_words = calloc(n + 1, sizeof *pack->rule_words);
    if (!pack->rule_words) return false;
    Str *abbreviations = pack->rule_words + pack->n_CLITICS;
    for (size_t i = 0; i < pack->n_CLITICS; i++) pack->rule_words[i] = string_at(pack, pack->CLITICS[i]);
    for (size_t i = 0; i < pack->n_ABBREVIATIONS; i++) abbreviations[i] = string_at(pack, pack->ABBREVIATIONS[i]);
    pack->rules = (WordRules){ pack->rule_words, pack->n_CLITICS, abbreviations, pack->n_ABBREVIATIONS };
    return true;
}

static const Pack *fail_pack(Pack *pack, CasusError *err, CasusStatus status, const char *path, const char *why) {
    pack_close(pack);
    return fail(err, status, "%s: %s", path, why);
}

static const Pack *read_pack(Pack *pack, const char *path, CasusError *err) {
    PackHead head;
    Str file = pack->file;
    if (file.len < sizeof head.magic || memcmp(file.at, PACK_MAGIC, sizeof head.magic) != 0)
        return fail_pack(pack, err, CASUS_FOREIGN, path, "not a casus pack; give the casus.pack that `make build` writes");
    if (file.len < sizeof head) return fail_pack(pack, err, CASUS_BAD_INPUT, path, "the pack is cut short; build or copy it again");
    memcpy(&head, file.at, sizeof head);
    if (head.endian != PACK_ENDIAN) return fail_pack(pack, err, CASUS_FOREIGN, path, "the pack was built for another kind of machine; build it here");
    if (head.version != PACK_VERSION || (head.file_size == file.len && head.layout != pack_layout()))
        return fail_pack(pack, err, CASUS_FOREIGN, path, "the pack is of another version of casus; build it again");
    if (head.file_size != file.len) return fail_pack(pack, err, CASUS_BAD_INPUT, path, "the pack is cut short; build or copy it again");
    memcpy(pack->digest, head.digest, sizeof head.digest);
    uint64_t tables_end = head.sections[SECTION_WEIGHTS].start;         /* the weights come last and are checked where they are used */
    if (tables_end < sizeof head || tables_end > file.len || head.checksum != pack_checksum(str_cut(file, PACK_CHECKSUM_FROM, tables_end)) || !find_sections(pack, &head) || !is_sound(pack))
        return fail_pack(pack, err, CASUS_BAD_INPUT, path, "the pack is damaged; build or copy it again");
    if (!make_rules(pack)) return fail_pack(pack, err, CASUS_NO_MEMORY, path, "no memory");
    return pack;
}

const Pack *pack_open(const char *path, CasusError *err) {
    Str file = file_map(path);
    if (!file.at) return fail(err, CASUS_NO_ACCESS, "%s: %s", path, strerror(errno));
    Pack *pack = calloc(1, sizeof *pack);
    if (!pack) {
        file_unmap(file);
        return fail(err, CASUS_NO_MEMORY, "%s: no memory", path);
    }
    pack->file = file;
    return read_pack(pack, path, err);
}

void pack_close(const Pack *pack) {
    if (!pack) return;
    file_unmap(pack->file);
    free(pack->rule_words);
    free((void *)(uintptr_t)pack);
}
