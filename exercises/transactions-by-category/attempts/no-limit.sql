-- verdict: WrongAnswer at Correct
-- The index is right, the page is not: all rows of the user and category come back.

CREATE INDEX transactions_user_category_newest ON transactions (user_id, category, created_at DESC, id DESC);

SELECT id, created_at, amount, merchant
FROM transactions
WHERE user_id = $1
  AND category = $2
ORDER BY created_at DESC, id DESC;
