"""a trigger, written for each database

Revision ID: a06
Revises: a05
Create Date: 2021-05-01 08:00:00

"""
from alembic import op

revision = "a06"
down_revision = "a05"
branch_labels = None
depends_on = None


def upgrade():
    name = op.get_context().dialect.name
    if name == "postgresql":
        op.execute(
            """CREATE FUNCTION note_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- a comment; with a semicolon
  INSERT INTO audit (what) VALUES ('order');
  RETURN NEW;
END;
$$"""
        )
        op.execute(
            "CREATE TRIGGER note AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note_order()"
        )
    else:
        for_each = "" if name == "sqlite" else "FOR EACH ROW "
        op.execute(
            f"""CREATE TRIGGER note AFTER INSERT ON orders {for_each}
BEGIN
  INSERT INTO audit (what) VALUES (CASE WHEN NEW.id > 0 THEN 'order' ELSE 'other' END);
END"""
        )
    op.execute("INSERT INTO audit (what) VALUES ('a06')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'a06'")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER note ON orders")
        op.execute("DROP FUNCTION note_order()")
    else:
        op.execute("DROP TRIGGER note")
