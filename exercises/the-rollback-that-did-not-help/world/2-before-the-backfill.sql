-- The column was added, nullable, and nobody filled it. Autovacuum took its statistics in this state.
INSERT INTO transactions OVERRIDING SYSTEM VALUE SELECT * FROM booked({{rows}}, false);
ANALYZE transactions;
