-- verdict: OverBudget at Planned
-- Better estimates of the same reads: there is still no path that reads less.

CREATE STATISTICS transactions_user_category ON user_id, category FROM transactions;
ANALYZE transactions;
