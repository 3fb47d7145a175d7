r"""create products

Revision ID: c01
Revises:
Create Date: 2021-02-10 08:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "c01"
down_revision = None
branch_labels = ["stock"]
# The table that each revision leaves a line in.
depends_on = "a01"


def upgrade():
    op.create_table(
        "products",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("price", sa.Numeric(10, 2), nullable=False, server_default="0"),
        sa.CheckConstraint("price >= 0", name="ck_products_price"),
        sa.PrimaryKeyConstraint("id", name="pk_products"),
    )
    op.execute("INSERT INTO audit (what) VALUES ('c01')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'c01'")
    op.drop_table("products")
