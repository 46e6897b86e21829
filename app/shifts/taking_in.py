"""Steps of taking a foreign table in, inside the deed of whoever does it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from app.actor import Actor
from app.locale import _
from app.refusals import UNSEEN, Refused, WhyNot, found
from app.shifts.queries.intakes import Brought, intake
from app.shifts.rules.intakes import Fate, IntakeKind, Looked, why_not_whole
from app.shifts.tables import Intake
from app.storage import database

Row = TypeVar("Row", bound=Looked)


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


@dataclass(frozen=True, slots=True)
class Watching:
    """Who hears how far it is, and has the last word: what either raises leaves nothing taken in."""

    went_on: Callable[[int], None]
    finish: Callable[[int], Awaitable[None]]


def parted(lines: Sequence[Row], *, good_only: bool) -> tuple[list[Row], list[Row]]:
    """The rows that are wrong, and those that will be taken in.

    Raises:
        Refused: a row is wrong and all were wanted, or there is nothing to take in.
    """
    wrong = [each for each in lines if each.fate is Fate.WRONG]
    good = [each for each in lines if each.fate is not Fate.WRONG]
    if not good_only and (reasons := why_not_whole(len(wrong))):
        raise Refused(*reasons)
    if not good:
        raise Refused(WhyNot("nothing", _("没有可以导入的行")))
    return wrong, good
