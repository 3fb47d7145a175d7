"""names and rows together

Revision ID: a04
Revises: a03, b02
Create Date: 2021-03-03 08:00:00

"""
revision = "a04"
down_revision = ("a03", "b02")
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
