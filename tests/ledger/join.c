/* casus_join_*: lines of the contract in, one line an incident out. */
#include "made.h"
#include <stdio.h>
#include <string.h>

typedef struct { char at[65536]; size_t len; } Out;

static bool keep(void *to, const char *bytes, size_t n) {
    Out *out = to;
    assert_true(out->len + n < sizeof out->at);
    memcpy(out->at + out->len, bytes, n);
    out->len += n;
    out->at[out->len] = '\0';
    return true;
}

static bool add_line(CasusJoin *join, const char *line, CasusError *err) {
    return casus_join_add_json(join, (CasusStr){ line, strlen(line) }, err);
}

static const char *written(CasusJoin *join, Out *out) {
    out->len = 0;
    assert_true(casus_join_write(join, keep, out, NULL));
    return out->at;
}

#define LINE(id, incidents) "{\"casus\":1,\"report\":{\"id\":\"" id "\",\"published\":\"2031-03-05\"},\"text\":\"...\",\"claims\":[],\"incidents\":[" incidents "]}"
#define INCIDENT(id, place, claims) \
    "{\"id\":\"" id "\",\"type\":\"shelling\",\"from\":\"2031-03-04\",\"to\":\"2031-03-04\",\"place\":{\"name\":\"" place "\"},\"claims\":[" claims "]}"

static void reports_of_one_incident_share_a_line(void **state) {
    (void)state;
    static Out out;
    CasusJoin *join = casus_join_new();
    assert_true(add_line(join, LINE("b", INCIDENT("i1", "Osmar", "\"c1\",\"c2\"") "," INCIDENT("i2", "Tal Amal", "\"c3\"")), NULL));
    assert_true(add_line(join, LINE("a", INCIDENT("i1", "Osmar", "\"c1\"")), NULL));
    assert_true(add_line(join, LINE("c", ""), NULL));
    assert_string_equal(written(join, &out),
        "{\"incident\":\"a#i1\",\"reports\":[\"a\",\"b\"],\"main\":[\"a\",\"b\"],\"claims\":[{\"report\":\"a\",\"id\":\"c1\"},"
        "{\"report\":\"b\",\"id\":\"c1\"},{\"report\":\"b\",\"id\":\"c2\"}]}\n"
        "{\"incident\":\"b#i2\",\"reports\":[\"b\"],\"main\":[],\"claims\":[{\"report\":\"b\",\"id\":\"c3\"}]}\n"
        "{\"incident\":\"c#\",\"reports\":[\"c\"],\"main\":[\"c\"],\"claims\":[]}\n");
    casus_join_free(join);
}

static void a_match_explains_itself(void **state) {
    (void)state;
    static Out out;
    CasusJoin *join = casus_join_new();
    casus_join_explain(join);
    assert_true(add_line(join, LINE("a", INCIDENT("i1", "Osmar", "\"c1\"")), NULL));
    assert_true(add_line(join, LINE("b", INCIDENT("i1", "Osmar", "\"c1\"")), NULL));
    const char *line = written(join, &out);
    assert_non_null(strstr(line, "\"matches\":[{\"reports\":[\"a\",\"b\"],\"points\":155,\"threshold\":90,"
                           "\"place\":{\"verdict\":\"agree\",\"points\":70},\"time\":{\"verdict\":\"agree\",\"points\":70}"));
    assert_non_null(strstr(line, "\"killed\":{\"verdict\":\"missing\",\"points\":0}"));
    casus_join_free(join);
}

static void a_line_that_is_no_report_is_refused(void **state) {
    (void)state;
    static Out out;
    static const char *const wrong[] = { "", "[]", "null", "{\"id\":\"a\",\"text\":\"x\"}", "{\"casus\":1,\"report\":{}}", "{\"casus\":1,\"report\":{\"id\":7}}",
                                         "{\"report\":{\"id\":\"x\"}", "{\"report\":{\"id\":\"x\"},\"incidents\":[tru]}" };
    CasusJoin *join = casus_join_new();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CasusError err = { 0 };
        assert_false(add_line(join, wrong[i], &err));
        assert_int_equal(err.status, CASUS_BAD_INPUT);
        assert_true(strlen(err.line) > 10);
    }
    assert_string_equal(written(join, &out), "");
    assert_true(add_line(join, LINE("a", "7,null,{},{\"id\":4,\"place\":3,\"killed\":[],\"claims\":{},\"responsible\":[1,{}]}"), NULL));
    assert_non_null(strstr(written(join, &out), "\"a#\""));
    casus_join_free(join);
}

static void an_id_counts_once(void **state) {
    (void)state;
    CasusError err = { 0 };
    CasusJoin *join = casus_join_new();
    assert_true(add_line(join, LINE("a", ""), NULL));
    assert_false(add_line(join, LINE("a", ""), &err));
    assert_int_equal(err.status, CASUS_BAD_INPUT);
    casus_join_free(join);
}

static void a_report_is_main_once_and_order_is_no_matter(void **state) {
    (void)state;
    enum { WAR = 90 };
    static Out there, back;
    CasusJoin *forward = casus_join_new(), *backward = casus_join_new();
    for (uint32_t i = 0; i < WAR; i++) {
        char text[256], id[16], text_back[256], id_back[16];
        Made one = made_war(i, text, id), other = made_war(WAR - 1 - i, text_back, id_back);
        CasusReport *a = made_report(&one), *b = made_report(&other);
        assert_true(casus_join_add(forward, a, NULL));
        assert_true(casus_join_add(backward, b, NULL));
        casus_report_free(a);
        casus_report_free(b);
    }
    assert_string_equal(written(forward, &there), written(backward, &back));
    for (uint32_t i = 0; i < WAR; i++) {
        char name[20];
        int n_main = 0;
        snprintf(name, sizeof name, "\"war-%03u\"", i);
        for (const char *line = there.at; (line = strstr(line, "\"main\":[")); line++) {
            const char *end = strchr(line, ']'), *found = strstr(line, name);
            n_main += found && found < end;
        }
        assert_int_equal(n_main, 1);
    }
    casus_join_free(forward);
    casus_join_free(backward);
}

static bool refuse(void *to, const char *bytes, size_t n) { (void)to; (void)bytes; (void)n; return false; }

static void a_sink_that_stops_is_told(void **state) {
    (void)state;
    CasusError err = { 0 };
    CasusJoin *join = casus_join_new();
    assert_true(add_line(join, LINE("a", ""), NULL));
    assert_false(casus_join_write(join, refuse, NULL, &err));
    assert_int_equal(err.status, CASUS_NO_SPACE);
    casus_join_free(join);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_of_one_incident_share_a_line), cmocka_unit_test(a_match_explains_itself), cmocka_unit_test(a_line_that_is_no_report_is_refused),
        cmocka_unit_test(an_id_counts_once), cmocka_unit_test(a_report_is_main_once_and_order_is_no_matter), cmocka_unit_test(a_sink_that_stops_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
