-- verdict: RuntimeError at Cheap to own
-- No two open invoices happen to share all three, so the index can be made; the next two that do cannot both be written.

CREATE UNIQUE INDEX invoices_open ON invoices (currency, due_at, amount) WHERE status = 'open';
