INSERT INTO merchants
SELECT n, 'Merchant ' || n, (ARRAY['DE', 'FR', 'ES', 'PL', 'NL'])[1 + abs(hashint4extended(n, {{seed}}) % 5)::int], abs(hashint4extended(n, {{seed}} + 1) % 9000000) / 100.0
FROM generate_series(1, {{merchants}}) AS n;

INSERT INTO statements
SELECT n, 1 + (n - 1) % {{merchants}}, date '2024-01-01' + ((n - 1) / {{merchants}}) * interval '1 month',
       abs(hashint4extended(n, {{seed}} + 2) % 90000000) / 100.0, abs(hashint4extended(n, {{seed}} + 3) % 900000) / 100.0,
       repeat(md5((n + {{seed}})::text), 20)
FROM generate_series(1, {{merchants}} * 24) AS n;
CREATE INDEX statements_merchant_period ON statements (merchant_id, period DESC);

INSERT INTO payouts (merchant_id, created_at, amount)
SELECT 1 + abs(hashint4extended(n, {{seed}} + 4) % {{merchants}})::int, timestamptz '2026-01-01 00:00+00' + n * interval '1 minute', abs(hashint4extended(n, {{seed}} + 5) % 500000) / 100.0
FROM generate_series(1, {{payouts}}) AS n;
CREATE INDEX payouts_merchant ON payouts (merchant_id, created_at DESC);
