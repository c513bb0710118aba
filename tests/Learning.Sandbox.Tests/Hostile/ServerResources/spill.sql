-- tries: Sort a hundred gigabytes: temporary files end at their limit.
-- expect: as marked
-- limit: 30
SELECT n, repeat('x', 1000) AS t FROM generate_series(1, 100000000) AS n ORDER BY t, n LIMIT 1 OFFSET 90000000
-- => 53400 temporary file size exceeds
SELECT 1
-- => value 1
