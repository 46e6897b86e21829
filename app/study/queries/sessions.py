"""Sessions as lists and pages show them, each only to those whose business it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from app.actor import Actor, May
from app.clock import LIBRARY_ZONE, at_library
from app.gatherings.queries.gathering import GatheringView, view
from app.gatherings.rules import GatheringState, Span
from app.people.tables import Person
from app.storage.moments import moment
from app.study.queries.agenda import AgendaLine, agenda_line
from app.study.rules import Taken
from app.study.rules.noticing import Posting
from app.study.rules.quizzing import Timing
from app.study.tables import StudySession

# The columns of a gathering are those that `gatherings.queries.gathering.view` reads.
COLUMNS = """
SELECT s.id AS session, s.series, s.held_for, s.topic, s.host, s.recorder, y.title AS series_title, y.theme,
       b.quiz AS quiz_before, q.quiz AS quiz_after,
       (SELECT count(*) FROM agenda_item a WHERE a.session = s.id
        AND NOT EXISTS (SELECT 1 FROM agenda_item_removal d WHERE d.item = a.id)) AS items,
       (SELECT count(*) FROM expected e WHERE e.gathering = g.id) AS expected,
       (SELECT count(*) FROM presence r WHERE r.gathering = g.id AND r.status IN ('present', 'late', 'made_up')
        AND NOT EXISTS (SELECT 1 FROM presence n WHERE n.gathering = g.id AND n.person = r.person AND n.id > r.id)) AS came,
       g.id, g.kind, g.title, g.starts_at, g.ends_at, g.place, p.name AS place_name, g.venue, g.category, g.library_closed,
       o.at AS opened_at, c.at AS closed_at, x.reason AS called_off, ql.id AS qualification, ql.name AS qualification_name
FROM study_session s JOIN gathering g ON g.id = s.gathering
LEFT JOIN study_series y ON y.id = s.series LEFT JOIN service_point p ON p.id = g.place
LEFT JOIN gathering_opening o ON o.gathering = g.id LEFT JOIN gathering_closing c ON c.gathering = g.id
LEFT JOIN gathering_cancellation x ON x.gathering = g.id
LEFT JOIN session_quiz b ON b.session = s.id AND b.timing = 'before'
LEFT JOIN session_quiz q ON q.session = s.id AND q.timing = 'after'
LEFT JOIN qualification_gathering qg ON qg.gathering = g.id LEFT JOIN qualification ql ON ql.id = qg.qualification
"""

# Once a list is frozen it says who is expected; before, the staff of that day less and with what was changed by hand.
MINE = """(
    EXISTS (SELECT 1 FROM expected e WHERE e.gathering = g.id AND e.person = {})
    OR (o.id IS NULL AND (
        EXISTS (SELECT 1 FROM study_list_change l WHERE l.session = s.id AND l.person = {} AND l.change = 'added')
        OR (g.starts_at >= {} AND g.starts_at < {} AND NOT EXISTS (
            SELECT 1 FROM study_list_change l WHERE l.session = s.id AND l.person = {} AND l.change = 'left_out')))))
"""
LONG_AGO, FAR_AHEAD = datetime(2000, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session.

    Attributes:
        gathering: its time, place, category and state.
        held_for: the day of its series, which may differ from the day on which it is held.
        expected, came: of the frozen list; 0 before it is frozen.
        items: how many stand on the agenda.
        quizzes: ids of its short quizzes.
        qualification, qualification_name: what whoever comes gets.
    """

    id: int
    gathering: GatheringView
    series: int | None
    series_title: str
    theme: str
    held_for: date | None
    topic: str
    host: str
    recorder: str
    items: int
    expected: int
    came: int
    quizzes: Mapping[Timing, int]
    qualification: int | None
    qualification_name: str

    @property
    def shown(self) -> tuple[object, ...]:
        """What its form shows, to tell whether it has changed since."""
        known = self.gathering
        held = (self.span, known.place, known.venue, known.category, known.library_closed)
        return (self.topic, *held, self.host, self.recorder, self.qualification)

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
        """Where it stands."""
        return self.gathering.state

    @property
    def ends(self) -> str:
        """The time of day at which it ends, as 17:00."""
        return f"{at_library(self.span.ends_at):%H:%M}"

    @property
    def on(self) -> date:
        """The day at the library on which it is held."""
        return at_library(self.span.starts_at).date()


@dataclass(frozen=True, slots=True)
class YearOfStudy:
    """What stands on the list.

    Attributes:
        coming: not over yet, the next first, of whatever year.
        past: of the year that was asked for, the newest first.
        years: those that have any, the newest first.
    """

    coming: Sequence[SessionView]
    past: Sequence[SessionView]
    years: Sequence[int]


async def session(actor: Actor, session_id: int) -> SessionView | None:
    """One session, for arrangers and for those who are expected at it."""
    condition, arguments = await whose(actor)
    rows = await StudySession.raw(f"{COLUMNS} WHERE s.id = {{}} AND {condition}", session_id, *arguments)
    return session_view(rows[0]) if rows else None


@dataclass(frozen=True, slots=True)
class SessionPage:
    """A session with its agenda, in its order, and where its closure was posted last."""

    session: SessionView
    agenda: Sequence[AgendaLine]
    posting: Posting | None


