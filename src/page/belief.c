/* Which passages are the article: a linear model over what can be seen of each, then again over what was believed of its neighbours.
 * The weights stand in data/world/passage.tsv, made by train/passages.py from pages whose article is known. */
#include "page/passages.h"

#include <stdlib.h>

#include "page/blocks.h"

/* Seen of a passage alone. */
#define FEATURES(X) \
    X(bias_always) X(words_1) X(words_3) X(words_6) X(words_11) X(words_21) X(words_41) X(words_81) \
    X(link_none) X(link_some) X(link_half) X(link_most) X(link_all) \
    X(ends_stop) X(ends_open) X(stops_inside) X(commas_two) X(starts_lower) X(starts_upper) X(starts_other) X(digits_many) X(all_upper) X(no_letters) \
    X(clock_in) X(date_short) X(share_word) X(caption_label) X(byline_label) X(comment_heading) X(update_label) \
    X(tag_p) X(tag_li) X(tag_cell) X(tag_heading_1) X(tag_heading_2) X(tag_heading_3) X(tag_quote) X(tag_pre) X(tag_loose) X(tag_other) \
    X(in_link) X(in_article) X(in_main) X(in_header) X(in_footer) X(in_nav) X(in_aside) X(in_form) X(in_figure) X(in_chrome) X(in_chrome_near) \
    X(in_body_class) X(in_body_prop) X(in_hidden) X(in_embed) X(in_caption) X(in_standfirst) \
    X(before_headline) X(is_headline) X(after_headline) X(no_headline) X(like_headline) X(first_tenth) X(last_tenth) X(last_third) \
    X(best_home) X(best_home_short) X(best_home_long) X(near_home) X(near_home_short) X(near_home_long) X(heavy_inside) X(heavy_inside_short) X(heavy_inside_long) \
    X(outside_long) X(between_best) X(before_best) X(just_before_best) X(after_best) X(just_after_best) \
    X(home_good) X(home_links) X(home_alone) X(repeated_text) \
    X(prev_long) X(next_long) X(prev_linked) X(next_linked) X(prev_short) X(next_short) X(item_linked) X(item_in_best) X(heading_then_text) X(heading_then_links) \
    X(other_article) X(no_article_else) X(class_own) X(class_of_best) X(best_linked) X(best_strong) X(strong_whole) X(strong_linked) X(after_other_heading) X(long_repeated) \
    X(in_part_image) X(in_part_body) X(frame_in) X(frame_near) X(frame_apart) X(frame_apart_near) X(chrome_apart) \
    X(beside_image) X(near_image) X(said_thrice) X(path_of_best) X(path_long) X(path_linked) X(path_alone) X(path_many) X(path_few)
/* Believed of those around it, from the first round. */
#define ROUND_FEATURES(X) \
    X(self_sure) X(self_yes) X(self_no) X(self_never) X(prev_yes) X(prev_sure) X(prev_never) X(next_yes) X(next_sure) X(next_never) \
    X(both_yes) X(both_no) X(home_yes) X(home_no) X(two_before_yes) X(two_after_yes) X(inside_run) X(after_all) X(before_all)

#define ENUM(name) F_##name,
enum { FEATURES(ENUM) N_ALONE, LAST_ALONE = N_ALONE - 1, ROUND_FEATURES(ENUM) N_FEATURES };
_Static_assert((int)N_FEATURES <= (int)FEATURES_MOST, "a bit for every feature");
#define NAME(name) #name,
static const char *const names[] = { FEATURES(NAME) ROUND_FEATURES(NAME) };

enum { LONG_WORDS = 15, LINKED_PERCENT = 40, SHORT_DATE = 60, NEAR_BEST = 3, PATH_STEPS = 3, PATH_CLASS_MOST = 120, FRAME_NEAR = 3, PATH_MANY = 6, IMAGE_STEPS = 4, IMAGE_TEXTS_MOST = 3, TEXT_LOOKED_AT = 4000 };
static const double SURE = 2, NEVER = -2;

/* The passages whose elements, and those around them, have the same tags and classes. */
typedef struct { uint64_t hash; uint32_t n, n_letters, n_link_letters, n_long_letters; } Path;

