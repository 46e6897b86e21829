"""A session's closure notice, and what the library is called."""

from dataclasses import dataclass

from app.gatherings.rules import Span
from app.people.tables import Library, Person, ServicePoint
from app.storage.moments import moment
from app.study.rules.noticing import CLOSING_LINE, Posting
from app.study.tables import StudySession

NOTICE = """
SELECT n.closing, t.place, t.starts_at, t.ends_at, t.at FROM study_session s
LEFT JOIN closure_notice n ON n.session = s.id
LEFT JOIN notice_posting t ON t.id = (SELECT max(m.id) FROM notice_posting m WHERE m.session = s.id)
WHERE s.id = {}
"""


@dataclass(frozen=True, slots=True)
class NoticeView:
    """How the notice ends, and where it was posted last."""

    closing: str
    posting: Posting | None


async def notice(session: int) -> NoticeView:
    """The notice of a session that exists."""
    rows = await StudySession.raw(NOTICE, session)
    row = rows[0]
    posting = None
    if row["at"] is not None:
        span = Span(moment(row["starts_at"]), moment(row["ends_at"]))
        posting = Posting(row["place"], span, moment(row["at"]))
    return NoticeView(CLOSING_LINE if row["closing"] is None else row["closing"], posting)


async def library_name() -> str:
    """The library's full name; empty before it is set up."""
    row = await Library.select(Library.name).where(Library.kind == "own").order_by(Library.id).first()
    return str(row["name"]) if row else ""


async def is_place(place: int | None) -> bool:
    """Whether it is a service point, or none is named."""
    return place is None or bool(await ServicePoint.exists().where(ServicePoint.id == place))


async def name_of(person: int) -> str | None:
    """The name of a person; None where there is none."""
    row = await Person.select(Person.name).where(Person.id == person).first()
    return str(row["name"]) if row else None
