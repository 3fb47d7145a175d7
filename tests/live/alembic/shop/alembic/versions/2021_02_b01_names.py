"""names of users

Revision ID: b01
Revises: a02
Create Date: 2021-02-02 08:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "b01"
down_revision = "a02"
branch_labels = "people"
depends_on = None


def upgrade():
    op.add_column("users", sa.Column("name", sa.String(50), nullable=True))
    op.execute("INSERT INTO audit (what) VALUES ('b01')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'b01'")
    op.drop_column("users", "name")
