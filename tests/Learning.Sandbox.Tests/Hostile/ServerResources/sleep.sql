-- tries: Sleep for a day on the server.
-- expect: as marked
-- limit: 1.5
SELECT pg_sleep(86400)
-- => TimeLimit
