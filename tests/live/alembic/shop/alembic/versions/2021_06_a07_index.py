"""an index, while others work

Revision ID: a07
Revises: a06
Create Date: 2021-06-01 08:00:00

"""
from alembic import op

revision = "a07"
down_revision = "a06"
branch_labels = None
depends_on = None


def upgrade():
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_users_name", "users", ["name"], postgresql_concurrently=True
        )
    op.execute("INSERT INTO audit (what) VALUES ('a07')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'a07'")
    with op.get_context().autocommit_block():
        op.drop_index("ix_users_name", "users", postgresql_concurrently=True)
