-- tries: An SQL answer that sleeps.
-- expect: TimeLimit Stopped at 1.5 s
-- limit: 1.5
-- through: answer
SELECT id, pg_sleep(100)::text FROM item WHERE id <= $1
