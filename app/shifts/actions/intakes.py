"""Bringing a table, saying what its columns mean, mending it in place, and putting it away."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from app.actor import Actor
from app.audit import deed
from app.office.grids import Grid, Headed
from app.shifts.queries.intakes import digest_of, remembered
from app.shifts.rules.intakes import KEPT, IntakeKind
from app.shifts.tables import Intake, IntakeMapping
from app.shifts.taking_in import as_text, held_intake, write_intake


async def begin(
    actor: Actor, kind: IntakeKind, name: str, grid: Grid, *, now: datetime, settings: Mapping[str, Any] | None = None
) -> int:
    """Keep a table that somebody brought, to be looked at; nothing of it is taken in yet. Returns its id.

    Tables that were brought a week ago and not taken in are emptied: they are full of names.
    """
    async with deed(actor, "intake.begun", kind=kind.value, file=name) as line:
        old = (Intake.at < now - KEPT) & Intake.ended_at.is_null()
        await Intake.update({Intake.content: "", Intake.edits: "", Intake.ended_at: now}).where(old)
        row = Intake(
            kind=kind.value,
            name=name[:80],
            content=as_text(grid.rows),
            settings=as_text(settings or {}),
            person=actor.person,
            at=now,
            taken_at=None,
            ended_at=None,
            undone_at=None,
        )
        await row.save()
        line.subject = row.id
        return int(row.id)


async def choose_columns(
    actor: Actor, intake_id: int, kind: IntakeKind, columns: Mapping[str, int], header: Headed, *, revision: int
) -> None:
    """Say which column means what; a table with the same headings will be read so the next time.

    Raises:
        Missing, Refused: it is not theirs, was put away, or another tab changed it.
    """
    async with deed(actor, "intake.columns_chosen", intake_id):
        one = await held_intake(actor, intake_id, kind, revision)
        await write_intake(one, {Intake.columns: as_text(columns)})
        if await remembered(kind, header.headings) is None:
            digest = digest_of(header.headings)
            await IntakeMapping(kind=kind.value, headings=digest, columns=as_text(columns)).save()
        else:
            same = (IntakeMapping.kind == kind.value) & (IntakeMapping.headings == digest_of(header.headings))
            await IntakeMapping.update({IntakeMapping.columns: as_text(columns)}).where(same)


async def mend(
    actor: Actor,
    intake_id: int,
    kind: IntakeKind,
    cells: Mapping[str, str],
    out: Collection[int],
    *,
    revision: int,
    settings: Mapping[str, Any] | None = None,
) -> None:
    """Type over cells and leave rows out.

    Args:
        cells: new texts by `row:field`.
        out: rows that are left out from now on.

    Raises:
        Missing, Refused: it is not theirs, was put away, or another tab changed it.
    """
    async with deed(actor, "intake.mended", intake_id, cells=len(cells), out=len(out)):
        one = await held_intake(actor, intake_id, kind, revision)
        edits = {"cells": {**one.edits, **cells}, "out": sorted(one.out | set(out))}
        await write_intake(
            one, {Intake.edits: as_text(edits), Intake.settings: as_text({**one.settings, **(settings or {})})}
        )


async def put_away(actor: Actor, intake_id: int, kind: IntakeKind) -> None:
    """Do not take the rest in; what holds names is emptied.

    Raises:
        Missing, Refused: it is not theirs, or was put away before.
    """
    async with deed(actor, "intake.put_away", intake_id):
        one = await held_intake(actor, intake_id, kind, None)
        await write_intake(one, {Intake.content: "", Intake.edits: "", Intake.ended_at: one.taken_at or one.at})
