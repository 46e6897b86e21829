"""What a gathering is: its kind, its time, what its states are called."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.locale import N_, _
from app.refusals import WhyNot

LONGEST = timedelta(days=31)


class Kind(StrEnum):
    """What people came together for."""

    STUDY = "study"
    EXAM = "exam"
    SHIFT = "shift"
    TRAINING = "training"
    PARTY = "party"


KINDS = {
    Kind.STUDY: N_("集中学习"),
    Kind.EXAM: N_("考试"),
    Kind.SHIFT: N_("志愿班次"),
    Kind.TRAINING: N_("培训班"),
    Kind.PARTY: N_("组织生活"),
}


class Category(StrEnum):
    """What was studied, as the yearly ledgers ask for it; service is what volunteers do."""

    POLITICS = "politics"
    IDEOLOGY = "ideology"
    LAW = "law"
    PROFESSIONAL = "professional"
    SAFETY = "safety"
    SERVICE = "service"


CATEGORIES = {
    Category.POLITICS: N_("政治理论"),
    Category.IDEOLOGY: N_("意识形态"),
    Category.LAW: N_("法律法规"),
    Category.PROFESSIONAL: N_("业务"),
    Category.SAFETY: N_("安全"),
    Category.SERVICE: N_("志愿服务"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A time from one moment to a later one, both aware."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share any time; touching ends do not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    @property
    def minutes(self) -> int:
        """Whole minutes from the start to the end."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


class GatheringState(StrEnum):
    """Where a gathering stands, by its rows; what happens in it is the clock's business."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


GATHERING_STATES = {
    GatheringState.PLANNED: N_("未开始"),
    GatheringState.OPEN: N_("签到中"),
    GatheringState.CLOSED: N_("已结束"),
    GatheringState.CALLED_OFF: N_("已取消"),
}


def why_not_span(span: Span) -> tuple[WhyNot, ...]:
    """Why nothing can be planned for this time."""
    if span.ends_at <= span.starts_at:
        return (WhyNot("window", _("结束时间要晚于开始时间")),)
    if span.ends_at - span.starts_at > LONGEST:
        return (WhyNot("window_long", _("从开始到结束超过 %(days)d 天，看一下日期", days=LONGEST.days)),)
    return ()


def why_not_arrange_again(state: GatheringState) -> tuple[WhyNot, ...]:
    """Why the time and place of a gathering stay as they are: its list is frozen, or it is over."""
    if state is GatheringState.PLANNED:
        return ()
    sentences = {
        GatheringState.OPEN: _("已经开始签到，时间地点不能再改"),
        GatheringState.CLOSED: _("已经结束，时间地点不能再改"),
        GatheringState.CALLED_OFF: _("已经取消，要办就另建一次"),
    }
    return (WhyNot(state.value, sentences[state]),)


def why_not_call_off(state: GatheringState) -> tuple[WhyNot, ...]:
    """Why a gathering cannot be called off: it is over, or it was called off before."""
    if state is GatheringState.CLOSED:
        return (WhyNot("closed", _("已经结束，不能取消")),)
    if state is GatheringState.CALLED_OFF:
        return (WhyNot("called_off", _("已经取消了")),)
    return ()


def why_not_open(state: GatheringState, expected: int) -> tuple[WhyNot, ...]:
    """Why the expected list cannot be frozen now."""
    if state is not GatheringState.PLANNED:
        return (WhyNot(state.value, _("这次%(state)s，名单已经定了", state=_(GATHERING_STATES[state]))),)
    if expected == 0:
        return (WhyNot("nobody", _("名单上还没有人，先加上应到的人")),)
    return ()


def why_not_close(state: GatheringState) -> tuple[WhyNot, ...]:
    """Why a gathering cannot be ended: it never began, or it is over."""
    if state is GatheringState.OPEN:
        return ()
    sentences = {
        GatheringState.PLANNED: _("还没有开始签到，不办就取消"),
        GatheringState.CLOSED: _("已经结束了"),
        GatheringState.CALLED_OFF: _("已经取消了"),
    }
    return (WhyNot(state.value, sentences[state]),)


def why_not_close_yet(planned: Span, now: datetime) -> tuple[WhyNot, ...]:
    """Why a gathering cannot be ended yet: it has not begun, so everybody would be absent."""
    return (WhyNot("not_begun", _("还没到开始时间；不办就取消")),) if now < planned.starts_at else ()
