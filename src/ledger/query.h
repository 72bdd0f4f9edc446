/* Every question put to SQLite by name, and the little that is needed to put it. A failure sticks in the handle: questions
 * after it are not put, and ledger_work tells the caller once. */
#ifndef CASUS_LEDGER_QUERY_H
#define CASUS_LEDGER_QUERY_H
#include <sqlite3.h>
#include "casus.h"
#include "base/str.h"

/* An undone ruling counts for nothing; one of a blind coding counts for nothing but the comparison. */
#define RULING_COUNTS(r) "(" r ".round IS NULL AND NOT EXISTS (SELECT 1 FROM ruling u WHERE u.undoes = " r ".id))"
#define NEWEST(r) "NOT EXISTS (SELECT 1 FROM report newer WHERE newer.report_id = " r ".report_id AND newer.version > " r ".version)"
#define NEWEST_RULING_OF(incident) "(SELECT max(p.ruling) FROM incident_telling m JOIN ruling_place p ON p.telling = m.telling WHERE m.incident = " incident ")"

/* A claim as the rulings placed on it leave it; no row when none counts. */
#define PLACED_ON_CLAIM(kinds) "FROM ruling_place p JOIN ruling r ON r.id = p.ruling WHERE p.claim = c.id AND r.kind IN (" kinds ") AND " RULING_COUNTS("r")
#define SET_LAST(field) "(SELECT r.now " PLACED_ON_CLAIM("'correct'") " AND r.field = '" field "' ORDER BY r.id DESC LIMIT 1)"
#define SET_OR(field, column) "nullif(coalesce(" SET_LAST(field) ", c." column "), '')"
#define CLAIM_RULED_SQL "WITH figure(now) AS (SELECT (SELECT r.now FROM ruling_place p JOIN ruling r ON r.id = p.ruling WHERE p.claim = :claim AND r.kind = 'correct' " \
    " AND r.field = 'figure' AND " RULING_COUNTS("r") " ORDER BY r.id DESC LIMIT 1)), bare(now, v) AS (SELECT now, ltrim(now, '~') FROM figure) " \
    "INSERT INTO claim_ruled (claim, telling, moved, state, ruled, source_kind, source, via, stance, effect, who, figure_party, civilian, low, high, approximate, party, value, as_of) " \
    "SELECT c.id, c.telling, (SELECT q.telling FROM ruling_place p JOIN ruling r ON r.id = p.ruling LEFT JOIN ruling_place q ON q.ruling = r.id AND q.claim IS NULL " \
    "  WHERE p.claim = c.id AND r.kind = 'assign' AND " RULING_COUNTS("r") " ORDER BY r.id DESC LIMIT 1), " \
    "(SELECT CASE r.kind WHEN 'accept' THEN 'accepted' ELSE 'rejected' END " PLACED_ON_CLAIM("'accept', 'reject'") " ORDER BY r.id DESC LIMIT 1), " \
    "(SELECT group_concat(field, ' ') FROM (SELECT DISTINCT r.field " PLACED_ON_CLAIM("'correct'") " ORDER BY 1)), " \
    SET_OR("source_kind", "source_kind") ", " SET_OR("source", "source") ", " \
    "CASE WHEN " SET_LAST("via") " IS NULL THEN c.via WHEN " SET_LAST("via") " = '' THEN NULL ELSE json_array(" SET_LAST("via") ") END, " \
    SET_OR("stance", "stance") ", " SET_OR("effect", "effect") ", " SET_OR("who", "who") ", " SET_OR("of", "figure_party") ", " SET_OR("civilian", "civilian") ", " \
    "CASE WHEN b.now IS NULL THEN c.low ELSE CAST(nullif(CASE WHEN instr(b.v, '-') THEN substr(b.v, 1, instr(b.v, '-') - 1) ELSE b.v END, '') AS INTEGER) END, " \
    "CASE WHEN b.now IS NULL THEN c.high ELSE CAST(nullif(CASE WHEN instr(b.v, '-') THEN substr(b.v, instr(b.v, '-') + 1) ELSE b.v END, '') AS INTEGER) END, " \
    "CASE WHEN b.now IS NULL THEN c.approximate ELSE b.now LIKE '~%' END, " \
    SET_OR("party", "party") ", " SET_OR("value", "value") ", " SET_OR("as_of", "as_of") " " \
    "FROM claim c JOIN bare b WHERE c.id = :claim AND EXISTS (SELECT 1 " PLACED_ON_CLAIM("'accept', 'reject', 'correct', 'assign'") ")"
