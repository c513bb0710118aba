-- verdict: OverBudget at Planned
-- Category and time without the user: a walk through all users' rows of that category.

CREATE INDEX transactions_category_newest ON transactions (category, created_at DESC, id DESC);
