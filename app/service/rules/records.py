"""How many minutes of a service are approved, and how they add up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.gatherings.rules import Kind, Span
from app.gatherings.rules.attendance import CAME, Record, Source, Status
from app.locale import _
from app.refusals import WhyNot

RECORDED = (Source.SCAN, Source.CODE, Source.LIST, Source.HAND)
"""The sources a record may have, in the order in which totals name them."""

AT_THE_TIME = frozenset({Source.SCAN, Source.CODE, Source.LIST})
"""What was recorded while it happened; 补录 is never mixed with it."""

MOST_TOLERANCE = 60

UNSAID = "unsaid"
"""Nobody has said when they went: approving waits for that, or is decided expressly, with the reason."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Records summed up; minutes by source never mixed."""

    times: int = 0
    minutes: int = 0
    by_source: Mapping[Source, int] = field(default_factory=dict)

    @property
    def system(self) -> int:
        """Minutes that were recorded at the time: scanned, by the code of the shift, or ticked off."""
        return sum(self.by_source.get(one, 0) for one in AT_THE_TIME)

    @property
    def hand(self) -> int:
        """Minutes that were written in afterwards."""
        return self.by_source.get(Source.HAND, 0)


def total(records: Iterable[tuple[Source, int]]) -> Totals:
    """The sum of records, each its source and its approved minutes."""
    times, by_source = 0, dict[Source, int]()
    for source, minutes in records:
        times += 1
        by_source[source] = by_source.get(source, 0) + minutes
    return Totals(times, sum(by_source.values()), by_source)


def actual_minutes(record: Record) -> int:
    """Whole minutes from coming to going."""
    if record.came_at is None or record.went_at is None:
        return 0
    return max(0, Span(record.came_at, record.went_at).minutes)


