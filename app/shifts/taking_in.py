"""Steps of taking a foreign table in, inside the deed of whoever does it."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.actor import Actor
from app.locale import _
from app.refusals import UNSEEN, Refused, WhyNot, found
from app.shifts.queries.intakes import Brought, intake
from app.shifts.rules.intakes import IntakeKind
from app.shifts.tables import Intake
from app.storage import database


async def held_intake(actor: Actor, intake_id: int, kind: IntakeKind, revision: int | None) -> Brought:
    """The table, while nobody else changes it; for use inside a deed.

    Raises:
        Missing, Refused: it is not theirs, was put away, or another tab changed it.
    """
    await database().hold(f"intake {intake_id}")
    one = found(await intake(actor, intake_id, kind))
    if not one.is_open:
        raise Refused(WhyNot("ended", _("这份表已经导入完或者收起了，再选一次文件")))
    if revision is not None and revision != one.revision:
        raise Refused(WhyNot(UNSEEN, _("另一个窗口刚改过这份表，刷新看一下再改")))
    return one


async def write_intake(one: Brought, values: Mapping[Any, Any]) -> None:
    """Write values of the table and count its revision up; for use inside a deed."""
    await Intake.update({**values, Intake.revision: one.revision + 1}).where(Intake.id == one.id)


def as_text(value: object) -> str:
    """A value as JSON, the same each time."""
    return msgspec.json.encode(value, order="deterministic").decode()
