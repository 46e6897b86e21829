"""Meetings of a time as the list and the calendar of duties read them: who came, and what their minutes lack."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.actor import Actor
from app.clock import at_library, midnight
from app.gatherings.rules import GatheringState
from app.gatherings.rules.attendance import CAME, Status
from app.locale import _
from app.party.queries.meeting import COLUMNS, MeetingView, is_for_the_structure, meeting_view, whose, will_expect
from app.party.queries.structure import branch_history
from app.party.rules.facts import Held
from app.party.rules.minutes import Present, State, lacks_of, read
from app.party.rules.roll import line_of
from app.party.tables import PartyMeeting, PartyMeetingKind
from app.storage.moments import moment_or_none

KIND_ROWS = """
SELECT k.meeting, k.kind FROM party_meeting_kind k JOIN party_meeting m ON m.id = k.meeting
JOIN gathering g ON g.id = m.gathering WHERE g.starts_at >= {} AND g.starts_at < {}
"""
STANDING = """
SELECT m.id AS meeting, e.person, w.name, r.status, r.note, r.came_at, r.went_at FROM party_meeting m
JOIN gathering g ON g.id = m.gathering JOIN expected e ON e.gathering = g.id JOIN person w ON w.id = e.person
LEFT JOIN presence r ON r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = e.gathering AND n.person = e.person)
WHERE g.starts_at >= {} AND g.starts_at < {} ORDER BY m.id, w.name_pinyin, w.id
"""
TIMED = (Status.LATE, Status.MADE_UP)
YEARS = "SELECT min(g.starts_at) AS first FROM party_meeting m JOIN gathering g ON g.id = m.gathering"


async def meetings_between(actor: Actor, since: date, until: date) -> list[MeetingView]:
    """Meetings of these days, both included, that the actor may see; the newest first."""
    span = (midnight(since), midnight(until + timedelta(days=1)))
    condition, arguments = whose(actor)
    rows = await PartyMeeting.raw(
        f"{COLUMNS} WHERE g.starts_at >= {{}} AND g.starts_at < {{}} AND {condition} ORDER BY g.starts_at DESC, m.id DESC",
        *span,
        *arguments,
    )
    kinds = await _kinds(span)
    seen = [meeting_view(row, kinds[row["meeting"]]) for row in rows]
    if not any(is_for_the_structure(actor, one) for one in seen):
        return seen
    history = await branch_history()
    return [one for one in seen if not is_for_the_structure(actor, one) or will_expect(history, one, actor)]


async def first_year(today: date) -> int:
    """The year of the oldest meeting; this one where there is none."""
    rows = await PartyMeeting.raw(YEARS)
    first = moment_or_none(rows[0]["first"])
    return at_library(first).year if first else today.year


async def held_between(since: date, until: date) -> list[Held]:
    """What was held or is planned on these days, both included, as the calendar of duties reads it; oldest first."""
    span = (midnight(since), midnight(until + timedelta(days=1)))
    rows = await PartyMeeting.raw(
        f"{COLUMNS} WHERE g.starts_at >= {{}} AND g.starts_at < {{}} AND x.id IS NULL ORDER BY g.starts_at, m.id", *span
    )
    kinds, standing = await _kinds(span), await _standing(span)
    return [_held(meeting_view(row, kinds[row["meeting"]]), standing[row["meeting"]]) for row in rows]


@dataclass(frozen=True, slots=True)
class Stands:
    """An expected person and how they stand; `status` None while nothing is known.

    `came_at` and `went_at` are told of those who came late or made it up.
    """

    person: int
    name: str
    status: Status | None
    note: str
    came_at: datetime | None = None
    went_at: datetime | None = None

    @property
    def line(self) -> dict[str, str]:
        """As the form of the roll says it."""
        return line_of(self.status, self.note, self.came_at, self.went_at)


async def standing_between(since: date, until: date) -> dict[int, list[Stands]]:
    """Everybody expected at the meetings of these days, by meeting."""
    return await _standing((midnight(since), midnight(until + timedelta(days=1))))


def lacks(one: MeetingView, people: Sequence[Stands]) -> tuple[str, ...]:
    """What is missing of its minutes, in words; nothing once they are signed."""
    if one.is_signed:
        return ()
    lacking = lacks_unsigned(one, people)
    return lacking or ((_("书记签字"),) if one.state is GatheringState.CLOSED else ())


def lacks_unsigned(one: MeetingView, people: Sequence[Stands]) -> tuple[str, ...]:
    """The same without the signature itself."""
    state = State(
        kinds=one.kinds,
        is_over=one.state is GatheringState.CLOSED,
        chair=one.chair,
        recorder=one.recorder,
        theme=one.theme,
        theme_decided=one.theme_decided_on is not None,
        problems=one.problems,
        votes=one.votes,
        seated=one.seated,
    )
    unexplained = tuple(each.name for each in people if each.status is Status.ABSENT and not each.note)
    return lacks_of(state, read(one.content) if one.content else None, Present(one.expected, one.came, unexplained))


async def _kinds(span: tuple[datetime, datetime]) -> dict[int, list[str]]:
    kinds = defaultdict[int, list[str]](list)
    for row in await PartyMeetingKind.raw(KIND_ROWS, *span):
        kinds[row["meeting"]].append(row["kind"])
    return kinds


async def _standing(span: tuple[datetime, datetime]) -> dict[int, list[Stands]]:
    standing = defaultdict[int, list[Stands]](list)
    for row in await PartyMeeting.raw(STANDING, *span):
        status = Status(row["status"]) if row["status"] else None
        times = [moment_or_none(row[name]) for name in ("came_at", "went_at")] if status in TIMED else ()
        standing[row["meeting"]].append(Stands(row["person"], row["name"], status, row["note"] or "", *times))
    return standing


def _held(one: MeetingView, people: Sequence[Stands]) -> Held:
    def who(*statuses: Status) -> frozenset[int]:
        return frozenset(each.person for each in people if each.status in statuses)

    return Held(
        number=one.id,
        href=f"/party/meetings/{one.id}",
        title=one.title,
        kinds=one.kinds,
        held_on=one.on,
        is_over=one.state is GatheringState.CLOSED,
        lacks=lacks(one, people) if one.state is GatheringState.CLOSED else (),
        group=one.group,
        expected=frozenset(each.person for each in people),
        attended=who(*CAME),
        excused=who(Status.EXCUSED),
        exempt=who(Status.EXEMPT),
        theme_decided_on=one.theme_decided_on,
        open_actions=one.open_tasks,
    )


async def people_of(one: MeetingView) -> list[Stands]:
    """Everybody on the list of a meeting and how they stand."""
    return (await standing_between(one.on, one.on)).get(one.id, [])
