-- verdict: OverBudget at Planned
-- The order comes for free, but everybody's rows are walked until fifty of this user's have turned up.

DROP INDEX transactions_category;
CREATE INDEX transactions_newest ON transactions (created_at DESC, id DESC);
