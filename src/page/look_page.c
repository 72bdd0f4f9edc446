/* What a page is as a whole: where its text is at home, what is alike, which words its headline has. */
#include "page/look.h"

#include <stdlib.h>

#include "page/blocks.h"

enum { PATH_STEPS = 3, PATH_CLASS_MOST = 120, TITLE_WORD_LEAST = 5, TITLE_WORDS_MOST = 24, WORDS_LOOKED_AT = 600 };

/* Long text below every node; the smallest node that holds four fifths of it. */
static uint32_t heaviest_inside(const Look *l, uint32_t *below) {
    const Dom *dom = l->dom;
    uint32_t all = 0, found = 0;
    for (size_t n = dom->len; n-- > 1;) {
        below[n] += l->home_long[n];
        below[dom->at[n].parent] += below[n];
    }
    all = below[0] += l->home_long[0];
    for (uint32_t n = 0; n < dom->len; n++)
        if ((uint64_t)below[n] * 5 >= (uint64_t)all * 4 && all) found = n;         /* those that hold so much lie inside one another */
    return found;
}

static int compare_hashes(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void find_homes(Look *l) {
    const Passages *p = l->passages;
    for (size_t k = 0; k < p->len; k++) {
        const Passage *passage = &p->at[k];
        l->home_letters[passage->home] += passage->n_letters;
        l->home_linked[passage->home] += passage->n_link_letters;
        if (is_long(passage)) l->home_long[passage->home] += passage->n_letters;
        l->total += passage->n_letters;
        l->hashes[k] = str_hash(passage->text);
    }
    for (uint32_t n = 1; n < l->dom->len; n++)
        if (l->home_long[n] > l->home_long[l->best]) l->best = n;
    l->near = l->dom->at[l->best].parent;
    l->first_best = l->last_best = p->len;
    for (size_t k = 0; k < p->len; k++) {
        if (p->at[k].home != l->best || !is_long(&p->at[k])) continue;
        if (l->first_best == p->len) l->first_best = k;
        l->last_best = k;
    }
    l->next_heading = p->len;
    if (l->first_best == p->len) return;
    l->best_article = p->at[l->first_best].article;
    l->best_class = dom_attribute(l->dom, p->at[l->first_best].node, "class");
    for (size_t k = p->len; k-- > l->last_best + 1;)
        if (p->at[k].heading == 1 || p->at[k].heading == 2) l->next_heading = k;
}

/* Numbers in names count what is alike: "post-12", "post-13". */
uint64_t path_of(const Dom *dom, uint32_t n) {
    uint64_t hash = 1469598103934665603u;
    for (int k = 0; k < PATH_STEPS && n; k++, n = dom->at[n].parent) {
        Str class = dom_attribute(dom, n, "class");
        size_t most = class.len < PATH_CLASS_MOST ? class.len : PATH_CLASS_MOST;
        hash = (hash ^ (dom->at[n].tag + 1u)) * 1099511628211u;
        for (size_t c = 0; c < most; c++)
            if (class.at[c] < '0' || class.at[c] > '9') hash = (hash ^ (unsigned char)class.at[c]) * 1099511628211u;
    }
    return hash ? hash : 1;
}

Path *path_at(const Look *l, uint64_t hash) {
    size_t k = hash & l->path_mask;
    while (l->paths[k].hash && l->paths[k].hash != hash) k = (k + 1) & l->path_mask;
    l->paths[k].hash = hash;
    return &l->paths[k];
}

static void find_paths(Look *l) {
    const Passages *p = l->passages;
    size_t room = 16;
    while (room < p->len * 4) room *= 2;
    l->paths = arena_array(l->r->scratch, room, sizeof *l->paths);
    l->path_mask = room - 1;
    for (size_t k = 0; k < p->len; k++) {
        Path *path = path_at(l, path_of(l->dom, p->at[k].node));
        path->n++;
        path->n_letters += p->at[k].n_letters;
        path->n_link_letters += p->at[k].n_link_letters;
        if (is_long(&p->at[k])) path->n_long_letters += p->at[k].n_letters;
        if (!k || p->at[k - 1].home != p->at[k].home) path_at(l, path_of(l->dom, p->at[k].home) ^ 1)->n++;
    }
    if (l->first_best < p->len) l->best_path = path_of(l->dom, p->at[l->first_best].node);
}

static void find_images(Look *l) {
    const Dom *dom = l->dom;
    l->n_images = arena_array(l->r->scratch, dom->len + 2, sizeof *l->n_images);
    l->n_passages = arena_array(l->r->scratch, dom->len + 2, sizeof *l->n_passages);
    l->n_linked = arena_array(l->r->scratch, dom->len + 2, sizeof *l->n_linked);
    l->n_home = arena_array(l->r->scratch, dom->len + 2, sizeof *l->n_home);
    for (size_t k = 0; k < l->passages->len; k++) {
        const Passage *p = &l->passages->at[k];
        l->n_passages[p->node + 1]++;
        if (p->n_letters && is_linked(p)) l->n_linked[p->node + 1]++;
        l->n_home[p->home]++;
    }
    for (uint32_t n = 0; n < dom->len; n++) {
        l->n_images[n + 1] = l->n_images[n] + dom_is(dom, n, DOM_IMG);
        l->n_passages[n + 1] += l->n_passages[n];
        l->n_linked[n + 1] += l->n_linked[n];
    }
}

/* The next run of letters in text that is as long as a title's telling word; its hash without its last letters' endings. */
static uint64_t next_long_word(Str text, size_t *at) {
    while (*at < text.len) {
        uint64_t hash = 1469598103934665603u;
        size_t letters = 0;
        while (*at < text.len) {
            size_t next = *at;
            uint32_t c = utf8_next(text, &next);
            if (!char_is_letter(c)) break;
            *at = next;
            char small[4];
            size_t n = char_lower(c, small);
            for (size_t k = 0; k < n && letters < TITLE_WORD_LEAST; k++) hash = (hash ^ (unsigned char)small[k]) * 1099511628211u;
            letters++;
        }
        if (letters >= TITLE_WORD_LEAST) return hash;
        if (!letters) utf8_next(text, at);
    }
    return 0;
}

int titled(const Look *l, Str text) {
    uint64_t seen = 0;
    size_t at = 0;
    text = str_cut(text, 0, text.len < WORDS_LOOKED_AT ? text.len : WORDS_LOOKED_AT);
    for (uint64_t hash; (hash = next_long_word(text, &at));)
        for (size_t k = 0; k < l->n_title_words; k++)
            if (l->title_words[k] == hash) seen |= (uint64_t)1 << k;
    return __builtin_popcountll(seen);
}

static void find_titled(Look *l) {
    const Passages *p = l->passages;
    l->n_titled = arena_array(l->r->scratch, l->dom->len + 1, sizeof *l->n_titled);
    l->title_words = arena_array(l->r->scratch, TITLE_WORDS_MOST, sizeof *l->title_words);
    l->comments_from = p->len;
    for (size_t k = p->len; k-- > 0;)
        if (p->at[k].text.len < 100 && comments_is_heading(l->r, p->at[k].text)) l->comments_from = k;
    if (l->headline >= p->len) return;
    size_t at = 0;
    for (uint64_t hash; l->n_title_words < TITLE_WORDS_MOST && (hash = next_long_word(p->at[l->headline].text, &at));) l->title_words[l->n_title_words++] = hash;
    for (size_t k = 0; k < p->len; k++)
        if (k != l->headline && is_long(&p->at[k]) && titled(l, p->at[k].text) > 1) l->n_titled[p->at[k].home]++;
}

Look look_at(Reading *r, const Dom *dom, const Passages *passages, size_t headline) {
    Look l = { .r = r, .dom = dom, .passages = passages, .headline = headline };
    l.home_letters = arena_array(r->scratch, dom->len + 1, sizeof *l.home_letters);
    l.home_linked = arena_array(r->scratch, dom->len + 1, sizeof *l.home_linked);
    l.home_long = arena_array(r->scratch, dom->len + 1, sizeof *l.home_long);
    l.hashes = arena_array(r->scratch, passages->len + 1, sizeof *l.hashes);
    find_homes(&l);
    find_paths(&l);
    find_images(&l);
    find_titled(&l);
    l.heavy = heaviest_inside(&l, arena_array(r->scratch, dom->len + 1, sizeof(uint32_t)));
    if (passages->len) qsort(l.hashes, passages->len, sizeof *l.hashes, compare_hashes);
    return l;
}

/* Does the text stand n times on the page? */
bool stands_times(const Look *l, Str text, size_t n) {
    uint64_t hash = str_hash(text);
    size_t low = 0, high = l->passages->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->hashes[middle] < hash) low = middle + 1;
        else high = middle;
    }
    return low + n <= l->passages->len && l->hashes[low + n - 1] == hash;
}

