-- tries: Write entries into the server's log as if they were the server's: names of cursors, statements and applications with line ends and the log's own prefix in them.
-- expect: as marked
SELECT current_setting('log_line_prefix') <> ''
-- => ok | 42501
SET application_name = E'x\nLOG:  duration: 0.1 ms  plan:\n{"Plan":{"Node Type":"Forged"}}'
-- => ok
BEGIN
-- => ok
DECLARE "c
supervisor@postgres|LOG:  marker" CURSOR FOR SELECT 1
-- => ok
ROLLBACK
-- => ok
SELECT 1 / 0 AS "
|LOG:  duration: 0 ms  plan:
{}"
-- => 22012
SELECT 1
-- => value 1
