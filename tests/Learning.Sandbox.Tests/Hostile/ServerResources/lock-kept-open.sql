-- tries: Hold locks in a transaction that never ends, and go: the cluster is gone with them.
-- expect: as marked
BEGIN ISOLATION LEVEL SERIALIZABLE
-- => ok
LOCK TABLE item IN ACCESS SHARE MODE
-- => ok
SELECT count(*) FROM item
-- => value 1000
-- as: learner-two
BEGIN
-- => ok
SELECT count(*) FROM item
-- => value 1000
