-- verdict: OverBudget at Planned
-- Perfect for card purchases, and of no use to any other category.

CREATE INDEX transactions_card_newest ON transactions (user_id, created_at DESC, id DESC)
    WHERE category = 'card_purchase';
