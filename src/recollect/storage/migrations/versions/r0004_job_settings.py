"""What a person set about judging a job, in its versions and in templates, and which versions judge alike."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns; `judged_version` is the first version of a job with the same texts."""
    for table in ("jobs", "job_versions"):
        op.add_column(table, sa.Column("judged_version", COUNT, nullable=False, server_default="1"))
    op.add_column("job_versions", sa.Column("settings", sa.Text(), nullable=True))
    op.add_column("templates", sa.Column("requirements", sa.Text(), nullable=True))
    op.add_column("templates", sa.Column("settings", sa.Text(), nullable=True))
    op.execute(
        "UPDATE job_versions SET judged_version = (SELECT min(same.version) FROM job_versions AS same "
        "WHERE same.job_seq = job_versions.job_seq AND same.job_description = job_versions.job_description "
        "AND same.company_name = job_versions.company_name AND same.role_name = job_versions.role_name)"
    )
    op.execute(
        "UPDATE jobs SET judged_version = (SELECT newest.judged_version FROM job_versions AS newest "
        "WHERE newest.job_seq = jobs.seq AND newest.version = jobs.version)"
    )
