/* Feeds as pages: every kind, and damaged ones. */
#include "check.h"
#include "page/feed.h"
#include "page/net_date.h"
#include "page/url.h"

#define WHERE "https://marsh.example/news/feed.xml"

typedef struct { CasusFeed *feed; CasusPage page; CasusError err; } Open;

static Open open_feed(Str bytes) {
    Open o = { 0 };
    assert_true(feed_starts(bytes));
    o.feed = casus_feed_open(bytes, S(WHERE), S("feed.xml"), &o.err);
    if (!o.feed) fail_msg("%s", o.err.line);
    return o;
}

static void next_item(Open *o) {
    int got = casus_feed_next(o->feed, &o->page, &o->err);
    if (got != 1) fail_msg("no item: %d %s", got, o->err.line);
    assert_int_equal(o->page.format, CASUS_FORMAT_HTML);
}

static void no_more(Open *o) {
    assert_int_equal(casus_feed_next(o->feed, &o->page, &o->err), 0);
    assert_int_equal(casus_feed_next(o->feed, &o->page, &o->err), 0);
    casus_feed_close(o->feed);
}

static void assert_page_has(const Open *o, const char *words) {
    if (str_find(o->page.bytes, str_of(words), 0) == SIZE_MAX) fail_msg("no '%s' in: %.*s", words, (int)o->page.bytes.len, o->page.bytes.at);
}
static void assert_page_lacks(const Open *o, const char *words) {
    if (str_find(o->page.bytes, str_of(words), 0) != SIZE_MAX) fail_msg("'%s' in: %.*s", words, (int)o->page.bytes.len, o->page.bytes.at);
}

static void rss_2(void **state) {
    (void)state;
    Open o = open_feed(S("<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>"
        "<title>Marsh Wire</title><link>https://marsh.example/</link><atom:link rel=\"self\" href=\"x.xml\"/><language>en-gb</language><ttl>90</ttl>"
        "<image><title>Logo</title><link>/logo</link></image>\n"
        "<item><media:title>Wrong</media:title><title>Three killed in Tal Amal &amp;amp; Osmar</title><link>https://marsh.example/a?b=1&amp;c=2</link>"
        "<guid isPermaLink=\"false\">77</guid><dc:creator>Ada Reed</dc:creator><pubDate>Tue, 04 Mar 2031 16:05:00 +0200</pubDate>"
        "<description>A short &lt;b&gt;word&lt;/b&gt;.</description>"
        "<content:encoded><![CDATA[<p>Shells hit a bakery, & three died.</p>]]></content:encoded><enclosure url=\"x.mp3\"/></item>\n"
        "<item><title>Second</title><guid>https://marsh.example/2</guid><author>desk@marsh.example (Ben Sedge)</author>"
        "<description>Only the &lt;i&gt;description&lt;/i&gt;.</description></item></channel></rss>"));
    next_item(&o);
    assert_str(o.page.title, "Three killed in Tal Amal & Osmar");
    assert_str(o.page.url, "https://marsh.example/a?b=1&c=2");
    assert_str(o.page.id, "https://marsh.example/a?b=1&c=2");
    assert_str(o.page.author, "Ada Reed");
    assert_str(o.page.published, "2031-03-04T16:05:00+02:00");
    assert_str(o.page.publisher, "Marsh Wire");
    assert_str(o.page.language, "en-gb");
    assert_str(o.page.name, "feed.xml:3");
    assert_page_has(&o, "<h1>Three killed in Tal Amal &amp; Osmar</h1>\n<p>Shells hit a bakery, & three died.</p>");
    assert_page_lacks(&o, "short");
    assert_int_equal(casus_feed_minutes_to_live(o.feed), 90);
    next_item(&o);
    assert_str(o.page.id, "https://marsh.example/2");
    assert_str(o.page.url, "");
    assert_str(o.page.author, "Ben Sedge");
    assert_page_has(&o, "Only the <i>description</i>.");
    no_more(&o);
}

static void rss_0_91_with_a_document_type(void **state) {
    (void)state;
    Open o = open_feed(S("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"http://x/rss.dtd\">\n"
        "<rss version=\"0.91\"><channel><title>Caf\xE9 Wire</title><item><title>At the caf&eacute;</title><link>/a</link></item></channel></rss>"));
    next_item(&o);
    assert_str(o.page.publisher, "Caf\xC3\xA9 Wire");
    assert_str(o.page.title, "At the caf\xC3\xA9");
    assert_str(o.page.url, "https://marsh.example/a");
    no_more(&o);
}

