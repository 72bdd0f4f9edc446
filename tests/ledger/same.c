/* The one rule of sameness: pairs that are one incident, pairs that are not, and that the order of arrival is no matter. */
#include "made.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "incident/same.h"

static SameKey key_of(const char *report, const char *incident, const char *published, Arena *arena) {
    SameKey key;
    JsonReader reader = json_read(str_of(incident));
    assert_true(same_key_read(&key, str_copy(str_of(report), arena), 1, json_value(&reader), str_of(published), NULL, 0, arena, arena));
    return key;
}

static bool is_same(const char *one, const char *other) {
    Arena arena = { 0 };
    SameKey a = key_of("r1", one, "", &arena), b = key_of("r2", other, "", &arena);
    SameScore there = same_score(&a, &b), back = same_score(&b, &a);
    assert_int_equal(there.total, back.total);
    assert_int_equal(there.veto, back.veto);
    arena_free(&arena);
    return same_is_alike(&there);
}

#define PLACE(name, more) "\"place\":{\"name\":\"" name "\",\"precision\":\"village\"" more "}"
#define STRIKE(day, place, more) "{\"type\":\"airstrike\",\"stage\":\"accomplished\",\"from\":\"" day "\",\"to\":\"" day "\"," place more "}"

static void one_place_and_day_is_one_incident(void **state) {
    (void)state;
    assert_true(is_same(STRIKE("2031-03-04", PLACE("Tal Amal", ""), ""), STRIKE("2031-03-04", PLACE("Tal Amal", ""), "")));
    assert_true(is_same(STRIKE("2031-03-04", PLACE("Tal Amal", ""), ""),
                        "{\"type\":\"attack\",\"from\":\"2031-03-04\",\"to\":\"2031-03-04\"," PLACE("Tal Amal", "") "}"));
    assert_false(is_same(STRIKE("2031-03-04", PLACE("Tal Amal", ""), ""), STRIKE("2031-03-09", PLACE("Tal Amal", ""), "")));
    assert_false(is_same(STRIKE("2031-03-04", PLACE("Tal Amal", ""), ""), STRIKE("2031-03-04", PLACE("Osmar", ""), "")));
    assert_false(is_same(STRIKE("2031-03-04", PLACE("Tal Amal", ""), ""),
                         "{\"type\":\"ceasefire\",\"from\":\"2031-03-04\",\"to\":\"2031-03-04\"," PLACE("Tal Amal", "") "}"));
}

static void spellings_of_a_place_meet(void **state) {
    (void)state;
    Arena arena = { 0 };
    SameName a = same_name(S("Al-Harit"), &arena), b = same_name(S("el Hareet"), &arena), c = same_name(S("Ash-Shuja'iyya"), &arena);
    SameName d = same_name(S("Shujaiya"), &arena);
    assert_true(str_eq(a.loose, b.loose));
    assert_true(str_eq(c.loose, d.loose));
    assert_false(str_eq(a.loose, c.loose));
    assert_false(str_eq(a.plain, b.plain));
    arena_free(&arena);
    assert_true(is_same(STRIKE("2031-03-04", PLACE("Al-Harithiya", ""), ",\"killed\":{\"low\":7,\"high\":7}"),
                        STRIKE("2031-03-04", PLACE("Harethiyyah", ""), ",\"killed\":{\"low\":7,\"high\":7}")));
}

/* The same name in two countries, or far away, is another place; a quarter of a town is in the town. */
static void places_are_weighed_by_what_is_known_of_them(void **state) {
    (void)state;
    assert_false(is_same(STRIKE("2031-03-04", PLACE("Osmar", ",\"country\":\"XA\""), ""), STRIKE("2031-03-04", PLACE("Osmar", ",\"country\":\"XB\""), "")));
    assert_false(is_same(STRIKE("2031-03-04", PLACE("Osmar", ",\"lat\":10.0,\"lon\":20.0"), ""),
                         STRIKE("2031-03-04", PLACE("Osmar", ",\"lat\":13.0,\"lon\":20.0"), "")));
    assert_true(is_same(STRIKE("2031-03-04", PLACE("Mill Quarter", ",\"within\":[\"Osmar\"]"), ""), STRIKE("2031-03-04", PLACE("Osmar", ""), "")));
    assert_false(is_same(STRIKE("2031-03-04", PLACE("Mill Quarter", ",\"within\":[\"Marsh Province\"]"), ""),
                         STRIKE("2031-03-04", PLACE("Tal Amal", ",\"within\":[\"Marsh Province\"]"), "")));
}

