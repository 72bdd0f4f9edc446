/* What can be seen of a passage of a page: features, each a bit. belief.c weighs them. */
#ifndef CASUS_PAGE_LOOK_H
#define CASUS_PAGE_LOOK_H
#include "page/passages.h"

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
    X(beside_image) X(near_image) X(said_thrice) X(path_of_best) X(path_long) X(path_linked) X(path_alone) X(path_many) X(path_few) \
    X(apart_1) X(apart_2) X(apart_3) X(apart_4) X(apart_6) X(apart_8) X(teaser) X(teaser_image) X(one_token) X(home_one) X(home_few) X(home_many) X(home_most) \
    X(homes_alike) X(capitals_most) X(short_words_few) X(ends_dots) X(ends_question) X(bar_in) X(furniture_in) X(furniture_opens) X(credit_in) X(deck) X(all_linked_sentence) X(next_alike) X(prev_alike) X(hidden_best) \
    X(title_one) X(title_two) X(home_title) X(home_no_title) X(best_no_title) X(far_after) X(far_before) X(after_comments)
/* Believed of it and of those around it by the first round. The levels are those of belief.c, lowest first. */
#define LEVELS_7(X, who) X(who##_above_1) X(who##_above_2) X(who##_above_3) X(who##_above_4) X(who##_above_5) X(who##_above_6) X(who##_above_7)
#define ROUND_FEATURES(X) \
    LEVELS_7(X, two_before) LEVELS_7(X, prev) LEVELS_7(X, self) LEVELS_7(X, next) LEVELS_7(X, two_after) \
    X(home_above_1) X(home_above_2) X(home_above_3) X(home_above_4) X(home_above_5) X(home_above_6) \
    X(both_yes) X(both_no) X(inside_run) X(after_all) X(before_all)

#define ENUM(name) F_##name,
enum { FEATURES(ENUM) N_ALONE, LAST_ALONE = N_ALONE - 1, ROUND_FEATURES(ENUM) N_FEATURES };
_Static_assert((int)N_FEATURES <= (int)FEATURES_MOST, "a bit for every feature");

enum { LONG_WORDS = 15, LINKED_PERCENT = 40 };

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
    uint32_t *n_images, *n_passages, *n_linked; /* by node: how many pictures, how many passages, how many linked ones begin, before it */
    uint32_t *n_titled; uint64_t *title_words; size_t n_title_words;  /* by node: passages at home there that have words of the title */
    size_t comments_from;                       /* the first passage that heads comments; passages->len for none */
    uint32_t *n_home;                           /* by node: passages at home there */
    Path *paths; size_t path_mask;              /* what is alike by its tags and classes, by hash */
    uint64_t best_path;
} Look;

static inline void set(Features *f, int feature, bool on) { features_set(f, feature, on); }

static inline bool is_long(const Passage *p) { return p->n_words >= LONG_WORDS && p->n_link_letters * 100 < p->n_letters * LINKED_PERCENT; }
static inline bool is_linked(const Passage *p) { return p->n_link_letters * 100 >= p->n_letters * 60; }

/* look_page.c: the page as a whole. All memory from r->scratch. */
Look look_at(Reading *r, const Dom *dom, const Passages *passages, size_t headline);
Path *path_at(const Look *l, uint64_t hash);
uint64_t path_of(const Dom *dom, uint32_t n);           /* of an element and those around it: tags and classes */
bool stands_times(const Look *l, Str text, size_t n);   /* does the text stand n times on the page? */
int titled(const Look *l, Str text);                    /* how many of the headline's words stand in text */

/* look_text.c: a passage's own words. */
void see_size(const Passage *p, Features *f);
void see_text(const Look *l, const Passage *p, Features *f);
void see_words(const Look *l, const Passage *p, Features *f);
#endif