typedef struct {
    Reading *r; const Dom *dom; const Passages *passages; size_t headline;
    uint32_t *home_letters, *home_linked;       /* by node: letters of the passages at home there, and of those the linked ones */
    uint32_t *home_long;                        /* by node: letters of long passages at home there */
    uint32_t best_article;                      /* the innermost <article> around best; 0 for none */
    Str best_class;                             /* class of the long passages at home in best */
    size_t next_heading;                        /* the first h1 or h2 behind the last passage of best */
    uint32_t best, near, heavy;                 /* nodes: the home with most long text; its parent; the smallest with most of it inside */
    size_t first_best, last_best;               /* passages at home in best */
    uint64_t *hashes;                           /* of every passage's text, sorted */
    size_t total;                               /* letters */
    uint32_t *n_images, *n_passages;            /* by node: how many pictures, how many passages begin, before it */
    Path *paths; size_t path_mask;              /* what is alike by its tags and classes, by hash */
    uint64_t best_path;
} Look;

size_t passages_n_features(void) { return N_FEATURES; }
const char *passages_feature_name(size_t feature) { return names[feature]; }

static void set(Features *f, int feature, bool on) {
    if (on) f->bits[feature / 64] |= (uint64_t)1 << feature % 64;
}

static bool is_long(const Passage *p) { return p->n_words >= LONG_WORDS && p->n_link_letters * 100 < p->n_letters * LINKED_PERCENT; }
static bool is_linked(const Passage *p) { return p->n_link_letters * 100 >= p->n_letters * 60; }

/* ---- the page as a whole --------------------------------------------------------------------------------------------- */

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
static uint64_t path_of(const Dom *dom, uint32_t n) {
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

static Path *path_at(const Look *l, uint64_t hash) {
    size_t k = hash & l->path_mask;
    while (l->paths[k].hash && l->paths[k].hash != hash) k = (k + 1) & l->path_mask;
    l->paths[k].hash = hash;
    return &l->paths[k];
}

static void find_paths(Look *l) {
    const Passages *p = l->passages;
    size_t room = 16;
    while (room < p->len * 2) room *= 2;
    l->paths = arena_array(l->r->scratch, room, sizeof *l->paths);
    l->path_mask = room - 1;
    for (size_t k = 0; k < p->len; k++) {
        Path *path = path_at(l, path_of(l->dom, p->at[k].node));
        path->n++;
        path->n_letters += p->at[k].n_letters;
        path->n_link_letters += p->at[k].n_link_letters;
        if (is_long(&p->at[k])) path->n_long_letters += p->at[k].n_letters;
    }
    if (l->first_best < p->len) l->best_path = path_of(l->dom, p->at[l->first_best].node);
}

static void find_images(Look *l) {
    const Dom *dom = l->dom;
    l->n_images = arena_array(l->r->scratch, dom->len + 2, sizeof *l->n_images);
    l->n_passages = arena_array(l->r->scratch, dom->len + 2, sizeof *l->n_passages);
    for (size_t k = 0; k < l->passages->len; k++) l->n_passages[l->passages->at[k].node + 1]++;
    for (uint32_t n = 0; n < dom->len; n++) {
        l->n_images[n + 1] = l->n_images[n] + dom_is(dom, n, DOM_IMG);
        l->n_passages[n + 1] += l->n_passages[n];
    }
}

static Look look_at(Reading *r, const Dom *dom, const Passages *passages, size_t headline) {
    Look l = { .r = r, .dom = dom, .passages = passages, .headline = headline };
    l.home_letters = arena_array(r->scratch, dom->len + 1, sizeof *l.home_letters);
    l.home_linked = arena_array(r->scratch, dom->len + 1, sizeof *l.home_linked);
    l.home_long = arena_array(r->scratch, dom->len + 1, sizeof *l.home_long);
    l.hashes = arena_array(r->scratch, passages->len + 1, sizeof *l.hashes);
    find_homes(&l);
    find_paths(&l);
    find_images(&l);
    l.heavy = heaviest_inside(&l, arena_array(r->scratch, dom->len + 1, sizeof(uint32_t)));
    if (passages->len) qsort(l.hashes, passages->len, sizeof *l.hashes, compare_hashes);
    return l;
}

/* Does the text stand n times on the page? */
static bool stands_times(const Look *l, Str text, size_t n) {
    uint64_t hash = str_hash(text);
    size_t low = 0, high = l->passages->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (l->hashes[middle] < hash) low = middle + 1;
        else high = middle;
    }
    return low + n <= l->passages->len && l->hashes[low + n - 1] == hash;
}

