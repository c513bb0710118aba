-- verdict: RuntimeError
-- A function would only hide the same read.

CREATE FUNCTION owed(timestamptz) RETURNS numeric LANGUAGE sql STABLE
RETURN (SELECT sum(amount) FROM invoices WHERE status = 'open' AND due_at < $1);
