"""Meetings as lists, pages and the calendar show them, each only to those whose business it is."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.actor import Actor, May
from app.clock import at_library, midnight
from app.gatherings.queries.gathering import GatheringView, view
from app.gatherings.rules import GatheringState, Span
from app.gatherings.rules.attendance import CAME, Status
from app.locale import _
from app.party.queries.structure import History, branch_history
from app.party.rules.facts import Held
from app.party.rules.meetings import MeetingKind
from app.party.rules.minutes import Present, State, lacks_of, read
from app.party.rules.planning import expected, kinds_said
from app.party.tables import PartyMeeting, PartyMeetingKind
from app.storage.moments import day_or_none, moment_or_none

# The columns of a gathering are those that `gatherings.queries.gathering.view` reads.
COLUMNS = """
SELECT m.id AS meeting, m."group" AS party_group, q.name AS group_name, m.chair, m.recorder, m.theme, m.theme_decided_on,
       m.material, m.material_title, s.at AS signed_at, s.signed_by_name, n.id AS minutes, n.content,
       (SELECT count(*) FROM expected e WHERE e.gathering = g.id) AS expected,
       (SELECT count(*) FROM presence r WHERE r.gathering = g.id AND r.status IN ('present', 'late')
        AND NOT EXISTS (SELECT 1 FROM presence l WHERE l.gathering = g.id AND l.person = r.person AND l.id > r.id)) AS came,
       (SELECT count(*) FROM party_task t WHERE t.meeting = m.id) AS tasks,
       (SELECT count(*) FROM party_task t WHERE t.meeting = m.id AND t.kind = 'rectification') AS problems,
       (SELECT count(*) FROM party_task t WHERE t.meeting = m.id AND NOT EXISTS (
           SELECT 1 FROM party_task_note d WHERE d.task = t.id AND d.kind = 'done' AND NOT EXISTS (
               SELECT 1 FROM party_task_note l WHERE l.task = t.id AND l.kind = 'reopened' AND l.id > d.id))) AS open_tasks,
       (SELECT count(*) FROM party_vote v WHERE v.meeting = m.id
        AND NOT EXISTS (SELECT 1 FROM party_vote_removal d WHERE d.vote = v.id)) AS votes,
       g.id, g.kind, g.title, g.starts_at, g.ends_at, g.place, p.name AS place_name, g.venue, g.category, g.library_closed,
       o.at AS opened_at, c.at AS closed_at, x.reason AS called_off
FROM party_meeting m JOIN gathering g ON g.id = m.gathering
LEFT JOIN party_group q ON q.id = m."group" LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN party_signing s ON s.meeting = m.id
LEFT JOIN party_minutes n ON s.id IS NULL
    AND n.id = (SELECT max(l.id) FROM party_minutes l WHERE l.meeting = m.id)
LEFT JOIN gathering_opening o ON o.gathering = g.id LEFT JOIN gathering_closing c ON c.gathering = g.id
LEFT JOIN gathering_cancellation x ON x.gathering = g.id
"""
# Before its list is frozen nobody stands on it; the structure of that day says whose it will be.
MINE = "(o.id IS NULL OR EXISTS (SELECT 1 FROM expected e WHERE e.gathering = g.id AND e.person = {}))"
KIND_ROWS = """
SELECT k.meeting, k.kind FROM party_meeting_kind k JOIN party_meeting m ON m.id = k.meeting
JOIN gathering g ON g.id = m.gathering WHERE g.starts_at >= {} AND g.starts_at < {}
"""
STANDING = """
SELECT m.id AS meeting, e.person, w.name, r.status, r.note FROM party_meeting m
JOIN gathering g ON g.id = m.gathering JOIN expected e ON e.gathering = g.id JOIN person w ON w.id = e.person
LEFT JOIN presence r ON r.id = (SELECT max(n.id) FROM presence n WHERE n.gathering = e.gathering AND n.person = e.person)
WHERE g.starts_at >= {} AND g.starts_at < {} ORDER BY m.id, w.name_pinyin, w.id
"""
YEARS = "SELECT min(g.starts_at) AS first FROM party_meeting m JOIN gathering g ON g.id = m.gathering"


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting.

    Attributes:
        gathering: its time, place, category and state.
        expected, came: of the frozen list; 0 before it is frozen.
        minutes: id of the newest unsigned minutes, None where there are none or they are signed.
        content: those minutes as they are kept; empty as above.
        tasks, open_tasks, problems, votes: how many of each stand.
    """

    id: int
    gathering: GatheringView
    kinds: frozenset[MeetingKind]
    group: int | None
    group_name: str
    chair: str
    recorder: str
    theme: str
    theme_decided_on: date | None
    material: int | None
    material_title: str
    expected: int
    came: int
    signed_at: datetime | None
    signed_by: str
    minutes: int | None
    content: str
    tasks: int
    open_tasks: int
    problems: int
    votes: int

    @property
    def shown(self) -> tuple[object, ...]:
        """What its form shows, to tell whether it has changed since."""
        known = self.gathering
        held = (self.span, known.place, known.venue, known.category)
        return (known.title, *held, sorted(self.kinds), self.group, self.chair, self.recorder, self.theme)

    @property
    def title(self) -> str:
        """What it is called everywhere."""
        return self.gathering.title

    @property
    def span(self) -> Span:
        """Its time."""
        return self.gathering.span

    @property
    def state(self) -> GatheringState:
        """Where its list stands."""
        return self.gathering.state

    @property
    def on(self) -> date:
        """The day at the library."""
        return at_library(self.span.starts_at).date()

    @property
    def ends(self) -> str:
        """The time of day at which it ends, as 17:00."""
        return f"{at_library(self.span.ends_at):%H:%M}"

    @property
    def is_signed(self) -> bool:
        """Whether the secretary has signed its minutes."""
        return self.signed_at is not None

    @property
    def kinds_said(self) -> str:
        """Its kinds in words."""
        return kinds_said(self.kinds)


