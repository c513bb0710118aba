-- verdict: OverBudget at Planned
-- The least selective column by itself; the planner rightly prefers the old index.

CREATE INDEX payments_status ON payments (status);
