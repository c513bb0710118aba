-- verdict: OverBudget at Cheap to own
-- Small and quick. But every reminder now changes an indexed column, leaves its page and writes to every index of the table.

CREATE INDEX invoices_open ON invoices (due_at) INCLUDE (currency, amount, reminders) WHERE status = 'open';
