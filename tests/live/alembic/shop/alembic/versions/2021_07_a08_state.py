"""the state of an order

Revision ID: a08
Revises: a07
Create Date: 2021-07-01 08:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "a08"
down_revision = "a07"
branch_labels = None
depends_on = None

state = sa.Enum("open", "sent", name="order_state", create_constraint=False)


def upgrade():
    if op.get_context().dialect.name == "postgresql":
        op.execute("CREATE TYPE order_state AS ENUM ('open', 'sent')")
    op.add_column(
        "orders", sa.Column("state", state, nullable=False, server_default="open")
    )
    op.execute("INSERT INTO audit (what) VALUES ('a08')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'a08'")
    op.drop_column("orders", "state")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TYPE order_state")
