"""Rows of the branch and its members. A membership, a trait, a post and a place in a group last until `ended_on`."""

from piccolo.columns import Boolean, Date, ForeignKey, Integer, OnDelete, Serial, Timestamptz, Varchar
from piccolo.table import Table

from app.people.tables import Person


class PartyBranch(Table):
    """The Party branch of the library. `term_years` is 3, or 5 in a village or community (支部工作条例 art. 21)."""

    id: Serial
    name = Varchar(length=80, null=False, default=None, unique=True)
    superior = Varchar(length=80, null=False, default=None)
    founded_on = Date(null=True, default=None)
    term_years = Integer(null=False, default=3)
    at = Timestamptz(null=False, default=None)


class CommitteePeriod(Table):
    """A time in which the branch has a committee; without one it has a secretary only."""

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    from_on = Date(null=False, default=None)
    ended_on = Date(null=True, default=None)
    document = Varchar(length=120, null=False, default="")
    at = Timestamptz(null=False, default=None)


class PartyTerm(Table):
    """A term of the committee or the secretary, with the paper by which the superior approved it."""

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    number = Integer(null=False, default=None)
    starts_on = Date(null=False, default=None)
    ends_on = Date(null=False, default=None)
    extended_to = Date(null=True, default=None)
    extension_document = Varchar(length=120, null=False, default="")
    ended_on = Date(null=True, default=None)
    document = Varchar(length=120, null=False, default="")
    at = Timestamptz(null=False, default=None)


class PartyGroup(Table):
    """A Party group of the branch."""

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    name = Varchar(length=40, null=False, default=None)
    from_on = Date(null=False, default=None)
    ended_on = Date(null=True, default=None)
    at = Timestamptz(null=False, default=None)


class PartyMember(Table):
    """A person in the branch, since a day and until they leave it. Who comes back is another row.

    `admitted_on` is the day of the vote that made them a probationary member; `full_on` the day they became a full one.
    """

    id: Serial
    branch = ForeignKey(PartyBranch, null=False, on_delete=OnDelete.restrict)
    person = ForeignKey(Person, null=False, on_delete=OnDelete.restrict, index=True)
    since = Date(null=False, default=None)
    admitted_on = Date(null=True, default=None)
    full_on = Date(null=True, default=None)
    ended_on = Date(null=True, default=None)
    end_reason = Varchar(length=120, null=False, default="")
    at = Timestamptz(null=False, default=None)


class MemberTrait(Table):
    """Something that is true of a member for a time, with the reason; both days included.

    `until_on` is the day by which a 限期改正 has to be over, `outcome` what people concluded of it.
    """

    id: Serial
    member = ForeignKey(PartyMember, null=False, on_delete=OnDelete.restrict, index=True)
    trait = Varchar(length=20, null=False, default=None)
    from_on = Date(null=False, default=None)
    ended_on = Date(null=True, default=None)
    note = Varchar(length=200, null=False, default="")
    until_on = Date(null=True, default=None)
    outcome = Varchar(length=200, null=False, default="")
    at = Timestamptz(null=False, default=None)


class CommitteeSeat(Table):
    """A post on the committee, or that of the secretary of a branch without one; both days included."""

    id: Serial
    member = ForeignKey(PartyMember, null=False, on_delete=OnDelete.restrict, index=True)
    post = Varchar(length=20, null=False, default=None)
    from_on = Date(null=False, default=None)
    ended_on = Date(null=True, default=None)
    appointed = Boolean(null=False, default=False)
    at = Timestamptz(null=False, default=None)


class GroupPlace(Table):
    """A member belongs to a group; `leads` says that they lead it. Both days included."""

    id: Serial
    member = ForeignKey(PartyMember, null=False, on_delete=OnDelete.restrict, index=True)
    group = ForeignKey(PartyGroup, null=False, on_delete=OnDelete.restrict)
    leads = Boolean(null=False, default=False)
    from_on = Date(null=False, default=None)
    ended_on = Date(null=True, default=None)
    at = Timestamptz(null=False, default=None)


TABLES = [
    PartyBranch,
    CommitteePeriod,
    PartyTerm,
    PartyGroup,
    PartyMember,
    MemberTrait,
    CommitteeSeat,
    GroupPlace,
]