/* ---- one passage ------------------------------------------------------------------------------------------------------- */

static void see_size(const Passage *p, Features *f) {
    static const struct { uint32_t least; int feature; } sizes[] = { { 81, F_words_81 }, { 41, F_words_41 }, { 21, F_words_21 }, { 11, F_words_11 },
                                                                     { 6, F_words_6 }, { 3, F_words_3 }, { 0, F_words_1 } };
    size_t k = 0;
    while (p->n_words < sizes[k].least) k++;
    set(f, sizes[k].feature, true);
    uint32_t linked = p->n_letters ? p->n_link_letters * 100 / p->n_letters : 0;
    set(f, linked == 0 ? F_link_none : linked < 20 ? F_link_some : linked < 50 ? F_link_half : linked < 90 ? F_link_most : F_link_all, true);
}

typedef struct { size_t letters, upper, digits, commas, stops; uint32_t first, last; } Signs;

static Signs signs_of(Str text) {
    Signs s = { .first = 0 };
    size_t most = text.len < TEXT_LOOKED_AT ? text.len : TEXT_LOOKED_AT;
    for (size_t at = 0; at < most;) {
        uint32_t c = utf8_next(text, &at);
        if (!s.first) s.first = c;
        s.letters += char_is_letter(c);
        s.upper += char_is_upper(c);
        s.digits += char_is_digit(c);
        s.commas += c == ',';
        s.stops += (c == '.' || c == '!' || c == '?') && at < text.len && text.at[at] == ' ';
    }
    size_t end = text.len;
    if (end) s.last = utf8_previous(text, &end);
    return s;
}

static void see_text(const Look *l, const Passage *p, Features *f) {
    Signs s = signs_of(p->text);
    size_t end;
    set(f, F_ends_stop, ends_sentence(p->text));
    set(f, F_ends_open, s.last == ':' || s.last == ',' || s.last == 0x2026);
    set(f, F_stops_inside, s.stops > 0);
    set(f, F_commas_two, s.commas > 1);
    set(f, F_starts_lower, char_is_lower(s.first));
    set(f, F_starts_upper, char_is_upper(s.first));
    set(f, F_starts_other, !char_is_letter(s.first));
    set(f, F_digits_many, s.digits * 4 > s.letters + s.digits);
    set(f, F_all_upper, s.letters > 2 && s.upper == s.letters);
    set(f, F_no_letters, s.letters == 0);
    set(f, F_repeated_text, stands_times(l, p->text, 2));
    if (p->text.len > 200) return;
    set(f, F_clock_in, has_clock(p->text));
    set(f, F_date_short, p->text.len <= SHORT_DATE && date_in(l->r, p->text).len > 0);
    set(f, F_share_word, page_word_is(l->r, p->text, PAGE_SHARE) || page_word_opens(l->r, p->text, PAGE_SHARE, &end));
    set(f, F_caption_label, label_opens(l->r, p->text, PAGE_CAPTION));
    set(f, F_byline_label, page_word_opens(l->r, p->text, PAGE_BYLINE, &end));
    set(f, F_comment_heading, comments_is_heading(l->r, p->text));
    set(f, F_update_label, label_opens(l->r, p->text, PAGE_UPDATE));
}

