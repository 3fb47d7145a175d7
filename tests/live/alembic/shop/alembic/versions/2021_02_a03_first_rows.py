"""first rows

Revision ID: a03
Revises: a02
Create Date: 2021-02-01 08:00:00+01:00

"""
import sqlalchemy as sa
from alembic import op

revision = "a" "03"
down_revision = (
    "a02"  # not a01
)
branch_labels = []
depends_on = ()

users = sa.table("users", sa.column("id", sa.Integer), sa.column("email", sa.String))


def upgrade():
    op.bulk_insert(users, [{"id": 1, "email": "o'brien@shop"}, {"id": 2, "email": "semi;colon@shop"}])
    op.execute("INSERT INTO orders (id, user_id, note) VALUES (1, 1, '-- it''s; not a comment')")
    op.execute("INSERT INTO audit (what) VALUES ('a03')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'a03'")
    op.execute("DELETE FROM orders")
    op.execute("DELETE FROM users")
