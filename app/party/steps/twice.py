"""Nothing is written down twice because a form was sent twice: by the back button, by a second press, by a slow line."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from piccolo.columns import ForeignKey
from piccolo.table import Table

from app.gatherings.tables import GatheringCancellation
from app.locale import _
from app.party.rules.planning import MeetingPlan
from app.party.tables import PartyMeetingKind
from app.refusals import Refused, WhyNot

A_MOMENT = timedelta(minutes=10)
"""What is written down word for word once more within so long was the same form; later it is meant."""
WHEN = frozenset({"id", "at", "changed_at"})


async def ensure_new(row: Table, undone: ForeignKey[Any] | None = None) -> None:
    """Let pass what was not written down a moment ago, word for word.

    Args:
        row: about to be saved; `at` is now.
        undone: where it stands that such a row was taken back; what was taken back may be written down again.

    Raises:
        Refused: the same stands there since a moment ago.
    """
    table = type(row)
    at = table._meta.get_column_by_name("at")
    same = at > row["at"] - A_MOMENT
    for column in table._meta.columns:
        name = column._meta.name
        if name not in WHEN:
            value = getattr(row, name)
            same &= column.is_null() if value is None else column == value
    if undone is not None:
        taken_back = await undone._meta.table.select(undone).output(as_list=True)
        if taken_back:
            same &= table._meta.primary_key.not_in(taken_back)
    if await table.exists().where(same):
        raise Refused(_again())


async def ensure_not_planned(plan: MeetingPlan, now: datetime) -> None:
    """Let pass a meeting that was not planned a moment ago: of the same kinds and name, for the same time and group.

    Raises:
        Refused: it was, and is not called off.
    """
    one: Any = PartyMeetingKind.meeting
    at = one.gathering
    same = (at.title == plan.title) & (at.starts_at == plan.span.starts_at) & (at.ends_at == plan.span.ends_at)
    same &= one.group.is_null() if plan.group is None else one.group == plan.group
    same &= at.made_at > now - A_MOMENT
    kinds: defaultdict[int, set[str]] = defaultdict(set)
    for row in await PartyMeetingKind.select(PartyMeetingKind.meeting.gathering, PartyMeetingKind.kind).where(same):
        kinds[row["meeting.gathering"]].add(row["kind"])
    off = await GatheringCancellation.select(GatheringCancellation.gathering).output(as_list=True)
    if any(found == plan.kinds for gathering, found in kinds.items() if gathering not in off):
        raise Refused(_again())


def _again() -> WhyNot:
    return WhyNot("same", _("这一条刚才已经记下，没有再记一遍；要改就改那一条"))
