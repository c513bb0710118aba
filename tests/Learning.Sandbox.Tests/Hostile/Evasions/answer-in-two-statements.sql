-- tries: An SQL answer that hides a second statement behind quotes that close elsewhere.
-- expect: RuntimeError
-- through: answer
SELECT id FROM item WHERE name <> E'\'; DELETE FROM item; --' AND id <= $1; SELECT 2
