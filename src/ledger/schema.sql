-- The ledger: one SQLite file. Two kinds of table stand in it.
--   Content: what was read and what people decided. Only ever added to; the triggers below refuse anything else, so no number
--   is ever given twice.
--   Derived: what follows from the content. `casus rebuild` drops every row and makes the same rows again.
-- Spans are bytes [start, end) of report.text. NULL is unsaid.

-- ---- content ------------------------------------------------------------------------------------------------------

-- One call of `casus read`: which program and which tables have read.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    program TEXT NOT NULL,
    tables TEXT NOT NULL
);

-- Bytes as found, before anything was decoded; each once. Those that are the bytes of a report's text are not stored.
CREATE TABLE original (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,                  -- unpacked
    zstd BLOB NOT NULL                      -- one frame
);

-- One text as captured. The same id with other bytes, or read again, is a new version; only the newest of an id is counted.
CREATE TABLE report (
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
CREATE INDEX report_bytes ON report (report_id, sha256);
CREATE INDEX report_run ON report (run);

-- Its stretches and its mentions in their order; many, so each is one row of one tree.
CREATE TABLE part (
    report INTEGER NOT NULL REFERENCES report,
    nth INTEGER NOT NULL,                   -- its number in the report, as `parent` counts
    role TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    author TEXT, published TEXT,
    parent INTEGER,                         -- the comment it answers
    depth INTEGER NOT NULL, handle TEXT, link TEXT,
    source_start INTEGER, source_end INTEGER,       -- bytes of the decoded page it was read from; NULL where it has none
    PRIMARY KEY (report, nth)
) WITHOUT ROWID;

CREATE TABLE mention (
    report INTEGER NOT NULL REFERENCES report,
    nth INTEGER NOT NULL,
    type TEXT NOT NULL, form TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    name TEXT,                              -- of what it stands for, where that is known
    country TEXT, lat REAL, lon REAL, geonames INTEGER,
    PRIMARY KEY (report, nth)
) WITHOUT ROWID;

-- One incident as one report tells it.
CREATE TABLE telling (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    nth INTEGER NOT NULL,
    anchor INTEGER NOT NULL,                -- itself, or the telling of an older version of the report that it goes on from
    incident TEXT NOT NULL,                 -- the incident object of the contract
    victims TEXT NOT NULL,                  -- JSON: the parties of its figures
    UNIQUE (report, nth)
);
CREATE INDEX telling_anchor ON telling (anchor);

CREATE TABLE claim (
    id INTEGER PRIMARY KEY,
    report INTEGER NOT NULL REFERENCES report,
    nth INTEGER NOT NULL,
    telling INTEGER REFERENCES telling,     -- NULL: it belongs to no incident
    source_kind TEXT NOT NULL, source TEXT,
    via TEXT,                               -- JSON: names, nearest to the speaker first
    stance TEXT NOT NULL, about TEXT NOT NULL,
    effect TEXT, who TEXT, figure_party TEXT, civilian TEXT, low INTEGER, high INTEGER, approximate INTEGER,
    party TEXT,
    alternatives TEXT,                      -- JSON
    value TEXT,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    evidence TEXT NOT NULL,                 -- the words of the span
    sentence TEXT NOT NULL,                 -- the words around
    as_of TEXT,
    revises INTEGER,                        -- nth of a claim of the same report
    how TEXT,
    origin_group INTEGER,                   -- claims of the report that rest on one origin share it
    UNIQUE (report, nth)
);
CREATE INDEX claim_telling ON claim (telling);
CREATE INDEX claim_unsaid ON claim (telling) WHERE about = 'casualties' AND source IS NULL;    -- figures without a speaker

-- What a person decided. Undone by another ruling, never deleted. Incidents are named by an anchor, a claim by its row, which both stay; where
-- they are today stands in ruling_place.
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

CREATE TRIGGER run_stays BEFORE UPDATE ON run BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER run_is_kept BEFORE DELETE ON run BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER original_stays BEFORE UPDATE ON original BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER original_is_kept BEFORE DELETE ON original BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER report_stays BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER report_is_kept BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER part_stays BEFORE UPDATE ON part BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER part_is_kept BEFORE DELETE ON part BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER mention_stays BEFORE UPDATE ON mention BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER mention_is_kept BEFORE DELETE ON mention BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER telling_stays BEFORE UPDATE ON telling BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER telling_is_kept BEFORE DELETE ON telling BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER claim_stays BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER claim_is_kept BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER ruling_stays BEFORE UPDATE ON ruling BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;
CREATE TRIGGER ruling_is_kept BEFORE DELETE ON ruling BEGIN SELECT RAISE(ABORT, 'a ledger only adds'); END;

-- A report that a newer version has replaced.
CREATE VIEW replaced AS
SELECT old.id FROM report old
WHERE EXISTS (SELECT 1 FROM report new WHERE new.report_id = old.report_id AND new.version > old.version);

-- ---- derived ------------------------------------------------------------------------------------------------------

-- One occurrence, gathered from the tellings that are alike. Its id is the smallest anchor of its tellings.
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
    n_reports INTEGER NOT NULL, n_origins INTEGER NOT NULL, n_claims INTEGER NOT NULL,
    heard INTEGER NOT NULL DEFAULT 1,       -- 1: somebody tells of it who is no commenter
    sources_folded TEXT NOT NULL DEFAULT '' -- for finding it by part of a source's name, as read or as a person has set it
);
-- All that a filter asks of an incident and a map shows of it, so that looking at many of them touches few pages.
CREATE INDEX incident_far ON incident (first_day, id, last_day, type, grade, state, killed_low, killed_high, heard, lat, lon, precision, "from", place_folded, sources_folded);

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

