-- verdict: OverBudget at Planned
-- Four in five payments are settled, so the status narrows nothing and the range spreads the merchants out behind it.

DROP INDEX payments_report;
CREATE INDEX payments_status_booked_merchant ON payments (status, booked_at, merchant_id) INCLUDE (amount);
