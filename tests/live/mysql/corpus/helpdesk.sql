-- A help desk with a forum and a time sheet: many small tables, as older applications have them.

CREATE TABLE accounts (id int(11) unsigned NOT NULL AUTO_INCREMENT, name varchar(255) NOT NULL DEFAULT '', plan enum('free','team','business') NOT NULL DEFAULT 'free', trial_ends date, created_at datetime NOT NULL, PRIMARY KEY (id), KEY idx_plan (plan)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci

CREATE TABLE users (id int(11) unsigned NOT NULL AUTO_INCREMENT, account_id int(11) unsigned NOT NULL, login varchar(60) NOT NULL, pass varchar(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '', email varchar(100) NOT NULL DEFAULT '', locale varchar(10) DEFAULT 'en_US', active tinyint(1) NOT NULL DEFAULT 1, last_seen timestamp NULL DEFAULT NULL, PRIMARY KEY (id), UNIQUE KEY uq_login (account_id, login), KEY idx_email (email(20)), CONSTRAINT fk_users_account FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE) ENGINE=InnoDB COLLATE=utf8mb4_unicode_ci

CREATE TABLE user_meta (umeta_id bigint(20) unsigned NOT NULL AUTO_INCREMENT, user_id bigint(20) unsigned NOT NULL DEFAULT 0, meta_key varchar(255) DEFAULT NULL, meta_value longtext DEFAULT NULL, PRIMARY KEY (umeta_id), KEY user_id (user_id), KEY meta_key (meta_key(191))) COLLATE=utf8mb4_unicode_520_ci

CREATE TABLE teams (id int unsigned AUTO_INCREMENT PRIMARY KEY, account_id int unsigned NOT NULL, name varchar(80) NOT NULL, lead_id int unsigned, CONSTRAINT fk_teams_account FOREIGN KEY (account_id) REFERENCES accounts (id), CONSTRAINT fk_teams_lead FOREIGN KEY (lead_id) REFERENCES users (id) ON DELETE SET NULL) COLLATE=utf8mb4_unicode_ci

CREATE TABLE team_members (team_id int unsigned, user_id int unsigned, role enum('agent','lead','observer') DEFAULT 'agent', PRIMARY KEY (team_id, user_id), KEY (user_id), FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE, FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE)

CREATE TABLE mailboxes (id int AUTO_INCREMENT PRIMARY KEY, address varchar(190) NOT NULL UNIQUE, imap json, signature mediumtext)

CREATE TABLE tickets (id bigint AUTO_INCREMENT, number bigint unsigned NOT NULL, subject varchar(250) NOT NULL, state enum('new','open','waiting','closed') DEFAULT 'new', priority tinyint DEFAULT 3, opened_by int unsigned, assigned_to int unsigned, team_id int unsigned, mailbox_id int, due datetime, spent int DEFAULT 0 COMMENT 'minutes', hash char(40) AS (sha1(subject)) VIRTUAL, PRIMARY KEY (id), UNIQUE KEY number (number), KEY state_due (state, due), FULLTEXT KEY subject (subject), CONSTRAINT tickets_ibfk_1 FOREIGN KEY (opened_by) REFERENCES users (id), CONSTRAINT tickets_ibfk_2 FOREIGN KEY (assigned_to) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT tickets_ibfk_3 FOREIGN KEY (team_id) REFERENCES teams (id), CONSTRAINT tickets_mailbox FOREIGN KEY (mailbox_id) REFERENCES mailboxes (id), CONSTRAINT priority_known CHECK (priority in (1,2,3,4,5)))

CREATE TABLE ticket_links (from_id bigint, to_id bigint, kind enum('duplicates','blocks','relates') NOT NULL, PRIMARY KEY (from_id, to_id), FOREIGN KEY (from_id) REFERENCES tickets (id) ON DELETE CASCADE, FOREIGN KEY (to_id) REFERENCES tickets (id) ON DELETE CASCADE, CHECK (from_id <> to_id))

CREATE TABLE messages (id bigint AUTO_INCREMENT PRIMARY KEY, ticket_id bigint NOT NULL, author_id int unsigned, body mediumtext CHARACTER SET utf8mb4 NOT NULL, html tinyint(1) DEFAULT 0, headers text, sent_at timestamp NOT NULL DEFAULT current_timestamp(), FULLTEXT KEY body (body), KEY ticket_sent (ticket_id, sent_at), FOREIGN KEY (ticket_id) REFERENCES tickets (id) ON DELETE CASCADE, FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL)

CREATE TABLE attachments (id int AUTO_INCREMENT PRIMARY KEY, message_id bigint NOT NULL, name varchar(255) NOT NULL, size int unsigned, content longblob, FOREIGN KEY (message_id) REFERENCES messages (id) ON DELETE CASCADE)

CREATE TABLE tags (id int AUTO_INCREMENT PRIMARY KEY, name varchar(40) COLLATE utf8mb4_bin NOT NULL, color char(7) DEFAULT '#ffffff', UNIQUE KEY name (name))

CREATE TABLE ticket_tags (ticket_id bigint, tag_id int, PRIMARY KEY (tag_id, ticket_id), FOREIGN KEY (ticket_id) REFERENCES tickets (id) ON DELETE CASCADE, FOREIGN KEY (tag_id) REFERENCES tags (id))

CREATE TABLE macros (id int AUTO_INCREMENT PRIMARY KEY, name varchar(80), actions json NOT NULL DEFAULT '[]', position int DEFAULT 0)

CREATE TABLE sla_policies (id int AUTO_INCREMENT PRIMARY KEY, name varchar(80) NOT NULL, first_reply time DEFAULT '04:00:00', resolve time DEFAULT '72:00:00', weekdays set('mo','tu','we','th','fr','sa','su') DEFAULT 'mo,tu,we,th,fr')

CREATE TABLE sla_events (id bigint AUTO_INCREMENT PRIMARY KEY, policy_id int, ticket_id bigint, due datetime(3), met_at datetime(3), KEY due (due), FOREIGN KEY (policy_id) REFERENCES sla_policies (id), FOREIGN KEY (ticket_id) REFERENCES tickets (id) ON DELETE CASCADE)

CREATE TABLE surveys (id int AUTO_INCREMENT PRIMARY KEY, ticket_id bigint UNIQUE, score tinyint unsigned, comment text, FOREIGN KEY (ticket_id) REFERENCES tickets (id))

CREATE TABLE forums (id smallint unsigned AUTO_INCREMENT PRIMARY KEY, parent_id smallint unsigned NOT NULL DEFAULT 0, name varchar(120) NOT NULL, description tinytext, topics mediumint unsigned NOT NULL DEFAULT 0, KEY parent (parent_id)) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_bin ROW_FORMAT=DYNAMIC

CREATE TABLE topics (id mediumint(8) unsigned NOT NULL AUTO_INCREMENT, forum_id smallint(5) unsigned NOT NULL DEFAULT 0, title varchar(100) COLLATE utf8mb3_unicode_ci NOT NULL DEFAULT '', views mediumint(8) unsigned NOT NULL DEFAULT 0, last_post int(11) unsigned NOT NULL DEFAULT 0, sticky tinyint(3) NOT NULL DEFAULT 0, PRIMARY KEY (id), KEY forum_last (forum_id, last_post), KEY title (title(12))) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_bin

CREATE TABLE posts (id int unsigned NOT NULL AUTO_INCREMENT, topic_id mediumint unsigned NOT NULL, poster_ip varchar(40) NOT NULL DEFAULT '', text mediumtext COLLATE utf8mb3_bin NOT NULL, checksum varchar(32) NOT NULL DEFAULT '', bitfield varchar(255) NOT NULL DEFAULT '', PRIMARY KEY (id), KEY topic (topic_id), FULLTEXT KEY text (text)) ENGINE=MyISAM DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_bin

CREATE TABLE post_votes (post_id int unsigned, user_id int unsigned, vote tinyint NOT NULL, PRIMARY KEY (post_id, user_id))

CREATE TABLE private_messages (id int unsigned AUTO_INCREMENT PRIMARY KEY, root_level mediumint unsigned DEFAULT 0, author_id int unsigned, subject varchar(255) CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci, to_address text NOT NULL, KEY root_level (root_level))

CREATE TABLE ranks (id mediumint unsigned AUTO_INCREMENT PRIMARY KEY, title varchar(255) NOT NULL DEFAULT '', min_posts mediumint unsigned NOT NULL DEFAULT 0, special tinyint(1) unsigned NOT NULL DEFAULT 0)

CREATE TABLE bans (id int AUTO_INCREMENT PRIMARY KEY, ip varbinary(16) NOT NULL, until datetime DEFAULT '9999-12-31 23:59:59', reason varchar(200), KEY (ip))

CREATE TABLE articles (id int AUTO_INCREMENT PRIMARY KEY, slug varchar(100) NOT NULL UNIQUE, title varchar(200), body longtext, published date, author_id int unsigned, version int unsigned NOT NULL DEFAULT 1, FULLTEXT KEY article_text (title, body), FOREIGN KEY (author_id) REFERENCES users (id))

CREATE TABLE article_versions (article_id int, version int unsigned, body longtext, changed datetime DEFAULT current_timestamp() ON UPDATE current_timestamp(), PRIMARY KEY (article_id, version), FOREIGN KEY (article_id) REFERENCES articles (id) ON DELETE CASCADE)

CREATE TABLE article_links (article_id int, ticket_id bigint, PRIMARY KEY (article_id, ticket_id), FOREIGN KEY (article_id) REFERENCES articles (id), FOREIGN KEY (ticket_id) REFERENCES tickets (id))

CREATE TABLE projects (id int AUTO_INCREMENT PRIMARY KEY, account_id int unsigned NOT NULL, name varchar(100) NOT NULL, budget decimal(12,2), starts date, ends date, CONSTRAINT project_dates CHECK (ends is null or ends >= starts), FOREIGN KEY (account_id) REFERENCES accounts (id))

CREATE TABLE tasks (id int AUTO_INCREMENT PRIMARY KEY, project_id int NOT NULL, parent_id int, name varchar(200), estimate decimal(6,2) DEFAULT 0.00, FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE, FOREIGN KEY (parent_id) REFERENCES tasks (id) ON DELETE CASCADE)

CREATE TABLE time_entries (id bigint AUTO_INCREMENT PRIMARY KEY, task_id int NOT NULL, user_id int unsigned NOT NULL, day date NOT NULL, minutes smallint unsigned NOT NULL, hours decimal(8,2) AS (minutes / 60) VIRTUAL, billable tinyint(1) DEFAULT 1, note varchar(500), KEY user_day (user_id, day), CONSTRAINT one_day CHECK (minutes <= 1440), FOREIGN KEY (task_id) REFERENCES tasks (id), FOREIGN KEY (user_id) REFERENCES users (id))

CREATE TABLE rates (user_id int unsigned, project_id int, valid_from date, rate decimal(8,2) NOT NULL, PRIMARY KEY (user_id, project_id, valid_from), FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (project_id) REFERENCES projects (id))

CREATE TABLE invoices (id int AUTO_INCREMENT PRIMARY KEY, number varchar(20) NOT NULL UNIQUE, project_id int, issued date, total decimal(14,2), paid tinyint(1) NOT NULL DEFAULT 0, pdf mediumblob, FOREIGN KEY (project_id) REFERENCES projects (id))

CREATE TABLE invoice_lines (invoice_id int, line smallint, text varchar(200), amount decimal(14,2), PRIMARY KEY (invoice_id, line), FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE)

CREATE TABLE webhooks (id int AUTO_INCREMENT PRIMARY KEY, url varchar(1000) CHARACTER SET ascii NOT NULL, secret varbinary(64), events json, active boolean DEFAULT true)

CREATE TABLE webhook_calls (id bigint AUTO_INCREMENT PRIMARY KEY, webhook_id int, at timestamp(6) DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6), status smallint, response text, FOREIGN KEY (webhook_id) REFERENCES webhooks (id) ON DELETE CASCADE)

CREATE TABLE jobs (id bigint AUTO_INCREMENT PRIMARY KEY, queue varchar(40) DEFAULT 'default', payload longtext NOT NULL, attempts tinyint unsigned DEFAULT 0, reserved_at int unsigned, available_at int unsigned NOT NULL, KEY queue_available (queue, available_at))

CREATE TABLE failed_jobs (id bigint AUTO_INCREMENT PRIMARY KEY, uuid varchar(36) NOT NULL UNIQUE, exception longtext, failed_at timestamp NOT NULL DEFAULT current_timestamp())

CREATE TABLE settings (name varchar(64) PRIMARY KEY, value text, autoload enum('yes','no') NOT NULL DEFAULT 'yes')

CREATE TABLE migrations (version varchar(14) PRIMARY KEY, applied timestamp DEFAULT current_timestamp())

CREATE VIEW open_tickets AS SELECT id, subject, priority FROM tickets WHERE state in ('new','open') ORDER BY priority DESC, id

CREATE VIEW team_load AS SELECT t.name, count(k.id) AS tickets FROM teams t LEFT JOIN tickets k ON k.team_id = t.id AND k.state <> 'closed' GROUP BY t.name

CREATE TRIGGER article_keep BEFORE UPDATE ON articles FOR EACH ROW BEGIN INSERT INTO article_versions (article_id, version, body) VALUES (OLD.id, OLD.version, OLD.body); SET NEW.version = OLD.version + 1; END