def proposed_minutes(planned: Span, record: Record, tolerance: int, taken: Sequence[Span] = ()) -> int:
    """What is proposed for approval: minutes inside the planned time, widened at each end by the tolerance.

    It is never more than was served, nor more than was planned and the tolerance together; with no tolerance it is what
    the attendance itself says. What was made up counts by its own times.

    Args:
        tolerance: minutes, a setting of the library.
        taken: times for which minutes of the same person are approved elsewhere; no minute is approved twice.

    Source: 民政部令第67号 art. 7 (服务时间 = 实际付出的时间); volunteers page §2 no. 23.
    """
    most = min(actual_minutes(record), planned.minutes + tolerance)
    free = countable(planned, record, tolerance)
    for one in taken:
        free = [part for each in free for part in without(each, one)]
    # Seconds are added up before minutes are counted, so that a gap costs none.
    return max(0, min(most, _seconds(free) // 60))


def countable(planned: Span, record: Record, tolerance: int) -> list[Span]:
    """The time of which minutes may be approved, before other services are asked; empty where nobody came."""
    if record.status not in CAME or record.came_at is None or record.went_at is None:
        return []
    if record.status is Status.MADE_UP:
        return _some(record.came_at, record.went_at)
    wider = timedelta(minutes=tolerance)
    return _some(max(planned.starts_at - wider, record.came_at), min(planned.ends_at + wider, record.went_at))


@dataclass(frozen=True, slots=True)
class Counted:
    """A record that stands: the time of which its minutes were approved, and how many they are."""

    countable: Sequence[Span]
    minutes: int


def taken_by(standing: Iterable[Counted]) -> list[Span]:
    """The times that records of one person have used up, given in the order in which they were approved.

    Each took its minutes from the beginning of what was free for it, so that no two share any. Where one does not find
    all of its minutes (one before it was voided and redone), the whole of its time counts as used.
    """
    taken: list[Span] = []
    for one in standing:
        free = list(one.countable)
        for other in taken:
            free = [part for each in free for part in without(each, other)]
        wanted = timedelta(minutes=one.minutes)
        taken += list(one.countable) if _seconds(free) < one.minutes * 60 else _first(free, wanted)
    return taken


def without(one: Span, other: Span) -> list[Span]:
    """What is left of a time when another is taken out of it: nothing, one piece or two."""
    if not one.overlaps(other):
        return [one]
    return _some(one.starts_at, other.starts_at) + _some(other.ends_at, one.ends_at)


def _first(free: Iterable[Span], wanted: timedelta) -> list[Span]:
    parts = []
    for each in free:
        part = _some(each.starts_at, min(each.ends_at, each.starts_at + wanted))
        parts += part
        wanted -= sum((piece.ends_at - piece.starts_at for piece in part), timedelta(0))
    return parts


def _some(starts_at: datetime, ends_at: datetime) -> list[Span]:
    return [Span(starts_at, ends_at)] if starts_at < ends_at else []


def _seconds(parts: Iterable[Span]) -> int:
    return int(sum((one.ends_at - one.starts_at for one in parts), timedelta(0)).total_seconds())


@dataclass(frozen=True, slots=True)
class Approving:
    """What is asked when minutes are approved.

    Attributes:
        written_by: the person who wrote the attendance down.
        person: whose service it is.
        wanted: the minutes to approve.
        claimed: the person has said another time, and nobody has answered yet.
        forgotten: they did not check out, and nobody has said or decided when they went.
        overlaps: of the same time another service of theirs is approved; nobody serves twice at once.
    """

    kind: Kind
    record: Record
    written_by: int | None
    person: int
    proposed: int
    wanted: int
    note: str
    claimed: bool = False
    overlaps: bool = False
    forgotten: bool = False


def why_not_approve(one: Approving, approver: int | None) -> tuple[WhyNot, ...]:
    """Why this service is not approved by this person.

    Source: 民政部令第67号 art. 19 (no record of what is no volunteering); volunteers page §2 no. 23 (补录 needs approval).
    """
    if one.kind is not Kind.SHIFT:
        return (WhyNot("kind", _("只有志愿班次能出服务记录；职工学习、值班、考试不是志愿服务")),)
    if one.record.status not in CAME:
        return (WhyNot("absent", _("没有到场，没有服务可以核定")),)
    if reasons := why_not_by(one.record.source, one.written_by, one.person, approver):
        return reasons
    if one.claimed:
        return (WhyNot("claimed", _("本人说的时间还没有答复，先答复再核定")),)
    if one.overlaps:
        return (WhyNot("overlaps", _("同一时间已核定过另一班，不能算两次；先更正出勤的时间，或作废那一条")),)
    if one.forgotten and not one.note.strip():
        said = _("没有签退，等本人说几点走的；不等的，在下面单独核定，写明原因")
        return (WhyNot(UNSAID, said),)
    if one.wanted > one.proposed:
        said = _("最多核定 %(n)d 分钟：不超过实际服务，也不超过计划加宽限", n=one.proposed)
        return (WhyNot("minutes", said),)
    if one.wanted < one.proposed and not one.note.strip():
        return (WhyNot("note", _("核定的比算出的少，写明原因")),)
    if one.wanted == 0:
        return (WhyNot("nothing", _("0 分钟不成服务记录；没有来就在出勤里更正为缺席")),)
    return ()


def why_not_by(source: Source, written_by: int | None, person: int, approver: int | None) -> tuple[WhyNot, ...]:
    """Why this person does not approve this service, whatever its minutes."""
    if approver is not None and person == approver:
        return (WhyNot("own", _("自己的服务由别人核定")),)
    if source is Source.HAND and approver is not None and written_by == approver:
        return (WhyNot("own_hand", _("补录的由补录人以外的人核定")),)
    return ()


def why_not_void(voided: bool, reason: str) -> tuple[WhyNot, ...]:
    """Why a record is not voided."""
    if voided:
        return (WhyNot("voided", _("这条记录已经作废了")),)
    return () if reason.strip() else (WhyNot("reason", _("写明作废的原因")),)


def why_not_redo(came: bool) -> tuple[WhyNot, ...]:
    """Why there is nothing to approve anew."""
    return () if came else (WhyNot("absent", _("出勤已经更正为没有到场，只作废就行")),)


def why_not_tolerance(minutes: int, source: str) -> tuple[WhyNot, ...]:
    """Why this is no tolerance."""
    if not 0 <= minutes <= MOST_TOLERANCE:
        return (WhyNot("minutes", _("宽限填 0 到 %(most)d 分钟", most=MOST_TOLERANCE)),)
    return () if source.strip() else (WhyNot("source", _("写明依据，例如本馆志愿服务管理办法第几条")),)
