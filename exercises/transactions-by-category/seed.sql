SELECT setseed({{seed}} / 1000.0);

-- A few businesses book a large part of the rows; of the seven categories the first four are common.
-- Ids follow the clock. Bookings arrive in batches, several rows at the same second, in no particular order of ids.
INSERT INTO transactions
SELECT id,
       user_id,
       timestamptz '2024-03-01 04:00+00' + (id / {{batch}}) * interval '6 minutes',
       round((2 + 900 * power(size, 4))::numeric, 2),
       CASE WHEN kind < {{card}} THEN 'card_purchase'
            WHEN kind < {{transfer}} THEN 'transfer'
            WHEN kind < {{groceries}} THEN 'groceries'
            WHEN kind < {{bills}} THEN 'bills'
            WHEN kind < 0.98 THEN 'payroll'
            WHEN kind < 0.997 THEN 'fee'
            ELSE 'chargeback' END,
       'Merchant ' || (1 + floor(3000 * size * size))::int,
       'POS ' || md5(id::text) || ' terminal ' || (1000 + id % 9000)
FROM (SELECT i AS id,
             1 + floor({{users}} * power(random(), {{skew}}))::int AS user_id,
             random() AS kind,
             random() AS size
      FROM generate_series(1, {{rows}}) AS i) AS booked
ORDER BY id / {{batch}}, md5(id::text);

CREATE INDEX transactions_category ON transactions (category);
