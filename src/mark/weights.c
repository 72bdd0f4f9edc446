/* A weights file -> a model: every tensor is found by its name, and its type and shape are checked before anything is computed. */
#include <errno.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/map.h"
#include "base/weights_format.h"
#include "mark/mark.h"
#include "mark/model.h"

typedef struct { Model *m; const WeightsHead *head; const WeightsEntry *entries; Arena *owned; const char *wrong; } Loader;

enum { OWNED_MOST = 64 << 20, NAME_MOST = sizeof((WeightsEntry){ 0 }.name), WIDEST = 4096, ANY = 0 };

/* What is first found wrong is told; later findings may follow from it. */
static const void *refuse(Loader *l, const char *name) {
    if (!l->wrong) l->wrong = name;
    return NULL;
}

/* ---- tensors --------------------------------------------------------------------------------------------------------- */

static size_t value_size(uint32_t type) { return type == WEIGHTS_FLOAT || type == WEIGHTS_UINT ? 4 : 1; }

static const WeightsEntry *entry_of(const Loader *l, const char *name) {
    for (uint32_t k = 0; k < l->head->n_entries; k++)
        if (strncmp(l->entries[k].name, name, NAME_MOST) == 0) return &l->entries[k];
    return NULL;
}

static bool lies_in_file(const Loader *l, const WeightsEntry *e) {
    return e->at % WEIGHTS_ALIGN == 0 && e->at <= l->head->file_size && e->size <= l->head->file_size - e->at;
}

/* The values of a tensor [rows][columns]; columns 0: a list. NULL, and the loader refuses the file, when it is another one. */
static const void *tensor(Loader *l, const char *name, WeightsType type, size_t rows, size_t columns) {
    const WeightsEntry *e = entry_of(l, name);
    if (!e || e->type != (uint32_t)type || e->rank != (columns ? 2u : 1u) || !lies_in_file(l, e)) return refuse(l, name);
    if (e->shape[0] != rows || (columns && e->shape[1] != columns) || e->size != rows * (columns ? columns : 1) * value_size(type)) return refuse(l, name);
    return l->m->file.at + e->at;
}

static const float *floats(Loader *l, const char *name, int rows, int columns) {
    return tensor(l, name, WEIGHTS_FLOAT, (size_t)rows, (size_t)columns);
}

static const char *joined(Loader *l, const char *name, const char *ending) { return str_format(l->owned, "%s.%s", name, ending).at; }

/* What a kernel that adds 128 to every activation has added too much. */
static int32_t *shifts_of(Loader *l, const int8_t *weight, int out, int in) {
    int32_t *shift = arena_array(l->owned, (size_t)out, sizeof *shift);
    for (int o = 0; o < out; o++, weight += in) {
        int32_t sum = 0;
        for (int k = 0; k < in; k++) sum += weight[k];
        shift[o] = -128 * sum;
    }
    return shift;
}

static Matrix matrix(Loader *l, const char *name, int out, int in) {
    Matrix m = { .out = out, .in = in };
    m.weight = tensor(l, joined(l, name, "weight"), WEIGHTS_INT8, (size_t)out, (size_t)in);
    m.scale = floats(l, joined(l, name, "scale"), out, 0);
    m.bias = floats(l, joined(l, name, "bias"), out, 0);
    if (m.weight) m.shift = shifts_of(l, m.weight, out, in);
    return m;
}

static Norm norm(Loader *l, const char *name) {
    int width = l->m->encoder.width;
    return (Norm){ floats(l, joined(l, name, "weight"), width, 0), floats(l, joined(l, name, "bias"), width, 0) };
}

/* n strings, each ended by a zero byte; n ANY: as many as there are. */
static Labels texts(Loader *l, const char *name, size_t n) {
    const WeightsEntry *e = entry_of(l, name);
    Labels labels = { 0 };
    if (!e || e->type != WEIGHTS_TEXT || e->rank != 1 || !lies_in_file(l, e) || !e->shape[0] || e->shape[0] > e->size || (n && e->shape[0] != n))
        return refuse(l, name), labels;
    labels.at = arena_array(l->owned, e->shape[0], sizeof *labels.at);
    const char *at = l->m->file.at + e->at, *end = at + e->size;
    while (labels.n < e->shape[0]) {
        const char *zero = memchr(at, 0, (size_t)(end - at));
        if (!zero) return refuse(l, name), labels;
        labels.at[labels.n++] = (Str){ at, (size_t)(zero - at) };
        at = zero + 1;
    }
    return labels;
}

/* ---- the encoder ----------------------------------------------------------------------------------------------------- */

