'''create orders

Revision ID: a02
Revises: a01
Create Date: 2021-01-05 10:00:00
'''
import sqlalchemy as sa
from alembic import op

revision: str = 'a02'
down_revision: str = 'a01'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_orders_user"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
    )
    op.create_index("ix_orders_user_id", "orders", ["user_id"])
    op.execute("INSERT INTO audit (what) VALUES ('a02')")


def downgrade() -> None:
    op.execute("DELETE FROM audit WHERE what = 'a02'")
    op.drop_table("orders")
