-- verdict: Passed
-- The amount as a last key column does what INCLUDE does, and is sorted for nothing.

DROP INDEX payments_report;
CREATE INDEX payments_merchant_status_booked ON payments (merchant_id, status, booked_at, amount);
