SELECT setseed({{seed}} / 1000.0);

INSERT INTO merchants
SELECT i,
       (ARRAY['Harbour','Old Mill','Station','Garden','Corner','Bridge','Lantern'])[1 + i % 7]
           || ' ' || (ARRAY['Bakery','Books','Cinema','Hardware','Pharmacy'])[1 + i % 5] || ' ' || i,
       (ARRAY['Porto','Gdansk','Ghent','Bari','Bergen','Graz'])[1 + i % 6]
FROM generate_series(1, {{merchants}}) AS i;

-- The first merchants settle most often. Ids follow the clock.
INSERT INTO settlements
SELECT i,
       1 + floor({{merchants}} * power(random(), {{skew}}))::int,
       timestamptz '2025-04-01 18:00+00' + (i / {{daily}}) * interval '1 day',
       upper(left(md5(i::text || 'settlement'), 16)),
       rpad('Paid out to the account on file. ', 60 + (random() * 80)::int, 'Corrections are booked with the next settlement. ')
FROM generate_series(1, {{settlements}}) AS i;

-- Few settlements are large. Every seventh of a merchant is its monthly charge, without a sale. Sales land in the table
-- as the tills report them: those of one day in no particular order.
CREATE TABLE sized AS
SELECT id, settled_at, n, CASE WHEN n % 7 = 3 THEN 0 ELSE {{sales}} + floor({{sales}} * 8 * power(random(), 2))::int END AS sales
FROM (SELECT id, settled_at, row_number() OVER (PARTITION BY merchant_id ORDER BY settled_at, id) AS n FROM settlements) AS numbered
ORDER BY id;

INSERT INTO sales
SELECT row_number() OVER (ORDER BY settled_at, md5(id || ' ' || i)),
       id,
       settled_at - interval '12 hours' + i * interval '6 minutes',
       round((1 + 240 * power(random(), 4))::numeric, 2),
       (ARRAY['Visa','Visa','Visa','Mastercard','Mastercard','Girocard'])[1 + (i * 7 + id) % 6] || ' ' || lpad(((id * 37 + i * 1019) % 10000)::text, 4, '0'),
       1 + i % 9
FROM sized, LATERAL generate_series(1, sales) AS i;

-- A fee for the scheme, the terminal, the currency and so on; every fifth settlement of a merchant is free of charge.
INSERT INTO fees
SELECT row_number() OVER (ORDER BY settled_at, md5(i || ' ' || id)),
       id,
       (ARRAY['scheme','interchange','terminal','currency','chargeback reserve','same-day payout'])[1 + (i + id) % 6],
       round((0.05 + 3 * power(random(), 3))::numeric, 2)
FROM sized, LATERAL generate_series(1, CASE WHEN n % 5 = 0 THEN 0 ELSE {{fees}} + sales / 2 END) AS i;

DROP TABLE sized;

CREATE INDEX settlements_merchant_id_settled_at ON settlements (merchant_id, settled_at DESC, id DESC);
CREATE INDEX sales_settlement_id ON sales (settlement_id);
CREATE INDEX fees_settlement_id ON fees (settlement_id);
