-- verdict: OverBudget at Cheap to own
-- One of the five is right.

CREATE INDEX invoices_1 ON invoices (due_at) INCLUDE (currency, amount) WHERE status = 'open';
CREATE INDEX invoices_2 ON invoices (status, due_at);
CREATE INDEX invoices_3 ON invoices (currency);
CREATE INDEX invoices_4 ON invoices (amount);
CREATE INDEX invoices_5 ON invoices (issued_at);
