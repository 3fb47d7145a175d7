-- A sports club, its league, its bar and its till: the tables of a desktop application.

CREATE TABLE clubs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, founded INTEGER, colors TEXT DEFAULT 'red,white', dissolved INTEGER CHECK (dissolved > founded))

CREATE TABLE sections (id INTEGER PRIMARY KEY, club_id INTEGER NOT NULL REFERENCES clubs (id) ON DELETE CASCADE, name TEXT NOT NULL, fee NUMERIC DEFAULT 12.5, UNIQUE (club_id, name))

CREATE TABLE members (id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL UNIQUE, first TEXT, last TEXT NOT NULL COLLATE NOCASE, born DATE, joined DATE NOT NULL DEFAULT CURRENT_DATE, left DATE, guardian INTEGER REFERENCES members (id) ON DELETE SET NULL, photo BLOB, sortable TEXT AS (upper(last || ',' || ifnull(first, ''))) STORED, CHECK (left IS NULL OR left >= joined))

CREATE INDEX members_sortable ON members (sortable)

CREATE INDEX members_here ON members (last, first) WHERE left IS NULL

CREATE TABLE memberships (member_id INTEGER, section_id INTEGER, since DATE, role TEXT DEFAULT 'player', PRIMARY KEY (member_id, section_id), FOREIGN KEY (member_id) REFERENCES members ON DELETE CASCADE, FOREIGN KEY (section_id) REFERENCES sections) WITHOUT ROWID

CREATE TABLE contacts (member_id INTEGER REFERENCES members ON DELETE CASCADE, kind TEXT, value TEXT NOT NULL, PRIMARY KEY (member_id, kind)) STRICT

CREATE TABLE fees (member_id INTEGER REFERENCES members, year INTEGER, amount REAL NOT NULL, paid INTEGER NOT NULL DEFAULT 0 CHECK (paid IN (0, 1)), PRIMARY KEY (member_id, year)) STRICT, WITHOUT ROWID

CREATE TABLE mandates (reference TEXT PRIMARY KEY, member_id INTEGER REFERENCES members, iban TEXT NOT NULL, bic TEXT, signed DATE)

CREATE TABLE debits (id INTEGER PRIMARY KEY, mandate TEXT REFERENCES mandates, amount NUMERIC, run INTEGER REFERENCES debit_runs ON DELETE CASCADE)

CREATE TABLE debit_runs (id INTEGER PRIMARY KEY, made TIMESTAMP DEFAULT CURRENT_TIMESTAMP, xml TEXT)

CREATE TABLE leagues (id INTEGER PRIMARY KEY, name TEXT, season TEXT, level INTEGER DEFAULT 1, UNIQUE (name, season))

CREATE TABLE teams (id INTEGER PRIMARY KEY, league_id INTEGER REFERENCES leagues, club_id INTEGER REFERENCES clubs, name TEXT, captain INTEGER REFERENCES members DEFERRABLE INITIALLY DEFERRED)

CREATE TABLE players (team_id INTEGER REFERENCES teams ON DELETE CASCADE, member_id INTEGER REFERENCES members, shirt INTEGER, PRIMARY KEY (team_id, member_id), UNIQUE (team_id, shirt))

CREATE TABLE venues (id INTEGER PRIMARY KEY, name TEXT, street TEXT, city TEXT, latitude REAL, longitude REAL, CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180))

CREATE TABLE matches (id INTEGER PRIMARY KEY, league_id INTEGER NOT NULL REFERENCES leagues, home INTEGER NOT NULL REFERENCES teams (id), away INTEGER NOT NULL REFERENCES teams (id), venue_id INTEGER REFERENCES venues ON DELETE SET DEFAULT, starts DATETIME, home_goals INTEGER, away_goals INTEGER, winner INTEGER AS (CASE WHEN home_goals > away_goals THEN home WHEN home_goals < away_goals THEN away END), CONSTRAINT two_teams CHECK (home <> away), UNIQUE (league_id, home, away))

CREATE INDEX matches_starts ON matches (date(starts), league_id)

CREATE TABLE goals (match_id INTEGER REFERENCES matches ON DELETE CASCADE, minute INTEGER, player INTEGER REFERENCES members, own INTEGER DEFAULT 0, PRIMARY KEY (match_id, minute, player))

CREATE TABLE cards (match_id INTEGER REFERENCES matches, member_id INTEGER REFERENCES members, color TEXT CHECK (color IN ('yellow', 'red')), minute INTEGER, PRIMARY KEY (match_id, member_id, color))

CREATE TABLE referees (id INTEGER PRIMARY KEY, name TEXT, licence TEXT, until DATE)

CREATE TABLE match_referees (match_id INTEGER, referee_id INTEGER, position TEXT DEFAULT 'main', PRIMARY KEY (match_id, position), FOREIGN KEY (match_id) REFERENCES matches, FOREIGN KEY (referee_id) REFERENCES referees)

CREATE TABLE trainings (id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams, weekday INTEGER CHECK (weekday BETWEEN 0 AND 6), starts TIME DEFAULT '18:00', minutes INTEGER DEFAULT 90)

CREATE TABLE attendance (training_id INTEGER REFERENCES trainings, day DATE, member_id INTEGER REFERENCES members, here BOOLEAN DEFAULT FALSE, PRIMARY KEY (training_id, day, member_id))

CREATE TABLE equipment (id INTEGER PRIMARY KEY, name TEXT, bought DATE, price NUMERIC, lent_to INTEGER REFERENCES members ON DELETE RESTRICT)