/* Within what encoder.c can compute; the rest is told by the shapes. */
static bool sizes_fit(const WeightsHead *h) {
    return h->width && h->width <= WIDEST && h->width % LANES == 0 && h->heads && h->width == h->heads * HEAD_WIDTH && h->layers
        && h->layers <= LAYERS_MOST && h->inner && h->inner <= WIDEST && h->inner % LANES == 0 && h->places >= SENTENCE_PIECES + 2 && h->places <= WIDEST
        && h->pieces && h->pieces <= UINT16_MAX && h->casings == N_CASINGS && h->arc && h->arc % LANES == 0 && h->arc <= WIDEST && h->rel
        && h->rel % LANES == 0 && h->rel <= WIDEST && h->link && h->link % LANES == 0 && h->link <= WIDEST;
}

static Layer layer(Loader *l, int number) {
    int width = l->m->encoder.width, inner = l->m->encoder.inner;
    const char *name = str_format(l->owned, "layer.%d", number).at;
    return (Layer){
        .query_key_value = matrix(l, joined(l, name, "qkv"), 3 * width, width), .attention = matrix(l, joined(l, name, "out"), width, width),
        .inner = matrix(l, joined(l, name, "up"), inner, width), .outer = matrix(l, joined(l, name, "down"), width, inner),
        .after_attention = norm(l, joined(l, name, "norm1")), .after_outer = norm(l, joined(l, name, "norm2")),
    };
}

static void load_encoder(Loader *l) {
    const WeightsHead *h = l->head;
    Encoder *e = &l->m->encoder;
    *e = (Encoder){ .n_pieces = (int)h->pieces, .n_places = (int)h->places, .n_casings = (int)h->casings, .width = (int)h->width, .n_heads = (int)h->heads,
                    .inner = (int)h->inner, .n_layers = (int)h->layers };
    e->piece = tensor(l, "piece.weight", WEIGHTS_INT8, h->pieces, h->width);
    e->piece_scale = floats(l, "piece.scale", e->n_pieces, 0);
    e->place = floats(l, "place", e->n_places, e->width);
    e->casing = floats(l, "casing", e->n_casings, e->width);
    e->norm = norm(l, "norm");
    for (int k = 0; k < e->n_layers; k++) e->layers[k] = layer(l, k);
}

static void load_pieces(Loader *l) {
    Pieces *p = &l->m->pieces;
    Labels rows = texts(l, "piece.text", l->head->pieces);
    if (l->wrong) return;
    *p = (Pieces){ .pieces = rows.at, .n = rows.n, .mask = pieces_slots(rows.n) - 1 };
    p->slots = arena_array(l->owned, pieces_slots(rows.n), sizeof *p->slots);
    pieces_index(p);
    if (!pieces_named(p, S("[UNK]"), &p->unknown) || !pieces_named(p, S("[CLS]"), &l->m->first_piece) || !pieces_named(p, S("[SEP]"), &l->m->last_piece))
        refuse(l, "piece.text");
}

/* ---- the heads ------------------------------------------------------------------------------------------------------- */

#define MODEL_TAG_WORD(NAME, word) word,
static const char *const tag_words[] = { MODEL_TAGS(MODEL_TAG_WORD) };

/* The rows of one head of tags, wherever it stands among the heads. */
static void load_tag_head(Loader *l, int head, const Labels *names, const uint32_t *first) {
    Labels *labels = &l->m->labels[head];
    *labels = texts(l, joined(l, "label", tag_words[head]), ANY);
    if (l->wrong) return;
    for (size_t k = 0; k < names->n; k++) {
        if (!str_eq(names->at[k], str_of(tag_words[head]))) continue;
        bool fits = first[k] <= first[k + 1] && first[k + 1] <= (uint32_t)l->m->tags.out && first[k + 1] - first[k] == labels->n;
        if (!fits) refuse(l, tag_words[head]);
        l->m->first_tag[head] = first[k];
        return;
    }
    refuse(l, tag_words[head]);
}

/* Of "B-X" and "I-X" the X; empty for "B", "I". */
static Str type_of(Str label) { return label.len > 2 ? str_cut(label, 2, label.len) : (Str){ 0 }; }

/* The words for what a head finds, in the order of the contract's numbers; "" where there is none more. */
static const char *role_word(int role) {
    static const char *const words[] = { [ROLE_SOURCE] = "S", [ROLE_TARGET] = "T", [ROLE_BOTH] = "R" };
    return role > ROLE_NONE && role <= ROLE_BOTH ? words[role] : "";
}

static const char *filler_word(int filler) {
    static const char *const words[] = {
#define FILLER_WORD(NAME, word) word,
        FILLERS(FILLER_WORD)
    };
    return words[filler];
}

static int kind_of(Str type, const char *(*word)(int kind), int n_kinds) {
    for (int kind = 0; kind < n_kinds; kind++)
        if (type.len && str_eq(type, str_of(word(kind)))) return kind;
    return 0;
}

