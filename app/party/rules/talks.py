"""谈心谈话: which talks may be entered, and who has still to talk to whom this year."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from app.locale import N_, _
from app.party.rules.branch import Structure
from app.party.rules.citing import BRANCH_WORK, Citation
from app.refusals import WhyNot

# Data, not words: the text of the Party's document.
ONCE_A_YEAR = Citation(
    BRANCH_WORK,
    N_("第十九条"),
    "党支部委员之间、党支部委员和党员之间、党员和党员之间，每年谈心谈话一般不少于1次。",
)
LONGEST = 4000
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Note:
    """What a talk was about: the summary, the problem that came up, what follows."""

    place: str = ""
    content: str = ""
    problem: str = ""
    follow_up: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said beside the place."""
        return not (self.content.strip() or self.problem.strip() or self.follow_up.strip())


def why_not_talk(
    first: int, second: int, held_on: date, structure: Structure | None, today: date
) -> tuple[WhyNot, ...]:
    """Why this talk cannot be entered: with oneself, of a day to come, or one of both was no member that day.

    Args:
        structure: the branch on the day of the talk.
    """
    if first == second:
        return (WhyNot("second", _("谈心谈话是两个人的事，选两个不同的人")),)
    if held_on > today:
        return (WhyNot("held_on", _("谈话日期在今天以后，谈过了再记")),)
    if structure is None or structure.member(first) is None or structure.member(second) is None:
        return (WhyNot("second", _("那一天两个人不都是本支部党员，核对日期和人")),)
    return ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A talk, and whether each of both was on the committee that day."""

    first: int
    second: int
    first_leads: bool
    second_leads: bool

    def partner_of(self, person: int) -> tuple[int, bool] | None:
        """Whom this person talked to, and whether that one was on the committee; None where they took no part."""
        if person == self.first:
            return self.second, self.second_leads
        return (self.first, self.first_leads) if person == self.second else None


@dataclass(frozen=True, slots=True)
class Covered:
    """How far a member has come with the talks of a year.

    Attributes:
        leads: is on the committee.
        committee, members: names of those they talked to.
        needs_committee, needs_member: whether there is anybody of that sort to talk to.
    """

    person: int
    name: str
    leads: bool
    committee: Sequence[str]
    members: Sequence[str]
    needs_committee: bool
    needs_member: bool

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is still missing, in words; empty once both are done."""
        said = []
        if self.needs_committee and not self.committee:
            said.append(_("与委员之间") if self.leads else _("与委员"))
        if self.needs_member and not self.members:
            said.append(_("与党员") if self.leads else _("党员之间"))
        return tuple(said)


def coverage(structure: Structure, talks: Collection[Spoken]) -> list[Covered]:
    """Who of the branch talked to a member of the committee, and who to another member.

    A branch too small for a committee has its secretary in the committee's place. Source: 支部工作条例 art. 19; PB-09.
    """
    leading = {one.person for one in structure.committee}
    names = {one.person: one.name for one in structure.members}
    seen = [Covered(one.person, one.name, one.person in leading, *_met(one.person, names, talks), False, False)
            for one in structure.members]  # fmt: skip
    return [
        Covered(
            one.person,
            one.name,
            one.leads,
            one.committee,
            one.members,
            needs_committee=bool(leading - {one.person}),
            needs_member=bool(names.keys() - leading - {one.person}),
        )
        for one in seen
    ]


def _met(person: int, names: Mapping[int, str], talks: Collection[Spoken]) -> tuple[list[str], list[str]]:
    partners = [partner for talk in talks if (partner := talk.partner_of(person))]
    said = [(names.get(who, _("已转出的党员")), leads) for who, leads in partners]
    return sorted({name for name, leads in said if leads}), sorted({name for name, leads in said if not leads})


def pairs_without(structure: Structure, talks: Collection[Spoken]) -> list[tuple[str, str]]:
    """Pairs of the committee's members who have not talked to each other. Source: 支部工作条例 art. 19, 党支部委员之间."""
    done = {frozenset((one.first, one.second)) for one in talks}
    return [
        (one.name, other.name)
        for one, other in combinations(structure.committee, 2)
        if frozenset((one.person, other.person)) not in done
    ]


@dataclass(frozen=True, slots=True)
class TypedTalk:
    """A line of a pasted list: a day and two names, and what is wrong with it."""

    row: int
    held_on: date | None
    first: int | None
    second: int | None
    problem: str = ""


def talks_typed(text: str, people: Mapping[str, int]) -> list[TypedTalk]:
    """A pasted list of talks: one a line, the day and two names divided by tabs, commas or spaces.

    Args:
        people: ids by name, of those who may be meant; who shares a name with another is not among them.
    """
    lines = [line.strip() for line in text.splitlines()]
    return [_typed(number, line, people) for number, line in enumerate(lines, 1) if line]


def _typed(row: int, line: str, people: Mapping[str, int]) -> TypedTalk:
    cells = [cell for cell in re.split(r"[\t,，、\s]+", line) if cell]
    held_on = _day(cells[0]) if cells else None
    if held_on is None:
        return TypedTalk(row, None, None, None, _("第 %(row)d 行：先写日期，例如 2026-11-20", row=row))
    names = cells[1:3]
    if len(cells) != 3:
        return TypedTalk(row, held_on, None, None, _("第 %(row)d 行：日期后面写两个人的姓名", row=row))
    unknown = [name for name in names if name not in people]
    if unknown:
        said = _("第 %(row)d 行：支部里没有唯一叫“%(name)s”的人，核对姓名；重名的单独登记", row=row, name=unknown[0])
        return TypedTalk(row, held_on, None, None, said)
    return TypedTalk(row, held_on, people[names[0]], people[names[1]])


def _day(text: str) -> date | None:
    match = DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
