SELECT setseed({{seed}} / 1000.0);

INSERT INTO accounts
SELECT i,
       'XX' || lpad((i * 7919 % 97)::text, 2, '0') || lpad(i::text, 18, '5'),
       (ARRAY['Adaeze','Bruno','Chiara','Dmitri','Elif','Femi','Greta','Hugo','Ilse','Jamal'])[1 + i % 10]
           || ' ' || (ARRAY['Abara','Lindqvist','Moretti','Petrov','Yilmaz','Adeyemi','Hofmann','Duarte','Brandt'])[1 + i % 9],
       date '2018-01-01' + i % 2000
FROM generate_series(1, {{accounts}}) AS i;

-- A few accounts belong to businesses and book a large part of the rows. Bookings arrive in batches: one time, many rows,
-- which land in the table in no particular order. Every third purpose is a few words; the others list invoices.
INSERT INTO bookings
SELECT id,
       account_id,
       booked_at,
       booked_at::date + 1,
       round((1 + 2500 * power(size, 5))::numeric, 2),
       'EUR',
       counterparty,
       'XX' || lpad((id * 31 % 97)::text, 2, '0') || lpad((id % 5000)::text, 18, '8'),
       (ARRAY['card_purchase','transfer','groceries','bills','payroll'])[1 + floor(5 * size * size)::int],
       CASE WHEN short THEN (ARRAY['Rent','Lunch, thanks again','Subscription renewal','Shared taxi'])[1 + (id % 4)::int]
            ELSE rpad('Invoice ' || upper(left(md5(id::text || 'purpose'), 12)) || ' of ' || counterparty || '. ',
                      {{purpose}} + floor({{purpose}} * size)::int, 'Position accepted, delivery note on file, two per cent discount within ten days; ') END,
       rpad(upper(counterparty) || ' TERMINAL ' || (1000 + id % 9000) || ' RECEIPT ' || md5(id::text || 'receipt') || E'\n', 500 + floor(400 * size)::int,
            E'ARTICLE      1 X   4.99   VAT A\nTHANK YOU FOR SHOPPING WITH US\n'),
       jsonb_build_object(
           'message', md5(id::text || 'message'),
           'scheme', 'instant',
           'debtor', jsonb_build_object('name', 'Account holder ' || account_id, 'street', 'Long Market Street ' || id % 200, 'town', 'Harbour Town', 'country', 'XX'),
           'creditor', jsonb_build_object('name', counterparty, 'street', 'Old Mill Lane ' || id % 300, 'town', 'Upper Bridge', 'country', 'XX'),
           'agents', jsonb_build_array(
               jsonb_build_object('role', 'instructing', 'bank', 'First Example Savings Bank', 'reference', md5(id::text || 'first')),
               jsonb_build_object('role', 'instructed', 'bank', 'Second Example Commercial Bank', 'reference', md5(id::text || 'second'))),
           'history', (SELECT jsonb_agg(jsonb_build_object('state', state, 'at', booked_at - step * interval '7 seconds', 'by', 'clearing node ' || (id + step) % 16))
                       FROM unnest(ARRAY['settled','accepted','screened','validated','received']) WITH ORDINALITY AS passed (state, step)))
FROM (SELECT i AS id,
             1 + floor({{accounts}} * power(random(), {{skew}}))::int AS account_id,
             timestamptz '2025-02-03 05:00+00' + (i / {{batch}}) * interval '90 minutes' AS booked_at,
             random() AS size,
             i % 3 = 0 AS short,
             (ARRAY['Northwind Energy','Corner Bakery','City Transit','Blue Harbour Hotel','Paper and Ink','Greenfield Market','Fjord Telecom'])[1 + floor(7 * random() * random())::int] AS counterparty
      FROM generate_series(1, {{rows}}) AS i) AS arrived
ORDER BY booked_at, md5(id::text);

CREATE INDEX bookings_account_id_booked_at ON bookings (account_id, booked_at DESC);
