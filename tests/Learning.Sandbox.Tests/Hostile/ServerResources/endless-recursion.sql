-- tries: A recursive query that never ends.
-- expect: as marked
-- limit: 1.5
WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i FROM n) SELECT count(*) FROM n
-- => TimeLimit | 53400
