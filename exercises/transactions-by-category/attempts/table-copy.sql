-- verdict: RuntimeError
-- Copying the table is not among the statements an answer may hold.

CREATE TABLE newest AS SELECT * FROM transactions;

SELECT id, created_at, amount, merchant
FROM newest
WHERE user_id = $1
  AND category = $2
ORDER BY created_at DESC, id DESC
LIMIT 50;
