"""The branch: who is in it, who leads it, and which rules its size and structure bring with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.locale import N_


class Standing(StrEnum):
    """What a member is to the branch on a day."""

    FULL = "full"
    PROBATIONARY = "probationary"
    LEFT = "left"


STANDINGS = {Standing.FULL: N_("正式党员"), Standing.PROBATIONARY: N_("预备党员"), Standing.LEFT: N_("已转出")}


class Trait(StrEnum):
    """What else is true of a member for a time; it decides which rules reach them."""

    RETIRED = "retired"
    FRAIL = "frail"
    FLOWING = "flowing"
    LEADING_CADRE = "leading_cadre"
    NO_VOTE = "no_vote"
    CORRECTION = "correction"


TRAITS = {
    Trait.RETIRED: N_("离退休"),
    Trait.FRAIL: N_("年老体弱，不作硬性要求"),
    Trait.FLOWING: N_("流动党员"),
    Trait.LEADING_CADRE: N_("党员领导干部"),
    Trait.NO_VOTE: N_("没有表决权"),
    Trait.CORRECTION: N_("限期改正"),
}
OF_THE_COMMITTEE_ONLY = frozenset({Trait.CORRECTION})
"""What only the branch committee reads of somebody else. Source: 党员教育管理工作条例 art. 30; domain rule PB-22."""


class CommitteePost(StrEnum):
    """What somebody is on the branch committee, or in a branch too small for one."""

    SECRETARY = "secretary"
    DEPUTY = "deputy"
    ORGANISATION = "organisation"
    PUBLICITY = "publicity"
    DISCIPLINE = "discipline"
    MEMBER = "member"


COMMITTEE_POSTS = {
    CommitteePost.SECRETARY: N_("书记"),
    CommitteePost.DEPUTY: N_("副书记"),
    CommitteePost.ORGANISATION: N_("组织委员"),
    CommitteePost.PUBLICITY: N_("宣传委员"),
    CommitteePost.DISCIPLINE: N_("纪检委员"),
    CommitteePost.MEMBER: N_("委员"),
}


@dataclass(frozen=True, slots=True)
class Member:
    """A member as they stood on one day.

    Attributes:
        id: of the row `PartyMember`.
        person, name: who it is.
        admitted_on: the day of the branch vote by which they became a probationary member; None where it is not written down.
        since: the first day in this branch.
        group: id of the Party group, or None.
        post: on the committee, or as secretary of a branch without one.
        post_since: the first day in that post without a gap.
    """

    id: int
    person: int
    name: str
    standing: Standing
    since: date
    admitted_on: date | None = None
    full_on: date | None = None
    traits: frozenset[Trait] = frozenset()
    group: int | None = None
    post: CommitteePost | None = None
    post_since: date | None = None

    @property
    def may_vote(self) -> bool:
        """Full members vote, unless that right is taken from them. Source: 支部工作条例 art. 11."""
        return self.standing is Standing.FULL and Trait.NO_VOTE not in self.traits


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the committee or of the secretary; `ended_on` None while it lasts, `extended_to` where a superior agreed."""

    id: int
    number: int
    starts_on: date
    ends_on: date
    extended_to: date | None = None
    ended_on: date | None = None

    @property
    def due_on(self) -> date:
        """The day on which it is over at the latest."""
        return self.extended_to or self.ends_on


@dataclass(frozen=True, slots=True)
class Group:
    """A Party group that the branch is divided into."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Structure:
    """The branch on one day: whoever was in it, in the order of their names, and the groups it was divided into."""

    branch: int
    name: str
    day: date
    members: Sequence[Member] = ()
    groups: Sequence[Group] = ()
    has_committee: bool = False
    term: Term | None = None
    superior: str = ""
    founded_on: date | None = None
    term_years: int = 3
    _by_person: dict[int, Member] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._by_person.update({one.person: one for one in self.members})

    @property
    def full(self) -> list[Member]:
        """Full members."""
        return [one for one in self.members if one.standing is Standing.FULL]

    @property
    def voters(self) -> list[Member]:
        """Members with the right to vote."""
        return [one for one in self.members if one.may_vote]

    @property
    def committee(self) -> list[Member]:
        """Members of the committee; in a branch without one, its secretary and deputy."""
        return [one for one in self.members if one.post is not None]

    @property
    def secretary(self) -> Member | None:
        """The secretary."""
        return next((one for one in self.members if one.post is CommitteePost.SECRETARY), None)

    def in_group(self, group: int) -> list[Member]:
        """Members of one group."""
        return [one for one in self.members if one.group == group]

    def member(self, person: int) -> Member | None:
        """The member that this person is, if they are one."""
        return self._by_person.get(person)