/* A province holds much on a day: what both tell has to be of one kind, and to have something of its own. */
static void a_province_and_a_day_need_one_kind_of_deed_and_a_detail(void **state) {
    (void)state;
#define IN_PROVINCE "\"from\":\"2031-03-04\",\"to\":\"2031-03-04\",\"place\":{\"name\":\"Marsh Province\",\"precision\":\"province\"}"
#define SEVEN ",\"killed\":{\"low\":7,\"high\":7}}"
    assert_true(is_same("{\"type\":\"airstrike\"," IN_PROVINCE SEVEN, "{\"type\":\"airstrike\"," IN_PROVINCE SEVEN));
    assert_false(is_same("{\"type\":\"airstrike\"," IN_PROVINCE SEVEN, "{\"type\":\"shelling\"," IN_PROVINCE SEVEN));
    assert_false(is_same("{\"type\":\"airstrike\"," IN_PROVINCE "}", "{\"type\":\"airstrike\"," IN_PROVINCE "}"));
    assert_true(is_same("{\"type\":\"airstrike\"," IN_PROVINCE ",\"words\":[\"Kadri\"]}", "{\"type\":\"airstrike\"," IN_PROVINCE ",\"words\":[\"Kadri\"]}"));
}

static void the_next_day_needs_more(void **state) {
    (void)state;
    assert_false(is_same(STRIKE("2031-03-04", PLACE("Tal Amal", ""), ""), STRIKE("2031-03-05", PLACE("Tal Amal", ""), "")));
    assert_true(is_same(STRIKE("2031-03-04", PLACE("Tal Amal", ""), ",\"killed\":{\"low\":12,\"high\":12}"),
                        STRIKE("2031-03-05", PLACE("Tal Amal", ""), ",\"killed\":{\"low\":12,\"high\":12}")));
}

static void a_toll_that_grows_is_no_other_incident(void **state) {
    (void)state;
    assert_true(is_same(STRIKE("2031-03-04", PLACE("Tal Amal", ""), ",\"killed\":{\"low\":9,\"high\":9}"),
                        STRIKE("2031-03-04", PLACE("Tal Amal", ""), ",\"killed\":{\"low\":33,\"high\":33}")));
}

static void without_a_place_the_figures_speak(void **state) {
    (void)state;
    const char *many = "{\"type\":\"bombing\",\"from\":\"2031-03-04\",\"to\":\"2031-03-04\",\"killed\":{\"low\":41,\"high\":41}}";
    const char *few = "{\"type\":\"bombing\",\"from\":\"2031-03-04\",\"to\":\"2031-03-04\",\"killed\":{\"low\":1,\"high\":1}}";
    assert_true(is_same(many, many));
    assert_false(is_same(few, few));
}

static void a_threat_is_not_the_deed(void **state) {
    (void)state;
    assert_false(is_same(STRIKE("2031-03-04", PLACE("Tal Amal", ""), ""),
                         "{\"type\":\"airstrike\",\"stage\":\"threatened\",\"from\":\"2031-03-04\",\"to\":\"2031-03-04\"," PLACE("Tal Amal", "") "}"));
}

static void an_undated_report_is_taken_by_its_own_day(void **state) {
    (void)state;
    Arena arena = { 0 };
    const char *undated = "{\"type\":\"airstrike\"," PLACE("Tal Amal", "") ",\"killed\":{\"low\":5,\"high\":5}}";
    SameKey told = key_of("r1", STRIKE("2031-03-04", PLACE("Tal Amal", ""), ",\"killed\":{\"low\":5,\"high\":5}"), "", &arena);
    SameKey soon = key_of("r2", undated, "2031-03-05T08:00:00Z", &arena), before = key_of("r3", undated, "2031-03-01", &arena);
    SameScore with_soon = same_score(&told, &soon), with_before = same_score(&told, &before);
    assert_true(same_is_alike(&with_soon));
    assert_false(same_is_alike(&with_before));          /* it cannot tell of a day to come */
    assert_int_equal(with_before.veto, SAME_VETO_TIME);
    arena_free(&arena);
}

/* ---- weights, words and told days -------------------------------------------------------------------------------- */

static void weights_are_what_their_chances_come_to(void **state) {
    (void)state;
#define CHECK_WEIGHT(NAME, m, u, points) assert_int_equal(lround(10 * log2((m) / (u))), points);
    SAME_WEIGHTS(CHECK_WEIGHT)
}

