"""The branch as it stood on a day: who was in it, on its committee, in which group."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from app.party.rules.branch import CommitteePost, Group, Member, Standing, Structure, Term, Trait
from app.party.rules.correcting import Correction, last_day
from app.party.tables import PartyBranch
from app.storage.moments import day, day_or_none

# Everything a branch ever was is a few hundred short rows: one question brings them all, in one shape.
ALL = """
SELECT 'member' AS part, m.id, m.person AS owner, 0 AS other, p.name AS word, m.since AS from_on, m.ended_on,
       m.admitted_on AS first_on, m.full_on AS second_on
FROM party_member m JOIN person p ON p.id = m.person WHERE m.branch = {}
UNION ALL SELECT 'group', g.id, 0, 0, g.name, g.from_on, g.ended_on, NULL, NULL FROM party_group g WHERE g.branch = {}
UNION ALL SELECT 'committee', c.id, 0, 0, c.document, c.from_on, c.ended_on, NULL, NULL
FROM committee_period c WHERE c.branch = {}
UNION ALL SELECT 'term', t.id, 0, t.number, t.document, t.starts_on, t.ended_on, t.ends_on, t.extended_to
FROM party_term t WHERE t.branch = {}
UNION ALL SELECT 'trait', t.id, t.member, 0, t.trait, t.from_on, t.ended_on, t.until_on, NULL
FROM member_trait t JOIN party_member m ON m.id = t.member WHERE m.branch = {}
UNION ALL SELECT 'seat', s.id, s.member, 0, s.post, s.from_on, s.ended_on, NULL, NULL
FROM committee_seat s JOIN party_member m ON m.id = s.member WHERE m.branch = {}
UNION ALL SELECT 'place', q.id, q.member, q."group", '', q.from_on, q.ended_on, NULL, NULL
FROM group_place q JOIN party_member m ON m.id = q.member WHERE m.branch = {}
ORDER BY 1, 6, 2
"""


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    owner: int
    other: int
    word: str
    from_on: date
    ended_on: date | None
    first_on: date | None
    second_on: date | None

    def holds(self, on: date) -> bool:
        return self.from_on <= on and (self.ended_on is None or on <= self.ended_on)


@dataclass(frozen=True, slots=True)
class History:
    """Everything that was ever true of the branch, so that any day of it can be told without asking again."""

    branch: int
    name: str
    superior: str
    founded_on: date | None
    term_years: int
    rows: Mapping[str, Sequence[_Row]]
    of_member: Mapping[tuple[str, int], Sequence[_Row]]
    _told: dict[date, Structure] = field(init=False, repr=False, compare=False, default_factory=dict)

    def on(self, asked: date) -> Structure:
        """The branch on this day; a day that was told before is not told anew."""
        if asked not in self._told:
            self._told[asked] = self._on(asked)
        return self._told[asked]

    def _on(self, asked: date) -> Structure:
        members = [self._member(row, asked) for row in self._holding("member", asked)]
        return Structure(
            branch=self.branch,
            name=self.name,
            day=asked,
            members=sorted(members, key=lambda one: (one.post is None, one.id)),
            groups=[Group(row.id, row.word) for row in self._holding("group", asked)],
            has_committee=any(True for _ in self._holding("committee", asked)),
            term=next(reversed([_term(row) for row in self._holding("term", asked)]), None),
            superior=self.superior,
            founded_on=self.founded_on,
            term_years=self.term_years,
        )

    def member_rows(self, person: int) -> list[int]:
        """Ids of the memberships a person has or had, the oldest first."""
        return [row.id for row in self.rows["member"] if row.owner == person]

    def _member(self, row: _Row, asked: date) -> Member:
        place, seat = self._of(row.id, "place", asked), self._of(row.id, "seat", asked)
        is_full = row.second_on is not None and row.second_on <= asked
        return Member(
            id=row.id,
            person=row.owner,
            name=row.word,
            standing=Standing.FULL if is_full else Standing.PROBATIONARY,
            since=row.from_on,
            admitted_on=row.first_on,
            full_on=row.second_on,
            traits=frozenset(Trait(one.word) for one in self._of(row.id, "trait", asked)),
            group=place[0].other if place else None,
            post=CommitteePost(seat[0].word) if seat else None,
            post_since=self._since(row.id, seat[0]) if seat else None,
        )

    def _since(self, member: int, seat: _Row) -> date:
        # Whoever is chosen again holds the post on; the rows stand in the order of their days.
        since = seat.from_on
        for row in reversed(self.of_member["seat", member]):
            if row.word == seat.word and row.ended_on == since - timedelta(days=1):
                since = row.from_on
        return since

    @property
    def corrections(self) -> list[Correction]:
        """Every 限期改正 that nobody concluded."""
        return [
            Correction(row.id, row.owner, last_day(row.from_on, row.first_on))
            for row in self.rows["trait"]
            if row.word == Trait.CORRECTION and row.ended_on is None
        ]

    def _of(self, member: int, part: str, asked: date) -> list[_Row]:
        return [row for row in self.of_member.get((part, member), ()) if row.holds(asked)]

    def _holding(self, part: str, asked: date) -> Iterator[_Row]:
        return (row for row in self.rows[part] if row.holds(asked))


async def branch_history() -> History | None:
    """The library's branch with everything that was ever true of it; None before one is written down.

    A library has one branch; the first that was written down is it.
    """
    known = await PartyBranch.select().order_by(PartyBranch.id).limit(1)
    if not known:
        return None
    branch = known[0]
    rows, of_member = defaultdict[str, list[_Row]](list), defaultdict[tuple[str, int], list[_Row]](list)
    for raw in await PartyBranch.raw(ALL, *([branch["id"]] * 7)):
        row = _row(raw)
        rows[raw["part"]].append(row)
        of_member[raw["part"], row.owner].append(row)
    return History(
        branch=branch["id"],
        name=branch["name"],
        superior=branch["superior"],
        founded_on=branch["founded_on"],
        term_years=branch["term_years"],
        rows=rows,
        of_member=of_member,
    )


async def structure_on(asked: date) -> Structure | None:
    """The branch on one day; None before one is written down."""
    known = await branch_history()
    return None if known is None else known.on(asked)


def _row(raw: Mapping[str, Any]) -> _Row:
    return _Row(
        raw["id"],
        raw["owner"],
        raw["other"],
        raw["word"],
        day(raw["from_on"]),
        day_or_none(raw["ended_on"]),
        day_or_none(raw["first_on"]),
        day_or_none(raw["second_on"]),
    )


def _term(row: _Row) -> Term:
    return Term(row.id, row.other, row.from_on, row.first_on or row.from_on, row.second_on, row.ended_on)
