-- verdict: OverBudget at Planned
-- A condition with a date in it serves the questions of that day. Any later one needs rows that the index has not got.

CREATE INDEX invoices_overdue ON invoices (due_at) INCLUDE (currency, amount) WHERE status = 'open' AND due_at < timestamptz '2025-07-01 00:00+00';
