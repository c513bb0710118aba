-- verdict: Passed
-- Both are compared for equality, so which of them leads makes no difference to this report.

DROP INDEX payments_report;
CREATE INDEX payments_status_merchant_booked ON payments (status, merchant_id, booked_at) INCLUDE (amount);
