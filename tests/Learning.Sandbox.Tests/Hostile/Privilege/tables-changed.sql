-- tries: Change the data or its tables, by every statement that could.
-- expect: as marked
INSERT INTO item VALUES (0, 'x')
-- => 42501
UPDATE item SET name = 'x'
-- => 42501
DELETE FROM item
-- => 42501
TRUNCATE item
-- => 42501
MERGE INTO item USING (SELECT 1 AS id) AS s ON item.id = s.id WHEN MATCHED THEN DELETE
-- => 42501
WITH gone AS (DELETE FROM item RETURNING *) SELECT * FROM gone
-- => 42501
SELECT * FROM item FOR UPDATE
-- => 42501
LOCK TABLE item IN ACCESS EXCLUSIVE MODE
-- => 42501 | 25P01
ALTER TABLE item DISABLE TRIGGER ALL
-- => 42501
DROP TABLE item
-- => 42501
VACUUM item
-- => ok
ANALYZE item
-- => ok
REINDEX TABLE item
-- => 42501
CLUSTER item USING item_pkey
-- => 42501
COMMENT ON TABLE item IS 'x'
-- => 42501
SELECT nextval('item_id_seq')
-- => 42P01
-- as: supervisor
SELECT count(*), min(name) FROM item
-- => value 1000
