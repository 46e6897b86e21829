"""What the gatherings of the branch counted as."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from app import clock
from app.party.rules.meetings import MeetingKind
from app.party.tables import PartyBranch

KINDS = """
SELECT m.gathering, k.kind FROM party_meeting m JOIN party_meeting_kind k ON k.meeting = m.id
JOIN gathering g ON g.id = m.gathering WHERE g.starts_at < {} AND g.ends_at > {}
"""


async def kinds_of_gatherings(year: int) -> Mapping[int, frozenset[MeetingKind]]:
    """The kinds of every meeting that touched the year, by gathering."""
    found: defaultdict[int, set[MeetingKind]] = defaultdict(set)
    first, after = clock.midnight(date(year, 1, 1)), clock.midnight(date(year, 12, 31) + timedelta(days=1))
    for row in await PartyBranch.raw(KINDS, after, first):
        found[row["gathering"]].add(MeetingKind(row["kind"]))
    return {gathering: frozenset(kinds) for gathering, kinds in found.items()}
