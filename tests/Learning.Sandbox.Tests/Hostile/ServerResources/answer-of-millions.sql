-- tries: An SQL answer of millions of rows.
-- expect: OutputLimit
-- through: answer
SELECT generate_series(1, 10000000) AS n
