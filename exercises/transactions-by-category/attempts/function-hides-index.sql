-- verdict: OverBudget at Planned
-- The index is right and lower(category) is not what it holds: only its first column helps.

CREATE INDEX transactions_user_category_newest ON transactions (user_id, category, created_at DESC, id DESC);

SELECT id, created_at, amount, merchant
FROM transactions
WHERE user_id = $1
  AND lower(category) = lower($2)
ORDER BY created_at DESC, id DESC
LIMIT 50;
