-- The newest 50 transactions of one user in one category.
-- $1 is the user, $2 the category. There is an index on category already.

SELECT id, created_at, amount, merchant
FROM transactions
WHERE user_id = $1
  AND category = $2
ORDER BY created_at DESC, id DESC
LIMIT 50;
