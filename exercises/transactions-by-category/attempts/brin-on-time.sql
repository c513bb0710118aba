-- verdict: OverBudget at Planned
-- A BRIN index is tiny and suits ranges of time, and this question has none.

CREATE INDEX transactions_created_brin ON transactions USING brin (created_at);