CREATE TABLE keys (id INTEGER PRIMARY KEY, door TEXT NOT NULL, holder INTEGER REFERENCES members, given DATE)

CREATE TABLE courts (name TEXT PRIMARY KEY, indoor INTEGER NOT NULL DEFAULT 0, light INTEGER)

CREATE TABLE court_bookings (court TEXT REFERENCES courts ON UPDATE CASCADE, starts DATETIME, member_id INTEGER, minutes INTEGER DEFAULT 60, PRIMARY KEY (court, starts), FOREIGN KEY (member_id) REFERENCES members)

CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, price INTEGER NOT NULL, category TEXT DEFAULT 'drinks', deposit INTEGER DEFAULT 0, gross REAL AS ((price + deposit) / 100.0) VIRTUAL)

CREATE TABLE receipts (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL DEFAULT (datetime('now')), cashier INTEGER REFERENCES members, signature TEXT)

CREATE TABLE receipt_lines (receipt_id INTEGER REFERENCES receipts ON DELETE CASCADE, line INTEGER, product_id INTEGER REFERENCES products, quantity INTEGER NOT NULL DEFAULT 1, price INTEGER NOT NULL, PRIMARY KEY (receipt_id, line)) WITHOUT ROWID

CREATE TABLE stock_counts (product_id INTEGER REFERENCES products, day DATE, counted INTEGER, PRIMARY KEY (product_id, day))

CREATE TABLE accounts (number TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT CHECK (kind IN ('asset', 'liability', 'income', 'expense')))

CREATE TABLE entries (id INTEGER PRIMARY KEY, day DATE NOT NULL, text TEXT, debit TEXT NOT NULL REFERENCES accounts (number), credit TEXT NOT NULL REFERENCES accounts (number), cents INTEGER NOT NULL CHECK (cents > 0), receipt INTEGER REFERENCES receipts, CHECK (debit <> credit))

CREATE INDEX entries_day ON entries (day DESC)

CREATE TABLE budgets (year INTEGER, account TEXT REFERENCES accounts, cents INTEGER, PRIMARY KEY (year, account))

CREATE TABLE donations (id INTEGER PRIMARY KEY, donor TEXT, cents INTEGER, day DATE, thanked INTEGER DEFAULT 0)

CREATE TABLE sponsors (id INTEGER PRIMARY KEY, name TEXT, contract BLOB, starts DATE, ends DATE)

CREATE TABLE news (id INTEGER PRIMARY KEY, title TEXT, slug TEXT UNIQUE, body TEXT, author INTEGER REFERENCES members, published TEXT)

CREATE TABLE comments (id INTEGER PRIMARY KEY, news_id INTEGER REFERENCES news ON DELETE CASCADE, parent_id INTEGER REFERENCES comments ON DELETE CASCADE, text TEXT)

CREATE TABLE polls (id INTEGER PRIMARY KEY, question TEXT NOT NULL, open INTEGER DEFAULT 1)

CREATE TABLE votes (poll_id INTEGER REFERENCES polls, member_id INTEGER REFERENCES members, choice TEXT, PRIMARY KEY (poll_id, member_id))

CREATE TABLE files (path TEXT PRIMARY KEY, size INTEGER, sha256 BLOB, mime TEXT DEFAULT 'application/octet-stream') STRICT

CREATE TABLE sync_state (device TEXT, table_name TEXT, version INTEGER, PRIMARY KEY (device, table_name)) WITHOUT ROWID

CREATE TABLE minutes (id INTEGER PRIMARY KEY, meeting DATE, text TEXT, approved INTEGER)

CREATE TABLE insurances (id INTEGER PRIMARY KEY, company TEXT, policy TEXT, yearly NUMERIC DEFAULT 0.10)

CREATE TABLE accidents (id INTEGER PRIMARY KEY, member_id INTEGER REFERENCES members, insurance_id INTEGER REFERENCES insurances, day DATE, report TEXT)

CREATE VIEW standings AS SELECT league_id, team, sum(points) AS points FROM (SELECT league_id, home AS team, CASE WHEN home_goals > away_goals THEN 3 WHEN home_goals = away_goals THEN 1 ELSE 0 END AS points FROM matches UNION ALL SELECT league_id, away, CASE WHEN away_goals > home_goals THEN 3 WHEN home_goals = away_goals THEN 1 ELSE 0 END FROM matches) GROUP BY league_id, team

CREATE VIEW leaders AS SELECT s.* FROM standings s WHERE points = (SELECT max(points) FROM standings x WHERE x.league_id = s.league_id)

CREATE VIEW balances AS SELECT a.number, (SELECT ifnull(sum(cents), 0) FROM entries WHERE debit = a.number) - (SELECT ifnull(sum(cents), 0) FROM entries WHERE credit = a.number) AS cents FROM accounts a

CREATE TRIGGER receipt_books AFTER INSERT ON receipt_lines BEGIN INSERT INTO entries (day, text, debit, credit, cents, receipt) SELECT date('now'), p.name, '1000', '8400', NEW.price * NEW.quantity, NEW.receipt_id FROM products p WHERE p.id = NEW.product_id; END

CREATE TRIGGER member_leaves BEFORE UPDATE OF left ON members FOR EACH ROW WHEN NEW.left IS NOT NULL AND OLD.left IS NULL BEGIN DELETE FROM memberships WHERE member_id = OLD.id; UPDATE keys SET holder = NULL WHERE holder = OLD.id; END
