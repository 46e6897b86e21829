"""Members' hours of a year: what the ledgers ask, and by which kind of learning they came together (R-14).

Sources: 32 学时 党员教育管理工作条例 art. 20 [V]; 56 学时 2019—2023 规划 [S], a setting of the library; what counts [L].
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

from app.gatherings.rules import Kind
from app.locale import N_
from app.party.rules.branch import Member
from app.party.rules.meetings import MeetingKind
from app.training.rules import Ledger
from app.training.rules.book import LedgerRule
from app.training.rules.card import Account, Card
from app.training.rules.courses import Mode
from app.training.rules.hours import Credit, hours, shown
from app.training.rules.membership import Period


class Way(StrEnum):
    """By which kind of learning hours came together: the columns of R-14, and what the staff study together beside them."""

    MEETINGS = "meetings"
    THEMED_DAY = "themed_day"
    LECTURE = "lecture"
    CLASSES = "classes"
    WINTER = "winter"
    STAFF_STUDY = "staff_study"
    ONLINE = "online"


WAYS = {
    Way.MEETINGS: N_("三会一课"),
    Way.THEMED_DAY: N_("主题党日"),
    Way.LECTURE: N_("党课"),
    Way.CLASSES: N_("集中培训"),
    Way.WINTER: N_("冬训"),
    Way.STAFF_STUDY: N_("职工集中学习"),
    Way.ONLINE: N_("网络"),
}
# A meeting may be several things at once; it stands in the first column that fits it, so that no minute stands in two.
BY_KIND = (
    (MeetingKind.WINTER, Way.WINTER),
    (MeetingKind.LECTURE, Way.LECTURE),
    (MeetingKind.THEMED_DAY, Way.THEMED_DAY),
    (MeetingKind.CAMPAIGN, Way.CLASSES),
)


def way_of(credit: Credit, kinds: Collection[MeetingKind]) -> Way:
    """The column in which these minutes stand.

    Args:
        kinds: of the meeting they were spent at; empty for anything else.
    """
    if credit.kind is Kind.PARTY:
        return next((way for kind, way in BY_KIND if kind in kinds), Way.MEETINGS)
    if isinstance(credit.kind, Mode):
        return Way.ONLINE if credit.kind is Mode.ONLINE else Way.CLASSES
    return Way.CLASSES if credit.kind is Kind.TRAINING else Way.STAFF_STUDY


def by_way(credits: Iterable[tuple[Way, Credit]], rule: LedgerRule, year: int) -> dict[Way, Fraction]:
    """Hours in each column, in halves; of courses online also what the ledger does not count, since it is listed apart.

    Columns are no parts of a sum: time that two share, and what a day's cap cuts off, is in the ledger's total only once.
    """
    told = list(credits)
    found = {way: shown(hours([one for each, one in told if each is way], rule, year)) for way in WAYS}
    online = [Credit(one.starts_at, one.minutes, Kind.PARTY, one.category) for way, one in told if way is Way.ONLINE]
    return {**found, Way.ONLINE: shown(hours(online, rule, year))}


@dataclass(frozen=True, slots=True)
class MemberHours:
    """One member's hours of a year; `account` is the ledger that asks for most, `others` what else they are in."""

    member: Member
    card: Card
    ways: Mapping[Way, Fraction] = field(default_factory=dict)

    @property
    def account(self) -> Account | None:
        """What is asked of them: as secretary or on the committee, or as a member."""
        return max(self.card.accounts, key=lambda one: one.required, default=None)

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing in any of the Party's ledgers."""
        return all(one.is_met for one in self.card.accounts)

    @property
    def gap(self) -> Fraction:
        """Hours that are missing where most is."""
        return max((one.gap for one in self.card.accounts), default=Fraction())


def memberships(stays: Iterable[Period], seats: Iterable[Period]) -> dict[Ledger, list[Period]]:
    """When somebody is in the Party's ledgers: as a member as long as in the branch, as a leader as long as they hold a post.

    Source: 党员教育管理工作条例 art. 20 (every member); 2019—2023 规划 [S] (书记和班子成员).
    """
    return {Ledger.PARTY: joined(stays), Ledger.LEADERS: joined(seats)}


def joined(periods: Iterable[Period]) -> list[Period]:
    """The same days without overlaps and seams; what ends before it begins never was."""
    found: list[Period] = []
    for one in sorted((p for p in periods if p.to_on is None or p.to_on >= p.from_on), key=lambda p: p.from_on):
        last = found[-1] if found else None
        if last is not None and (last.to_on is None or one.from_on <= last.to_on + timedelta(days=1)):
            until = None if last.to_on is None or one.to_on is None else max(last.to_on, one.to_on)
            found[-1] = Period(last.from_on, until)
        else:
            found.append(one)
    return found


def totals(rows: Sequence[MemberHours]) -> dict[Way, Fraction]:
    """What the columns add up to over the members, each column by itself."""
    return {way: sum((row.ways.get(way, Fraction()) for row in rows), Fraction()) for way in WAYS}
