-- tries: Count to a million millions, with no time limit of the server's.
-- expect: as marked
-- limit: 1.5
SET statement_timeout = 0
-- => ok
SELECT count(*) FROM (SELECT generate_series(1, 1000000000000)) AS n
-- => TimeLimit
