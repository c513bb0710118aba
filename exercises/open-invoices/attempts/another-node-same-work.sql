-- verdict: OverBudget at Planned
-- The sequential scan is gone from the plan. What replaced it reads every entry of an index as large as a third of the table.

CREATE INDEX invoices_all ON invoices (id) INCLUDE (status, due_at, currency, amount);
