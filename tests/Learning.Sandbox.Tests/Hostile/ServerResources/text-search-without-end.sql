-- tries: Text search over megabytes, again and again.
-- expect: as marked
-- limit: 1.5
SELECT count(to_tsvector('english', repeat('running runners ran ', 40000) || n)) FROM generate_series(1, 10000) AS n
-- => TimeLimit
