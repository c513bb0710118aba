-- verdict: OverBudget at Planned
-- The wider condition has to be checked again for each row, and the status stands only in the table.

CREATE INDEX invoices_unpaid ON invoices (due_at) INCLUDE (currency, amount) WHERE status <> 'paid';
