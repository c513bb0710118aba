-- verdict: OverBudget at Planned
-- An Index Only Scan, as in the book, over all that was ever due.

CREATE INDEX invoices_due_covering ON invoices (due_at) INCLUDE (status, currency, amount);