/* A copy shares many passages; one alone is a stock phrase that every report of a kind has, also of two villages. */
static void what_is_copied_brings_two_together(void **state) {
    (void)state;
    const char *copied = ",\"passages\":[\"0a0b0c0d\",\"0a0b0c0e\",\"0a0b0c0f\",\"11111111\"]}";
    const char *stock = ",\"passages\":[\"0a0b0c0d\",\"22222222\",\"33333333\"]}";
    char one[256], other[256], phrase[256], elsewhere[256];
    snprintf(one, sizeof one, "{\"type\":\"airstrike\"," PLACE("Tal Amal", "") "%s", copied);
    snprintf(other, sizeof other, "{\"type\":\"shelling\"," PLACE("Tal Amal", "") "%s", copied);
    snprintf(phrase, sizeof phrase, "{\"type\":\"airstrike\"," PLACE("Tal Amal", "") "%s", stock);
    snprintf(elsewhere, sizeof elsewhere, "{\"type\":\"airstrike\"," PLACE("Osmar", "") "%s", copied);
    assert_true(is_same(one, other));
    assert_false(is_same(one, phrase));
    assert_false(is_same(one, elsewhere));
}

/* On a day of war many die by twelve. */
static void a_day_and_a_toll_without_a_place_are_too_little(void **state) {
    (void)state;
#define TOLL(killed, more) "{\"type\":\"bombing\",\"from\":\"2031-03-04\",\"to\":\"2031-03-04\",\"killed\":" killed more "}"
    const char *twelve = TOLL("{\"low\":12,\"high\":12}", ""), *over_forty = TOLL("{\"low\":41,\"high\":null}", "");
    assert_false(is_same(twelve, twelve));
    assert_false(is_same(over_forty, over_forty));
    assert_true(is_same(TOLL("{\"low\":12,\"high\":12}", ",\"injured\":{\"low\":30,\"high\":30}"),
                        TOLL("{\"low\":12,\"high\":12}", ",\"injured\":{\"low\":30,\"high\":30}")));
    assert_true(is_same(TOLL("{\"low\":12,\"high\":12}", ",\"words\":[\"Idra Besson\"]"), TOLL("{\"low\":12,\"high\":12}", ",\"words\":[\"Idra Besson\"]")));
}

/* "one, later four" and "four" are one toll: the highest is what it came to. */
static void a_toll_is_what_it_came_to(void **state) {
    (void)state;
    const char *rising = "{\"type\":\"airstrike\"," PLACE("Tal Amal", "") ",\"killed\":{\"low\":1,\"high\":14}}";
    assert_true(is_same(rising, "{\"type\":\"airstrike\"," PLACE("Tal Amal", "") ",\"killed\":{\"low\":14,\"high\":14}}"));
    assert_false(is_same(rising, "{\"type\":\"airstrike\"," PLACE("Tal Amal", "") ",\"killed\":{\"low\":9,\"high\":9}}"));
}

/* The town of one report has the quarter of the other among its words: both stand at the quarter, though no day is told. */
static void a_quarter_that_both_name_is_their_place(void **state) {
    (void)state;
    const char *quarter = "{\"type\":\"airstrike\"," PLACE("Mill Quarter", ",\"within\":[\"Osmar\"]") ",\"killed\":{\"low\":4,\"high\":4},\"words\":[\"Mill Quarter\"]}";
    assert_true(is_same(quarter, "{\"type\":\"airstrike\"," PLACE("Osmar", "") ",\"killed\":{\"low\":4,\"high\":4},\"words\":[\"Mill Quarter\"]}"));
    assert_false(is_same(quarter, "{\"type\":\"airstrike\"," PLACE("Osmar", "") ",\"killed\":{\"low\":4,\"high\":4},\"words\":[\"market\"]}"));
}

/* "Tal Osmar" stands among the words as "Osmar": what holds both places says nothing more there. */
static void an_area_among_the_words_is_weighed_once(void **state) {
    (void)state;
    Arena arena = { 0 };
    SameKey a = key_of("r1", STRIKE("2031-03-04", PLACE("Mill Quarter", ",\"within\":[\"Tal Osmar\"]"), ",\"words\":[\"Tal Osmar\"]"), "", &arena);
    SameKey b = key_of("r2", STRIKE("2031-03-04", PLACE("Rope Quarter", ",\"within\":[\"Tal Osmar\"]"), ",\"words\":[\"Tal Osmar\"]"), "", &arena);
    SameScore score = same_score(&a, &b);
    assert_int_equal(score.names.n, 0);
    assert_int_equal(score.veto, SAME_VETO_PLACE);
    arena_free(&arena);
}

