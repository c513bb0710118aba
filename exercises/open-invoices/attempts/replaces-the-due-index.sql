-- verdict: Passed
-- Nothing was gained by the index on due_at, so it makes room.

DROP INDEX invoices_due;
CREATE INDEX invoices_open ON invoices (due_at) INCLUDE (currency, amount) WHERE status = 'open';
