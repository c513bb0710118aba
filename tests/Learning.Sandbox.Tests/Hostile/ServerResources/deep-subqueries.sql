-- tries: A thousand queries in one another, and a join of many tables for the planner.
-- expect: as marked
-- limit: 5
SELECT * FROM {{repeat 1000 (SELECT * FROM }}item{{repeat 1000 ) AS s}} LIMIT 1
-- => ok | 54001 | TimeLimit | 54000
