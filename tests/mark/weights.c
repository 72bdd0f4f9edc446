/* weights WEIGHTS REFERENCE: the words, pieces, tags and heads that train/reference.py recorded, read again by the library. */
#include "../base/check.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>

#include "base/json.h"
#include "base/map.h"
#include "base/weights_format.h"
#include "mark/learned.h"
#include "mark/mark.h"
#include "mark/product.h"
#include "mark/tags.h"

typedef struct { const char *weights, *reference; Model *model; Arena arena, scratch; JsonValue sentences; } Place;

enum { MOST_WORDS = 400 };
static const float tolerance = 0.12f;       /* of a score: an activation that rounds the other way moves it by some hundredths */

static int open_all(void **state) {
    Place *p = *state;
    CasusError err = { 0 };
    p->model = model_open(p->weights, &err);
    if (!p->model) fail_msg("%s", err.line);
    Str file = file_map(p->reference);
    JsonReader reader = json_read(str_copy(file, &p->arena));
    file_unmap(file);
    p->sentences = json_value(&reader);
    return p->sentences.kind == JSON_ARRAY ? 0 : -1;
}

static int close_all(void **state) {
    Place *p = *state;
    model_close(p->model);
    arena_free(&p->arena);
    arena_free(&p->scratch);
    return 0;
}

/* ---- sentences as readings ------------------------------------------------------------------------------------------- */

/* A reading of words divided by blanks, cut into sentences at line breaks. */
static Reading reading_of(const Model *model, Str text, Arena *keep, Arena *scratch) {
    Reading r = { .model = model, .text = text, .keep = keep, .scratch = scratch, .layers = CASUS_LAYER_TOKENS };
    list_start(&r.tokens, keep);
    list_start(&r.sentences, keep);
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && text.at[end] != ' ' && text.at[end] != '\n') end++;
        bool begins = r.tokens.len == 1 || text.at[at - 1] == '\n';
        CasusToken *token = list_add(&r.tokens, keep);
        *token = (CasusToken){ .span = { (uint32_t)at, (uint32_t)end } };
        CasusId id = (CasusId)r.tokens.len - 1;
        if (begins) *list_add(&r.sentences, keep) = (CasusSentence){ .first = id };
        r.sentences.at[r.sentences.len - 1].last = id;
        at = end + 1;
    }
    return r;
}

static Str words_of(JsonValue sentence, Arena *arena) {
    Text text = { .arena = arena };
    JsonValue words = json_get(sentence, "words"), word;
    for (size_t at = 0; json_item(words, &at, &word);) {
        if (text.len) text_add_char(&text, ' ');
        text_add(&text, json_string(word, arena, NULL));
    }
    return text_str(&text);
}

static Str all_words(const Place *p, Arena *arena) {
    Text text = { .arena = arena };
    JsonValue sentence;
    for (size_t at = 0; json_item(p->sentences, &at, &sentence);) {
        if (text.len) text_add_char(&text, '\n');
        text_add(&text, words_of(sentence, arena));
    }
    return text_str(&text);
}

static size_t ints(JsonValue list, int64_t out[MOST_WORDS]) {
    size_t n = 0;
    JsonValue item;
    for (size_t at = 0; json_item(list, &at, &item); n++) {
        assert_true(n < MOST_WORDS);
        assert_true(json_int(item, &out[n]));
    }
    return n;
}

/* ---- the recorded reference ------------------------------------------------------------------------------------------ */

static size_t cut_words(const Model *m, Str text, uint16_t *piece, uint8_t *casing) {
    size_t n = 0;
    piece[n] = m->first_piece, casing[n++] = CASING_NONE;
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, S(" "), at);
        if (end == SIZE_MAX) end = text.len;
        Str word = str_cut(text, at, end);
        uint16_t pieces[PIECES_MOST];
        size_t n_pieces = pieces_of(&m->pieces, word, pieces);
        for (size_t k = 0; k < n_pieces; k++) piece[n] = pieces[k], casing[n++] = (uint8_t)casing_of(word);
        at = end + 1;
    }
    piece[n] = m->last_piece, casing[n++] = CASING_NONE;
    return n;
}

