"""longer names

Revision ID: b02
Revises: b01
Create Date: 2021-03-02 08:00:00

"""
import sqlalchemy as sa
from alembic import op

revision = "b02"
down_revision = "b01"
branch_labels = None
depends_on = None


def upgrade():
    # SQLite has to move the table, and for that Alembic must look at the database.
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", type_=sa.String(200), existing_type=sa.String(50))
    op.execute("INSERT INTO audit (what) VALUES ('b02')")


def downgrade():
    op.execute("DELETE FROM audit WHERE what = 'b02'")
    with op.batch_alter_table("users") as batch_op:
        batch_op.alter_column("name", type_=sa.String(50), existing_type=sa.String(200))
