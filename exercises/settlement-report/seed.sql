SELECT setseed({{seed}} / 1000.0);

-- Two years of payments in the order of their ids, busier towards the end. Merchant 1 is a marketplace with a large share of its own;
-- the others follow a steep curve. Most payments end up settled; a status of the learner's question may be one in a thousand.
INSERT INTO payments
SELECT id,
       CASE WHEN whose < {{marketplace}} THEN 1 ELSE 2 + floor(({{merchants}} - 1) * power(who, 3))::int END,
       CASE WHEN fate < {{settled}} THEN 'settled'
            WHEN fate < {{refunded}} THEN 'refunded'
            WHEN fate < {{failed}} THEN 'failed'
            WHEN fate < {{pending}} THEN 'pending'
            ELSE 'chargeback' END,
       timestamptz '2024-01-01 00:00+00' + 730 * power(id::float8 / {{rows}}, 0.8) * interval '1 day',
       round((1 + 1200 * power(size, 5))::numeric, 2),
       (ARRAY['EUR', 'EUR', 'EUR', 'USD', 'GBP', 'CHF'])[1 + floor(6 * size)::int],
       'PAY-' || upper(substr(md5(id::text), 1, 12))
FROM (SELECT i AS id, random() AS whose, random() AS who, random() AS fate, random() AS size
      FROM generate_series(1, {{rows}}) AS i) AS booked;

-- Made for this very report: every column that the query names is in it.
CREATE INDEX payments_report ON payments (booked_at, merchant_id, status) INCLUDE (amount);
