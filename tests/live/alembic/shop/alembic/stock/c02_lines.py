"""lines of orders

Revision ID: c02
Revises: c01
Create Date: 2021-05-10 08:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "c02"
down_revision = "c01"
branch_labels = None
depends_on = ("a02", )


def upgrade():
    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_lines_order"),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_lines_product"),
        sa.PrimaryKeyConstraint("order_id", "product_id", name="pk_lines"),
    )
    op.execute("INSERT INTO audit (what) VALUES ('c02')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'c02'")
    op.drop_table("order_lines")