-- `component`: the smallest telling of all that this one hangs together with; see incident/same.h.
CREATE TABLE incident_telling (
    telling INTEGER PRIMARY KEY,
    incident INTEGER NOT NULL,
    component INTEGER NOT NULL
);
CREATE INDEX incident_telling_incident ON incident_telling (incident);
CREATE INDEX incident_telling_component ON incident_telling (component);

CREATE TABLE incident_party (
    incident INTEGER NOT NULL, nth INTEGER NOT NULL,
    party TEXT NOT NULL, party_folded TEXT NOT NULL, kind TEXT NOT NULL, standing TEXT NOT NULL, by_authorities INTEGER NOT NULL,
    PRIMARY KEY (incident, nth)
) WITHOUT ROWID;

-- Claims and reports that rest on one origin share a number: the smallest claim or report among them.
CREATE TABLE claim_origin (claim INTEGER PRIMARY KEY, incident INTEGER NOT NULL, origin INTEGER NOT NULL);
CREATE TABLE report_origin (
    incident INTEGER NOT NULL, report INTEGER NOT NULL, origin INTEGER NOT NULL,
    PRIMARY KEY (incident, report)
) WITHOUT ROWID;

-- Where a telling is looked for; see same_blocks.
CREATE TABLE telling_block (
    block INTEGER NOT NULL, day INTEGER NOT NULL, telling INTEGER NOT NULL, as_name INTEGER NOT NULL,
    PRIMARY KEY (block, day, telling)
) WITHOUT ROWID;

-- Reports of which nothing is derived yet; empty once the ledger is settled.
CREATE TABLE unsettled (report INTEGER PRIMARY KEY);

CREATE VIRTUAL TABLE claim_search USING fts5(evidence, content='claim', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE report_search USING fts5(title, content='report', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE incident_place USING rtree(incident, south, north, west, east);

-- ---- watching -----------------------------------------------------------------------------------------------------

-- What `casus watch` knows of the addresses it asks: neither said by anybody nor derived. Written anew with every answer; to lose it
-- would cost requests, no report.
CREATE TABLE watch (
    url TEXT PRIMARY KEY,
    feed TEXT,                              -- the feed that names this page; NULL: it is a feed
    etag TEXT, modified TEXT,               -- of the last answer
    published TEXT,                         -- of a page, as the feed says
    seen TEXT,                              -- SHA-256 of the item as the feed last showed it
    text TEXT,                              -- SHA-256 of the page's text as it was last kept
    first_s INTEGER NOT NULL, asked_s INTEGER NOT NULL, next_s INTEGER NOT NULL,    -- seconds since 1970-01-01 UTC
    failures INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX watch_next ON watch (feed, next_s);

-- ---- reading on ---------------------------------------------------------------------------------------------------

-- How far each file was read, written in the transaction of the report that was read last. Neither said by anybody nor derived: to lose a row
-- would cost a second reading, no report.
CREATE TABLE bookmark (
    path TEXT PRIMARY KEY,
    size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, head TEXT NOT NULL,    -- which file that was
    is_done INTEGER NOT NULL,
    at TEXT NOT NULL                        -- where it goes on; see page/bookmark.h
) WITHOUT ROWID;

PRAGMA user_version = 7;
PRAGMA application_id = 1130460021;         -- "Casu"; see ledger.c
