-- verdict: Passed
-- Both columns are compared for equality, so which of them leads does not matter to this query.

CREATE INDEX transactions_category_user_newest ON transactions (category, user_id, created_at DESC, id DESC);
