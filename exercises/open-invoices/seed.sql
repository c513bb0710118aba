SELECT setseed({{seed}} / 1000.0);

-- Three years of invoices in the order of their ids. Almost all are paid; the younger an invoice, the likelier it is still open, and a
-- few of any age are, because somebody disputes them. Void ones were never paid either.
INSERT INTO invoices
SELECT id,
       1 + floor({{customers}} * power(who, 3))::int,
       state,
       issued_at,
       issued_at + terms * interval '1 day',
       CASE WHEN state = 'paid' THEN issued_at + (2 + 40 * size) * interval '1 day' END,
       round((20 + 30000 * power(size, 6))::numeric, 2),
       CASE WHEN money < {{first}} THEN 'EUR' WHEN money < {{second}} THEN 'USD' WHEN money < 0.97 THEN 'GBP' WHEN money < 0.99 THEN 'CHF' ELSE 'SEK' END,
       CASE WHEN state = 'open' THEN floor(4 * size)::int ELSE 0 END,
       NULL,
       'Order ' || upper(substr(md5(id::text), 1, 10)) || ', delivered as agreed, terms net ' || terms || ' days'
FROM (SELECT id, who, money, size, issued_at,
             (ARRAY[14, 30, 30, 30, 60])[1 + floor(5 * term)::int] AS terms,
             CASE WHEN fate < {{disputed}} + 0.9 * exp(-extract(epoch FROM timestamptz '2026-01-01 00:00+00' - issued_at) / 86400 / {{tail}}) THEN 'open'
                  WHEN fate > 0.975 THEN 'void'
                  ELSE 'paid' END AS state
      FROM (SELECT i AS id, random() AS who, random() AS fate, random() AS money, random() AS size, random() AS term,
                   timestamptz '2023-01-01 00:00+00' + 1096 * (i::float8 / {{rows}}) * interval '1 day' AS issued_at
            FROM generate_series(1, {{rows}}) AS i) AS drawn) AS written;

CREATE INDEX invoices_customer ON invoices (customer_id);
CREATE INDEX invoices_due ON invoices (due_at);
