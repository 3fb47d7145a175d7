-- A web shop on MariaDB. A blank line ends a statement.

CREATE TABLE countries (code char(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY, name varchar(80) NOT NULL UNIQUE COMMENT 'as ISO spells it; it''s English', eu tinyint(1) NOT NULL DEFAULT 0, vat_rate decimal(5,2) NOT NULL DEFAULT 19.00) ENGINE=InnoDB COMMENT='ISO 3166'

CREATE TABLE currencies (code char(3) NOT NULL, digits tinyint unsigned NOT NULL DEFAULT 2, symbol varchar(4) DEFAULT '€', PRIMARY KEY (code), CONSTRAINT digits_in_range CHECK (digits between 0 and 4)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci

CREATE TABLE customers (id bigint unsigned NOT NULL AUTO_INCREMENT, email varchar(190) NOT NULL, full_name varchar(200) COLLATE utf8mb4_bin NOT NULL, birthday date DEFAULT NULL, referred_by bigint unsigned DEFAULT NULL, preferences json DEFAULT '{"newsletter": false}', newsletter tinyint(1) GENERATED ALWAYS AS (json_value(preferences, '$.newsletter')) VIRTUAL, state enum('new','it''s fine','blocked') NOT NULL DEFAULT 'new', flags set('vip','b2b','test') DEFAULT 'vip,b2b', created_at datetime(6) NOT NULL DEFAULT current_timestamp(6), updated_at timestamp NULL DEFAULT NULL ON UPDATE current_timestamp(), PRIMARY KEY (id), UNIQUE KEY customers_email (email), KEY customers_name (full_name(20), created_at DESC), FULLTEXT KEY customers_text (full_name), CONSTRAINT customers_referrer FOREIGN KEY (referred_by) REFERENCES customers (id) ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT grown_up CHECK (birthday is null or birthday < '2010-01-01')) AUTO_INCREMENT=1000 COMMENT='who buys'

CREATE TABLE addresses (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, customer_id bigint unsigned NOT NULL, street varchar(120) NOT NULL, zip varchar(12), city varchar(80) NOT NULL, country char(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'DE', is_default bit(1) NOT NULL DEFAULT b'0', location point NOT NULL, SPATIAL KEY addresses_location (location), KEY (customer_id, is_default), FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE, FOREIGN KEY (country) REFERENCES countries (code) ON UPDATE CASCADE)

CREATE TABLE categories (id smallint unsigned NOT NULL AUTO_INCREMENT, parent_id smallint unsigned, title varchar(100) NOT NULL, slug varchar(120) AS (lower(replace(title, ' ', '-'))) STORED, position smallint DEFAULT 0, PRIMARY KEY (id), UNIQUE KEY parent_title (parent_id, title), UNIQUE KEY slug (slug), CONSTRAINT category_parent FOREIGN KEY (parent_id) REFERENCES categories (id))

CREATE TABLE brands (id smallint NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(60) CHARACTER SET latin1 COLLATE latin1_german2_ci NOT NULL UNIQUE, website varchar(200)) DEFAULT CHARSET=latin1

CREATE TABLE products (id bigint unsigned NOT NULL AUTO_INCREMENT, sku varchar(32) CHARACTER SET ascii NOT NULL, brand_id smallint, title varchar(200) NOT NULL, description mediumtext, price decimal(12,4) unsigned NOT NULL, currency char(3) NOT NULL DEFAULT 'EUR' , net_price decimal(12,4) AS (round(price / 1.19, 4)) VIRTUAL, width double, weight float unsigned, attributes longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL CHECK (json_valid(attributes)), color varchar(20) AS (json_unquote(json_extract(attributes, '$.color'))) STORED, guid binary(16) DEFAULT NULL, uid uuid NOT NULL DEFAULT uuid(), created timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(), sold_out tinyint(1) DEFAULT NULL, year_made year, runtime time(3) DEFAULT '01:00:00.500', PRIMARY KEY (id), UNIQUE KEY products_sku (sku), KEY products_price (price DESC, title(30)), KEY products_color (color), FULLTEXT KEY products_search (title, description), KEY brand_id (brand_id), CONSTRAINT products_brand FOREIGN KEY (brand_id) REFERENCES brands (id), CONSTRAINT price_positive CHECK (price >= 0 and (width is null or width > 0.5))) ENGINE=InnoDB ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 COMMENT='what is sold'

CREATE TABLE product_categories (product_id bigint unsigned NOT NULL, category_id smallint unsigned NOT NULL, PRIMARY KEY (category_id, product_id), KEY (product_id), FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE, FOREIGN KEY (category_id) REFERENCES categories (id))

CREATE TABLE product_translations (product_id bigint unsigned NOT NULL, language varchar(5) NOT NULL CHECK (language regexp '^[a-z]{2}'), title varchar(200) NOT NULL, body longtext, PRIMARY KEY (product_id, language), FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE)

CREATE TABLE product_images (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, product_id bigint unsigned NOT NULL, position tinyint NOT NULL, url varchar(2000) NOT NULL, thumb blob, original longblob, sha256 varbinary(32), UNIQUE (product_id, position), KEY url_prefix (url(100)), FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE)

CREATE TABLE warehouses (id smallint PRIMARY KEY, name varchar(50) NOT NULL, manager_id int, opened date DEFAULT curdate(), open_from time DEFAULT '08:00:00')

CREATE TABLE employees (id int AUTO_INCREMENT PRIMARY KEY, name varchar(80) NOT NULL, warehouse_id smallint NOT NULL, boss_id int, salary decimal(10,2) DEFAULT 1000.50, CONSTRAINT employees_warehouse FOREIGN KEY (warehouse_id) REFERENCES warehouses (id), CONSTRAINT employees_boss FOREIGN KEY (boss_id) REFERENCES employees (id) ON DELETE SET NULL)

ALTER TABLE warehouses ADD CONSTRAINT warehouses_manager FOREIGN KEY (manager_id) REFERENCES employees (id) ON DELETE SET NULL

CREATE TABLE stock (warehouse_id smallint NOT NULL, product_id bigint unsigned NOT NULL, quantity int NOT NULL DEFAULT 0 CHECK (quantity >= 0), reserved int NOT NULL DEFAULT 0, available int AS (quantity - reserved) PERSISTENT, PRIMARY KEY (warehouse_id, product_id), CONSTRAINT enough CHECK (reserved <= quantity), FOREIGN KEY (warehouse_id) REFERENCES warehouses (id), FOREIGN KEY (product_id) REFERENCES products (id))

CREATE TABLE stock_movements (id bigint AUTO_INCREMENT PRIMARY KEY, warehouse_id smallint NOT NULL, product_id bigint unsigned NOT NULL, delta int NOT NULL, moved_at datetime DEFAULT current_timestamp(), reason varchar(20) DEFAULT 'sale' CHECK (reason in ('sale','return','loss')), CONSTRAINT movement_of_stock FOREIGN KEY (warehouse_id, product_id) REFERENCES stock (warehouse_id, product_id) ON UPDATE CASCADE, KEY recent (moved_at DESC))

CREATE SEQUENCE order_numbers START WITH 100000 INCREMENT BY 7 MINVALUE 1 CACHE 20

CREATE SEQUENCE tickets MAXVALUE 9999 CYCLE NOCACHE

CREATE TABLE orders (id bigint NOT NULL DEFAULT nextval(order_numbers), customer_id bigint unsigned NOT NULL, state enum('cart','placed','paid','shipped') CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT 'cart', bill_to int unsigned, ship_to int unsigned, placed_at datetime, total decimal(14,2), note varchar(500) DEFAULT '', PRIMARY KEY (id), KEY orders_open (customer_id, placed_at), CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id), CONSTRAINT orders_bill FOREIGN KEY (bill_to) REFERENCES addresses (id) ON DELETE SET NULL, CONSTRAINT orders_ship FOREIGN KEY (ship_to) REFERENCES addresses (id) ON DELETE SET NULL, CONSTRAINT placed_has_date CHECK (state = 'cart' or placed_at is not null))

CREATE TABLE order_lines (order_id bigint NOT NULL, line smallint NOT NULL, product_id bigint unsigned NOT NULL, quantity int NOT NULL DEFAULT 1 CHECK (quantity > 0), price decimal(12,4) NOT NULL, amount decimal(20,4) AS (quantity * price) STORED COMMENT 'of the line', PRIMARY KEY (order_id, line), UNIQUE KEY order_product (order_id, product_id), FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE, FOREIGN KEY (product_id) REFERENCES products (id))

CREATE TABLE payments (id char(36) CHARACTER SET ascii NOT NULL DEFAULT uuid() PRIMARY KEY, order_id bigint NOT NULL, kind enum('card','transfer') NOT NULL, amount decimal(14,2) NOT NULL, paid_at timestamp(3) NOT NULL DEFAULT current_timestamp(3), KEY kind_amount (kind, amount), FOREIGN KEY (order_id) REFERENCES orders (id))

CREATE TABLE refunds (id int AUTO_INCREMENT PRIMARY KEY, payment_id char(36) CHARACTER SET ascii NOT NULL, amount decimal(14,2) NOT NULL, why text DEFAULT 'unknown', FOREIGN KEY (payment_id) REFERENCES payments (id))

CREATE TABLE shipments (id int AUTO_INCREMENT PRIMARY KEY, order_id bigint, line smallint, carrier varchar(20) DEFAULT 'DHL', tracking varchar(64) INVISIBLE, UNIQUE KEY (tracking), FOREIGN KEY (order_id, line) REFERENCES order_lines (order_id, line) ON DELETE CASCADE)

CREATE TABLE coupons (code varchar(20) COLLATE utf8mb4_bin PRIMARY KEY, percent tinyint CHECK (percent > 0 and percent <= 100), uses_left int DEFAULT 1, bits bit(8) DEFAULT b'101', starts date, ends date, CONSTRAINT in_order CHECK (starts < ends))

CREATE TABLE order_coupons (order_id bigint, code varchar(20) COLLATE utf8mb4_bin, PRIMARY KEY (order_id, code), FOREIGN KEY (order_id) REFERENCES orders (id), FOREIGN KEY (code) REFERENCES coupons (code) ON UPDATE CASCADE)

CREATE TABLE reviews (product_id bigint unsigned, customer_id bigint unsigned, stars tinyint unsigned NOT NULL CHECK (stars between 1 and 5), body text, written datetime DEFAULT now(), ip inet6, PRIMARY KEY (product_id, customer_id), FOREIGN KEY (product_id) REFERENCES products (id), FOREIGN KEY (customer_id) REFERENCES customers (id), FULLTEXT KEY (body))

CREATE TABLE wishlists (id int AUTO_INCREMENT, customer_id bigint unsigned NOT NULL, name varchar(50) DEFAULT 'my list', PRIMARY KEY (id), KEY ignored_one (name) IGNORED, FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE)

CREATE TABLE wishlist_items (wishlist_id int, product_id bigint unsigned, added date, PRIMARY KEY (wishlist_id, product_id), FOREIGN KEY (wishlist_id) REFERENCES wishlists (id) ON DELETE CASCADE)

CREATE TABLE sessions (token binary(32) PRIMARY KEY, data blob, seen int unsigned, KEY (seen)) ENGINE=MyISAM DEFAULT CHARSET=latin1

CREATE TABLE cache_entries (name varchar(64) NOT NULL, value varchar(200), PRIMARY KEY (name), KEY value_tree (value) USING BTREE) ENGINE=MEMORY

CREATE TABLE statistics_days (day date PRIMARY KEY, views int(10) unsigned zerofill DEFAULT 0, ratio float(7,3), sum double(16,4)) ENGINE=Aria TRANSACTIONAL=1

CREATE TABLE `Marketing Campaigns` (`Id` int AUTO_INCREMENT PRIMARY KEY, `Full Name` varchar(40) NOT NULL, `select` int, `back``tick` int, UNIQUE KEY `Unique Name` (`Full Name`), CONSTRAINT `positive select` CHECK (`select` > 0)) COMMENT='with "quotes" and ''quotes'''

CREATE TABLE audit_events (id bigint AUTO_INCREMENT PRIMARY KEY, at datetime(3) NOT NULL DEFAULT current_timestamp(3), who varchar(100) DEFAULT user(), payload json, ticket bigint DEFAULT nextval(tickets), KEY (at))

CREATE VIEW order_totals AS SELECT o.id, o.customer_id, sum(l.amount) AS total, count(*) AS line_count FROM orders o JOIN order_lines l ON l.order_id = o.id GROUP BY o.id, o.customer_id

CREATE VIEW customer_totals AS SELECT c.id, c.full_name, coalesce(sum(t.total), 0) AS total FROM customers c LEFT JOIN order_totals t ON t.customer_id = c.id GROUP BY c.id, c.full_name

CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW best_customers AS SELECT id, full_name FROM customers WHERE state <> 'blocked' WITH CASCADED CHECK OPTION

CREATE FUNCTION with_vat(amount decimal(14,4), rate decimal(5,2)) RETURNS decimal(14,4) DETERMINISTIC NO SQL COMMENT 'gross' RETURN amount * (1 + rate / 100)

CREATE PROCEDURE forget(IN days int, OUT gone int) MODIFIES SQL DATA SQL SECURITY INVOKER
BEGIN
  DECLARE done int DEFAULT 0;
  DELETE FROM audit_events WHERE at < now() - INTERVAL days DAY;
  SET gone = row_count();
END

CREATE TRIGGER orders_log AFTER UPDATE ON orders FOR EACH ROW
BEGIN
  IF NEW.state <> OLD.state THEN
    INSERT INTO audit_events (payload) VALUES (json_object('order', NEW.id, 'state', NEW.state));
  END IF;
END

CREATE TRIGGER lines_price BEFORE INSERT ON order_lines FOR EACH ROW SET NEW.price = coalesce(NEW.price, (SELECT price FROM products WHERE id = NEW.product_id))
