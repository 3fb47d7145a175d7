-- A public library, with what SQLite has of its own. A blank line ends a statement.

CREATE TABLE settings (key TEXT PRIMARY KEY NOT NULL, value ANY, changed TEXT DEFAULT CURRENT_TIMESTAMP) STRICT, WITHOUT ROWID

CREATE TABLE branches (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE COLLATE NOCASE, name VARCHAR(80) NOT NULL, opened DATE DEFAULT (date('now')), head INTEGER REFERENCES staff (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED)

CREATE TABLE staff (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, branch_id INTEGER NOT NULL REFERENCES branches (id), boss_id INTEGER REFERENCES staff, salary DECIMAL(10, 2) DEFAULT 1800.00 CHECK (salary > 0), CONSTRAINT not_own_boss CHECK (boss_id IS NULL OR boss_id <> id))

CREATE TABLE readers (id INTEGER PRIMARY KEY AUTOINCREMENT, card CHAR(10) NOT NULL, name TEXT NOT NULL, email TEXT COLLATE NOCASE, born TEXT, active BOOLEAN NOT NULL DEFAULT 1, notes JSON DEFAULT '{}', CONSTRAINT readers_card UNIQUE (card), CONSTRAINT email_has_at CHECK (email IS NULL OR email LIKE '%@%'))

CREATE UNIQUE INDEX readers_email ON readers (lower(email)) WHERE email IS NOT NULL

CREATE INDEX readers_name ON readers (name COLLATE NOCASE DESC, id)

CREATE TABLE authors (id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT NOT NULL, full_name TEXT GENERATED ALWAYS AS (coalesce(first_name || ' ', '') || last_name) VIRTUAL, initials TEXT AS (substr(first_name, 1, 1)) STORED)

CREATE TABLE publishers (id INTEGER PRIMARY KEY, name TEXT UNIQUE ON CONFLICT IGNORE, city TEXT DEFAULT 'Berlin')

CREATE TABLE subjects (code TEXT PRIMARY KEY, parent TEXT REFERENCES subjects (code) ON UPDATE CASCADE, title TEXT NOT NULL) WITHOUT ROWID

CREATE TABLE books (isbn TEXT PRIMARY KEY NOT NULL CHECK (length(isbn) IN (10, 13)), title TEXT NOT NULL, subtitle TEXT, publisher_id INTEGER REFERENCES publishers (id) ON DELETE SET NULL ON UPDATE CASCADE, year INTEGER CHECK (year BETWEEN 1450 AND 2100), pages SMALLINT, price REAL DEFAULT 9.5, weight DOUBLE PRECISION, cover BLOB, keywords TEXT DEFAULT 'it''s "quoted"', added TIMESTAMP DEFAULT CURRENT_TIMESTAMP)

CREATE INDEX books_year ON books (year) WHERE year > 2000 AND price IS NOT NULL

CREATE INDEX books_title ON books (title COLLATE NOCASE, year DESC)

CREATE INDEX books_length ON books (length(title), pages % 100)

CREATE TABLE book_authors (isbn TEXT NOT NULL REFERENCES books ON DELETE CASCADE, author_id INTEGER NOT NULL REFERENCES authors, position INTEGER DEFAULT 1, PRIMARY KEY (isbn, author_id)) WITHOUT ROWID

CREATE TABLE book_subjects (isbn TEXT, code TEXT, PRIMARY KEY (code, isbn), FOREIGN KEY (isbn) REFERENCES books (isbn) ON DELETE CASCADE, FOREIGN KEY (code) REFERENCES subjects (code))

CREATE TABLE copies (id INTEGER PRIMARY KEY, isbn TEXT NOT NULL REFERENCES books (isbn), branch_id INTEGER NOT NULL REFERENCES branches (id), number INT NOT NULL, state TEXT NOT NULL DEFAULT 'here' CHECK (state IN ('here', 'lent', 'lost')), UNIQUE (isbn, branch_id, number))

CREATE TABLE loans (id INTEGER PRIMARY KEY AUTOINCREMENT, copy_id INTEGER NOT NULL, reader_id INTEGER NOT NULL, lent TEXT NOT NULL DEFAULT CURRENT_DATE, due TEXT AS (date(lent, '+28 days')) STORED, returned TEXT, CONSTRAINT loan_of_copy FOREIGN KEY (copy_id) REFERENCES copies (id) ON DELETE RESTRICT, CONSTRAINT loan_of_reader FOREIGN KEY (reader_id) REFERENCES readers (id), CONSTRAINT returned_later CHECK (returned >= lent))

CREATE INDEX loans_open ON loans (reader_id) WHERE returned IS NULL

CREATE TABLE reservations (reader_id INTEGER, isbn TEXT, wanted TEXT DEFAULT (datetime('now', 'localtime')), PRIMARY KEY (reader_id, isbn), FOREIGN KEY (reader_id) REFERENCES readers, FOREIGN KEY (isbn) REFERENCES books)

CREATE TABLE fines (id INTEGER PRIMARY KEY, loan_id INTEGER NOT NULL REFERENCES loans, cents INTEGER NOT NULL CHECK (cents >= 0), paid INTEGER NOT NULL DEFAULT 0, euros REAL AS (cents / 100.0)) STRICT

CREATE TABLE rooms (branch_id INTEGER, name TEXT, seats INT, PRIMARY KEY (branch_id, name), FOREIGN KEY (branch_id) REFERENCES branches)

CREATE TABLE room_bookings (id INTEGER PRIMARY KEY, branch_id INTEGER, room TEXT, starts TEXT, ends TEXT, reader_id INTEGER, FOREIGN KEY (branch_id, room) REFERENCES rooms (branch_id, name) ON UPDATE CASCADE ON DELETE CASCADE, CHECK (starts < ends))

CREATE TABLE events (id INTEGER PRIMARY KEY, title TEXT, at DATETIME, room_branch INTEGER, room TEXT, public BOOLEAN DEFAULT TRUE, price NUMERIC DEFAULT 0, FOREIGN KEY (room_branch, room) REFERENCES rooms)

CREATE TABLE event_guests (event_id INTEGER REFERENCES events ON DELETE CASCADE, reader_id INTEGER REFERENCES readers, PRIMARY KEY (event_id, reader_id)) STRICT, WITHOUT ROWID

CREATE TABLE suppliers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, iban TEXT, rating INTEGER DEFAULT -1)

