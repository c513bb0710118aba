SELECT setseed({{seed}} / 1000.0);

INSERT INTO accounts
SELECT i, 'XX' || lpad((i * 1009 % 97)::text, 2, '0') || lpad(i::text, 18, '4'), 'Holder ' || i
FROM generate_series(1, {{accounts}}) AS i;

-- A few accounts are those of shops and book most of the rows. Tills report in runs, so that an account has several entries
-- with one time; ids come from many tills at once and follow the clock only roughly.
INSERT INTO entries
SELECT id * 3 + 1, account_id, booked_at, amount, description
FROM (SELECT row_number() OVER (ORDER BY i + {{jitter}} * random()) AS id,
             1 + floor({{accounts}} * power(random(), {{skew}}))::int AS account_id,
             timestamptz '2023-01-02 07:00+00' + (i / {{run}}) * interval '11 minutes' AS booked_at,
             round((1 + 180 * power(random(), 3))::numeric, 2) AS amount,
             'Till ' || (1 + i % 40) || (ARRAY[' sale', ' sale', ' sale', ' refund', ' tip'])[1 + floor(5 * random())::int] || ', slip ' || left(md5(i::text), 10) AS description
      FROM generate_series(1, {{entries}}) AS i) AS reported
ORDER BY booked_at, md5(id::text);

CREATE INDEX entries_account_id_booked_at_id ON entries (account_id, booked_at DESC, id DESC);
