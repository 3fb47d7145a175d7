-- A library on MySQL, with what MariaDB has not or spells otherwise. A blank line ends a statement.

CREATE TABLE branches (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(80) NOT NULL DEFAULT 'Zentrale „Süd“', opens time(3) DEFAULT '08:30:00.250', place point NOT NULL SRID 4326, seats smallint unsigned NOT NULL DEFAULT (10 + 2), note text DEFAULT ('it''s \\ empty'), SPATIAL KEY branches_place (place), UNIQUE KEY branches_name (name)) COMMENT='it''s where books stand; äöü'

CREATE TABLE authors (id bigint unsigned NOT NULL AUTO_INCREMENT, public_id binary(16) NOT NULL DEFAULT (uuid_to_bin(uuid())), given varchar(60), family varchar(60) NOT NULL, born year, full_name varchar(125) GENERATED ALWAYS AS (concat_ws(' ', given, family)) STORED NOT NULL, initials varchar(8) AS (concat(left(given, 1), '.', left(family, 1), '.')) VIRTUAL, PRIMARY KEY (id), UNIQUE KEY authors_public_id (public_id), KEY authors_lower ((lower(family)), given DESC), KEY authors_hidden (born) INVISIBLE)

CREATE TABLE publishers (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(100) COLLATE utf8mb4_0900_as_cs NOT NULL, country char(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'DE', secret varchar(20) DEFAULT NULL INVISIBLE COMMENT 'nobody''s', CONSTRAINT publishers_country CHECK (country regexp '^[A-Z]{2}$'), CONSTRAINT publishers_name CHECK (name <> 'it''s „none“ \\')) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci

CREATE TABLE books (isbn char(13) CHARACTER SET ascii NOT NULL, title varchar(200) NOT NULL, subtitle varchar(200), publisher_id int, pages int unsigned, price decimal(8,2) DEFAULT 9.90, weight double, tags json DEFAULT (json_array()), shelf_numbers json, language enum('de','en','fr','it''s other') NOT NULL DEFAULT 'de', marks set('new','rare','lost') DEFAULT 'new', cover mediumblob, published date DEFAULT (curdate()), created_at timestamp(6) NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), PRIMARY KEY (isbn), FULLTEXT KEY books_text (title, subtitle), KEY books_shelves ((cast(shelf_numbers as unsigned array))), KEY books_title (title(30), language), CONSTRAINT books_pages CHECK (pages between 1 and 9999), CONSTRAINT books_price CHECK (price >= 0) NOT ENFORCED, CONSTRAINT books_tags CHECK (json_type(tags) = 'ARRAY'), CONSTRAINT books_publisher FOREIGN KEY (publisher_id) REFERENCES publishers (id) ON DELETE SET NULL ON UPDATE CASCADE)

CREATE TABLE book_authors (isbn char(13) CHARACTER SET ascii NOT NULL, author_id bigint unsigned NOT NULL, position tinyint unsigned NOT NULL DEFAULT 1, PRIMARY KEY (isbn, author_id), KEY book_authors_author (author_id), CONSTRAINT book_authors_book FOREIGN KEY (isbn) REFERENCES books (isbn) ON DELETE CASCADE, CONSTRAINT book_authors_author FOREIGN KEY (author_id) REFERENCES authors (id))

CREATE TABLE copies (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, isbn char(13) CHARACTER SET ascii NOT NULL, branch_id int unsigned NOT NULL, number int(6) unsigned zerofill DEFAULT NULL, state enum('in','out','repair') DEFAULT 'in', bought datetime DEFAULT CURRENT_TIMESTAMP, flags bit(3) DEFAULT b'101', UNIQUE KEY copies_number (branch_id, number), FOREIGN KEY (isbn) REFERENCES books (isbn), FOREIGN KEY (branch_id) REFERENCES branches (id), CHECK (number > 0 or number is null)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8

CREATE TABLE readers (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, email varchar(190) NOT NULL, `reader's name` varchar(100) NOT NULL, born date, active tinyint(1) NOT NULL DEFAULT 1, score float DEFAULT 1.5, settings json, theme varchar(20) GENERATED ALWAYS AS (json_unquote(json_extract(settings, '$.theme'))) VIRTUAL, UNIQUE KEY readers_email ((lower(email))), KEY readers_theme (theme), CHECK (email like '%_@_%'))

CREATE TABLE loans (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, copy_id int unsigned NOT NULL, reader_id bigint NOT NULL, since datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3), due datetime NOT NULL DEFAULT ((now() + interval 28 day)), back datetime, is_open tinyint(1) GENERATED ALWAYS AS (case when back is null then 1 else null end) STORED, UNIQUE KEY loans_open (copy_id, is_open), KEY loans_due (due DESC, reader_id), CONSTRAINT loans_copy FOREIGN KEY (copy_id) REFERENCES copies (id), CONSTRAINT loans_reader FOREIGN KEY (reader_id) REFERENCES readers (id), CONSTRAINT loans_back CHECK (not (back < since)))

CREATE TABLE fines (loan_id bigint NOT NULL PRIMARY KEY, amount decimal(6,2) unsigned NOT NULL DEFAULT 0.50, paid tinyint(1) NOT NULL DEFAULT 0, reason varchar(200) DEFAULT (concat('since ', curdate())), CONSTRAINT fines_loan FOREIGN KEY (loan_id) REFERENCES loans (id) ON DELETE CASCADE)

CREATE TABLE reviews (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, isbn char(13) CHARACTER SET ascii NOT NULL, stars tinyint NOT NULL, words longtext, parent_id int, KEY (isbn), CONSTRAINT reviews_stars CHECK (stars in (1, 2, 3, 4, 5)), CONSTRAINT reviews_parent FOREIGN KEY (parent_id) REFERENCES reviews (id))

CREATE TABLE log (at timestamp NULL DEFAULT CURRENT_TIMESTAMP, what varchar(50) NOT NULL, bytes varbinary(20) DEFAULT (unhex('00ff')), KEY log_at (at)) ENGINE=MyISAM

CREATE VIEW open_loans AS SELECT l.id, r.email, b.title, l.due < now() AS late FROM loans l JOIN readers r ON r.id = l.reader_id JOIN copies c ON c.id = l.copy_id JOIN books b ON b.isbn = c.isbn WHERE l.back IS NULL

CREATE SQL SECURITY INVOKER VIEW names AS SELECT full_name AS who, count(0) AS `how many` FROM authors JOIN book_authors ON author_id = authors.id GROUP BY full_name

CREATE FUNCTION days_late(since datetime) RETURNS int NO SQL DETERMINISTIC RETURN greatest(0, datediff('2026-01-01', since))

CREATE PROCEDURE give_back(IN loan bigint) MODIFIES SQL DATA COMMENT 'it''s back' UPDATE loans SET back = now() WHERE id = loan

CREATE TRIGGER loans_logged AFTER INSERT ON loans FOR EACH ROW INSERT INTO log (what) VALUES ('it''s out')

CREATE TRIGGER copies_state BEFORE UPDATE ON copies FOR EACH ROW BEGIN IF new.state IS NULL THEN SET new.state = 'in'; END IF; END