static void words_are_cut_as_in_training(void **state) {
    Place *p = *state;
    JsonValue sentence;
    size_t n_sentences = 0;
    for (size_t at = 0; json_item(p->sentences, &at, &sentence); n_sentences++) {
        uint16_t piece[MOST_WORDS];
        uint8_t casing[MOST_WORDS];
        int64_t pieces[MOST_WORDS], casings[MOST_WORDS];
        size_t n = cut_words(p->model, words_of(sentence, &p->arena), piece, casing);
        assert_int_equal(ints(json_get(sentence, "pieces"), pieces), n);
        assert_int_equal(ints(json_get(sentence, "casing"), casings), n);
        for (size_t k = 0; k < n; k++) {
            assert_int_equal(piece[k], pieces[k]);
            assert_int_equal(casing[k], casings[k]);
        }
    }
    assert_true(n_sentences > 20);
}

/* "cafe" with and without its accent, a letter with a stroke, a ligature, an ideograph beside letters, what cannot be cut, what is nothing. */
static void odd_words_are_cut_too(void **state) {
    const Pieces *p = &((Place *)*state)->model->pieces;
    uint16_t one[PIECES_MOST], two[PIECES_MOST];
    assert_int_equal(pieces_of(p, S("Caf\xC3\xA9"), one), pieces_of(p, S("cafe"), two));
    assert_int_equal(one[0], two[0]);
    assert_int_equal(pieces_of(p, S("\xE2\x80\x8B"), one), 1);
    assert_int_equal(one[0], p->unknown);
    char longest[101 + PIECES_MOST];
    memset(longest, 'a', sizeof longest);
    assert_true(pieces_of(p, (Str){ longest, 100 }, one) > 1);
    assert_int_equal(pieces_of(p, (Str){ longest, 101 }, one), 1);
    assert_int_equal(one[0], p->unknown);
    memset(longest, '-', sizeof longest);
    assert_int_equal(pieces_of(p, (Str){ longest, sizeof longest }, one), PIECES_MOST);
    assert_int_equal(casing_of(S("A")), CASING_CAPITAL);
    assert_int_equal(casing_of(S("USA")), CASING_UPPER);
    assert_int_equal(casing_of(S("iPhone")), CASING_MIXED);
    assert_int_equal(casing_of(S("\xD8\xB3\xD9\x84")), CASING_NONE);         /* letters without case */
    assert_int_equal(casing_of(S("12")), CASING_NONE);
}

static size_t n_off;

/* The scores of one head of tags for one word. */
static void check_scores(JsonValue recorded, const float *mine, size_t n) {
    JsonValue item;
    size_t k = 0;
    for (size_t at = 0; json_item(recorded, &at, &item); k++) {
        double wanted;
        assert_true(k < n && json_double(item, &wanted));
        if (fabs(wanted - (double)mine[k]) > (double)tolerance * fmax(1.0, fabs(wanted))) n_off++;      /* the larger a score, the coarser its steps */
    }
    assert_int_equal(k, n);
}

static void scores_are_those_recorded(void **state) {
    static const struct { int head; const char *word; } heads[] = { { TAG_POS, "upos" }, { TAG_NAMES, "names" }, { TAG_TIMES, "times" }, { TAG_ROLES, "roles" }, { TAG_PARTS, "parts" },
                                                                    { TAG_CUE, "cue" }, { TAG_SOURCE, "source" }, { TAG_CONTENT, "content" } };
    Place *p = *state;
    const Model *m = p->model;
    size_t n_scores = 0, width = (size_t)m->encoder.width;
    n_off = 0;
    JsonValue sentence;
    for (size_t at = 0; json_item(p->sentences, &at, &sentence);) {
        uint16_t piece[MOST_WORDS];
        uint8_t casing[MOST_WORDS];
        int64_t first[MOST_WORDS];
        uint32_t n = (uint32_t)cut_words(m, words_of(sentence, &p->arena), piece, casing), start[2] = { 0, n };
        size_t n_words = ints(json_get(sentence, "first"), first);
        float *x = arena_array(&p->arena, n * width, sizeof *x), *scores = arena_array(&p->arena, (size_t)m->tags.out, sizeof *scores);
        encoder_run(&m->encoder, &(Batch){ piece, casing, start, 1 }, x, &p->scratch);
        for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
            JsonValue rows = json_get(json_get(sentence, "logits"), heads[h].word), row;
            size_t w = 0;
            for (size_t row_at = 0; json_item(rows, &row_at, &row); w++) {
                size_t end = w + 1 < n_words ? (size_t)first[w + 1] : n - 2;
                float mean[1024] = { 0 };
                for (size_t k = (size_t)first[w]; k < end; k++)
                    for (size_t d = 0; d < width; d++) mean[d] += x[(k + 1) * width + d] / (float)(end - (size_t)first[w]);
                matrix_apply(&m->tags, mean, 1, scores, &p->scratch);
                check_scores(row, scores + m->first_tag[heads[h].head], m->labels[heads[h].head].n);
                n_scores += m->labels[heads[h].head].n;
            }
            assert_int_equal(w, n_words);
            arena_reset(&p->scratch);
        }
    }
    assert_true(n_scores > 10000);
    if (n_off * 100 > n_scores) fail_msg("%zu of %zu scores are off", n_off, n_scores);
}

