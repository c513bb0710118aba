-- The two in a hundred that can be owed, with the columns that the sum needs, and none that a reminder changes.
CREATE INDEX invoices_open ON invoices (due_at) INCLUDE (currency, amount) WHERE status = 'open';