/* A column of `claim c` as it stands, beside LEFT JOIN claim_ruled k ON k.claim = c.id. */
#define NOW(column) "CASE WHEN k.claim IS NULL THEN c." column " ELSE k." column " END"
/* Values as a ruling keeps them. */
#define RANGE_SQL(low, high) "CASE WHEN " low " IS NULL AND " high " IS NULL THEN '' WHEN " low " = " high " THEN '' || " low " ELSE ifnull(" low ", '') || '-' || ifnull(" high ", '') END"
#define RANGE_FIELD(name) "WHEN '" name "' THEN " RANGE_SQL("i." name "_low", "i." name "_high") " "
#define INCIDENT_FIELD_SQL "SELECT CASE :field WHEN 'type' THEN i.type WHEN 'stage' THEN i.stage " \
    "WHEN 'date' THEN CASE WHEN i.\"from\" IS i.\"to\" THEN i.\"from\" ELSE ifnull(i.\"from\", '') || '/' || ifnull(i.\"to\", '') END " \
    "WHEN 'place' THEN i.place WHEN 'country' THEN i.country WHEN 'point' THEN i.lat || ',' || i.lon WHEN 'precision' THEN i.precision " \
    RANGE_FIELD("killed") RANGE_FIELD("injured") RANGE_FIELD("civilians_killed") RANGE_FIELD("civilians_injured") \
    "WHEN 'party' THEN (SELECT group_concat(party || '=' || standing, '; ') FROM incident_party WHERE incident = i.id) WHEN 'grade' THEN i.grade END FROM incident i WHERE i.id = :id"
#define CLAIM_FIELD_SQL "SELECT CASE :field WHEN 'source' THEN " NOW("source") " WHEN 'source_kind' THEN " NOW("source_kind") " WHEN 'via' THEN " NOW("via") \
    " WHEN 'stance' THEN " NOW("stance") " WHEN 'effect' THEN " NOW("effect") " WHEN 'who' THEN " NOW("who") " WHEN 'of' THEN " NOW("figure_party") \
    " WHEN 'civilian' THEN " NOW("civilian") " WHEN 'figure' THEN CASE WHEN " NOW("approximate") " THEN '~' ELSE '' END || " RANGE_SQL("(" NOW("low") ")", "(" NOW("high") ")") \
    " WHEN 'party' THEN " NOW("party") " WHEN 'value' THEN " NOW("value") " WHEN 'as_of' THEN " NOW("as_of") " END " \
    "FROM claim c LEFT JOIN claim_ruled k ON k.claim = c.id WHERE c.id = :id"
/* One field of an incident as a person has set it. */
#define RULED_RANGE(name) name "_low = CASE :field WHEN '" name "' THEN :low ELSE " name "_low END, " name "_high = CASE :field WHEN '" name "' THEN :high ELSE " name "_high END, "
#define RULE_INCIDENT_SQL "UPDATE incident SET type = CASE :field WHEN 'type' THEN :now ELSE type END, stage = CASE :field WHEN 'stage' THEN :now ELSE stage END, " \
    "\"from\" = CASE :field WHEN 'date' THEN :from ELSE \"from\" END, \"to\" = CASE :field WHEN 'date' THEN :to ELSE \"to\" END, " \
    "first_day = CASE :field WHEN 'date' THEN :first ELSE first_day END, last_day = CASE :field WHEN 'date' THEN :last ELSE last_day END, " \
    "place = CASE :field WHEN 'place' THEN :now ELSE place END, place_folded = CASE :field WHEN 'place' THEN place_folded || ifnull(:folded, '') || '|' ELSE place_folded END, " \
    "country = CASE :field WHEN 'country' THEN :now ELSE country END, precision = CASE :field WHEN 'precision' THEN :now ELSE precision END, " \
    "lat = CASE :field WHEN 'point' THEN :lat ELSE lat END, lon = CASE :field WHEN 'point' THEN :lon ELSE lon END, " \
    RULED_RANGE("killed") RULED_RANGE("injured") RULED_RANGE("civilians_killed") RULED_RANGE("civilians_injured") \
    "grade = CASE :field WHEN 'grade' THEN :now ELSE grade END WHERE id = :incident"

