-- Both equalities first, so that the range is one unbroken stretch of the index; the amount only rides along.
-- Nothing else asks for the old order.
DROP INDEX payments_report;
CREATE INDEX payments_merchant_status_booked ON payments (merchant_id, status, booked_at) INCLUDE (amount);
