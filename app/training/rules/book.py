"""The rule book: what each ledger asks of a year, in force from one day to another, with its source and how sure we are.

Everything that is not read in the text of the rule itself is a setting of the library, and is shown as one. A rule that
changes gets an end, and a new entry; what was done under the old one is judged by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from app.gatherings.rules import Category, Kind
from app.locale import N_
from app.training.rules import Ledger
from app.training.rules.courses import Mode


class Mark(StrEnum):
    """How sure a rule is: V read in its text, S from a secondary source, L one place's, P our own proposal."""

    VERIFIED = "V"
    SECONDARY = "S"
    LOCAL = "L"
    PROPOSED = "P"


MARKS = {
    Mark.VERIFIED: N_("已对照原文"),
    Mark.SECONDARY: N_("本馆设置，出处未见原文"),
    Mark.LOCAL: N_("本馆设置，参照外地做法"),
    Mark.PROPOSED: N_("本馆设置"),
}

STEP = Fraction(1, 2)
"""Hours are shown in halves, rounded down. [P]"""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the hours that must come from some categories."""

    name: str
    part: Fraction
    categories: frozenset[Category]
    article: str


@dataclass(frozen=True, slots=True)
class LedgerRule:
    """What a ledger asks of a year, and what it counts.

    Attributes:
        document, issued: the text it comes from, and its date or number in words.
        article: where it stands in the text.
        quote: word for word, where the text was read; empty otherwise.
        valid_from, valid_to: days on which it is in force, both included; `valid_to` None while it lasts.
        required_hours: of somebody who is in the ledger all year.
        required_said: the same in the words of the rule, such as “90 学时或者 12 天”.
        minutes_per_hour: minutes of one 学时. [L: 60 in most places found; 45 and 50 exist]
        half_day_cap_hours, day_cap_hours: no more than this is counted before or after noon, and on one day. [L]
        kinds, categories: of gatherings that count; `categories` None counts all, also those without one.
        share: a part that must come from some categories, or None.
        required_days: so many days do as well; None where the rule knows hours only.
        half_day_hours: from so many hours on a half-day counts as half a day. [L]
        local, local_from: where the library's own values come from and since which year; empty and 0 without any.
    """

    ledger: Ledger
    document: str
    issued: str
    article: str
    quote: str
    mark: Mark
    valid_from: date
    valid_to: date | None
    required_hours: int
    required_said: str
    kinds: frozenset[Kind | Mode]
    categories: frozenset[Category] | None = None
    share: Share | None = None
    minutes_per_hour: int = 60
    half_day_cap_hours: int = 4
    day_cap_hours: int = 8
    required_days: int | None = None
    half_day_hours: int = 3
    local: str = ""
    local_from: int = 0

    def counts(self, kind: Kind | Mode, category: Category | None) -> bool:
        """Whether the minutes of such a gathering or course are the ledger's."""
        return kind in self.kinds and (self.categories is None or category in self.categories)

    def in_force(self, year: int) -> bool:
        """Whether it holds on the last day of the year, on which the year's hours are due."""
        last = date(year, 12, 31)
        return self.valid_from <= last and (self.valid_to is None or last <= self.valid_to)


# Articles 9 to 14 of the regulations: theory, politics, discipline, constitution and laws. Work and safety do not count. [P]
OF_THE_PARTY = frozenset({Category.POLITICS, Category.IDEOLOGY, Category.LAW})

STUDY_AND_EXAMS: frozenset[Kind | Mode] = frozenset({Kind.STUDY, Kind.EXAM, Kind.TRAINING})
"""An exam sat under supervision counts as learning together; a training class is 集中学习培训 itself. [P]"""
COURSES: frozenset[Kind | Mode] = frozenset(Mode)
"""Courses elsewhere and online, verified by a certificate, count by their subject. [S: 人社部令第25号 art. 8 names the ways]"""
TOGETHER: frozenset[Kind | Mode] = COURSES - {Mode.ONLINE}
"""集中: what is taken alone at a screen is not. [P]"""

OF_MEMBERS: frozenset[Kind | Mode] = frozenset({Kind.STUDY, Kind.TRAINING, Kind.PARTY}) | TOGETHER
"""What the branch studies in its meetings counts for its members like what the staff studies. [L: 三会一课, 主题党日, 党课]"""

RULE_BOOK: Sequence[LedgerRule] = (
    LedgerRule(
        ledger=Ledger.INSTITUTION,
        document=N_("《事业单位工作人员培训规定》"),
        issued=N_("2019年11月28日"),
        article="",
        quote="",
        mark=Mark.SECONDARY,
        valid_from=date(2019, 11, 28),
        valid_to=None,
        required_hours=90,
        required_said=N_("每年累计 90 学时，或者 12 天"),
        kinds=STUDY_AND_EXAMS | COURSES,
        required_days=12,
    ),
    LedgerRule(
        ledger=Ledger.PROFESSIONAL,
        document=N_("《专业技术人员继续教育规定》"),
        issued=N_("人力资源社会保障部令第25号，2015年"),
        article=N_("第七条、第八条"),
        quote="",
        mark=Mark.SECONDARY,
        valid_from=date(2015, 10, 1),
        valid_to=None,
        required_hours=90,
        required_said=N_("每年累计 90 学时，专业科目一般不少于三分之二"),
        kinds=STUDY_AND_EXAMS | COURSES,
        # Which of our categories are 专业科目 is a setting: the regulation names 公需科目 and 专业科目 only. [P]
        share=Share(N_("专业科目"), Fraction(2, 3), frozenset({Category.PROFESSIONAL}), N_("第七条、第八条")),
    ),
    LedgerRule(
        ledger=Ledger.PARTY,
        document=N_("《中国共产党党员教育管理工作条例》"),
        issued=N_("2019年5月6日起施行"),
        article=N_("第二十条"),
        quote=N_("党员每年集中学习培训时间一般不少于32学时。"),
        mark=Mark.VERIFIED,
        valid_from=date(2019, 5, 6),
        valid_to=None,
        required_hours=32,
        required_said=N_("每年集中学习培训一般不少于 32 学时"),
        kinds=OF_MEMBERS,
        categories=OF_THE_PARTY,
    ),
    LedgerRule(
        ledger=Ledger.LEADERS,
        document=N_("《2019—2023年全国党员教育培训工作规划》"),
        issued=N_("规划期到2023年为止"),
        article="",
        quote="",
        # The plan is over and its successor was not seen, so that this is the library's setting and no law.
        mark=Mark.SECONDARY,
        valid_from=date(2019, 1, 1),
        valid_to=None,
        required_hours=56,
        required_said=N_("书记和班子成员每年集中学习培训一般不少于 56 学时，规划期满后由本馆沿用"),
        kinds=OF_MEMBERS,
        categories=OF_THE_PARTY,
    ),
)


def rules_of(year: int) -> list[LedgerRule]:
    """The rules in force for a year, one for each ledger that had one then."""
    return [rule for rule in RULE_BOOK if rule.in_force(year)]


def rule_of(ledger: Ledger, year: int) -> LedgerRule | None:
    """The rule of one ledger for a year, or None when there was none yet."""
    return next((rule for rule in rules_of(year) if rule.ledger is ledger), None)
