"""Who came, since when and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.gatherings.rules import GatheringState, Span
from app.locale import N_, _
from app.refusals import WhyNot

EARLY = timedelta(minutes=20)
"""Check-in is open from so long before the start. Source: volunteers page §6 no. 4; the same for study."""

STAYS_AT_LEAST = timedelta(minutes=5)
"""So soon after checking in nobody goes: whoever presses a second time, or comes back to the page, has not meant to. A setting
of this library; whoever keeps the list may write down anything."""

LATE_AFTER = timedelta(minutes=10)
"""Ten minutes are not late: people come by the county bus. A setting of this library, no rule of anybody's."""


class Status(StrEnum):
    """How somebody stood to a gathering they were expected at."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"
    MADE_UP = "made_up"
    EXEMPT = "exempt"


STATUSES = {
    Status.PRESENT: N_("出席"),
    Status.LATE: N_("迟到"),
    Status.EXCUSED: N_("请假"),
    Status.ABSENT: N_("缺席"),
    Status.MADE_UP: N_("补课"),
    Status.EXEMPT: N_("免"),
}
CAME = frozenset({Status.PRESENT, Status.LATE, Status.MADE_UP})


class Source(StrEnum):
    """How it is known; hours from a scan and hours written in afterwards are never mixed silently."""

    SCAN = "scan"
    LIST = "list"
    HAND = "hand"
    SYSTEM = "system"
    CODE = "code"


SOURCES = {
    Source.SCAN: N_("扫码"),
    Source.LIST: N_("现场点名"),
    Source.HAND: N_("事后补录"),
    Source.SYSTEM: N_("系统记录"),
    Source.CODE: N_("现场口令"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one person at one gathering.

    Attributes:
        came_at, went_at: aware; None where it is not known, or where the person did not come.
        note: why, for whoever reads it later; a correction must have one.
    """

    status: Status
    source: Source
    came_at: datetime | None = None
    went_at: datetime | None = None
    note: str = ""


def minutes_present(planned: Span, record: Record) -> int:
    """Whole minutes that count: from coming to going, inside the planned time.

    Somebody who came and whose going is not known yet has 0 until it is; what was made up counts by its own times
    and not by the planned ones, but never for longer than was planned.

    Source: hours are actual service, within what was planned (民政部令第67号 art. 7; volunteers page §2 no. 23).
    """
    if record.status not in CAME or record.came_at is None or record.went_at is None:
        return 0
    if record.status is Status.MADE_UP:
        return min(planned.minutes, max(0, Span(record.came_at, record.went_at).minutes))
    return max(0, Span(max(planned.starts_at, record.came_at), min(planned.ends_at, record.went_at)).minutes)


def status_on_arrival(planned: Span, came_at: datetime) -> Status:
    """Present, or late when it is more than ten minutes after the start."""
    return Status.LATE if came_at > planned.starts_at + LATE_AFTER else Status.PRESENT


def why_not_check_in(
    state: GatheringState, planned: Span, expected: bool, standing: Record | None, now: datetime
) -> tuple[WhyNot, ...]:
    """Why somebody cannot check in now.

    Args:
        expected: they are on the frozen list.
        standing: what is recorded of them, if anything.
    """
    if reasons := _why_not_now(state):
        return reasons
    if now < planned.starts_at - EARLY:
        minutes = int(EARLY.total_seconds()) // 60
        return (WhyNot("early", _("还没到签到时间，开始前 %(minutes)d 分钟起可以签到", minutes=minutes)),)
    if now >= planned.ends_at:
        return (WhyNot("over", _("已经过了结束时间，由负责人补录")),)
    if not expected:
        return (WhyNot("not_expected", _("不在这次的名单上，由负责人加上")),)
    if standing is not None and standing.status in CAME:
        return (WhyNot("already_in", _("已经签到了")),)
    return ()


def why_not_check_out(
    state: GatheringState, planned: Span, standing: Record | None, now: datetime
) -> tuple[WhyNot, ...]:
    """Why somebody cannot check out now."""
    if reasons := _why_not_now(state):
        return reasons
    if standing is None or standing.status not in CAME or standing.came_at is None:
        return (WhyNot("not_in", _("还没有签到，先签到")),)
    if standing.went_at is not None:
        return (WhyNot("already_out", _("已经签退了")),)
    if now < planned.starts_at:
        return (WhyNot("before_start", _("还没开始，不能签退；不参加就请假")),)
    return ()


def why_not_go_alone(standing: Record | None, now: datetime) -> tuple[WhyNot, ...]:
    """Why somebody cannot check themselves out yet, though whoever keeps the list can."""
    if standing is None or standing.came_at is None or now - standing.came_at >= STAYS_AT_LEAST:
        return ()
    minutes = int(STAYS_AT_LEAST.total_seconds()) // 60
    return (WhyNot("just_in", _("刚刚签到，%(n)d 分钟以后才能自己签退；真的要走，请点名的人替您签退", n=minutes)),)