static Str recorded_str(JsonValue list, size_t wanted, Arena *arena) {
    JsonValue item = { 0 };
    size_t at = 0;
    for (size_t k = 0; k <= wanted; k++) assert_true(json_item(list, &at, &item));
    return json_string(item, arena, NULL);
}

/* What is read of every word. The record holds the best head of each word by itself; the tree may have to choose another, seldom. */
static void words_are_read_as_recorded(void **state) {
    Place *p = *state;
    JsonValue sentence;
    size_t n_words = 0, n_pos = 0, n_heads = 0, n_deps = 0;
    for (size_t at = 0; json_item(p->sentences, &at, &sentence);) {
        Reading r = reading_of(p->model, words_of(sentence, &p->arena), &p->arena, &p->scratch);
        int64_t heads[MOST_WORDS];
        size_t n = ints(json_get(sentence, "arcs_best"), heads);
        learned_read(&r);
        assert_int_equal(n, r.tokens.len - 1);
        for (size_t k = 0; k < n; k++) {
            const Syntax *s = &r.syntax[k + 1];
            bool same = s->head == (heads[k] ? (CasusId)heads[k] : (CasusId)k + 1);
            n_pos += str_eq(str_of(casus_pos_word(s->pos)), recorded_str(json_get(json_get(sentence, "best"), "upos"), k, &p->arena));
            n_heads += same;
            n_deps += same && str_eq(s->dep, recorded_str(json_get(sentence, "relation_best"), k, &p->arena));
        }
        n_words += n;
    }
    assert_true(n_words > 300);
    if (n_pos * 200 < n_words * 199) fail_msg("%zu of %zu parts of speech", n_pos, n_words);
    if (n_heads * 100 < n_words * 95) fail_msg("%zu of %zu heads", n_heads, n_words);
    if (n_deps * 100 < n_heads * 99) fail_msg("%zu of %zu relations", n_deps, n_heads);
}

/* Of every deed that the record is sure of, told or not told. */
static void deeds_are_those_recorded(void **state) {
    Place *p = *state;
    const Model *m = p->model;
    JsonValue sentence;
    size_t n_told = 0, n_untold = 0;
    for (size_t at = 0; json_item(p->sentences, &at, &sentence);) {
        Reading r = reading_of(m, words_of(sentence, &p->arena), &p->arena, &p->scratch);
        JsonValue scores = json_get(json_get(sentence, "logits"), "events"), item;
        learned_read(&r);
        size_t k = 0;
        for (size_t score_at = 0; json_item(scores, &score_at, &item); k++) {
            double score;
            assert_true(k < m->events.n && json_double(item, &score));
            if (!m->deed[k] || fabs(score) < 0.3) continue;
            assert_int_equal((r.deeds[1] & m->deed[k]) != 0, score > 0);
            *(score > 0 ? &n_told : &n_untold) += 1;
        }
        assert_int_equal(k, m->events.n);
    }
    assert_true(n_told > 4 && n_untold > 100);
}

static void check_spans(const Reading *r, const SpanList *spans, const char *wanted) {
    assert_int_equal(spans->len, 1);
    assert_str(span_text(r, spans->at[0]), wanted);
}

