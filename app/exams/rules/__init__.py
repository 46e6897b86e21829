"""What the library decided about exams: when one may be opened, sat, read; all reasons as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.gatherings.rules import LONGEST
from app.locale import N_, _
from app.refusals import WhyNot
from quizzes.attempts import GRACE

HANDED_IN = "-"
"""The writer of an attempt that nobody may write to any more."""


class ExamState(StrEnum):
    """Where an exam stands, by its rows and the clock."""

    DRAFT = "draft"
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"


EXAM_STATES = {
    ExamState.DRAFT: N_("草稿"),
    ExamState.WAITING: N_("未开始"),
    ExamState.OPEN: N_("进行中"),
    ExamState.CLOSED: N_("已结束"),
}


class Review(StrEnum):
    """When a candidate may read the key and the explanations."""

    AFTER_HAND_IN = "after_hand_in"
    AFTER_CLOSE = "after_close"


REVIEWS = {Review.AFTER_HAND_IN: N_("交卷后马上"), Review.AFTER_CLOSE: N_("考试结束后")}


@dataclass(frozen=True, slots=True)
class ExamTimes:
    """The moments that decide an exam's state; `opened` means that its paper is drawn."""

    opens_at: datetime
    closes_at: datetime
    opened: bool
    closed_at: datetime | None

    @property
    def ends_at(self) -> datetime:
        """When it is over: as planned, or when somebody closed it."""
        return min(self.closes_at, self.closed_at) if self.closed_at else self.closes_at


def exam_state(times: ExamTimes, now: datetime) -> ExamState:
    """Draft until its paper is drawn; then waiting, open and closed by the clock."""
    if times.closed_at is not None and now >= times.closed_at:
        return ExamState.CLOSED
    if not times.opened:
        return ExamState.DRAFT
    if now >= times.closes_at:
        return ExamState.CLOSED
    return ExamState.OPEN if now >= times.opens_at else ExamState.WAITING


def why_not_plan(opens_at: datetime, closes_at: datetime, minutes: int) -> tuple[WhyNot, ...]:
    """Why an exam cannot lie between these moments; the window must hold the whole time for answering."""
    if closes_at <= opens_at:
        return (WhyNot("window", _("结束时间要晚于开始时间")),)
    if closes_at - opens_at < timedelta(minutes=minutes):
        return (WhyNot("window_short", _("从开始到结束不够 %(minutes)d 分钟，把结束时间往后改", minutes=minutes)),)
    return why_not_window(opens_at, closes_at)


def why_not_window(opens_at: datetime, closes_at: datetime) -> tuple[WhyNot, ...]:
    """Why an exam cannot be open for so long: it is a gathering, and none is longer."""
    if closes_at - opens_at > LONGEST:
        said = _("考试最多开放 %(days)d 天，把结束时间往前改", days=LONGEST.days)
        return (WhyNot("window_long", said),)
    return ()


def why_not_change(times: ExamTimes, now: datetime) -> tuple[WhyNot, ...]:
    """Why an exam's plan can no longer be changed: its paper is drawn."""
    if exam_state(times, now) is not ExamState.DRAFT:
        return (WhyNot("opened", _("试卷已抽出，不能再改；要改就结束这一场，另建一场")),)
    return ()


def why_not_open(times: ExamTimes, enrolled: int, now: datetime) -> tuple[WhyNot, ...]:
    """Why the paper cannot be drawn and the exam released now."""
    reasons = []
    if times.opened or times.closed_at:
        reasons.append(WhyNot("opened", _("这场考试已经开放过了")))
    if now >= times.closes_at:
        reasons.append(WhyNot("past", _("结束时间已过，先把时间往后改")))
    if enrolled == 0:
        reasons.append(WhyNot("nobody", _("还没有人参加，先在名单里加上参加的人")))
    return tuple(reasons)


def why_not_amend(
    times: ExamTimes, started: int, minutes: int, opens_at: datetime, closes_at: datetime, now: datetime
) -> tuple[WhyNot, ...]:
    """Why an open exam's title, note and times cannot become these; its paper and minutes stay as they were drawn.

    Args:
        started: how many have begun; their deadlines were fixed at the start, so the times may then only be extended.
        minutes: for answering; the window must still hold them.
    """
    if exam_state(times, now) is ExamState.CLOSED:
        return (WhyNot("closed", _("考试已经结束，不能再改")),)
    if closes_at <= max(opens_at, now):
        return (WhyNot("window", _("结束时间要晚于开始时间，也要晚于现在")),)
    if closes_at - opens_at < timedelta(minutes=minutes):
        return (WhyNot("window_short", _("从开始到结束不够 %(minutes)d 分钟，把结束时间往后改", minutes=minutes)),)
    if reasons := why_not_window(opens_at, closes_at):
        return reasons
    if started and opens_at != times.opens_at:
        return (WhyNot("begun", _("已经有人开考，开始时间不能再改")),)
    if started and closes_at < times.closes_at:
        return (WhyNot("shorter", _("已经有人开考，结束时间只能往后改；要早点结束就用“结束考试”")),)
    return ()


