"""What résumés have in common: contacts, and signatures of their texts."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

COUNT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring a database of revision 0004 to this schema; what is kept already is filled in when it is read anew."""
    _create("text_signatures", "text_sha256", None, sa.Column("minhash", sa.LargeBinary(), nullable=False))
    _create("text_bands", "band", "text_sha256")
    _create("contact_keys", "contact", "resume_id")
    op.create_index(op.f("ix_text_bands_workspace_id_text_sha256"), "text_bands", ["workspace_id", "text_sha256"])
    op.create_index(op.f("ix_contact_keys_workspace_id_resume_id"), "contact_keys", ["workspace_id", "resume_id"])
    op.create_index(op.f("ix_resumes_workspace_id_text_sha256"), "resumes", ["workspace_id", "text_sha256"])


def _create(name: str, key: str, second: str | None, *columns: sa.Column[bytes]) -> None:
    keys = [key] if second is None else [key, second]
    types = {"band": COUNT}
    op.create_table(
        name,
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        *(sa.Column(one, types.get(one, sa.Text()), autoincrement=False, nullable=False) for one in keys),
        *columns,
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name=op.f(f"fk_{name}_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", *keys, name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )
