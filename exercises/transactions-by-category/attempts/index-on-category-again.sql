-- verdict: OverBudget at Planned
-- A second copy of the index that is there already, on the column that narrows least.

CREATE INDEX transactions_category_again ON transactions (category, id);
