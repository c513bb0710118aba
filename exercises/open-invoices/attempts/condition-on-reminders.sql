-- verdict: OverBudget at Cheap to own
-- A column in the condition counts as indexed too.

CREATE INDEX invoices_open ON invoices (due_at) INCLUDE (currency, amount) WHERE status = 'open';
CREATE INDEX invoices_unreminded ON invoices (due_at) WHERE status = 'open' AND reminders = 0;
