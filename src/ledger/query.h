/* Every question put to SQLite by name, and the little that is needed to put it. A failure sticks in the handle: questions
 * after it are not put, and ledger_work tells the caller once. */
#ifndef CASUS_LEDGER_QUERY_H
#define CASUS_LEDGER_QUERY_H
#include <sqlite3.h>
#include "casus.h"
#include "base/str.h"

#define QUERIES(X) \
    X(ADD_RUN, "INSERT INTO run (program, tables) VALUES (:program, :tables)") \
    X(KNOWN_REPORT, "SELECT id FROM report WHERE report_id = :report_id AND sha256 = :sha256") \
    X(NEWEST_REPORT, "SELECT id, version FROM report WHERE report_id = :report_id ORDER BY version DESC LIMIT 1") \
    X(ADD_REPORT, "INSERT INTO report (run, report_id, version, sha256, name, url, publisher, author, title, published, language, extra, captured, charset, headers, " \
        "capture_sha256, format, title_given, text, notes) " \
        "VALUES (:run, :report_id, :version, :sha256, :name, :url, :publisher, :author, :title, :published, :language, :extra, :captured, :charset, :headers, " \
        ":capture_sha256, :format, :title_given, :text, :notes)") \
    X(HAS_ORIGINAL, "SELECT 1 FROM original WHERE sha256 = :sha256") \
    X(ORIGINAL, "SELECT size, zstd FROM original WHERE sha256 = :sha256") \
    X(ADD_ORIGINAL, "INSERT INTO original (sha256, size, zstd) VALUES (:sha256, :size, :zstd)") \
    X(ADD_PART, "INSERT INTO part (report, nth, role, start, \"end\", author, published, parent, depth, handle, link, source_start, source_end) " \
        "VALUES (:report, :nth, :role, :start, :end, :author, :published, :parent, :depth, :handle, :link, :source_start, :source_end)") \
    X(ADD_MENTION, "INSERT INTO mention (report, nth, type, form, start, \"end\", name, country, lat, lon, geonames) " \
        "VALUES (:report, :nth, :type, :form, :start, :end, :name, :country, :lat, :lon, :geonames)") \
    X(ADD_TELLING, "INSERT INTO telling (id, report, nth, anchor, incident, victims) VALUES (:id, :report, :nth, :anchor, :incident, :victims)") \
    X(NEXT_TELLING, "SELECT 1 + coalesce(max(id), 0) FROM telling") \
    X(ADD_CLAIM, "INSERT INTO claim (report, nth, telling, source_kind, source, via, stance, about, effect, who, figure_party, civilian, low, high, " \
        "approximate, party, alternatives, value, start, \"end\", evidence, sentence, as_of, revises, how, origin_group) " \
        "VALUES (:report, :nth, :telling, :source_kind, :source, :via, :stance, :about, :effect, :who, :figure_party, :civilian, :low, :high, " \
        ":approximate, :party, :alternatives, :value, :start, :end, :evidence, :sentence, :as_of, :revises, :how, :origin_group)") \
    X(ADD_UNSETTLED, "INSERT INTO unsettled (report) VALUES (:report)") \
    X(IS_UNSETTLED, "SELECT 1 FROM unsettled LIMIT 1") \
    X(SETTLED, "DELETE FROM unsettled") \
    X(SEARCH_CLAIMS, "INSERT INTO claim_search (rowid, evidence) SELECT c.id, c.evidence FROM unsettled u JOIN claim c ON c.report = u.report ORDER BY c.id") \
    X(SEARCH_REPORTS, "INSERT INTO report_search (rowid, title) SELECT r.id, r.title FROM unsettled u JOIN report r ON r.id = u.report ORDER BY r.id") \
    X(NEW_TELLINGS, "SELECT t.id FROM unsettled u JOIN report r ON r.id = u.report JOIN telling t ON t.report = r.id " \
        "WHERE NOT EXISTS (SELECT 1 FROM report n WHERE n.report_id = r.report_id AND n.version > r.version)") \
    X(OLD_TELLINGS, "SELECT t.id FROM unsettled u JOIN report r ON r.id = u.report JOIN report o ON o.report_id = r.report_id AND o.version < r.version " \
        "JOIN telling t ON t.report = o.id JOIN incident_telling m ON m.telling = t.id") \
    X(COUNT_RUN, "SELECT count(DISTINCT CASE WHEN m.incident >= :first THEN m.incident END), count(DISTINCT CASE WHEN m.incident < :first THEN m.incident END) " \
        "FROM incident_telling m JOIN telling t ON t.id = m.telling JOIN report r ON r.id = t.report WHERE m.telling >= :first AND r.run = :run") \
    X(TELLINGS_OF_REPORT, "SELECT id FROM telling WHERE report = :report ORDER BY nth") \
    X(LIVE_TELLINGS, "SELECT id FROM telling WHERE report NOT IN replaced ORDER BY id") \
    X(TELLING, "SELECT t.report, t.nth, t.anchor, t.incident, t.victims, r.report_id, r.published FROM telling t JOIN report r ON r.id = t.report WHERE t.id = :telling") \
    X(TELLING_INCIDENT, "SELECT incident FROM telling WHERE id = :telling") \
    X(ADD_BLOCK, "INSERT INTO telling_block (block, day, telling, as_name) VALUES (:block, :day, :telling, :as_name)") \
    X(DROP_BLOCK, "DELETE FROM telling_block WHERE block = :block AND day = :day AND telling = :telling") \
    X(NEIGHBOURS, "SELECT b.telling, b.as_name, m.component FROM telling_block b JOIN incident_telling m ON m.telling = b.telling " \
        "WHERE b.block = :block AND b.day BETWEEN :first AND :last AND (b.as_name OR :as_name)") \
    X(COMPONENT_OF, "SELECT component FROM incident_telling WHERE telling = :telling") \
    X(COMPONENT, "SELECT telling, incident FROM incident_telling WHERE component = :component") \
    X(ADD_MEMBER, "INSERT INTO incident_telling (telling, incident, component) VALUES (:telling, :incident, :component)") \
    X(DROP_MEMBER, "DELETE FROM incident_telling WHERE telling = :telling") \
    X(DROP_INCIDENT, "DELETE FROM incident WHERE id = :incident") \
    X(DROP_PARTIES, "DELETE FROM incident_party WHERE incident = :incident") \
    X(DROP_PLACE, "DELETE FROM incident_place WHERE incident = :incident") \
    X(DROP_CLAIM_ORIGINS, "DELETE FROM claim_origin WHERE claim IN (SELECT c.id FROM incident_telling m JOIN claim c ON c.telling = m.telling WHERE m.incident = :incident)") \
    X(DROP_REPORT_ORIGINS, "DELETE FROM report_origin WHERE incident = :incident") \
    X(ADD_INCIDENT, "INSERT INTO incident (id, type, stage, \"from\", \"to\", first_day, last_day, place, place_folded, country, lat, lon, precision, within, " \
        "killed_low, killed_high, injured_low, injured_high, civilians_killed_low, civilians_killed_high, civilians_injured_low, civilians_injured_high, " \
        "grade, n_reports, n_origins, n_claims) VALUES (:id, :type, :stage, :from, :to, :first_day, :last_day, :place, :place_folded, :country, :lat, :lon, " \
        ":precision, :within, :killed_low, :killed_high, :injured_low, :injured_high, :civilians_killed_low, :civilians_killed_high, :civilians_injured_low, " \
        ":civilians_injured_high, :grade, :n_reports, :n_origins, :n_claims)") \
    X(ADD_PARTY, "INSERT INTO incident_party (incident, nth, party, party_folded, kind, standing, by_authorities) " \
        "VALUES (:incident, :nth, :party, :party_folded, :kind, :standing, :by_authorities)") \
    X(ADD_POINT, "INSERT INTO incident_place (incident, south, north, west, east) VALUES (:incident, :lat, :lat, :lon, :lon)") \
    X(ADD_CLAIM_ORIGIN, "INSERT INTO claim_origin (claim, incident, origin) VALUES (:claim, :incident, :origin)") \
    X(ADD_REPORT_ORIGIN, "INSERT INTO report_origin (incident, report, origin) VALUES (:incident, :report, :origin)") \
    X(CLAIM_SOURCES, "SELECT c.id, c.report, c.source_kind, c.source, c.via, c.sentence, c.origin_group, r.publisher, r.report_id, c.about FROM incident_telling m " \
        "JOIN claim c ON c.telling = m.telling JOIN report r ON r.id = c.report WHERE m.incident = :incident ORDER BY c.id") \
    X(FIGHTERS, "SELECT c.telling, c.effect, sum(c.civilian <> 'no') = 0 FROM incident_telling m JOIN claim c ON c.telling = m.telling " \
        "WHERE m.incident = :incident AND c.about = 'casualties' GROUP BY c.telling, c.effect HAVING sum(c.civilian = 'no') > 0") \
    X(INCIDENT_OF_ID, "SELECT id FROM incident WHERE id = :id UNION ALL " \
        "SELECT m.incident FROM telling t JOIN incident_telling m ON m.telling = t.id WHERE t.anchor = :id OR t.id = :id LIMIT 1") \
    X(INCIDENT_MORE, "SELECT stage, within FROM incident WHERE id = :incident") \
    X(CHECK_CLAIMS, "SELECT id, start, \"end\", evidence, revises IS NOT NULL AND NOT EXISTS (SELECT 1 FROM claim o WHERE o.report = c.report AND o.nth = c.revises) " \
        "FROM claim c WHERE report = :report ORDER BY id") \
    X(CHECK_PARTS, "SELECT nth, start, \"end\", role, author, published, parent, depth, handle, link, source_start, source_end FROM part WHERE report = :report ORDER BY nth") \
    X(CHECK_MENTIONS, "SELECT nth, start, \"end\" FROM mention WHERE report = :report ORDER BY nth") \
    X(BOOKMARK, "SELECT size, modified_ns, head, is_done, at FROM bookmark WHERE path = :path") \
    X(PUT_BOOKMARK, "INSERT OR REPLACE INTO bookmark (path, size, modified_ns, head, is_done, at) VALUES (:path, :size, :modified_ns, :head, :is_done, :at)") \
    X(WATCH, "SELECT etag, modified, published, seen, text, first_s, asked_s, next_s, failures FROM watch WHERE url = :url") \
    X(PUT_WATCH, "INSERT OR REPLACE INTO watch (url, feed, etag, modified, published, seen, text, first_s, asked_s, next_s, failures) " \
        "VALUES (:url, :feed, :etag, :modified, :published, :seen, :text, :first_s, :asked_s, :next_s, :failures)") \
    X(WATCH_DUE, "SELECT url FROM watch WHERE feed = :feed AND next_s <= :now_s ORDER BY next_s, url") \
    X(PARTIES, "SELECT party, standing, kind, by_authorities FROM incident_party WHERE incident = :incident ORDER BY nth")