static void name_kinds(Loader *l, int head, const char *(*word)(int kind), int n_kinds) {
    Labels *labels = &l->m->labels[head];
    labels->kind = arena_array(l->owned, labels->n, sizeof *labels->kind);
    for (size_t k = 0; k < labels->n; k++) labels->kind[k] = kind_of(type_of(labels->at[k]), word, n_kinds);
}

static void group_labels(Loader *l, int head) {
    Labels *labels = &l->m->labels[head];
    if (labels->n > UINT8_MAX) {
        refuse(l, tag_words[head]);
        return;
    }
    labels->group = arena_alloc(l->owned, labels->n);
    labels->inside = arena_array(l->owned, labels->n, sizeof *labels->inside);
    for (size_t k = 0; k < labels->n; k++) {
        Str label = labels->at[k];
        char place = label.len ? label.at[0] : 'O';
        labels->inside[k] = place == 'I';
        if (place != 'B' && place != 'I') continue;
        size_t same = 0;
        while (same < k && !(labels->group[same] && str_eq(type_of(labels->at[same]), type_of(label)))) same++;
        labels->group[k] = same < k ? labels->group[same] : (uint8_t)(k + 1);
    }
    if (labels->inside[0]) refuse(l, tag_words[head]);       /* a label that may begin comes first */
}

static void load_tags(Loader *l) {
    const WeightsEntry *weight = entry_of(l, "tags.weight");
    if (!weight || weight->shape[0] > WIDEST) {
        refuse(l, "tags.weight");
        return;
    }
    l->m->tags = matrix(l, "tags", (int)weight->shape[0], l->m->encoder.width);
    Labels names = texts(l, "tags.name", N_TAG_HEADS);
    const uint32_t *first = tensor(l, "tags.first", WEIGHTS_UINT, N_TAG_HEADS + 1, 0);
    for (int head = 0; head < N_TAG_HEADS && !l->wrong; head++) load_tag_head(l, head, &names, first);
    for (int head = TAG_NAMES; head < N_TAG_HEADS && !l->wrong; head++) group_labels(l, head);
    if (l->wrong) return;
    name_kinds(l, TAG_NAMES, casus_mention_type_word, CASUS_N_MENTION_TYPES);
    name_kinds(l, TAG_TIMES, casus_time_type_word, CASUS_N_TIME_TYPES);
    name_kinds(l, TAG_ROLES, role_word, ROLE_BOTH + 1);
    name_kinds(l, TAG_PARTS, filler_word, N_FILLERS);
}

static void load_pos(Loader *l) {
    const Labels *labels = &l->m->labels[TAG_POS];
    l->m->pos = arena_alloc(l->owned, labels->n);
    for (size_t k = 0; k < labels->n; k++)
        for (int pos = 1; pos < CASUS_N_POSES; pos++)
            if (str_eq(labels->at[k], str_of(casus_pos_word(pos)))) l->m->pos[k] = (uint8_t)pos;
}

/* "L3y": in small letters, three characters fewer, a y behind. */
static bool parse_lemma(Str label, LemmaRule *rule) {
    size_t at = 1;
    if (label.len < 2 || (label.at[0] != 'L' && label.at[0] != 'K')) return false;
    unsigned n = 0;
    for (; at < label.len && at < 3 && char_is_digit((unsigned char)label.at[at]); at++) n = n * 10 + (unsigned)(label.at[at] - '0');
    *rule = (LemmaRule){ label.at[0] == 'L', (uint8_t)n, str_cut(label, at, label.len) };
    return at > 1;
}

static void load_lemmas(Loader *l) {
    const Labels *labels = &l->m->labels[TAG_LEMMA];
    l->m->lemmas = arena_array(l->owned, labels->n, sizeof *l->m->lemmas);
    for (size_t k = 0; k < labels->n; k++)
        if (!parse_lemma(labels->at[k], &l->m->lemmas[k])) refuse(l, tag_words[TAG_LEMMA]);
}

static void load_deeds(Loader *l) {
    static const struct { const char *word; uint8_t deed; } deeds[] = { { "ANY_ACTION", DEED_ANY }, { "ARREST", DEED_ARREST }, { "FORCE", DEED_FORCE },
                                                                        { "KILL", DEED_KILL }, { "FAIL", DEED_FAIL } };
    Model *m = l->m;
    m->deed = arena_array(l->owned, m->events.n, 1);
    for (size_t k = 0; k < m->events.n; k++)
        for (size_t d = 0; d < sizeof deeds / sizeof *deeds; d++)
            if (str_eq(m->events.at[k], str_of(deeds[d].word))) m->deed[k] = deeds[d].deed;
}

