/* learned WEIGHTS: a report read with learned weights and by the tables alone. Nothing here rests on what one set of weights happens to find. */
#include "../base/check.h"

#include <stdio.h>

#include "casus.h"
#include "base/str.h"

static const char told[] =
    "OSMAR (Marsh Wire) - General Tal Ivo said on Monday that rebels of the Marsh Front had shelled the village of Tal Amal, killing four civilians.\n\n"
    "The Osmar Defence Ministry denied that its aircraft had struck the clinic in Tal Amal. We condemn the attack, he said.\n\n"
    "Foreign Minister Ana Belo received the governor of North Marsh, Osmar. Police arrested two men in the capital on 3 March 2031.";

typedef struct { const char *weights; CasusReader *reader; CasusReport *learned, *tables; } Place;

static CasusReport *read_with(CasusReader *reader, unsigned layers) {
    CasusError err = { 0 };
    CasusPage page = { .bytes = { told, sizeof told - 1 }, .name = { "told", 4 }, .published = { "2031-03-05", 10 }, .language = { "en", 2 }, .format = CASUS_FORMAT_TEXT };
    CasusReport *report = casus_read(reader, &page, layers, CASUS_BUDGET_DEFAULT, &err);
    if (!report) fail_msg("%s", err.line);
    return report;
}

static int open_all(void **state) {
    Place *p = *state;
    CasusError err = { 0 };
    p->reader = casus_open_with(NULL, p->weights, &err);
    if (!p->reader) fail_msg("%s", err.line);
    p->learned = read_with(p->reader, CASUS_ALL_LAYERS);
    p->tables = read_with(p->reader, CASUS_ALL_LAYERS | CASUS_BY_TABLES);
    return 0;
}

static int close_all(void **state) {
    Place *p = *state;
    casus_report_free(p->learned);
    casus_report_free(p->tables);
    casus_close(p->reader);
    return 0;
}

static void the_tables_alone_say_so(void **state) {
    Place *p = *state;
    assert_true(casus_report_info(p->learned)->model.len > 0);
    assert_int_equal(casus_report_info(p->tables)->model.len, 0);
}

static void claims_rest_on_the_tables(void **state) {
    Place *p = *state;
    size_t n, n_tables;
    const CasusClaim *claims = casus_report_claims(p->learned, &n), *same = casus_report_claims(p->tables, &n_tables);
    assert_true(n > 2);
    assert_int_equal(n, n_tables);
    for (size_t k = 1; k < n; k++) {
        assert_int_equal(claims[k].about, same[k].about);
        assert_int_equal(claims[k].stance, same[k].stance);
        assert_memory_equal(&claims[k].evidence, &same[k].evidence, sizeof claims[k].evidence);
        assert_int_equal(claims[k].figure.range.low, same[k].figure.range.low);
        assert_int_equal(claims[k].source.mention != 0, same[k].source.mention != 0);
    }
}

/* Whom a claim names is still pointed at: the same last word, perhaps with an article before it. */
static void sources_are_the_same_words(void **state) {
    Place *p = *state;
    size_t n, n_mentions, n_tables;
    const CasusClaim *claims = casus_report_claims(p->learned, &n), *same = casus_report_claims(p->tables, &n);
    const CasusMention *mentions = casus_report_mentions(p->learned, &n_mentions), *by_tables = casus_report_mentions(p->tables, &n_tables);
    size_t n_sources = 0;
    for (size_t k = 1; k < n; k++) {
        if (!claims[k].source.mention) continue;
        assert_true(claims[k].source.mention < n_mentions);
        assert_int_equal(mentions[claims[k].source.mention].last, by_tables[same[k].source.mention].last);
        n_sources++;
    }
    assert_true(n_sources > 0);
}

static void mentions_stand_in_text_order(void **state) {
    Place *p = *state;
    size_t n, n_entities;
    const CasusMention *mentions = casus_report_mentions(p->learned, &n);
    casus_report_entities(p->learned, &n_entities);
    assert_true(n > 5);
    for (size_t k = 1; k < n; k++) {
        assert_true(mentions[k].type != CASUS_MENTION_NONE && mentions[k].first <= mentions[k].last && mentions[k].entity < n_entities);
        assert_true(k == 1 || mentions[k - 1].first < mentions[k].first || (mentions[k - 1].first == mentions[k].first && mentions[k - 1].last >= mentions[k].last));
    }
}

