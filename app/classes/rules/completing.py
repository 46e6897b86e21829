"""Who completes a class, with what counted for and against them; what a certificate is called."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from app.classes.rules import CompletionRule
from app.locale import _
from app.refusals import WhyNot

MINUTES_PER_HOUR = 60
"""As the ledgers count unless a rule says otherwise: `app.training.rules.book`. [P]"""


@dataclass(frozen=True, slots=True)
class Done:
    """What one learner did.

    Attributes:
        periods: of the timetable that were held; came: of those they were at, made up ones too.
        open_units: units that are neither over nor called off.
        points_x100: of 100 in the exam, in hundredths; None without a result.
    """

    periods: int
    came: int
    open_units: int
    points_x100: int | None


@dataclass(frozen=True, slots=True)
class Completion:
    """Whether a learner completes the class, and the sentences that say why."""

    is_complete: bool
    reasons: tuple[str, ...]


def completion(rule: CompletionRule, done: Done) -> Completion:
    """The rule of the class over what was done: 出勤 11/12 节, 考试 72 分."""
    held = [_attendance(rule, done)] if rule.attendance_percent else []
    sat = [_exam(rule, done)] if rule.exam_points else []
    checks = held + sat
    reasons = [said for _met, said in checks]
    if rule.attendance_percent and done.open_units:
        reasons.append(_("还有 %(n)d 次课没有结束", n=done.open_units))
    is_over = not (rule.attendance_percent and done.open_units)
    return Completion(is_over and all(met for met, _said in checks), tuple(reasons))


def _attendance(rule: CompletionRule, done: Done) -> tuple[bool, str]:
    met = done.periods > 0 and done.came * 100 >= rule.attendance_percent * done.periods
    said = _(
        "出勤 %(came)d/%(all)d 节（要求 %(percent)d%%）",
        came=done.came,
        all=done.periods,
        percent=rule.attendance_percent,
    )
    return met, said


def _exam(rule: CompletionRule, done: Done) -> tuple[bool, str]:
    if done.points_x100 is None:
        return False, _("没有考试成绩（要求 %(least)d 分）", least=rule.exam_points)
    met = done.points_x100 >= rule.exam_points * 100
    return met, _(
        "考试 %(points)s 分（要求 %(least)d 分）", points=said_points(done.points_x100), least=rule.exam_points
    )


def said_points(points_x100: int) -> str:
    """72.5 from 7250."""
    return f"{float(Fraction(points_x100, 100)):g}"


def hours_x10(minutes: int) -> int:
    """Credit hours in tenths, rounded down to halves: 405 minutes are 65."""
    return minutes * 2 // MINUTES_PER_HOUR * 5


def number_of(year: int, class_id: int, sequence: int) -> str:
    """JY-2026-003-041: the number of a certificate, which is never used again."""
    return f"JY-{year}-{class_id:03d}-{sequence:03d}"


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate as it was issued."""

    number: str
    code: str
    name: str
    unit: str
    class_title: str
    hosts: str
    starts_on: date
    ends_on: date
    hours_x10: int
    points_x100: int | None
    issued_on: date
    revoked_at: datetime | None = None
    revoked_because: str = ""

    @property
    def hours(self) -> str:
        """6.5 from 65."""
        return f"{self.hours_x10 / 10:g}"

    @property
    def points(self) -> str:
        """The result of the exam as it is said, or nothing."""
        return "" if self.points_x100 is None else said_points(self.points_x100)


def why_not_issue(finished: bool, complete: int) -> tuple[WhyNot, ...]:
    """Why no certificates can be issued."""
    if not finished:
        return (WhyNot("running", _("结班以后才发证：先点“结班”")),)
    if not complete:
        return (WhyNot("nobody", _("没有还要发证的人：要么都发过了，要么没有人达到结业条件")),)
    return ()


def why_not_revoke(revoked_at: datetime | None) -> tuple[WhyNot, ...]:
    """Why a certificate cannot be revoked."""
    return (WhyNot("revoked", _("这张证书已经撤销过了")),) if revoked_at is not None else ()
