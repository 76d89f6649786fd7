"""The columns that the tables of the schema are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
    column,
)
from sqlalchemy.types import TypeEngine

Count: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")


def seq() -> Column[int]:
    """Make the column of the order in which rows were written."""
    return Column("seq", Count, primary_key=True, autoincrement=False)


def workspace(*, primary_key: bool = False) -> Column[int]:
    """Make the column of the workspace that a row belongs to."""
    return Column(
        "workspace_id", Integer, ForeignKey("workspaces.workspace_id"), nullable=False, primary_key=primary_key
    )


def owner(table: str) -> Column[int]:
    """Refer to the row that a version belongs to."""
    return Column(
        f"{table}_seq",
        Count,
        ForeignKey(f"{_PLURALS[table]}.seq", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    )


def whole(name: str, *, nullable: bool = False, default: str | None = None) -> Column[int]:
    """Make a column of whole numbers."""
    return Column(name, Count, nullable=nullable, server_default=default)


def text(name: str, *, nullable: bool = False) -> Column[str]:
    """Make a column of texts."""
    return Column(name, Text, nullable=nullable)


def profile_of(key: str) -> tuple[Column[Any], ...]:
    """Make the columns of a table of profiles, each under the hash of what it was read from."""
    return (
        workspace(primary_key=True),
        Column(key, Text, primary_key=True),
        text("read_by"),
        Column("profile", LargeBinary, nullable=False),
        whole("created_at"),
    )


def score(name: str) -> Column[float]:
    """Make a column of scores from 0 to 100, null where there is none."""
    return Column(name, Double().with_variant(REAL, "sqlite"), nullable=True)


def where_present(name: str) -> dict[str, Any]:
    """Let an index hold only the rows in which a column is not null."""
    present = column(name).is_not(None)
    return {"sqlite_where": present, "postgresql_where": present}


_PLURALS = {
    "job": "jobs",
    "resume": "resumes",
    "candidate": "candidates",
    "analysis": "analyses",
    "feedback": "feedback",
    "task": "tasks",
}
