"""Party dues: which months a member owes in this branch, when a payment is late, and when somebody has to be asked.

Months and amounts only: what somebody earns, from which art. 2 to 6 take the amount, is neither asked for nor kept.
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.locale import N_, _
from app.party.rules.citing import DUES_RULES, MEMBER_EDUCATION, Citation

# Data, not words: the text of the Party's document.
MONTHLY = Citation(DUES_RULES, N_("第十二条"), "党员应当增强党员意识，主动按月交纳党费。")
# Data, not words: the text of the Party's document.
QUARTERLY = Citation(DUES_RULES, N_("第十二条"), "遇到特殊情况，经党支部同意，可以每季度交纳一次党费")
# Data, not words: the text of the Party's document.
ARREARS = Citation(DUES_RULES, N_("第十二条"), "补交党费的时间一般不得超过6个月。")
# Data, not words: the text of the Party's document.
SIX_MONTHS = Citation(DUES_RULES, N_("第十三条"), "对无正当理由，连续6个月不交纳党费的党员，按自行脱党处理。")
# Data, not words: the text of the Party's document.
FROM_THE_VOTE = Citation(DUES_RULES, N_("第八条"), "预备党员从支部大会通过其为预备党员之日起交纳党费。")
# Data, not words: the text of the Party's document.
RELIEVED = Citation(
    DUES_RULES, N_("第七条"), "交纳党费确有困难的党员，经党支部研究，报上一级党委批准后，可以少交或免交党费。"
)
# Data, not words: the text of the Party's document.
PUBLISHED = Citation(DUES_RULES, N_("第二十六条"), "党支部应当每年向党员公布一次党费收缴情况。")
# Data, not words: the text of the Party's document.
REMINDED = Citation(
    MEMBER_EDUCATION, N_("第二十九条"), "不按时交纳党费……的，党组织应当采取适当方式及时进行批评教育，帮助其改进提高。"
)
RULES = (MONTHLY, QUARTERLY, FROM_THE_VOTE, ARREARS, SIX_MONTHS, RELIEVED, PUBLISHED)

WARN_AFTER, ALARM_AFTER, LONGEST_ARREARS = 3, 5, 6
"""Months: the first two are when this product speaks up (domain rule PB-18), the third is of art. 12."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def quarter_last(self) -> date:
        """The last day of its quarter."""
        return Month(self.year, (self.month + 2) // 3 * 3).last

    def plus(self, months: int) -> "Month":
        """So many months later."""
        number = self.year * 12 + self.month - 1 + months
        return Month(number // 12, number % 12 + 1)


def month_of(day: date) -> Month:
    """The month that the day is in."""
    return Month(day.year, day.month)


class ArrangementKind(StrEnum):
    """What the branch agreed with a member for some months."""

    QUARTERLY = "quarterly"
    EXEMPT = "exempt"
    ELSEWHERE = "elsewhere"


ARRANGEMENTS = {
    ArrangementKind.QUARTERLY: N_("按季交纳"),
    ArrangementKind.EXEMPT: N_("免交"),
    ArrangementKind.ELSEWHERE: N_("在别处交纳"),
}
# Data, not words: the text of the Party's document.
ARRANGEMENT_RULES = {
    ArrangementKind.QUARTERLY: QUARTERLY,
    ArrangementKind.EXEMPT: RELIEVED,
    ArrangementKind.ELSEWHERE: Citation(
        DUES_RULES,
        N_("第九条"),
        "持《中国共产党流动党员活动证》的党员，外出期间可以持证向流入地党组织交纳党费。",
    ),
}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What was agreed, on the days from `from_on` to `ended_on`."""

    kind: ArrangementKind
    from_on: date
    ended_on: date | None = None

    def holds(self, month: Month) -> bool:
        """Whether it is true of the month, which its first day decides."""
        return self.from_on <= month.first and (self.ended_on is None or month.first <= self.ended_on)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A time in which somebody was in the branch.

    Attributes:
        admitted_on: the day of the vote that made them a probationary member, where it is written down.
    """

    since: date
    ended_on: date | None = None
    admitted_on: date | None = None

    def owes(self, month: Month) -> bool:
        """Whether the month's dues belong to this branch.

        They belong to the branch in which the member was on the month's first day, so that who moves pays each month once;
        and the month of the vote counts from that day. Source: 党费规定 art. 8; the first day is our reading of art. 9.
        """
        is_here = self.since <= month.first and (self.ended_on is None or month.first <= self.ended_on)
        was_admitted = self.admitted_on is not None and month_of(self.admitted_on) == month
        if self.admitted_on is not None and month < month_of(self.admitted_on):
            return False
        return is_here or (was_admitted and month_of(self.since) == month)


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment that stands."""

    id: int
    month: Month
    amount_fen: int
    received_on: date
    note: str = ""


class MonthState(StrEnum):
    """What a month is on the table of dues."""

    PAID = "paid"
    LATE = "late"
    OWED = "owed"
    NOT_YET = "not_yet"
    EXEMPT = "exempt"
    ELSEWHERE = "elsewhere"
    OUTSIDE = "outside"


MONTH_STATES = {
    MonthState.PAID: N_("已交"),
    MonthState.LATE: N_("补交"),
    MonthState.OWED: N_("未交"),
    MonthState.NOT_YET: N_("未到期"),
    MonthState.EXEMPT: N_("免交"),
    MonthState.ELSEWHERE: N_("在别处交"),
    MonthState.OUTSIDE: N_("不在本支部"),
}
DUE = frozenset({MonthState.PAID, MonthState.LATE, MonthState.OWED, MonthState.NOT_YET})


@dataclass(frozen=True, slots=True)
class Account:
    """A member's dues: when they were here, what was agreed, what was paid.

    Attributes:
        known_from: months before it were not asked for, so that nothing is said of them.
    """

    belonging: Belonging
    arrangements: Sequence[Arrangement] = ()
    paid: Mapping[Month, Paid] = field(default_factory=dict)
    known_from: Month = Month(1, 1)

    def due_on(self, month: Month) -> date:
        """By when the month is to be paid: its last day, or that of its quarter where the branch agreed (art. 12)."""
        return month.quarter_last if self._agreed(month, ArrangementKind.QUARTERLY) else month.last

    def is_late(self, one: Paid) -> bool:
        """Whether it was paid after its time: 补交."""
        return one.received_on > self.due_on(one.month)

    def is_long_late(self, one: Paid) -> bool:
        """Whether it was made up for later than art. 12 lets as a rule: more than six months after its time."""
        return one.received_on > self.caught_up_by(one.month)

    def caught_up_by(self, month: Month) -> date:
        """The last day on which art. 12 lets the month be made up for, as a rule."""
        return month_of(self.due_on(month)).plus(LONGEST_ARREARS).last

    def state(self, month: Month, today: date) -> MonthState:
        """What the month is today."""
        if one := self.paid.get(month):
            return MonthState.LATE if self.is_late(one) else MonthState.PAID
        if not self.belonging.owes(month):
            return MonthState.OUTSIDE
        for kind in (ArrangementKind.EXEMPT, ArrangementKind.ELSEWHERE):
            if self._agreed(month, kind):
                return MonthState(kind.value)
        return MonthState.OWED if self.due_on(month) < today else MonthState.NOT_YET

    def unpaid_run(self, today: date) -> int:
        """How many months in a row, up to the newest one whose time is over, are not paid; exempt ones do not break it."""
        run, month = 0, month_of(today)
        for before in self._backwards(month):
            match self.state(before, today):
                case MonthState.OWED:
                    run += 1
                case MonthState.PAID | MonthState.LATE | MonthState.OUTSIDE:
                    break
                case _:
                    continue
        return run

    def owed_months(self, year: int, today: date) -> int:
        """How many months of the year are owed."""
        return sum(self.state(Month(year, number), today) is MonthState.OWED for number in range(1, 13))

    def _backwards(self, month: Month) -> Iterator[Month]:
        first = max(month_of(self.belonging.since), self.known_from)
        while month >= first:
            yield month
            month = month.plus(-1)

    def _agreed(self, month: Month, kind: ArrangementKind) -> bool:
        return any(one.kind is kind and one.holds(month) for one in self.arrangements)


class Alarm(StrEnum):
    """How urgent it is to ask somebody about their dues."""

    NONE = "none"
    WARN = "warn"
    ALARM = "alarm"


def alarm_of(run: int) -> Alarm:
    """Three months in a row warn, five are an alarm; what follows from six, people decide. Source: domain rule PB-18; art. 13."""
    if run >= ALARM_AFTER:
        return Alarm.ALARM
    return Alarm.WARN if run >= WARN_AFTER else Alarm.NONE


def alarm_said(run: int) -> str:
    """What the secretary reads beside a member who is behind; empty while nothing is to be said."""
    match alarm_of(run):
        case Alarm.ALARM:
            return _("连续 %(n)d 个月没有交纳：尽快联系本人，问清原因并记下", n=run)
        case Alarm.WARN:
            return _("连续 %(n)d 个月没有交纳：提醒本人", n=run)
    return ""
