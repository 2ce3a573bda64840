-- The views of our kinds, for the usual questions to the database of the data.
CREATE VIEW claims AS
    SELECT s.said, json_extract(s.parts, '$.hour') AS hour, json_extract(s.parts, '$.channel') AS channel,
        coalesce(s.target, json_extract(s.parts, '$.actor.label')) AS claimant,
        (SELECT group_concat(DISTINCT json_extract(t.parts, '$.value')) FROM statements t
            WHERE t.entry = s.target AND t.property = 'type' AND t.rank <> 'deprecated') AS claimant_types,
        json_extract(s.parts, '$.stance') AS claim, s.entry AS event,
        (SELECT d.date FROM statements d WHERE d.entry = s.entry AND d.property = 'date' AND d.rank <> 'deprecated'
            ORDER BY d.rank DESC, d."index" LIMIT 1) AS event_date,
        EXISTS (SELECT 1 FROM statements d WHERE d.entry = s.entry AND d.property = 'date' AND d.rank <> 'deprecated'
            AND d.contested) AS date_contested,
        EXISTS (SELECT 1 FROM statements t WHERE t.entry = s.entry AND t.property = 'type' AND t.rank <> 'deprecated'
            AND json_extract(t.parts, '$.value') = 'attack-series') AS is_series,
        s.source AS sources, s.rank, s.contested, s.statement
    FROM statements s
    WHERE s.property = 'responsibility' AND json_extract(s.parts, '$.stance') IN ('claimed', 'acknowledged')
    UNION ALL
    SELECT s.said, NULL, NULL, s.entry,
        (SELECT group_concat(DISTINCT json_extract(t.parts, '$.value')) FROM statements t
            WHERE t.entry = s.entry AND t.property = 'type' AND t.rank <> 'deprecated'),
        json_extract(s.parts, '$.type'), NULL, s.period, 0, 1, s.source, s.rank, s.contested, s.statement
    FROM statements s WHERE s.property = 'declarations' AND json_extract(s.parts, '$.type') = 'claim-of-campaign';
CREATE VIEW units AS
    SELECT coalesce(json_extract(parts, '$.of'), entry) AS body, json_extract(parts, '$.number') AS number,
        json_extract(parts, '$.name') AS name,
        coalesce(json_extract(parts, '$.group'), nullif(entry, coalesce(json_extract(parts, '$.of'), entry))) AS unit,
        coalesce(json_extract(parts, '$.commander.id'), json_extract(parts, '$.commander.label')) AS commander, period,
        entry, speaker, source AS sources, rank, statement
    FROM statements WHERE property = 'units' ORDER BY body, number, name;
CREATE VIEW designations AS
    SELECT entry, json_extract(parts, '$.authority') AS authority, json_extract(parts, '$.programme') AS programme,
        json_extract(parts, '$.listed') AS listed, json_extract(parts, '$.delisted') AS delisted,
        json_extract(parts, '$.ref') AS ref, period, source AS sources, rank, contested, statement
    FROM statements WHERE property = 'designations';