#define QUERY_ENUM(NAME, sql) QUERY_##NAME,
typedef enum { QUERIES(QUERY_ENUM) N_QUERIES } Query;

/* The statement, ready to be bound; NULL when something failed before. */
sqlite3_stmt *ask(CasusLedger *ledger, Query query);
/* true: there is a row to be read. false: no more, or a failure. */
bool next_row(CasusLedger *ledger, sqlite3_stmt *statement);
void run_to_end(CasusLedger *ledger, sqlite3_stmt *statement);
void run_sql(CasusLedger *ledger, const char *sql);         /* several statements, no values */
void ledger_failed(CasusLedger *ledger, int code);          /* keeps the first failure */
void *ledger_fail(CasusLedger *ledger, CasusError *err);    /* tells it in a line a person can act on; returns NULL */

void bind_number(sqlite3_stmt *statement, const char *name, int64_t n);
void bind_count(sqlite3_stmt *statement, const char *name, int64_t n);      /* NULL for CASUS_UNKNOWN */
void bind_id(sqlite3_stmt *statement, const char *name, int64_t id);        /* NULL for 0 */
void bind_real(sqlite3_stmt *statement, const char *name, double x);
void bind_str(sqlite3_stmt *statement, const char *name, Str s);            /* "" stays "" */
void bind_str_or_null(sqlite3_stmt *statement, const char *name, Str s);    /* NULL when empty */
void bind_blob(sqlite3_stmt *statement, const char *name, Str bytes);

Str column_str(sqlite3_stmt *statement, int column);        /* a view until the next row */
int64_t column_count(sqlite3_stmt *statement, int column);  /* CASUS_UNKNOWN for NULL */
#endif
