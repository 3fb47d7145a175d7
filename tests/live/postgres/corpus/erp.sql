-- Enterprise resource planning: ledgers, purchasing, production, people. Several schemas that point at each other.
CREATE SCHEMA hr;
CREATE SCHEMA ledger;
CREATE SCHEMA production;
CREATE TYPE hr.employment AS ENUM ('full time', 'part time', 'external');
CREATE TYPE ledger.side AS ENUM ('debit', 'credit');
CREATE FUNCTION ledger.is_iban(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT $1 ~ '^[A-Z]{2}[0-9]{2}' $$;

CREATE TABLE companies (id integer PRIMARY KEY, name varchar(120) NOT NULL, tax_id varchar(20), parent_id integer REFERENCES companies (id) ON DELETE SET NULL, founded date, CONSTRAINT companies_tax UNIQUE (tax_id), CONSTRAINT no_own_parent CHECK (parent_id <> id));
CREATE TABLE plants (company_id integer NOT NULL REFERENCES companies, code char(4) NOT NULL, name text, timezone text DEFAULT 'Europe/Berlin' NOT NULL, PRIMARY KEY (company_id, code));
CREATE TABLE units (code varchar(8) PRIMARY KEY, name text NOT NULL, base varchar(8) REFERENCES units, factor numeric(20, 10) DEFAULT 1 NOT NULL CHECK (factor > 0));
CREATE TABLE exchange_rates (from_currency char(3), to_currency char(3), day date, rate numeric(18, 8) NOT NULL, PRIMARY KEY (from_currency, to_currency, day), CHECK (from_currency <> to_currency));
CREATE TABLE calendars (id serial PRIMARY KEY, name text UNIQUE);
CREATE TABLE holidays (calendar_id int REFERENCES calendars ON DELETE CASCADE, day date, name text, half boolean DEFAULT false, PRIMARY KEY (calendar_id, day));
CREATE TABLE documents (id bigserial PRIMARY KEY, title text, mime varchar(80) DEFAULT 'application/pdf', content bytea, pages int, meta jsonb DEFAULT '[]');
CREATE TABLE attachments (document_id bigint REFERENCES documents, kind text, target bigint, PRIMARY KEY (document_id, kind, target));
CREATE TABLE settings (key text PRIMARY KEY, value jsonb NOT NULL, changed timestamptz DEFAULT CURRENT_TIMESTAMP);
CREATE TABLE number_ranges (name text, fiscal_year smallint, next bigint DEFAULT 1, prefix text DEFAULT E'\\x', suffix text DEFAULT E'a\tb', PRIMARY KEY (name, fiscal_year));

CREATE TABLE hr.departments (id serial PRIMARY KEY, company_id integer NOT NULL REFERENCES public.companies, name text NOT NULL, head_id integer, parent_id integer REFERENCES hr.departments, cost_center varchar(10), UNIQUE (company_id, name));
CREATE TABLE hr.people (id integer GENERATED ALWAYS AS IDENTITY (MINVALUE 1 MAXVALUE 999999 CYCLE) PRIMARY KEY, first_name text, last_name text NOT NULL, full_name text GENERATED ALWAYS AS (CASE WHEN first_name IS NULL THEN last_name ELSE last_name || ', ' || first_name END) STORED, born date, department_id integer NOT NULL REFERENCES hr.departments, kind hr.employment DEFAULT 'full time'::hr.employment NOT NULL, skills text[] DEFAULT ARRAY['none', 'it''s'], matrix integer[][], CHECK (born > '1900-01-01'));
ALTER TABLE hr.departments ADD CONSTRAINT departments_head FOREIGN KEY (head_id) REFERENCES hr.people (id) ON DELETE SET NULL;
CREATE INDEX people_name ON hr.people (last_name, first_name NULLS FIRST);
CREATE INDEX people_c ON hr.people (last_name COLLATE "C" DESC);
CREATE TABLE hr.contracts (person_id integer REFERENCES hr.people ON DELETE CASCADE, starts date, ends date, salary numeric(10, 2) NOT NULL, hours numeric(4, 1) DEFAULT 40.0, CHECK (ends IS NULL OR ends >= starts), PRIMARY KEY (person_id, starts));
CREATE TABLE hr.absences (id bigserial PRIMARY KEY, person_id integer NOT NULL REFERENCES hr.people, first_day date NOT NULL, days numeric(4, 1) NOT NULL, reason varchar(30) DEFAULT 'holiday', approved_by integer REFERENCES hr.people (id) ON UPDATE SET NULL);
CREATE TABLE hr.time_sheets (person_id integer REFERENCES hr.people, day date, minutes smallint NOT NULL CHECK (minutes >= 0 AND minutes <= 1440), note text, locked boolean DEFAULT false, PRIMARY KEY (person_id, day));
CREATE TABLE hr.courses (id serial PRIMARY KEY, title text NOT NULL, cost money, lasts interval DEFAULT '1 day'::interval);
CREATE TABLE hr.course_visits (course_id int REFERENCES hr.courses, person_id int REFERENCES hr.people, passed boolean, grade char(1), PRIMARY KEY (course_id, person_id));
CREATE TABLE hr.applicants (id serial PRIMARY KEY, email text, cv bytea, rating int CHECK (rating = ANY (ARRAY[1, 2, 3])), stage text DEFAULT 'new');
CREATE UNIQUE INDEX applicants_email ON hr.applicants (lower(email)) WHERE stage <> 'rejected';

CREATE TABLE ledger.charts (id smallint PRIMARY KEY, name text);
CREATE TABLE ledger.accounts (chart_id smallint REFERENCES ledger.charts, number varchar(10), name text NOT NULL, normal ledger.side NOT NULL, parent varchar(10), closed boolean DEFAULT false, PRIMARY KEY (chart_id, number), FOREIGN KEY (chart_id, parent) REFERENCES ledger.accounts (chart_id, number));
CREATE TABLE ledger.fiscal_years (company_id integer REFERENCES public.companies, year smallint, starts date NOT NULL, ends date NOT NULL, state text DEFAULT 'open', PRIMARY KEY (company_id, year));
CREATE TABLE ledger.journals (id serial PRIMARY KEY, code varchar(6) UNIQUE, name text, sequence regclass);
CREATE TABLE ledger.entries (id bigserial PRIMARY KEY, journal_id int NOT NULL REFERENCES ledger.journals, company_id int NOT NULL, year smallint NOT NULL, number bigint, posted timestamptz, text text, reversed_by bigint REFERENCES ledger.entries, FOREIGN KEY (company_id, year) REFERENCES ledger.fiscal_years, UNIQUE (journal_id, year, number));
CREATE TABLE ledger.lines (entry_id bigint REFERENCES ledger.entries ON DELETE CASCADE, line int, chart_id smallint NOT NULL, account varchar(10) NOT NULL, side ledger.side NOT NULL, amount numeric(16, 2) NOT NULL CHECK (amount > 0), signed numeric(16, 2) GENERATED ALWAYS AS (CASE side WHEN 'debit'::ledger.side THEN amount ELSE -amount END) STORED, department_id int REFERENCES hr.departments, PRIMARY KEY (entry_id, line), FOREIGN KEY (chart_id, account) REFERENCES ledger.accounts);
CREATE INDEX lines_account ON ledger.lines (chart_id, account) INCLUDE (amount, side);
CREATE TABLE ledger.bank_accounts (iban varchar(34) PRIMARY KEY CHECK (ledger.is_iban(iban)), company_id int REFERENCES public.companies, bic varchar(11), opened date DEFAULT ('now'::text)::date);
CREATE TABLE ledger.bank_statements (iban varchar(34) REFERENCES ledger.bank_accounts, number int, balance numeric(16, 2), PRIMARY KEY (iban, number));
CREATE TABLE ledger.bank_lines (id bigserial PRIMARY KEY, iban varchar(34) NOT NULL, statement int NOT NULL, booked date, amount numeric(16,2), purpose text, entry_id bigint REFERENCES ledger.entries, FOREIGN KEY (iban, statement) REFERENCES ledger.bank_statements);
CREATE TABLE ledger.taxes (code varchar(5) PRIMARY KEY, rate numeric(5, 2) NOT NULL, account varchar(10), valid_from date DEFAULT '2000-01-01');
CREATE TABLE ledger.budgets (department_id int REFERENCES hr.departments, year smallint, month smallint CHECK (month >= 1 AND month <= 12), amount numeric(14, 2), PRIMARY KEY (department_id, year, month));
CREATE TABLE ledger.assets (id serial PRIMARY KEY, name text, bought date, cost numeric(14,2), lifetime interval year to month, rest numeric(14,2));
CREATE TABLE ledger.depreciations (asset_id int REFERENCES ledger.assets, year smallint, amount numeric(14,2) DEFAULT 0.00, PRIMARY KEY (asset_id, year));
CREATE TABLE ledger.dunning_levels (level smallint PRIMARY KEY, days smallint DEFAULT 14, fee numeric(6,2) DEFAULT 5, text text);

CREATE TABLE suppliers (id serial PRIMARY KEY, name text NOT NULL, country char(2), rating smallint, blocked_until date, UNIQUE (name, country));
CREATE TABLE supplier_contacts (supplier_id int REFERENCES suppliers ON DELETE CASCADE, nr smallint, name text, phone varchar(40), PRIMARY KEY (supplier_id, nr));
CREATE TABLE materials (id varchar(18) PRIMARY KEY, description text NOT NULL, unit varchar(8) NOT NULL REFERENCES units, gross real, net float4, hazardous boolean, replaced_by varchar(18) REFERENCES materials, storage xml);
CREATE TABLE material_plants (material varchar(18) REFERENCES materials, company_id int, plant char(4), safety_stock numeric(12,3) DEFAULT 0, lead_days smallint, PRIMARY KEY (material, company_id, plant), FOREIGN KEY (company_id, plant) REFERENCES plants ON UPDATE CASCADE ON DELETE RESTRICT);
CREATE TABLE purchase_orders (id bigserial PRIMARY KEY, supplier_id int NOT NULL REFERENCES suppliers, buyer_id int REFERENCES hr.people, ordered timestamptz DEFAULT (now() AT TIME ZONE 'utc'), terms text DEFAULT 'net 30');
CREATE TABLE purchase_lines (order_id bigint REFERENCES purchase_orders ON DELETE CASCADE, line smallint, material varchar(18) REFERENCES materials, quantity numeric(12,3), price numeric(14,4), due date, PRIMARY KEY (order_id, line));
CREATE TABLE goods_receipts (id bigserial PRIMARY KEY, order_id bigint, line smallint, received timestamptz(0), quantity numeric(12,3), FOREIGN KEY (order_id, line) REFERENCES purchase_lines (order_id, line) ON DELETE SET NULL);
CREATE TABLE invoices_in (id bigserial PRIMARY KEY, supplier_id int REFERENCES suppliers, number text, amount numeric(14,2), entry_id bigint UNIQUE REFERENCES ledger.entries, UNIQUE (supplier_id, number));

CREATE TABLE production.work_centers (id serial PRIMARY KEY, company_id int, plant char(4), name text, capacity numeric(8,2), FOREIGN KEY (company_id, plant) REFERENCES public.plants);
CREATE TABLE production.boms (material varchar(18) REFERENCES public.materials, version smallint DEFAULT 1, valid daterange, PRIMARY KEY (material, version));
CREATE TABLE production.bom_items (material varchar(18), version smallint, item smallint, component varchar(18) NOT NULL REFERENCES public.materials, quantity numeric(12,3) NOT NULL, PRIMARY KEY (material, version, item), FOREIGN KEY (material, version) REFERENCES production.boms ON DELETE CASCADE);
CREATE TABLE production.routings (material varchar(18), step smallint, work_center_id int REFERENCES production.work_centers, minutes numeric(8,2), PRIMARY KEY (material, step), FOREIGN KEY (material) REFERENCES public.materials);
CREATE TABLE production.jobs (id bigserial PRIMARY KEY, material varchar(18), version smallint, quantity numeric(12,3), starts timestamptz, ends timestamptz, state smallint DEFAULT 0, FOREIGN KEY (material, version) REFERENCES production.boms, CHECK (starts < ends));
CREATE TABLE production.confirmations (job_id bigint REFERENCES production.jobs, nr int, person_id int REFERENCES hr.people, yield numeric(12,3), scrap numeric(12,3) DEFAULT 0, at timestamptz DEFAULT transaction_timestamp(), PRIMARY KEY (job_id, nr));
CREATE TABLE production.machines (id serial PRIMARY KEY, work_center_id int REFERENCES production.work_centers ON DELETE CASCADE, serial_number text UNIQUE, next_service date);
CREATE TABLE production.readings (machine_id int REFERENCES production.machines, at timestamp DEFAULT LOCALTIMESTAMP, temperature float8, pressure float(10), PRIMARY KEY (machine_id, at)) WITH (autovacuum_vacuum_scale_factor = 0.01);
CREATE INDEX readings_brin ON production.readings USING brin (at);
CREATE TABLE production.inspections (id serial PRIMARY KEY, job_id bigint REFERENCES production.jobs, passed boolean NOT NULL, remarks text, inspector name);

CREATE VIEW ledger.balances AS SELECT chart_id, account, sum(signed) AS balance FROM ledger.lines GROUP BY 1, 2;
CREATE VIEW ledger.trial_balance AS SELECT a.number, a.name, b.balance FROM ledger.accounts a LEFT JOIN ledger.balances b ON b.chart_id = a.chart_id AND b.account = a.number;
CREATE VIEW hr.head_count AS SELECT d.name, count(p.*) AS people FROM hr.departments d LEFT JOIN hr.people p ON p.department_id = d.id GROUP BY d.name;
CREATE MATERIALIZED VIEW production.needs AS SELECT b.component, sum(b.quantity * j.quantity) AS quantity FROM production.bom_items b JOIN production.jobs j USING (material, version) GROUP BY b.component WITH NO DATA;
CREATE VIEW all_names AS SELECT name FROM companies UNION SELECT name FROM suppliers UNION ALL SELECT last_name FROM hr.people ORDER BY 1;
CREATE FUNCTION ledger.check_balance() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT sum(signed) FROM ledger.lines WHERE entry_id = NEW.entry_id) <> 0 THEN RAISE EXCEPTION 'entry % is off', NEW.entry_id; END IF; RETURN NEW; END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT OR UPDATE ON ledger.lines INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.check_balance();
CREATE PROCEDURE ledger.close_year(company integer, INOUT closed smallint) LANGUAGE plpgsql AS $$ BEGIN UPDATE ledger.fiscal_years SET state = 'closed' WHERE company_id = company AND year = closed; END $$;