async def meeting(actor: Actor, meeting_id: int) -> MeetingView | None:
    """One meeting, for the secretary and the committee, and for those who are expected at it."""
    condition, arguments = _whose(actor)
    rows = await PartyMeeting.raw(f"{COLUMNS} WHERE m.id = {{}} AND {condition}", meeting_id, *arguments)
    if not rows:
        return None
    kinds = await PartyMeetingKind.select(PartyMeetingKind.kind).where(PartyMeetingKind.meeting == meeting_id)
    one = meeting_view(rows[0], [row["kind"] for row in kinds])
    return one if not _is_for_the_structure(actor, one) or _will_expect(await branch_history(), one, actor) else None


async def meetings_between(actor: Actor, since: date, until: date) -> list[MeetingView]:
    """Meetings of these days, both included, that the actor may see; the newest first."""
    span = (midnight(since), midnight(until + timedelta(days=1)))
    condition, arguments = _whose(actor)
    rows = await PartyMeeting.raw(
        f"{COLUMNS} WHERE g.starts_at >= {{}} AND g.starts_at < {{}} AND {condition} ORDER BY g.starts_at DESC, m.id DESC",
        *span,
        *arguments,
    )
    kinds = await _kinds(span)
    seen = [meeting_view(row, kinds[row["meeting"]]) for row in rows]
    if not any(_is_for_the_structure(actor, one) for one in seen):
        return seen
    history = await branch_history()
    return [one for one in seen if not _is_for_the_structure(actor, one) or _will_expect(history, one, actor)]


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
    """An expected person and how they stand; `status` None while nothing is known."""

    person: int
    name: str
    status: Status | None
    note: str


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
    )
    unexplained = tuple(each.name for each in people if each.status is Status.ABSENT and not each.note)
    return lacks_of(state, read(one.content) if one.content else None, Present(one.expected, one.came, unexplained))


def meeting_view(row: Mapping[str, Any], kinds: Collection[str]) -> MeetingView:
    """A row of `COLUMNS` with its kinds."""
    return MeetingView(
        id=row["meeting"],
        gathering=view(row),
        kinds=frozenset(MeetingKind(kind) for kind in kinds),
        group=row["party_group"],
        group_name=row["group_name"] or "",
        chair=row["chair"],
        recorder=row["recorder"],
        theme=row["theme"],
        theme_decided_on=day_or_none(row["theme_decided_on"]),
        material=row["material"],
        material_title=row["material_title"],
        expected=row["expected"],
        came=row["came"],
        signed_at=moment_or_none(row["signed_at"]),
        signed_by=row["signed_by_name"] or "",
        minutes=row["minutes"],
        content=row["content"] or "",
        tasks=row["tasks"],
        open_tasks=row["open_tasks"],
        problems=row["problems"],
        votes=row["votes"],
    )


def _whose(actor: Actor) -> tuple[str, list[object]]:
    return ("1 = 1", []) if actor.may(May.SEE_PARTY) else (MINE, [actor.person])


def _is_for_the_structure(actor: Actor, one: MeetingView) -> bool:
    return one.gathering.opened_at is None and not actor.may(May.SEE_PARTY)


def _will_expect(history: History | None, one: MeetingView, actor: Actor) -> bool:
    if history is None:
        return False
    return actor.person in {each.person for each in expected(one.kinds, history.on(one.on), one.group)}


async def _kinds(span: tuple[datetime, datetime]) -> dict[int, list[str]]:
    kinds = defaultdict[int, list[str]](list)
    for row in await PartyMeetingKind.raw(KIND_ROWS, *span):
        kinds[row["meeting"]].append(row["kind"])
    return kinds


async def _standing(span: tuple[datetime, datetime]) -> dict[int, list[Stands]]:
    standing = defaultdict[int, list[Stands]](list)
    for row in await PartyMeeting.raw(STANDING, *span):
        status = Status(row["status"]) if row["status"] else None
        standing[row["meeting"]].append(Stands(row["person"], row["name"], status, row["note"] or ""))
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
