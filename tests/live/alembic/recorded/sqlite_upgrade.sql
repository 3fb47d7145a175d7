CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a01

CREATE TABLE audit (
    what VARCHAR(40) NOT NULL
);

CREATE TABLE users (
    id INTEGER NOT NULL, 
    email VARCHAR(120) NOT NULL, 
    CONSTRAINT pk_users PRIMARY KEY (id), 
    CONSTRAINT uq_users_email UNIQUE (email)
);

INSERT INTO audit (what) VALUES ('a01');

INSERT INTO alembic_version (version_num) VALUES ('a01');

-- Running upgrade a01 -> a02

CREATE TABLE orders (
    id INTEGER NOT NULL, 
    user_id INTEGER NOT NULL, 
    note TEXT, 
    CONSTRAINT pk_orders PRIMARY KEY (id), 
    CONSTRAINT fk_orders_user FOREIGN KEY(user_id) REFERENCES users (id)
);

CREATE INDEX ix_orders_user_id ON orders (user_id);

INSERT INTO audit (what) VALUES ('a02');

UPDATE alembic_version SET version_num='a02' WHERE alembic_version.version_num = 'a01';

-- Running upgrade a02 -> b01

ALTER TABLE users ADD COLUMN name VARCHAR(50);

INSERT INTO audit (what) VALUES ('b01');

UPDATE alembic_version SET version_num='b01' WHERE alembic_version.version_num = 'a02';

-- Running upgrade b01 -> b02

-- Running upgrade  -> c01

CREATE TABLE products (
    id INTEGER NOT NULL, 
    price NUMERIC(10, 2) DEFAULT '0' NOT NULL, 
    CONSTRAINT pk_products PRIMARY KEY (id), 
    CONSTRAINT ck_products_price CHECK (price >= 0)
);

INSERT INTO audit (what) VALUES ('c01');

INSERT INTO alembic_version (version_num) VALUES ('c01');

-- Running upgrade c01 -> c02

CREATE TABLE order_lines (
    order_id INTEGER NOT NULL, 
    product_id INTEGER NOT NULL, 
    CONSTRAINT pk_lines PRIMARY KEY (order_id, product_id), 
    CONSTRAINT fk_lines_order FOREIGN KEY(order_id) REFERENCES orders (id), 
    CONSTRAINT fk_lines_product FOREIGN KEY(product_id) REFERENCES products (id)
);

INSERT INTO audit (what) VALUES ('c02');

UPDATE alembic_version SET version_num='c02' WHERE alembic_version.version_num = 'c01';

-- Running upgrade c02 -> c03

ALTER TABLE products ADD COLUMN sku VARCHAR(20);

INSERT INTO audit (what) VALUES ('c03');

UPDATE alembic_version SET version_num='c03' WHERE alembic_version.version_num = 'c02';

-- Running upgrade a05 -> a06

CREATE TRIGGER note AFTER INSERT ON orders 
BEGIN
  INSERT INTO audit (what) VALUES (CASE WHEN NEW.id > 0 THEN 'order' ELSE 'other' END);
END;

INSERT INTO audit (what) VALUES ('a06');

UPDATE alembic_version SET version_num='a06' WHERE alembic_version.version_num = 'a05';

-- Running upgrade a06 -> a07

CREATE INDEX ix_users_name ON users (name);

INSERT INTO audit (what) VALUES ('a07');

UPDATE alembic_version SET version_num='a07' WHERE alembic_version.version_num = 'a06';

-- Running upgrade a07 -> a08

ALTER TABLE orders ADD COLUMN state VARCHAR(4) DEFAULT 'open' NOT NULL;

INSERT INTO audit (what) VALUES ('a08');

UPDATE alembic_version SET version_num='a08' WHERE alembic_version.version_num = 'a07';

-- Running upgrade  -> c01

CREATE TABLE products (
    id INTEGER NOT NULL, 
    price NUMERIC(10, 2) DEFAULT '0' NOT NULL, 
    CONSTRAINT pk_products PRIMARY KEY (id), 
    CONSTRAINT ck_products_price CHECK (price >= 0)
);

INSERT INTO audit (what) VALUES ('c01');

INSERT INTO alembic_version (version_num) VALUES ('c01');

-- Running upgrade c01 -> c02

CREATE TABLE order_lines (
    order_id INTEGER NOT NULL, 
    product_id INTEGER NOT NULL, 
    CONSTRAINT pk_lines PRIMARY KEY (order_id, product_id), 
    CONSTRAINT fk_lines_order FOREIGN KEY(order_id) REFERENCES orders (id), 
    CONSTRAINT fk_lines_product FOREIGN KEY(product_id) REFERENCES products (id)
);

INSERT INTO audit (what) VALUES ('c02');

UPDATE alembic_version SET version_num='c02' WHERE alembic_version.version_num = 'c01';

-- Running upgrade c02 -> c03

ALTER TABLE products ADD COLUMN sku VARCHAR(20);

INSERT INTO audit (what) VALUES ('c03');

UPDATE alembic_version SET version_num='c03' WHERE alembic_version.version_num = 'c02';

-- Running upgrade a02 -> a03

INSERT INTO users (id, email) VALUES (1, 'o''brien@shop');

INSERT INTO users (id, email) VALUES (2, 'semi;colon@shop');

INSERT INTO orders (id, user_id, note) VALUES (1, 1, '-- it''s; not a comment');

INSERT INTO audit (what) VALUES ('a03');

INSERT INTO alembic_version (version_num) VALUES ('a03');

-- Running upgrade a03, b02 -> a04

DELETE FROM alembic_version WHERE alembic_version.version_num = 'b02';

UPDATE alembic_version SET version_num='a04' WHERE alembic_version.version_num = 'a03';

-- Running upgrade a04 -> a05

SELECT id, email FROM users;

