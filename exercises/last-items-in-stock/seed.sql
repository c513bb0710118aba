SELECT setseed({{seed}} / 1000.0);

INSERT INTO products
SELECT i,
       (ARRAY['Kettle','Lamp','Backpack','Headphones','Teapot','Drill','Raincoat','Keyboard'])[1 + i % 8] || ' ' || (ARRAY['Oslo','Porto','Graz','Turku','Ghent'])[1 + i % 5] || ' ' || i,
       0, 0
FROM generate_series(1, {{products}}) AS i;

-- Few products are ordered often.
INSERT INTO reservations (product_id, customer_id, quantity, made_at)
SELECT 1 + floor({{products}} * power(random(), {{skew}}))::int,
       1 + floor(90000 * random())::int,
       1 + floor(3 * random())::int,
       timestamptz '2026-05-01 08:00+00' + i * interval '5 minutes'
FROM generate_series(1, {{reservations}}) AS i;

-- What is on the shelf is what came in less what was reserved. One shelf in eight is nearly empty.
UPDATE products
SET stock = left_over.items,
    stocked = left_over.items + coalesce((SELECT sum(quantity) FROM reservations WHERE product_id = products.id), 0)
FROM (SELECT i AS id, CASE WHEN i % 8 = 3 THEN 12 + floor(17 * random())::int ELSE 400 + floor(500 * random())::int END AS items
      FROM generate_series(1, {{products}}) AS i) AS left_over
WHERE left_over.id = products.id;

CREATE INDEX reservations_product_id ON reservations (product_id);
CREATE INDEX reservations_customer_id ON reservations (customer_id);
