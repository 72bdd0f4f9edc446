-- A ledger of form 5 becomes one of form 6, in one transaction, with foreign keys off: rulings are told by incident, claim or telling, the same bytes
-- may be read again, and derived tables hold what follows from rulings. What stood in form 5 is kept; derived rows are made again by the caller.
DROP VIEW replaced;
DROP TRIGGER report_stays;
DROP TRIGGER report_is_kept;
DROP TRIGGER ruling_stays;
DROP TRIGGER ruling_is_kept;
CREATE TABLE report_6 (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run,
    report_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    sha256 TEXT NOT NULL,                   -- of the bytes as found: those of `original`, or of `text` where there are none
    name TEXT, url TEXT, publisher TEXT, author TEXT, title TEXT, published TEXT, language TEXT,
    extra TEXT,                             -- unknown keys of the input, one JSON object
    captured TEXT,                          -- as given with the report; casus asks no clock
    charset TEXT, headers TEXT,             -- of the transport, as received
    capture_sha256 TEXT NOT NULL,           -- of the three; see capture_digest
    format INTEGER NOT NULL, title_given TEXT,      -- how it was handed to the reader, so that it can be read again
    text TEXT NOT NULL,
    notes TEXT NOT NULL,                    -- JSON: what was odd in it
    UNIQUE (report_id, version)
);
INSERT INTO report_6 (id, run, report_id, version, sha256, name, url, publisher, author, title, published, language, extra, captured, charset, headers, capture_sha256,
    format, title_given, text, notes)
    SELECT id, run, report_id, version, sha256, name, url, publisher, author, title, published, language, extra, captured, charset, headers, capture_sha256,
    format, title_given, text, notes FROM report;
DROP TABLE report;
ALTER TABLE report_6 RENAME TO report;
CREATE INDEX report_run ON report (run);
CREATE INDEX report_bytes ON report (report_id, sha256);
ALTER TABLE ruling RENAME TO ruling_5;
CREATE TABLE ruling (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('accept', 'reject', 'correct', 'merge', 'split', 'assign', 'grade', 'note', 'undo')),
    incident INTEGER REFERENCES telling,    -- ruled on, as it was called then
    other INTEGER REFERENCES telling,       -- the incident that it is merged with, that something is assigned to, or that it is not
    telling INTEGER REFERENCES telling,     -- the anchor of the telling that is split off or assigned
    claim INTEGER REFERENCES claim,
    undoes INTEGER UNIQUE REFERENCES ruling,
    field TEXT, was TEXT, now TEXT,         -- of a correction or a grade; now is '' where nothing shall stand
    person TEXT NOT NULL, said TEXT NOT NULL, reason TEXT NOT NULL,
    version INTEGER NOT NULL,               -- the newest ruling on it that the person knew; 0 for none
    round TEXT                              -- of a blind coding: counts for nothing but the comparison
);
CREATE INDEX ruling_claim ON ruling (claim) WHERE claim IS NOT NULL;
CREATE INDEX ruling_incident ON ruling (incident) WHERE incident IS NOT NULL;
CREATE INDEX ruling_other ON ruling (other) WHERE other IS NOT NULL;
CREATE INDEX ruling_telling ON ruling (telling) WHERE telling IS NOT NULL;
CREATE INDEX ruling_round ON ruling (round, claim, incident) WHERE round IS NOT NULL;
CREATE INDEX ruling_link ON ruling (kind) WHERE kind IN ('merge', 'split', 'assign');

INSERT INTO ruling (id, kind, incident, claim, undoes, now, person, said, reason, version)
    SELECT id, kind, telling, claim, undoes, value, person, said, reason, 0 FROM ruling_5;
DROP TABLE ruling_5;
CREATE TRIGGER report_stays BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER report_is_kept BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER ruling_stays BEFORE UPDATE ON ruling BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER ruling_is_kept BEFORE DELETE ON ruling BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE VIEW replaced AS
SELECT old.id FROM report old
WHERE EXISTS (SELECT 1 FROM report new WHERE new.report_id = old.report_id AND new.version > old.version);

DROP TABLE incident;
CREATE TABLE incident (
    id INTEGER PRIMARY KEY,
    type TEXT NOT NULL, stage TEXT NOT NULL,
    "from" TEXT, "to" TEXT, first_day INTEGER, last_day INTEGER,
    place TEXT, place_folded TEXT, country TEXT, lat REAL, lon REAL, precision TEXT,
    within TEXT NOT NULL,                   -- JSON: names, nearest first
    killed_low INTEGER, killed_high INTEGER, injured_low INTEGER, injured_high INTEGER,
    civilians_killed_low INTEGER, civilians_killed_high INTEGER, civilians_injured_low INTEGER, civilians_injured_high INTEGER,
    grade TEXT,
    state TEXT NOT NULL DEFAULT 'review',   -- review, accepted, rejected
    ruled TEXT,                             -- which of these a person has set, blanks between; NULL for none
    n_reports INTEGER NOT NULL, n_origins INTEGER NOT NULL, n_claims INTEGER NOT NULL
);
CREATE INDEX incident_day ON incident (first_day);

-- Where a ruling applies today: the tellings that it concerns, and its claim as the newest version of the report has it.
CREATE TABLE ruling_place (
    ruling INTEGER NOT NULL, telling INTEGER NOT NULL, claim INTEGER,      -- telling 0: a claim of no incident
    PRIMARY KEY (ruling, telling)
) WITHOUT ROWID;
CREATE INDEX ruling_place_telling ON ruling_place (telling);
CREATE INDEX ruling_place_claim ON ruling_place (claim) WHERE claim IS NOT NULL;
-- Rulings on something that the newest version of its report does not say.
CREATE TABLE ruling_unplaced (ruling INTEGER PRIMARY KEY);

-- A claim on which a person has ruled, as it stands now.
CREATE TABLE claim_ruled (
    claim INTEGER PRIMARY KEY,
    telling INTEGER,                        -- its own
    moved INTEGER,                          -- the telling of another incident that it was assigned to
    state TEXT,                             -- accepted, rejected; NULL: neither
    ruled TEXT,                             -- which of these a person has set, blanks between
    source_kind TEXT NOT NULL, source TEXT, via TEXT, stance TEXT NOT NULL, effect TEXT, who TEXT, figure_party TEXT, civilian TEXT,
    low INTEGER, high INTEGER, approximate INTEGER, party TEXT, value TEXT, as_of TEXT
);
CREATE INDEX claim_ruled_telling ON claim_ruled (telling);
CREATE INDEX claim_ruled_moved ON claim_ruled (moved) WHERE moved IS NOT NULL;

PRAGMA user_version = 6;
