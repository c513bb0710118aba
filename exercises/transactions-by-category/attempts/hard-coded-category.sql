-- verdict: WrongAnswer at Correct
-- The category of the draw that was seen, written into the query.

CREATE INDEX transactions_user_category_newest ON transactions (user_id, category, created_at DESC, id DESC);

SELECT id, created_at, amount, merchant
FROM transactions
WHERE user_id = $1
  AND category = 'card_purchase'
  AND $2::text IS NOT NULL
ORDER BY created_at DESC, id DESC
LIMIT 50;
