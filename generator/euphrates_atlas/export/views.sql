-- The views of the database of the data, for the usual questions; those of an atlas are in files `.sql` of its `kinds/`.
CREATE VIEW as_of AS
    SELECT coalesce(period_earliest, '0001-01-01') AS first_day, coalesce(period_latest, '9999-12-31') AS last_day, *
    FROM statements WHERE rank <> 'deprecated';
CREATE VIEW low_best_high AS
    SELECT entry, property, value, coalesce(low, best) AS low, best, coalesce(high, best) AS high, speaker, said, rank,
        contested, statement
    FROM statements WHERE low IS NOT NULL OR best IS NOT NULL OR high IS NOT NULL;
CREATE VIEW contested AS
    SELECT matter, entry, property, value, speaker, said, rank, sources, origins, statement, address
    FROM statements WHERE contested ORDER BY matter, "index";
CREATE VIEW words AS
    SELECT id AS entry, NULL AS statement, label AS words FROM entries
    UNION ALL SELECT entry, NULL, text FROM names
    UNION ALL SELECT entry, NULL, text FROM texts
    UNION ALL SELECT entry, statement, coalesce(value, '') || coalesce(' · ' || verbatim, '') || coalesce(' · ' || note, '')
    FROM statements;
PRAGMA user_version = 1;