# A row for each item of the agenda, or one without an item.
PAGE = COLUMNS.replace(
    "FROM study_session s",
    """, a.id AS item, a.category AS item_category, a.title AS item_title, a.speaker, a.minutes, a.material, a.law,
       t.place AS posted_where, t.starts_at AS posted_from, t.ends_at AS posted_to, t.at AS posted_at
FROM study_session s LEFT JOIN agenda_item a ON a.session = s.id
    AND NOT EXISTS (SELECT 1 FROM agenda_item_removal d WHERE d.item = a.id)
LEFT JOIN notice_posting t ON t.id = (SELECT max(m.id) FROM notice_posting m WHERE m.session = s.id)""",
)


async def session_page(actor: Actor, session_id: int) -> SessionPage | None:
    """What the page of a session shows, in one query; for those who may see the session."""
    condition, arguments = await whose(actor)
    wanted = f"{PAGE} WHERE s.id = {{}} AND {condition} ORDER BY a.position, a.id"
    rows = await StudySession.raw(wanted, session_id, *arguments)
    if not rows:
        return None
    lines = [
        agenda_line({**row, "id": row["item"], "category": row["item_category"], "title": row["item_title"]})
        for row in rows
        if row["item"] is not None
    ]
    return SessionPage(session_view(rows[0]), lines, _posting(rows[0]))


def _posting(row: Mapping[str, Any]) -> Posting | None:
    if row["posted_at"] is None:
        return None
    span = Span(moment(row["posted_from"]), moment(row["posted_to"]))
    return Posting(row["posted_where"], span, moment(row["posted_at"]))


async def sessions(actor: Actor, year: int, now: datetime) -> YearOfStudy:
    """The actor's sessions: those to come, and the past ones of a year."""
    condition, arguments = await whose(actor)
    starts_at, ends_at = (datetime(y, 1, 1, tzinfo=LIBRARY_ZONE).astimezone(UTC) for y in (year, year + 1))
    shown = f"{COLUMNS} WHERE (g.ends_at > {{}} OR (g.starts_at >= {{}} AND g.starts_at < {{}})) AND {condition}"
    rows = await StudySession.raw(f"{shown} ORDER BY g.starts_at, g.id", now, starts_at, ends_at, *arguments)
    views = [session_view(row) for row in rows]
    coming = [one for one in views if not _is_over(one, now)]
    past = [one for one in views if _is_over(one, now) and one.on.year == year]
    return YearOfStudy(coming, past[::-1], await _years(condition, arguments))


def _is_over(one: SessionView, now: datetime) -> bool:
    # A list that is still open waits for somebody to close it, whatever the clock says.
    return one.state is GatheringState.CLOSED or (one.span.ends_at <= now and one.state is not GatheringState.OPEN)


async def _years(condition: str, arguments: Sequence[object]) -> list[int]:
    joined = "FROM study_session s JOIN gathering g ON g.id = s.gathering LEFT JOIN gathering_opening o ON o.gathering = g.id"
    rows = await StudySession.raw(
        f"SELECT min(g.starts_at) AS first, max(g.starts_at) AS last {joined} WHERE {condition}", *arguments
    )
    if not rows or rows[0]["first"] is None:
        return []
    first, last = (at_library(moment(rows[0][name])).year for name in ("first", "last"))
    return list(range(last, first - 1, -1))


async def taken(span: Span, but: int | None = None) -> list[Taken]:
    """Sessions that are not called off and share time with this one; `but` is the id of the session itself."""
    rows = await StudySession.raw(
        "SELECT s.id, g.title, g.starts_at, g.ends_at FROM study_session s JOIN gathering g ON g.id = s.gathering "
        "WHERE g.starts_at < {} AND g.ends_at > {} AND s.id <> {} "
        "AND NOT EXISTS (SELECT 1 FROM gathering_cancellation x WHERE x.gathering = g.id) ORDER BY g.starts_at",
        span.ends_at,
        span.starts_at,
        but or 0,
    )
    return [Taken(row["id"], row["title"], Span(moment(row["starts_at"]), moment(row["ends_at"]))) for row in rows]


async def whose(actor: Actor) -> tuple[str, list[object]]:
    """What a session must fulfil for the actor to see it, and what fills it."""
    if actor.may(May.ARRANGE_STUDY):
        return "1 = 1", []
    row = await Person.select(Person.joined_on, Person.left_on).where(Person.id == actor.person).first() or {}
    first = _midnight(row.get("joined_on")) or LONG_AGO
    left = row.get("left_on")
    until = _midnight(date.fromordinal(left.toordinal() + 1)) if left else FAR_AHEAD
    return MINE, [actor.person, actor.person, first, until, actor.person]


def _midnight(on: date | None) -> datetime | None:
    return datetime(on.year, on.month, on.day, tzinfo=LIBRARY_ZONE).astimezone(UTC) if on else None


def session_view(row: Mapping[str, Any]) -> SessionView:
    """A row of `COLUMNS`."""
    held_for = row["held_for"]
    return SessionView(
        id=row["session"],
        gathering=view(row),
        series=row["series"],
        series_title=row["series_title"] or "",
        theme=row["theme"] or "",
        held_for=date.fromisoformat(str(held_for)[:10]) if held_for else None,
        topic=row["topic"],
        host=row["host"],
        recorder=row["recorder"],
        items=row["items"],
        expected=row["expected"],
        came=row["came"],
        quizzes={timing: row[f"quiz_{timing}"] for timing in Timing if row[f"quiz_{timing}"]},
        qualification=row["qualification"],
        qualification_name=row["qualification_name"] or "",
    )