static void see_tags(const Look *l, const Passage *p, Features *f) {
    uint16_t tag = l->dom->at[p->node].tag;
    set(f, F_tag_heading_1, p->heading == 1);
    set(f, F_tag_heading_2, p->heading == 2);
    set(f, F_tag_heading_3, p->heading > 2);
    set(f, F_tag_p, tag == DOM_P);
    set(f, F_tag_li, (p->around & IN_ITEM) != 0);
    set(f, F_tag_cell, (p->around & IN_CELL) != 0);
    set(f, F_tag_quote, p->role == CASUS_PART_QUOTE);
    set(f, F_tag_pre, (p->around & IN_PRE) != 0);
    set(f, F_tag_loose, tag == DOM_DIV || tag == DOM_SECTION || tag == DOM_ARTICLE || tag == DOM_BODY);
    set(f, F_tag_other, tag == DOM_OTHER || tag == DOM_ADDRESS || tag == DOM_SUMMARY);
    static const struct { uint32_t around; int feature; } places[] = {
        { IN_LINK, F_in_link }, { IN_ARTICLE, F_in_article }, { IN_MAIN, F_in_main }, { IN_HEADER, F_in_header }, { IN_FOOTER, F_in_footer },
        { IN_NAV, F_in_nav }, { IN_ASIDE, F_in_aside }, { IN_FORM, F_in_form }, { IN_FIGURE, F_in_figure }, { IN_CHROME, F_in_chrome },
        { IN_CHROME_NEAR, F_in_chrome_near }, { IN_BODY_CLASS, F_in_body_class }, { IN_BODY_PROP, F_in_body_prop }, { IN_HIDDEN, F_in_hidden },
    };
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) set(f, places[k].feature, (p->around & places[k].around) != 0);
    set(f, F_in_embed, p->role == CASUS_PART_EMBED);
    set(f, F_in_caption, p->role == CASUS_PART_CAPTION);
    set(f, F_in_standfirst, p->role == CASUS_PART_STANDFIRST);
}

static void see_place(const Look *l, size_t k, size_t letters_before, Features *f) {
    const Passage *p = &l->passages->at[k];
    size_t n = l->passages->len, headline = l->headline;
    bool lengthy = is_long(p), at_best = p->home == l->best, heavy = dom_is_inside(l->dom, p->node, l->heavy);
    bool near = !at_best && dom_is_inside(l->dom, p->node, l->near);
    set(f, F_no_headline, headline >= n);
    set(f, F_before_headline, headline < n && k < headline);
    set(f, F_is_headline, k == headline);
    set(f, F_after_headline, headline < n && k > headline);
    set(f, F_like_headline, headline < n && k != headline && str_eq(p->text, l->passages->at[headline].text));
    set(f, F_first_tenth, letters_before * 10 < l->total);
    set(f, F_last_tenth, letters_before * 10 > l->total * 9);
    set(f, F_last_third, letters_before * 3 > l->total * 2);
    set(f, F_best_home, at_best);
    set(f, F_best_home_short, at_best && !lengthy);
    set(f, F_best_home_long, at_best && lengthy);
    set(f, F_near_home, near);
    set(f, F_near_home_short, near && !lengthy);
    set(f, F_near_home_long, near && lengthy);
    set(f, F_heavy_inside, heavy);
    set(f, F_heavy_inside_short, heavy && !lengthy);
    set(f, F_heavy_inside_long, heavy && lengthy);
    set(f, F_outside_long, !heavy && lengthy);
    if (l->first_best == n) return;
    set(f, F_between_best, k > l->first_best && k < l->last_best);
    set(f, F_before_best, k < l->first_best);
    set(f, F_just_before_best, k < l->first_best && k + NEAR_BEST >= l->first_best);
    set(f, F_after_best, k > l->last_best);
    set(f, F_just_after_best, k > l->last_best && k <= l->last_best + NEAR_BEST);
}

static void see_around(const Look *l, size_t k, Features *f) {
    const Passage *p = &l->passages->at[k];
    const Passage *prev = k ? p - 1 : NULL, *next = k + 1 < l->passages->len ? p + 1 : NULL;
    uint32_t letters = l->home_letters[p->home];
    set(f, F_home_good, l->home_long[p->home] * 2 > letters);
    set(f, F_home_links, l->home_linked[p->home] * 2 > letters);
    set(f, F_home_alone, letters == p->n_letters);
    set(f, F_prev_long, prev && is_long(prev));
    set(f, F_next_long, next && is_long(next));
    set(f, F_prev_linked, prev && is_linked(prev));
    set(f, F_next_linked, next && is_linked(next));
    set(f, F_prev_short, !prev || prev->n_words < 6);
    set(f, F_next_short, !next || next->n_words < 6);
    set(f, F_item_linked, (p->around & IN_ITEM) && is_linked(p));
    set(f, F_item_in_best, (p->around & IN_ITEM) && dom_is_inside(l->dom, p->node, l->best));
    set(f, F_heading_then_text, p->heading && next && is_long(next));
    set(f, F_heading_then_links, p->heading && next && is_linked(next));
}

