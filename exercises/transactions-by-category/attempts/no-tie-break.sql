-- verdict: WrongAnswer at Correct
-- Bookings of one batch share a time. Without the id they come as the index happens to hold them.

CREATE INDEX transactions_user_category_time ON transactions (user_id, category, created_at DESC);

SELECT id, created_at, amount, merchant
FROM transactions
WHERE user_id = $1
  AND category = $2
ORDER BY created_at DESC
LIMIT 50;
