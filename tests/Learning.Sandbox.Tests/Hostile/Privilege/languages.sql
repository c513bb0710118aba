-- tries: Run code on the server: DO in every language that there is.
-- expect: as marked
DO $$ BEGIN PERFORM 1; END $$
-- => 42501 permission denied for language plpgsql
DO LANGUAGE sql 'SELECT 1'
-- => 0A000
DO LANGUAGE c 'x'
-- => 0A000 | 42501
DO LANGUAGE internal 'x'
-- => 0A000 | 42501
CREATE PROCEDURE mine() LANGUAGE sql AS 'SELECT 1'
-- => 42501
CALL mine()
-- => 42883
-- as: supervisor
DO $$ BEGIN PERFORM 1; END $$
-- => ok
