-- verdict: OverBudget at Planned
-- Three lists have to be intersected, or one of them read and the rest filtered: neither is one stretch of one list.

DROP INDEX payments_report;
CREATE INDEX payments_merchant ON payments (merchant_id);
CREATE INDEX payments_status ON payments (status);
CREATE INDEX payments_booked ON payments (booked_at);
