-- tries: Switch row security off, and look through views and leaky functions for rows that are not there.
-- expect: as marked
SET row_security = off
-- => ok
SELECT count(*) FROM item
-- => value 1000
SELECT count(*) FROM item WHERE name LIKE 'hidden%'
-- => value 0
SELECT count(*) FROM pg_stats WHERE schemaname = 'public' AND most_common_vals::text LIKE '%hidden%'
-- => value 0
