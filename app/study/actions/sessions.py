"""One session: arranging, changing, opening its list, closing it, calling it off."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.clock import at_library
from app.gatherings import steps
from app.gatherings.queries import calendar, expected_persons
from app.gatherings.rules import GatheringState, Kind, why_not_close_yet
from app.locale import N_, _
from app.refusals import Refused, WhyNot, ensure_seen, found
from app.storage import database
from app.study import queries
from app.study.actions.series import PLANNING
from app.study.queries import SessionView
from app.study.rules import SessionPlan, title_of, why_not_begin, why_not_change, why_not_prepare, why_not_session
from app.study.rules.expecting import Listed
from app.study.steps import begins, tell_them
from app.study.tables import StudySession
from app.training.steps import let_gathering_give

OPENED = N_("“%(title)s”开始签到")
MOVED = N_("“%(title)s”改到 %(at)s，地点：%(where)s")
CALLED_OFF = N_("“%(title)s”（%(at)s）取消：%(reason)s")


async def arrange(actor: Actor, plan: SessionPlan, *, now: datetime) -> int:
    """Arrange a session outside any series; returns its id.

    Raises:
        Refused: no topic, no place, a time that is past or taken, a day on which nobody is called together.
        Missing: there is no such service point or qualification.
    """
    async with deed(actor, "study_session.arranged", topic=plan.topic) as line:
        await database().hold(PLANNING)
        if not plan.topic:
            raise Refused(WhyNot("topic", _("填写学习主题")))
        await _may_be_held(plan, None, now)
        gathering = await steps.arrange(
            Kind.STUDY,
            title_of("", plan.topic),
            plan.span,
            place=plan.place,
            venue=plan.venue,
            category=plan.category,
            library_closed=plan.library_closed,
            now=now,
        )
        row = StudySession(gathering=gathering, topic=plan.topic, host=plan.host, recorder=plan.recorder)
        await row.save()
        if plan.qualification is not None:
            await let_gathering_give(gathering, plan.qualification, now)
        line.subject = row.id
        return int(row.id)


async def _agenda_fits(before: SessionView, plan: SessionPlan) -> None:
    planned = sum(line.item.minutes for line in await queries.agenda(before.id))
    if plan.span.minutes < min(planned, before.span.minutes):
        said = _("议程已经排了 %(n)d 分钟，改后只有 %(all)d 分钟；先把议程改短", n=planned, all=plan.span.minutes)
        raise Refused(WhyNot("ends", said))


async def _may_be_held(plan: SessionPlan, but: int | None, now: datetime) -> None:
    day = (await calendar()).day(at_library(plan.span.starts_at).date())
    if reasons := why_not_session(plan, day, await queries.taken(plan.span, but), now):
        raise Refused(*reasons)
    found(await queries.is_place(plan.place) or None)


async def change(actor: Actor, session_id: int, plan: SessionPlan, *, now: datetime, seen: str = "") -> bool:
    """Change what a session is about, when and where it is held; returns whether it was moved.

    Whoever is expected is told of another time or place. Once its list is frozen, time and place stay.

    Raises:
        Missing: there is none.
        Refused: it is over, it has changed since it was `seen`, or as `arrange`.
    """
    async with deed(actor, "study_session.changed", session_id, topic=plan.topic) as line:
        await database().hold(PLANNING)
        before = await _held(actor, session_id)
        ensure_seen(seen, *before.shown)
        if reasons := why_not_prepare(before.state):
            raise Refused(*reasons)
        if before.series is None and not plan.topic:
            raise Refused(WhyNot("topic", _("填写学习主题")))
        title = title_of(before.series_title, plan.topic)
        moved = _is_elsewhere(before, plan)
        if moved:
            line.details.update(before=before.span.starts_at, starts_at=plan.span.starts_at)
            await _may_be_held(plan, session_id, now)
            await _agenda_fits(before, plan)
        if moved or _says_more(before, plan, title):
            if reasons := why_not_change(before.state):
                raise Refused(*reasons)
            await steps.rearrange(
                before.gathering.id,
                title,
                plan.span,
                place=plan.place,
                venue=plan.venue,
                category=plan.category,
                library_closed=plan.library_closed,
            )
        await StudySession.update(
            {StudySession.topic: plan.topic, StudySession.host: plan.host, StudySession.recorder: plan.recorder}
        ).where(StudySession.id == session_id)
        if plan.qualification != before.qualification:
            line.details["qualification"] = plan.qualification
            await let_gathering_give(before.gathering.id, plan.qualification, now)
        if moved:
            await _tell_of_move(actor, session_id, now)
        return moved


def _is_elsewhere(before: SessionView, plan: SessionPlan) -> bool:
    known = before.gathering
    return (known.span, known.place, known.venue) != (plan.span, plan.place, plan.venue)


def _says_more(before: SessionView, plan: SessionPlan, title: str) -> bool:
    known = before.gathering
    return (known.title, known.category, known.library_closed) != (title, plan.category, plan.library_closed)


async def _tell_of_move(actor: Actor, session_id: int, now: datetime) -> None:
    moved = found(await queries.session(actor, session_id))
    people = [one.person for one in await _list(actor, moved) if one.expected]
    at, where = begins(moved), moved.gathering.where
    await tell_them(actor, moved, people, MOVED, now, title=moved.title, at=at, where=where)


async def open_list(actor: Actor, session_id: int, *, now: datetime) -> int:
    """Freeze the list of those expected and let them check in; they are told. Returns how many they are.

    Raises:
        Missing: there is none.
        Refused: it is not yet its day, it was opened before, or nobody is expected.
    """
    async with deed(actor, "study_session.opened", session_id) as line:
        session = await _held(actor, session_id)
        if reasons := why_not_begin(session.state, session.span, now):
            raise Refused(*reasons)
        people = [one.person for one in await _list(actor, session) if one.expected]
        await steps.open_list(session.gathering.id, people, now)
        line.details["expected"] = len(people)
        opened = found(await queries.session(actor, session_id))
        await tell_them(actor, opened, people, OPENED, now, title=session.title)
        return len(people)


async def close(actor: Actor, session_id: int, *, now: datetime) -> None:
    """End the session: whoever nothing is recorded of was absent, whoever is still in went at the planned end.

    Raises:
        Missing, Refused: there is none, its list is not open, or it has not begun.
    """
    async with deed(actor, "study_session.closed", session_id):
        session = await _held(actor, session_id)
        if session.state is GatheringState.OPEN and (reasons := why_not_close_yet(session.span, now)):
            raise Refused(*reasons)
        await steps.close(actor, session.gathering.id, now)


async def call_off(actor: Actor, session_id: int, reason: str, *, now: datetime) -> None:
    """It does not take place; whoever was expected is told why.

    Raises:
        Missing, Refused: there is none, or it is over or called off.
    """
    async with deed(actor, "study_session.called_off", session_id, reason=reason):
        await database().hold(PLANNING)
        session = await _held(actor, session_id)
        people = await _expected(actor, session)
        await steps.call_off(session.gathering.id, reason, now)
        at = begins(session)
        if session.span.ends_at > now:
            await tell_them(actor, session, people, CALLED_OFF, now, title=session.title, at=at, reason=reason)


async def _expected(actor: Actor, session: SessionView) -> list[int]:
    if session.state is GatheringState.OPEN:
        return sorted(await expected_persons(session.gathering.id))
    return [one.person for one in await _list(actor, session) if one.expected]


async def _held(actor: Actor, session_id: int) -> SessionView:
    await database().hold(f"study session {session_id}")
    return found(await queries.session(actor, session_id))


async def _list(actor: Actor, session: SessionView) -> list[Listed]:
    return await queries.listed(actor, session.id, session.gathering.id, session.span)
