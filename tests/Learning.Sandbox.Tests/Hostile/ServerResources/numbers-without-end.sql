-- tries: Arithmetic on numbers of a hundred thousand digits, which does not look up while it works.
-- expect: as marked
-- limit: 1.5
SELECT sum(power(n::numeric, 20000) / 3) FROM generate_series(2, 1000) AS n
-- => TimeLimit
