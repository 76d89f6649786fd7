"""The likely ranges of scores: read from the results of many analyses at once, and nothing else of them."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select

from recollect.domain.analysis import ScoreRange
from recollect.storage.tables import analyses, analysis_results
from recollect.storage.unit import Reader

_RESULTS = (
    select(analyses.c.analysis_id, analysis_results.c.result)
    .join(analysis_results, analysis_results.c.analysis_seq == analyses.c.seq)
    .where(
        analyses.c.workspace_id == bindparam("workspace_id"),
        analyses.c.analysis_id.in_(bindparam("ids", expanding=True)),
    )
)


class _Ranged(Struct, frozen=True):
    """The part of a result that is looked at."""

    score_range: ScoreRange | None = None


_DECODER = msgspec.json.Decoder(_Ranged)


def list_ranges(reader: Reader, analysis_ids: Collection[str]) -> dict[str, ScoreRange]:
    """Give the likely ranges of these analyses by id; those without one are left out."""
    if not analysis_ids:
        return {}
    rows = reader.connection.execute(_RESULTS, {"workspace_id": reader.workspace_id, "ids": sorted(set(analysis_ids))})
    read = ((row.analysis_id, _DECODER.decode(row.result).score_range) for row in rows)
    return {analysis_id: found for analysis_id, found in read if found is not None}