def why_not_discard(times: ExamTimes, now: datetime) -> tuple[WhyNot, ...]:
    """Why an exam cannot be discarded: only a draft, which nobody was told of, is."""
    if exam_state(times, now) is not ExamState.DRAFT:
        return (WhyNot("opened", _("试卷已抽出，不能作废；要结束就用“结束考试”")),)
    return ()


def why_not_close(times: ExamTimes, now: datetime) -> tuple[WhyNot, ...]:
    """Why the exam cannot be closed early."""
    if exam_state(times, now) in (ExamState.DRAFT, ExamState.CLOSED):
        return (WhyNot("not_open", _("考试没有在进行，不用结束")),)
    return ()


def why_not_enrol(times: ExamTimes, now: datetime) -> tuple[WhyNot, ...]:
    """Why nobody can be added any more."""
    if exam_state(times, now) is ExamState.CLOSED:
        return (WhyNot("closed", _("考试已经结束，不能再加人")),)
    return ()


def why_not_sit(names: Sequence[str]) -> tuple[WhyNot, ...]:
    """Why these people cannot be put on a list: they have left, or their roles sit no exams."""
    said = "、".join(names)
    return (WhyNot("may_not_sit", _("%(names)s已离职或没有考试的权限，不能加进名单", names=said)),) if names else ()


def why_not_withdraw(started: bool) -> tuple[WhyNot, ...]:
    """Why a person cannot be taken off the list: what they did stays."""
    return (WhyNot("started", _("已经开考的人不能移出名单")),) if started else ()


def why_not_read_key(
    review: Review, times: ExamTimes, deadlines: Sequence[datetime], now: datetime
) -> tuple[WhyNot, ...]:
    """Why a candidate may not read key and explanations yet.

    Args:
        deadlines: of all sittings that are not handed in: nobody reads the key while another's answers still count.
    """
    if review is Review.AFTER_HAND_IN:
        return ()
    if now <= times.ends_at + GRACE or any(now <= deadline + GRACE for deadline in deadlines):
        return (WhyNot("later", _("答案和解析在考试结束后公布")),)
    return ()


def extra_minutes_range() -> tuple[int, int]:
    """The least and the most minutes more that a person may be given."""
    return 0, 240


def why_not_extra_time(minutes: int, given: int, deadline_at: datetime | None, now: datetime) -> tuple[WhyNot, ...]:
    """Why a person cannot be given these minutes more, in all.

    Args:
        given: how many they were promised before.
        deadline_at: of their sitting, None before it began; time that was promised to somebody sitting is not taken back.
    """
    least, most = extra_minutes_range()
    if not least <= minutes <= most:
        return (WhyNot("minutes", _("加时填 %(least)d 到 %(most)d 分钟", least=least, most=most)),)
    if deadline_at is not None and now >= deadline_at:
        return (WhyNot("over", _("这个人的考试时间已经结束，不能再加时")),)
    if deadline_at is not None and minutes < given:
        return (WhyNot("promised", _("正在作答，已给的 %(given)d 分钟不能减少", given=given)),)
    return ()


def why_not_own(is_own: bool) -> tuple[WhyNot, ...]:
    """Why somebody cannot judge in their own case: extra time and late answers of one's own are for another to decide."""
    return (WhyNot("own", _("自己的卷子要由别人来定，请另一位监考或出题人办理")),) if is_own else ()


def believable_away_ms(told_ms: int, since: datetime, now: datetime) -> int:
    """How long a page was out of sight, in milliseconds: what it says, but no longer than since it was last told of.

    Args:
        since: when the last absence was told, or the sitting began; so that all absences together fit into the sitting.
    """
    return max(0, min(told_ms, (now - since) // timedelta(milliseconds=1)))


def why_not_decide(is_in: bool, deadline_at: datetime, now: datetime) -> tuple[WhyNot, ...]:
    """Why nobody can decide about a late answer yet: its candidate still answers, and may give a newer one."""
    if not is_in and now <= deadline_at + GRACE:
        return (WhyNot("answering", _("还在作答，收卷后再定")),)
    return ()


def why_not_take_paper(
    is_sitting: bool, ends_at: datetime, deadline_at: datetime | None, now: datetime
) -> tuple[WhyNot, ...]:
    """Why somebody cannot take the paper along: they are on the list, have not handed in, and may still answer.

    Args:
        deadline_at: of their own sitting, None before it began; with time of their own it lies beyond the exam's end.
    """
    over = max(ends_at, deadline_at) if deadline_at else ends_at
    if is_sitting and now <= over + GRACE:
        return (WhyNot("sits_it", _("您自己要考这一场，交卷或考试结束后才能拿试卷")),)
    return ()
