-- verdict: Passed
-- In the order of the groups: the whole small index is read, nothing is sorted, and it is a few pages more.

CREATE INDEX invoices_open ON invoices (currency, due_at, amount) WHERE status = 'open';