static void rdf(void **state) {
    (void)state;
    Open o = open_feed(S("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"x\"><title>Osmar Post</title><link>https://osmar.example/</link></channel>"
        "<item rdf:about=\"https://osmar.example/1\"><title>One</title><link>https://osmar.example/1</link><dc:date>2031-03-04T16:05+01:00</dc:date>"
        "<description>Words of it.</description></item></rdf:RDF>"));
    next_item(&o);
    assert_str(o.page.publisher, "Osmar Post");
    assert_str(o.page.published, "2031-03-04T16:05:00+01:00");
    assert_page_has(&o, "<p>Words of it.</p>");
    no_more(&o);
}

static void atom(void **state) {
    (void)state;
    Open o = open_feed(S("\xEF\xBB\xBF<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\" xml:base=\"https://osmar.example/blog/\"><title type=\"text\">Osmar Post</title>"
        "<link rel=\"self\" href=\"feed\"/><link href=\"/\"/><entry><id>tag:osmar.example,2031:1</id><title type=\"html\">Shells &amp;mdash; again</title>"
        "<link rel=\"edit\" href=\"e\"/><link rel=\"alternate\" href=\"one\"/><author><name>Ada Reed</name><email>a@b.c</email></author><author><name>Ben Sedge</name></author>"
        "<published>2031-03-04T10:00:00Z</published><updated>2031-03-05T10:00:00Z</updated><summary>Short.</summary>"
        "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Fewer than 5 &lt; 7 <a href=\"x?a=1&amp;b=2\">there</a></p></div></content>"
        "<source><title>Delta Post</title><id>z</id></source></entry>"
        "<entry><id>2</id><title>Plain</title><content>Line one.\n\nLine &lt;two&gt;.</content></entry>"
        "<entry><id>3</id><title>Picture</title><content type=\"image/png\">iVBOR</content><summary type=\"html\">&lt;p&gt;See.&lt;/p&gt;</summary></entry></feed>"));
    next_item(&o);
    assert_str(o.page.url, "https://osmar.example/blog/one");
    assert_str(o.page.title, "Shells \xE2\x80\x94 again");
    assert_str(o.page.author, "Ada Reed, Ben Sedge");
    assert_str(o.page.published, "2031-03-04T10:00:00Z");
    assert_str(o.page.publisher, "Delta Post");
    assert_str(o.page.language, "en");
    assert_page_has(&o, "<p>Fewer than 5 &lt; 7 <a href=\"x?a=1&amp;b=2\">there</a></p>");
    assert_page_has(&o, "<meta property=\"article:modified_time\" content=\"2031-03-05T10:00:00Z\">");
    next_item(&o);
    assert_str(o.page.id, WHERE "#2");
    assert_page_has(&o, "Line one.");
    next_item(&o);
    assert_page_has(&o, "<p>See.</p>");
    assert_page_lacks(&o, "iVBOR");
    no_more(&o);
}

static void json_feed(void **state) {
    (void)state;
    Open o = open_feed(S("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Marsh Wire\",\"language\":\"en\",\"home_page_url\":\"https://marsh.example/\",\n\"items\":[\n"
        "{\"id\":7,\"url\":\"/7\",\"title\":\"Seven\",\"content_html\":\"<p>Seven <b>died<\\/b>.<\\/p>\",\"date_published\":\"2031-03-04T16:05:00-05:00\",\"authors\":[{\"name\":\"Ada Reed\"}]},\n"
        "3, {\"id\":\"x\",\"content_text\":\"One.\\n\\nTwo & three.\",\"author\":{\"name\":\"Ben\"}}]}"));
    next_item(&o);
    assert_str(o.page.url, "https://marsh.example/7");
    assert_str(o.page.published, "2031-03-04T16:05:00-05:00");
    assert_str(o.page.name, "feed.xml:3");
    assert_str(o.page.author, "Ada Reed");
    assert_page_has(&o, "<p>Seven <b>died</b>.</p>");
    next_item(&o);
    assert_str(o.page.id, WHERE "#x");
    assert_str(o.page.author, "Ben");
    assert_page_has(&o, "<p>One.</p>\n<p>Two &amp; three.</p>");
    no_more(&o);
}

static void what_is_no_feed(void **state) {
    (void)state;
    assert_false(feed_starts(S("<!DOCTYPE html><html><head><title>rss feed</title>")));
    assert_false(feed_starts(S("{\"id\":\"x\",\"text\":\"y\"}")));
    assert_false(feed_starts(S("rss feed")));
    assert_false(feed_starts(S("")));
    assert_false(feed_starts(S("<")));
    assert_false(feed_starts(S("<!-- <rss> ")));
    assert_true(feed_starts(S("\n <?xml version='1.0'?><?xml-stylesheet href='x'?><!-- > --><rss>")));
    assert_true(feed_starts(S("\xFF\xFE<\0r\0s\0s\0>\0")));
    CasusError err = { 0 };
    assert_null(casus_feed_open(S("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"id\":"), S(""), S("cut.json"), &err));
    assert_has(err.line, "cut.json");
}

