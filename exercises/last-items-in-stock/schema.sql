CREATE TABLE products (
    id      int PRIMARY KEY,
    name    text NOT NULL,
    stocked int NOT NULL,
    stock   int NOT NULL
);

CREATE TABLE reservations (
    id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id  int NOT NULL REFERENCES products,
    customer_id int NOT NULL,
    quantity    int NOT NULL,
    made_at     timestamptz NOT NULL DEFAULT now()
);
