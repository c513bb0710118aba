-- tries: Never end on the scratchpad.
-- expect: TimeLimit Stopped at 2 s
-- through: scratch
SELECT count(*) FROM (SELECT generate_series(1, 1000000000000)) AS n
