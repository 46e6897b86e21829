"""Short quizzes from the bank that everybody of a session answers, one before it and one after."""

import secrets
from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.bank.rules.short import LONGEST_TITLE
from app.bank.steps import draw_short_quiz
from app.locale import _
from app.refusals import Refused, WhyNot, found
from app.storage import database
from app.study import queries
from app.study.queries import SessionView
from app.study.rules import why_not_prepare
from app.study.rules.quizzing import TIMINGS, Timing
from app.study.tables import SessionQuiz

SEED_BITS = 53


async def attach_quiz(
    actor: Actor, session_id: int, timing: Timing, law: str | None, count: int, *, now: datetime
) -> int:
    """Draw so many questions and give them to the session; returns the quiz's id.

    Raises:
        Missing: there is no such session.
        Refused: it is over or has such a quiz, or the bank has too few questions on that law.
    """
    async with deed(actor, "session_quiz.attached", session_id) as line:
        session = await _held(actor, session_id)
        if timing in session.quizzes:
            raise Refused(WhyNot("quiz", _("已经附了%(name)s；要换一份，先取下这一份", name=_(TIMINGS[timing]))))
        seed = secrets.randbits(SEED_BITS)
        quiz = await draw_short_quiz(_quiz_title(session.title, timing), law, count, seed, now)
        await SessionQuiz(session=session_id, timing=timing, quiz=quiz, seed=seed, at=now).save()
        line.details.update(quiz=quiz, timing=timing)
        return quiz


async def detach_quiz(actor: Actor, session_id: int, timing: Timing) -> None:
    """Take the quiz off the session; what was answered in it stays where it is.

    Raises:
        Missing: there is no such session, or it has no such quiz.
        Refused: it is over.
    """
    async with deed(actor, "session_quiz.detached", session_id) as line:
        quiz = found((await _held(actor, session_id)).quizzes.get(timing))
        line.details.update(quiz=quiz, timing=timing)
        await SessionQuiz.delete().where((SessionQuiz.session == session_id) & (SessionQuiz.timing == timing))


def _quiz_title(session: str, timing: Timing) -> str:
    # People see it alone, so it names both; the end of a long title gives way.
    name = _(TIMINGS[timing])
    return f"{session[: LONGEST_TITLE - len(name) - 3]} · {name}"


async def _held(actor: Actor, session_id: int) -> SessionView:
    await database().hold(f"study session {session_id}")
    session = found(await queries.session(actor, session_id))
    if reasons := why_not_prepare(session.state):
        raise Refused(*reasons)
    return session
