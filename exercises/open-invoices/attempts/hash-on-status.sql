-- verdict: OverBudget at Planned
-- As the index on status, with an entry of its own for each of the paid ones.

CREATE INDEX invoices_status_hash ON invoices USING hash (status);
