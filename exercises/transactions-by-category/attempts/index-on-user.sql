-- verdict: OverBudget at Planned
-- Right for small users. A business has thousands of rows: every one of the pair is read, through a BitmapAnd, and then sorted.

CREATE INDEX transactions_user ON transactions (user_id);
