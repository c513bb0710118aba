-- verdict: OverBudget at Cheap to own
-- As few pages as the reference. The other 98 % of its entries are never read, and are written, cached and vacuumed all the same.

CREATE INDEX invoices_status_due ON invoices (status, due_at) INCLUDE (currency, amount);