static void events_point_at_mentions(void **state) {
    Place *p = *state;
    size_t n, n_mentions, n_tables;
    const CasusEvent *events = casus_report_events(p->learned, &n);
    casus_report_mentions(p->learned, &n_mentions);
    casus_report_events(p->tables, &n_tables);
    assert_true(n >= n_tables && n > 1);
    for (size_t e = 1; e < n; e++) {
        for (size_t k = 0; k < events[e].agents.len; k++) assert_true(events[e].agents.at[k] && events[e].agents.at[k] < n_mentions);
        for (size_t k = 0; k < events[e].targets.len; k++) assert_true(events[e].targets.at[k] && events[e].targets.at[k] < n_mentions);
        assert_true(events[e].place < n_mentions && events[e].trigger.start < events[e].trigger.end);
    }
}

/* What the weights say that police did is an event of theirs. */
static void deeds_of_police_are_events(void **state) {
    static const char text[] = "Police arrested nine protesters at the bridge in Osmar on Tuesday.\n\nPolice opened fire on the crowd, killing two men.";
    static const CasusEventType wanted[] = { CASUS_EVENT_ARREST, CASUS_EVENT_SHOOTING };
    Place *p = *state;
    CasusError err = { 0 };
    CasusPage page = { .bytes = { text, sizeof text - 1 }, .name = { "told", 4 }, .published = { "2031-03-05", 10 }, .language = { "en", 2 }, .format = CASUS_FORMAT_TEXT };
    CasusReport *report = casus_read(p->reader, &page, CASUS_ALL_LAYERS, CASUS_BUDGET_DEFAULT, &err);
    if (!report) fail_msg("%s", err.line);
    size_t n;
    const CasusEvent *events = casus_report_events(report, &n);
    for (CasusId sentence = 1; sentence <= 2; sentence++) {
        bool is_found = false;
        for (size_t e = 1; e < n; e++) is_found = is_found || (events[e].sentence == sentence && events[e].type == wanted[sentence - 1] && events[e].agents.len);
        if (!is_found) fail_msg("no deed of police in sentence %u", sentence);
    }
    casus_report_free(report);
}

static CasusReport *read_text(const Place *p, const char *text) {
    CasusError err = { 0 };
    CasusPage page = { .bytes = str_of(text), .name = { "told", 4 }, .published = { "2031-03-05", 10 }, .language = { "en", 2 }, .format = CASUS_FORMAT_TEXT };
    CasusReport *report = casus_read(p->reader, &page, CASUS_ALL_LAYERS, CASUS_BUDGET_DEFAULT, &err);
    if (!report) fail_msg("%s", err.line);
    return report;
}

/* Police are not named again in every sentence. */
static void deeds_are_of_the_police_named_before(void **state) {
    CasusReport *report = read_text(*state, "Police reached the bridge in Osmar on Tuesday. Nine protesters were arrested and taken to a station.");
    size_t n, n_mentions, n_carried = 0;
    const CasusEvent *events = casus_report_events(report, &n);
    const CasusMention *mentions = casus_report_mentions(report, &n_mentions);
    for (size_t e = 1; e < n; e++)
        for (size_t k = 0; events[e].type == CASUS_EVENT_ARREST && k < events[e].agents.len; k++)
            n_carried += events[e].sentence == 2 && mentions[events[e].agents.at[k]].sentence == 1;
    assert_int_equal(n_carried, 1);
    casus_report_free(report);
}

/* Where nobody else is named, who did it is held for police. */
static void who_does_it_is_police(void **state) {
    CasusReport *report = read_text(*state, "They fired tear gas and charged the crowd with batons in Osmar on Tuesday, then arrested nine of the protesters.");
    size_t n, n_mentions, n_entities, n_police = 0;
    const CasusEvent *events = casus_report_events(report, &n);
    const CasusMention *mentions = casus_report_mentions(report, &n_mentions);
    const CasusEntity *entities = casus_report_entities(report, &n_entities);
    for (size_t e = 1; e < n; e++)
        for (size_t k = 0; k < events[e].agents.len; k++) {
            const CasusMention *agent = &mentions[events[e].agents.at[k]];
            n_police += agent->form == CASUS_FORM_PRONOUN && agent->entity < n_entities && str_eq(entities[agent->entity].actor.sector, S("COP"));
        }
    assert_true(n_police > 0);
    casus_report_free(report);
}

