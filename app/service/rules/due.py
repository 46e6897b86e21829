"""By when a service is to be recorded: ten working days after the activity has ended."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.gatherings.rules.calendar import WORKED, Calendar, DayKind
from app.locale import N_, _
from app.refusals import Refused

WORKING_DAYS = 10
"""Source: 民政部令第67号 art. 11."""

AMBER_FROM = 8
"""From this working day on the list warns. Source: volunteers page §6 no. 3."""


class Light(StrEnum):
    """How pressing it is."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


LIGHTS = {Light.GREEN: N_("在期限内"), Light.AMBER: N_("快到期"), Light.RED: N_("到期或超期")}


@dataclass(frozen=True, slots=True)
class Due:
    """Where the clock stands.

    Attributes:
        last_on: the last day on which the record is in time.
        passed: working days since the activity, today included.
        today: the day of asking.
        estimated: a year's notice of holidays is not there, so Monday to Friday were counted.
    """

    last_on: date
    passed: int
    today: date
    estimated: bool

    @property
    def light(self) -> Light:
        """Green, amber from the eighth working day, red from the tenth."""
        if self.passed >= WORKING_DAYS or self.today > self.last_on:
            return Light.RED
        return Light.AMBER if self.passed >= AMBER_FROM else Light.GREEN

    @property
    def said(self) -> str:
        """In words, with the last day."""
        day = f"{self.last_on:%m-%d}"
        if self.today > self.last_on:
            sentence = _("已过期限：最后一天是 %(day)s", day=day)
        elif self.today == self.last_on:
            sentence = _("今天是最后一天（%(day)s）", day=day)
        else:
            sentence = _("第 %(n)d 个工作日，最后一天 %(day)s", n=self.passed, day=day)
        guessed = _("（放假通知没录入，暂按周一至周五估算）")
        return sentence + guessed if self.estimated else sentence


def due(calendar: Calendar, ended_on: date, today: date) -> Due:
    """Where the clock of an activity stands today; the day on which it ended does not count.

    Days on which the library itself is closed move no deadline of a law; the yearly notice of holidays does.

    Source: 民政部令第67号 art. 11: of 2026-09-30 the last day is 2026-10-20.
    """
    counted = _Counted(calendar)
    day, passed, ordinal = ended_on, 0, 0
    while ordinal < WORKING_DAYS:
        day += timedelta(days=1)
        if counted.is_worked(day):
            ordinal += 1
            passed += day <= today
    return Due(day, passed, today, counted.estimated)


class _Counted:
    """Which days are worked, and whether that had to be guessed."""

    def __init__(self, calendar: Calendar) -> None:
        own = {on: day for on, day in calendar.own.items() if day.kind is not DayKind.CLOSED}
        self._calendar = replace(calendar, own=own)
        self.estimated = False

    def is_worked(self, on: date) -> bool:
        try:
            return self._calendar.day(on).kind in WORKED
        except Refused:
            self.estimated = True
            return on.weekday() < 5
