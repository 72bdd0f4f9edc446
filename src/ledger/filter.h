/* Which incidents: one WHERE for every question that a CasusFilter puts to the rows `incident i`, and its values. */
#ifndef CASUS_LEDGER_FILTER_H
#define CASUS_LEDGER_FILTER_H
#include "ledger/ledger.h"

#define FILTER_SQL \
    "(:since IS NULL OR i.last_day >= :since) AND (:until IS NULL OR i.first_day <= :until)" \
    " AND (:place IS NULL OR instr(i.place_folded, :place) > 0)" \
    " AND (:party IS NULL OR i.id IN (SELECT p.incident FROM incident_party p WHERE instr(p.party_folded, :party) > 0))" \
    " AND (:type IS NULL OR i.type = :type)" \
    " AND (:grade IS NULL OR i.grade = :grade COLLATE NOCASE)" \
    " AND (:standing IS NULL OR i.id IN (SELECT p.incident FROM incident_party p WHERE p.standing = :standing))" \
    " AND (:source IS NULL OR instr(i.sources_folded, :source) > 0)" \
    " AND (:review IS NULL OR i.state = 'review') AND (:rejected IS NOT NULL OR i.state <> 'rejected')" \
    " AND (:killed IS NULL OR max(ifnull(i.killed_low, -1), ifnull(i.killed_high, -1)) >= :killed)" \
    " AND (:words IS NULL OR i.id IN (SELECT m.incident FROM incident_telling m JOIN claim c ON c.telling = m.telling" \
    "   WHERE c.id IN (SELECT rowid FROM claim_search WHERE claim_search MATCH :words)" \
    "  UNION SELECT m.incident FROM incident_telling m JOIN telling t ON t.id = m.telling" \
    "   WHERE t.report IN (SELECT rowid FROM report_search WHERE report_search MATCH :words)))" \
    " AND (:south IS NULL OR (i.id IN (SELECT incident FROM incident_place WHERE north >= :south AND south <= :north AND east >= :west AND west <= :east)" \
    "  AND i.lat BETWEEN :south AND :north AND i.lon BETWEEN :west AND :east))" \
    " AND (:undated IS NULL OR i.first_day IS NULL) AND (:unplaced IS NULL OR i.lat IS NULL)" \
    " AND (:comments IS NOT NULL OR i.heard)" \
    " AND (:changed IS NULL OR i.id IN (SELECT m.incident FROM incident_telling m JOIN telling t ON t.id = m.telling JOIN report r ON r.id = t.report" \
    "  WHERE r.run = (SELECT max(id) FROM run)))"

/* false with *wrong filled for a value that is none. The limit and the offset are not bound. */
bool filter_bind(Work *work, sqlite3_stmt *row, const CasusFilter *filter, CasusError *wrong);
#endif
