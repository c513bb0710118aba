CREATE TABLE transactions (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    user_id     int NOT NULL,
    created_at  timestamptz NOT NULL,
    amount      numeric(12, 2) NOT NULL,
    currency    char(3) NOT NULL DEFAULT 'USD',
    status      text NOT NULL,
    merchant    text NOT NULL,
    description text NOT NULL,
    category    text
) WITH (fillfactor = 95);

-- Rows in order of time, a few users with very many. Nothing here is random: the same numbers give the same rows on every machine.
CREATE FUNCTION booked(rows int, filled bool) RETURNS SETOF transactions LANGUAGE sql AS $$
    SELECT n::bigint,
           (1 + floor(60000 * power(who, 2.5)))::int,
           timestamptz '2024-01-17 00:00+00' + (n::float8 / rows) * interval '730 days',
           round((3 + 900 * power(size, 4))::numeric, 2),
           'USD',
           CASE WHEN n > rows - 3000 THEN 'pending' ELSE 'settled' END,
           'Merchant ' || (1 + floor(4000 * size * size))::int,
           'POS ' || md5(n::text),
           CASE WHEN filled THEN CASE
               WHEN kind < 0.55  THEN '{{c1}}'
               WHEN kind < 0.75  THEN '{{c2}}'
               WHEN kind < 0.88  THEN '{{c3}}'
               WHEN kind < 0.95  THEN '{{c4}}'
               WHEN kind < 0.985 THEN '{{c5}}'
               WHEN kind < 0.998 THEN '{{c6}}'
               ELSE '{{c7}}' END END
    FROM (SELECT n,
                 (hashint4extended(n, 10 * {{seed}} + 1)::numeric / 18446744073709551616 + 0.5)::float8 AS who,
                 (hashint4extended(n, 10 * {{seed}} + 2)::numeric / 18446744073709551616 + 0.5)::float8 AS size,
                 (hashint4extended(n, 10 * {{seed}} + 3)::numeric / 18446744073709551616 + 0.5)::float8 AS kind
          FROM generate_series(1, rows) AS n) AS drawn
$$;
