-- verdict: OverBudget at Planned
-- Due dates follow the table's order, so BRIN fits; but it finds the overdue half of history, not what is open.

CREATE INDEX invoices_due_brin ON invoices USING brin (due_at);
