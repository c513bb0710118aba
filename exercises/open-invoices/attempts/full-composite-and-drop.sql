-- verdict: OverBudget at Cheap to own
-- Dropping another index does not make up for it.

DROP INDEX invoices_due;
CREATE INDEX invoices_status_due ON invoices (status, due_at) INCLUDE (currency, amount);
