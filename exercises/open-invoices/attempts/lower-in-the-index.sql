-- verdict: OverBudget at Planned
-- The same rows, but PostgreSQL cannot know that: status = 'open' does not say anything about lower(status).

CREATE INDEX invoices_open ON invoices (due_at) INCLUDE (currency, amount) WHERE lower(status) = 'open';