CREATE TABLE orders (id INTEGER PRIMARY KEY, supplier_id INTEGER REFERENCES suppliers, ordered TEXT DEFAULT CURRENT_TIMESTAMP, total REAL)

CREATE TABLE order_lines (order_id INTEGER, line INTEGER, isbn TEXT REFERENCES books, quantity INTEGER DEFAULT 1, PRIMARY KEY (order_id, line), FOREIGN KEY (order_id) REFERENCES orders ON DELETE CASCADE)

CREATE TABLE invoices (number TEXT PRIMARY KEY, order_id INTEGER UNIQUE REFERENCES orders, paid_on TEXT, pdf BLOB DEFAULT x'255044')

CREATE TABLE periodicals (issn TEXT PRIMARY KEY, title TEXT, frequency TEXT DEFAULT 'monthly')

CREATE TABLE issues (issn TEXT REFERENCES periodicals, year INT, number INT, shelf TEXT, PRIMARY KEY (issn, year, number))

CREATE TABLE media (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind IN ('cd', 'dvd', 'game')), title TEXT NOT NULL, minutes INT, fsk INT DEFAULT 0)

CREATE TABLE media_loans (media_id INTEGER REFERENCES media, reader_id INTEGER REFERENCES readers, since TEXT, PRIMARY KEY (media_id, since))

CREATE TABLE tags (name TEXT PRIMARY KEY COLLATE NOCASE) WITHOUT ROWID

CREATE TABLE book_tags (isbn TEXT REFERENCES books, tag TEXT REFERENCES tags (name), by_reader INTEGER, PRIMARY KEY (isbn, tag))

CREATE TABLE reviews (isbn TEXT, reader_id INTEGER, stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5), text TEXT, PRIMARY KEY (isbn, reader_id), FOREIGN KEY (isbn) REFERENCES books, FOREIGN KEY (reader_id) REFERENCES readers ON DELETE CASCADE)

CREATE TABLE log (at TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), who TEXT, what TEXT)

CREATE TABLE "Odd Names" ("select" INTEGER PRIMARY KEY, "a b" TEXT, "say ""x""" TEXT DEFAULT '', [in brackets] INT, `ticks` INT, CONSTRAINT "odd check" CHECK ("a b" <> ''))

CREATE INDEX "odd index" ON "Odd Names" ("a b", "say ""x""")

CREATE TABLE no_types (a, b, c DEFAULT 5, PRIMARY KEY (a))

CREATE TABLE floats (x FLOAT, y REAL, z NUMERIC(8, 3), big BIGINT, tiny TINYINT, u UNSIGNED BIG INT, c CHARACTER VARYING(20), n NCHAR(5), d DATETIME, bl BOOL)

CREATE VIEW lent_books AS SELECT b.title, l.due, r.name FROM loans l JOIN copies c ON c.id = l.copy_id JOIN books b ON b.isbn = c.isbn JOIN readers r ON r.id = l.reader_id WHERE l.returned IS NULL

CREATE VIEW overdue AS SELECT * FROM lent_books WHERE due < date('now')

CREATE VIEW best_readers (reader, books) AS SELECT reader_id, count(*) FROM loans GROUP BY reader_id HAVING count(*) > 10

CREATE TRIGGER lend AFTER INSERT ON loans BEGIN UPDATE copies SET state = 'lent' WHERE id = NEW.copy_id; INSERT INTO log (who, what) VALUES (NEW.reader_id, 'lent ' || NEW.copy_id); END

CREATE TRIGGER give_back AFTER UPDATE OF returned ON loans WHEN NEW.returned IS NOT NULL BEGIN UPDATE copies SET state = 'here' WHERE id = NEW.copy_id; END

CREATE TRIGGER view_delete INSTEAD OF DELETE ON overdue BEGIN SELECT raise(ABORT, 'not so'); END
