-- What an application on a phone keeps: messages, places, songs, health. Mostly small.

CREATE TABLE android_metadata (locale TEXT)

CREATE TABLE people (_id INTEGER PRIMARY KEY AUTOINCREMENT, lookup TEXT NOT NULL, starred INTEGER NOT NULL DEFAULT 0, times_contacted INTEGER NOT NULL DEFAULT 0, last_contacted INTEGER, ringtone TEXT)

CREATE INDEX people_lookup_idx ON people (lookup)

CREATE TABLE phones (_id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (_id) ON DELETE CASCADE, number TEXT NOT NULL, normalized TEXT, type INTEGER DEFAULT 2)

CREATE TABLE conversations (id INTEGER PRIMARY KEY, uuid TEXT UNIQUE, archived BOOLEAN NOT NULL DEFAULT FALSE, draft TEXT, unread INTEGER DEFAULT 0)

CREATE TABLE conversation_people (conversation_id INTEGER, person_id INTEGER, PRIMARY KEY (conversation_id, person_id)) WITHOUT ROWID

CREATE TABLE texts (rowid_ INTEGER PRIMARY KEY, conversation_id INTEGER NOT NULL, sender INTEGER, body TEXT, sent_at INTEGER NOT NULL, received_at INTEGER, flags INTEGER NOT NULL DEFAULT 0, json TEXT, expires_at INTEGER GENERATED ALWAYS AS (ifnull(sent_at, 0) + 604800000) VIRTUAL, is_story INTEGER AS (json ->> '$.type' = 'story') STORED, FOREIGN KEY (conversation_id) REFERENCES conversations (id) ON DELETE CASCADE)

CREATE INDEX texts_conversation ON texts (conversation_id, sent_at DESC, received_at DESC)

CREATE INDEX texts_unread ON texts (conversation_id) WHERE flags & 1 = 0

CREATE INDEX texts_expires ON texts (expires_at) WHERE expires_at < 9007199254740991

CREATE TABLE text_attachments (text_id INTEGER NOT NULL REFERENCES texts ON DELETE CASCADE, n INTEGER NOT NULL, path TEXT, size INTEGER CHECK (size >= 0), PRIMARY KEY (text_id, n)) STRICT

CREATE TABLE reactions (text_id INTEGER, person_id INTEGER, emoji TEXT NOT NULL, UNIQUE (text_id, person_id) ON CONFLICT REPLACE)

CREATE TABLE calls (id TEXT PRIMARY KEY, person_id INTEGER, direction TEXT NOT NULL CHECK (direction IN ('in', 'out')), seconds INTEGER, at INTEGER NOT NULL) STRICT

CREATE TABLE ratchets (person_id INTEGER, device_id INTEGER, record BLOB NOT NULL, PRIMARY KEY (person_id, device_id))

CREATE TABLE prekeys (id INTEGER PRIMARY KEY, public BLOB NOT NULL, private BLOB NOT NULL, used_at INTEGER)

CREATE TABLE places (guid TEXT NOT NULL PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR, rev_host LONGVARCHAR, visit_count INTEGER DEFAULT 0, hidden INTEGER DEFAULT 0 NOT NULL, frecency INTEGER DEFAULT -1 NOT NULL, url_hash INTEGER DEFAULT 0 NOT NULL)

CREATE INDEX places_frecency ON places (frecency)

CREATE TABLE visits (id INTEGER PRIMARY KEY, from_visit INTEGER, place TEXT, at INTEGER, kind INTEGER)

CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, place TEXT DEFAULT NULL, parent INTEGER, position INTEGER, title LONGVARCHAR, keyword TEXT UNIQUE)

CREATE TABLE cookies (host_key TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, path TEXT NOT NULL, expires_utc INTEGER NOT NULL, is_secure INTEGER NOT NULL, samesite INTEGER NOT NULL DEFAULT -1)

CREATE UNIQUE INDEX cookies_unique_index ON cookies (host_key, name, path)

CREATE TABLE logins (origin VARCHAR NOT NULL, username VARCHAR, password BLOB, times_used INTEGER, UNIQUE (origin, username))

CREATE TABLE artists (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, sort_name TEXT COLLATE RTRIM)

CREATE TABLE albums (id INTEGER PRIMARY KEY, artist_id INTEGER REFERENCES artists, title TEXT, year INTEGER, cover BLOB, UNIQUE (artist_id, title COLLATE NOCASE))

CREATE TABLE songs (id INTEGER PRIMARY KEY, album_id INTEGER REFERENCES albums ON DELETE CASCADE, track INTEGER, title TEXT NOT NULL, seconds REAL, path TEXT UNIQUE, rating INTEGER CHECK (rating IS NULL OR rating IN (1, 2, 3, 4, 5)))

CREATE TABLE playlists (id INTEGER PRIMARY KEY, name TEXT NOT NULL, smart TEXT)

CREATE TABLE playlist_songs (playlist_id INTEGER REFERENCES playlists ON DELETE CASCADE, position INTEGER, song_id INTEGER REFERENCES songs, PRIMARY KEY (playlist_id, position))

CREATE TABLE steps (day TEXT PRIMARY KEY, count INTEGER NOT NULL DEFAULT 0, goal INTEGER DEFAULT 10000) STRICT, WITHOUT ROWID

CREATE TABLE heart_rates (at INTEGER PRIMARY KEY DESC, bpm INTEGER NOT NULL)

CREATE TABLE workouts (id INTEGER PRIMARY KEY, kind TEXT, starts INTEGER, ends INTEGER, kcal REAL, CHECK (ends > starts))

CREATE TABLE workout_points (workout_id INTEGER REFERENCES workouts, n INTEGER, lat REAL, lon REAL, PRIMARY KEY (workout_id, n)) WITHOUT ROWID

CREATE TABLE alarms (_id INTEGER PRIMARY KEY, hour INTEGER NOT NULL, minutes INTEGER NOT NULL, daysofweek INTEGER NOT NULL, enabled INTEGER NOT NULL, message TEXT DEFAULT '')

CREATE TABLE widgets (id INTEGER PRIMARY KEY, screen INT, x INT, y INT, UNIQUE (screen, x, y))

CREATE VIEW inbox AS SELECT c.id, max(t.sent_at) AS latest FROM conversations c JOIN texts t ON t.conversation_id = c.id WHERE NOT c.archived GROUP BY c.id

CREATE TRIGGER texts_after_insert AFTER INSERT ON texts WHEN NEW.flags = 0 BEGIN UPDATE conversations SET unread = unread + 1 WHERE id = NEW.conversation_id; END