/* Two posts of a day without a date in them: the refinery that both name is their place. */
static void undated_posts_meet_by_their_own_days(void **state) {
    (void)state;
    Arena arena = { 0 };
    const char *named = "{\"type\":\"airstrike\",\"words\":[\"Kestan\",\"refinery\"]}";
    SameKey told = key_of("r1", STRIKE("2031-03-04", PLACE("Kestan", ""), ",\"words\":[\"Kestan\",\"refinery\"]"), "", &arena);
    SameKey soon = key_of("r2", named, "2031-03-05", &arena), late = key_of("r3", named, "2031-03-09", &arena);
    SameScore with_soon = same_score(&told, &soon), with_late = same_score(&told, &late);
    assert_int_equal(with_soon.place.verdict, SAME_AGREE);
    assert_true(same_is_alike(&with_soon));
    assert_false(same_is_alike(&with_late));
    arena_free(&arena);
}

static void a_day_without_its_year_is_a_day(void **state) {
    (void)state;
    const char *told = "{\"type\":\"airstrike\",\"when\":\"XXXX-03-04\"," PLACE("Tal Amal", "") "}";
    assert_true(is_same(told, STRIKE("2031-03-04", PLACE("Tal Amal", ""), "")));
    assert_true(is_same(told, told));
    assert_false(is_same(told, STRIKE("2031-03-24", PLACE("Tal Amal", ""), "")));
    assert_true(is_same("{\"type\":\"airstrike\",\"when\":\"XXXX-WXX-2\"," PLACE("Tal Amal", "") "}",    /* a Tuesday */
                        STRIKE("2031-03-04", PLACE("Tal Amal", ""), "")));
    assert_false(is_same("{\"type\":\"airstrike\",\"when\":\"XXXX-WXX-3\"," PLACE("Tal Amal", "") "}",
                         STRIKE("2031-03-04", PLACE("Tal Amal", ""), "")));
    assert_false(is_same("{\"type\":\"airstrike\",\"when\":\"XXXX-99-99\"," PLACE("Tal Amal", "") "}",    /* no such day */
                         STRIKE("2031-03-04", PLACE("Tal Amal", ""), "")));
}

/* The quarter stands among the words of the report that names the town. */
static void a_place_told_among_the_words_is_no_other_place(void **state) {
    (void)state;
    const char *quarter = STRIKE("2031-03-04", PLACE("Tal Amal", ""), ",\"words\":[\"Tal Amal\"]");
    assert_true(is_same(quarter, STRIKE("2031-03-04", PLACE("Osmar", ""), ",\"words\":[\"Tal Amal\",\"market\"]")));
    assert_false(is_same(quarter, STRIKE("2031-03-04", PLACE("Osmar", ""), ",\"words\":[\"market\"]")));
    assert_false(is_same(quarter, STRIKE("2031-03-04", PLACE("Osmar", ",\"lat\":13.0,\"lon\":20.0"), ",\"words\":[\"market\"]")));
}

/* ---- many ---------------------------------------------------------------------------------------------------------- */

enum { WAR = 120 };

typedef struct { SameKey keys[2 * WAR]; const SameKey *list[2 * WAR]; size_t n; Arena arena, inner; } War;

static bool add_text(void *to, const char *bytes, size_t n) {
    text_add(to, (Str){ bytes, n });
    return true;
}

static void read_report(War *war, uint32_t nth) {
    char text[256], id[16];
    Made made = made_war(nth, text, id);
    CasusReport *report = made_report(&made);
    Text line = { .arena = &war->arena };
    casus_report_write_json(report, CASUS_LAYER_INCIDENTS, add_text, &line);
    JsonReader reader = json_read(text_str(&line));
    JsonValue incidents = json_get(json_value(&reader), "incidents"), incident;
    uint32_t told = 1;
    for (size_t at = 0; json_item(incidents, &at, &incident); told++) {
        war->list[war->n] = &war->keys[war->n];
        same_key_read(&war->keys[war->n++], str_copy(str_of(id), &war->arena), told, incident, S("2031-03-08"), NULL, 0, &war->arena, &war->arena);
    }
    casus_report_free(report);
}