static bool is_strong(const Passage *p) { return p->n_strong_letters * 10 >= p->n_letters * 9; }

static void see_kin(const Look *l, size_t k, Features *f) {
    const Passage *p = &l->passages->at[k];
    Str own = dom_attribute(l->dom, p->node, "class");
    bool at_best = p->home == l->best, strong = p->n_letters && is_strong(p);
    set(f, F_other_article, p->article && p->article != l->best_article && !dom_is_inside(l->dom, l->best, p->article));
    set(f, F_no_article_else, !p->article && l->best_article);
    set(f, F_class_own, own.len > 0 && !str_eq(own, l->best_class));
    set(f, F_class_of_best, str_eq(own, l->best_class));
    set(f, F_best_linked, at_best && is_linked(p));
    set(f, F_best_strong, at_best && strong);
    set(f, F_strong_whole, strong);
    set(f, F_strong_linked, strong && is_linked(p));
    set(f, F_after_other_heading, k > l->next_heading);
    set(f, F_long_repeated, p->n_words > 8 && stands_times(l, p->text, 2));
    set(f, F_said_thrice, p->n_words > 5 && stands_times(l, p->text, 3));
}

static void see_frame(const Look *l, const Passage *p, Features *f) {
    const Dom *dom = l->dom;
    bool near = p->frame && dom->at[p->node].depth < dom->at[p->frame].depth + FRAME_NEAR;
    bool apart = p->frame && !dom_is_inside(dom, l->best, p->frame);
    set(f, F_in_part_body, (p->around & IN_PART_BODY) != 0);
    set(f, F_in_part_image, (p->around & IN_PART_IMAGE) != 0);
    set(f, F_frame_in, p->frame > 0);
    set(f, F_frame_near, near);
    set(f, F_frame_apart, apart);
    set(f, F_frame_apart_near, apart && near);
    set(f, F_chrome_apart, p->chrome && !dom_is_inside(dom, l->best, p->chrome));
}

/* Does the nearest box that holds more than this passage hold a picture and hardly any other text? */
static void see_image(const Look *l, const Passage *p, Features *f) {
    uint32_t n = p->node;
    for (int k = 0; k < IMAGE_STEPS && n; k++, n = l->dom->at[n].parent) {
        uint32_t end = l->dom->at[n].end, n_passages = l->n_passages[end] - l->n_passages[n];
        if (n_passages > IMAGE_TEXTS_MOST) return;
        if (l->n_images[end] == l->n_images[n]) continue;
        set(f, F_beside_image, n_passages == 1);
        set(f, F_near_image, true);
        return;
    }
}

static void see_path(const Look *l, const Passage *p, Features *f) {
    uint64_t hash = path_of(l->dom, p->node);
    const Path *path = path_at(l, hash);
    set(f, F_path_of_best, l->best_path == hash);
    set(f, F_path_long, path->n_long_letters * 2ull > path->n_letters);
    set(f, F_path_linked, path->n_link_letters * 2ull > path->n_letters);
    set(f, F_path_alone, path->n == 1);
    set(f, F_path_few, path->n > 1 && path->n < PATH_MANY);
    set(f, F_path_many, path->n >= PATH_MANY);
}

void passages_features(Reading *r, const Dom *dom, const Passages *passages, size_t headline, Features *out) {
    Look l = look_at(r, dom, passages, headline);
    size_t before = 0;
    for (size_t k = 0; k < passages->len; k++) {
        out[k] = (Features){ { 0 } };
        set(&out[k], F_bias_always, true);
        see_size(&passages->at[k], &out[k]);
        see_text(&l, &passages->at[k], &out[k]);
        see_tags(&l, &passages->at[k], &out[k]);
        see_place(&l, k, before, &out[k]);
        see_around(&l, k, &out[k]);
        see_kin(&l, k, &out[k]);
        see_frame(&l, &passages->at[k], &out[k]);
        see_path(&l, &passages->at[k], &out[k]);
        see_image(&l, &passages->at[k], &out[k]);
        before += passages->at[k].n_letters;
    }
}

