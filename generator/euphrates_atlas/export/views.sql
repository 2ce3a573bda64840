-- The views of the database of the data, for the usual questions; those of an atlas are in files `.sql` of its `kinds/`.
-- Views ask for the statements of an entry again and again.
CREATE INDEX statements_by_entry ON statements (entry, property);
CREATE VIEW as_of AS
    -- Statements that are not superseded, each with the first and the last day on which it may hold.
    -- For one day: WHERE first_day <= '2020-01-03' AND last_day >= '2020-01-03'.
    -- What has no period may hold on any day: AND period IS NOT NULL leaves it out.
    -- A period without an end lasts to the last day of all: nobody has reported its end. The pages by date leave out what is old.
    SELECT coalesce(period_earliest, '0001-01-01') AS first_day, coalesce(period_latest, '9999-12-31') AS last_day, *
    FROM statements WHERE rank <> 'deprecated';
CREATE VIEW low_best_high AS
    -- Numbers. A source that gives one number gives it as best; low and high take it where no bound is given.
    -- The scope in parts says of which part of an event a toll is.
    SELECT entry, property, value, coalesce(low, best) AS low, best, coalesce(high, best) AS high, parts, speaker, said, rank,
        contested, statement
    FROM statements WHERE low IS NOT NULL OR best IS NOT NULL OR high IS NOT NULL;
CREATE VIEW contested AS
    -- Contested statements; those of one disagreement have one matter.
    SELECT matter, entry, property, value, speaker, said, rank, sources, origins, statement, address
    FROM statements WHERE contested ORDER BY matter, "index";
CREATE VIEW words AS
    -- All texts, for a search: names, prose, and statements with their notes.
    SELECT id AS entry, NULL AS statement, label AS words FROM entries
    UNION ALL SELECT entry, NULL, text FROM names
    UNION ALL SELECT entry, NULL, text FROM texts
    UNION ALL SELECT entry, statement, coalesce(value, '') || coalesce(' · ' || verbatim, '') || coalesce(' · ' || note, '')
    FROM statements;
CREATE VIEW publishers AS
    -- Who brought out works: their type, country and grade; of a body with an entry of another kind only its name.
    SELECT id, kind, label, json_extract(fields, '$.type') AS type, json_extract(fields, '$.country') AS country,
        json_extract(fields, '$.reliability') AS reliability, json_extract(fields, '$.reliability_reason') AS reliability_reason,
        json_extract(fields, '$.url') AS url, address
    FROM entries WHERE id IN (SELECT publisher FROM sources);
PRAGMA user_version = 1;
