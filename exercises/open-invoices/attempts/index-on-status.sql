-- verdict: OverBudget at Planned
-- It leads to the open ones and then to the table, a page for each; and most of its entries say 'paid'.

CREATE INDEX invoices_status ON invoices (status);
