BEGIN;

-- Running downgrade a08 -> a07

DELETE FROM audit WHERE what = 'a08';

ALTER TABLE orders DROP COLUMN state;

DROP TYPE order_state;

UPDATE alembic_version SET version_num='a07' WHERE alembic_version.version_num = 'a08';

-- Running downgrade a07 -> a06

DELETE FROM audit WHERE what = 'a07';

COMMIT;

DROP INDEX CONCURRENTLY ix_users_name;

BEGIN;

UPDATE alembic_version SET version_num='a06' WHERE alembic_version.version_num = 'a07';

-- Running downgrade a06 -> a05

DELETE FROM audit WHERE what = 'a06';

DROP TRIGGER note ON orders;

DROP FUNCTION note_order();

UPDATE alembic_version SET version_num='a05' WHERE alembic_version.version_num = 'a06';

-- Running downgrade a05 -> a04

DELETE FROM audit WHERE what = 'a05';

UPDATE users SET name = NULL;

UPDATE alembic_version SET version_num='a04' WHERE alembic_version.version_num = 'a05';

-- Running downgrade a04 -> a03, b02

INSERT INTO alembic_version (version_num) VALUES ('a03') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='b02' WHERE alembic_version.version_num = 'a04';

-- Running downgrade a03 -> a02

DELETE FROM audit WHERE what = 'a03';

DELETE FROM orders;

DELETE FROM users;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a03';

-- Running downgrade b02 -> b01

DELETE FROM audit WHERE what = 'b02';

ALTER TABLE users ALTER COLUMN name TYPE VARCHAR(50);

UPDATE alembic_version SET version_num='b01' WHERE alembic_version.version_num = 'b02';

-- Running downgrade b01 -> a02

DELETE FROM audit WHERE what = 'b01';

ALTER TABLE users DROP COLUMN name;

UPDATE alembic_version SET version_num='a02' WHERE alembic_version.version_num = 'b01';

-- Running downgrade a02 -> a01

DELETE FROM audit WHERE what = 'a02';

DROP TABLE orders;

UPDATE alembic_version SET version_num='a01' WHERE alembic_version.version_num = 'a02';

-- Running downgrade a01 -> 

DROP TABLE users;

DROP TABLE audit;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a01';

DROP TABLE alembic_version;

COMMIT;

BEGIN;

-- Running downgrade c03 -> c02

DELETE FROM audit WHERE what = 'c03';

ALTER TABLE products DROP COLUMN sku;

UPDATE alembic_version SET version_num='c02' WHERE alembic_version.version_num = 'c03';

-- Running downgrade c02 -> c01

DELETE FROM audit WHERE what = 'c02';

DROP TABLE order_lines;

INSERT INTO alembic_version (version_num) VALUES ('c01') RETURNING alembic_version.version_num;

UPDATE alembic_version SET version_num='a02' WHERE alembic_version.version_num = 'c02';

-- Running downgrade c01 -> 

DELETE FROM audit WHERE what = 'c01';

DROP TABLE products;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'c01';

-- Running downgrade a02 -> a01

DELETE FROM audit WHERE what = 'a02';

DROP TABLE orders;

UPDATE alembic_version SET version_num='a01' WHERE alembic_version.version_num = 'a02';

-- Running downgrade a01 -> 

DROP TABLE users;

DROP TABLE audit;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a01';

DROP TABLE alembic_version;

COMMIT;

BEGIN;

-- Running downgrade b01 -> a02

DELETE FROM audit WHERE what = 'b01';

ALTER TABLE users DROP COLUMN name;

UPDATE alembic_version SET version_num='a02' WHERE alembic_version.version_num = 'b01';

-- Running downgrade a02 -> a01

DELETE FROM audit WHERE what = 'a02';

DROP TABLE orders;

UPDATE alembic_version SET version_num='a01' WHERE alembic_version.version_num = 'a02';

-- Running downgrade a01 -> 

DROP TABLE users;

DROP TABLE audit;

DELETE FROM alembic_version WHERE alembic_version.version_num = 'a01';

DROP TABLE alembic_version;

COMMIT;

