"""One meeting as lists and pages show it, and whose business it is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actor import Actor, May
from app.clock import at_library
from app.gatherings.queries.gathering import GatheringView, view
from app.gatherings.rules import GatheringState, Span
from app.party.queries.structure import History, branch_history
from app.party.rules.meetings import MeetingKind
from app.party.rules.planning import expected, kinds_said
from app.party.tables import PartyMeeting, PartyMeetingKind
from app.storage.moments import day_or_none, moment_or_none

# The columns of a gathering are those that `gatherings.queries.gathering.view` reads.
COLUMNS = """
SELECT m.id AS meeting, m."group" AS party_group, q.name AS group_name, m.chair, m.recorder, m.theme, m.theme_decided_on,
       m.material, m.material_title, y.title AS material_name, s.at AS signed_at, s.signed_by_name, n.id AS minutes, n.content,
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
       (SELECT count(*) FROM party_vote v WHERE v.meeting = m.id AND v.seats IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM party_vote_removal d WHERE d.vote = v.id)) AS seated,
       g.id, g.kind, g.title, g.starts_at, g.ends_at, g.place, p.name AS place_name, g.venue, g.category, g.library_closed,
       o.at AS opened_at, c.at AS closed_at, x.reason AS called_off
FROM party_meeting m JOIN gathering g ON g.id = m.gathering
LEFT JOIN party_group q ON q.id = m."group" LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN study_material y ON y.id = m.material LEFT JOIN party_signing s ON s.meeting = m.id
LEFT JOIN party_minutes n ON s.id IS NULL
    AND n.id = (SELECT max(l.id) FROM party_minutes l WHERE l.meeting = m.id)
LEFT JOIN gathering_opening o ON o.gathering = g.id LEFT JOIN gathering_closing c ON c.gathering = g.id
LEFT JOIN gathering_cancellation x ON x.gathering = g.id
"""
# Before its list is frozen nobody stands on it; the structure of that day says whose it will be.
MINE = "(o.id IS NULL OR EXISTS (SELECT 1 FROM expected e WHERE e.gathering = g.id AND e.person = {}))"
MATERIALS = """
SELECT m.id, m.title FROM study_material m WHERE m.year = {}
AND NOT EXISTS (SELECT 1 FROM material_removal d WHERE d.material = m.id) ORDER BY m.id
"""


@dataclass(frozen=True, slots=True)
class MeetingView:
    """One meeting.

    Attributes:
        gathering: its time, place, category and state.
        expected, came: of the frozen list; 0 before it is frozen.
        minutes: id of the newest unsigned minutes, None where there are none or they are signed.
        content: those minutes as they are kept; empty as above.
        tasks, open_tasks, problems, votes: how many of each stand.
        seated: votes of elections that say how many seats there are.
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
    material_name: str
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
    seated: int

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
    def materials_said(self) -> str:
        """What was studied, by title."""
        return "；".join(filter(None, (self.material_name, self.material_title)))

    @property
    def kinds_said(self) -> str:
        """Its kinds in words."""
        return kinds_said(self.kinds)


async def meeting(actor: Actor, meeting_id: int) -> MeetingView | None:
    """One meeting, for the secretary and the committee, and for those who are expected at it."""
    condition, arguments = whose(actor)
    rows = await PartyMeeting.raw(f"{COLUMNS} WHERE m.id = {{}} AND {condition}", meeting_id, *arguments)
    if not rows:
        return None
    kinds = await PartyMeetingKind.select(PartyMeetingKind.kind).where(PartyMeetingKind.meeting == meeting_id)
    one = meeting_view(rows[0], [row["kind"] for row in kinds])
    return one if not is_for_the_structure(actor, one) or will_expect(await branch_history(), one, actor) else None


async def material_choices(year: int) -> list[tuple[int, str]]:
    """The reading list of a year, which staff and members share: id and title."""
    return [(row["id"], row["title"]) for row in await PartyMeeting.raw(MATERIALS, year)]


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
        material_name=row["material_name"] or "",
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
        seated=row["seated"],
    )


def whose(actor: Actor) -> tuple[str, list[object]]:
    """The condition on rows of `COLUMNS` that the actor may see them, with its parameters."""
    return ("1 = 1", []) if actor.may(May.SEE_PARTY) else (MINE, [actor.person])


def is_for_the_structure(actor: Actor, one: MeetingView) -> bool:
    """Whether only the branch of that day can tell that the meeting is the actor's business."""
    return one.gathering.opened_at is None and not actor.may(May.SEE_PARTY)


def will_expect(history: History | None, one: MeetingView, actor: Actor) -> bool:
    """Whether the actor will stand on the list, as the branch is known today."""
    if history is None:
        return False
    return actor.person in {each.person for each in expected(one.kinds, history.on(one.on), one.group)}