static void grouping_knows_no_order(void **state) {
    (void)state;
    War war = { 0 };
    for (uint32_t i = 0; i < WAR; i++) read_report(&war, i);
    uint32_t group[2 * WAR], component[2 * WAR], turned[2 * WAR];
    const SameKey *backwards[2 * WAR];
    for (size_t i = 0; i < war.n; i++) backwards[i] = war.list[war.n - 1 - i];
    same_group(war.list, war.n, group, component, &war.arena, &war.inner);
    same_group(backwards, war.n, turned, NULL, &war.arena, &war.inner);
    size_t n_joined = 0;
    for (size_t i = 0; i < war.n; i++) {
        assert_int_equal(war.n - 1 - turned[war.n - 1 - i], group[i]);
        assert_int_equal(component[group[i]], component[i]);    /* an incident lies in one component */
        n_joined += group[i] != i;
    }
    assert_true(n_joined > 20);                                 /* else the war shows nothing */
    arena_free(&war.arena);
    arena_free(&war.inner);
}

/* What the blocks leave out could not have been alike. */
static void blocks_lose_no_alike_pair(void **state) {
    (void)state;
    War war = { 0 };
    for (uint32_t i = 0; i < WAR; i++) read_report(&war, i);
    uint32_t group[2 * WAR], component[2 * WAR];
    same_group(war.list, war.n, group, component, &war.arena, &war.inner);
    for (size_t i = 0; i < war.n; i++)
        for (size_t j = i + 1; j < war.n; j++) {
            SameScore score = same_score(&war.keys[i], &war.keys[j]);
            if (same_is_alike(&score)) assert_int_equal(component[i], component[j]);
        }
    arena_free(&war.arena);
    arena_free(&war.inner);
}

static void a_group_holds_no_veto(void **state) {
    (void)state;
    War war = { 0 };
    for (uint32_t i = 0; i < WAR; i++) read_report(&war, i);
    uint32_t group[2 * WAR];
    same_group(war.list, war.n, group, NULL, &war.arena, &war.inner);
    for (size_t i = 0; i < war.n; i++)
        for (size_t j = i + 1; j < war.n; j++)
            if (group[i] == group[j]) assert_false(same_clash(&war.keys[i], &war.keys[j]));
    arena_free(&war.arena);
    arena_free(&war.inner);
}

/* Fifty reports that say the very same, one of which says it twice: that one means two. */
static void equal_tellings_are_one_but_not_of_one_report(void **state) {
    (void)state;
    enum { N = 51 };
    Arena arena = { 0 }, inner = { 0 };
    SameKey keys[N];
    const SameKey *list[N];
    uint32_t group[N];
    for (uint32_t i = 0; i < N; i++) {
        list[i] = &keys[i];
        keys[i] = key_of(str_format(&arena, "r%02u", i < N - 1 ? i : 7).at, STRIKE("2031-03-04", PLACE("Tal Amal", ""), ""), "", &arena);
    }
    keys[N - 1].nth = 2;
    same_group(list, N, group, NULL, &arena, &inner);
    for (uint32_t i = 0; i < N - 1; i++) assert_int_equal(group[i], 0);
    assert_int_equal(group[N - 1], N - 1);
    arena_free(&arena);
    arena_free(&inner);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_place_and_day_is_one_incident), cmocka_unit_test(spellings_of_a_place_meet),
        cmocka_unit_test(places_are_weighed_by_what_is_known_of_them), cmocka_unit_test(the_next_day_needs_more),
        cmocka_unit_test(a_toll_that_grows_is_no_other_incident), cmocka_unit_test(without_a_place_the_figures_speak),
        cmocka_unit_test(a_threat_is_not_the_deed), cmocka_unit_test(an_undated_report_is_taken_by_its_own_day),
        cmocka_unit_test(weights_are_what_their_chances_come_to), cmocka_unit_test(what_is_copied_brings_two_together), cmocka_unit_test(a_day_and_a_toll_without_a_place_are_too_little),
        cmocka_unit_test(a_toll_is_what_it_came_to), cmocka_unit_test(a_quarter_that_both_name_is_their_place), cmocka_unit_test(an_area_among_the_words_is_weighed_once),
        cmocka_unit_test(undated_posts_meet_by_their_own_days), cmocka_unit_test(a_province_and_a_day_need_one_kind_of_deed_and_a_detail),
        cmocka_unit_test(a_day_without_its_year_is_a_day), cmocka_unit_test(a_place_told_among_the_words_is_no_other_place),
        cmocka_unit_test(grouping_knows_no_order), cmocka_unit_test(blocks_lose_no_alike_pair), cmocka_unit_test(a_group_holds_no_veto),
        cmocka_unit_test(equal_tellings_are_one_but_not_of_one_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
