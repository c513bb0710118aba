-- tries: Take the memory of the machine by work_mem: a hash table of millions of rows.
-- expect: as marked
-- limit: 8
SET work_mem = '100GB'
-- => ok
SET hash_mem_multiplier = 1000
-- => ok
SELECT count(*) FROM (SELECT array_agg(n || repeat('x', 500)) FROM generate_series(1, 20000000) AS n GROUP BY n % 5000000) AS g
-- => gone | TimeLimit | 57P01 | 57P02 | 53200 | 54000
