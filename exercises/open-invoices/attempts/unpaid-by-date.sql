-- verdict: OverBudget at Planned
-- An open invoice has no date of payment. The data knows it, the query does not say it, and so the index is not used.

CREATE INDEX invoices_unpaid ON invoices (due_at) INCLUDE (currency, amount) WHERE paid_at IS NULL;