static const CasusMention *mention_of(const CasusReport *report, const char *words) {
    size_t n;
    const CasusMention *mentions = casus_report_mentions(report, &n);
    CasusStr text = casus_report_text(report);
    for (size_t k = 1; k < n; k++)
        if (str_eq(str_cut(text, mentions[k].span.start, mentions[k].span.end), str_of(words))) return &mentions[k];
    return NULL;
}

/* Where all is written in capitals, capitals make no names. */
static void capitals_of_a_wire_name_nobody(void **state) {
    static const char text[] = "OSMAR, 3 MAR 31 -- GUNMEN THIS MORNING KILLED MAYOR PEDRO IVANEZ AND WOUNDED TWO POLICEMEN NEAR HIS RESIDENCE IN OSMAR.";
    Place *p = *state;
    CasusError err = { 0 };
    CasusPage page = { .bytes = { text, sizeof text - 1 }, .name = { "told", 4 }, .published = { "2031-03-05", 10 }, .language = { "en", 2 }, .format = CASUS_FORMAT_TEXT };
    CasusReport *report = casus_read(p->reader, &page, CASUS_ALL_LAYERS, CASUS_BUDGET_DEFAULT, &err);
    if (!report) fail_msg("%s", err.line);
    const CasusMention *name = mention_of(report, "PEDRO IVANEZ"), *word = mention_of(report, "POLICEMEN");
    assert_true(name && name->form == CASUS_FORM_NAME);
    assert_true(!word || word->form == CASUS_FORM_NOMINAL);
    casus_report_free(report);
}

/* Small words that lead to what was struck stand for nobody. */
static void small_words_are_nobody(void **state) {
    CasusReport *report = read_text(*state, "Army jets carried out a strike on the camp near Tal Amal. The rebels said they fired rockets against the army base.");
    assert_true(mention_of(report, "they") && !mention_of(report, "on") && !mention_of(report, "against"));
    casus_report_free(report);
}

/* What was believed to be hit stays so where the roles between parties only tell of the town. */
static void what_was_hit_is_no_town(void **state) {
    static const char text[] = "A bomb damaged the embassy in Osmar on Tuesday and killed two guards, police said.";
    Place *p = *state;
    CasusError err = { 0 };
    CasusPage page = { .bytes = { text, sizeof text - 1 }, .name = { "told", 4 }, .published = { "2031-03-05", 10 }, .language = { "en", 2 }, .format = CASUS_FORMAT_TEXT };
    CasusReport *report = casus_read(p->reader, &page, CASUS_ALL_LAYERS, CASUS_BUDGET_DEFAULT, &err);
    if (!report) fail_msg("%s", err.line);
    size_t n;
    const CasusEvent *events = casus_report_events(report, &n);
    const CasusMention *town = mention_of(report, "Osmar");
    for (size_t e = 1; e < n; e++)
        for (size_t k = 0; events[e].type == CASUS_EVENT_PROPERTY_DESTRUCTION && k < events[e].targets.len; k++)
            assert_true(!town || casus_report_mentions(report, &(size_t){ 0 })[events[e].targets.at[k]].first != town->first);
    casus_report_free(report);
}

int main(int argc, char **argv) {
    Place place = { .weights = argc > 1 ? argv[1] : "models/casus-en.weights" };
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(the_tables_alone_say_so, &place),
        cmocka_unit_test_prestate(claims_rest_on_the_tables, &place),
        cmocka_unit_test_prestate(sources_are_the_same_words, &place),
        cmocka_unit_test_prestate(mentions_stand_in_text_order, &place),
        cmocka_unit_test_prestate(events_point_at_mentions, &place),
        cmocka_unit_test_prestate(deeds_of_police_are_events, &place),
        cmocka_unit_test_prestate(deeds_are_of_the_police_named_before, &place),
        cmocka_unit_test_prestate(who_does_it_is_police, &place),
        cmocka_unit_test_prestate(small_words_are_nobody, &place),
        cmocka_unit_test_prestate(capitals_of_a_wire_name_nobody, &place),
        cmocka_unit_test_prestate(what_was_hit_is_no_town, &place),
    };
    void *state = &place;
    open_all(&state);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    close_all(&state);
    return failed;
}
