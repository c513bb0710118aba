-- tries: Ten million rows to the client: the door ends it at its limit of bytes.
-- expect: as marked
-- limit: 20
SELECT n, repeat('x', 100) FROM generate_series(1, 10000000) AS n
-- => gone | 08P01 | 53400
