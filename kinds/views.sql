-- The views of our kinds, for the usual questions to the database of the data.
CREATE VIEW places AS
    -- Places: type, country, governorate, and latitude and longitude in degrees, where the place is no large area.
    SELECT id, label, json_extract(fields, '$.type') AS type, json_extract(fields, '$.country') AS country,
        json_extract(fields, '$.governorate') AS governorate, json_extract(fields, '$.within') AS within,
        json_extract(fields, '$.coordinates[0]') AS latitude, json_extract(fields, '$.coordinates[1]') AS longitude
    FROM entries WHERE kind = 'Place';
CREATE VIEW events AS
    -- Events, a row each. Of several dates or places the preferred one stands here, else the first of the entry.
    -- A series of attacks is an event beside its attacks: to count attacks, leave out those with is_series.
    SELECT e.id AS event, e.label,
        (SELECT group_concat(DISTINCT json_extract(t.parts, '$.value')) FROM statements t
            WHERE t.entry = e.id AND t.property = 'type' AND t.rank <> 'deprecated') AS types,
        d.date, d.date_earliest, d.date_latest,
        EXISTS (SELECT 1 FROM statements s WHERE s.entry = e.id AND s.property = 'date' AND s.rank <> 'deprecated'
            AND s.contested) AS date_contested,
        p.id AS place, p.governorate, p.country,
        EXISTS (SELECT 1 FROM statements t WHERE t.entry = e.id AND t.property = 'type' AND t.rank <> 'deprecated'
            AND json_extract(t.parts, '$.value') = 'attack-series') AS is_series, e.address
    FROM entries e
    LEFT JOIN statements d ON d.statement = (SELECT s.statement FROM statements s WHERE s.entry = e.id
        AND s.property = 'date' AND s.rank <> 'deprecated' ORDER BY s.rank DESC, s."index" LIMIT 1)
    LEFT JOIN places p ON p.id = (SELECT s.target FROM statements s WHERE s.entry = e.id
        AND s.property = 'place' AND s.rank <> 'deprecated' ORDER BY s.rank DESC, s."index" LIMIT 1)
    WHERE e.kind = 'Event';
CREATE VIEW claims AS
    -- Who claimed or acknowledged an attack, in their own words.
    -- A series of attacks counts beside its attacks: to count attacks, leave out those with is_series.
    -- A claim of a campaign names no event; its event_date is the period.
    -- A claim that was withdrawn later stays: what else its claimant said stands in the statements of the event.
    SELECT s.said, json_extract(s.parts, '$.hour') AS hour, json_extract(s.parts, '$.channel') AS channel,
        coalesce(s.target, json_extract(s.parts, '$.actor.label')) AS claimant,
        (SELECT group_concat(DISTINCT json_extract(t.parts, '$.value')) FROM statements t
            WHERE t.entry = s.target AND t.property = 'type' AND t.rank <> 'deprecated') AS claimant_types,
        json_extract(s.parts, '$.stance') AS claim, s.entry AS event,
        e.date AS event_date, e.date_contested, e.is_series, s.source AS sources, s.rank, s.contested, s.statement
    FROM statements s JOIN events e ON e.event = s.entry
    WHERE s.property = 'responsibility' AND json_extract(s.parts, '$.stance') IN ('claimed', 'acknowledged')
    UNION ALL
    SELECT s.said, NULL, NULL, s.entry,
        (SELECT group_concat(DISTINCT json_extract(t.parts, '$.value')) FROM statements t
            WHERE t.entry = s.entry AND t.property = 'type' AND t.rank <> 'deprecated'),
        json_extract(s.parts, '$.type'), NULL, s.period, 0, 1, s.source, s.rank, s.contested, s.statement
    FROM statements s WHERE s.property = 'declarations' AND json_extract(s.parts, '$.type') = 'claim-of-campaign';
CREATE VIEW units AS
    -- Units by number: the body that has the number, the entry of the unit where there is one, and the entry that says it.
    SELECT coalesce(json_extract(parts, '$.of'), entry) AS body, json_extract(parts, '$.number') AS number,
        json_extract(parts, '$.name') AS name,
        coalesce(json_extract(parts, '$.group'), nullif(entry, coalesce(json_extract(parts, '$.of'), entry))) AS unit,
        coalesce(json_extract(parts, '$.commander.id'), json_extract(parts, '$.commander.label')) AS commander, period,
        entry, speaker, source AS sources, rank, statement
    FROM statements WHERE property = 'units' ORDER BY body, number, name;
CREATE VIEW designations AS
    -- Listings by states and organisations. listed and delisted are days in EDTF; ref is the number on the list, or of the document.
    SELECT entry, json_extract(parts, '$.authority') AS authority, json_extract(parts, '$.programme') AS programme,
        json_extract(parts, '$.listed') AS listed, json_extract(parts, '$.delisted') AS delisted,
        json_extract(parts, '$.ref') AS ref, period, source AS sources, rank, contested, statement
    FROM statements WHERE property = 'designations';