static void who_says_what_belongs_together(void **state) {
    Place *p = *state;
    Reading r = reading_of(p->model, S("The Osmar Defence Ministry denied that its aircraft had struck the clinic .\nThe ministers meet every Thursday ."), &p->arena, &p->scratch);
    learned_read(&r);
    assert_int_equal(r.said.len, 2);
    check_spans(&r, &r.said.at[1].source, "The Osmar Defence Ministry");
    check_spans(&r, &r.said.at[1].cue, "denied");
    check_spans(&r, &r.said.at[1].content, "that its aircraft had struck the clinic");
    list_start(&r.attributions, r.keep);
    list_add(&r.attributions, r.keep)->cue_mark = 5;         /* by the tables */
    mark_finish(&r);
    assert_int_equal(r.attributions.len, 2);
    assert_int_equal(r.attributions.at[1].cue_mark, 0);
    assert_str(span_text(&r, r.attributions.at[1].cue.at[0]), "denied");
    assert_str(r.tokens.at[9].lemma, "have");
}

/* Every sequence of four words over five labels is tried; the best allowed one is what Viterbi's walk gives. */
static void the_best_tags_are_found(void **state) {
    (void)state;
    enum { N = 4, L = 5, ALL = L * L * L * L };
    static uint8_t group[L] = { 0, 2, 2, 4, 4 };
    static bool inside[L] = { false, false, true, false, true };
    Str names[L] = { S("O"), S("B-X"), S("I-X"), S("B-Y"), S("I-Y") };
    Model m = { .tags.out = L, .labels[TAG_NAMES] = { names, L, group, inside } };
    Arena arena = { 0 };
    uint32_t seed = 11;
    for (int round = 0; round < 200; round++) {
        float scores[N * L], most = -1e9f;
        int best = -1;
        for (int k = 0; k < N * L; k++) scores[k] = (float)((seed = seed * 1664525 + 1013904223) >> 24);
        for (int code = 0; code < ALL; code++) {
            float sum = 0;
            bool allowed = true;
            for (int w = 0, rest = code, before = 0; w < N; w++, rest /= L) {
                int label = rest % L;
                allowed = allowed && (!inside[label] || (w && group[before] == group[label]));
                sum += scores[w * L + label];
                before = label;
            }
            if (allowed && sum > most) most = sum, best = code;
        }
        const uint8_t *tags = tags_best(&m, TAG_NAMES, scores, N, &arena);
        float sum = 0;
        for (int w = 0; w < N; w++) sum += scores[w * L + tags[w]];
        assert_true(best >= 0 && fabsf(sum - most) < 0.01f);
        for (int w = 0; w < N; w++) assert_true(!inside[tags[w]] || (w && group[tags[w - 1]] == group[tags[w]]));
    }
    arena_free(&arena);
}

/* ---- the same bytes, however it is computed -------------------------------------------------------------------------- */

static void check_same(const Reading *a, CasusId from_a, const Reading *b, CasusId from_b, size_t n) {
    for (CasusId k = 0; k < n; k++) {
        const Syntax *x = &a->syntax[from_a + k], *y = &b->syntax[from_b + k];
        assert_int_equal(x->pos, y->pos);
        assert_true(str_eq(x->lemma, y->lemma) && str_eq(x->dep, y->dep));
        assert_int_equal(x->head - from_a, y->head - from_b);
    }
}

static void a_batch_changes_nothing(void **state) {
    Place *p = *state;
    Reading all = reading_of(p->model, all_words(p, &p->arena), &p->arena, &p->scratch);
    learned_read(&all);
    for (CasusId s = 1; s < all.sentences.len; s++) {
        const CasusSentence *sentence = &all.sentences.at[s];
        Reading one = reading_of(p->model, span_text(&all, tokens_span(&all, sentence->first, sentence->last)), &p->arena, &p->scratch);
        learned_read(&one);
        check_same(&all, sentence->first, &one, 1, sentence->last - sentence->first + 1);
    }
}

static void vectors_are_the_same_to_the_bit(void **state) {
    Place *p = *state;
    const Model *m = p->model;
    uint16_t piece[3 * MOST_WORDS];
    uint8_t casing[3 * MOST_WORDS];
    uint32_t n = (uint32_t)cut_words(m, S("Shells fell on the market of Tal Amal before noon"), piece, casing), start[4] = { 0, n, 2 * n, 3 * n };
    for (int copy = 1; copy < 3; copy++) {
        memcpy(piece + copy * n, piece, n * sizeof *piece);
        memcpy(casing + copy * n, casing, n);
    }
    size_t size = n * (size_t)m->encoder.width;
    float *one = arena_array(&p->arena, size, sizeof *one), *three = arena_array(&p->arena, 3 * size, sizeof *three);
    encoder_run(&m->encoder, &(Batch){ piece, casing, start, 1 }, one, &p->arena);
    encoder_run(&m->encoder, &(Batch){ piece, casing, start, 3 }, three, &p->arena);
    for (int copy = 0; copy < 3; copy++) assert_memory_equal(one, three + (size_t)copy * size, size * sizeof *one);
}