static void damage_costs_no_other_item(void **state) {
    (void)state;
    Open o = open_feed(S(" <rss><channel><title>Marsh & Reed Wire</title>"
        "<item><title>AT&T \x01 & caf&eacute; < 7</title><link>https://m.example/1</link><description>Open <b>bold<br> end"
        "<item><title>Two</title><link>https://m.example/2</link><description>Bad &#x0; &nbsp;&bogus; ref</description>"
        "<item><title>Three</title><link>javascript:alert(1)</link><pubDate>soon</pubDate></item>"
        "<item><title>Cut"));
    next_item(&o);
    assert_str(o.page.publisher, "Marsh & Reed Wire");
    assert_str(o.page.title, "AT&T & caf\xC3\xA9 < 7");
    assert_page_has(&o, "Open <b>bold");
    next_item(&o);
    assert_str(o.page.title, "Two");
    assert_page_has(&o, "ref");
    next_item(&o);
    assert_str(o.page.title, "Three");
    assert_str(o.page.url, "");
    assert_str(o.page.published, "");
    assert_int_equal(casus_feed_next(o.feed, &o.page, &o.err), -1);
    assert_has(o.err.line, "feed.xml:1: the feed is damaged here");
    no_more(&o);
}

/* The parser itself would give up here, and take with it what it had read ahead. */
static void ends_that_do_not_match_cost_nothing(void **state) {
    (void)state;
    Open o = open_feed(S("<rss version=\"2.0\"><channel><title>Marsh Wire</title><item><title>One</title><description>Four hurt.</description></item>"
        "<item><title>Two</title><description>Five <b>hurt<br> here</description></item>"
        "<item><title>Three</title><description>Six</i> hurt</p></description><link>https://m.example/3</link></item>"
        "<item><title>Four</title><description>Seven hurt</item>"
        "<item><title>Five</title><media a='x > y'/><description>Eight hurt</description></item></channel></rss>"));
    static const char *const titles[] = { "One", "Two", "Three", "Four", "Five" }, *const words[] = { "Four hurt", "Five <b>hurt", "Six hurt", "Seven hurt", "Eight hurt" };
    for (size_t k = 0; k < sizeof titles / sizeof *titles; k++) {
        next_item(&o);
        assert_str(o.page.title, titles[k]);
        assert_page_has(&o, words[k]);
        if (k == 2) assert_str(o.page.url, "https://m.example/3");
    }
    no_more(&o);
}

static void an_entity_bomb_is_no_bomb(void **state) {
    (void)state;
    Open o = open_feed(S("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
        "<rss><channel><item><title>Boom &b; &x;</title></item></channel></rss>"));
    next_item(&o);
    assert_str(o.page.title, "Boom &b; &x;");
    no_more(&o);
}

static void encodings(void **state) {
    (void)state;
    Open o = open_feed(S("<?xml version=\"1.0\" encoding=\"utf-8\"?><rss><channel><item><title>caf\xE9 \x93tr\xE8s\x94</title></item></channel></rss>"));
    next_item(&o);
    assert_str(o.page.title, "caf\xC3\xA9 \xE2\x80\x9Ctr\xC3\xA8s\xE2\x80\x9D");
    no_more(&o);
    o = open_feed(S("<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><item><title>\xD2\xE0\xEB</title></item></channel></rss>"));
    next_item(&o);
    assert_str(o.page.title, "\xD0\xA2\xD0\xB0\xD0\xBB");
    no_more(&o);
    o = open_feed(S("\xFF\xFE<\0r\0s\0s\0>\0<\0i\0t\0e\0m\0>\0<\0t\0i\0t\0l\0e\0>\0T\0a\0l\0<\0/\0t\0i\0t\0l\0e\0>\0<\0/\0i\0t\0e\0m\0>\0<\0/\0r\0s\0s\0>\0"));
    next_item(&o);
    assert_str(o.page.title, "Tal");
    no_more(&o);
}