def why_not_record(state: GatheringState, planned: Span, record: Record, now: datetime) -> tuple[WhyNot, ...]:
    """Why this cannot be written down of somebody: times that cannot be, or a correction that does not say why."""
    if state is GatheringState.CALLED_OFF:
        return (WhyNot("called_off", _("这次已经取消，没有出勤可记")),)
    if state is GatheringState.PLANNED:
        return (WhyNot("planned", _("名单还没有定，先开始签到")),)
    reasons = []
    if state is GatheringState.CLOSED and not record.note.strip():
        reasons.append(WhyNot("note", _("已经结束，更正要写明原因")))
    if record.status in CAME and (record.came_at is None or record.went_at is None) and record.source is Source.HAND:
        reasons.append(WhyNot("times", _("写上签到和签退时间，学时由它们算出")))
    if record.came_at and record.went_at and record.went_at <= record.came_at:
        reasons.append(WhyNot("order", _("签退时间要晚于签到时间")))
    if max(filter(None, (record.came_at, record.went_at)), default=now) > now:
        reasons.append(WhyNot("future", _("时间还没到，不能先记")))
    if record.status in {Status.PRESENT, Status.LATE} and record.came_at and record.came_at >= planned.ends_at:
        reasons.append(WhyNot("after_end", _("签到时间在结束之后；事后学的记为补课")))
    early = record.went_at is not None and record.went_at <= planned.starts_at
    if record.status in {Status.PRESENT, Status.LATE} and early and not reasons:
        reasons.append(WhyNot("before_start", _("签退时间在开始之前，没有到场的时间可记")))
    return tuple(reasons)


def why_not_own(own: bool) -> tuple[WhyNot, ...]:
    """Why nobody writes down their own attendance: in one's own case one scans, or is ticked off while it lasts."""
    return (WhyNot("own", _("自己的出勤由别人来记；现场可以自己扫码签到签退")),) if own else ()


def why_not_take_back(state: GatheringState, entries: Sequence[Record]) -> tuple[WhyNot, ...]:
    """Why the newest of these records is not taken back: only a check-in or check-out is, while the gathering is open."""
    if reasons := _why_not_now(state):
        return reasons
    if (
        not entries
        or entries[-1].source not in {Source.SCAN, Source.LIST, Source.CODE}
        or entries[-1].status is Status.ABSENT
    ):
        return (WhyNot("nothing", _("没有可以撤回的签到签退")),)
    return ()


TAKEN_BACK = N_("撤回误点")


def before(entries: Sequence[Record]) -> Record:
    """What stood before the newest record; somebody of whom nothing was known has not come."""
    earlier = entries[-2] if len(entries) > 1 else Record(Status.ABSENT, Source.LIST)
    return replace(earlier, source=Source.LIST, note=TAKEN_BACK)


def already_expected() -> WhyNot:
    """They are on the list."""
    return WhyNot("expected", _("已经在名单上了"))


def why_not_expect(state: GatheringState) -> tuple[WhyNot, ...]:
    """Why nobody is added to the list here: it is not frozen yet, or the gathering does not take place."""
    if state is GatheringState.PLANNED:
        return (WhyNot("planned", _("名单还没有定，在安排里加人")),)
    if state is GatheringState.CALLED_OFF:
        return (WhyNot("called_off", _("这次已经取消，没有名单可加")),)
    return ()


def _why_not_now(state: GatheringState) -> tuple[WhyNot, ...]:
    sentences = {
        GatheringState.PLANNED: _("还没有开始签到，等负责人打开"),
        GatheringState.CLOSED: _("签到已经结束，由负责人更正"),
        GatheringState.CALLED_OFF: _("这次已经取消"),
    }
    return (WhyNot(state.value, sentences[state]),) if state in sentences else ()


def why_not_remove_file(is_theirs: bool, has_file: bool, removed: bool) -> tuple[WhyNot, ...]:
    """Why the file of a piece of evidence, or of a claim, is not taken away.

    Args:
        is_theirs: the actor put it up, or is the manager.
    """
    if removed:
        return (WhyNot("removed", _("这个文件已经删除了")),)
    if not has_file:
        return (WhyNot("no_file", _("这里没有上传的文件可删")),)
    return () if is_theirs else (WhyNot("theirs", _("由上传的人或馆领导来删")),)


def no_reason() -> WhyNot:
    """Why a file is not taken away: nobody has said why."""
    return WhyNot("reason", _("写明为什么删"))


def no_file() -> WhyNot:
    """Why nothing was added: no photo and no PDF was chosen."""
    return WhyNot("files", _("还没有选照片或 PDF，选好再传"))
