-- verdict: OverBudget at Planned
-- Tiny, and right for a range of time alone; the merchant is looked for in every block of the quarter.

DROP INDEX payments_report;
CREATE INDEX payments_booked_brin ON payments USING brin (booked_at) WITH (pages_per_range = 8);
