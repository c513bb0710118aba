-- verdict: OverBudget at Planned
-- The right rows and too few columns: every overdue invoice lies on a page of its own, and each is fetched.

CREATE INDEX invoices_open ON invoices (due_at) WHERE status = 'open';