typedef struct { const Place *p; Arena arena, scratch; Reading r; } Worker;

static void *work(void *to) {
    Worker *w = to;
    w->r = reading_of(w->p->model, all_words(w->p, &w->arena), &w->arena, &w->scratch);
    learned_read(&w->r);
    return NULL;
}

static void threads_share_a_model(void **state) {
    enum { N = 3 };
    Worker workers[N] = { 0 };
    pthread_t threads[N];
    for (int k = 0; k < N; k++) {
        workers[k].p = *state;
        assert_int_equal(pthread_create(&threads[k], NULL, work, &workers[k]), 0);
    }
    for (int k = 0; k < N; k++) assert_int_equal(pthread_join(threads[k], NULL), 0);
    for (int k = 1; k < N; k++) check_same(&workers[0].r, 1, &workers[k].r, 1, workers[0].r.tokens.len - 1);
    for (int k = 0; k < N; k++) arena_free(&workers[k].arena), arena_free(&workers[k].scratch);
}

/* The portable product and the fast one: sums of whole numbers, the largest there can be among them. */
static void products_are_exact(void **state) {
    (void)state;
    enum { N = 7, OUT = 37, IN = 384 };
    static uint8_t x[N * IN];
    static int8_t weight[OUT * IN];
    int32_t shift[OUT], fast[N * OUT], plain[N * OUT];
    uint32_t seed = 7;
    for (size_t k = 0; k < sizeof x; k++) x[k] = k < IN ? 255 : (uint8_t)((seed = seed * 1664525 + 1013904223) >> 24);
    for (size_t k = 0; k < sizeof weight; k++) weight[k] = k < IN ? 63 : k < 2 * IN ? -63 : (int8_t)((int)((seed = seed * 1664525 + 1013904223) >> 24) % 127 - 63);
    for (int k = 0; k < OUT; k++) shift[k] = k * 1000 - 7;
    product(x, weight, shift, N, OUT, IN, fast);
    product_plain(x, weight, shift, N, OUT, IN, plain);
    assert_memory_equal(fast, plain, sizeof fast);
    assert_int_equal(plain[0], 255 * 63 * IN - 7);
    assert_int_equal(plain[1], -255 * 63 * IN + 993);
}

/* ---- long sentences, little memory ----------------------------------------------------------------------------------- */

static void long_sentences_are_read_in_parts(void **state) {
    Place *p = *state;
    enum { N = 3000 };
    Text text = { .arena = &p->arena };
    for (int k = 0; k < N; k++) text_add(&text, k == 700 ? S("https://example.org/-/-/-/-/-/-/-/-/-/-/-/-/-/-/-/-/-/-/-/-/- ") : k % 3 ? S("market ") : S("and "));
    text.len--;
    Reading r = reading_of(p->model, text_str(&text), &p->arena, &p->scratch);
    learned_read(&r);
    assert_int_equal(r.sentences.len, 2);
    assert_int_equal(r.tokens.len, N + 1);
    size_t n_roots = 0;
    for (CasusId t = 1; t <= N; t++) {
        assert_true(r.syntax[t].head >= 1 && r.syntax[t].head <= N);
        n_roots += r.syntax[t].head == t;
    }
    assert_true(n_roots >= N / SENTENCE_PIECES && n_roots <= N / SENTENCE_PIECES + 3);
}

static bool reads_within(const Place *p, Budget *budget, Arena *keep, Arena *scratch) {
    if (setjmp(budget->stop)) return false;
    Reading r = reading_of(p->model, all_words(p, keep), keep, scratch);
    learned_read(&r);
    return true;
}

/* The budget ends in the middle: nothing may be left behind (the sanitizers look). */
static void a_budget_that_ends_leaves_nothing(void **state) {
    size_t n_ended = 0, n_read = 0;
    for (size_t limit = 200 << 10; limit < 64 << 20; limit *= 2) {
        Budget budget = { .limit = limit };
        Arena keep = { .budget = &budget }, scratch = { .budget = &budget };
        if (reads_within(*state, &budget, &keep, &scratch)) n_read++;
        else n_ended++;
        arena_free(&keep);
        arena_free(&scratch);
        assert_int_equal(budget.used, 0);
    }
    assert_true(n_ended > 2 && n_read > 0);
}

