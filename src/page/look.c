/* What can be seen of every passage: its element, its place, its neighbours. */
#include "page/look.h"

#include "page/blocks.h"

enum { NEAR_BEST = 3, FRAME_NEAR = 3, PATH_MANY = 6, IMAGE_STEPS = 4, IMAGE_TEXTS_MOST = 3, FAR_AWAY = 12, TITLE_WORDS_LEAST = 2, STEPS_MOST = 8, TEASER_STEPS = 5, TEASER_TEXTS_MOST = 5,
       DECK_MOST = 3, HOMES_ALIKE = 4 };

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

static void see_title(const Look *l, size_t k, Features *f) {
    const Passage *p = &l->passages->at[k];
    size_t n = l->passages->len;
    set(f, F_far_after, l->first_best < n && k > l->last_best + FAR_AWAY);
    set(f, F_far_before, l->first_best < n && k + FAR_AWAY < l->first_best);
    set(f, F_after_comments, k > l->comments_from);
    if (l->n_title_words < TITLE_WORDS_LEAST) return;
    int common = titled(l, p->text);
    set(f, F_title_one, common == 1);
    set(f, F_title_two, common > 1);
    set(f, F_home_title, l->n_titled[p->home] > 0);
    set(f, F_home_no_title, l->n_titled[p->home] == 0 && l->n_titled[l->best] > 0);
    set(f, F_best_no_title, l->n_titled[l->best] == 0);
}

/* How many steps up from its home does a passage meet the article's? */
static void see_distance(const Look *l, const Passage *p, Features *f) {
    static const struct { int least, feature; } far[] = { { STEPS_MOST, F_apart_8 }, { 6, F_apart_6 }, { 4, F_apart_4 }, { 3, F_apart_3 }, { 2, F_apart_2 }, { 1, F_apart_1 } };
    int steps = 0;
    for (uint32_t n = p->home; steps < STEPS_MOST && n && !dom_is_inside(l->dom, l->best, n); n = l->dom->at[n].parent) steps++;
    for (size_t k = 0; k < sizeof far / sizeof *far; k++)
        if (steps >= far[k].least) {
            set(f, far[k].feature, true);
            return;
        }
}

/* A box of a few lines, one of them a link: what another article is announced by. */
static void see_teaser(const Look *l, const Passage *p, Features *f) {
    uint32_t n = p->node;
    for (int k = 0; k < TEASER_STEPS && n; k++, n = l->dom->at[n].parent) {
        uint32_t end = l->dom->at[n].end, n_passages = l->n_passages[end] - l->n_passages[n], linked = l->n_linked[end] - l->n_linked[n];
        if (n_passages > TEASER_TEXTS_MOST) return;
        if (n_passages < 2 || linked <= (uint32_t)is_linked(p)) continue;
        set(f, F_teaser, true);
        set(f, F_teaser_image, l->n_images[end] > l->n_images[n]);
        return;
    }
}

static void see_home(const Look *l, const Passage *p, Features *f) {
    uint32_t n = l->n_home[p->home];
    set(f, F_home_one, n == 1);
    set(f, F_home_few, n > 1 && n < 5);
    set(f, F_home_many, n >= 5);
    set(f, F_home_most, (uint64_t)l->home_letters[p->home] * 5 > (uint64_t)l->total * 2);
}

static void see_order(const Look *l, size_t k, Features *f) {
    const Passage *p = &l->passages->at[k];
    size_t n = l->passages->len;
    set(f, F_deck, l->headline < n && k > l->headline && k < l->first_best && l->first_best < n && k <= l->headline + DECK_MOST);
    set(f, F_next_alike, k + 1 < n && p[1].home == p->home);
    set(f, F_prev_alike, k && p[-1].home == p->home);
    set(f, F_hidden_best, (p->around & IN_HIDDEN) && l->first_best < n && !(l->passages->at[l->first_best].around & IN_HIDDEN));
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
        see_distance(&l, &passages->at[k], &out[k]);
        see_teaser(&l, &passages->at[k], &out[k]);
        see_title(&l, k, &out[k]);
        see_home(&l, &passages->at[k], &out[k]);
        see_words(&l, &passages->at[k], &out[k]);
        see_order(&l, k, &out[k]);
        set(&out[k], F_homes_alike, path_at(&l, path_of(dom, passages->at[k].home) ^ 1)->n >= HOMES_ALIKE);
        before += passages->at[k].n_letters;
    }
}

