/* What fetching rests on: public addresses, robots.txt, header lines. The network itself is tried by tests/cli/fetch.py and watch.py. */
#include "check.h"
#include <arpa/inet.h>
#include <sys/socket.h>
#include "page/address.h"
#include "page/fetch.h"
#include "page/http.h"
#include "page/robots.h"

static bool is_public(const char *written) {
    struct sockaddr_in v4 = { .sin_family = AF_INET };
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
    bool as_address;
    if (inet_pton(AF_INET, written, &v4.sin_addr) == 1) as_address = address_is_public((struct sockaddr *)&v4);
    else {
        assert_int_equal(inet_pton(AF_INET6, written, &v6.sin6_addr), 1);
        as_address = address_is_public((struct sockaddr *)&v6);
    }
    assert_int_equal(address_written(str_of(written)), as_address);
    return as_address;
}

static void addresses_that_are_open(void **state) {
    (void)state;
    static const char *const open[] = { "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "192.167.1.1", "223.255.255.255",
        "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1" };
    static const char *const closed[] = { "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254",
        "100.64.0.1", "100.127.255.255", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.7",
        "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::1", "2002:c0a8:1::", "2001:db8::1", "2001::1", "3fff::1", "fec0::1", "4000::1" };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++)
        if (!is_public(open[i])) fail_msg("%s is held to be private", open[i]);
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (is_public(closed[i])) fail_msg("%s is held to be public", closed[i]);
    assert_int_equal(address_written(S("marsh.example")), -1);
    assert_int_equal(address_written(S("fe80::1%eth0")), 0);
    assert_false(address_is_public(&(struct sockaddr){ .sa_family = AF_UNIX }));
}

static bool allows(const char *robots, const char *path) {
    Budget budget = { .limit = 8 << 20 };
    Arena scratch = { .budget = &budget };
    bool allowed = robots_allow(str_of(robots), S("casus"), str_of(path), &scratch);
    arena_free(&scratch);
    return allowed;
}

static void robots_groups(void **state) {
    (void)state;
    static const char both[] = "# hello\nUser-agent: *\nDisallow: /\n\nUser-Agent: CASUS/9 # us\nUser-agent: other\r\nAllow: /news\r\nDisallow: /private\r\n"
                               "Sitemap: x\nuser-agent: third\ndisallow: /third\n\nuser-agent: casus\ndisallow: /late";
    assert_true(allows(both, "/"));
    assert_true(allows(both, "/third"));
    assert_false(allows(both, "/private/x"));
    assert_false(allows(both, "/late"));
    assert_false(allows("User-agent: *\nDisallow: /", "/x"));
    assert_true(allows("User-agent: *\nDisallow: /", "/robots.txt"));
    assert_true(allows("User-agent: *\nDisallow:", "/x"));
    assert_true(allows("User-agent: casusbot\nDisallow: /", "/x"));
    assert_true(allows("Disallow: /", "/x"));
    assert_true(allows("", "/x"));
    assert_false(allows("\xEF\xBB\xBFUser-agent: *\rDisallow: /x", "/x"));
}

static void robots_patterns(void **state) {
    (void)state;
    assert_false(allows("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf"));
    assert_true(allows("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x"));
    assert_false(allows("User-agent: *\nDisallow: /a*b*c", "/axxbyybzc/d"));
    assert_true(allows("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c"));
    assert_true(allows("User-agent: *\nDisallow: /a/b\nAllow: /a/b", "/a/b/c"));
    assert_false(allows("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c"));
    assert_false(allows("User-agent: *\nDisallow: /caf%c3%a9", "/caf\xC3\xA9"));
    assert_false(allows("User-agent: *\nDisallow: /%7eada", "/~ada/x"));
    assert_true(allows("User-agent: *\nDisallow: /a%2Fb", "/a/b"));
    assert_false(allows("User-agent: *\nDisallow: /x?y=", "/x?y=1"));
    assert_int_equal(robots_delay_s(S("User-agent: *\nCrawl-delay: 7\nUser-agent: b\nCrawl-delay: 99"), S("casus")), 7);
    assert_int_equal(robots_delay_s(S("User-agent: *\nDisallow: /"), S("casus")), 0);
}

/* Stars without end: meson's limit on this test is the clock. */
static void a_hostile_robots_file_forbids(void **state) {
    (void)state;
    static char robots[400 << 10], path[8000];
    size_t n = (size_t)snprintf(robots, sizeof robots, "User-agent: *\n");
    while (n + 200 < sizeof robots) {
        n += (size_t)snprintf(robots + n, sizeof robots - n, "Disallow: /");
        for (int k = 0; k < 80; k++) n += (size_t)snprintf(robots + n, sizeof robots - n, "*a");
        n += (size_t)snprintf(robots + n, sizeof robots - n, "b\n");
    }
    memset(path, 'a', sizeof path - 1);
    path[0] = '/';
    assert_false(allows(robots, path));
}

static void header_lines(void **state) {
    (void)state;
    Str head = S("HTTP/1.1 200 OK\r\nContent-Type: text/html; x=\"1\"; Charset=\"utf-8\"\r\nCache-Control: public, max-age=600\r\nETag: \"a:b\"\r\nX\r\n\r\n");
    assert_str(http_header(head, S("etag")), "\"a:b\"");
    assert_str(http_header(head, S("expires")), "");
    assert_str(http_parameter(http_header(head, S("content-type")), S("charset")), "utf-8");
    assert_str(http_parameter(http_header(head, S("cache-control")), S("max-age")), "600");
    assert_str(http_parameter(S("text/html"), S("charset")), "");
    assert_int_equal(http_wait_s(S("120"), 0), 120);
    assert_int_equal(http_wait_s(S("Sun, 06 Nov 1994 08:49:37 GMT"), 784111770), 7);
    assert_int_equal(http_wait_s(S("Sun, 06 Nov 1994 08:49:37 GMT"), 784111790), 0);
    assert_int_equal(http_wait_s(S("-5"), 0), CASUS_UNKNOWN);
    assert_int_equal(http_wait_s(S(""), 0), CASUS_UNKNOWN);
}

static void only_the_web_is_fetched(void **state) {
    (void)state;
    static const char *const wrong[] = { "file:///etc/passwd", "ftp://marsh.example/x", "gopher://marsh.example/", "marsh.example", "http://", "", "http://a b/" };
    CasusFetchRules rules = { .timeout_ms = 1000 };
    CasusError err = { 0 };
    CasusFetched answer;
    CasusFetcher *fetcher = casus_fetcher_open(&rules, &err);
    assert_non_null(fetcher);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        CasusFetchAsk ask = { .url = wrong[i] };
        assert_false(casus_fetch(fetcher, &ask, &answer, &err));
        assert_int_equal(err.status, CASUS_BAD_INPUT);
        assert_int_equal(answer.status, 0);
    }
    casus_fetcher_close(fetcher);
    assert_true(fetch_is_address("HTTPS://marsh.example/"));
    assert_false(fetch_is_address("marsh.html"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_that_are_open), cmocka_unit_test(robots_groups), cmocka_unit_test(robots_patterns),
        cmocka_unit_test(a_hostile_robots_file_forbids), cmocka_unit_test(header_lines), cmocka_unit_test(only_the_web_is_fetched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