/* ---- files that are none --------------------------------------------------------------------------------------------- */

/* Opens the bytes; when they are taken for weights, something is read with them. */
static bool opens(Str file, CasusError *err) {
    Model *m = model_view(file, "odd.weights", err);
    if (!m) {
        assert_true(err->line[0] && !strchr(err->line, '\n') && strstr(err->line, "odd.weights: ") == err->line);
        return false;
    }
    Arena keep = { 0 }, scratch = { 0 };
    Reading r = reading_of(m, S("Shells fell ."), &keep, &scratch);
    learned_read(&r);
    arena_free(&keep);
    arena_free(&scratch);
    model_close(m);
    return true;
}

static void odd_files_are_refused(void **state) {
    const Place *p = *state;
    Str file = file_map(p->weights);
    CasusError err = { 0 };
    assert_true(opens(file, &err));
    assert_false(opens((Str){ "not weights at all", 18 }, &err));
    assert_int_equal(err.status, CASUS_FOREIGN);
    static const size_t cuts[] = { 8, 100, 128, 5000, 1 << 20 };
    for (size_t k = 0; k < sizeof cuts / sizeof *cuts; k++) {
        assert_false(opens(str_cut(file, 0, cuts[k]), &err));
        assert_int_equal(err.status, CASUS_BAD_INPUT);
    }
    assert_false(opens(str_cut(file, 0, file.len - 1), &err));
    assert_null(model_open("/nonexistent.weights", &err));
    assert_int_equal(err.status, CASUS_NO_ACCESS);
    file_unmap(file);
}

/* One byte of the head or of an entry is another: refused with the tensor's name, or safe to read with. */
static void damaged_files_do_no_harm(void **state) {
    const Place *p = *state;
    Str file = file_map(p->weights);
    char *bytes = (char *)(uintptr_t)aligned_alloc(WEIGHTS_ALIGN, (file.len + WEIGHTS_ALIGN - 1) / WEIGHTS_ALIGN * WEIGHTS_ALIGN);
    assert_non_null(bytes);
    memcpy(bytes, file.at, file.len);
    const WeightsHead *head = (const WeightsHead *)(const void *)bytes;
    size_t end = sizeof *head + head->n_entries * sizeof(WeightsEntry), n_refused = 0, n_opened = 0;
    for (size_t at = 0; at < end; at += at < sizeof *head ? 3 : 97) {
        CasusError err = { 0 };
        bytes[at] ^= 0x15;
        if (opens((Str){ bytes, file.len }, &err)) n_opened++;
        else n_refused++;
        bytes[at] ^= 0x15;
    }
    assert_true(n_refused > 60);
    assert_true(n_opened > 3);
    free(bytes);
    file_unmap(file);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    Place place = { .weights = argv[1], .reference = argv[2] };
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(words_are_cut_as_in_training, &place),
        cmocka_unit_test_prestate(odd_words_are_cut_too, &place),
        cmocka_unit_test_prestate(scores_are_those_recorded, &place),
        cmocka_unit_test_prestate(words_are_read_as_recorded, &place),
        cmocka_unit_test_prestate(deeds_are_those_recorded, &place),
        cmocka_unit_test_prestate(who_says_what_belongs_together, &place),
        cmocka_unit_test_prestate(the_best_tags_are_found, &place),
        cmocka_unit_test_prestate(a_batch_changes_nothing, &place),
        cmocka_unit_test_prestate(vectors_are_the_same_to_the_bit, &place),
        cmocka_unit_test_prestate(threads_share_a_model, &place),
        cmocka_unit_test_prestate(products_are_exact, &place),
        cmocka_unit_test_prestate(long_sentences_are_read_in_parts, &place),
        cmocka_unit_test_prestate(a_budget_that_ends_leaves_nothing, &place),
        cmocka_unit_test_prestate(odd_files_are_refused, &place),
        cmocka_unit_test_prestate(damaged_files_do_no_harm, &place),
    };
    Place *shared = &place;
    void *opened = shared;
    if (open_all(&opened)) return 1;
    int status = cmocka_run_group_tests_name("mark weights", tests, NULL, NULL);
    close_all(&opened);
    return status;
}
