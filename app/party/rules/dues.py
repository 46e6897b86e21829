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
from app.refusals import WhyNot

MONTHLY = Citation(DUES_RULES, N_("第十二条"), "党员应当增强党员意识，主动按月交纳党费。")
QUARTERLY = Citation(DUES_RULES, N_("第十二条"), "遇到特殊情况，经党支部同意，可以每季度交纳一次党费")
ARREARS = Citation(DUES_RULES, N_("第十二条"), "补交党费的时间一般不得超过6个月。")
SIX_MONTHS = Citation(DUES_RULES, N_("第十三条"), "对无正当理由，连续6个月不交纳党费的党员，按自行脱党处理。")
FROM_THE_VOTE = Citation(DUES_RULES, N_("第八条"), "预备党员从支部大会通过其为预备党员之日起交纳党费。")
RELIEVED = Citation(
    DUES_RULES, N_("第七条"), "交纳党费确有困难的党员，经党支部研究，报上一级党委批准后，可以少交或免交党费。"
)
PUBLISHED = Citation(DUES_RULES, N_("第二十六条"), "党支部应当每年向党员公布一次党费收缴情况。")
REMINDED = Citation(
    MEMBER_EDUCATION, N_("第二十九条"), "不按时交纳党费……的，党组织应当采取适当方式及时进行批评教育，帮助其改进提高。"
)
RULES = (MONTHLY, QUARTERLY, FROM_THE_VOTE, ARREARS, SIX_MONTHS, RELIEVED, PUBLISHED)

WARN_AFTER, ALARM_AFTER, LONGEST_ARREARS = 3, 5, 6
"""Months: the first two are when this product speaks up (domain rule PB-18), the third is of art. 12."""
MOST_FEN = 100_000 * 100


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
        and the month of the vote counts from that day. Source: 党费规定 art. 8 (the vote); the first day is our reading of art. 9.
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


def fen_typed(text: str) -> int | None:
    """An amount in yuan as people type or paste it, in fen; None where it is none: 12, 12.5, ¥1,012.50, 12元.

    More than two decimals are nobody's to round.
    """
    digits = text.strip().translate(str.maketrans("０１２３４５６７８９．，￥", "0123456789.,¥"))
    digits = digits.removeprefix("¥").removesuffix("元").replace(",", "").strip()
    whole, dot, rest = digits.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 7) or (dot and not (rest.isascii() and rest.isdigit())):
        return None
    if len(rest) > 2:
        return None
    return int(whole) * 100 + int((rest + "00")[:2])


def yuan(fen: int) -> str:
    """An amount as it is read: 12.50."""
    return f"{fen // 100}.{fen % 100:02}"


@dataclass(frozen=True, slots=True)
class Receiving:
    """A payment that somebody wants to enter."""

    name: str
    month: Month
    amount_fen: int
    received_on: date


def why_not_receive(wanted: Receiving, account: Account, today: date) -> tuple[WhyNot, ...]:
    """Why this payment cannot be entered: it is another branch's, paid already, of a day to come, or no amount."""
    said = {"name": wanted.name, "year": wanted.month.year, "month": wanted.month.month}
    reasons = []
    if not 0 < wanted.amount_fen <= MOST_FEN:
        reasons.append(WhyNot("amount", _("%(name)s %(year)d 年 %(month)d 月：金额写大于 0 的元数，例如 12.50", **said)))
    if wanted.received_on > today:
        reasons.append(WhyNot("received_on", _("收款日期在今天以后，改成收到的那一天")))
    if wanted.month in account.paid:
        sentence = _("%(name)s %(year)d 年 %(month)d 月已经记过，要改的话点开那一格更正", **said)
        reasons.append(WhyNot("paid", sentence))
    elif not account.belonging.owes(wanted.month):
        reasons.append(WhyNot("outside", _not_here(said, account, wanted.month)))
    return tuple(reasons)


def _not_here(said: Mapping[str, object], account: Account, month: Month) -> str:
    vote = account.belonging.admitted_on
    if vote is not None and month < month_of(vote):
        text = _("%(name)s %(year)d 年 %(month)d 月还不是预备党员：党费从支部大会通过之日 %(vote)s 起交（党费规定第八条）")
        return text % {**said, "vote": vote}
    text = _("%(name)s %(year)d 年 %(month)d 月 1 日不在本支部，那个月的党费由当时所在的支部收；记错了月份就改月份")
    return text % said


def why_not_arrange(kind: ArrangementKind, from_on: date, ended_on: date | None, basis: str) -> tuple[WhyNot, ...]:
    """Why it cannot be agreed so: the days run backwards, or it does not say who agreed."""
    reasons = []
    if ended_on is not None and ended_on < from_on:
        reasons.append(WhyNot("ended_on", _("结束日期早于开始日期，改其中一个")))
    if len(basis.strip()) < 4:
        sentences = {
            ArrangementKind.QUARTERLY: _("写明哪次支部会议同意的（党费规定第十二条：经党支部同意）"),
            ArrangementKind.EXEMPT: _("写明支部研究的日期和上一级党委的批准（党费规定第七条）"),
            ArrangementKind.ELSEWHERE: _("写明在哪个党组织交、凭什么证明（党费规定第九条）"),
        }
        reasons.append(WhyNot("basis", sentences[kind]))
    return tuple(reasons)


def pasted_amounts(text: str) -> list[str]:
    """A column of cells as a spreadsheet copies it: one line a member, empty lines are empty cells."""
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    return [line.split("\t")[-1].strip() for line in lines] if text.strip() else []