/* Has a person said that the two are not one? */
#define PAIR_REJECTED_SQL(one, other) "EXISTS (SELECT 1 FROM incident_telling pm JOIN ruling_place pp ON pp.telling = pm.telling JOIN ruling pr ON pr.id = pp.ruling " \
    "JOIN ruling_place pq ON pq.ruling = pr.id JOIN incident_telling pn ON pn.telling = pq.telling WHERE pm.incident = " one " AND pn.incident = " other \
    " AND pr.kind = 'reject' AND pr.other IS NOT NULL AND " RULING_COUNTS("pr") ")"

/* In a blind coding, on one thing, and not taken back. */
#define CODED_BY(r) r ".round = :round AND " r ".claim IS :claim AND " r ".incident IS :incident AND NOT EXISTS (SELECT 1 FROM ruling u WHERE u.undoes = " r ".id)"

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
    X(PAIR_REJECTED, "SELECT " PAIR_REJECTED_SQL(":one", ":other")) \
    X(DATA_VERSION, "PRAGMA data_version") \
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
        "grade, n_reports, n_origins, n_claims, heard, sources_folded) VALUES (:id, :type, :stage, :from, :to, :first_day, :last_day, :place, :place_folded, :country, :lat, :lon, " \
        ":precision, :within, :killed_low, :killed_high, :injured_low, :injured_high, :civilians_killed_low, :civilians_killed_high, :civilians_injured_low, " \
        ":civilians_injured_high, :grade, :n_reports, :n_origins, :n_claims, :heard, :sources_folded)") \
    X(ADD_PARTY, "INSERT INTO incident_party (incident, nth, party, party_folded, kind, standing, by_authorities) " \
        "VALUES (:incident, :nth, :party, :party_folded, :kind, :standing, :by_authorities)") \
    X(ADD_POINT, "INSERT INTO incident_place (incident, south, north, west, east) VALUES (:incident, :lat, :lat, :lon, :lon)") \
    X(ADD_CLAIM_ORIGIN, "INSERT INTO claim_origin (claim, incident, origin) VALUES (:claim, :incident, :origin)") \
    X(ADD_REPORT_ORIGIN, "INSERT INTO report_origin (incident, report, origin) VALUES (:incident, :report, :origin)") \
    X(CLAIM_SOURCES, "SELECT c.id, c.report, c.source_kind, c.source, c.via, c.sentence, c.origin_group, r.publisher, r.report_id, c.about FROM incident_telling m " \
        "JOIN claim c ON c.telling = m.telling JOIN report r ON r.id = c.report WHERE m.incident = :incident " \
        "AND NOT EXISTS (SELECT 1 FROM claim_ruled k WHERE k.claim = c.id AND (k.state = 'rejected' OR k.moved IS NOT NULL)) ORDER BY c.id") \
    X(SPEAKERS, "SELECT DISTINCT " NOW("source") ", c.source_kind <> 'commenter' FROM (SELECT c.id AS claim FROM incident_telling m JOIN claim c ON c.telling = m.telling " \
        "WHERE m.incident = :incident UNION ALL SELECT s.claim FROM incident_telling m JOIN claim_ruled s ON s.moved = m.telling WHERE m.incident = :incident) x " \
        "JOIN claim c ON c.id = x.claim LEFT JOIN claim_ruled k ON k.claim = c.id") \
    X(FIGHTERS, "SELECT c.telling, c.effect, sum(c.civilian <> 'no') = 0 FROM incident_telling m JOIN claim c ON c.telling = m.telling " \
        "WHERE m.incident = :incident AND c.about = 'casualties' GROUP BY c.telling, c.effect HAVING sum(c.civilian = 'no') > 0") \
    X(INCIDENT_OF_ID, "SELECT id FROM incident WHERE id = :id UNION ALL " \
        "SELECT m.incident FROM telling t JOIN incident_telling m ON m.telling = t.id WHERE t.anchor = :id OR t.id = :id LIMIT 1") \
    X(INCIDENT_MORE, "SELECT stage, within FROM incident WHERE id = :incident") \
    X(HAS_RULINGS, "SELECT 1 FROM ruling LIMIT 1") \
    X(RULING, "SELECT kind, incident, other, telling, claim, undoes, round FROM ruling WHERE id = :ruling") \
    X(LIVE_TELLING, "SELECT t.id FROM telling t JOIN report r ON r.id = t.report WHERE t.anchor = :anchor AND " NEWEST("r") " ORDER BY t.id DESC LIMIT 1") \
    X(LIVE_CLAIM, "SELECT n.id, n.telling FROM claim o JOIN report w ON w.id = o.report JOIN report r ON r.report_id = w.report_id AND " NEWEST("r") " JOIN claim n ON n.report = r.id " \
        "WHERE o.id = :claim AND n.about = o.about AND n.effect IS o.effect AND (n.id = o.id OR n.sentence = o.sentence " \
        " OR (r.sha256 = w.sha256 AND n.start < o.\"end\" AND n.\"end\" > o.start) " \
        " OR (n.evidence = o.evidence AND n.low IS o.low AND n.high IS o.high AND n.party IS o.party)) " \
        "ORDER BY n.id = o.id DESC, (n.evidence = o.evidence) * 8 + (n.sentence = o.sentence) * 4 + (n.party IS o.party) * 4 + (n.low IS o.low AND n.high IS o.high) * 2 " \
        " + (n.source IS o.source) * 2 + (n.stance = o.stance) + (n.civilian IS o.civilian) DESC, abs(n.start - o.start), n.id LIMIT 1") \
    X(PLACES, "SELECT telling, claim FROM ruling_place WHERE ruling = :ruling") \
    X(DROP_PLACES, "DELETE FROM ruling_place WHERE ruling = :ruling") \
    X(DROP_UNPLACED, "DELETE FROM ruling_unplaced WHERE ruling = :ruling") \
    X(PUT_PLACE, "INSERT OR IGNORE INTO ruling_place (ruling, telling, claim) VALUES (:ruling, :telling, :claim)") \
    X(PUT_UNPLACED, "INSERT INTO ruling_unplaced (ruling) VALUES (:ruling)") \
    X(RULINGS_PLACED, "SELECT id FROM ruling WHERE round IS NULL ORDER BY id") \
    X(RULINGS_WAITING, "WITH told AS (SELECT DISTINCT o.id FROM unsettled w JOIN report n ON n.id = w.report JOIN report o ON o.report_id = n.report_id AND o.version < n.version), " \
        "hit(id) AS (SELECT r.id FROM told d JOIN claim c ON c.report = d.id JOIN ruling r ON r.claim = c.id " \
        " UNION SELECT r.id FROM told d JOIN telling t ON t.report = d.id JOIN ruling r ON r.incident = t.anchor " \
        " UNION SELECT r.id FROM told d JOIN telling t ON t.report = d.id JOIN ruling r ON r.other = t.anchor " \
        " UNION SELECT r.id FROM told d JOIN telling t ON t.report = d.id JOIN ruling r ON r.telling = t.anchor) " \
        "SELECT id FROM hit UNION SELECT u.id FROM hit JOIN ruling u ON u.undoes = hit.id ORDER BY 1") \
    X(LINKS, "SELECT r.kind, r.incident, r.other, r.telling FROM ruling r WHERE r.kind IN ('merge', 'split', 'assign') AND r.claim IS NULL AND " RULING_COUNTS("r") " ORDER BY r.id") \
    X(MOVED_TO, "SELECT moved FROM claim_ruled WHERE claim = :claim") \
    X(DROP_CLAIM_RULED, "DELETE FROM claim_ruled WHERE claim = :claim") \
    X(RULE_CLAIM, CLAIM_RULED_SQL) \
    X(HAS_CLAIM_RULED, "SELECT 1 FROM claim_ruled WHERE telling = :telling UNION ALL SELECT 1 FROM claim_ruled WHERE moved = :telling LIMIT 1") \
    X(TELLING_CLAIMS, "SELECT 1, k.claim IS NOT NULL, k.claim IS NULL OR (k.moved IS NULL AND k.state IS NOT 'rejected'), " \
        "EXISTS (SELECT 1 FROM claim n WHERE n.report = c.report AND n.revises = c.nth), c.about, " \
        "c.source_kind, c.stance, c.effect, c.civilian, c.low, c.high, c.party, k.source_kind, k.stance, k.effect, k.civilian, k.low, k.high, k.party " \
        "FROM claim c LEFT JOIN claim_ruled k ON k.claim = c.id WHERE c.telling = :telling " \
        "UNION ALL SELECT 0, 1, k.state IS NOT 'rejected', 0, c.about, c.source_kind, c.stance, c.effect, c.civilian, c.low, c.high, c.party, k.source_kind, k.stance, " \
        "k.effect, k.civilian, k.low, k.high, k.party FROM claim_ruled k JOIN claim c ON c.id = k.claim WHERE k.moved = :telling") \
    X(INCIDENT_RULINGS, "SELECT DISTINCT r.id, r.kind, r.field, r.now FROM incident_telling m JOIN ruling_place p ON p.telling = m.telling AND p.claim IS NULL " \
        "JOIN ruling r ON r.id = p.ruling WHERE m.incident = :incident AND r.kind IN ('accept', 'reject', 'correct', 'grade') AND r.claim IS NULL AND r.other IS NULL " \
        "AND " RULING_COUNTS("r") " ORDER BY r.id") \
    X(RULE_INCIDENT, RULE_INCIDENT_SQL) \
    X(RULE_STATE, "UPDATE incident SET state = :state, ruled = :ruled WHERE id = :incident") \
    X(COUNT_MOVED, "UPDATE incident SET n_claims = n_claims + (SELECT count(*) FROM incident_telling m JOIN claim_ruled k ON k.moved = m.telling " \
        "WHERE m.incident = :incident AND k.state IS NOT 'rejected') WHERE id = :incident") \
    X(DROP_PARTY, "DELETE FROM incident_party WHERE incident = :incident AND party_folded = :folded") \
    X(RULE_PARTY, "INSERT INTO incident_party (incident, nth, party, party_folded, kind, standing, by_authorities) VALUES (:incident, " \
        "(SELECT 1 + ifnull(max(nth), 0) FROM incident_party WHERE incident = :incident), :party, :folded, :kind, :standing, 0)") \
    X(INCIDENT_TELLINGS, "SELECT telling FROM incident_telling WHERE incident = :incident ORDER BY telling") \
    X(INCIDENT_OF_TELLING, "SELECT incident FROM incident_telling WHERE telling = :telling") \
    X(ANCHOR_IN, "SELECT t.anchor FROM incident_telling m JOIN telling t ON t.id = m.telling WHERE m.incident = :incident AND t.report = :report ORDER BY t.id LIMIT 1") \
    X(COUNT_TELLINGS, "SELECT count(*) FROM incident_telling WHERE incident = :incident") \
    X(INCIDENT_OF_CLAIM, "SELECT m.incident FROM claim c LEFT JOIN claim_ruled k ON k.claim = c.id JOIN incident_telling m ON m.telling = coalesce(k.moved, c.telling) WHERE c.id = :claim") \
    X(INCIDENT_OF_RULING, "SELECT m.incident FROM ruling_place p JOIN incident_telling m ON m.telling = p.telling WHERE p.ruling = :id ORDER BY p.claim IS NULL LIMIT 1") \
    X(UNDOABLE, "SELECT r.kind = 'undo', EXISTS (SELECT 1 FROM ruling u WHERE u.undoes = r.id), r.round IS NOT NULL, r.person FROM ruling r WHERE r.id = :id") \
    X(WHO_RULED, "SELECT person, said FROM ruling WHERE id = :id") \
    X(VERSION_OF_INCIDENT, "SELECT ifnull(" NEWEST_RULING_OF(":incident") ", 0)") \
    X(VERSION_OF_CLAIM, "SELECT ifnull(max(ruling), 0) FROM ruling_place WHERE claim = :claim") \
    X(INCIDENT_FIELD, INCIDENT_FIELD_SQL) \
    X(CLAIM_FIELD, CLAIM_FIELD_SQL) \
    X(ADD_RULING, "INSERT INTO ruling (kind, incident, other, telling, claim, undoes, field, was, now, person, said, reason, version, round) " \
        "VALUES (:kind, :incident, :other, :telling, :claim, :undoes, :field, :was, :now, :person, :said, :reason, :version, :round)") \
    X(CODED, "SELECT r.person, (SELECT l.now FROM ruling l WHERE " CODED_BY("l") " AND l.person = r.person AND l.field = :field ORDER BY l.id DESC LIMIT 1) " \
        "FROM ruling r WHERE " CODED_BY("r") " AND r.kind IN ('accept', 'reject', 'correct', 'grade') GROUP BY r.person ORDER BY r.person") \
    X(VERDICTS, "SELECT r.person, r.kind, max(r.id) FROM ruling r WHERE " CODED_BY("r") " AND r.kind IN ('accept', 'reject') GROUP BY r.person ORDER BY r.person") \
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
