-- A ledger of form 6 becomes one of form 7: incidents know whether anybody but commenters tells of them, and by which sources. The values are derived by the caller.
ALTER TABLE incident ADD COLUMN heard INTEGER NOT NULL DEFAULT 1;
ALTER TABLE incident ADD COLUMN sources_folded TEXT NOT NULL DEFAULT '';
CREATE INDEX incident_far ON incident (first_day, id, last_day, type, grade, state, killed_low, killed_high, heard, lat, lon, precision, "from", place_folded, sources_folded);
CREATE INDEX claim_unsaid ON claim (telling) WHERE about = 'casualties' AND source IS NULL;
DROP INDEX incident_day;
PRAGMA user_version = 7;
