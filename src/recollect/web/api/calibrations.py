"""Calibrations: the map of scores and the doubted words, refitted from feedback."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recollect.domain.calibration import NO_CALIBRATION, Calibration
from recollect.services.teaching import calibrating
from recollect.services.teaching.calibrating import Calibrated
from recollect.services.teaching.claim_marks import Marked, list_marked
from recollect.storage.records import calibrations
from recollect.web.answers import json_answer
from recollect.web.api.openapi import KEY_HEADER, answers, record, schema_of
from recollect.web.api.schemas import CalibrationBody
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(prefix="/api", tags=["feedback"])


@router.get("/calibrations", responses=answers(record(calibrations=list[Calibration])))
def list_calibrations(memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the maps and doubted words that were kept, newest first, each with its gain on held-out feedback."""
    with memory.read(caller) as reader:
        return json_answer({"calibrations": calibrations.list_calibrations(reader)})


@router.get("/calibrations/words", responses=answers(schema_of(Marked)))
def list_marked_words(memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the words that people marked right and wrong, and the other names that they propose for terms."""
    return json_answer(list_marked(memory, caller))


@router.post("/calibrations", openapi_extra=KEY_HEADER, responses=answers(schema_of(Calibrated), writes=True))
def calibrate(
    request: Request, memory: UsesMemory, caller: UsesCaller, body: CalibrationBody | None = None
) -> Response:
    """Refit the map of scores and the doubted words from feedback; what is better is kept and used."""
    dry_run = body.dry_run if body else False
    return carry_out(
        request,
        dry_run,
        lambda once: calibrating.calibrate(memory, caller, dry_run=dry_run, once=once),
        lambda calibrated: calibrated,
    )


@router.post(
    "/calibrations/{calibration_id}/use",
    openapi_extra=KEY_HEADER,
    responses=answers(record(calibrations=list[Calibration]), 404, writes=True),
)
def use_calibration(request: Request, calibration_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Use a kept map from now on, or, with the id `none`, the engine's own; analyses made before stay."""
    chosen = None if calibration_id == NO_CALIBRATION else calibration_id
    return carry_out(
        request,
        None,
        lambda once: calibrating.use_calibration(memory, caller, chosen, once),
        lambda found: {"calibrations": found},
    )
