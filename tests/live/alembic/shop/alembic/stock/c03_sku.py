"""products have a number

Revision ID: c03
Revises: c02
Create Date: 2021-08-10 08:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "c03"
down_revision = "c02"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("products", sa.Column("sku", sa.String(20)))
    op.execute("INSERT INTO audit (what) VALUES ('c03')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'c03'")
    op.drop_column("products", "sku")
