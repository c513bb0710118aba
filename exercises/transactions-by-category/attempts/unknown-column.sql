-- verdict: RuntimeError
-- The column is called category.

CREATE INDEX transactions_by_category ON transactions (user_id, transaction_category);