size_t passages_headline(const Passages *passages, Str title) {
    size_t first = passages->len, n = 0;
    for (size_t k = 0; k < passages->len; k++) {
        const Passage *p = &passages->at[k];
        if (p->heading != 1 || p->role == CASUS_PART_EMBED) continue;
        if (str_eq(p->text, title)) return k;
        if (!n++) first = k;
    }
    return n == 1 ? first : passages->len;
}

/* ---- the two rounds ---------------------------------------------------------------------------------------------------- */

/* What the first round believed, of the passage and of those around it. */
static void see_beliefs(const Passages *passages, const double *home_sum, Features *out) {
    const Passage *p = passages->at;
    size_t n = passages->len, first = n, last = 0;
    for (size_t k = 0; k < n; k++) {
        if (p[k].score <= SURE) continue;
        if (first == n) first = k;
        last = k;
    }
    for (size_t k = 0; k < n; k++) {
        double prev = k ? p[k - 1].score : NEVER * 2, next = k + 1 < n ? p[k + 1].score : NEVER * 2;
        double before = k > 1 ? p[k - 2].score : NEVER * 2, after = k + 2 < n ? p[k + 2].score : NEVER * 2;
        set(&out[k], F_self_sure, p[k].score > SURE);
        set(&out[k], F_self_yes, p[k].score > 0);
        set(&out[k], F_self_no, p[k].score <= 0);
        set(&out[k], F_self_never, p[k].score < NEVER);
        set(&out[k], F_prev_yes, prev > 0);
        set(&out[k], F_prev_sure, prev > SURE);
        set(&out[k], F_prev_never, prev < NEVER);
        set(&out[k], F_next_yes, next > 0);
        set(&out[k], F_next_sure, next > SURE);
        set(&out[k], F_next_never, next < NEVER);
        set(&out[k], F_both_yes, prev > 0 && next > 0);
        set(&out[k], F_both_no, prev <= 0 && next <= 0);
        set(&out[k], F_home_yes, home_sum[p[k].home] > 0);
        set(&out[k], F_home_no, home_sum[p[k].home] < 0);
        set(&out[k], F_two_before_yes, before > 0);
        set(&out[k], F_two_after_yes, after > 0);
        set(&out[k], F_inside_run, first < n && k > first && k < last);
        set(&out[k], F_after_all, first < n && k > last);
        set(&out[k], F_before_all, first < n && k < first);
    }
}

/* The weights of one round, by feature. */
static void weights_of(const Reading *r, int column, double *weights) {
    for (size_t f = 0; f < N_FEATURES; f++) {
        const PackEntry *entries;
        size_t n = pack_find(r->pack, str_of(names[f]), &entries);
        for (size_t k = 0; k < n; k++)
            if (entries[k].table == TABLE_PASSAGE) weights[f] = pack_row(r->pack, entries[k].row)->cell[column] / 1000.0;
    }
}

static void add_up(Passages *passages, const Features *features, const double *weights, int n_features) {
    for (size_t k = 0; k < passages->len; k++) {
        double sum = 0;
        for (int f = 0; f < n_features; f++)
            if (features[k].bits[f / 64] >> f % 64 & 1) sum += weights[f];
        passages->at[k].score = sum;
    }
}

void passages_choose(Reading *r, const Dom *dom, Passages *passages, size_t headline) {
    Features *features = arena_array(r->scratch, passages->len + 1, sizeof *features);
    double *alone = arena_array(r->scratch, N_FEATURES, sizeof *alone), *among = arena_array(r->scratch, N_FEATURES, sizeof *among);
    double *home_sum = arena_array(r->scratch, dom->len + 1, sizeof *home_sum);
    weights_of(r, PASSAGE_ALONE, alone);
    weights_of(r, PASSAGE_AMONG, among);
    passages_features(r, dom, passages, headline, features);
    add_up(passages, features, alone, N_ALONE);
    for (size_t k = 0; k < passages->len; k++) home_sum[passages->at[k].home] += passages->at[k].score * passages->at[k].n_words;
    see_beliefs(passages, home_sum, features);
    add_up(passages, features, among, N_FEATURES);
    for (size_t k = 0; k < passages->len; k++) passages->at[k].chosen = passages->at[k].score > 0;
}
