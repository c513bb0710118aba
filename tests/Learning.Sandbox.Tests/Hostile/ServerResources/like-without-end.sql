-- tries: LIKE over long texts with many percent signs.
-- expect: as marked
-- limit: 1.5
SELECT repeat('a', 3000000) LIKE '%{{repeat 40 a%}}b{{repeat 40 a%}}b'
-- => TimeLimit | value f
SELECT 1
-- => value 1