static void load_heads(Loader *l) {
    Model *m = l->m;
    int width = m->encoder.width;
    m->arc_width = (int)l->head->arc;
    m->rel_width = (int)l->head->rel;
    m->link_width = (int)l->head->link;
    m->deps = texts(l, "label.deps", ANY);
    m->events = texts(l, "label.events", ANY);
    if (m->deps.n > WIDEST || m->events.n > WIDEST) refuse(l, "label.deps");
    if (l->wrong) return;
    m->parse = matrix(l, "parse", 2 * (m->arc_width + m->rel_width), width);
    m->arc = matrix(l, "arc", m->arc_width, m->arc_width);
    m->rel = matrix(l, "rel", (int)m->deps.n * (m->rel_width + 1), m->rel_width);
    m->link = matrix(l, "link", 3 * m->link_width, width);
    m->link_offset = floats(l, "link.offset", 2, 0);
    m->look = floats(l, "look", width, 0);
    m->event_weight = floats(l, "event.weight", (int)m->events.n, width);
    m->event_bias = floats(l, "event.bias", (int)m->events.n, 0);
    load_deeds(l);
}

/* ---- opening --------------------------------------------------------------------------------------------------------- */

static void load(Loader *l) {
    if (!sizes_fit(l->head)) {
        refuse(l, "the sizes in its head");
        return;
    }
    load_encoder(l);
    if (!l->wrong) load_pieces(l);
    if (!l->wrong) load_tags(l);
    if (!l->wrong) load_pos(l);
    if (!l->wrong) load_lemmas(l);
    if (!l->wrong) load_heads(l);
    l->m->recipe = (Str){ l->head->recipe, strnlen(l->head->recipe, sizeof l->head->recipe) };
    l->m->language = (Str){ l->head->language, strnlen(l->head->language, sizeof l->head->language) };
    if (!utf8_is_valid(l->m->recipe, &(size_t){ 0 }) || str_is_empty(l->m->recipe)) refuse(l, "the recipe's name");
}

static bool is_weights(Str file, const char *path, CasusError *err) {
    WeightsHead head;
    if (file.len < sizeof head.magic || memcmp(file.at, WEIGHTS_MAGIC, sizeof head.magic) != 0)
        return fail(err, CASUS_FOREIGN, "%s: no weights of casus; give a file such as models/casus-en.weights, or none", path), false;
    if (file.len < sizeof head) return fail(err, CASUS_BAD_INPUT, "%s: the weights are cut short; copy them again", path), false;
    memcpy(&head, file.at, sizeof head);
    if (head.order != WEIGHTS_ORDER || head.version != WEIGHTS_VERSION)
        return fail(err, CASUS_FOREIGN, "%s: the weights are of another version of casus; take those that came with this one", path), false;
    bool whole = head.file_size == file.len && head.n_entries <= (file.len - sizeof head) / sizeof(WeightsEntry);
    if (!whole) fail(err, CASUS_BAD_INPUT, "%s: the weights are cut short; copy them again", path);
    return whole;
}

static bool load_within(Loader *l) {
    if (setjmp(l->m->budget.stop)) return false;
    load(l);
    return true;
}

static Model *open_view(Str file, bool mapped, const char *path, CasusError *err) {
    Model *m = NULL;
    if (is_weights(file, path, err) && !(m = calloc(1, sizeof *m))) fail(err, CASUS_NO_MEMORY, "%s: no memory left to open the weights", path);
    if (!m) {
        if (mapped) file_unmap(file);
        return NULL;
    }
    m->file = file;
    m->mapped = mapped;
    m->budget.limit = OWNED_MOST;
    m->owned.budget = &m->budget;
    Loader l = { m, (const WeightsHead *)(const void *)file.at, (const WeightsEntry *)(const void *)(file.at + sizeof(WeightsHead)), &m->owned, NULL };
    bool enough = load_within(&l);
    if (enough && !l.wrong) return m;
    if (!enough) fail(err, CASUS_NO_MEMORY, "%s: no memory left to open the weights", path);
    else fail(err, CASUS_BAD_INPUT, "%s: the weights are damaged (%s); copy them again", path, l.wrong);
    model_close(m);
    return NULL;
}

Model *model_view(Str file, const char *path, CasusError *err) { return open_view(file, false, path, err); }

Model *model_open(const char *path, CasusError *err) {
    Str file = file_map(path);
    if (!file.at) return fail(err, CASUS_NO_ACCESS, "%s: %s", path, strerror(errno));
    return open_view(file, true, path, err);
}

void model_close(Model *m) {
    if (!m) return;
    arena_free(&m->owned);
    if (m->mapped) file_unmap(m->file);
    free(m);
}

Str model_name(const Model *m) { return m ? m->recipe : (Str){ 0 }; }
