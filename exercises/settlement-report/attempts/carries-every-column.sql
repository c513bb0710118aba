-- verdict: OverBudget at Cheap to own
-- The order is right. The reference and the currency are in no report, and make the index larger than the table.

CREATE INDEX payments_merchant_status_booked ON payments (merchant_id, status, booked_at) INCLUDE (amount, currency, reference, id);
