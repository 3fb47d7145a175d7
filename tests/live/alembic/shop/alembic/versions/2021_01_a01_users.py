"""create users

Everything begins with them.

Revision ID: a01
Revises:
Create Date: 2021-01-04 09:30:00.120000

"""
import sqlalchemy as sa
from alembic import op

# revision identifiers, used by Alembic.
revision = "a01"
down_revision = None
branch_labels = ("shop",)
depends_on = None


def upgrade():
    # Each revision leaves a line here, so that one that ran twice is seen.
    op.create_table("audit", sa.Column("what", sa.String(40), nullable=False))
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )
    op.execute("INSERT INTO audit (what) VALUES ('a01')")


def downgrade():
    op.drop_table("users")
    op.drop_table("audit")