/* Bounded time: none of these may take more than a moment; meson's limit on this test is the clock. */
static void hostile_feeds(void **state) {
    (void)state;
    static const struct { const char *start, *again; size_t times; } kinds[] = {
        { "<rss><channel><item>", "<a>", 200000 }, { "<rss><channel>", "<item>", 200000 }, { "<rss><channel><item><title>", "&", 2000000 },
        { "<rss><channel><item ", "a=\"1\" ", 200000 }, { "<rss><channel><item><description>", "<![CDATA[", 200000 },
        { "<rss><channel><item>", "<author><name>a</name></author>", 50000 }, { "<rss><!DOCTYPE ", "[", 2000000 }, { "<rss><item><x ", "y<", 500000 },
        { "<rss><channel><item><title>", "<", 2000000 }, { "<rss><channel><item>", "<a><b></a>", 200000 }, { "<rss><channel><item>", "<a></b>", 200000 },
        { "<rss><channel><item><a b='", "<a ='", 20000 }, { "<rss><item>", "<link>x</link>", 50000 },
    };
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t head = strlen(kinds[k].start), step = strlen(kinds[k].again), n = head + step * kinds[k].times;
        char *bytes = malloc(n);
        assert_non_null(bytes);
        memcpy(bytes, kinds[k].start, head);
        for (size_t i = 0; i < kinds[k].times; i++) memcpy(bytes + head + i * step, kinds[k].again, step);
        CasusError err;
        CasusPage page;
        CasusFeed *feed = casus_feed_open((Str){ bytes, n }, S(""), S("x"), &err);
        while (feed && casus_feed_next(feed, &page, &err)) {}
        casus_feed_close(feed);
        free(bytes);
    }
}

static void times_as_feeds_write_them(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        { "Tue, 04 Mar 2031 16:05:09 GMT", "2031-03-04T16:05:09Z" }, { "4 Mar 31 16:05 EST", "2031-03-04T16:05:00-05:00" },
        { "Tuesday, 04-Mar-31 16:05:00 GMT", "2031-03-04T16:05:00Z" }, { "Tue Mar  4 16:05:00 2031", "2031-03-04T16:05:00" },
        { "Tue, 4 March 2031 16:05 +05:30", "2031-03-04T16:05:00+05:30" }, { "2031-03-04 16:05:00", "2031-03-04T16:05:00" },
        { "2031-03-04T16:05:00.123Z", "2031-03-04T16:05:00Z" }, { "2031-03-04T16:05:00-0330", "2031-03-04T16:05:00-03:30" }, { "2031-03-04", "2031-03-04" },
        { "March 4, 2031 4:05 pm", "2031-03-04T16:05:00" }, { "Tue, 04 Mar 2031", "2031-03-04" }, { "Tue, 31 Feb 2031 10:00:00 GMT", "" },
        { "", "" }, { "soon", "" }, { "31", "" }, { "Tue, 04 Mar 2031 24:05:00 GMT", "2031-03-04" }, { "2031-82-05 99:99", "" }, { "Sat, 04 Mar 99 10:00 Z", "1999-03-04T10:00:00Z" },
    };
    Budget budget = { .limit = 1 << 20 };
    Arena arena = { .budget = &budget };
    int64_t seconds = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) assert_str(net_date_iso(str_of(pairs[i][0]), &arena), pairs[i][1]);
    assert_true(net_date_seconds(S("Sun, 06 Nov 1994 08:49:37 GMT"), &seconds));
    assert_int_equal(seconds, 784111777);
    assert_true(net_date_seconds(S("1970-01-02T01:00:00+01:00"), &seconds));
    assert_int_equal(seconds, 86400);
    assert_false(net_date_seconds(S("120"), &seconds));
    arena_free(&arena);
}

static void addresses(void **state) {
    (void)state;
    Budget budget = { .limit = 8 << 20 };
    Arena arena = { .budget = &budget };
    UrlParts parts;
    assert_str(url_resolve(S("https://a.example/b/c?d"), S("../e f"), &arena), "https://a.example/e%20f");
    assert_str(url_resolve(S(""), S(" http://A.example:80/x#y "), &arena), "http://A.example:80/x#y");
    assert_str(url_resolve(S("https://a.example/"), S("//b.example/x"), &arena), "https://b.example/x");
    assert_str(url_resolve(S("https://a.example/"), S("mailto:x@y"), &arena), "");
    assert_str(url_resolve(S("https://a.example/"), S("file:///etc/passwd"), &arena), "");
    assert_str(url_resolve(S(""), S("x"), &arena), "");
    assert_true(url_split(S("HTTPS://[::1]:8443/a?b#c"), &parts, &arena));
    assert_str(parts.host, "::1");
    assert_str(parts.port, "8443");
    assert_str(parts.path_and_query, "/a?b");
    assert_true(url_split(S("http://2130706433/"), &parts, &arena));
    assert_str(parts.host, "127.0.0.1");
    assert_str(parts.port, "80");
    assert_false(url_split(S("ftp://a/"), &parts, &arena));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rss_2), cmocka_unit_test(rss_0_91_with_a_document_type), cmocka_unit_test(rdf), cmocka_unit_test(atom), cmocka_unit_test(json_feed),
        cmocka_unit_test(what_is_no_feed), cmocka_unit_test(damage_costs_no_other_item), cmocka_unit_test(ends_that_do_not_match_cost_nothing), cmocka_unit_test(an_entity_bomb_is_no_bomb),
        cmocka_unit_test(encodings), cmocka_unit_test(hostile_feeds), cmocka_unit_test(times_as_feeds_write_them), cmocka_unit_test(addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
