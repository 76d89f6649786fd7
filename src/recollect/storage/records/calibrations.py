"""Maps of scores that were refitted from feedback, of which one at most is in use."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Raw
from sqlalchemy import select, update

from recollect.domain.calibration import Calibration, Fit
from recollect.domain.history import CalibrationRecord
from recollect.domain.ids import HexSource, random_hex
from recollect.domain.times import from_micros, to_micros
from recollect.errors import NotFound
from recollect.storage.tables import calibrations
from recollect.storage.unit import Reader, UnitOfWork


def add_calibration(work: UnitOfWork, fit: Fit, *, engine_version: str, draw: HexSource = random_hex) -> Calibration:
    """Keep a map, in use from now on."""
    use_calibration(work, None)
    calibration = Calibration(
        **msgspec.structs.asdict(fit),
        calibration_id="cal_" + draw(8),
        engine_version=engine_version,
        created_at=work.now,
        in_use=True,
    )
    work.append(
        calibrations,
        {
            "workspace_id": work.workspace_id,
            "calibration_id": calibration.calibration_id,
            "fit": msgspec.json.encode(fit).decode(),
            "engine_version": engine_version,
            "created_at": work.now_micros,
            "in_use": 1,
        },
    )
    return calibration


def use_calibration(work: UnitOfWork, calibration_id: str | None) -> None:
    """Use one map from now on, or none; raises `NotFound`."""
    if calibration_id is not None and calibration_id not in {one.calibration_id for one in list_calibrations(work)}:
        raise NotFound("There is no calibration of this id. List them with GET /api/calibrations.", id=calibration_id)
    of_workspace = update(calibrations).where(calibrations.c.workspace_id == work.workspace_id)
    work.connection.execute(of_workspace.values(in_use=0))
    if calibration_id is not None:
        work.connection.execute(of_workspace.where(calibrations.c.calibration_id == calibration_id).values(in_use=1))


def list_calibrations(reader: Reader) -> list[Calibration]:
    """Give all maps, newest first."""
    statement = select(calibrations).where(calibrations.c.workspace_id == reader.workspace_id)
    rows = reader.connection.execute(
        statement.order_by(calibrations.c.created_at.desc(), calibrations.c.calibration_id)
    )
    return [
        Calibration(
            **msgspec.structs.asdict(msgspec.json.decode(row.fit, type=Fit)),
            calibration_id=row.calibration_id,
            engine_version=row.engine_version,
            created_at=from_micros(row.created_at),
            in_use=bool(row.in_use),
        )
        for row in rows
    ]


def calibration_in_use(reader: Reader) -> Calibration | None:
    """Give the map in use, or None."""
    return next((one for one in list_calibrations(reader) if one.in_use), None)


def calibration_records(reader: Reader) -> dict[str, CalibrationRecord]:
    """Give all maps as they are now, as the archive keeps them; whoever asks dates them."""
    statement = select(calibrations).where(calibrations.c.workspace_id == reader.workspace_id)
    return {
        row.calibration_id: CalibrationRecord(
            calibration_id=row.calibration_id,
            engine_version=row.engine_version,
            created_at=from_micros(row.created_at),
            fit=Raw(row.fit.encode()),
            in_use=bool(row.in_use),
            updated_at=from_micros(row.created_at),
            actor="",
        )
        for row in reader.connection.execute(statement)
    }


def restore_calibrations(work: UnitOfWork, records: Sequence[CalibrationRecord]) -> None:
    """Make maps again, and let that one be in use which the records left in use."""
    there = {one.calibration_id for one in list_calibrations(work)}
    in_use = calibration_in_use(work)
    used = in_use.calibration_id if in_use else None
    for record in records:
        if record.in_use:
            used = record.calibration_id
        elif used == record.calibration_id:
            used = None
        if record.calibration_id not in there:
            there.add(record.calibration_id)
            work.append(
                calibrations,
                {
                    "workspace_id": work.workspace_id,
                    "calibration_id": record.calibration_id,
                    "fit": bytes(record.fit).decode(),
                    "engine_version": record.engine_version,
                    "created_at": to_micros(record.created_at),
                    "in_use": 0,
                },
            )
    use_calibration(work, used)
