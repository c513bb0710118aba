-- verdict: Passed
-- A wider condition, which status = 'open' implies: the void ones are in it too, and so the status has to be.

CREATE INDEX invoices_unpaid ON invoices (due_at) INCLUDE (status, currency, amount) WHERE status <> 'paid';
