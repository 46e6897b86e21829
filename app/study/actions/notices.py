"""The closure notice: its last sentence, and where it was posted."""

from datetime import datetime

from app.actor import Actor
from app.audit import deed
from app.refusals import Refused, found
from app.storage import database
from app.study import queries
from app.study.queries import SessionView
from app.study.rules.noticing import why_not_notice, why_not_post
from app.study.tables import ClosureNotice, NoticePosting


async def word_notice(actor: Actor, session_id: int, closing: str, *, now: datetime) -> None:
    """Write the last sentence of the notice; empty leaves it out.

    Raises:
        Missing, Refused: there is no such session, or nothing to tell readers.
    """
    async with deed(actor, "closure_notice.worded", session_id):
        session = await _held(actor, session_id)
        if reasons := why_not_notice(session.state, session.gathering.library_closed):
            raise Refused(*reasons)
        await ClosureNotice.delete().where(ClosureNotice.session == session_id)
        await ClosureNotice(session=session_id, closing=closing, at=now).save()


async def post_notice(actor: Actor, session_id: int, place: str, *, now: datetime) -> None:
    """Write down that the notice was made public, where and when.

    Raises:
        Missing, Refused: there is no such session, nothing to tell readers, or it is over.
    """
    async with deed(actor, "closure_notice.posted", session_id, place=place):
        session = await _held(actor, session_id)
        span = session.span
        if reasons := why_not_post(session.state, session.gathering.library_closed, span, now):
            raise Refused(*reasons)
        await NoticePosting(
            session=session_id, place=place, starts_at=span.starts_at, ends_at=span.ends_at, at=now
        ).save()


async def _held(actor: Actor, session_id: int) -> SessionView:
    await database().hold(f"study session {session_id}")
    return found(await queries.session(actor, session_id))
