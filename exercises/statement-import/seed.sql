SELECT setseed({{seed}} / 1000.0);

-- A few accounts have most of the bookings. What is there from the start has ids of its own, below those that an import gets.
INSERT INTO bookings (id, account_id, reference, booked_at, amount, text)
OVERRIDING SYSTEM VALUE
SELECT i,
       1 + floor({{accounts}} * power(random(), {{skew}}))::int,
       'B' || lpad(i::text, 8, '0'),
       timestamptz '2025-01-01 06:00+00' + i * interval '9 minutes',
       round((1 + 1400 * power(random(), 5))::numeric, 2),
       'POS ' || md5(i::text || 'booked')
FROM generate_series(1, {{bookings}}) AS i;
