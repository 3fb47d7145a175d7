"""names from addresses

Revision ID: a05
Revises: a04
Create Date: 2021-04-01 08:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "a05"
down_revision = "a04"
branch_labels = None
depends_on = None


def upgrade():
    # It reads rows, so Alembic can't write it down as SQL.
    bind = op.get_bind()
    for id, email in bind.execute(sa.text("SELECT id, email FROM users")).fetchall():
        bind.execute(
            sa.text("UPDATE users SET name = :name WHERE id = :id"),
            {"name": email.split("@")[0], "id": id},
        )
    op.execute("INSERT INTO audit (what) VALUES ('a05')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'a05'")
    op.execute("UPDATE users SET name = NULL")
